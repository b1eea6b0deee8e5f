"""MasterCMS's sites, Báo Đầu tư, VnEconomy and Znews: forms of their URLs, and what their lists tell."""

from __future__ import annotations

import re

import pytest

from extractors import all_sites
from extractors.metadata import canonicalise
from newsspiders.discovery import parse_section
from newsspiders.saved_pages import load_saved_pages
from tests.fixture_pages import ROOT
from tests.newsspiders.spiders.test_sites import SPIDERS


@pytest.mark.parametrize(
    ("name", "url", "is_article"),
    [
        ("congthuong", "https://congthuong.vn/a-b-321874.html", True),
        ("congthuong", "https://ven.congthuong.vn/a-b-58213.html", True),
        ("congthuong", "https://congthuong.vn/nang-luong/dien-luc", False),
        ("congthuong", "https://congthuong.vn/tag/cho-dem-8821.tag", False),
        ("baodautu", "https://baodautu.vn/a-b-d512846.html", True),
        ("baodautu", "https://baodautu.vn/toan-canh-dau-tu-d2/", False),
        ("vneconomy", "https://vneconomy.vn/xuong-may-doi-ca-theo-gia-dien.htm", True),
        ("vneconomy", "https://vneconomy.vn/nhip-cau-doanh-nghiep.htm", False),
        ("vneconomy", "https://vneconomy.vn/chung-khoan.htm", False),
        ("znews", "https://lifestyle.znews.vn/a-b-post1488021.html", True),
        ("znews", "https://znews.vn/the-gioi/trang2.html", False),
    ],
)
def test_url_forms(name: str, url: str, is_article: bool) -> None:
    assert SPIDERS[name].discovery.is_article(url) is is_article


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("congthuong", "https://congthuong.vn/"),
        ("congthuong", "https://congthuong.vn/nang-luong/dien-luc"),
        ("congthuong", "https://congthuong.vn/thuong-mai&s_cond=&BRSR=15"),
        ("congthuong", "https://congthuong.vn/chu-de/gia-dien.topic"),
        ("thoibaonganhang", "https://thoibaonganhang.vn/video/"),
        ("thoibaotaichinhvietnam", "https://thoibaotaichinhvietnam.vn/tac-gia/a-b-12.author"),
        ("baodautu", "https://baodautu.vn/toan-canh-dau-tu-d2/p2"),
        ("baodautu", "https://baodautu.vn/tag/pin-natri"),
        ("vneconomy", "https://vneconomy.vn"),
        ("vneconomy", "https://vneconomy.vn/chung-khoan.htm?trang=2"),
        ("vneconomy", "https://vneconomy.vn/tag/gia-dien.htm"),
        ("znews", "https://znews.vn/the-gioi/trang2.html"),
        ("znews", "https://znews.vn/hoi-an-tags.html"),
        ("znews", "https://znews.vn/video.html"),
    ],
)
def test_pages_that_are_never_an_article(name: str, url: str) -> None:
    assert any(re.search(pattern, url) for pattern in all_sites()[name].not_article)


@pytest.mark.parametrize(
    ("name", "url", "canonical"),
    [
        ("congthuong", "http://www.congthuong.vn/a-b-321874.html", "https://congthuong.vn/a-b-321874.html"),
        ("congthuong", "https://congthuong.vn/a-1-32187.html&mobile=yes&amp=1", "https://congthuong.vn/a-1-32187.html"),
        ("congthuong", "https://ven.congthuong.vn/a-58213.html", "https://ven.congthuong.vn/a-58213.html"),
        ("baoquocte", "https://baoquocte.vn/a-290416.html&mobile=yes&amp=1", "https://baoquocte.vn/a-290416.html"),
        ("baodautu", "https://amp.baodautu.vn/a-b-d512846.html", "https://baodautu.vn/a-b-d512846.html"),
        ("znews", "https://zingnews.vn/a-post1210345.html", "https://znews.vn/a-post1210345.html"),
        ("znews", "https://news.zing.vn/a-post1210345.html", "https://znews.vn/a-post1210345.html"),
        ("znews", "http://m.znews.vn/a-post1210345.html", "https://znews.vn/a-post1210345.html"),
        ("znews", "https://lifestyle.zingnews.vn/a-post1.html", "https://lifestyle.znews.vn/a-post1.html"),
    ],
)
def test_canonical_urls(name: str, url: str, canonical: str) -> None:
    assert canonicalise(url, all_sites()[name]) == canonical
    assert canonicalise(canonical, all_sites()[name]) == canonical


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("thoibaotaichinhvietnam", "https://thoibaotaichinhvietnam.vn/thue-hai-quan"),
        ("congthuong", "https://congthuong.vn/thuong-mai"),
        ("baodautu", "https://baodautu.vn/toan-canh-dau-tu-d2/"),
        ("znews", "https://znews.vn/thoi-su.html"),
    ],
)
def test_lists_tell_dates(name: str, url: str) -> None:
    spider, page = SPIDERS[name], load_saved_pages(str(ROOT)).find(url)
    assert page is not None
    section = parse_section(page.read(), url=url, cards=spider.discovery.cards, zone=spider.site.zone)
    links = [link for link in section.links if spider.discovery.is_article(link.url)]
    assert len([link for link in links if link.published and not link.published_is_day]) >= 2
