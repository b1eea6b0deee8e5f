"""What a source's answer lists, read by the site's own ways."""

from __future__ import annotations

from scrapy.http import Response

from extractors import get_site
from newsspiders.discovery import Discovery
from newsspiders.reading import read_source
from newsspiders.walk import Source

URL = "https://tuoitre.vn/sitemaps/index.rss"


def test_a_feed_in_the_place_of_a_sitemap_has_the_sites_order_of_dates() -> None:
    item = "<item><link>https://tuoitre.vn/a-1.htm</link><pubDate>10/5/2026 15:42</pubDate></item>"
    body = f"<rss version='2.0'><channel>{item}</channel></rss>".encode()
    discovery = Discovery(sitemaps=(URL,), article_url=r"-\d+\.htm$", month_first=True)
    for kind in ("feed", "sitemap"):
        source = Source(kind=kind, url=URL)
        answer = read_source(Response(URL, body=body), source, site=get_site("tuoitre"), discovery=discovery)
        (link,) = answer.links
        assert link.published is not None
        assert (link.published.month, link.published.day) == (10, 5)
