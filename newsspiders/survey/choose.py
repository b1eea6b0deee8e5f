"""Choosing: which articles a survey reads, and which of them become fixtures. Links in, links out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, zip_longest

from extractors.learning.facts import registered
from extractors.urls import is_on_site
from newsspiders.discovery import Link
from newsspiders.survey.patterns import bare

MOST_ARTICLES = 8


def choose_articles(
    lists: Iterable[Sequence[Link]], *, article_url: str, host: str, given: Sequence[str] = ()
) -> tuple[str, ...]:
    """The articles to read: those that were given, then the first of each list, the second of each and so on, as lists
    have the newest first; of one folder or host not more than of another.
    """
    pattern = re.compile(article_url)
    domains = (registered(host),)
    matching = [
        [link.url for link in links if pattern.search(bare(link.url)) and is_on_site(link.url, domains=domains)]
        for links in lists
    ]
    return tuple(dict.fromkeys(chain(given, in_turns(matching))))[:MOST_ARTICLES]


def in_turns(lists: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """The addresses of several lists, each once: the first of each list, the second of each and so on, but so that a
    folder or host has its turn as often as another.

    >>> in_turns([["https://x.vn/a/1", "https://x.vn/a/2"], ["https://x.vn/b/3"]])
    ('https://x.vn/a/1', 'https://x.vn/b/3', 'https://x.vn/a/2')
    """
    mixed = _flat(zip_longest(*lists))
    return tuple(dict.fromkeys(_flat(zip_longest(*_by(mixed, _place)))))


def _place(url: str) -> str:
    """Host and folders."""
    return bare(url).rpartition("/")[0]


def _by(urls: Iterable[str], key: Callable[[str], str]) -> list[list[str]]:
    groups: dict[str, list[str]] = {}
    for url in urls:
        groups.setdefault(key(url), []).append(url)
    return list(groups.values())


def _flat(rows: Iterable[Iterable[str | None]]) -> Iterator[str]:
    return (one for row in rows for one in row if one)
