"""`scrapy demo`, in a project folder of its own that holds the bundled pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractors import all_sites
from newsspiders.store import Store
from tests.newsspiders.running import PROJECT, Run, run_scrapy
from tests.newsspiders.saved_site import save_articles


def make_project(folder: Path, *, pages: Path | None) -> Path:
    (folder / "scrapy.cfg").write_text("[settings]\ndefault = newsspiders.settings\n")
    if pages is not None:
        (folder / "fixtures").symlink_to(pages)
    return folder


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = make_project(tmp_path_factory.mktemp("demo"), pages=PROJECT / "fixtures")
    left_over = folder / "data/demo/old.jsonl"
    left_over.parent.mkdir(parents=True)
    left_over.write_text("{}\n")
    return run_scrapy("demo", folder=folder)


def test_all_sites_in_the_table(demo: Run) -> None:
    assert demo.code == 0, demo.out + demo.err
    assert all(f"│ {name} " in demo.out for name in all_sites())


def test_quiet(demo: Run) -> None:
    assert demo.err == ""


def test_an_article_is_shown_with_what_was_stripped(demo: Run) -> None:
    assert "One of them, from top to bottom: https://" in demo.out
    assert "removed, and the rule that took it" in demo.out


def test_says_where_things_lie_and_what_to_type(demo: Run) -> None:
    for told in ("data/demo/news.sqlite3", "data/demo/articles.jsonl", "crawl vietnamplus -a limit=5"):
        assert told in demo.out


def test_starts_clean_and_leaves_two_files(demo: Run) -> None:
    left = sorted(path.name for path in (demo.folder / "data/demo").iterdir() if not path.name.startswith("."))
    assert left == ["articles.jsonl", "news.sqlite3"]


def test_export_and_store_agree(demo: Run) -> None:
    exported = (demo.folder / "data/demo/articles.jsonl").read_text(encoding="utf-8").splitlines()
    items = [json.loads(line) for line in exported]
    store = Store(f"sqlite:///{demo.folder}/data/demo/news.sqlite3")
    assert store.count() == len({item["canonical_url"] for item in items}) > 0
    assert {item["site"] for item in items} == set(all_sites())
    store.close()


def test_a_site_without_articles_fails_and_says_why(tmp_path: Path) -> None:
    save_articles(tmp_path / "pages", [1])
    make_project(tmp_path, pages=tmp_path / "pages")
    run = run_scrapy("demo", folder=tmp_path)
    assert run.code == 1
    assert "cri: no article. section https://indonesian.cri.cn/china/index.shtml and" in run.out
    assert "more: not saved" in run.out


def test_without_the_bundled_pages(tmp_path: Path) -> None:
    run = run_scrapy("demo", folder=make_project(tmp_path, pages=None))
    assert run.code == 2
    assert "no such folder" in run.err
    assert "Traceback" not in run.err
