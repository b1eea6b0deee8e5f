"""`scrapy report` in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsspiders.store import Store
from tests.newsspiders.report.histories import FINDING, a_profile, add_article, add_profile
from tests.newsspiders.running import TIMEOUT_SECONDS, Run, command_line, environment, run_scrapy


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a store of two sites, one of which drifted."""
    now = datetime.now(UTC)
    with closing(Store(f"sqlite:///{tmp_path}/data/news.sqlite3")) as store, store.session() as session:
        add_article(session, 1, seen=now, published=now, site="cri")
        add_profile(session, "cri", a_profile(), began=now, verdict="drift", findings=(FINDING,))
        add_profile(session, "vov", a_profile(), began=now)
    return tmp_path


def report(folder: Path, *arguments: str) -> Run:
    return run_scrapy("report", *arguments, folder=folder)


def test_all_sites(folder: Path) -> None:
    run = report(folder)
    assert (run.code, run.out, run.err) == (0, "", "")
    page = (folder / "report.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "1 of 2 sites is well" in page
    assert "scrapy drift cri --accept" in page


def test_one_site_printed(folder: Path) -> None:
    run = report(folder, "vov", "--out", "-", "--days", "366")
    assert (run.code, run.err) == (0, "")
    assert run.out.rstrip().endswith("</html>")
    assert 'id="site-vov"' in run.out
    assert 'id="site-cri"' not in run.out
    assert not (folder / "report.html").exists()


def test_an_empty_store(tmp_path: Path) -> None:
    Store(f"sqlite:///{tmp_path}/data/news.sqlite3").close()
    assert report(tmp_path).code == 0
    assert "No site was crawled yet" in (tmp_path / "report.html").read_text("utf-8")


def test_the_store_is_only_read(folder: Path) -> None:
    database = folder / "data" / "news.sqlite3"
    before = database.read_bytes()
    report(folder)
    assert database.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("tuoitr",), "no site 'tuoitr'; did you mean tuoitre?"),
        (("--days", "0"), "--days '0' is no number of days from 1 to 366; type --days 30"),
        (("--days", "367"), "type --days 30"),
        (("--out", "no/folder/report.html"), "No such file or directory; name another file with --out"),
        (("--out", "data"), "Is a directory; name another file with --out"),
        (("--out", "/dev/full"), "No space left on device; name another file with --out"),
        (("-s", "DATABASE_URL=sqlite:///no/news.sqlite3"), "no such file"),
        (("-s", "DATABASE_URL="), "DATABASE_URL is empty"),
    ],
)
def test_mistakes(folder: Path, arguments: tuple[str, ...], told: str) -> None:
    run = report(folder, *arguments)
    assert run.code == 2
    assert told in run.err
    assert "Traceback" not in run.err


def test_a_report_that_can_not_be_written_leaves_the_old_one(folder: Path) -> None:
    old = folder / "report.html"
    old.write_text("the old one")
    limited = ["sh", "-c", 'ulimit -f 70; exec "$@"', "sh", *command_line("report")]
    done = subprocess.run(
        limited, cwd=folder, env=environment(), capture_output=True, text=True, timeout=TIMEOUT_SECONDS, check=False
    )
    assert done.returncode == 2
    assert "report.html: File too large; name another file with --out" in done.stderr
    assert old.read_text() == "the old one"
    assert [path.name for path in folder.iterdir() if path.name.endswith(".part")] == []


def test_a_reader_that_has_seen_enough_is_no_fault(folder: Path) -> None:
    command = " ".join(f"'{part}'" for part in command_line("report", "--out", "-"))
    done = subprocess.run(
        ["sh", "-c", f"{command} | head -c 20"],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=TIMEOUT_SECONDS,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("<!doctype html>\n<htm", "")


def test_help_is_enough_to_start(folder: Path) -> None:
    told = report(folder, "--help").out
    assert "--days N" in told
    assert "it loads nothing" in " ".join(told.split())


def test_scrapy_starts_without_what_draws(folder: Path) -> None:
    code = "import sys, newsspiders.commands.report; sys.exit('pygal' in sys.modules or 'jinja2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], env=environment(), check=False).returncode == 0
