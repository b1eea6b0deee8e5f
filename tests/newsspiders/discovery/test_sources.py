"""Discovery: what it accepts, and what it says about what it does not."""

from __future__ import annotations

from typing import Any

import pytest

from newsspiders.discovery import Discovery

FEED = "https://news.example/feed.xml"


def test_article_url_ignores_query_and_fragment() -> None:
    discovery = Discovery(feeds=(FEED,), article_url=r"-post\d+\.vnp$")
    assert discovery.is_article("https://news.example/a-post12.vnp?utm_source=x#top")
    assert not discovery.is_article("https://news.example/a-tag12.vnp")


def test_sitemap_url_is_all_by_default() -> None:
    assert Discovery(feeds=(FEED,), article_url="x").is_sitemap("https://news.example/any.xml")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"feeds": FEED, "article_url": "x"}, f"Discovery.feeds is {FEED!r}; write a tuple: ({FEED!r},)"),
        ({"feeds": [FEED], "article_url": "x"}, "Discovery.feeds is a list; write a tuple"),
        ({"sections": ("/kinh-te",), "article_url": "x"}, "write a full URL"),
        ({"sitemaps": ("ftp://news.example/s.xml",), "article_url": "x"}, "write a full URL"),
        ({"feeds": (3,), "article_url": "x"}, "write a full URL"),
        ({"article_url": "x"}, "Discovery has no source"),
        ({"feeds": (FEED,), "article_url": ""}, "Discovery.article_url is empty"),
        ({"feeds": (FEED,), "article_url": "("}, "is no regex"),
        ({"feeds": (FEED,), "article_url": "x", "sitemap_url": "["}, "Discovery.sitemap_url '[' is no regex"),
        ({"feeds": (FEED,), "article_url": "x", "newest_sitemaps": 0}, "newest_sitemaps is 0"),
    ],
)
def test_wrong_discovery_says_what_to_write(given: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match="Discovery") as caught:
        Discovery(**given)
    assert told in str(caught.value)
