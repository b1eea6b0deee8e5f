"""When a page was published and modified: what it prints, else JSON-LD, else meta tags."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from extractors.dates import is_future, parse_date, split_date_line
from extractors.jsonld import string_of
from extractors.page import Page, visible_text
from extractors.selectors import Element, xpath
from extractors.site import CompiledRules

_PUBLISHED_META = (
    "article:published_time", "datepublished", "pubdate", "publishdate", "publish-date", "date", "dc.date",
    "dc.date.issued", "parsely-pub-date", "sailthru.date", "og:published_time", "content_publisheddate",
)  # fmt: skip
_MODIFIED_META = ("article:modified_time", "datemodified", "lastmod", "og:updated_time")

_MAX_PRINTED = 200
_MAX_DATE_CHILDREN = 8
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
    source_name: str | None = None
    """The name printed before the date, as aggregators do."""
    nodes: tuple[Element, ...] = ()
    warnings: tuple[str, ...] = ()


def extract_times(
    page: Page,
    rules: CompiledRules,
    article: Mapping[str, Any],
    *,
    language: str | None,
    zone: ZoneInfo,
    fetched_at: datetime | None,
) -> Times:
    """Published as printed, with the seconds that a machine date adds to the same minute; modified if later."""
    raw, nodes = None, ()
    published, origin, future = None, None, False
    machine = [(text, parse_date(text, language=language, zone=zone), name) for text, name in _machine(page, article).items()]
    for text, moment, source, node in (
        *_printed(page, rules, language=language, zone=zone),
        *((text, moment, name, None) for text, moment, name in machine),
    ):
        raw = raw or text
        nodes = (*nodes, node) if node is not None and not published else nodes
        if moment is None or published:
            continue
        if fetched_at is not None and is_future(moment, fetched_at=fetched_at):
            future = True
            continue
        published, origin, raw = moment, source, text
    name = None
    if origin != "rule" and (found := _beside_headline(page)):
        name, text, node = found
        moment = parse_date(text, language=language, zone=zone)
        if moment and (published is None or _is_same(moment, published)):
            published, raw, origin, nodes = published or moment, text, origin or "text", (node,)
    published = _refined(published, [moment for _, moment, _ in machine])
    return Times(
        published=published,
        raw=raw,
        origin=origin,
        source_name=name,
        modified=_modified(page, article, published, language=language, zone=zone),
        nodes=nodes,
        warnings=_warnings(published, raw, future=future),
    )


def _printed(
    page: Page, rules: CompiledRules, *, language: str | None, zone: ZoneInfo
) -> Iterator[tuple[str, datetime | None, str, Element | None]]:
    for selector in rules.published:
        for match in selector.select(page.root, page.index)[:3]:
            if isinstance(match, str):
                yield match, parse_date(match, language=language, zone=zone), "rule", None
            elif text := visible_text(match)[:_MAX_PRINTED]:
                moment = parse_date(text, language=language, zone=zone)
                machine = match.get("datetime") or ""
                yield text, moment or parse_date(machine, language=language, zone=zone), "rule", match


def _machine(page: Page, article: Mapping[str, Any]) -> dict[str, str]:
    """Machine date -> its origin, in order of trust; pages say the same date four times."""
    found: dict[str, str] = {}
    for name in ("datePublished", "uploadDate", "dateCreated"):
        if text := string_of(article.get(name)):
            found.setdefault(text, "json-ld")
    for name in _PUBLISHED_META:
        if text := page.meta_first(name):
            found.setdefault(text, "meta")
    return found


def _beside_headline(page: Page) -> tuple[str | None, str, Element] | None:
    """(source name, date text, element) of a line near the h1 that prints nothing but a date."""
    for headline in _headlines(page.root)[:3]:
        for node in (*_after(headline), *_before(headline)):
            text = visible_text(node) if len(node) <= _MAX_DATE_CHILDREN else ""
            if 8 <= len(text) <= 120 and (found := split_date_line(text)):
                return found[0], found[1], node
    return None


def _refined(published: datetime | None, machine: list[datetime | None]) -> datetime | None:
    """The printed time with the seconds, or the printed day with the clock, of a machine date that agrees."""
    for moment in machine:
        if published and moment and moment != published and _is_same(published, moment):
            return moment.astimezone(published.tzinfo)
    return published


def _is_same(coarse: datetime, fine: datetime) -> bool:
    """Whether `fine` lies in the minute that `coarse` names, or in its day where it names no clock."""
    is_day = (coarse.hour, coarse.minute, coarse.second) == (0, 0, 0)
    return timedelta(0) <= fine - coarse < (timedelta(days=1) if is_day else timedelta(minutes=1))


def _modified(
    page: Page, article: Mapping[str, Any], published: datetime | None, *, language: str | None, zone: ZoneInfo
) -> datetime | None:
    """The latest edit named; None when it is not after publication."""
    texts = {string_of(article.get("dateModified")), *(page.meta_first(name) for name in _MODIFIED_META)}
    moments = [moment for text in texts if text and (moment := parse_date(text, language=language, zone=zone))]
    latest = max(moments, default=None)
    return latest if latest and published and latest - published >= timedelta(minutes=1) else None


def _warnings(published: datetime | None, raw: str | None, *, future: bool) -> tuple[str, ...]:
    if future:
        return ("date-in-future",)
    if published is None:
        return ("date-unreadable",) if raw else ("date-missing",)
    return ()
