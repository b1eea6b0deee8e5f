"""The sites whose articles have several pages: both saved pages of one become one article."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fixture_pages import ROOT, FixturePage, load
from tests.newsspiders.running import run_scrapy

FIRST_PAGES = {page.name: page for page in load("article")}
LATER_PAGES = [page for page in FIRST_PAGES.values() if page.name.endswith("-p2")]


def test_there_are_some() -> None:
    assert {page.facts["site"] for page in LATER_PAGES} >= {"kompas", "tribunnews", "liputan6", "detik"}


@pytest.mark.parametrize("later", LATER_PAGES, ids=lambda page: page.name)
def test_both_pages_are_one_article(later: FixturePage, tmp_path: Path) -> None:
    first = FIRST_PAGES[later.name.removesuffix("-p2")]
    url = first.facts["url"]
    run = run_scrapy(
        *("crawl", first.facts["site"], "-s", f"REPLAY={ROOT}", "-a", f"urls={url}", "-O", "out.jsonl"),
        folder=tmp_path,
    )
    (item,) = run.items
    texts = [block["text"] for block in item["body"]]
    assert texts == [block["text"] for page in (first, later) for block in page.expected["body"]]
    assert (item["title"], item["canonical_url"]) == (first.expected["title"], first.expected["canonical_url"])
