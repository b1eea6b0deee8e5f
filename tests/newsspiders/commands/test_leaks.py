"""`scrapy leaks` in a process of its own."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from extractors import Removal
from newsspiders.store import Store
from tests.newsspiders.articles import make_item
from tests.newsspiders.authoring.copies import copy_project
from tests.newsspiders.leaks.stories import fill, item, paragraph, story
from tests.newsspiders.running import Run, run_scrapy


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store: furniture and a loss in vietnamplus, nothing in cri."""
    folder = tmp_path_factory.mktemp("leaks")
    lost = Removal(rule="vi/phrase:related", reason="related", text=f"{paragraph(50, 1)} {paragraph(51, 1)}")
    with closing(Store(f"sqlite:///{folder}/data/news.sqlite3")) as store:
        fill(
            store,
            (
                item(
                    n,
                    story(n, inner=["Kết quả"], last=[f"Lượt xem trang {n}", f"Komentar ({n})"]),
                    removed=[lost] if n == 4 else [],
                )
                for n in range(30)
            ),
        )
        store.save(make_item(canonical_url="https://x.example/cri", site="cri"))
    return folder


def leaks(folder: Path, *arguments: str, **extra: str) -> Run:
    return run_scrapy("leaks", *arguments, folder=folder, **extra)


def test_found(folder: Path) -> None:
    run = leaks(folder, "vietnamplus")
    assert (run.code, run.err) == (1, "")
    lines = run.out.splitlines()
    assert lines[0].startswith(
        "vietnamplus: 30 articles; 2 kinds of lines in 5 or more look like boilerplate, 1 removed"
    )
    assert lines[1:4] == [
        " 1   89%  in 30 articles (100.0%): its words are those of furniture, stands after the text's end, "
        "the same words, in a fifth of the articles or more",
        "    id/phrase:comments takes it already: scrapy reextract brings these articles up to date",
        "    Komentar (29)  https://www.vietnamplus.vn/tin-post29.vnp",
    ]
    assert r'Phrase(r"Lượt xem trang \d{1,6}", "drop", "boilerplate")' in run.out
    assert "vi/phrase:related  1 of its 1 pieces" in run.out
    assert paragraph(50, 1)[:60] in run.out


def test_as_json(folder: Path) -> None:
    run = leaks(folder, "--json", "--min-articles", "30", "--since", "2026-03-01")
    found = {one["site"]: one for one in map(json.loads, run.out.splitlines())}
    assert run.code == 1
    assert list(found) == ["cri", "vietnamplus"]
    assert (found["cri"]["read"], found["cri"]["leaks"], found["vietnamplus"]["least"]) == (1, [], 30)
    first = found["vietnamplus"]["leaks"][0]
    assert first["phrase"] == {"pattern": r"Komentar \(\d{1,6}\)", "action": "drop", "reason": "comments"}
    assert (first["known"], first["articles"], first["prose_words"]) == ("id/phrase:comments", 30, 0)
    assert [loss["rule"] for loss in found["vietnamplus"]["losses"]] == ["vi/phrase:related"]


def test_nothing_found(folder: Path) -> None:
    run = leaks(folder, "cri")
    assert (run.code, run.err) == (0, "")
    assert (
        run.out
        == "cri: 1 articles; no kinds of lines in 5 or more look like boilerplate, no removed pieces like prose\n"
    )


def test_limit(folder: Path) -> None:
    run = leaks(folder, "vietnamplus", "--limit", "1")
    assert "1 more kinds of lines; --limit shows them" in run.out
    assert "Lượt xem" not in run.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("vietnamplu",), "did you mean vietnamplus?"),
        (
            ("vnexpress",),
            "no article of vnexpress is stored, only of cri, vietnamplus; crawl it: scrapy crawl vnexpress",
        ),
        (("--since", "yesterday"), "type --since 2026-03-07 or --since 3d"),
        (("--min-articles", "no"), "type --min-articles 10"),
        (("--limit", "0"), "type --limit 20"),
        (("--only", "1"), "type --write too"),
        (("--write", "--only", "1"), "scrapy leaks SITE --write --only 1,3"),
        (("vietnamplus", "--write", "--only", "9"), "--only 9: there are 2 kinds of lines"),
        (("vietnamplus", "--write", "--only", "1;2"), "--only '1;2' is no number"),
        (("--write", "--json"), "leave out --json"),
        (("--write", "--sure", "very"), "type --sure 80"),
        (("-s", "DATABASE_URL=sqlite:///no/news.sqlite3"), "no/news.sqlite3: no such file; set another with -s"),
    ],
)
def test_mistakes(folder: Path, arguments: tuple[str, ...], told: str) -> None:
    run = leaks(folder, *arguments)
    assert run.code == 2
    assert told in run.err
    assert "Traceback" not in run.err


def test_an_empty_store(tmp_path: Path) -> None:
    Store(f"sqlite:///{tmp_path}/data/news.sqlite3").close()
    run = leaks(tmp_path)
    assert run.code == 2
    assert "the store is empty; crawl first: scrapy crawl vietnamplus" in run.err


def write(folder: Path, project: Path, *arguments: str) -> Run:
    """Run it with --write in a copy of the project."""
    database = f"DATABASE_URL=sqlite:///{folder}/data/news.sqlite3"
    return leaks(project, "vietnamplus", "--write", "-s", database, *arguments, PYTHONPATH=str(project))


def test_what_is_not_sure_is_not_written(folder: Path, tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    module = project / "extractors" / "sites" / "vietnamplus.py"
    before = module.read_text("utf-8")
    run = write(folder, project)
    assert run.code == 1
    assert "nothing written; choose with --only 1,3 or --sure 60" in run.err
    assert module.read_text("utf-8") == before


def test_written_into_the_sites_module(folder: Path, tmp_path: Path) -> None:
    """What is chosen and not known yet; then the rules take it."""
    project = copy_project(tmp_path / "project")
    run = write(folder, project, "--only", "1,2")
    assert run.code == 1
    assert "+++ b/extractors/sites/vietnamplus.py" in run.out
    assert "scrapy savefixture vietnamplus https://www.vietnamplus.vn/tin-post29.vnp" in run.err
    written = (project / "extractors" / "sites" / "vietnamplus.py").read_text("utf-8")
    assert r'Phrase(r"Lượt xem trang \d{1,6}", "drop", "boilerplate")' in written
    assert "Komentar" not in written
    again = write(folder, project)
    assert "vietnamplus/phrase:boilerplate takes it already" in again.out


def test_from_postgresql(postgres_url: str, tmp_path: Path) -> None:
    with closing(Store(postgres_url)) as store:
        fill(store, (item(n, story(n, last=[f"Komentar ({n})"])) for n in range(6)))
    run = leaks(tmp_path, "-s", f"DATABASE_URL={postgres_url}")
    assert run.code == 1
    assert "id/phrase:comments takes it already" in run.out
