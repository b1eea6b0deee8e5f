"""Paging: how the address of a section's second page, or of one day of it, is made. Data, validated when built."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from string import Formatter
from urllib.parse import urlsplit

from extractors.page import Page
from extractors.selectors import Selector, SelectorError, compile_selector
from extractors.urls import host_of
from newsspiders.discovery.links import absolute_url

_PLACEHOLDERS = ("section", "stem", "suffix", "n", "zone", "day")
_SAMPLE = "https://news.example/kinh-te.htm"
_SAMPLE_DAY = date(2026, 3, 7)
_ZONE = re.compile(r"[A-Za-z0-9_-]{1,40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Templates of addresses. `{section}` is the section page's URL, `{stem}` and `{suffix}` are the same without
    and only its `.htm`, `{n}` is the page's number or offset, `{zone}` the section's number in its CMS,
    `{day:%Y-%m-%d}` a day.

    :raises ValueError: at import of the spider, saying what to write.
    """

    page: str = ""
    """Of the second page and those after it; empty where there are none."""
    first: int = 2
    """`{n}` of the second page."""
    step: int = 1
    """By how much `{n}` grows."""
    day: str = ""
    """Of the pages of one day; empty where there are none. Without a section in it they are those of the whole site,
    and are left out when a run asks for some sections only.
    """
    day_first: int = 1
    """`{n}` of a day's first page."""
    zone: str = ""
    """Selector of what holds the zone on the section page: an element with a value, or XPath of an attribute."""
    zones: tuple[tuple[str, str], ...] = ()
    """Section and zone, where the section page does not tell and somebody found them out."""
    zone_selector: Selector | None = field(default=None, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not (self.page or self.day):
            raise ValueError("Paging has no template; write page='{section}?page={n}'")
        names = _checked_names("page", self.page) | _checked_names("day", self.day)
        if self.page and "{n" not in self.page:
            raise ValueError(f"Paging.page {self.page!r} has no {{n}}; write where the number goes")
        if "{day" in self.page:
            raise ValueError(f"Paging.page {self.page!r} names a day; write that template into Paging.day")
        if self.day and "{day" not in self.day:
            raise ValueError(f"Paging.day {self.day!r} has no {{day:…}}; write such as {{day:%Y-%m-%d}}")
        if self.step < 1 or self.first < 0 or self.day_first < 0:
            raise ValueError("Paging.step is 1 or more, first and day_first are 0 or more")
        if ("zone" in names) != bool(self.zone or self.zones):
            raise ValueError(
                "Paging.zone and {zone} go together; write the selector of the zone or the zones, or leave all out"
            )
        _check_zones(self.zones)
        if self.zone:
            object.__setattr__(self, "zone_selector", _compile(self.zone))
        for name in ("page", "day"):
            template = getattr(self, name)
            if template and self._fill(template, _SAMPLE, n=2, zone="7", day=_SAMPLE_DAY) is None:
                raise ValueError(
                    f"Paging.{name} {template!r} makes no URL; begin with {{section}}, {{stem}} or https://"
                )

    def page_url(self, section: str, number: int, *, zone: str | None = None) -> str | None:
        """The address of a section's second (`number` 2) or a later page; None where it has none, or where its
        zone is needed and not known.
        """
        if number < 2:
            raise ValueError(f"page {number} of {section}: the first is the section itself; ask for 2 or more")
        n = self.first + (number - 2) * self.step
        return self._fill(self.page, section, n=n, zone=zone) if self.page else None

    def day_url(self, section: str, day: date, number: int = 1, *, zone: str | None = None) -> str | None:
        """The address of the first (`number` 1) or a later page of one day of a section; None where it has none."""
        if not self.day or number < 1 or (number > 1 and "{n" not in self.day):
            return None
        n = self.day_first + (number - 1) * self.step
        return self._fill(self.day, section, n=n, zone=zone, day=day)

    def day_lists(self, sections: Sequence[str], wanted: Sequence[str] = ()) -> tuple[str, ...]:
        """What has pages of a day: each of the sections, or of those `wanted`; for the whole site one empty name."""
        if not self.day:
            return ()
        if any(name in self.day for name in ("{section", "{stem", "{zone")):
            return tuple(wanted or sections)
        return () if wanted else ("",)

    def find_zone(self, page: Page) -> str | None:
        """The zone a section page names."""
        for match in self.zone_selector.select(page.root) if self.zone_selector else ():
            told = match if isinstance(match, str) else match.get("value") or match.get("content") or match.text
            if _ZONE.fullmatch((told or "").strip()):
                return (told or "").strip()
        return None

    def _fill(self, template: str, section: str, *, n: int, zone: str | None, day: date | None = None) -> str | None:
        zone = zone or dict(self.zones).get(section)
        if "{zone" in template and zone is None:
            return None
        stem, suffix = split_suffix(section)
        filled = template.format(section=section.rstrip("/"), stem=stem, suffix=suffix, n=n, zone=zone, day=day)
        url = absolute_url(filled, base="")
        is_elsewhere = template.startswith("{s") and url is not None and host_of(url) != host_of(section)
        return None if is_elsewhere else url  # `{stem}-p2` behind a bare host is another host


def split_suffix(url: str) -> tuple[str, str]:
    """A URL without, and only, the suffix of its file name; query left out.

    >>> split_suffix("https://tuoitre.vn/kinh-doanh.htm")
    ('https://tuoitre.vn/kinh-doanh', '.htm')
    """
    parts = urlsplit(url)
    suffix = re.search(r"(?<=[^/])\.[A-Za-z0-9]{2,5}$", parts.path)
    path = parts.path[: suffix.start()] if suffix else parts.path.rstrip("/")
    return parts._replace(path=path, query="", fragment="").geturl(), suffix[0] if suffix else ""


def _checked_names(name: str, template: object) -> set[str]:
    """The placeholders of a template."""
    if not isinstance(template, str):
        raise ValueError(f"Paging.{name} is {template!r}; write a string")
    try:
        pieces = list(Formatter().parse(template))
    except ValueError as error:
        raise ValueError(f"Paging.{name} {template!r}: {error}; a brace that is none is written twice") from error
    names = {placeholder for _, placeholder, _, _ in pieces if placeholder is not None}
    if wrong := names - set(_PLACEHOLDERS):
        known = ", ".join(f"{{{one}}}" for one in _PLACEHOLDERS)
        raise ValueError(f"Paging.{name} has {{{min(wrong)}}}; there are {known}")
    for _, placeholder, spec, conversion in pieces:
        if conversion or (spec and placeholder not in ("n", "day")):
            raise ValueError(f"Paging.{name} formats {{{placeholder}}}; only {{day:%Y-%m-%d}} and {{n:02}} take a form")
    return names


def _check_zones(zones: object) -> None:
    pairs = zones if isinstance(zones, tuple) else (zones,)
    for pair in pairs:
        if not (isinstance(pair, tuple) and len(pair) == 2 and all(isinstance(one, str) and one for one in pair)):
            raise ValueError(f"Paging.zones holds {pair!r}; write (('https://news.example/kinh-te/', '89'),)")


def _compile(selector: str) -> Selector:
    try:
        return compile_selector(selector)
    except SelectorError as error:
        raise ValueError(f"Paging.zone: {error}; try it in `scrapy shell`") from error
