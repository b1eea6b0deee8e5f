"""`scrapy demo`: crawl all sites from the bundled pages, without the network, and show what came out."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError
from scrapy.utils.conf import closest_scrapy_cfg
from sqlalchemy.engine import URL

from extractors import extract, get_site
from extractors.explain import side_by_side
from newsspiders.configuration.command import ProjectCommand
from newsspiders.outcome import Outcome
from newsspiders.saved_pages import SavedPagesError, load_saved_pages
from newsspiders.store import Store

_DATABASE = "news.sqlite3"
_EXPORT = "articles.jsonl"
_SHOWN_CHARACTERS = 220


class Command(ProjectCommand):
    """Crawl the bundled pages. Exit codes: 0 every spider stored something, 1 one did not, 2 no pages."""

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return "Crawl all sites from the bundled pages, offline, and show what came out"

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Point the run at the bundled pages and at a clean data/demo.

        :raises UsageError: the bundled pages are missing or broken.
        """
        super().process_options(args, opts)
        assert self.settings is not None
        project = Path(closest_scrapy_cfg()).parent
        self._folder = project / "data" / "demo"
        replay = str(project / "fixtures")
        try:
            load_saved_pages(replay)
        except SavedPagesError as error:
            raise UsageError(f"{error}; run `scrapy demo` from a whole copy of the project") from error
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        demo_settings: dict[str, Any] = {
            "REPLAY": replay,
            "DATABASE_URL": URL.create("sqlite", database=str(self._folder / _DATABASE)).render_as_string(),
            "FEEDS": {f"{str(self._folder).replace('%', '%%')}/%(name)s.jsonl": {"format": "jsonlines"}},
        }
        if not opts.loglevel:
            demo_settings["LOG_LEVEL"] = "ERROR"
        self.settings.setdict(demo_settings, priority="cmdline")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl with all spiders at once, then show table, example and next steps."""
        assert self.crawler_process is not None
        console = Console()
        started = time.monotonic()
        names = sorted(self.crawler_process.spider_loader.list())
        crawlers = [self.crawler_process.create_crawler(name) for name in names]
        for crawler in crawlers:
            self.crawler_process.crawl(crawler)
        self.crawler_process.start()
        _join_exports(self._folder)
        console.print(_table(crawlers, seconds=time.monotonic() - started))
        empty = [crawler for crawler in crawlers if not _stat(crawler, "news/articles")]
        for crawler in empty:
            console.print(Text(f"{crawler.spidercls.name}: {_why_nothing(crawler)}", style="red"))
        self._show_example(console)
        self._show_next_steps(console)
        self.exitcode = 1 if empty or self.crawler_process.bootstrap_failed else 0

    def _show_example(self, console: Console) -> None:
        """The article that most was removed from, with what was removed."""
        assert self.settings is not None
        store = Store(self.settings["DATABASE_URL"])
        rows = store.rows()
        store.close()
        if not rows:
            return
        row = max(rows, key=lambda row: len(row["removed"]))
        page = load_saved_pages(self.settings["REPLAY"]).find(row["url"])
        if page is None:
            return
        extraction = extract(
            page.read(), url=row["url"], site=get_site(row["site"]), fetched_at=row["fetched_at"], trace=True
        )
        heading = Text.assemble("\nOne of them, from top to bottom: ", (row["url"], "bold"))
        console.print(heading, soft_wrap=True)
        console.print(side_by_side(extraction, longest=_SHOWN_CHARACTERS))

    def _show_next_steps(self, console: Console) -> None:
        database, export = (_relative(self._folder / name) for name in (_DATABASE, _EXPORT))
        steps = (
            ("the articles, as a database", database),
            ("the same, one JSON a line", export),
            ("ask the database", f'sqlite3 {database} "SELECT site, published, title FROM articles"'),
            ("crawl the live site", f"{_tool('scrapy')} crawl vietnamplus -a limit=5"),
            ("read one saved page", f"{_tool('python')} -m extractors page.html --url https://…"),
        )
        console.print()
        for label, value in steps:
            console.print(Text.assemble(f"{label:<28}", (value, "bold")), soft_wrap=True)


def _table(crawlers: list[Crawler], *, seconds: float) -> Table:
    table = Table(title=f"{len(crawlers)} sites from saved pages in {seconds:.1f} s", title_justify="left")
    table.add_column("site")
    for name in ("articles", "removed pieces", "warnings"):
        table.add_column(name, justify="right")
    for crawler in crawlers:
        counts = [_stat(crawler, name) for name in ("news/articles", "news/removed", "news/warnings/")]
        table.add_row(crawler.spidercls.name, *(str(count) for count in counts))
    return table


def _stat(crawler: Crawler, name: str) -> int:
    """One stat of a finished crawl, or the sum of those under `name/`; 0 when it did not start."""
    if crawler.spider is None:
        return 0
    stats = crawler.stats.get_stats()
    if not name.endswith("/"):
        return int(stats.get(name, 0))
    return sum(int(count) for key, count in stats.items() if key.startswith(name))


def _why_nothing(crawler: Crawler) -> str:
    outcome = getattr(crawler.spider, "outcome", None)
    if not isinstance(outcome, Outcome):
        return "did not start"
    return f"no article. {outcome.why_nothing(crawler.stats.get_stats())}"


def _join_exports(folder: Path) -> None:
    """One file of the spiders' files: written at once by all of them, its lines could mix."""
    parts = sorted(folder.glob("*.jsonl"))
    with (folder / _EXPORT).open("wb") as export:
        for part in parts:
            export.write(part.read_bytes())
            part.unlink()


def _tool(name: str) -> str:
    """How to call a program of this environment from this terminal."""
    own = Path(sys.executable).parent / name
    on_path = shutil.which(name)
    return name if on_path and Path(on_path) == own else _relative(own)


def _relative(path: Path) -> str:
    shown = os.path.relpath(path)
    return str(path) if shown.startswith("..") else shown
