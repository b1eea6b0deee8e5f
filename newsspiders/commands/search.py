"""`scrapy search`: find words in the stored articles."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from datetime import UTC, datetime

from rich.console import Console
from rich.text import Text
from scrapy.exceptions import UsageError

from newsspiders.commands.numbers import whole_number
from newsspiders.commands.pipes import while_somebody_reads
from newsspiders.commands.reading import check_sites, parse_moment, reading
from newsspiders.configuration.command import ProjectCommand
from newsspiders.store.search import Hit, parse_words


class Command(ProjectCommand):
    """Find words. Exit codes: 0 found something, 1 found nothing, 2 wrong arguments or no database."""

    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """For `scrapy search -h`."""
        return "WORDS... [options]"

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return "Find words in the stored articles; 'ha noi' finds Hà Nội"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The options of this command."""
        super().add_options(parser)
        parser.add_argument("--site", help="only this site")
        parser.add_argument("--since", metavar="DAY", help="published that day or later: 2026-03-07 or 3d (days ago)")
        parser.add_argument("--limit", default="20", help="at most so many articles, newest first (20)")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    @while_somebody_reads()
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print what was found.

        :raises UsageError: saying what to type.
        """
        assert self.settings is not None
        words = " ".join(args)
        if not parse_words(words):
            raise UsageError("type a word to look for: scrapy search ha noi, or a phrase: scrapy search '\"ha noi\"'")
        limit = whole_number(opts.limit, option="--limit", what="number of articles", example=20)
        sites = [opts.site] if opts.site else []
        since = parse_moment(opts.since, option="--since", sites=sites, now=datetime.now(UTC))
        with reading(self.settings) as session:
            check_sites(sites, session=session)
            found = session.search(words, site=opts.site, since=since, limit=limit)
        _print_json(found) if opts.json else _print_text(found)
        self.exitcode = 0 if found else 1


def _print_json(found: list[Hit]) -> None:
    for hit in found:
        published = hit.published.isoformat() if hit.published else None
        print(json.dumps({**asdict(hit), "published": published}, ensure_ascii=False))


def _print_text(found: list[Hit]) -> None:
    console = Console(highlight=False)
    if not found:
        console.print("nothing found")
    for hit in found:
        day = hit.published.strftime("%Y-%m-%d") if hit.published else "no date"
        console.print(Text.assemble((hit.title, "bold"), f"  {hit.site}, {day}"), soft_wrap=True)
        console.print(Text(hit.url), soft_wrap=True)
        console.print(Text(hit.snippet, style="dim"), soft_wrap=True)
        console.print()
