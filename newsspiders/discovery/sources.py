"""Discovery: a spider's list of sources, as frozen data, validated when built."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from zoneinfo import ZoneInfo

from newsspiders.discovery.cards import Cards
from newsspiders.discovery.links import Link, absolute_url
from newsspiders.discovery.moments import day_in_url
from newsspiders.discovery.months import check_month_template
from newsspiders.discovery.paging import Paging
from newsspiders.discovery.section_names import choose_sections, name_sections


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """Where one site lists its articles. Sources are asked in the order feeds, sitemaps, sections.

    :raises ValueError: at import of the spider, saying what to write.
    """

    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    month_sitemaps: str = ""
    """Template of the address of a month's sitemap, where no index is known, or one that is guessed may be missing:
    `{month:%Y-%m}` or `{month.year}-{month.month}`, and `{n}` for its parts, counted from 1. Backwards in time, the
    first that does not exist or lists nothing is the end.
    """
    sections: tuple[str, ...] = ()
    article_url: str
    """Regex searched in a link's URL without query and fragment; what matches is an article."""
    sitemap_url: str = ""
    """Regex searched in the URLs that a sitemap index lists; what matches is followed. Empty: all."""
    newest_sitemaps: int = 1
    """How many sitemaps of an index are read, newest first, when no `since` says how far to go back."""
    paging: Paging | None = None
    """The addresses of a section's later pages; None where they are not known."""
    cards: Cards | None = None
    """Where section pages print dates; None where they print none."""
    url_date: str = ""
    """Regex with the groups y, m and d, searched in an article's URL: its day, where no list tells the time. A year may
    have two digits.
    """
    url_written: str = ""
    """The same for the day on which an article was begun, as the number of an article tells it in some systems: it was
    published then or a little later.
    """
    month_first: bool = False
    """Feeds and lists print 10/5/2026 for 5 October."""
    article_pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)
    sitemap_pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)
    url_date_pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)
    url_written_pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name in ("feeds", "sitemaps", "sections"):
            _check_urls(name, getattr(self, name))
        if not (self.feeds or self.sitemaps or self.month_sitemaps or self.sections):
            raise ValueError("Discovery has no source; give at least one of feeds, sitemaps, month_sitemaps, sections")
        if self.month_sitemaps:
            check_month_template(self.month_sitemaps)
        if self.newest_sitemaps < 1:
            raise ValueError(f"Discovery.newest_sitemaps is {self.newest_sitemaps}; write 1 or more")
        if not self.article_url:
            raise ValueError(r"Discovery.article_url is empty; write a regex such as r'-post\d+\.vnp$'")
        _check_type("paging", self.paging, Paging, "Paging(page='{section}?page={n}')")
        _check_type("cards", self.cards, Cards, "Cards(card='article', date='time')")
        for name in ("article", "sitemap"):
            object.__setattr__(self, f"{name}_pattern", _compile(f"{name}_url", getattr(self, f"{name}_url")))
        for name in ("url_date", "url_written"):
            object.__setattr__(self, f"{name}_pattern", _compile_day(name, getattr(self, name)))

    def is_article(self, url: str) -> bool:
        """Whether a URL has the form of an article's."""
        return self.article_pattern.search(_bare(url)) is not None

    def is_sitemap(self, url: str) -> bool:
        """Whether a sitemap that an index lists is to be followed."""
        return self.sitemap_pattern.search(_bare(url)) is not None

    def dated(self, link: Link, *, zone: ZoneInfo) -> Link:
        """The link, published or written on the day its URL names where its source named no time."""
        if link.published or not (self.url_date or self.url_written):
            return link
        if self.url_date and (day := day_in_url(link.url, self.url_date_pattern, zone=zone)):
            return replace(link, published=day, published_is_day=True)
        written = day_in_url(link.url, self.url_written_pattern, zone=zone) if self.url_written else None
        return replace(link, written=written)

    def section_names(self) -> Mapping[str, str]:
        """Name -> URL of the section pages, as `sections=` takes them: the last part of the path that names
        something (`kinh-te`, `world`), `home` for a front page.
        """
        return name_sections(self.sections)

    def choose_sections(self, wanted: Sequence[str], *, domains: Iterable[str]) -> tuple[str, ...]:
        """The URLs of the sections asked for, by name or as full URLs on the site, each once.

        :raises ValueError: an unknown name, or a URL of another site; the message names what there is.
        """
        return choose_sections(wanted, known=self.section_names(), domains=domains)

    def day_lists(self, wanted: Sequence[str] = ()) -> tuple[str, ...]:
        """The sections that have pages of a day, of those `wanted` or of all; an empty name for the whole site."""
        return self.paging.day_lists(self.sections, wanted) if self.paging else ()

    @property
    def has_archive(self) -> bool:
        """Whether one can walk back in time: by sitemaps (whether they reach back only their index tells), by
        days or by pages of the sections.
        """
        return bool(self.sitemaps or self.month_sitemaps or (self.sections and self.paging))


def _check_urls(name: str, urls: object) -> None:
    if isinstance(urls, str):
        raise ValueError(f"Discovery.{name} is {urls!r}; write a tuple: ({urls!r},)")
    if not isinstance(urls, tuple):
        raise ValueError(f"Discovery.{name} is a {type(urls).__name__}; write a tuple: (…,)")
    for url in urls:
        if not isinstance(url, str) or absolute_url(url, base="") != url:
            raise ValueError(f"Discovery.{name} holds {url!r}; write a full URL: 'https://…'")


def _check_type(name: str, value: object, kind: type[Any], example: str) -> None:
    if value is not None and not isinstance(value, kind):
        raise ValueError(f"Discovery.{name} is {value!r}; write {example}")


def _compile(name: str, pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except (re.error, TypeError) as error:
        message = f"Discovery.{name} {pattern!r} is no regex ({error}); escape . and ? with \\"
        raise ValueError(message) from error


def _compile_day(name: str, pattern: str) -> re.Pattern[str]:
    compiled = _compile(name, pattern)
    if pattern and not {"y", "m", "d"} <= compiled.groupindex.keys():
        raise ValueError(
            f"Discovery.{name} {pattern!r} names no day; "
            r"write the groups y, m and d: r'/(?P<y>\d{4})/(?P<m>\d\d)/(?P<d>\d\d)/'"
        )
    return compiled


def _bare(url: str) -> str:
    return url.partition("#")[0].partition("?")[0]
