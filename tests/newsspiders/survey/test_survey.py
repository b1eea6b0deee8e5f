"""The survey of a site, asked of pages in memory."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from newsspiders.authoring.fetching import FetchedPage
from newsspiders.survey.asking import MOST_REQUESTS, Ask
from newsspiders.survey.survey import Survey, SurveyError, survey_saved, survey_site
from tests.newsspiders.survey.ferry_news import SECTIONS, STORIES, ferry_pages

ROOT = "https://www.bendo.vn"
FETCHED_AT = datetime(2026, 3, 7, 5, tzinfo=UTC)


class Site:
    """A site in memory, and what it was asked for."""

    def __init__(self, pages: Mapping[str, str | bytes], *, problems: Mapping[str, str] | None = None) -> None:
        self.pages = pages
        self.problems = problems or {}
        self.asked: list[str] = []

    async def fetch(self, url: str) -> FetchedPage:
        self.asked.append(url)
        body = self.pages.get(url.removeprefix(ROOT), b"")
        problem = self.problems.get(url.removeprefix(ROOT), "" if body else "HTTP 404")
        return FetchedPage(
            url=url,
            final_url=url,
            fetched_at=FETCHED_AT,
            body=body.encode() if isinstance(body, str) else body,
            problem=problem,
            sitemaps=tuple(re.findall(r"^Sitemap: (.+)$", str(self.pages.get("/robots.txt", "")), re.MULTILINE)),
        )

    def survey(self, *starts: str) -> Survey:
        return asyncio.run(survey_site(starts or (f"{ROOT}/",), ask=Ask(self.fetch)))


def ferry(**changed: str) -> dict[str, str | bytes]:
    """The pages of Báo Bến Đò by their path; those that are empty are not there."""
    pages = {path: text for path, (_, text) in ferry_pages(ROOT).items()} | changed
    return {path: text for path, text in pages.items() if text}


def test_a_whole_site() -> None:
    survey = Site(ferry()).survey()
    assert survey.discovery is not None
    assert survey.discovery.feeds == (f"{ROOT}/tin-moi.rss",)
    assert survey.discovery.sitemaps == (f"{ROOT}/sitemap-tin.xml",)
    assert survey.discovery.sections == tuple(f"{ROOT}{path}" for path in ("/", "/kinh-te", "/doi-song", "/the-thao"))
    assert survey.discovery.article_url == r"/[^/]+-\d{5,}\.html$"
    assert survey.discovery.paging is not None
    assert survey.discovery.paging.page == "{section}?page={n}"
    assert {page.url for page in survey.pages} == {f"{ROOT}{story.path}" for story in STORIES}
    assert survey.pattern.doubt == ""


def test_each_page_is_asked_for_once_and_the_usual_addresses_only_where_nothing_is_named() -> None:
    site = Site(ferry())
    site.survey()
    assert len(site.asked) == len(set(site.asked))
    assert not [url for url in site.asked if url.endswith(("/rss", "/sitemap.xml", "/video", "/lien-he.html"))]


def test_one_article_is_enough_to_begin_with() -> None:
    first = f"{ROOT}{STORIES[5].path}"
    survey = Site(ferry()).survey(first)
    assert survey.pages[0].url == first
    assert len(survey.pages) == 6


def test_lists_at_the_usual_addresses() -> None:
    pages = ferry()
    bare = {path: str(text).replace("/tin-moi.rss", "#") for path, text in pages.items()}
    site = Site({**bare, "/robots.txt": "", "/rss": pages["/tin-moi.rss"], "/sitemap.xml": pages["/sitemap-tin.xml"]})
    survey = site.survey()
    assert survey.discovery is not None
    assert (survey.discovery.feeds, survey.discovery.sitemaps) == ((f"{ROOT}/rss",), (f"{ROOT}/sitemap.xml",))


def test_a_page_of_feeds() -> None:
    pages = ferry()
    bare = {path: str(text).replace('href="/tin-moi.rss"', "") for path, text in pages.items()}
    listing = '<html><body><a href="/rss/tin-moi.rss">Tin mới</a><a href="/kinh-te">Kinh tế</a></body></html>'
    survey = Site({**bare, "/rss": listing, "/rss/tin-moi.rss": pages["/tin-moi.rss"]}).survey()
    assert survey.discovery is not None
    assert survey.discovery.feeds == (f"{ROOT}/rss/tin-moi.rss",)


def test_of_an_index_the_sitemaps_with_articles_are_followed() -> None:
    months = "".join(
        f"<sitemap><loc>{ROOT}/sitemaps/{name}.xml</loc></sitemap>"
        for name in ("news-2026-2", "news-2026-3", "categories")
    )
    sections = "".join(f"<url><loc>{ROOT}/{name}</loc></url>" for name in ("kinh-te", "the-thao"))
    pages = ferry() | {
        "/sitemap-tin.xml": f"<sitemapindex>{months}</sitemapindex>",
        "/sitemaps/news-2026-3.xml": ferry()["/sitemap-tin.xml"],
        "/sitemaps/categories.xml": f"<urlset>{sections}</urlset>",
    }
    site = Site(pages)
    survey = site.survey()
    assert survey.discovery is not None
    assert survey.discovery.sitemaps == (f"{ROOT}/sitemap-tin.xml",)
    assert survey.discovery.is_sitemap(f"{ROOT}/sitemaps/news-2026-2.xml")
    assert not survey.discovery.is_sitemap(f"{ROOT}/sitemaps/categories.xml")
    assert f"{ROOT}/sitemaps/news-2026-2.xml" not in site.asked


def test_without_feed_and_sitemap_the_articles_that_were_read_confirm_the_form() -> None:
    bare = {path: str(text).replace("/tin-moi.rss", "#") for path, text in ferry(**{"/robots.txt": ""}).items()}
    survey = Site(bare).survey()
    assert survey.pattern.is_confirmed
    assert survey.discovery is not None
    assert (survey.discovery.feeds, survey.discovery.sitemaps) == ((), ())


def test_what_looked_like_an_article_and_was_none_is_told() -> None:
    path = STORIES[0].path
    survey = Site(
        ferry(**{path: "<html><body><p>Hết.</p></body></html>"}), problems={STORIES[1].path: "HTTP 500"}
    ).survey()
    told = dict(survey.unread)
    assert told[f"{ROOT}{STORIES[1].path}"] == "HTTP 500"
    assert told[f"{ROOT}{path}"].startswith("no article")
    assert survey.discovery is not None
    assert not survey.discovery.is_article(f"{ROOT}{path}")


@pytest.mark.parametrize(
    ("pages", "problems", "expected"),
    [
        ({}, {"/": "host name not found"}, "host name not found; nothing can be found out"),
        ({}, {"/": "forbidden by robots.txt"}, "forbidden by robots.txt"),
        ({"/": "<html><body><p>Đang xây dựng.</p></body></html>"}, {}, "no feed, no sitemap and no page with links"),
        ({"/": "<html><body><nav><a href='/kinh-te'>K</a></nav></body></html>"}, {}, "nothing it lists looks like"),
        (
            {"/": "<html><body><a href='/a-b-123456.html'>K</a></body></html>"},
            {},
            r"name some articles: .*\n.*HTTP 404",
        ),
        ({"/": "%PDF-1.7"}, {}, "is no HTML; nothing can be found out"),
    ],
)
def test_nothing_to_make_a_site_of(pages: dict[str, str], problems: dict[str, str], expected: str) -> None:
    with pytest.raises(SurveyError, match=expected):
        Site(pages, problems=problems).survey()


def test_a_site_without_end_is_asked_for_a_bounded_number_of_pages() -> None:
    links = "".join(f"<nav><a href='/muc-{n}'>M</a></nav><a href='/rss/{n}.rss'>R</a>" for n in range(500))
    maps = "".join(f"Sitemap: {ROOT}/map-{n}.xml\n" for n in range(500))
    articles = "".join(f"<a href='/bai-{n}.html'>B</a>" for n in range(10_000, 10_500))
    site = Site({"/": f"<html><body>{links}{articles}</body></html>", "/robots.txt": maps})
    with pytest.raises(SurveyError):
        site.survey()
    assert len(site.asked) <= MOST_REQUESTS


def saved(*paths: str) -> Survey:
    """The survey of pages of Báo Bến Đò that somebody saved."""
    pages, urls = ferry(), [f"{ROOT}{path}" for path in paths]
    return survey_saved(
        [
            FetchedPage(url=url, final_url=url, fetched_at=FETCHED_AT, body=str(pages[path]).encode())
            for path, url in zip(paths, urls, strict=True)
        ]
    )


def test_saved_pages_alone() -> None:
    survey = saved(STORIES[0].path, STORIES[1].path)
    assert (survey.discovery, len(survey.pages)) == (None, 2)
    assert survey.pattern.article_url == r"/[^/]+-\d{5,}\.html$"


def test_saved_lists_are_the_sources() -> None:
    survey = saved(STORIES[0].path, "/", "/kinh-te", STORIES[1].path, "/lien-he.html")
    assert survey.discovery is not None
    assert survey.discovery.sections == (f"{ROOT}/", f"{ROOT}/kinh-te")
    assert survey.pattern.matches[f"{ROOT}/"] == (6, 12)
    assert len(survey.pages) == 2


def test_without_a_front_page_the_pages_given_lead_on() -> None:
    site = Site(ferry(**{"/": "", "/tin-moi.rss": "", "/robots.txt": ""}))
    survey = site.survey(f"{ROOT}{STORIES[5].path}")
    assert survey.discovery is not None
    assert survey.discovery.sections == tuple(f"{ROOT}{path}" for path, _ in SECTIONS)
    assert (f"{ROOT}/", "HTTP 404") in [(one.url, one.problem) for one in survey.findings.untold]
    assert len(site.asked) == len(set(site.asked))


def test_a_section_that_was_given_is_read() -> None:
    survey = Site(ferry(**{"/": ""})).survey(f"{ROOT}{SECTIONS[1][0]}")
    assert survey.discovery is not None
    assert f"{ROOT}{SECTIONS[1][0]}" in survey.discovery.sections
    assert survey.discovery.feeds == (f"{ROOT}/tin-moi.rss",)
