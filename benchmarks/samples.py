"""The pages that are measured: the article fixtures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FIXTURES = Path(__file__).parent.parent / "fixtures"


@dataclass(frozen=True, slots=True)
class Sample:
    """One page and its URL."""

    html: bytes
    url: str
    has_rules: bool = True
    """Whether its site's rules match it; else it goes trafilatura's way."""


def iter_fixtures() -> Iterator[Sample]:
    """All article fixtures, by name."""
    for path in sorted(FIXTURES.glob("*/*.json")):
        facts = json.loads(path.read_text("utf-8"))
        if facts.get("kind") == "article":
            has_rules = "body-rule-missed" not in facts.get("warnings", ())
            yield Sample(path.with_suffix(".html").read_bytes(), facts["url"], has_rules)
