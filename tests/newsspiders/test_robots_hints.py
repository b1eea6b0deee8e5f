"""The sitemaps a robots.txt names."""

from __future__ import annotations

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.robotstxt import ProtegoRobotParser
from scrapy.settings import Settings

from newsspiders.robots_hints import RobotsHints


def test_sitemaps_of_a_robots_txt() -> None:
    crawler = Crawler(Spider, Settings())
    hints = RobotsHints.from_crawler(crawler)
    body = (
        b"Sitemap: https://news.example/sitemap.xml\nUser-agent: *\nDisallow: /private\nsitemap: /news.xml\n"
        b"Sitemap: file:///etc/passwd\nSitemap: https://news.example/sitemap.xml\n"
    )
    hints.robots_parsed(ProtegoRobotParser(body, None), Request("https://NEWS.example/a/one"))
    assert hints.sitemaps == {"news.example": ("https://news.example/sitemap.xml", "https://news.example/news.xml")}
