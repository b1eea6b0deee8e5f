"""A page and what was extracted from it -> a fixture of its site, in the form that the tests read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from extractors import Article, Extraction, ExtractionError, extract
from extractors.site import Site
from extractors.urls import is_on_site
from newsspiders.authoring.project import AuthoringError, find_project, write_file

_KINDS = ("article", "not-article")
_LONGEST_ABSENT = 120
_SLUG_WORDS = 6
_SLUG_LETTERS = 48
_FURNITURE = re.compile(r"/(?:drop|phrase):")
_EXPECTED = tuple(one.name for one in fields(Article) if one.name not in ("url", "site"))


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedFixture:
    """A fixture that was written."""

    html_path: Path
    json_path: Path
    kind: str
    """`article` or `not-article`."""
    extraction: Extraction | None = None
    error: ExtractionError | None = None
    """Why it is no article."""


def save_fixture(
    *, site: Site, url: str, html: bytes, fetched_at: datetime, note: str, force: bool = False
) -> SavedFixture:
    """Write a page and its JSON into the fixtures of its site.

    A URL that was saved before gets a second fixture, of the day it was fetched; with `force` its last one is
    written anew. The page of another URL is never overwritten.

    :raises AuthoringError: the URL is not the site's, its fixture of that day is there, or it can't be written.
    """
    if not is_on_site(url, domains=site.domains):
        raise AuthoringError(f"{url} is not on {', '.join(site.domains)}; name the site it belongs to")
    fetched_at = fetched_at.astimezone(site.zone).replace(microsecond=0)
    outcome = _outcome(html, url=url, site=site, fetched_at=fetched_at)
    extraction = outcome if isinstance(outcome, Extraction) else None
    published = extraction.article.published if extraction else None
    days = dict.fromkeys(moment.astimezone(site.zone).date() for moment in (published, fetched_at) if moment)
    html_path = _place(find_project().fixtures(site.name), url, days=tuple(days), force=force)
    facts = fixture_facts(outcome, url=url, site=site, fetched_at=fetched_at, note=note)
    json_path = html_path.with_suffix(".json")
    write_file(html_path, html)
    write_file(json_path, (json.dumps(facts, ensure_ascii=False, indent=2) + "\n").encode())
    return SavedFixture(
        html_path=html_path,
        json_path=json_path,
        kind=facts["kind"],
        extraction=extraction,
        error=outcome if isinstance(outcome, ExtractionError) else None,
    )


def fixture_facts(
    outcome: Extraction | ExtractionError, *, url: str, site: Site, fetched_at: datetime, note: str
) -> dict[str, Any]:
    """What stands in a fixture's JSON."""
    facts = {
        "url": url,
        "site": site.name,
        "kind": "article" if isinstance(outcome, Extraction) else "not-article",
        "fetched_at": fetched_at.isoformat(),
        "note": note,
    }
    if isinstance(outcome, ExtractionError):
        return {**facts, "error": type(outcome).__name__, "absent": []}
    article = outcome.article.as_dict()
    return {
        **facts,
        "expected": {name: article[name] for name in _EXPECTED},
        "absent": list(_absent(outcome)),
        "removed": sorted({removal.rule for removal in outcome.removed}),
        "warnings": list(outcome.warnings),
    }


def slug_of(url: str) -> str:
    """A few words that name a page, of its address: without numbers of articles.

    >>> slug_of("https://a.vn/the-thao/giai-co-vua-dau-tien-co-van-dau-dem-20241008143015902.htm")
    'giai-co-vua-dau-tien-co'
    """
    parts = urlsplit(url)
    segments = [part for part in unquote(parts.path).lower().split("/") if part]
    for segment in reversed(segments):
        stem = re.sub(r"\.[a-z0-9]{2,5}$", "", segment)
        words = [word for word in re.findall(r"[a-z0-9]+", stem) if not re.search(r"\d{5}", word)]
        if slug := "-".join(words[:_SLUG_WORDS])[:_SLUG_LETTERS].strip("-"):
            return slug
    return "-".join(re.findall(r"[a-z0-9]+", unquote(parts.path).lower()))[-_SLUG_LETTERS:].strip("-") or "home"


def _outcome(html: bytes, *, url: str, site: Site, fetched_at: datetime) -> Extraction | ExtractionError:
    try:
        return extract(html, url=url, site=site, fetched_at=fetched_at)
    except ExtractionError as error:
        return error


def _absent(extraction: Extraction) -> Iterator[str]:
    """Short pieces of furniture that drops and phrases took out of the body, and that stand nowhere in its text."""
    kept = "\n".join([extraction.article.lead or "", extraction.article.text])
    texts = (removal.text for removal in extraction.removed if _FURNITURE.search(removal.rule))
    for text in dict.fromkeys(texts):
        if len(text) <= _LONGEST_ABSENT and "\n" not in text and text not in kept:
            yield text


def _place(folder: Path, url: str, *, days: tuple[date, ...], force: bool) -> Path:
    """Where the page of a URL is written."""
    saved = _saved_pages(folder)
    earlier = [path for path, of in saved.items() if of == url]
    if earlier and force:
        return earlier[-1]
    for day in days:
        path = next(path for path in _numbered(folder, f"{day}-{slug_of(url)}") if saved.get(path, url) == url)
        if path not in earlier:
            return path
    raise AuthoringError(f"{earlier[-1]}: holds this page already; write it anew with --force")


def _numbered(folder: Path, stem: str) -> Iterator[Path]:
    """A path, and those to take where it belongs to another page."""
    yield folder / f"{stem}.html"
    for number in count(2):
        yield folder / f"{stem}-{number}.html"


def _saved_pages(folder: Path) -> Mapping[Path, str]:
    """Each page that is saved, by name, and its URL; none where it is a list's, which is no page to save here."""
    saved: dict[Path, str] = {}
    for path in sorted(folder.glob("*.json")):
        try:
            facts = json.loads(path.read_text("utf-8"))
            saved[path.with_suffix(".html")] = facts["url"] if facts["kind"] in _KINDS else ""
        except (OSError, ValueError, LookupError, TypeError) as error:
            raise AuthoringError(f"{path}: no JSON of a fixture ({error}); mend or delete it") from error
    return saved
