"""Addresses of detik, CNN Indonesia, ANTARA, Tempo and Republika: what is an article, and its one address."""

from __future__ import annotations

import re

import pytest

from extractors import get_site
from extractors.metadata import canonicalise
from tests.newsspiders.spiders.test_sites import SPIDERS


@pytest.mark.parametrize(
    ("name", "url", "is_article"),
    [
        ("detik", "https://www.detik.com/jabar/berita/d-7011111/a-b", True),
        ("detik", "https://food.detik.com/d-7011111/a-b", True),
        ("detik", "https://sport.detik.com/sepakbola/liga-indonesia/d-7011111/a-b", True),
        ("detik", "https://20.detik.com/e-flash/d-7011111/a-b", False),
        ("detik", "https://www.detik.com/tag/a-b", False),
        ("cnnindonesia", "https://www.cnnindonesia.com/olahraga/20241113154210-142-1165432/a-b", True),
        ("cnnindonesia", "https://www.cnnindonesia.com/tv/20241113154210-407-1165432/a-b", False),
        ("antaranews", "https://jateng.antaranews.com/berita/156321/a-b", True),
        ("antaranews", "https://en.antaranews.com/news/401887/a-b", True),
        ("antaranews", "https://www.antaranews.com/video/401887/a-b", False),
        ("tempo", "https://www.tempo.co/politik/a-b-2093415", True),
        ("tempo", "https://bisnis.tempo.co/read/1733210/a-b", True),
        ("tempo", "https://www.tempo.co/video/arsip/a-b-2093415", False),
        ("tempo", "https://www.tempo.co/tag/a-b", False),
        ("republika", "https://news.republika.co.id/berita/sqz9k4320/a-b", True),
        ("republika", "https://video.republika.co.id/berita/sqz9k4320/a-b", False),
        ("republika", "https://www.republika.co.id/tag/a-b", False),
    ],
)
def test_url_forms(name: str, url: str, is_article: bool) -> None:
    assert SPIDERS[name].discovery.is_article(url) is is_article
    refused = any(re.search(pattern, url) for pattern in get_site(name).not_article)
    assert refused is not is_article


@pytest.mark.parametrize(
    ("name", "url", "canonical"),
    [
        ("detik", "http://news.detik.com/berita/d-1/a-b/amp", "https://news.detik.com/berita/d-1/a-b"),
        ("detik", "https://news.detik.com/berita/d-1/a-b?single=1", "https://news.detik.com/berita/d-1/a-b"),
        ("detik", "https://m.detik.com/news/berita/d-1/a-b", "https://news.detik.com/berita/d-1/a-b"),
        ("detik", "https://www.detik.com/jabar/berita/d-1/a-b", "https://www.detik.com/jabar/berita/d-1/a-b"),
        (
            "cnnindonesia",
            "https://m.cnnindonesia.com/ekonomi/20241113154210-92-1/a-b/2",
            "https://www.cnnindonesia.com/ekonomi/20241113154210-92-1/a-b",
        ),
        ("antaranews", "http://m.antaranews.com/amp/berita/1/a-b", "https://www.antaranews.com/berita/1/a-b"),
        ("tempo", "https://nasional.tempo.co/amp/1733210/a-b", "https://nasional.tempo.co/read/1733210/a-b"),
        (
            "republika",
            "https://www.republika.co.id/berita/s1a2b3-part2/a-b",
            "https://republika.co.id/berita/s1a2b3/a-b",
        ),
    ],
)
def test_one_address_of_an_article(name: str, url: str, canonical: str) -> None:
    assert canonicalise(url, get_site(name)) == canonical


@pytest.mark.parametrize("name", ["detik", "antaranews", "tempo", "republika"])
def test_sections_have_names_of_their_own(name: str) -> None:
    discovery = SPIDERS[name].discovery
    assert len(discovery.section_names()) == len(discovery.sections)


def test_antara_asks_for_permission() -> None:
    assert "written permission" in SPIDERS["antaranews"].permission
