"""The spiders of the ONECMS sites: the forms of their addresses, and the dates their lists tell."""

from __future__ import annotations

import re

import pytest

from extractors import all_sites
from extractors.families.zce import LISTS
from newsspiders.discovery import parse_section, parse_sitemap
from newsspiders.saved_pages import load_saved_pages
from tests.fixture_pages import ROOT
from tests.newsspiders.spiders.test_sites import SPIDERS


@pytest.mark.parametrize(
    ("name", "url", "is_article"),
    [
        ("nhandan", "https://nhandan.vn/a-b-post860431.html", True),
        ("nhandan", "https://nhandan.com.vn/tin-tuc-su-kien/a-b-614532/", True),
        ("nhandan", "https://nhandan.vn/thegioi/", False),
        ("tienphong", "https://tienphong.vn/a-b-post1823344.tpo", True),
        ("tienphong", "https://tienphong.vn/xa-hoi/a-b-1417023.tpo", True),
        ("tienphong", "https://tienphong.vn/sinh-vien-tag302.tpo", False),
        ("plo", "https://plo.vn/a-b-post880245.html", True),
        ("plo", "https://plo.vn/video/a-b-post880199.html", False),
        ("sggp", "https://www.sggp.org.vn/a-b-post841200.html", True),
        ("baophapluat", "https://baophapluat.vn/a-b-post525310.html", True),
        ("baophapluat", "https://baophapluat.vn/chu-de/a-b-post12.html", False),
        ("tinnhanhchungkhoan", "https://www.tinnhanhchungkhoan.vn/a-b-post380233.html", True),
        ("vietnamplus", "https://fr.vietnamplus.vn/a-b/28817.vnp", True),
        ("vietnamplus", "https://www.vietnamplus.vn/chu-de/a-b/1143.vnp", False),
    ],
)
def test_url_forms(name: str, url: str, is_article: bool) -> None:
    assert SPIDERS[name].discovery.is_article(url) is is_article


@pytest.mark.parametrize(
    ("url", "is_list"),
    [
        ("https://plo.vn", True),
        ("https://plo.vn/", True),
        ("https://plo.vn/kinh-te/", True),
        ("https://plo.vn/kinh-te/tai-chinh/?page=2", True),
        ("https://plo.vn/hoa-giai-tag77.html", True),
        ("https://plo.vn/tac-gia/a-b-21.html", True),
        ("https://plo.vn/video/a-b-post880199.html", True),
        ("https://plo.vn/a-b-post880245.html", False),
        ("https://plo.vn/a-b-post880245.html?utm_source=x", False),
        ("https://nhandan.com.vn/tin-tuc-su-kien/a-b-614532/", False),
        ("https://special.nhandan.vn/mot-chuyen-dai/", False),
    ],
)
def test_lists_of_the_family_are_never_an_article(url: str, is_list: bool) -> None:
    assert any(re.search(pattern, url) for pattern in LISTS) is is_list


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("nhandan", "https://nhandan.vn/thegioi/"),
        ("sggp", "https://www.sggp.org.vn/kinh-te/"),
        ("baophapluat", "https://baophapluat.vn/tu-phap/"),
        ("tinnhanhchungkhoan", "https://www.tinnhanhchungkhoan.vn/chung-khoan/"),
    ],
)
def test_section_pages_tell_dates(name: str, url: str) -> None:
    spider, page = SPIDERS[name], load_saved_pages(str(ROOT)).find(url)
    assert page is not None
    section = parse_section(page.read(), url=url, cards=spider.discovery.cards, zone=spider.site.zone)
    links = [link for link in section.links if spider.discovery.is_article(link.url)]
    assert len(links) >= 3
    assert all(link.published for link in links)


@pytest.mark.parametrize("name", ["sggp", "tinnhanhchungkhoan"])
def test_only_the_months_of_an_index_are_read(name: str) -> None:
    spider = SPIDERS[name]
    page = load_saved_pages(str(ROOT)).find(spider.discovery.sitemaps[0])
    assert page is not None
    listed = parse_sitemap(page.read(), url=page.url, zone=spider.site.zone).sitemaps
    followed = [link.url for link in listed if spider.discovery.is_sitemap(link.url)]
    assert len(followed) == len(listed) - 2 == 2


def test_each_site_of_the_family_knows_its_fingerprint() -> None:
    sites = [site for site in all_sites().values() if any(layer.name == "zce" for layer in site.rules.layers)]
    assert len(sites) >= 7
    assert all(site.compiled.fingerprint for site in sites)
