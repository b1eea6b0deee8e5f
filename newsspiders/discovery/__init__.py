"""Where a site lists its articles, and the parsers of those lists: bytes in, links out.

They fetch nothing and filter nothing but what is no http(s) link; the spider decides which links to follow.
"""

from newsspiders.discovery.feeds import parse_feed
from newsspiders.discovery.links import Link, SourceError
from newsspiders.discovery.sections import parse_section
from newsspiders.discovery.sitemaps import Sitemap, date_in_name, parse_sitemap
from newsspiders.discovery.sources import Discovery

__all__ = [
    "Discovery",
    "Link",
    "Sitemap",
    "SourceError",
    "date_in_name",
    "parse_feed",
    "parse_section",
    "parse_sitemap",
]
