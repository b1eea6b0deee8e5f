"""The form of a site's article addresses, induced from what its lists link to: links in, regexes and counts out.

Feeds and sitemaps of news list articles and little else: the forms they show are taken, each that has a share of them.
Without any, the forms that pages link to are, of those with a number, a date or a code where there are such. The regex
of a form is as wide as it can be without matching what is known to be no article.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from extractors.kinds import is_list_url
from extractors.urls import host_of
from newsspiders.discovery.paging import split_suffix
from newsspiders.survey.shapes import Shape, escaped, pattern_of, shape_of
from newsspiders.survey.url_days import days_of

_SMALLEST_SHARE = 0.1
"""Of the listed articles: what fewer of them look like is some other page."""
_OTHER_KINDS = re.compile(
    r"videos?|tv|podcasts?|audio|radio|foto|photos?|gallery|galeri|media|tags?|tu-khoa|topics?|topik|chu-de|su-kien|"
    r"authors?|tac-gia|penulis|search|tim-kiem|cari|rss|feeds?|sitemaps?|login|dang-nhap|about|lien-he|contact"
)
"""Folders, pages and first labels of hosts where no text stands as an article, in the languages of the project."""
_ENOUGH_LISTED = 10
_MOST_EXCEPTIONS = 10
_NARROWINGS = tuple((spare, words) for spare in (1, 0) for words in (5, 6, 7, 8))


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The addresses of one list."""

    url: str
    urls: tuple[str, ...]
    is_of_articles: bool
    """A feed, a sitemap of news, or addresses that somebody named as articles; else a page with all kinds of links."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePattern:
    """What an article's address looks like, and how well that fits what was seen."""

    article_url: str
    """As Discovery.article_url takes it."""
    url_date: str = ""
    url_written: str = ""
    matches: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """A list's URL -> how many of its addresses match, of how many."""
    wrong: tuple[str, ...] = ()
    """Known to be no articles, and matched all the same."""
    missed: tuple[str, ...] = ()
    """Listed as articles, and not matched."""
    is_confirmed: bool = False
    """Some list of articles shows it; else it was taken from pages with all kinds of links."""

    @property
    def doubt(self) -> str:
        """What to look at; empty when nothing speaks against it."""
        if self.wrong:
            return f"matches {len(self.wrong)} that are no articles, such as {self.wrong[0]}"
        if not self.is_confirmed:
            return "no feed and no sitemap confirms it"
        if self.missed:
            return f"misses {len(self.missed)} that are listed as articles, such as {self.missed[0]}"
        listed = sum(matched for matched, _ in self.matches.values())
        return "" if listed >= _ENOUGH_LISTED else f"rests on {listed} addresses only"


def induce(listings: Iterable[Listing], *, host: str = "", others: Collection[str] = ()) -> ArticlePattern | None:
    """The pattern of a site's articles; None where no list shows any. `host` is the site's main one; `others` are known
    to be no articles.
    """
    listings = sorted(listings, key=lambda one: (one.url, one.urls))
    known_others = {*others, *(url for one in listings for url in one.urls if is_of_other_kind(url, host=host))}
    confirmed = _distinct(one for one in listings if one.is_of_articles)
    groups = _groups(url for url in confirmed if url not in known_others)
    is_confirmed = bool(groups)
    if not is_confirmed:
        seen = _distinct(one for one in listings if not one.is_of_articles)
        groups = _without_words_alone(_groups(url for url in seen if url not in known_others))
    if not groups:
        return None
    known_others |= {url for one in listings if not one.is_of_articles for url in one.urls if shape_of(url) is None}
    article_url = _narrowed(groups, known_others)
    pattern = re.compile(article_url)
    days = days_of([shape for _, shape in next(iter(groups.values()))])
    return ArticlePattern(
        article_url=article_url,
        url_date=days.url_date,
        url_written=days.url_written,
        matches={one.url: (sum(_matches(pattern, url) for url in one.urls), len(one.urls)) for one in listings},
        wrong=tuple(sorted(url for url in known_others if _matches(pattern, url))),
        missed=tuple(url for url in confirmed if url not in known_others and not _matches(pattern, url)),
        is_confirmed=is_confirmed,
    )


def is_of_other_kind(url: str, *, host: str = "") -> bool:
    """Whether a name in a URL's path, or its host's first label, says that it is a video, a tag, a feed. The site's
    main `host` says nothing, whatever its name.

    >>> is_of_other_kind("https://x.vn/video/a-b-c-post123456.html"), is_of_other_kind("https://x.vn/video-a-12345.html")
    (True, False)
    """
    names = urlsplit(split_suffix(url)[0]).path.split("/")
    label = "" if host_of(url) == host else _label(url)
    return is_list_url(url) or any(_OTHER_KINDS.fullmatch(one) for one in (*names, label))


def bare(url: str) -> str:
    """A URL without query and fragment, as patterns are searched in."""
    return urlsplit(url)._replace(query="", fragment="").geturl()


def _matches(pattern: re.Pattern[str], url: str) -> bool:
    return pattern.search(bare(url)) is not None


def _distinct(listings: Iterable[Listing]) -> list[str]:
    return sorted({url for one in listings for url in one.urls})


Groups = Mapping[tuple[object, ...], Sequence[tuple[str, Shape]]]


def _groups(urls: Iterable[str]) -> Groups:
    """Addresses by their form, those forms that have a share of them, the most frequent first."""
    found: dict[tuple[object, ...], list[tuple[str, Shape]]] = {}
    for url in urls:
        if shape := shape_of(url):
            found.setdefault(shape.key, []).append((url, shape))
    total = sum(map(len, found.values()))
    kept = [(key, members) for key, members in found.items() if len(members) >= _SMALLEST_SHARE * total]
    return dict(sorted(kept, key=lambda item: (-len(item[1]), str(item[0]))))


def _without_words_alone(groups: Groups) -> Groups:
    """Of what pages link to, only forms with a number or a date, where there are some: of the others many are
    sections.
    """
    strong = {key: members for key, members in groups.items() if members[0][1].is_strong}
    return strong or groups


def _narrowed(groups: Groups, others: Collection[str]) -> str:
    """The widest regex that matches none of the others, else the one that matches the fewest."""

    def count_wrong(written: str) -> int:
        pattern = re.compile(written)
        return sum(_matches(pattern, url) for url in others)

    return min(_rungs(groups, others), key=count_wrong)


def _rungs(groups: Groups, others: Collection[str]) -> Iterator[str]:
    """Regexes of all forms, from the widest on: with shorter numbers than were seen and without, then without the very
    addresses that are left.
    """
    for spare, words in _NARROWINGS:
        tails = [
            pattern_of([shape for _, shape in members], digits_to_spare=spare, most_words=words)
            for members in groups.values()
        ]
        end = _any_of(tails)
        yield f"/{end}"
        wrong = [url for url in others if _matches(re.compile(f"/{end}"), url)]
        yield _without_folders(end, groups, wrong)
    if len(paths := {urlsplit(url).path.strip("/") for url in wrong}) <= _MOST_EXCEPTIONS:
        yield f"^https?://[^/]+/{_none_of(paths, mark='/?$')}(?:.*/)?{end}"


def _without_folders(end: str, groups: Groups, wrong: Collection[str]) -> str:
    """The regex without the folders and hosts of what it matches wrongly, where no article is in them."""
    articles = [url for members in groups.values() for url, _ in members]
    folders = {_folder(url) for url in wrong} - {_folder(url) for url in articles} - {""}
    labels = {_label(url) for url in wrong if _OTHER_KINDS.fullmatch(_label(url))}
    return f"^https?://{_none_of(labels, mark=re.escape('.'))}[^/]+/{_none_of(folders, mark='/')}(?:.*/)?{end}"


def _none_of(names: Iterable[str], *, mark: str) -> str:
    """A look-ahead: none of the names, followed by the mark."""
    written = [escaped(name) for name in sorted(names)]
    if not written:
        return ""
    return f"(?!{_any_of(written)}{mark})"


def _any_of(written: Sequence[str]) -> str:
    return written[0] if len(written) == 1 else f"(?:{'|'.join(written)})"


def _folder(url: str) -> str:
    folder, slash, _ = urlsplit(url).path.strip("/").partition("/")
    return folder if slash else ""


def _label(url: str) -> str:
    return host_of(url).partition(".")[0]
