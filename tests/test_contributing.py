"""The ten minutes of CONTRIBUTING.md, to the letter, in a copy of the project and on a site it has never seen.

The commands are those of the page. What differs: `.venv` is the interpreter of this test, so that `make install` has
nothing to do; the site is a loopback server, asked without the waits of a real one; `make check test` is replaced by the
parts of it that a new site can break, as the rest takes minutes and knows nothing of the site.

It walks for real pages too where some lie beside the project, or in a folder that GOLD_PAGES names, as benchmarks.learn
takes it.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import textwrap
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from benchmarks.learn import GoldPage, load_publishers
from benchmarks.rouge import rouge_with_optional
from tests.newsspiders.loopback_server import LoopbackSite, loopback_site
from tests.newsspiders.project_copy import copy_project
from tests.newsspiders.running import AT_ONCE, PROJECT, environment
from tests.newsspiders.survey.ferry_news import STORIES, ferry_pages

NAME, ROOT = "bendo", "https://www.bendo.example.vn"
ODD_PAGE = STORIES[5].path
GOLD = Path(os.environ.get("GOLD_PAGES") or PROJECT.parent / "shared" / "pages" / "learn")
STAND_INS = {
    "make check test": f"""\
ruff check extractors/sites newsspiders/spiders
ruff format --check extractors/sites newsspiders/spiders
mypy extractors/sites/{NAME}.py newsspiders/spiders/{NAME}.py
lint-imports
pytest -q tests/test_fixtures.py tests/newsspiders/spiders tests/test_readme.py -k '{NAME} or readme'"""
}
PROGRAMS = {
    "python": "",
    "pytest": "-m pytest -p no:cacheprovider",
    "ruff": "-m ruff",
    "mypy": "-m mypy",
    "lint-imports": "-c 'import sys; from importlinter.cli import lint_imports_command as run; sys.exit(run())'",
}
DATES = {r"0(\d)/03/2026": "%d/%m/%Y", r"2026-03-0(\d)": "%Y-%m-%d", r"0(\d) Mar 2026": "%d %b %Y"}
"""How the invented site writes the days of its stories."""
NEAR_ENOUGH = 0.95
"""F1 of a page that was not there when the rules were learned."""


def commands() -> list[str]:
    """The commands of the walk, in order."""
    walk = (PROJECT / "CONTRIBUTING.md").read_text("utf-8").partition("## Adding a site")[2].partition("\n##")[0]
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```$", walk, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in textwrap.dedent(block).strip().splitlines()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A copy of the project, and the site that its walk leads to."""

    folder: Path
    root: str
    """The address of the site."""
    odd_page: str

    def line(self, command: str) -> str:
        """A command as it is run."""
        command = STAND_INS.get(command, command).replace(ROOT + ODD_PAGE, self.root + self.odd_page)
        return command.replace(ROOT, self.root)

    @property
    def environment(self) -> dict[str, str]:
        """That of a shell in which the copy's `.venv` is active."""
        path = f"{self.folder / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
        return environment(PYTHONPATH=str(self.folder), PATH=path)

    def run(self, command: str, *, codes: tuple[int, ...] = (0,)) -> str:
        """What a command printed. It must end with one of the codes."""
        if command.startswith("scrapy preview "):
            return self._look(command)
        done = subprocess.run(
            ["sh", "-e", "-c", self.line(command)],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode in codes, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def _look(self, command: str) -> str:
        """The preview's page, as its address shows it until Ctrl-C."""
        line = f"exec {self.line(command)} --no-browser"
        with subprocess.Popen(
            ["sh", "-c", line], cwd=self.folder, env=self.environment, stdout=subprocess.PIPE, text=True
        ) as preview:
            try:
                assert preview.stdout is not None
                address = preview.stdout.readline().split()[0]
                with urllib.request.urlopen(address, timeout=60) as answer:
                    page: str = answer.read().decode()
            finally:
                preview.send_signal(signal.SIGINT)
                preview.communicate(timeout=60)
        assert preview.returncode == 0
        return page

    def stored(self) -> dict[str, tuple[str, str]]:
        """Path -> title and text of each article in the store."""
        with sqlite3.connect(self.folder / "data" / "news.sqlite3") as store:
            rows = store.execute("SELECT url, title, text FROM articles").fetchall()
        return {urlsplit(url).path: (title, text) for url, title, text in rows}

    def fixtures(self, kind: str) -> list[Path]:
        """The pages that the walk saved."""
        found = sorted((self.folder / "fixtures" / NAME).glob("*.json"))
        return [path for path in found if f'"kind": "{kind}"' in path.read_text("utf-8")]


def whole_copy(folder: Path, *, root: str, odd_page: str = ODD_PAGE) -> Copy:
    """A copy that `make` and the README's tests find whole."""
    project = copy_project(folder)
    for name in ("Makefile", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "requirements.lock"):
        shutil.copy(PROJECT / name, project / name)
    for name in ("docs", "benchmarks", ".ci"):
        shutil.copytree(PROJECT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    programs = project / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name, arguments in PROGRAMS.items():
        write_program(programs / name, f'{arguments} "$@"')
    write_program(programs / "scrapy", f'-m scrapy "$@" {" ".join(AT_ONCE)}')
    (project / ".venv" / ".ready").touch()
    return Copy(folder=project, root=root, odd_page=odd_page)


def write_program(path: Path, arguments: str) -> None:
    path.write_text(f"#!/bin/sh\nexec '{sys.executable}' {arguments}\n", "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def test_the_walk_is_there() -> None:
    walk = commands()
    assert [line.split()[0] for line in walk].count("scrapy") >= 4
    assert set(STAND_INS) <= set(walk)


def test_ten_minutes_later_there_is_a_site(tmp_path: Path) -> None:
    with loopback_site() as site:
        for path, (kind, text) in ferry_pages(site.url).items():
            site.answers[path] = (200, {"Content-Type": kind}, of_these_days(text).encode())
        copy = whole_copy(tmp_path, root=site.url)
        printed = {command: copy.run(command) for command in commands()}
    assert "Look at:" in printed[f"scrapy newsite {ROOT}/ --name {NAME}"]
    assert "<html" in printed[f"scrapy preview {NAME}"]
    assert len(copy.fixtures("article")) == 4
    assert "127.0.0.1" in (copy.folder / "README.md").read_text("utf-8")
    stored = copy.stored()
    assert set(stored) == {story.path for story in STORIES}
    for story in STORIES:
        title, text = stored[story.path]
        assert title == story.title
        assert all(sentence in text for sentence in story.text)
        assert not re.search("Chia sẻ bài viết|Tin cùng bến|Từ khóa|Giấy phép", text)


def of_these_days(text: str) -> str:
    """A page of the invented site as if its newest story were of yesterday: the doctor calls old ones stale."""
    today = datetime.now(UTC)
    for written, form in DATES.items():
        text = re.sub(written, lambda match: f"{today - timedelta(days=8 - int(match[1])):{form}}", text)  # noqa: B023
    return text


@pytest.fixture(params=sorted(load_publishers(GOLD)) if (GOLD / "gold.json").is_file() else [])
def publisher(request: pytest.FixtureRequest) -> list[GoldPage]:
    """The pages of each publisher."""
    return load_publishers(GOLD)[request.param]


def test_real_pages_make_a_site(publisher: list[GoldPage], tmp_path: Path) -> None:
    """A front page lists all but the last two when the site is made, and those when it is crawled."""
    later = publisher[-2:]
    with loopback_site() as site:
        for page in publisher:
            site.answers[urlsplit(page.url).path] = (200, {"Content-Type": "text/html"}, moved(page, site))
        list_pages(site, publisher[:-2])
        copy = whole_copy(tmp_path, root=site.url, odd_page=urlsplit(publisher[0].url).path)
        for command in commands():
            if command.startswith("scrapy crawl "):
                list_pages(site, publisher)
            printed = copy.run(command, codes=(0, 1) if command.startswith("scrapy doctor ") else (0,))
    assert set(re.findall(r"^  - (\S+):", printed, re.MULTILINE)) <= {"source-stale"}  # as old as the pages are
    stored = copy.stored()
    assert set(stored) == {urlsplit(page.url).path for page in publisher}
    for page in later:
        lines = stored[urlsplit(page.url).path][1].splitlines()
        assert rouge_with_optional(lines, page.body).f1 >= NEAR_ENOUGH


def moved(page: GoldPage, site: LoopbackSite) -> bytes:
    """A page on the loopback server."""
    parts = urlsplit(page.url)
    return page.html.replace(f"{parts.scheme}://{parts.netloc}".encode(), site.url.encode())


def list_pages(site: LoopbackSite, pages: list[GoldPage]) -> None:
    """Make a front page that leads to these."""
    links = "".join(f'<p><a href="{urlsplit(page.url).path}">{page.name}</a></p>' for page in pages)
    site.answers["/"] = (200, {"Content-Type": "text/html"}, f"<html><body>{links}</body></html>".encode())
