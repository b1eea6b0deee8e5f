"""What was found as people read it: each kind of line with its phrase, its reasons and examples; then the losses."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from newsspiders.authoring.source_text import phrase_source
from newsspiders.leaks.losses import Loss
from newsspiders.leaks.ranking import Leak
from newsspiders.leaks.search import SiteLeaks

_LONGEST = 160


def print_leaks(found: SiteLeaks, console: Console, *, limit: int) -> None:
    """Print what was found in one site's articles, the first so many of each kind."""
    console.print(Text.assemble((found.site, "bold"), f": {_summary(found)}"), soft_wrap=True)
    for number, leak in enumerate(found.leaks[:limit], 1):
        _print(console, _leak_lines(number, leak, read=found.read - found.copies))
    _print_more(console, len(found.leaks) - limit, "kinds of lines")
    if found.losses:
        console.print(Text("removed, though it looks like prose:", "bold"))
    for loss in found.losses[:limit]:
        _print(console, _loss_lines(loss))
    _print_more(console, len(found.losses) - limit, "rules")


def _summary(found: SiteLeaks) -> str:
    copies = f", {found.copies} of them copies" if found.copies else ""
    kinds = len(found.leaks) or "no"
    lost = sum(loss.suspects for loss in found.losses) or "no"
    return (
        f"{found.read} articles{copies}; {kinds} kinds of lines in {found.least} or more look like boilerplate, "
        f"{lost} removed pieces like prose"
    )


def _leak_lines(number: int, leak: Leak, *, read: int) -> Iterator[Text]:
    share = f"{leak.articles} articles ({leak.articles / read:.1%})"
    yield Text.assemble((f"{number:2}  {leak.score:4.0%}  ", "bold"), f"in {share}: {', '.join(leak.signs)}")
    if leak.known:
        yield Text(f"    {leak.known} takes it already: scrapy reextract brings these articles up to date", "green")
    else:
        prose = f"at most {leak.prose_words} of an article's prose" if leak.prose_words else "no prose"
        yield Text(f"    {phrase_source(leak.phrase)}", "cyan")
        yield Text(f"    would take {leak.words} words in {leak.articles} articles, {prose}")
    for example in leak.examples:
        yield Text(f"    {_shorten(example.text)}  {example.url}", "dim")


def _loss_lines(loss: Loss) -> Iterator[Text]:
    yield Text.assemble((loss.rule, "bold"), f"  {loss.suspects} of its {loss.pieces} pieces, {loss.words} words")
    for example in loss.examples:
        yield Text(f"    {_shorten(example.text)}  {example.url}", "dim")


def _print(console: Console, lines: Iterator[Text]) -> None:
    for line in lines:
        console.print(line, soft_wrap=True)


def _print_more(console: Console, more: int, what: str) -> None:
    if more > 0:
        console.print(f"{more} more {what}; --limit shows them")


def _shorten(text: str) -> str:
    line = " / ".join(text.split("\n"))
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"
