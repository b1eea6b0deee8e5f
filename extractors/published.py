"""When a page was published and modified: what it prints, else JSON-LD, else meta tags.

The order of evidence for `published`: the rule's elements, the machine dates, and where no rule's element was read,
a line beside the headline that prints nothing but a date. A printed time is made finer by a machine date that
agrees with it: its minute gets seconds, its day a clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from extractors.compiled import CompiledRules
from extractors.dates import is_future, parse_date, split_date_line
from extractors.jsonld import string_of
from extractors.page import Page, visible_text
from extractors.selectors import Element, xpath
from extractors.text import count_words

_PUBLISHED_META = (
    "article:published_time", "datepublished", "pubdate", "publishdate", "publish-date", "date", "dc.date",
    "dc.date.issued", "parsely-pub-date", "sailthru.date", "og:published_time", "content_publisheddate",
)  # fmt: skip
_MODIFIED_META = ("article:modified_time", "datemodified", "lastmod", "og:updated_time")
_MAX_PRINTED = 200
_MAX_DATE_CHILDREN = 8
_PARAGRAPH_WORDS = 30

_headlines = xpath("descendant::h1")
_after = xpath("following::*[position() <= 40]")
_before = xpath("preceding::*[position() <= 15]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """The page's times. `raw` is kept even where it could not be read."""

    published: datetime | None = None
    raw: str | None = None
    origin: str | None = None
    modified: datetime | None = None
    modified_origin: str | None = None
    source_name: str | None = None
    """The name printed before the date, as aggregators do."""
    nodes: tuple[Element, ...] = ()
    selector: str | None = None
    """Of the rule that gave `published`."""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """One date string of the page; `moment` is None where it can't be read."""

    raw: str
    moment: datetime | None
    origin: str
    node: Element | None = None
    selector: str | None = None
    source_name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """How this page's dates are read."""

    language: str | None
    zone: ZoneInfo
    is_zone_known: bool
    """Whether the site names it; else a clock without a zone is read by a guess."""

    def is_guess(self, candidate: _Candidate) -> bool:
        """Whether the candidate's moment rests on a guessed zone."""
        return not self.is_zone_known and parse_date(candidate.raw, language=self.language) is None

    def read(self, text: str) -> datetime | None:
        """The moment, or None."""
        return parse_date(text, language=self.language, zone=self.zone)


def extract_times(
    page: Page,
    rules: CompiledRules,
    article: Mapping[str, Any],
    *,
    language: str | None,
    zone: ZoneInfo,
    is_zone_known: bool,
    fetched_at: datetime | None,
) -> Times:
    """Published, modified, and the warnings `date-missing`, `date-unreadable`, `date-in-future`, `zone-assumed`."""
    reader = _Reader(language=language, zone=zone, is_zone_known=is_zone_known)
    printed = list(_printed(page, rules, reader))
    machine = list(_machine(page, article, reader))
    candidates = [*printed, *machine]
    past = [one for one in candidates if one.moment and not _is_future(one.moment, fetched_at)]
    chosen = past[0] if past else None
    if chosen is None or chosen.origin != "rule":
        beside = _beside_headline(page, reader, chosen)
        chosen = beside if beside and not _is_future(beside.moment, fetched_at) else chosen
    if chosen is None:
        raw = candidates[0].raw if candidates else None
        nodes = tuple(one.node for one in printed[:1] if one.node is not None)
        return Times(raw=raw, nodes=nodes, warnings=(_why_not(candidates),))
    assert chosen.moment is not None
    published = _refined(chosen.moment, machine)
    modified = _modified(page, article, published, reader, fetched_at=fetched_at)
    return Times(
        published=published,
        raw=chosen.raw,
        origin=chosen.origin,
        modified=modified.moment if modified else None,
        modified_origin=modified.origin if modified else None,
        source_name=chosen.source_name,
        nodes=() if chosen.node is None else (chosen.node,),
        selector=chosen.selector,
        warnings=_doubts(chosen, candidates, past, reader),
    )


def _printed(page: Page, rules: CompiledRules, reader: _Reader) -> Iterator[_Candidate]:
    """What the rules' elements print, until one of them can be read."""
    for selector in rules.published:
        for match in selector.select(page.root, page.index)[:3]:
            node = None if isinstance(match, str) else match
            text = match if isinstance(match, str) else visible_text(match)
            machine = "" if isinstance(match, str) else match.get("datetime") or ""
            text = text[:_MAX_PRINTED] or machine
            if text:
                moment = reader.read(text) or reader.read(machine)
                yield _Candidate(raw=text, moment=moment, origin="rule", node=node, selector=selector.text)
                if moment:
                    return


def _machine(page: Page, article: Mapping[str, Any], reader: _Reader) -> Iterator[_Candidate]:
    """Machine dates in order of trust; pages say the same one four times."""
    found: dict[str, str] = {}
    for name in ("datePublished", "uploadDate", "dateCreated"):
        if text := string_of(article.get(name)):
            found.setdefault(text, "json-ld")
    for name in _PUBLISHED_META:
        if text := page.meta_first(name):
            found.setdefault(text, "meta")
    for text, origin in found.items():
        yield _Candidate(raw=text, moment=reader.read(text), origin=origin)


def _beside_headline(page: Page, reader: _Reader, machine: _Candidate | None) -> _Candidate | None:
    """A line near the h1 that prints nothing but a date; where a machine date is known, one that agrees with it."""
    for headline in _headlines(page.root)[:3]:
        paragraphs = 0
        for node in (*_after(headline), *_before(headline)):
            text = visible_text(node) if len(node) <= _MAX_DATE_CHILDREN else ""
            paragraphs += node.tag == "p" and count_words(text) >= _PARAGRAPH_WORDS
            if paragraphs > 1:  # past the lead: a date here is told, not printed
                break
            if not 8 <= len(text) <= 120 or not (found := split_date_line(text)):
                continue
            name, date = found
            moment = reader.read(date)
            if moment is None or (machine and machine.moment and not _is_same(moment, machine.moment)):
                return None
            seen = _Candidate(raw=date, moment=moment, origin="text", node=node, source_name=name)
            return replace(seen, moment=machine.moment, origin=machine.origin) if machine else seen
    return None


def _is_future(moment: datetime | None, fetched_at: datetime | None) -> bool:
    return moment is not None and fetched_at is not None and is_future(moment, fetched_at=fetched_at)


def _refined(published: datetime, machine: list[_Candidate]) -> datetime:
    for one in machine:
        if one.moment and one.moment != published and _is_same(published, one.moment):
            return one.moment.astimezone(published.tzinfo)
    return published


def _is_same(coarse: datetime, fine: datetime) -> bool:
    """Whether `fine` lies in the minute that `coarse` names, or in its day where it names no clock."""
    is_day = (coarse.hour, coarse.minute, coarse.second) == (0, 0, 0)
    return timedelta(0) <= fine - coarse < (timedelta(days=1) if is_day else timedelta(minutes=1))


def _modified(
    page: Page, article: Mapping[str, Any], published: datetime, reader: _Reader, *, fetched_at: datetime | None
) -> _Candidate | None:
    """The latest edit named; None when it is not after publication, or in the future."""
    texts = {page.meta_first(name): "meta" for name in _MODIFIED_META}
    texts[string_of(article.get("dateModified"))] = "json-ld"
    latest: _Candidate | None = None
    for text, origin in texts.items():
        moment = reader.read(text) if text else None
        if not text or not moment or _is_future(moment, fetched_at):
            continue
        if moment - published >= timedelta(minutes=1) and not (latest and latest.moment and latest.moment >= moment):
            latest = _Candidate(raw=text, moment=moment, origin=origin)
    return latest


def _doubts(
    chosen: _Candidate, candidates: list[_Candidate], past: list[_Candidate], reader: _Reader
) -> tuple[str, ...]:
    doubts = []
    if candidates and candidates[0].moment and candidates[0] not in past:
        doubts.append("date-in-future")
    if reader.is_guess(chosen):
        doubts.append("zone-assumed")
    return tuple(doubts)


def _why_not(candidates: list[_Candidate]) -> str:
    if any(one.moment for one in candidates):
        return "date-in-future"
    return "date-unreadable" if candidates else "date-missing"
