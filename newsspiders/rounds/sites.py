"""The sites of a round, chosen and checked: whatever is wrong with one is found before any is crawled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from scrapy import Spider
from scrapy.settings import BaseSettings
from scrapy.spiderloader import SpiderLoaderProtocol

from extractors.names import hint
from newsspiders.arguments import parse_arguments
from newsspiders.permission import split_permitted
from newsspiders.spiders.base import NewsSpider


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What may be crawled, and what may not."""

    sites: tuple[str, ...]
    left_out: tuple[str, ...]
    """What the publishers of the others say."""


def choose(
    names: Sequence[str],
    *,
    others: Iterable[str],
    loader: SpiderLoaderProtocol,
    settings: BaseSettings,
    arguments: Mapping[str, str],
    now: datetime,
) -> Chosen:
    """The sites that were named, else the others as far as they may be crawled.

    :raises ValueError: an unknown name, a site that was named and whose publisher wants to be asked first, an
        argument that can't be used.
    """
    known = loader.list()
    for name in names:
        if name not in known:
            raise ValueError(f"no site {name!r}; {hint(name, known)}")
    sites, refused = split_permitted(names or others, loader=loader, settings=settings, must=bool(names))
    for name in sites:
        _check_arguments(loader.load(name), arguments, now=now)
    return Chosen(sites=tuple(sites), left_out=tuple(refused.values()))


def _check_arguments(spider: type[Spider], arguments: Mapping[str, str], *, now: datetime) -> None:
    assert issubclass(spider, NewsSpider)
    try:
        parse_arguments(dict(arguments), site=spider.site, discovery=spider.discovery, now=now)
    except ValueError as error:
        raise ValueError(f"{spider.name}: {error}") from error
