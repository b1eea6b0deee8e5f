"""Cards: the boxes of a section page that hold one article's link and its date. Data, validated when built."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

from extractors.page import Page, visible_text
from extractors.selectors import Element, Selector, SelectorError, compile_selector
from newsspiders.discovery.links import absolute_url
from newsspiders.discovery.moments import parse_published

_MAX_CARDS = 2000

Published = tuple[datetime, bool]
"""A moment, and whether it stands for a whole day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """Where a section page prints when its articles were published.

    :raises ValueError: at import of the spider, saying what to write.
    """

    card: str
    """Selector of the boxes, one for each article."""
    date: str
    """Selector of the date inside a box: its `datetime` or `title`, else its text."""
    card_selector: Selector = field(init=False, repr=False, compare=False)
    date_selector: Selector = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name in ("card", "date"):
            text = getattr(self, name)
            if not isinstance(text, str) or not text or (name == "date" and text.startswith("/")):
                raise ValueError(f"Cards.{name} is {text!r}; write a selector such as '.time-ago'")
            try:
                object.__setattr__(self, f"{name}_selector", compile_selector(text))
            except SelectorError as error:
                raise ValueError(f"Cards.{name}: {error}; try it in `scrapy shell`") from error

    def dates(self, page: Page, *, zone: ZoneInfo, month_first: bool = False) -> dict[str, Published]:
        """URL -> when the page's cards say it was published. What two cards disagree about is left out."""
        told: dict[str, set[Published]] = {}
        for card in islice(self.card_selector.select_elements(page.root, page.index), _MAX_CARDS):
            found = set(self._iter_dates(card, zone=zone, month_first=month_first))
            if len(found) == 1:
                for anchor in card.iter("a"):
                    if target := absolute_url(anchor.get("href"), base=page.base_url):
                        told.setdefault(target, set()).update(found)
        return {url: next(iter(dates)) for url, dates in told.items() if len(dates) == 1}

    def _iter_dates(self, card: Element, *, zone: ZoneInfo, month_first: bool) -> Iterator[Published]:
        for element in self.date_selector.select_elements(card):
            for raw in (element.get("datetime"), element.get("title"), visible_text(element)):
                moment, is_day = parse_published(raw, zone=zone, month_first=month_first)
                if moment:
                    yield moment, is_day
                    break
