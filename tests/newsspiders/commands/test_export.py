"""`scrapy export` in a process of its own."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow.parquet as pq  # type: ignore[import-untyped]  # no published types
import pytest

from newsspiders.store import Store
from newsspiders.store.schema_json import schema_text
from tests.newsspiders.articles import make_item
from tests.newsspiders.running import Run, run_scrapy


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store of three articles: 6 and 7 March in Vietnam, and today."""
    folder = tmp_path_factory.mktemp("export")
    with closing(Store(f"sqlite:///{folder}/data/news.sqlite3")) as store:
        for n, published in enumerate(("2026-03-06T23:30:00+07:00", "2026-03-07T00:30:00+07:00")):
            store.save(make_item(canonical_url=f"https://x.example/{n}", published=datetime.fromisoformat(published)))
        today = datetime.now(UTC) - timedelta(hours=1)
        store.save(make_item(canonical_url="https://x.example/2", published=today, site="cri"))
    return folder


def export(folder: Path, *arguments: str, **extra: str) -> Run:
    return run_scrapy("export", *arguments, folder=folder, **extra)


def numbers(run: Run) -> list[int]:
    return [int(json.loads(line)["canonical_url"][-1]) for line in run.out.splitlines()]


def test_to_standard_output(folder: Path) -> None:
    run = export(folder)
    assert (run.code, run.err, numbers(run)) == (0, "", [0, 1, 2])


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (("--site", "cri"), [2]),
        (("--site", "cri", "--site", "vietnamplus"), [0, 1, 2]),
        (("--since", "3d"), [2]),
        (("--until", "3d"), [0, 1]),
        (("--site", "vietnamplus", "--since", "2026-03-07"), [1]),  # a day of the site's zone
        (("--site", "vietnamplus", "--until", "2026-03-06"), [0]),
        (("--since", "2026-03-07"), [2]),  # a day of UTC
    ],
)
def test_a_choice(folder: Path, arguments: tuple[str, ...], found: list[int]) -> None:
    assert numbers(export(folder, *arguments)) == found


def test_to_files(folder: Path) -> None:
    for name in ("out.jsonl", "out.csv", "out.parquet"):
        run = export(folder, "-o", name)
        assert (run.code, run.out, run.err) == (0, "", f"3 articles in {name}\n")
    assert len(pq.read_table(folder / "out.parquet")) == 3
    assert (folder / "out.csv").read_text(encoding="utf-8").startswith("schema_version,url,")


def test_schema(folder: Path) -> None:
    run = export(folder, "--schema")
    assert (run.code, run.out) == (0, schema_text())


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--site", "vnexpres"), "did you mean vnexpress?"),
        (("--since", "yesterday"), "type --since 2026-03-07 or --since 3d"),
        (("--until", "2026-02-30"), "type --until 2026-03-07 or --until 3d"),
        (("-o", "out.txt"), "end the name with .jsonl, .csv or .parquet"),
        (("-o", "nowhere/out.csv"), "nowhere/out.csv: No such file or directory; name another file with -o"),
        (("out.csv",), "type a file with -o: scrapy export -o out.csv"),
        (("-s", "DATABASE_URL=sqlite:///no/news.sqlite3"), "no/news.sqlite3: no such file; set another with -s"),
        (("-s", "DATABASE_URL="), "DATABASE_URL is empty"),
    ],
)
def test_mistakes(folder: Path, arguments: tuple[str, ...], told: str) -> None:
    run = export(folder, *arguments)
    assert run.code == 2
    assert told in run.err
    assert "Traceback" not in run.err
    assert not (folder / "no").exists()


def test_parquet_without_pyarrow(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys; sys.modules['pyarrow'] = None\n")
    path = f"{tmp_path}:{Path(__file__).parents[3]}"
    run = export(folder, "-o", "other.parquet", PYTHONPATH=path)
    assert run.code == 2
    assert "pip install 'newsspiders[parquet]'" in run.err
    assert not (folder / "other.parquet").exists()


def test_a_reader_that_has_seen_enough(folder: Path) -> None:
    import subprocess

    from tests.newsspiders.running import command_line, environment

    script = f"{' '.join(command_line('export'))} | {sys.executable} -c pass"
    run = subprocess.run(
        ["bash", "-o", "pipefail", "-c", script],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")


def test_from_postgresql(postgres_url: str, tmp_path: Path) -> None:
    with closing(Store(postgres_url)) as store:
        store.save(make_item())
    run = export(tmp_path, "-s", f"DATABASE_URL={postgres_url}")
    assert run.code == 0
    assert json.loads(run.out)["title"] == "Giá vàng tăng"
