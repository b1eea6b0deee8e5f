"""The arguments every spider takes: `-a limit=20 -a since=3d -a urls=FILE`. Strings in, values out."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from pathlib import Path

from extractors.site import Site
from extractors.sites import site_for_url
from extractors.urls import is_on_site
from newsspiders.discovery.links import absolute_url


class ArgumentError(ValueError):
    """An argument of a spider is wrong. The message says what to type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arguments:
    """What one run is asked for."""

    limit: int | None = None
    """Stop after so many articles."""
    urls: tuple[str, ...] = ()
    """Fetch these articles and discover nothing."""
    since: datetime | None = None
    """Aware; leave out what was published earlier."""


def parse_arguments(given: dict[str, str], *, site: Site, now: datetime) -> Arguments:
    """The arguments of a run. `since=2026-03-07` is that day's midnight in the site's zone.

    :raises ArgumentError: saying what to type.
    """
    known = [field.name for field in fields(Arguments)]
    for name in given:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]}=?" if near else f"there are {', '.join(f'{n}=' for n in known)}"
            raise ArgumentError(f"no argument {name!r}; {hint}")
    return Arguments(
        limit=_parse_limit(given["limit"]) if "limit" in given else None,
        urls=_parse_urls(given["urls"], site=site) if "urls" in given else (),
        since=_parse_since(given["since"], site=site, now=now) if "since" in given else None,
    )


def _parse_limit(raw: object) -> int:
    text = str(raw).strip()
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) == 0:
        raise ArgumentError(f"limit={text!r} is no number of articles; type 1 or more: limit=20")
    return int(text)


def _parse_since(raw: object, *, site: Site, now: datetime) -> datetime:
    text = str(raw).strip()
    if days := re.fullmatch(r"([0-9]{1,5})d", text):
        return now - timedelta(days=int(days[1]))
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError("another form")
        day = date.fromisoformat(text)
    except ValueError:
        raise ArgumentError(
            f"since={text!r} is no date; type a day or a number of days: since=2026-03-07, since=3d"
        ) from None
    return datetime(day.year, day.month, day.day, tzinfo=site.zone)


def _parse_urls(raw: object, *, site: Site) -> tuple[str, ...]:
    text = str(raw).strip()
    if re.match(r"https?://", text):
        listed = re.split(r"\s*,\s*(?=https?://)", text)
        where = "urls="
    else:
        listed = _read_url_file(Path(text))
        where = text
    if not listed:
        raise ArgumentError(f"{where}: no URL in it; write one a line")
    return tuple(dict.fromkeys(_checked_url(url, where=where, site=site) for url in listed))


def _read_url_file(path: Path) -> list[str]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise ArgumentError(
            f"urls={str(path)!r} is neither a URL nor a file that can be read ({_reason(error)});"
            " type urls=https://…,https://… or urls=FILE with one URL a line"
        ) from error
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]


def _reason(error: Exception) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else "not UTF-8 text"


def _checked_url(url: str, *, where: str, site: Site) -> str:
    target = absolute_url(url, base="")
    if target is None:
        raise ArgumentError(f"{where}: {url!r} is no URL; type it whole: https://{site.domains[0]}/…")
    if is_on_site(target, domains=site.domains):
        return target
    other = site_for_url(target)
    hint = f"; that one is for: scrapy crawl {other.name}" if other else ""
    raise ArgumentError(f"{where}: {target} is not on {', '.join(site.domains)}{hint}")
