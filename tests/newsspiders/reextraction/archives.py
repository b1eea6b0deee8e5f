"""Archives of news.example, stores made of them, and `scrapy reextract` over both."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import select

from newsspiders.archive.records import Exchange
from newsspiders.store import Store
from newsspiders.store.schema import articles, revisions, urls
from tests.newsspiders.archive.warcs import HTML, exchange, write_warc
from tests.newsspiders.running import Run, run_scrapy

SPIDERS = ("-s", "SPIDER_MODULES=tests.newsspiders.reextraction.spiders")
TABLES = {"articles": articles, "revisions": revisions, "urls": urls}


def page(name: str, *, text: str = "", only: bool = False, weather: bool = True) -> str:
    """An article page; `only` marks the paragraphs that the greedy rules take for furniture."""
    sentence = f"Sáng nay, phóng viên ghi nhận câu chuyện {name} ngay tại hiện trường vụ việc ở Hà Nội."
    mark = " class='only'" if only else ""
    paragraphs = "".join(f"<p{mark}>{sentence} {text} Đoạn {n}.</p>" for n in range(4))
    box = f"<div class='weather'>Thời tiết hôm nay: nắng nhẹ, 25 độ, gió đông {name}</div>" if weather else ""
    return (
        "<!doctype html><html lang='vi'><head><title>Tin</title>"
        "<meta property='og:type' content='article'></head><body>"
        f"<span class='section'>Kinh tế</span><h1>Câu chuyện {name} hôm nay</h1><time>07/03/2026 08:00</time>"
        f"<div class='body'>{paragraphs}{box}</div></body></html>"
    )


def fetched(name: str, *, minutes: int = 0, body: str | None = None, path: str = "a", **given: Any) -> Exchange:
    """An answer with an article of news.example."""
    html = page(name) if body is None else body
    url = f"https://news.example/{path}/{name}"
    return exchange(url=url, minutes=minutes, body=html.encode(), headers=(HTML, (b"ETag", b'"1"')), **given)


def archive(folder: Path, exchanges: Iterable[Exchange], *, name: str = "example-1.warc.gz") -> Path:
    """A WARC file in the folder's archive."""
    path = folder / "data" / "archive" / name
    write_warc(path, exchanges)
    return path


def reextract(folder: Path, *more: str, rules: str = "clean", url: str | None = None) -> Run:
    """Run the command with these rules, over the folder's archive and store."""
    database = ("-s", f"DATABASE_URL={url}") if url else ()
    return run_scrapy("reextract", *SPIDERS, *database, *more, folder=folder, RULES=rules)


def told(run: Run, site: str = "example") -> dict[str, Any]:
    """What a run with --json counted of one site."""
    assert run.err == "" or "an empty store" in run.err, run.err
    found: dict[str, Any] = json.loads(run.out)["sites"][site]
    return found


def counts(run: Run, site: str = "example") -> dict[str, int]:
    """The counts that are not 0."""
    return {name: count for name, count in told(run, site).items() if name != "fields" and count}


def tables(url: str) -> dict[str, list[dict[str, Any]]]:
    """All rows of the store's articles, revisions and URLs."""
    with closing(Store(url, create=False)) as store, store.read() as session:
        connection = session._connection
        return {
            name: [dict(row) for row in connection.execute(select(table).order_by(table.c.id)).mappings()]
            for name, table in TABLES.items()
        }
