"""A diagnosis as people read it: what was asked, where each field came from, what to look at, what would mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from newsspiders.doctor.diagnosis import Diagnosis
from newsspiders.doctor.proposals import Proposal
from newsspiders.doctor.visit import SourceSeen
from newsspiders.drift.profile import RunProfile
from newsspiders.drift.tally import WATCHED

_NAMED = 6
_COLOURS = {"healthy": "green", "ill": "red", "unexamined": "yellow"}


def print_diagnosis(diagnosis: Diagnosis, console: Console) -> None:
    """The whole of it."""
    _line(console, Text.assemble((diagnosis.site.name, "bold"), f": {_facts(diagnosis)}"))
    for source in diagnosis.visit.sources:
        _line(console, _source_line(source, diagnosis))
    if diagnosis.pages:
        console.print(_fields_table(diagnosis))
    if diagnosis.symptoms:
        console.print(Text("Look at:", "bold"))
    for symptom in diagnosis.symptoms:
        _line(console, f"  - {symptom.words}")
    for words in _unmatched(diagnosis):
        _line(console, words)


def print_proposals(proposals: Sequence[Proposal], diff: str, console: Console) -> None:
    """What would mend it, and the diff."""
    console.print(Text("Proposed:", "bold"))
    for one in proposals:
        _line(console, f"  + {one.words}")
    _line(console, diff, end="")


def print_verdict(diagnosis: Diagnosis, console: Console) -> None:
    """The one line of a site."""
    _line(console, Text(verdict_line(diagnosis), _COLOURS[diagnosis.verdict]))


def verdict_line(diagnosis: Diagnosis) -> str:
    """A site in one line."""
    name, count = diagnosis.site.name, len(diagnosis.symptoms)
    if diagnosis.verdict == "unexamined":
        return f"{name}: not examined: {diagnosis.visit.obstacle}"
    if diagnosis.verdict == "healthy":
        return f"{name}: healthy"
    codes = [symptom.code.partition(":http")[0] for symptom in diagnosis.symptoms]
    named = ", ".join(dict.fromkeys(codes[:_NAMED]))
    return f"{name}: {count} {'things' if count > 1 else 'thing'} to look at: {named}{', …' if count > _NAMED else ''}"


def _facts(diagnosis: Diagnosis) -> str:
    visit, robots = diagnosis.visit, diagnosis.visit.robots
    told = (
        "no robots.txt" if robots.is_missing else f"robots.txt {robots.problem.removeprefix('robots.txt ') or 'read'}"
    )
    if robots.crawl_delay:
        told += f", asks for {robots.crawl_delay:g} s between requests"
    return (
        f"{told}; {len(visit.sources)} sources; {diagnosis.now.articles} of {len(visit.pages)} pages are articles; "
        f"compared with {diagnosis.then.articles} fixtures, {diagnosis.history.words}"
    )


def _source_line(source: SourceSeen, diagnosis: Diagnosis) -> str:
    """What one source gave."""
    found = "sitemaps" if source.is_index else f"links, {source.articles} of articles"
    newest = f", the newest {source.newest.astimezone(diagnosis.site.zone):%Y-%m-%d %H:%M}" if source.newest else ""
    problem = "not saved" if source.is_missing and diagnosis.visit.is_replay else source.problem
    told = [f"{source.links} {found}{newest}"] if source.links or not problem else []
    return f"  {source.kind} {source.url}: {'; '.join(filter(None, [*told, problem]))}"


def _fields_table(diagnosis: Diagnosis) -> Table:
    """A row a field: what it came from, and how often."""
    before = [past.profile for past in diagnosis.history.past]
    table = _table("field", "now", "fixtures", "before", "selectors now")
    for field in WATCHED:
        counted = [_shares(_origins(some, field)) for some in ((diagnosis.now,), (diagnosis.then,), before)]
        table.add_row(field, *counted, _shares(diagnosis.now.selectors.get(field, {})))
    return table


def _origins(profiles: Iterable[RunProfile], field: str) -> Counter[str]:
    total: Counter[str] = Counter()
    for profile in profiles:
        total.update(profile.origins.get(field, {}))
    return total


def _shares(counts: Mapping[str, int]) -> str:
    ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return ", ".join(f"{origin} {count}" for origin, count in ranked)


def _unmatched(diagnosis: Diagnosis) -> list[str]:
    """The selectors that match no page: old layouts, rare things, or guesses that were wrong; of a family, which has
    many sites, the guesses alone."""
    guessed = [one for one in diagnosis.unmatched if one.evidence == "guess"]
    own = [one for one in diagnosis.unmatched if one.evidence != "guess" and not one.family]
    named = [f"{one.field} {one.selector} ({one.evidence or 'unstated'})" for one in own]
    suspects = [f"{one.family + '/' if one.family else ''}{one.field} {one.selector}" for one in guessed]
    told = (
        ("Matched none of these pages", named),
        ("Guesses that matched none, to be deleted if no run ever needs them", suspects),
    )
    return [f"{words}: {_some(some)}" for words, some in told if some]


def _some(named: Sequence[str]) -> str:
    more = len(named) - _NAMED
    return ", ".join(named[:_NAMED]) + (f" and {more} more (--json names them)" if more > 0 else "")


def _table(*names: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in names:
        table.add_column(name, overflow="fold")
    return table


def _line(console: Console, line: Text | str, *, end: str = "\n") -> None:
    console.print(line, soft_wrap=True, markup=False, highlight=False, end=end)
