"""Where a site lists its articles, and the parsers of those lists: bytes in, links out.

They fetch nothing and filter nothing but what is no http(s) link; the spider decides which links to follow.
"""

from newsspiders.discovery.archives import date_span, order_archives
from newsspiders.discovery.cards import Cards
from newsspiders.discovery.contents import is_json, parse_contents
from newsspiders.discovery.feeds import Feed, parse_feed
from newsspiders.discovery.links import Link, SourceError
from newsspiders.discovery.months import OLDEST_MONTH, month_before, month_url
from newsspiders.discovery.obstacles import obstacle
from newsspiders.discovery.paging import Paging
from newsspiders.discovery.sections import Section, parse_section
from newsspiders.discovery.sitemaps import Sitemap, parse_sitemap
from newsspiders.discovery.sources import Discovery

__all__ = [
    "OLDEST_MONTH",
    "Cards",
    "Discovery",
    "Feed",
    "Link",
    "Paging",
    "Section",
    "Sitemap",
    "SourceError",
    "date_span",
    "is_json",
    "month_before",
    "month_url",
    "obstacle",
    "order_archives",
    "parse_contents",
    "parse_feed",
    "parse_section",
    "parse_sitemap",
]
