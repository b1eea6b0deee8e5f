"""Facts: what a site is called, its language and its clock, as far as its pages tell. Pages in, facts out."""

from __future__ import annotations

import keyword
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from extractors.definitions import checked_zone
from extractors.jsonld import article_object, names_of, string_of
from extractors.language import detect_language
from extractors.page import Page, visible_text
from extractors.text import normalise
from extractors.urls import host_of

_SECOND_LEVELS = frozenset(("ac", "biz", "co", "com", "edu", "go", "gov", "info", "net", "or", "org", "web"))
_ZONES_BY_COUNTRY = {"vn": "Asia/Ho_Chi_Minh", "id": "Asia/Jakarta"}
_ZONES_BY_LANGUAGE = {"vi": "Asia/Ho_Chi_Minh", "id": "Asia/Jakarta"}
_OFFSET = re.compile(r"T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d)$")
_TITLE_ENDS = re.compile(r"\s+[-|–—:•]\s+")
_LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a Site needs to know besides its rules."""

    name: str
    title: str
    domains: tuple[str, ...]
    language: str
    timezone: str
    doubts: tuple[str, ...] = ()
    """What was guessed, in whole phrases."""


def facts_of(home: Page | None, articles: Sequence[Page], *, url: str, feed_titles: Iterable[str] = ()) -> Facts:
    """The facts of the site that a URL is on."""
    host = host_of(url)
    pages = [*([home] if home is not None else []), *articles]
    language, language_doubt = _language(pages)
    timezone, zone_doubt = _timezone(host, language, offsets_of(articles))
    return Facts(
        name=name_of(host),
        title=_title(home, articles, feed_titles) or domain_of(host),
        domains=(domain_of(host),),
        language=language,
        timezone=timezone,
        doubts=tuple(doubt for doubt in (language_doubt, zone_doubt) if doubt),
    )


def domain_of(host: str) -> str:
    """The host that a site's subdomains are below.

    >>> domain_of("www.tuoitre.vn"), domain_of("m.kontan.co.id")
    ('tuoitre.vn', 'kontan.co.id')
    """
    return re.sub(r"^(?:www\d?|m|amp|mobile)\.(?=[^.]+\.)", "", host)


def name_of(host: str) -> str:
    """A name for `scrapy crawl NAME`: the label that a site is known by.

    >>> name_of("www.vietnamplus.vn"), name_of("news.kontan.co.id"), name_of("24h.com.vn")
    ('vietnamplus', 'kontan', 'site_24h')
    """
    labels = host.split(".")[:-1] or [host]
    own = [label for label in labels if label not in _SECOND_LEVELS] or labels
    name = re.sub(r"[^a-z0-9_]", "_", own[-1])
    if not re.match("[a-z]", name):
        name = f"site_{name.strip('_')}"
    return f"{name}_news" if keyword.iskeyword(name) else name


def offsets_of(articles: Iterable[Page]) -> Counter[timedelta]:
    """How far from UTC the clocks are that articles' machine data were written by, and in how many articles."""
    counts: Counter[timedelta] = Counter()
    for page in articles:
        raw = string_of(article_object(page).get("datePublished")) or page.meta_first("article:published_time") or ""
        if found := _OFFSET.search(raw):
            hours = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"]))
            counts[hours if found["sign"] == "+" else -hours] += 1
    return counts


def _title(home: Page | None, articles: Sequence[Page], feed_titles: Iterable[str]) -> str | None:
    """What most pages call the site; else how the title of its front page or of a feed begins."""
    pages = [*([home] if home is not None else []), *articles]
    named = [page.meta_first("og:site_name") for page in pages]
    published = [name for page in articles for name in names_of(article_object(page).get("publisher"))]
    for names in (named, published):
        counts = Counter(name for name in names if name and len(name) <= _LONGEST_TITLE)
        if counts:
            return counts.most_common(1)[0][0]
    element = home.root.find(".//title") if home is not None else None
    own_title = normalise("".join(element.itertext())) if element is not None else ""
    parts = [part for head in (own_title, *feed_titles) for part in _TITLE_ENDS.split(head) if part]
    return next((part for part in parts if len(part) <= _LONGEST_TITLE), None)


def _language(pages: Sequence[Page]) -> tuple[str, str]:
    """What most pages are written in, else what they declare."""
    detected = Counter(code for page in pages if (code := detect_language(visible_text(page.body)[:5000])))
    if detected:
        return detected.most_common(1)[0][0], ""
    declared = Counter(page.root.get("lang", "")[:2].lower() for page in pages)
    code = next((one for one, _ in declared.most_common() if re.fullmatch("[a-z]{2}", one)), "")
    return (code, "") if code else ("vi", "the language is not told; `vi` is a guess")


def _timezone(host: str, language: str, offsets: Counter[timedelta]) -> tuple[str, str]:
    """By the host's country, else by the language; and what speaks against it."""
    name = _ZONES_BY_COUNTRY.get(host.rpartition(".")[2]) or _ZONES_BY_LANGUAGE.get(language)
    if name is None:
        return "UTC", "the time zone is not known: UTC is a guess for times printed without one"
    common = next((offset for offset, _ in offsets.most_common() if offset), None)
    here = datetime(2026, 1, 1, tzinfo=checked_zone(name)).utcoffset()
    if common is not None and common != here:
        return name, f"the pages' own times are {common} from UTC, those of {name} {here}"
    return name, ""
