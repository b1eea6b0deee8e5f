"""A sample read by a site's rules: the fields, and each piece of its text with the place it stands in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from extractors import Article, ExtractionError, NotHtmlError, Piece, Site, extract
from extractors.assemble import pieces_of
from extractors.body import OUTSIDE, build_drafts
from extractors.compiled import NO_RULES, CompiledRules
from extractors.page import Page
from extractors.reading import rules_for
from extractors.rules import SELECTOR_FIELDS
from newsspiders.preview.samples import Sample


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the rules make of a sample."""

    article: Article | None
    """None where `error` says why there is none."""
    pieces: tuple[Piece, ...]
    """All text of the page; of a page without an article, none of it kept."""
    origins: Mapping[str, str]
    warnings: tuple[str, ...]
    error: str = ""
    selectors: Mapping[str, str] = field(default_factory=dict)
    """Field -> the selector that finds it, where a rule does."""


def read(sample: Sample, site: Site | None) -> Reading:
    """The reading of a sample; without a site, by a family's rules or none."""
    fetched_at = sample.fetched_at or datetime.now(UTC)
    try:
        found = extract(sample.html, url=sample.url, site=site, fetched_at=fetched_at, trace=True)
    except ExtractionError as error:
        words = f"{type(error).__name__}: {str(error).removeprefix(f'{sample.url}: ')}"
        return Reading(article=None, pieces=_unread_pieces(sample, site), origins={}, warnings=(), error=words)
    return Reading(
        article=found.article,
        pieces=found.pieces,
        origins=found.origins,
        warnings=found.warnings,
        selectors=_selectors(sample, site),
    )


def open_page(sample: Sample, site: Site | None) -> tuple[Page, CompiledRules]:
    """The sample parsed and prepared as for reading, so that the pieces' paths lead to its elements.

    :raises NotHtmlError: it is no HTML.
    """
    page = Page(sample.html, url=sample.url)
    return page, rules_for(page, site)


def kind_of(piece: Piece) -> str:
    """What a piece's colour stands for: the field that holds it, else what took it."""
    if piece.removal is None:
        return piece.field or "body"
    if piece.removal.rule == OUTSIDE:
        return "outside"
    return next((kind for kind in ("drop", "phrase") if f"/{kind}:" in piece.removal.rule), "clean")


def reading_as_dict(reading: Reading) -> dict[str, Any]:
    """JSON-ready, for the page."""
    article = reading.article.as_dict() if reading.article else {}
    fields = [
        {"name": name, "value": value, "origin": reading.origins.get(name, "")}
        for name, value in article.items()
        if name not in ("schema_version", "body", "url") and value not in (None, [])
    ]
    pieces = [
        {
            "kind": kind_of(piece),
            "text": piece.text,
            "rule": piece.removal.rule if piece.removal else _origin(piece.field or "body", reading),
            "reason": piece.removal.reason if piece.removal else "",
            "where": piece.removal.where if piece.removal else None,
        }
        for piece in reading.pieces
    ]
    return {"fields": fields, "pieces": pieces, "warnings": list(reading.warnings), "error": reading.error}


def _origin(name: str, reading: Reading) -> str:
    """Where a kept piece comes from: the selector, else the kind of evidence."""
    origin, selector = reading.origins.get(name), reading.selectors.get(name.removesuffix("_raw"))
    if origin in ("rule", None) and selector:
        return f"{name.removesuffix('_raw')}: {selector}"
    return f"{name}, from {origin}" if origin else name


def _selectors(sample: Sample, site: Site | None) -> Mapping[str, str]:
    """Field -> the first of its selectors that finds anything."""
    page, rules = open_page(sample, site)
    found = (
        (name, selector.text)
        for name in SELECTOR_FIELDS
        if name not in ("drop", "fingerprint")
        for selector in reversed(getattr(rules, name))
        if selector.select(page.root, page.index)
    )
    return dict(found)


def _unread_pieces(sample: Sample, site: Site | None) -> tuple[Piece, ...]:
    try:
        page, _ = open_page(sample, site)
    except NotHtmlError:
        return ()
    return pieces_of(build_drafts(page.root, page=page, rules=NO_RULES, containers=(), claims={}))
