"""Phrase and Rules: what the pages of a site or a family look like, as frozen data, validated when built."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import reduce
from operator import or_
from typing import Literal

from extractors.definitions import Checked, checked_pattern, checked_tuple, definition_error
from extractors.selectors import Element, SelectorError, compile_selector

Action = Literal["drop", "cut", "box", "tail", "strip"]
ACTIONS: tuple[Action, ...] = ("drop", "cut", "box", "tail", "strip")


@dataclass(frozen=True, slots=True, eq=False)
class Phrase(Checked):
    """A text rule on one block. It matches the whole normalised block, ignoring case, except for `strip`.

    >>> Phrase(r"Komentar \\(\\d{1,5}\\)", "cut", "comments").matches("Komentar (0)")
    True
    """

    pattern: str
    action: Action = "drop"
    """What to do with the block.

    `drop` it; `cut` it and everything after it; `box` the same, unless the article's paragraphs go on after it (a box
    in their middle is headed as the furniture after their end); `tail` it where no prose but its like follows; `strip`
    the match out of it.
    """
    reason: str = "boilerplate"
    """One word; with the owner's name it is the rule's name: `vi/phrase:comments`."""
    following: int = 0
    """`drop` only: take as many headline-like blocks right after it too (a related story's title, maybe twice)."""
    regex: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.action not in ACTIONS:
            raise definition_error(f"Phrase.action is {self.action!r}; write one of {', '.join(ACTIONS)}")
        if not self.reason or not re.fullmatch(r"[a-z0-9-]+", self.reason):
            raise definition_error(f"Phrase.reason is {self.reason!r}; write one lower-case word such as 'share'")
        if self.following and self.action != "drop":
            raise definition_error(f"Phrase.following goes with 'drop', not {self.action!r}; leave it out")
        object.__setattr__(self, "regex", checked_pattern(self.pattern, "Phrase.pattern"))

    def matches(self, text: str) -> bool:
        """Whether the whole text is this phrase."""
        return self.regex.fullmatch(text) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules(Checked):
    """Where the fields stand on a page. `FAMILY | Rules(...)`: the second's fields win; drop and phrases add up."""

    name: str = ""
    """A family's name; a site's own rules are named after the site."""
    title: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    """The container. The first selector that finds text wins; if it finds several elements they are joined."""
    authors: tuple[str, ...] = ()
    """One element a person, or one byline of several."""
    byline: tuple[str, ...] = ()
    """The printed author line, where `authors` does not select it."""
    signature: tuple[str, ...] = ()
    """The byline inside the body, usually its last line."""
    published: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    """The last match is the innermost section."""
    tags: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    """The line that names the source or the agency; it leaves the body."""
    figure: tuple[str, ...] = ()
    """Elements that are a figure though they are no <figure>: image tables."""
    caption: tuple[str, ...] = ()
    """Inside a figure, where the caption is no <figcaption>."""
    quote: tuple[str, ...] = ()
    """Elements that are a quote though they are no <blockquote>."""
    dateline: tuple[str, ...] = ()
    """The place a report begins with, where it has an element of its own in the lead or the body."""
    next_page: tuple[str, ...] = ()
    """The link to the next page of an article in several pages; the crawl follows it and joins the texts."""
    fingerprint: tuple[str, ...] = ()
    """A family's mark: a page of a site without rules that any of these finds is read by the family's rules."""
    drop: tuple[str, ...] = ()
    """Furniture inside the body."""
    phrases: tuple[Phrase, ...] = ()
    prepare: Callable[[Element], None] | None = None
    """The escape hatch: changes the parsed tree before anything is read."""
    layers: tuple[Rules, ...] = field(default=(), init=False, repr=False, compare=False)
    """What this was joined from, family first; just itself when it was not joined."""

    def __post_init__(self) -> None:
        for selector_field in SELECTOR_FIELDS:
            values = checked_tuple("Rules", selector_field, getattr(self, selector_field))
            for text in values:
                _compile("Rules", selector_field, text)
        for phrase in checked_tuple("Rules", "phrases", self.phrases):
            if not isinstance(phrase, Phrase):
                raise definition_error(f"Rules.phrases holds {phrase!r}; write Phrase({phrase!r}, 'drop', 'reason')")
        object.__setattr__(self, "layers", (self,))

    @property
    def families(self) -> tuple[Rules, ...]:
        """What it was joined from but for a site's own."""
        return self.layers if self.layers[-1].name else self.layers[:-1]

    @property
    def own(self) -> Rules:
        """A site's own, as it writes them; empty where it has none."""
        return Rules() if self.layers[-1].name else self.layers[-1]

    def with_own(self, own: Rules) -> Rules:
        """The same families with other rules of a site's own."""
        return reduce(or_, (*self.families, own))

    def __or__(self, other: Rules) -> Rules:
        merged = Rules(**{f.name: getattr(other, f.name) or getattr(self, f.name) for f in fields(self) if f.init})
        object.__setattr__(merged, "layers", self.layers + other.layers)
        return merged


SELECTOR_FIELDS = tuple(one.name for one in fields(Rules) if one.type == "tuple[str, ...]")
"""The fields of Rules that hold selectors, as they are declared."""


def _compile(owner: str, name: str, text: object) -> None:
    if not isinstance(text, str):
        raise definition_error(f"{owner}.{name} holds {text!r}; write selectors as strings")
    if name in ("drop", "figure", "caption", "quote", "signature") and text.startswith("/"):
        raise definition_error(f"{owner}.{name} holds {text!r}, which searches the whole page; write {'.' + text!r}")
    try:
        compile_selector(text)
    except SelectorError as error:
        raise definition_error(f"{owner}.{name}: {error}; try it in `scrapy shell`") from error
