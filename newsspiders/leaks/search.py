"""The search through one site's articles: three readings, newest first, in memory that does not grow with them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zlib import crc32

from extractors.compiled import OwnedPhrase
from newsspiders.leaks.counting import Copies, Tally
from newsspiders.leaks.losses import Loss, Losses, long_removals
from newsspiders.leaks.phrases import Candidate, make_candidate
from newsspiders.leaks.ranking import Leak, rank
from newsspiders.leaks.shapes import line_of, shapes_of_blocks
from newsspiders.leaks.trials import Trials
from newsspiders.store import Session
from newsspiders.store.texts import StoredText

_SHAPES_MAX = 3000
_LINES_MAX = 16
_LEAST_ARTICLES = 5
_LEAST_SHARE = 500
"""Furniture is in one of so many articles at least, where nobody says otherwise."""

Step = Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLeaks:
    """What was found in one site's articles."""

    site: str
    read: int
    """Articles that were read."""
    copies: int
    """Of these, copies of others, which were left out."""
    least: int
    """Lines in fewer articles were not looked at."""
    leaks: tuple[Leak, ...]
    """Surest first."""
    losses: tuple[Loss, ...]
    """Worst first."""

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        counts = {name: getattr(self, name) for name in ("site", "read", "copies", "least")}
        leaks, losses = ([one.as_dict() for one in found] for found in (self.leaks, self.losses))
        return {**counts, "leaks": leaks, "losses": losses}


def search_site(
    session: Session,
    site: str,
    *,
    since: datetime | None = None,
    least: int | None = None,
    known: Sequence[OwnedPhrase] = (),
    on_article: Step = lambda: None,
) -> SiteLeaks:
    """The lines that repeat across a site's articles, and prose that was removed from them.

    `least` is in how many articles a line must be, else five, or one of 500 where there are many; `known` are the
    phrases the site has. `on_article` is called for each article read, three times for each that is no copy.
    """
    found = session.text_ids(site=site, since=since)
    counted = _Counted()
    ids = array(
        "q", (text.id for text in _told(session.texts(found, with_removed=True), on_article) if counted.add(text))
    )
    least = counted.lines.certain(least or max(_LEAST_ARTICLES, len(ids) // _LEAST_SHARE))
    losses = Losses(counted.removals)
    lines = _Lines(counted.lines.frequent(least, limit=_SHAPES_MAX))
    for text in _told(session.texts(ids, with_removed=True), on_article):
        losses.add(text)
        lines.add(text.blocks)
    trials = Trials(lines.candidates())
    for text in _told(session.texts(ids), on_article):
        trials.add(text)
    return SiteLeaks(
        site=site,
        read=len(found),
        copies=len(found) - len(ids),
        least=least,
        leaks=tuple(rank(trials.results(), total=len(ids), least=least, known=known)),
        losses=tuple(losses.results()),
    )


class _Counted:
    """What the first reading counts."""

    def __init__(self) -> None:
        self.lines = Tally()
        self.removals = Tally()
        self._copies = Copies()

    def add(self, text: StoredText) -> bool:
        """Count an article's shapes, each once; whether it is no copy."""
        blocks = text.blocks
        if self._copies.is_copy(blocks, title=text.title):
            return False
        self.lines.add({shape for _, shape in shapes_of_blocks(blocks)})
        self.removals.add(long_removals(text))
        return True


class _Lines:
    """What the second reading collects: some lines of each frequent shape, chosen by chance, the same each time."""

    def __init__(self, shapes: frozenset[int]) -> None:
        self._wanted = shapes
        self._found: dict[str, set[str]] = {}

    def add(self, blocks: Sequence[str]) -> None:
        """Collect from one article."""
        for index, shape in shapes_of_blocks(blocks):
            if hash(shape) not in self._wanted:
                continue
            lines = self._found.setdefault(shape, set())
            lines.add(line_of(shape, blocks[index]))
            if len(lines) > 2 * _LINES_MAX:
                self._found[shape] = _some(lines)

    def candidates(self) -> Iterator[Candidate]:
        """The phrases of those shapes that make one."""
        made = (make_candidate(shape, sorted(_some(lines))) for shape, lines in self._found.items())
        return (candidate for candidate in made if candidate is not None)


def _some(lines: set[str]) -> set[str]:
    return set(sorted(lines, key=lambda line: (crc32(line.encode()), line))[:_LINES_MAX])


def _told(texts: Iterator[StoredText], on_article: Step) -> Iterator[StoredText]:
    for text in texts:
        on_article()
        yield text
