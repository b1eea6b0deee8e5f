"""Articles in several pages, over a real server: fetched to their end, joined, and read again from the archive."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.newsspiders.loopback_server import HTML, LoopbackSite, loopback_site
from tests.newsspiders.running import AT_ONCE, Run, run_scrapy

SPIDERS = ("-s", "SPIDER_MODULES=tests.newsspiders.paged_spiders")

PLACES = ("bến sông", "chợ sáng", "ga cuối", "đồi chè")


@pytest.fixture
def site() -> Iterator[LoopbackSite]:
    with loopback_site() as running:
        running.feed("one")
        serve(running, {1: "?page=2", 2: "?page=3", 3: None})
        yield running


def paragraph(number: int) -> str:
    return f"Đoạn thứ {number} kể chuyện {PLACES[number]} của phóng viên có mặt tại hiện trường từ sáng sớm hôm nay."


def serve(site: LoopbackSite, links: dict[int, str | None], *, more: str = "") -> None:
    """One article in pages: each page's paragraph, and the link it names."""
    for number, target in links.items():
        link = f"<a class='next' href='/a/one{target}'>Trang sau</a>" if target else ""
        page = (
            f"<h1>Câu chuyện dài hôm nay</h1><time>07/03/2026 08:00</time><div class='body'><p>{paragraph(number)}</p>"
            f"<div class='share'>Chia sẻ</div></div>{link}{more}"
        )
        site.html("/a/one" + (f"?page={number}" if number > 1 else ""), f"<html lang='vi'><body>{page}</body></html>")


def crawl(site: LoopbackSite, folder: Path, *more: str) -> Run:
    arguments = ("crawl", "pages", *SPIDERS, "-O", "out.jsonl", *AT_ONCE, *more)
    return run_scrapy(*arguments, folder=folder, LOOPBACK_SERVER=site.url)


def texts(run: Run) -> list[str]:
    return [block["text"] for item in run.items for block in item["body"]]


def asked(site: LoopbackSite) -> list[str]:
    return [path for path in site.paths if path.startswith("/a/")]


def test_pages_become_one_article(site: LoopbackSite, tmp_path: Path) -> None:
    run = crawl(site, tmp_path)
    assert asked(site) == ["/a/one", "/a/one?page=2", "/a/one?page=3"]
    assert texts(run) == [paragraph(1), paragraph(2), paragraph(3)]
    (item,) = run.items
    assert item["canonical_url"] == f"{site.url}/a/one"
    assert item["warnings"] == []
    assert [removal["text"] for removal in item["removed"]] == ["Chia sẻ"] * 3


def test_a_link_to_a_later_page_is_a_link_to_the_article(site: LoopbackSite, tmp_path: Path) -> None:
    site.feed(f"{site.url}/a/one?page=3")
    assert texts(crawl(site, tmp_path)) == [paragraph(1), paragraph(2), paragraph(3)]


def test_a_page_that_is_the_whole_article_repeats_nothing(site: LoopbackSite, tmp_path: Path) -> None:
    serve(site, {1: "?page=2", 2: None}, more="<a class='all' href='/a/one?page=all'>Show All</a>")
    whole = "".join(f"<p>{paragraph(number)}</p>" for number in (1, 2))
    site.html("/a/one?page=all", f"<html lang='vi'><body><h1>Câu chuyện dài</h1><div class='body'>{whole}</div></body>")
    run = crawl(site, tmp_path)
    assert asked(site) == ["/a/one", "/a/one?page=all"]
    assert texts(run) == [paragraph(1), paragraph(2)]
    (item,) = run.items
    assert {"rule": "join/repeated", "text": paragraph(1)}.items() <= item["removed"][-1].items()


def test_pages_that_link_in_a_circle_end(site: LoopbackSite, tmp_path: Path) -> None:
    serve(site, {1: "?page=2", 2: "?page=3", 3: "?page=2"})
    run = crawl(site, tmp_path)
    assert texts(run) == [paragraph(1), paragraph(2), paragraph(3)]
    assert run.items[0]["warnings"] == []


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [(404, b"", "HTTP 404"), (200, b"<html><body><h1>?</h1></body></html>", "?page=2")],
)
def test_a_later_page_that_can_not_be_had(
    site: LoopbackSite, tmp_path: Path, status: int, body: bytes, reason: str
) -> None:
    site.answers["/a/one?page=2"] = (status, HTML, body)
    run = crawl(site, tmp_path)
    assert texts(run) == [paragraph(1)]
    assert run.items[0]["warnings"] == ["pages-missing"]
    assert "a later page could not be had" in run.err
    assert reason in run.err


def test_a_page_too_many(site: LoopbackSite, tmp_path: Path) -> None:
    run = crawl(site, tmp_path, "-s", "ARTICLE_PAGES_MAX=2")
    assert texts(run) == [paragraph(1), paragraph(2)]
    assert run.items[0]["warnings"] == ["pages-missing"]


def test_an_article_with_a_page_missing_is_asked_for_whole_again(site: LoopbackSite, tmp_path: Path) -> None:
    site.revalidates = True
    page = site.answers.pop("/a/one?page=2")
    crawl(site, tmp_path)
    site.answers["/a/one?page=2"] = page
    with closing(sqlite3.connect(tmp_path / "data/news.sqlite3")) as database:
        database.execute("UPDATE urls SET next_due = '2026-01-01T00:00:00+00:00' WHERE next_due IS NOT NULL")
        database.commit()
    again = crawl(site, tmp_path)
    assert texts(again) == [paragraph(1), paragraph(2), paragraph(3)]


def test_pages_are_joined_from_the_archive_too(site: LoopbackSite, tmp_path: Path) -> None:
    crawl(site, tmp_path, "-s", "ARCHIVE_ENABLED=1")
    with closing(sqlite3.connect(tmp_path / "data/news.sqlite3")) as database:
        database.execute("UPDATE articles SET article = json_set(article, '$.section', 'Cũ')")
        database.commit()
    done = run_scrapy("reextract", "--json", *SPIDERS, folder=tmp_path, LOOPBACK_SERVER=site.url)
    report = json.loads(done.out)["sites"]["pages"]
    assert (report["captures"], report["articles"], report["changed"]) == (1, 1, 1), done.err
    assert list(report["fields"]) == ["section"]
