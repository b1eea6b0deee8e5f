"""Times of entries: which short lines are the clock of a live blog's or a timeline's entry, not the page's own time.

A page prints its own time once, or its times in a row. A live blog prints one before each of its entries: several,
each with unlinked prose after it. A teaser's time stands beside a linked headline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.dates import is_date_line
from extractors.draft import Draft, body_indexes
from extractors.page import iter_visible_text
from extractors.selectors import Element
from extractors.text import is_prose, normalise

_ZONE = r"(?:WIB|WITA|WIT|GMT|UTC|BST|IST|ICT|SGT|HKT|JST|KST|[AC]E[SD]T|CES?T|[ECMP][SD]T)(?: ?[+-]\d{1,2}(?::\d\d)?)?"
_END = rf"(?: ?[ap]\.?m\b\.?| (?:SA|CH)\b)?(?:,? ?\(?{_ZONE}\)?)?"
_CLOCK = r"(?:[01]?\d|2[0-4]) ?(?:[:h：时時点點]|giờ) ?(?:[0-5]\d(?::[0-5]\d)?(?: ?phút| ?分|'|’)?)?"
_DOTTED_HOUR = r"(?:[01]?\d|2[0-4])\.[0-5]\d"
_DOTTED = (
    rf"(?:(?:Pukul|Jam) (?:{_DOTTED_HOUR}|(?:[01]?\d|2[0-4]):[0-5]\d){_END}"
    rf"|{_DOTTED_HOUR}(?: ?[ap]\.?m\b\.?|(?= {_ZONE})){_END})"
)
"""10.35 alone is a number."""
_DAY = r"(?:ngày |tanggal |tgl\.? |on )?\d{1,2}[/.-]\d{1,2}(?:[/.-](?:20)?\d\d)?"
_GLUE = r"[ ,|;·•–—-]{1,3}"
_TIME = re.compile(
    rf"[\[(•]?(?:{_DAY}{_GLUE})?(?:(?:vào )?lúc |pukul |jam |at )?"
    rf"(?:{_CLOCK}{_END}|{_DOTTED})(?:{_GLUE}{_DAY})?[\])]?[.:]?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_TIME_LENGTH = 40
_DATE_LENGTH = 120
_ENTRIES = 2
_ENTRIES_OF_TEXT = 3
"""Plain text tells no links: a page's time and a teaser's may stand in it."""


def is_printed_date(text: str) -> bool:
    """Whether a line is nothing but a full date, with or without its clock."""
    return len(text) <= _DATE_LENGTH and _YEAR.search(text) is not None and is_date_line(text)


def is_time_line(text: str) -> bool:
    """Whether a line is nothing but a clock, maybe with a day, or a full date.

    >>> [is_time_line(line) for line in ("10h35", "Pukul 10.35 WIB", "10:35 5/3", "10.35", "10:35 Nước rút")]
    [True, True, True, False, False]
    """
    return (len(text) <= _TIME_LENGTH and _TIME.fullmatch(text) is not None) or is_printed_date(text)


def entry_times(drafts: Sequence[Draft]) -> frozenset[int]:
    """Where the times of a live blog's or a timeline's entries stand; empty where the body is none.

    The first of them may have been taken for the page's own.
    """
    first = next(iter(body_indexes(drafts)), len(drafts))
    body = [index for index, draft in enumerate(drafts) if draft.in_body or (index > first and _is_own_time(draft))]
    places = [place for place, index in enumerate(body) if is_time_line(drafts[index].text)]
    times: list[int] = []
    for place, end in pairwise([*places, len(body)]):
        entry = [drafts[index] for index in body[place + 1 : end]]
        if any(is_prose(draft.text) for draft in entry) and not _is_beside_link(drafts, body[place]):
            times.append(body[place])
    needed = _ENTRIES if times and drafts[times[0]].node is not None else _ENTRIES_OF_TEXT
    return frozenset(times if len({drafts[index].text for index in times}) >= needed else ())


def is_timeline(element: Element) -> bool:
    """Whether the items of a list begin with a time on a line of its own."""
    times = 0
    for item in element.iterchildren("li"):
        lines = [line for one in "".join(iter_visible_text(item)).split("\n") if (line := normalise(one))]
        times += len(lines) > 1 and is_time_line(lines[0])
    return times >= _ENTRIES


def _is_own_time(draft: Draft) -> bool:
    return draft.rule is None and draft.field == "published_raw"


def _is_beside_link(drafts: Sequence[Draft], index: int) -> bool:
    """Whether a linked headline stands right before or after: a teaser's."""
    return any(draft.linked and draft.rule is None for draft in drafts[max(0, index - 1) : index + 2])
