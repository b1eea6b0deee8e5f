"""The spiders of the sites: named after them, and their URL patterns agree with the saved pages."""

from __future__ import annotations

import pytest
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from extractors import all_sites
from newsspiders.discovery import Link, parse_feed, parse_section, parse_sitemap
from newsspiders.saved_pages import load_saved_pages
from newsspiders.spiders.base import NewsSpider
from tests.fixture_pages import ROOT, FixturePage, load


def spiders() -> dict[str, type[NewsSpider]]:
    loader = SpiderLoader.from_settings(Settings({"SPIDER_MODULES": ["newsspiders.spiders"]}))
    loaded = {name: loader.load(name) for name in loader.list()}
    return {name: spider for name, spider in loaded.items() if issubclass(spider, NewsSpider)}


SPIDERS = spiders()


def test_each_site_has_a_spider() -> None:
    assert sorted(SPIDERS) == sorted(all_sites())


@pytest.mark.parametrize("name", sorted(SPIDERS))
def test_spider_is_its_sites(name: str) -> None:
    spider = SPIDERS[name]
    assert spider.site is all_sites()[name]
    assert spider.allowed_domains == list(spider.site.domains)
    assert spider.__doc__
    assert f"scrapy crawl {name}" in spider.__doc__


@pytest.mark.parametrize("page", load("article"), ids=lambda page: page.name)
def test_article_urls_are_recognised(page: FixturePage) -> None:
    assert SPIDERS[page.facts["site"]].discovery.is_article(page.facts["url"])


@pytest.mark.parametrize("name", sorted(SPIDERS))
def test_sources_are_no_articles(name: str) -> None:
    discovery = SPIDERS[name].discovery
    for url in (*discovery.feeds, *discovery.sitemaps, *discovery.sections):
        assert not discovery.is_article(url)


@pytest.mark.parametrize("name", sorted(SPIDERS))
def test_saved_sources_list_articles(name: str) -> None:
    """Each site has at least one saved source, and what it lists has the form of the site's articles."""
    spider, pages = SPIDERS[name], load_saved_pages(str(ROOT))
    links: list[Link] = []
    for url in spider.discovery.feeds:
        if page := pages.find(url):
            links += parse_feed(page.read(), url=url, zone=spider.site.zone).links
    for url in spider.discovery.sitemaps:
        if page := pages.find(url):
            listed = parse_sitemap(page.read(), url=url, zone=spider.site.zone)
            links += listed.links
            followed = [link.url for link in listed.sitemaps if spider.discovery.is_sitemap(link.url)]
            saved = [found for url in followed if (found := pages.find(url))]
            links += [link for found in saved for link in parse_sitemap(found.read(), url=found.url).links]
    for url in spider.discovery.sections:
        if page := pages.find(url):
            links += parse_section(page.read(), url=url).links
    assert [link for link in links if spider.discovery.is_article(link.url)]


@pytest.mark.parametrize(
    ("name", "url", "is_article"),
    [
        ("vietnamplus", "https://www.vietnamplus.vn/a-b-post942436.vnp", True),
        ("vietnamplus", "https://www.vietnamplus.vn/a-b-tag123.vnp", False),
        ("baoquocte", "https://baoquocte.vn/a-b-283481.html", True),
        ("baoquocte", "https://baoquocte.vn/thoi-su", False),
        ("vietnam_vn", "https://www.vietnam.vn/id/nga-trung-ca-ngoi", True),
        ("vietnam_vn", "https://www.vietnam.vn/nga-trung-ca-ngoi/", True),
        ("vietnam_vn", "https://www.vietnam.vn/id", False),
        ("vietnam_vn", "https://www.vietnam.vn/tag/nga-trung", False),
        ("cri", "https://indonesian.cri.cn/2024/04/26/ARTIyZRRfWN7UvPqxVwxgXWZ240426.shtml", True),
        ("cri", "https://indonesian.cri.cn/world/index.shtml", False),
        ("hanoionline", "https://hanoionline.vn/a-b-374333.htm", True),
        ("hanoionline", "https://hanoionline.vn/kinh-te.htm", False),
        ("baomoi", "https://baomoi.com/a-b-c48972123.epi", True),
        ("baomoi", "https://baomoi.com/the-gioi/trang2.epi", False),
        ("baomoi", "https://baomoi.com/tag/VietnamPlus.epi", False),
        ("vnexpress", "https://vnexpress.net/a-b-4954454.html", True),
        ("vnexpress", "https://vnexpress.net/kinh-doanh-p2", False),
        ("tuoitre", "https://tuoitre.vn/a-b-20260307075519174.htm", True),
        ("tuoitre", "https://tuoitre.vn/kinh-doanh.htm", False),
    ],
)
def test_url_forms(name: str, url: str, is_article: bool) -> None:
    assert SPIDERS[name].discovery.is_article(url) is is_article
