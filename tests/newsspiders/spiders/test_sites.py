"""The spiders of the sites: named after them, and their URL patterns agree with the saved pages."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from extractors import all_sites
from extractors.urls import is_on_site
from newsspiders.discovery import Link, Section, month_url, parse_feed, parse_section, parse_sitemap
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


@pytest.mark.parametrize("page", load("not-article"), ids=lambda page: page.name)
def test_urls_of_lists_and_videos_are_not_asked_for_as_articles(page: FixturePage) -> None:
    assert not SPIDERS[page.facts["site"]].discovery.is_article(page.facts["url"])


@pytest.mark.parametrize("name", sorted(SPIDERS))
def test_sources_are_no_articles(name: str) -> None:
    discovery = SPIDERS[name].discovery
    for url in (*discovery.feeds, *discovery.sitemaps, *discovery.sections):
        assert not discovery.is_article(url)


@pytest.mark.parametrize("name", sorted(SPIDERS))
def test_what_is_asked_for_as_a_section_is_never_read_as_an_article(name: str) -> None:
    spider = SPIDERS[name]
    assert all(spider.site.addresses.is_never_article(url) for url in spider.discovery.sections)


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
    articles = [link.url for link in links if spider.discovery.is_article(link.url)]
    assert articles
    assert not [url for url in articles if spider.site.addresses.is_never_article(url)]


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
        ("dantri", "https://dantri.com.vn/kinh-doanh/a-b-20260307080054340.htm", True),
        ("dantri", "https://dantri.com.vn/tac-gia/a-b-3617.htm", False),
        ("dantri", "https://dantri.com.vn/kinh-doanh/trang-2.htm", False),
        ("vietnamnet", "https://vietnamnet.vn/a-b-2493817.html", True),
        ("vietnamnet", "https://vietnamnet.vn/en/a-b-2493817.html", True),
        ("vietnamnet", "https://vietnamnet.vn/a-b-tag118273.html", False),
        ("vietnamnet", "https://vietnamnet.vn/video/a-b-2493817.html", False),
        ("vietnamnet", "https://vietnamnet.vn/kinh-doanh-page1", False),
        ("vov", "https://english.vov.vn/en/society/a-b-post1274119.vov", True),
        ("vov", "https://vov.vn/tin-moi-cap-nhat", False),
        ("laodong", "https://laodong.vn/cong-doan/a-b-1668214.ldo", True),
        ("laodong", "https://laodong.vn/video/a-b-1668214.ldo", False),
        ("qdnd", "https://www.qdnd.vn/van-hoa/doi-song/a-b-641207", True),
        ("qdnd", "https://www.qdnd.vn/van-hoa/p/2", False),
        ("baotintuc", "https://baotintuc.vn/kinh-te/a-b-20260306083511207.htm", True),
        ("baotintuc", "https://baotintuc.vn/kinh-te-128ct0.htm", False),
        ("vnexpress", "https://e.vnexpress.net/news/life/trend/a-b-5046120.html", True),
    ],
)
def test_url_forms(name: str, url: str, is_article: bool) -> None:
    assert SPIDERS[name].discovery.is_article(url) is is_article


def read_section(name: str, url: str) -> Section:
    """A saved section page, as its spider's data says to read it."""
    spider, page = SPIDERS[name], load_saved_pages(str(ROOT)).find(url)
    assert page is not None, f"fixtures/{name}: save {url}"
    discovery = spider.discovery
    return parse_section(
        page.read(),
        url=url,
        paging=discovery.paging,
        cards=discovery.cards,
        zone=spider.site.zone,
        month_first=discovery.month_first,
    )


def articles(name: str, section: Section) -> list[Link]:
    """The article links of a section page, dated."""
    spider = SPIDERS[name]
    links = (link for link in section.links if spider.discovery.is_article(link.url))
    return [spider.discovery.dated(link, zone=spider.site.zone) for link in links]


@pytest.mark.parametrize(
    ("name", "section_url", "second_url"),
    [
        ("baoquocte", "https://baoquocte.vn/the-gioi", "https://baoquocte.vn/the-gioi&s_cond=&BRSR=15"),
        ("vnexpress", "https://vnexpress.net/kinh-doanh", "https://vnexpress.net/kinh-doanh-p2"),
        ("tuoitre", "https://tuoitre.vn/nhip-song-tre.htm", "https://tuoitre.vn/timeline/7/trang-2.htm"),
    ],
)
def test_the_second_page_lists_older_articles(name: str, section_url: str, second_url: str) -> None:
    discovery = SPIDERS[name].discovery
    assert section_url in discovery.sections
    assert discovery.paging is not None
    first = read_section(name, section_url)
    assert discovery.paging.page_url(section_url, 2, zone=first.zone) == second_url
    newer, older = articles(name, first), articles(name, read_section(name, second_url))
    assert {link.url for link in older} - {link.url for link in newer}
    assert min(told(older)) < min(told(newer))


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://nld.com.vn/a-b-196260306173245118.htm", date(2026, 3, 6)),
        ("https://nld.com.vn/cong-doan/a-b-20200812061530247.htm", date(2020, 8, 12)),
        ("https://thanhnien.vn/a-b-185240615083012345.htm", date(2024, 6, 15)),
        ("https://thanhnien.vn/a-b-post1412345.html", None),
        ("https://thanhnien.vn/a-b-1851412345.htm", None),
        ("https://baochinhphu.vn/a-b-102260228093004191.htm", date(2026, 2, 28)),
        ("https://en.baochinhphu.vn/a-b-111250418102233445.htm", date(2025, 4, 18)),
        ("https://cafef.vn/a-b-18826030622484142.chn", date(2026, 3, 6)),
        ("https://cafef.vn/a-b-188260306215712345.chn", date(2026, 3, 6)),
        ("https://cafef.vn/a-b-20190514134455667.chn", date(2019, 5, 14)),
        ("https://kenh14.vn/a-b-215240517101525931.chn", date(2024, 5, 17)),
        ("https://kenh14.vn/a-b-20240517101525931.chn", date(2024, 5, 17)),
        ("https://soha.vn/a-b-198250811152233456.htm", date(2025, 8, 11)),
        ("https://suckhoedoisong.vn/a-b-169250811152233456.htm", date(2025, 8, 11)),
        ("https://suckhoedoisong.vn/a-b-n123456.html", None),
        ("https://vtv.vn/a-b-100251118074512345.htm", date(2025, 11, 18)),
        ("https://tuoitre.vn/a-b-20260307075519174.htm", date(2026, 3, 7)),
        ("https://dantri.com.vn/kinh-doanh/a-b-20260307080054340.htm", date(2026, 3, 7)),
    ],
)
def test_numbers_of_articles_tell_when_they_were_written(url: str, written: date | None) -> None:
    (spider,) = [spider for spider in SPIDERS.values() if is_on_site(url, domains=spider.site.domains)]
    link = spider.discovery.dated(Link(url=url), zone=spider.site.zone)
    assert link.published is None
    assert (link.written.date() if link.written else None) == written


def told(links: list[Link]) -> list[datetime]:
    """When the links' articles were published or written, as far as a list tells."""
    return [link.earliest for link in links if link.earliest]


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("baoquocte", "https://baoquocte.vn/the-gioi"),
        ("vnexpress", "https://vnexpress.net/kinh-doanh"),
        ("tuoitre", "https://tuoitre.vn/nhip-song-tre.htm"),
        ("baomoi", "https://baomoi.com/"),
        ("cri", "https://indonesian.cri.cn/world/index.shtml"),
    ],
)
def test_lists_tell_dates(name: str, url: str) -> None:
    links = articles(name, read_section(name, url))
    # Beside the list baoquocte has a box of what is read most, without dates.
    assert len(told(links)) >= len(links) - 1 > 0


def test_vnexpress_names_its_next_page() -> None:
    section = read_section("vnexpress", "https://vnexpress.net/kinh-doanh")
    assert section.next_url == "https://vnexpress.net/kinh-doanh-p2"
    paging = SPIDERS["vnexpress"].discovery.paging
    assert paging is not None
    assert paging.page_url("https://vnexpress.net/kinh-doanh", 2) == section.next_url


def test_baoquocte_has_a_page_for_each_day() -> None:
    discovery = SPIDERS["baoquocte"].discovery
    assert discovery.paging is not None
    url = discovery.paging.day_url("https://baoquocte.vn/the-gioi", date(2024, 10, 16), 2)
    assert url == "https://baoquocte.vn/the-gioi&fv=2024-10-16&s_cond=&BRSR=15"


def test_vietnamnet_counts_its_pages_from_zero() -> None:
    section = read_section("vietnamnet", "https://vietnamnet.vn/kinh-doanh")
    paging = SPIDERS["vietnamnet"].discovery.paging
    assert paging is not None
    assert section.next_url == paging.page_url("https://vietnamnet.vn/kinh-doanh", 2)


def test_baotintuc_has_a_page_for_each_day() -> None:
    discovery = SPIDERS["baotintuc"].discovery
    assert discovery.paging is not None
    url = discovery.paging.day_url("https://baotintuc.vn/thoi-su-472ct0.htm", date(2024, 10, 10))
    assert url == "https://baotintuc.vn/thoi-su-472ct0/d10-10-2024.htm"
    listed = articles("baotintuc", read_section("baotintuc", url))
    assert len(listed) == 2
    assert {link.written.date() for link in listed if link.written} == {date(2024, 10, 10)}


def test_the_feed_of_tuoitre_puts_the_month_first() -> None:
    spider, url = SPIDERS["tuoitre"], "https://tuoitre.vn/rss/tin-moi-nhat.rss"
    page = load_saved_pages(str(ROOT)).find(url)
    assert page is not None
    feed = parse_feed(page.read(), url=url, zone=spider.site.zone, month_first=spider.discovery.month_first)
    assert feed.language == "vi"
    assert feed.links[0].published == datetime(2026, 3, 5, 10, 4, 37, tzinfo=spider.site.zone)


def test_the_feed_of_baoquocte_has_full_texts() -> None:
    page = load_saved_pages(str(ROOT)).find("https://baoquocte.vn/rss_feed/")
    assert page is not None
    links = parse_feed(page.read(), url=page.url).links
    assert sum(link.content is not None for link in links) >= 4
    assert "Officials from nine river towns" in (links[0].content or "")


def test_the_news_sitemap_of_vietnam_vn_names_languages() -> None:
    spider = SPIDERS["vietnam_vn"]
    page = load_saved_pages(str(ROOT)).find(spider.discovery.sitemaps[0])
    assert page is not None
    links = parse_sitemap(page.read(), url=page.url, zone=spider.site.zone).links
    assert [link.language for link in links] == ["en", "vi", "id"]
    assert all(link.published and link.title and spider.discovery.is_article(link.url) for link in links)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("baoquocte", {"thoi-su", "the-gioi", "kinh-te", "the-thao", "giai-tri", "giao-duc", "y-te"}),
        ("cri", {"china", "china_asean", "world"}),
        ("hanoionline", {"kinh-te", "nha-dat"}),
        ("vietnamplus", set()),
    ],
)
def test_section_names(name: str, expected: set[str]) -> None:
    assert set(SPIDERS[name].discovery.section_names()) == expected


def test_who_has_an_archive() -> None:
    with_archive = {name for name, spider in SPIDERS.items() if spider.discovery.has_archive}
    assert with_archive >= {"baomoi", "baoquocte", "tuoitre", "vietnam_vn", "vietnamplus", "vnexpress"}
    assert not with_archive & {"cri", "hanoionline"}


@pytest.mark.parametrize(
    ("name", "lists", "url"),
    [
        ("vietnamnet", 1, "https://vietnamnet.vn/tin-tuc-24h-p1?bydate=07/03/2026-07/03/2026&cate="),
        ("kompas", 1, "https://indeks.kompas.com/?site=all&date=2026-03-07&page=2"),
        ("detik", 10, "https://news.detik.com/indeks?page=2&date=03/07/2026"),
        ("baoquocte", 7, "https://baoquocte.vn/thoi-su&fv=2026-03-07&s_cond=&BRSR=15"),
        ("baotintuc", 2, None),
    ],
)
def test_the_second_page_of_a_day(name: str, lists: int, url: str | None) -> None:
    discovery = SPIDERS[name].discovery
    assert discovery.paging is not None
    assert len(discovery.day_lists()) == lists
    assert discovery.paging.day_url(discovery.day_lists()[0], date(2026, 3, 7), 2) == url


@pytest.mark.parametrize(
    ("name", "number", "url"),
    [
        ("vov", 1, "https://vov.vn/sitemaps/2026/3/article.xml"),
        ("vietnamnet", 2, "https://vietnamnet.vn/sitemap-article-03-2026-02.xml"),
        ("sggp", 1, "https://www.sggp.org.vn/sitemaps/news-2026-3.xml"),
    ],
)
def test_monthly_sitemaps(name: str, number: int, url: str) -> None:
    discovery = SPIDERS[name].discovery
    assert month_url(discovery.month_sitemaps, date(2026, 3, 1), number) == url
    assert discovery.is_sitemap(url)
    assert not discovery.is_article(url)


PAGED = [name for name, spider in SPIDERS.items() if spider.discovery.paging and spider.discovery.paging.page]


@pytest.mark.parametrize("name", sorted(PAGED))
def test_later_pages_are_no_articles(name: str) -> None:
    discovery = SPIDERS[name].discovery
    assert discovery.paging is not None
    for url in discovery.sections:
        second = discovery.paging.page_url(url, 2, zone="1")
        assert second is not None
        assert not discovery.is_article(second)
