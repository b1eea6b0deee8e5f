"""Diagnosis: what departs on the pages of a site, as symptoms, the weightiest first. Pure: a visit and readings in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, TypeAlias

from extractors.evidence import Evidence, evidence_of
from extractors.page import Page
from extractors.rules import SELECTOR_FIELDS
from extractors.selectors import compile_selector
from extractors.site import Site
from newsspiders.doctor.history import History
from newsspiders.doctor.leaks import Leak, find_leaks
from newsspiders.doctor.losses import OUTSIDE, find_losses, shorter_than_json_ld
from newsspiders.doctor.reading import Read, articles_of, profile_of
from newsspiders.doctor.sources import source_symptoms
from newsspiders.doctor.symptoms import Symptom
from newsspiders.doctor.visit import Visit
from newsspiders.drift.compare import compare
from newsspiders.drift.profile import NOT_FOUND, RunProfile
from newsspiders.drift.shares import LEAST_HISTORY
from newsspiders.drift.tally import WATCHED

Verdict: TypeAlias = Literal["healthy", "ill", "unexamined"]

_USUAL = 0.6
"""Of the fixtures: what a field comes from in so many is what it should come from."""
_FEW = 0.25
_LEAST = 2
"""Pages, and fixtures: fewer show nothing."""
_WARNED_FIELDS = {
    "body-rule-missed": "body",
    "rule-unused:title": "title",
    "rule-unused:published": "published",
    "title-missing": "title",
}
"""Warning -> the field whose rule it is about. Others are in the fixtures too, or nobody's fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmatched:
    """A selector that matches none of the pages."""

    family: str
    """Whose rule it is; empty when it is the site's own."""
    field: str
    selector: str
    evidence: Evidence | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What is thought of a site."""

    site: Site
    visit: Visit
    pages: tuple[Read, ...] = field(repr=False)
    fixtures: tuple[Read, ...] = field(repr=False)
    history: History
    now: RunProfile
    then: RunProfile
    """Of the fixtures."""
    symptoms: tuple[Symptom, ...]
    leaks: tuple[Leak, ...]
    unmatched: tuple[Unmatched, ...]

    @property
    def verdict(self) -> Verdict:
        """In one word."""
        if self.visit.obstacle:
            return "unexamined"
        return "ill" if self.symptoms else "healthy"

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return {
            "site": self.site.name,
            "verdict": self.verdict,
            "obstacle": self.visit.obstacle,
            "robots": asdict(self.visit.robots),
            "sources": [
                {**asdict(one), "newest": one.newest.isoformat() if one.newest else None} for one in self.visit.sources
            ],
            "pages": [{"url": page.url, "problem": page.problem} for page in self.visit.pages],
            "history": self.history.words,
            "now": self.now.as_dict(),
            "fixtures": self.then.as_dict(),
            "symptoms": [asdict(symptom) for symptom in self.symptoms],
            "unmatched": [asdict(one) for one in self.unmatched],
        }


def diagnose(
    visit: Visit, site: Site, *, pages: Sequence[Read], fixtures: Sequence[Read], history: History
) -> Diagnosis:
    """What a visit shows; `pages` are its readable pages, read by the rules of `site`."""
    now, then = profile_of(pages, site.rules), profile_of(fixtures, site.rules)
    leaks = find_leaks(pages, fixtures)
    found = [
        *source_symptoms(visit),
        *(Symptom(code=one.code, words=one.words, field=one.field) for one in compare(now, history.past)),
        *_lost(pages),
        *(_against_fixtures(now, then) if history.articles < LEAST_HISTORY else ()),
        *_warned(pages, fixtures),
        *_texts(pages, fixtures),
        *(_leak_symptom(leak, len(pages)) for leak in leaks),
    ]
    return Diagnosis(
        site=site,
        visit=visit,
        pages=tuple(pages),
        fixtures=tuple(fixtures),
        history=history,
        now=now,
        then=then,
        symptoms=_once(found),
        leaks=leaks,
        unmatched=tuple(_unmatched(site, pages)),
    )


def _lost(pages: Sequence[Read]) -> Iterator[Symptom]:
    """Pages without an article where half of them are."""
    lost = [page for page in pages if page.error is not None]
    if lost and 2 * len(lost) >= len(pages):
        reasons = dict.fromkeys(str(page.error).removeprefix(f"{page.url}: ") for page in lost)
        words = f"{len(lost)} of {len(pages)} pages give no article: {'; '.join(list(reasons)[:2])}"
        yield Symptom(code="page-lost", words=words, field="body", pages=tuple(page.url for page in lost))


def _against_fixtures(now: RunProfile, then: RunProfile) -> Iterator[Symptom]:
    """Fields that come from somewhere else than in the fixtures. So few of both are no statistics: nearly all of the
    one must differ from nearly none of the other."""
    if min(now.articles, then.articles) < _LEAST:
        return
    for name in WATCHED:
        usual, count = max(then.origins[name].items(), key=lambda one: one[1])
        share = now.origin(name, usual)
        mostly, hits = max(now.origins[name].items(), key=lambda one: one[1])
        is_rules = usual == "rule" and mostly != "rule"
        is_gone = mostly == NOT_FOUND and usual != "text"  # an agency or a dateline is in the text or not
        if not (is_rules or is_gone) or count < _USUAL * then.articles or share.part > _FEW:
            continue
        kind = "field-missing" if mostly == NOT_FOUND else "origin-shift"
        here = f"{mostly} in {hits} of {now.articles} pages"
        words = f"{kind}:{name}: {here}, {usual} in {count} of {then.articles} fixtures"
        yield Symptom(code=f"{kind}:{name}", words=words, field=name)


def _warned(pages: Sequence[Read], fixtures: Sequence[Read]) -> Iterator[Symptom]:
    """Warnings on half of the pages, and not on half of the fixtures."""
    for warning, name in _WARNED_FIELDS.items():
        warned = [page.url for page, found in articles_of(pages) if warning in found.warnings]
        before = [page.url for page, found in articles_of(fixtures) if warning in found.warnings]
        if len(warned) >= max(_LEAST, len(pages) / 2) and 2 * len(before) < max(1, len(fixtures)):
            words = f"warning:{warning} on {len(warned)} of {len(pages)} pages"
            yield Symptom(code=f"warning:{warning}", words=words, field=name, pages=tuple(warned))


def _texts(pages: Sequence[Read], fixtures: Sequence[Read]) -> Iterator[Symptom]:
    """Text that is not there."""
    short = shorter_than_json_ld(pages)
    if len(short) >= _LEAST:
        code = "body-shorter-than-json-ld"
        words = f"{code}: {len(short)} of {len(pages)} articles lack half of what their page's JSON-LD says"
        yield Symptom(code=code, words=words, field="body", pages=short)
    for loss in find_losses(pages, fixtures):
        taker = "is outside the body" if loss.rule == OUTSIDE else f"is taken by {loss.rule}"
        where = f"on {len(loss.pages)} of {len(pages)} pages"
        words = f"text-vanishes: what reads like prose {taker} {where}: {_short(loss.example)}"
        name = "body" if loss.rule == OUTSIDE else None
        yield Symptom(code=f"text-vanishes:{loss.rule}", words=words, field=name, pages=loss.pages)


def _leak_symptom(leak: Leak, total: int) -> Symptom:
    words = f"text-leaks: on {len(leak.pages)} of {total} pages the text holds {_short(leak.line)}"
    return Symptom(code=f"text-leaks:{_short(leak.line)}", words=words, field="drop", pages=leak.pages)


def _once(found: Sequence[Symptom]) -> tuple[Symptom, ...]:
    """The symptoms, each once; of a field that departs from its history, what else says so is left out."""
    told = {one.code for one in found}
    fields: set[str] = set()
    kept = []
    for one in found:
        is_of_field = one.code.startswith(("origin-shift:", "field-missing:", "warning:"))
        if one.code in told and not (is_of_field and one.field in fields):
            kept.append(one)
            told.discard(one.code)
        if is_of_field and one.field:
            fields.add(one.field)
    return tuple(kept)


def _unmatched(site: Site, pages: Sequence[Read]) -> Iterator[Unmatched]:
    """The selectors of the site and its families that match none of the pages."""
    if len(pages) < _LEAST:
        return
    parsed = [Page(page.sample.html, url=page.url) for page in pages]
    told = set()
    for layer in site.rules.layers:
        for name in SELECTOR_FIELDS:
            for text in getattr(layer, name):
                selector = compile_selector(text)
                if (name, text) not in told and not any(selector.select(page.root) for page in parsed):
                    yield Unmatched(family=layer.name, field=name, selector=str(text), evidence=evidence_of(text))
                told.add((name, text))


def _short(text: str) -> str:
    return f"“{text if len(text) <= 60 else text[:59].rstrip() + '…'}”"
