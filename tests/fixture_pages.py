"""The saved pages of fixtures/: what each file says of itself, and its extraction, made once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from extractors import Extraction, extract

ROOT = Path(__file__).parent.parent / "fixtures"


@dataclass(frozen=True, slots=True)
class FixturePage:
    """One page and its JSON."""

    json_path: Path
    facts: dict[str, Any]

    def __hash__(self) -> int:
        return hash(self.json_path)

    @property
    def name(self) -> str:
        """`site/stem`, the test's id."""
        return f"{self.json_path.parent.name}/{self.json_path.stem}"

    @property
    def html(self) -> bytes:
        """The page."""
        return self.json_path.with_suffix(".html").read_bytes()

    @property
    def expected(self) -> dict[str, Any]:
        """The checked fields."""
        unchecked = self.facts.get("unchecked", ())
        return {name: value for name, value in self.facts["expected"].items() if name not in unchecked}


def load(kind: str) -> list[FixturePage]:
    """All fixtures of one kind, in order of their names."""
    pages = [FixturePage(path, json.loads(path.read_text("utf-8"))) for path in sorted(ROOT.glob("*/*.json"))]
    return [page for page in pages if page.facts.get("kind") == kind]


@lru_cache(maxsize=256)
def extraction_of(page: FixturePage, *, trace: bool = False) -> Extraction:
    """The extraction of a fixture, as a crawl would make it."""
    fetched_at = page.facts.get("fetched_at")
    return extract(
        page.html,
        url=page.facts["url"],
        fetched_at=datetime.fromisoformat(fetched_at) if fetched_at else None,
        trace=trace,
    )
