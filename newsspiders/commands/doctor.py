"""`scrapy doctor`: looks at live sites from end to end, says what broke, and mends the rules it can mend."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.status import Status
from scrapy.exceptions import UsageError

from extractors.names import hint
from newsspiders.authoring.fetching import run_jobs
from newsspiders.authoring.project import AuthoringError, find_project
from newsspiders.commands.numbers import whole_number
from newsspiders.commands.pipes import while_somebody_reads
from newsspiders.configuration.command import ProjectCommand
from newsspiders.doctor.checkup import CheckUp, Orders
from newsspiders.doctor.diagnosis import Verdict
from newsspiders.permission import split_permitted
from newsspiders.spiders.base import NewsSpider

_AT_ONCE = 4
"""Sites."""
_EXIT_CODES: dict[Verdict, int] = {"healthy": 0, "ill": 1, "unexamined": 3}


class Command(ProjectCommand):
    """Examine sites. Exit codes: 0 healthy, or healthy once --fix had mended it; 1 something to look at; 2 wrong
    arguments, no leave; 3 nothing to look at, but a site could not be examined: unreachable, forbidden, walled off.
    """

    def syntax(self) -> str:
        """For `--help`."""
        return "[SITE...] [options]"

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return "Check live sites from end to end: lists, pages, each rule; propose new rules for what broke"

    def long_desc(self) -> str:
        """For `--help`."""
        return (
            "Ask, as politely as a crawl, for a site's robots.txt, each of its sources and some of its newest "
            "articles; say where each field came from, beside the site's fixtures and its earlier runs; name what "
            "stands in the way, rules that match no more, text that leaks and text that vanishes; and propose rules, "
            "learned from the pages and tried on all fixtures. --fix writes them. Nothing is stored. Without SITE all "
            "sites, some at once. Exit codes: 0 healthy (or mended), 1 something to look at, 2 wrong arguments, 3 not "
            "examined: unreachable, forbidden by robots.txt, or walled off."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The options of this command."""
        super().add_options(parser)
        parser.add_argument("--articles", metavar="N", default="8", help="how many articles of each site to read (8)")
        parser.add_argument("--fix", action="store_true", help="write what is proposed, and the pages as fixtures")
        parser.add_argument("--no-fixtures", action="store_true", help="with --fix: save no pages")
        parser.add_argument("--json", action="store_true", help="one JSON object a site")

    @while_somebody_reads()
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Examine, tell, mend.

        :raises UsageError: saying what to type.
        """
        assert self.settings is not None
        assert self.crawler_process is not None
        articles = whole_number(opts.articles, option="--articles", what="number from 1 to 50", example=8, most=50)
        if opts.no_fixtures and not opts.fix:
            raise UsageError("--no-fixtures says what --fix leaves out; type --fix too")
        try:
            orders = Orders(articles=articles, fix=opts.fix, with_fixtures=not opts.no_fixtures, as_json=opts.json)
            check_up = CheckUp(self.settings, orders)
            find_project()
            spiders = self._spiders(args)
            with _progress() as progress:
                jobs = {spider: check_up.job(spider, on_step=progress.say, quiet=progress.paused) for spider in spiders}
                results = run_jobs(jobs, process=self.crawler_process, at_once=_AT_ONCE)
        except ValueError as error:  # AuthoringError, NotPermitted, SavedPagesError and SampleError are some
            raise UsageError(str(error)) from error
        stopped = [one.name for one, result in results.items() if isinstance(result, AuthoringError)]
        if stopped:
            print(f"not examined, the run was stopped: {', '.join(stopped)}", file=sys.stderr)
        verdicts = [result for result in results.values() if not isinstance(result, AuthoringError)]
        check_up.print_summary(verdicts)
        codes = [_EXIT_CODES[one.verdict] for one in verdicts] + [3 for _ in stopped]
        self.exitcode = 1 if 1 in codes else max(codes, default=0)

    def _spiders(self, names: Sequence[str]) -> list[type[NewsSpider]]:
        """Of the sites named, or of all that may be crawled.

        :raises UsageError: there is no such site.
        :raises NotPermitted: the publisher of one that was named wants to be asked first.
        """
        assert self.crawler_process is not None
        assert self.settings is not None
        loader = self.crawler_process.spider_loader
        known = loader.list()
        for name in names:
            if name not in known:
                raise UsageError(f"no site {name!r}; {hint(name, known)}")
        permitted, refused = split_permitted(names or known, loader=loader, settings=self.settings, must=bool(names))
        for words in refused.values():
            print(words, file=sys.stderr)
        spiders = []
        for name in permitted:
            spider = loader.load(name)
            assert issubclass(spider, NewsSpider)
            spiders.append(spider)
        return spiders


class _Progress:
    """A live line, on a terminal only."""

    def __init__(self, status: Status | None) -> None:
        self._status = status

    def say(self, words: str) -> None:
        """What is asked for now."""
        if self._status is not None:
            self._status.update(escape(words))

    @contextmanager
    def paused(self) -> Iterator[None]:
        """No line while something is printed."""
        if self._status is None:
            yield
            return
        self._status.stop()
        yield
        self._status.start()


@contextmanager
def _progress() -> Iterator[_Progress]:
    if not sys.stderr.isatty():
        yield _Progress(None)
        return
    with Console(stderr=True).status("asking") as status:
        yield _Progress(status)
