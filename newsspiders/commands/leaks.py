"""`scrapy leaks`: boilerplate that reached the stored articles, and prose that was removed from them."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count

from rich.console import Console
from rich.progress import Progress
from scrapy.exceptions import UsageError

from extractors.changes import AddPhrase
from extractors.compiled import OwnedPhrase
from extractors.phrases import phrases_for
from extractors.sites import all_sites
from newsspiders.authoring.edits import edit_site
from newsspiders.authoring.project import AuthoringError
from newsspiders.commands.numbers import whole_number
from newsspiders.commands.pipes import while_somebody_reads
from newsspiders.commands.reading import check_sites, parse_moment, reading
from newsspiders.configuration.command import ProjectCommand
from newsspiders.leaks.ranking import SURE, Leak
from newsspiders.leaks.search import SiteLeaks, search_site
from newsspiders.leaks.tables import print_leaks
from newsspiders.store import Session

_READINGS = 3
_STEP = 100


class Command(ProjectCommand):
    """Look for leaks. Exit codes: 0 found nothing, 1 found something, 2 wrong arguments, no database or no article."""

    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """For `scrapy leaks -h`."""
        return "[SITE...] [options]"

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return "Find boilerplate in the stored articles, and phrases against it; and prose that was removed"

    def long_desc(self) -> str:
        """For `scrapy leaks -h`."""
        return (
            "Reads the stored articles of the sites named, or of all, for lines that repeat across them; prints a "
            "phrase for each kind of line, how sure it is and what it would take. Exit codes: 0 found nothing, "
            "1 found something, 2 wrong arguments, no database or no article."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The options of this command."""
        super().add_options(parser)
        parser.add_argument("--since", metavar="DAY", help="published that day or later: 2026-03-07 or 3d (days ago)")
        parser.add_argument(
            "--min-articles", metavar="N", help="only lines that are in N articles or more (5, or one of 500)"
        )
        parser.add_argument("--limit", metavar="N", default="20", help="at most so many kinds of lines a site (20)")
        parser.add_argument("--json", action="store_true", help="one JSON object a site and line")
        writing = parser.add_argument_group("writing")
        writing.add_argument(
            "--write", action="store_true", help="add the phrases to the sites' modules, show the diff"
        )
        writing.add_argument("--sure", metavar="PERCENT", default=f"{SURE:.0%}", help="only those so sure (80%%)")
        writing.add_argument("--only", metavar="N,N", help="only those of these numbers, however sure; for one SITE")
        writing.add_argument("--yes-all", action="store_true", help="all that are shown, however sure")

    @while_somebody_reads()
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Search, tell, write.

        :raises UsageError: saying what to type.
        """
        assert self.settings is not None
        limit = _number(opts.limit, option="--limit", example=20)
        least = None if opts.min_articles is None else _number(opts.min_articles, option="--min-articles", example=10)
        choice = _Choice(args, opts)
        since = parse_moment(opts.since, option="--since", sites=args, now=datetime.now(UTC))
        console = Console(highlight=False, markup=False)
        with reading(self.settings) as session:
            counts = _counts(session, args)
            for site in counts:
                with _progress(site, articles=counts[site]) as on_article:
                    found = search_site(
                        session, site, since=since, least=least, known=_phrases_of(site), on_article=on_article
                    )
                if opts.json:
                    print(json.dumps(found.as_dict(), ensure_ascii=False))
                else:
                    print_leaks(found, console, limit=limit)
                self.exitcode = self.exitcode or int(bool(found.leaks or found.losses))
                if opts.write:
                    _write(found, choice.of(found.leaks[:limit]), console)


class _Choice:
    """Which leaks are written."""

    def __init__(self, sites: Sequence[str], opts: argparse.Namespace) -> None:
        if (opts.only or opts.yes_all) and not opts.write:
            raise UsageError("--only and --yes-all choose what is written; type --write too")
        if opts.only and (len(sites) != 1 or opts.yes_all):
            raise UsageError("--only numbers the lines of one site: type scrapy leaks SITE --write --only 1,3")
        if opts.write and opts.json:
            raise UsageError("--write shows a diff, which is no JSON; leave out --json")
        sure = opts.sure.removesuffix("%")
        self._sure = 0 if opts.yes_all else _number(sure, option="--sure", example=80) / 100
        numbers = opts.only.split(",") if opts.only else []
        self._numbers = {_number(number.strip(), option="--only", example=1) for number in numbers}

    def of(self, leaks: Sequence[Leak]) -> list[Leak]:
        """Those to be written.

        :raises UsageError: a number that none has.
        """
        if wrong := sorted(self._numbers - set(range(1, len(leaks) + 1))):
            raise UsageError(f"--only {wrong[0]}: there are {len(leaks)} kinds of lines; --limit shows more")
        if self._numbers:
            return [leak for number, leak in enumerate(leaks, 1) if number in self._numbers and not leak.known]
        return [leak for leak in leaks if round(leak.score, 2) >= self._sure and not leak.known]


def _write(found: SiteLeaks, leaks: Sequence[Leak], console: Console) -> None:
    """Add the phrases of these to the site's module.

    :raises UsageError: it can't be written.
    """
    if not leaks:
        print(f"{found.site}: nothing written; choose with --only 1,3 or --sure 60", file=sys.stderr)
        return
    try:
        diff = edit_site(found.site, [AddPhrase(phrase=leak.phrase) for leak in leaks], write=True)
    except AuthoringError as error:
        raise UsageError(str(error)) from error
    console.print(diff, end="", soft_wrap=True)
    print("a fixture shows that a phrase is needed; then scrapy reextract takes these lines out:", file=sys.stderr)
    for url in {leak.examples[0].url: None for leak in leaks}:
        print(f"  scrapy savefixture {found.site} {url}", file=sys.stderr)


def _counts(session: Session, names: Sequence[str]) -> dict[str, int]:
    """Site -> how many articles there are, of those named or of all.

    :raises UsageError: there are none.
    """
    check_sites(names, session=session)
    counts = session.count_by_site()
    if not counts:
        raise UsageError("the store is empty; crawl first: scrapy crawl vietnamplus")
    for name in names:
        if name not in counts:
            raise UsageError(
                f"no article of {name} is stored, only of {', '.join(counts)}; crawl it: scrapy crawl {name}"
            )
    return {name: counts[name] for name in names or counts}


def _phrases_of(name: str) -> tuple[OwnedPhrase, ...]:
    """The phrases that a site has."""
    site = all_sites().get(name)
    return (*site.compiled.phrases, *phrases_for(site.language)) if site else phrases_for(None)


def _number(raw: str, *, option: str, example: int) -> int:
    return whole_number(raw, option=option, what="number above 0", example=example)


@contextmanager
def _progress(site: str, *, articles: int) -> Iterator[Callable[[], object]]:
    """A bar, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    with Progress(console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task(site, total=articles * _READINGS)
        read = count(1)

        def advance() -> None:
            if next(read) % _STEP == 0:  # drawing each article would take longer than reading it
                progress.advance(bar, _STEP)

        yield advance
