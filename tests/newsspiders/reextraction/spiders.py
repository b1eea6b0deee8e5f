"""A spider whose rules change from run to run: the environment names them, and worker processes see it too."""

from __future__ import annotations

import os
from typing import Any

from lxml import etree

from extractors import Rules, Site
from newsspiders.discovery import Discovery
from newsspiders.spiders.base import NewsSpider

SERVER = os.environ.get("LOOPBACK_SERVER", "http://127.0.0.1:1")


def crash_on_request(root: etree._Element) -> None:
    """What a mistake in a site's code does."""
    if root.get("class") == "crash":
        raise RuntimeError("a mistake in a site's code")


PLAIN: dict[str, Any] = {"title": ("h1",), "body": ("div.body",), "published": ("time",)}
CLEAN = {**PLAIN, "drop": (".weather",), "section": (".section",), "prepare": crash_on_request}
RULES: dict[str, dict[str, Any]] = {
    "plain": PLAIN,
    "clean": CLEAN,  # finds the section, takes the weather out of the body
    "moved": CLEAN,  # and knows that /amp/ is the same article as /a/
    "greedy": {**PLAIN, "drop": ("p.only",)},  # takes all text of pages whose paragraphs are marked so
}


class ExampleSpider(NewsSpider):
    """Crawl news.example and the loopback server."""

    custom_settings = {"RETRY_BACKOFF_SECONDS": 0.01}
    site = Site(
        name="example",
        title="Example",
        domains=("news.example", "127.0.0.1"),
        language="vi",
        timezone="Asia/Ho_Chi_Minh",
        rules=Rules(**RULES[os.environ.get("RULES", "plain")]),
        canonical=((r"/amp/", "/a/"),) if os.environ.get("RULES") == "moved" else (),
    )
    discovery = Discovery(feeds=(f"{SERVER}/feed.xml",), article_url=r"/(?:a|amp)/[a-z0-9-]+$")
