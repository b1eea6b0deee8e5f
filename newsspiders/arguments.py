"""The arguments every spider takes: `-a limit=20 -a since=3d -a urls=FILE`. Strings in, values out."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from extractors.site import Site
from extractors.sites import site_for_url
from extractors.urls import is_on_site
from newsspiders.days import parse_day
from newsspiders.discovery import Discovery
from newsspiders.discovery.links import absolute_url

_SWITCH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


class ArgumentError(ValueError):
    """An argument of a spider is wrong. The message says what to type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arguments:
    """What one run is asked for."""

    limit: int | None = None
    """Stop after so many articles."""
    urls: tuple[str, ...] = ()
    """Fetch these articles, known or not, and discover nothing."""
    since: datetime | None = None
    """Aware; leave out what was published earlier."""
    until: datetime | None = None
    """Aware; leave out what was published at this moment or later."""
    sections: tuple[str, ...] = ()
    """URLs of the section pages to ask, and nothing else."""
    backfill: bool = False
    """Walk the archive backwards from `until`, and go on where an earlier walk stopped."""

    def is_in_range(self, moment: datetime) -> bool:
        """Whether what was published then is asked for."""
        return not self.is_too_early(moment) and not self.is_too_late(moment)

    def is_too_early(self, moment: datetime) -> bool:
        """Whether it was published before `since`."""
        return self.since is not None and moment < self.since

    def is_too_late(self, moment: datetime) -> bool:
        """Whether it was published at `until` or later."""
        return self.until is not None and moment >= self.until


def typed_arguments(given: dict[str, str]) -> dict[str, str]:
    """Those that somebody typed: scrapyd adds `_job`."""
    return {name: value for name, value in given.items() if not name.startswith("_")}


def parse_arguments(given: dict[str, str], *, site: Site, discovery: Discovery, now: datetime) -> Arguments:
    """The arguments of a run. `since=2026-03-07` is that day's midnight in the site's zone, `until=2026-03-07`
    that day's end; `3d` is three days ago.

    :raises ArgumentError: saying what to type.
    """
    known = [field.name for field in fields(Arguments)]
    for name in given:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]}=?" if near else f"there are {', '.join(f'{n}=' for n in known)}"
            raise ArgumentError(f"no argument {name!r}; {hint}")
    arguments = Arguments(
        limit=_parse_limit(given["limit"]) if "limit" in given else None,
        urls=_parse_urls(given["urls"], site=site) if "urls" in given else (),
        since=_parse_moment("since", given["since"], site=site, now=now) if "since" in given else None,
        until=_parse_moment("until", given["until"], site=site, now=now) if "until" in given else None,
        sections=_parse_sections(given["sections"], site=site, discovery=discovery) if "sections" in given else (),
        backfill=_parse_switch("backfill", given["backfill"]) if "backfill" in given else False,
    )
    _check_together(arguments, discovery=discovery)
    return arguments


def _check_together(arguments: Arguments, *, discovery: Discovery) -> None:
    if arguments.since and arguments.until and arguments.since >= arguments.until:
        raise ArgumentError("since is not before until: nothing can lie between them; type an earlier since=")
    if arguments.urls and (arguments.sections or arguments.backfill):
        raise ArgumentError("urls= fetches these pages and nothing else; leave out sections= and backfill=")
    if arguments.backfill and not discovery.has_archive:
        raise ArgumentError("backfill= needs an archive to walk, and nobody has documented one of this site")


def _parse_limit(raw: object) -> int:
    text = str(raw).strip()
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) == 0:
        raise ArgumentError(f"limit={text!r} is no number of articles; type 1 or more: limit=20")
    return int(text)


def _parse_switch(name: str, raw: object) -> bool:
    try:
        return _SWITCH[str(raw).strip().lower()]
    except KeyError:
        raise ArgumentError(f"{name}={str(raw)!r} is neither true nor false; type {name}=true") from None


def _parse_moment(name: str, raw: object, *, site: Site, now: datetime) -> datetime:
    """A day's begin for `since`, its end for `until`: both days are in."""
    text = str(raw).strip()
    try:
        return parse_day(text, is_last=name == "until", zone=site.zone, now=now).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ArgumentError(
            f"{name}={text!r} is no date; type a day or a number of days: {name}=2026-03-07, {name}=3d"
        ) from None


def _parse_sections(raw: object, *, site: Site, discovery: Discovery) -> tuple[str, ...]:
    wanted = [part.strip() for part in str(raw).split(",") if part.strip()]
    if not wanted:
        raise ArgumentError("sections= names none; type names or URLs: sections=kinh-te,the-thao")
    try:
        return discovery.choose_sections(wanted, domains=site.domains)
    except ValueError as error:
        raise ArgumentError(f"sections=: {error}") from None


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
