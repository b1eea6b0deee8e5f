"""What an answer turns out to be, and what pages lead to."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from extractors import all_sites
from extractors.page import Page
from extractors.urls import host_of
from newsspiders.authoring.fetching import FetchedPage
from newsspiders.discovery import Link
from newsspiders.survey.lists import feeds_of, is_section, paging_of, read_list, sections_of
from tests.newsspiders.survey.saved_lists import discovery_of

URL = "https://www.bendo.vn/x"


def answer(body: str, *, problem: str = "") -> FetchedPage:
    return FetchedPage(
        url=URL, final_url=URL, fetched_at=datetime(2026, 3, 7, tzinfo=UTC), body=body.encode(), problem=problem
    )


@pytest.mark.parametrize(
    ("body", "kind", "links"),
    [
        ("<rss version='2.0'><channel><item><link>https://b.vn/a</link></item></channel></rss>", "feed", 1),
        ("<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>https://b.vn/a</id></entry></feed>", "feed", 1),
        ("<urlset><url><loc>https://b.vn/a</loc></url></urlset>", "sitemap", 1),
        ("<sitemapindex><sitemap><loc>https://b.vn/a.xml</loc></sitemap></sitemapindex>", "sitemap index", 0),
        ("https://b.vn/a\nhttps://b.vn/b\n", "sitemap", 2),
        ("<html><body><a href='/a'>A</a></body></html>", "page", 1),
        ("", "page", 0),
        ('{"data": []}', "page", 0),
    ],
)
def test_kinds(body: str, kind: str, links: int) -> None:
    found = read_list(answer(body))
    assert (found.kind, len(found.links)) == (kind, links)
    assert bool(found.problem) is (kind == "page" and not links)


def test_what_did_not_come_is_told() -> None:
    assert read_list(answer("<rss/>", problem="HTTP 403, a challenge page (Cloudflare)")).problem.startswith("HTTP 403")


def test_a_sitemap_of_sections_lists_no_articles() -> None:
    paths = ("kinh-te", "the-thao", "cho-noi-123456.html")
    entries = "".join(f"<url><loc>https://b.vn/{path}</loc></url>" for path in paths)
    assert not read_list(answer(f"<urlset>{entries}</urlset>")).listing.is_of_articles


def test_feeds_in_the_head_come_before_links_to_feeds() -> None:
    html = (
        "<html><head><link rel='alternate' type='application/rss+xml' href='/a.rss'><link rel='alternate' hreflang='en' "
        "href='/en/'></head><body><a href='/rss/kinh-te.rss'>R</a><a href='/press'>P</a><a href='/a.rss'>A</a></body></html>"
    )
    assert feeds_of(Page(html, url=URL)) == ("https://www.bendo.vn/a.rss", "https://www.bendo.vn/rss/kinh-te.rss")


def test_sections_are_those_of_the_menu() -> None:
    html = (
        "<html><body><ul class='main-menu'><li><a href='/kinh-te'>K</a><a href='https://khac.vn/a'>X</a>"
        "<a href='/video'>V</a><a href='/a-b-123456.html'>A</a><a href='/'>T</a><a href='/kinh-te#x'>K</a></li></ul>"
        "<a href='/gioi-thieu'>G</a></body></html>"
    )
    assert sections_of(Page(html, url=URL)) == ("https://www.bendo.vn/kinh-te",)
    assert sections_of(Page("<html><body><a href='/kinh-te'>K</a></body></html>", url=URL)) == (
        "https://www.bendo.vn/kinh-te",
    )


@pytest.mark.parametrize("name", sorted(all_sites()))
def test_the_sections_of_the_sites_there_are_could_be_found(name: str) -> None:
    """Those whose address is words alone."""
    wordy = re.compile(r"https://[^/]+(?:/[a-z-]+){1,2}/?(?:\.[a-z]{3,4})?")
    for url in discovery_of(name).sections:
        assert is_section(url, host=host_of(url)) or not wordy.fullmatch(url), url


@pytest.mark.parametrize(
    ("section", "linked", "template"),
    [
        ("https://b.vn/kinh-te", "https://b.vn/kinh-te?page=2", "{section}?page={n}"),
        ("https://b.vn/kinh-te.htm", "https://b.vn/kinh-te/trang-2.htm", "{stem}/trang-{n}{suffix}"),
        ("https://b.vn/kinh-te.html", "https://b.vn/kinh-te-p2.html", "{stem}-p{n}{suffix}"),
        ("https://b.vn/kinh-te/", "https://b.vn/kinh-te/page/2/", "{section}/page/{n}/"),
    ],
)
def test_paging_is_seen(section: str, linked: str, template: str) -> None:
    paging = paging_of(section, (Link(url=linked),))
    assert paging is not None
    assert paging.page == template
    assert paging_of(section, (), linked) == paging
    assert paging_of(section, (Link(url="https://b.vn/the-thao?page=2"),)) is None


def test_a_front_page_without_a_link_to_a_second_has_no_paging() -> None:
    assert paging_of("http://a.vn:8080/", (Link(url="http://a.vn:8080/the-thao"),)) is None
