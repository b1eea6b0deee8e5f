"""Datasette on a store: every page answers, facets count, the search finds, and a crawl beside it is not disturbed."""

from __future__ import annotations

import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from newsspiders.store import Store
from newsspiders.store.schema import metadata as schema
from newsspiders.store.views import VIEWS
from tests.newsspiders.articles import MOMENT, make_item
from tests.newsspiders.browsing.conftest import HOSTILE, SHIPPED, SITES, Served, datasette, folder_of
from tests.newsspiders.running import PROJECT, command_line, environment
from tests.newsspiders.states import SITE

EMPTY = {"hosts", "cursors"}  # a crawl of saved pages has neither
QUERIES = {
    "search": {"words": "bộ", "site": ""},
    "newest_of_site": {"site": SITE},
    "removed_from_article": {"article": "https://www.vietnamplus.vn/a-post1.vnp"},
    "articles_without_lead": {"site": ""},
    "copies_of_an_original": {"source_url": "https://a.example/1"},
    "most_copied": {},
    "rules_that_take_most": {},
}


@pytest.mark.parametrize("name", [*schema.tables, *VIEWS])
def test_every_table_and_view_has_a_page_with_rows(served: Served, name: str) -> None:
    page = served.get(f"/news/{name}")
    assert page.status_code == 200, page.text
    assert "timed out" not in page.text
    found = served.json(f"/news/{name}")
    assert bool(found["rows"]) != (name in EMPTY)
    assert bool(found["filtered_table_rows_count"]) != (name in EMPTY)


def test_all_queries_are_tried_here(served: Served) -> None:
    assert served.json("/-/metadata")["databases"]["news"]["queries"].keys() == QUERIES.keys()


@pytest.mark.parametrize("name", QUERIES)
def test_every_query_has_a_page_with_rows(served: Served, name: str) -> None:
    page = served.get(f"/news/{name}", **QUERIES[name])
    assert page.status_code == 200, page.text
    assert served.rows(f"/news/{name}", **QUERIES[name])


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_that_was_not_filled_in_is_no_error(served: Served, name: str) -> None:
    page = served.get(f"/news/{name}")
    assert page.status_code == 200
    assert "message-error" not in page.text


@pytest.mark.parametrize("words", ['"', "a AND", "(", "*", "NEAR(", "%", "đ", "''", "-- ;"])
def test_whatever_is_searched_for_is_no_error(served: Served, words: str) -> None:
    assert served.get("/news/article_list", _search=words).status_code == 200
    assert "message-error" not in served.get("/news/search", words=words, site="").text


def test_facets_count_what_is_stored(served: Served) -> None:
    facets = served.json("/news/article_list")["facet_results"]
    with closing(sqlite3.connect(served.database)) as plain:
        counted = dict(plain.execute("SELECT site, count(*) FROM articles GROUP BY site"))
    assert {row["value"]: row["count"] for row in facets["site"]["results"]} == counted
    assert counted.keys() == set(SITES)
    warned = served.json("/news/extraction_warnings")["facet_results"]["warning"]["results"]
    assert {"date-missing", "body-rule-missed"} <= {row["value"] for row in warned}


@pytest.mark.parametrize(
    ("typed", "plain"), [("Đảo", "dao"), ("đảo", "ĐẢO"), ("Hà Nội", "ha noi"), ('"nước ngọt"', '"nuoc ngot"')]
)
def test_the_search_finds_with_and_without_accents(served: Served, typed: str, plain: str) -> None:
    with closing(Store(f"sqlite:///{served.database}")) as store, store.read() as session:
        expected = {hit.url for hit in session.search(typed)}
    assert expected
    for words in (typed, plain):
        assert {row["url"] for row in served.rows("/news/article_list", _search=words)} == expected
        assert {row["canonical_url"] for row in served.rows("/news/articles", _search=words)} == expected
        assert {row["url"] for row in served.rows("/news/search", words=words, site="")} == expected
        assert served.rows("/news/search", words=words, site="nowhere") == []


def test_the_file_and_the_metadata_alone_will_do(served: Served, tmp_path: Path) -> None:
    arguments = (served.database, "--metadata", SHIPPED / "metadata.yaml")
    with datasette(*arguments, log=tmp_path / "log") as url:
        plain = Served(url, served.database)
        assert plain.rows("/news/search", words="Đảo", site="") == served.rows("/news/search", words="Đảo", site="")
        assert plain.rows("/news/article_list") == served.rows("/news/article_list")


def test_the_newest_stand_first(served: Served) -> None:
    days = [row["published"] for row in served.rows("/news/article_list")]
    assert days == sorted(days, reverse=True)
    runs = [row["run"] for row in served.rows("/news/run_history")]
    assert runs == sorted(runs, reverse=True)


def test_what_a_page_wrote_is_text(served: Served) -> None:
    with closing(sqlite3.connect(served.database)) as plain:
        (number,) = plain.execute("SELECT id FROM articles WHERE title = ?", (HOSTILE,)).fetchone()
    pages = [
        "article_list",
        "articles",
        f"articles/{number}",
        "articles_without_lead?site=",
        f"newest_of_site?site={SITE}",
    ]
    for page in pages:
        text = served.get(f"/news/{page}").text
        assert "&lt;script&gt;document.title" in text, page
        assert "<script>document.title" not in text, page


def test_numbers_of_rows_lead_to_them(served: Served) -> None:
    for view, table in (("article_list", "articles"), ("article_changes", "revisions"), ("failing_urls", "urls")):
        number = served.rows(f"/news/{view}")[0]["id"]
        assert f'<a href="/news/{table}/{number}">{number}</a>' in served.get(f"/news/{view}").text
        assert served.get(f"/news/{table}/{number}").status_code == 200
    assert '<a href="/news/runs/3">3</a>' in served.get("/news/run_history").text


@pytest.mark.parametrize(
    "sql", ["delete from runs", "with a as (select 1) delete from runs", "pragma user_version = 9"]
)
def test_nothing_can_be_written(served: Served, sql: str) -> None:
    assert served.get("/news", sql=sql).status_code == 400
    assert served.rows("/news/runs")


def test_the_file_cannot_be_taken_away(served: Served) -> None:
    assert served.get("/news.db").status_code == 403


def test_a_crawl_beside_it_writes_and_is_seen(served: Served, tmp_path: Path) -> None:
    """The file is in use all the time: neither waits for the other."""
    database = tmp_path / "data" / "news.sqlite3"
    with closing(Store(f"sqlite:///{database}")) as store:
        store.save(make_item())
        with datasette(folder_of(database, tmp_path / "datasette"), log=tmp_path / "log") as url:
            live = Served(url, database)
            with store.session() as session:  # a transaction that is open, and has written
                session.save(make_item(canonical_url="https://www.vietnamplus.vn/2", fetched_at=MOMENT))
                assert [row["articles"] for row in live.rows("/news/site_overview")] == [1]
            assert [row["articles"] for row in live.rows("/news/site_overview")] == [2]
            command = command_line("crawl", "tempo", "-s", f"REPLAY={PROJECT / 'fixtures'}")
            crawl = subprocess.Popen(command, cwd=tmp_path, env=environment(), stderr=subprocess.PIPE, text=True)
            while crawl.poll() is None:
                assert live.get("/news/article_list").status_code == 200
            assert crawl.returncode == 0, crawl.communicate()[1]
            crawl.communicate()
            assert {row["site"] for row in live.rows("/news/run_history")} == {"tempo"}
            assert len(live.rows("/news/article_list", site="tempo")) == 3
