"""Samples: the saved pages that rules are tried on. A site's fixtures, or one file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from newsspiders.discovery.links import absolute_url
from newsspiders.saved_pages import SavedPage, SavedPagesError, read_facts

_KINDS = ("article", "not-article")


class SampleError(ValueError):
    """A page can't be taken. The message names the file and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One saved page."""

    name: str
    url: str
    html: bytes
    fetched_at: datetime | None = None
    expected: Mapping[str, Any] = field(default_factory=dict)
    """What a fixture's JSON says must come out; empty where nobody said."""


def load_fixtures(folder: Path) -> tuple[Sample, ...]:
    """The articles in a site's folder of fixtures, and the pages that are none, by name.

    :raises SampleError: a fixture is broken.
    """
    facts = ((path, _read_facts(path)) for path in sorted(folder.glob("*.json")))
    return tuple(_sample(path.with_suffix(".html"), one) for path, one in facts if one.get("kind") in _KINDS)


def load_file(path: Path, *, url: str | None) -> Sample:
    """One page; its address, unless given, is the `url` of the JSON beside it.

    :raises SampleError: it can't be read, or nobody tells its address.
    """
    facts_path = path.with_name(path.name.removesuffix(".gz")).with_suffix(".json")
    if url is None and not facts_path.is_file():
        raise SampleError(f"{path}: nothing tells the page's address; type --url https://…")
    return _sample(path, _read_facts(facts_path) if url is None else {"url": url})


def _sample(path: Path, facts: Mapping[str, Any]) -> Sample:
    url = absolute_url(str(facts.get("url") or ""), base="")
    if url is None:
        raise SampleError(f"{path}: {facts.get('url')!r} is no address; write it whole: https://…")
    fetched_at, unchecked = facts.get("fetched_at"), facts.get("unchecked", ())
    return Sample(
        name=path.name.removesuffix(".gz").removesuffix(".html"),
        url=url,
        html=_read(path, url=url),
        fetched_at=datetime.fromisoformat(fetched_at) if fetched_at else None,
        expected={name: value for name, value in facts.get("expected", {}).items() if name not in unchecked},
    )


def _read(path: Path, *, url: str) -> bytes:
    try:
        return SavedPage(url=url, path=path).read()
    except SavedPagesError as error:
        raise SampleError(f"{error}; give the path of a saved page") from error


def _read_facts(path: Path) -> Mapping[str, Any]:
    try:
        return read_facts(path)
    except SavedPagesError as error:
        raise SampleError(str(error)) from error
