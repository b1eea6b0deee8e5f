"""Which redirects are followed, and in whose turn."""

from __future__ import annotations

import pytest
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import Settings

from newsspiders.failures import RedirectLoop, RedirectOffSite, UnsafeUrl
from newsspiders.middlewares.redirects import SiteRedirects


class SiteSpider(Spider):
    name = "site"
    allowed_domains = ["news.example"]


def follow(location: str, *, request: Request) -> Request | Response:
    """What becomes of a request that is redirected."""
    crawler = Crawler(SiteSpider, Settings())
    crawler.spider = SiteSpider()
    response = Response(request.url, status=302, headers={"Location": location})
    return SiteRedirects.from_crawler(crawler).process_response(request, response)


def test_a_redirect_within_the_site_waits_for_the_turn_of_its_own_host() -> None:
    request = Request("https://news.example/a", meta={"download_slot": "news.example"})
    followed = follow("https://www.news.example/a", request=request)
    assert isinstance(followed, Request)
    assert followed.url == "https://www.news.example/a"
    assert "download_slot" not in followed.meta


def test_a_retried_request_is_not_led_off_the_site() -> None:
    request = Request("https://news.example/a", dont_filter=True)  # as Scrapy marks it
    with pytest.raises(RedirectOffSite, match="ads.example"):
        follow("https://ads.example/", request=request)


def test_a_feed_may_move_to_another_site() -> None:
    request = Request("https://news.example/feed", meta={"allow_offsite": True})
    assert isinstance(follow("https://feeds.example/x", request=request), Request)


def test_a_loop_of_several() -> None:
    urls = [f"https://news.example/{name}" for name in "abc"]
    request = Request(urls[2], meta={"redirect_urls": urls[:2], "redirect_times": 2})
    with pytest.raises(RedirectLoop):
        follow(urls[0], request=request)


@pytest.mark.parametrize("location", ["javascript:alert(1)", "http://[::1", "mailto:desk@news.example"])
def test_what_is_no_url_of_a_page(location: str) -> None:
    with pytest.raises(UnsafeUrl):
        follow(location, request=Request("https://news.example/a"))
