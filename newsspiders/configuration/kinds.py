"""Kinds of values: what stands in a TOML file, an environment variable or after `-s` -> the value of the setting.

Each raises a ValueError whose words go on after "KEY is 'what was written'; ".
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, TypeAlias
from urllib.parse import urlsplit

Kind: TypeAlias = Callable[[Any], Any]

_SWITCH = {"true": True, "1": True, "yes": True, "on": True, "false": False, "0": False, "no": False, "off": False}
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_LAST_PORT = 65535
_MAIL_ADDRESS = re.compile(r"[\w+-]+(\.[\w+-]+)*@[a-z0-9-]+(\.[a-z0-9-]+)*", re.ASCII | re.IGNORECASE)
_EVERY = re.compile(r"\s*(?:([\w-]+)\s*=\s*)?(\w[\w\s]*?)\s*")
_LONGEST_SECONDS = 50 * 365 * 86400
"""As good as never; what is longer does not fit into the system's waits."""
_MOST = {"seconds": _LONGEST_SECONDS, "hours": _LONGEST_SECONDS // 3600, "days": _LONGEST_SECONDS // 86400}
_DAYS = {"d": 1, "w": 7, "y": 365}
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


def text(raw: Any) -> str:
    """Any text."""
    if not isinstance(raw, str):
        raise ValueError("write text, in quotes")
    return raw.strip()


def switch(raw: Any) -> bool:
    """On or off."""
    if isinstance(raw, bool):
        return raw
    try:
        return _SWITCH[str(raw).strip().lower()]
    except KeyError:
        raise ValueError("write true or false") from None


def whole(least: int = 0, *, of: str) -> Kind:
    """A whole number; of time, fifty years at most."""
    most = _MOST.get(of)
    words = f"write a number of {of}, {f'{least} to {most}' if most else f'{least} or more'}"

    def parse(raw: Any) -> int:
        try:
            number = int(str(raw)) if not isinstance(raw, bool) else least - 1
        except ValueError:
            raise ValueError(words) from None
        if number < least or (most and number > most):
            raise ValueError(words)
        return number

    return parse


def port(raw: Any) -> int:
    """A TCP port; 0 is none."""
    number = int(str(raw)) if str(raw).isdecimal() else -1
    if not 0 <= number <= _LAST_PORT:
        raise ValueError(f"write the number of a port, {_LAST_PORT} at most; 0 is none")
    return number


def ip_address(raw: Any) -> str:
    """An address of this machine."""
    try:
        return str(ipaddress.ip_address(text(raw)))
    except ValueError:
        raise ValueError("write an IP address: 127.0.0.1") from None


def seconds(least: float = 0) -> Kind:
    """A number of seconds, which may have a fraction; fifty years at most."""
    words = f"write a number of seconds, {least:g} to {_LONGEST_SECONDS}"

    def parse(raw: Any) -> float:
        try:
            number = float(raw) if not isinstance(raw, bool) else least - 1
        except (TypeError, ValueError, OverflowError):
            raise ValueError(words) from None
        if not least <= number <= _LONGEST_SECONDS:
            raise ValueError(words)
        return number

    return parse


def seconds_list(raw: Any) -> list[int]:
    """Numbers of seconds, in a list or with commas between."""
    parts = raw if isinstance(raw, list) else str(raw).split(",")
    try:
        return [whole(1, of="seconds")(str(part).strip()) for part in parts if str(part).strip()]
    except ValueError:
        raise ValueError("write numbers of seconds: 900,7200,86400") from None


def names(raw: Any) -> str:
    """Names, in a list or with commas between; the setting has the commas."""
    parts = raw if isinstance(raw, list) else [raw]
    if not all(isinstance(part, str) for part in parts):
        raise ValueError("write names with commas between")
    return ",".join(filter(None, (name.strip() for part in parts for name in part.split(","))))


def mail_addresses(raw: Any) -> str:
    """Plain mail addresses, in a list or with commas between; the setting has the commas.

    >>> mail_addresses(["desk@example.org", "night@example.org"])
    'desk@example.org,night@example.org'
    """
    found = names(raw)
    if found and not all(_MAIL_ADDRESS.fullmatch(one) for one in found.split(",")):
        raise ValueError("write plain addresses, with commas between: desk@example.org")
    return found


def level(raw: Any) -> str:
    """A level of logging."""
    if (named := str(raw).strip().upper()) not in _LEVELS:
        raise ValueError(f"write one of {', '.join(_LEVELS)}")
    return named


def one_of(*choices: str) -> Kind:
    """One of some words."""

    def parse(raw: Any) -> str:
        if (named := str(raw).strip().lower()) not in choices:
            raise ValueError(f"write one of {', '.join(choices)}")
        return named

    return parse


def database(raw: Any) -> str:
    """The URL of a store; empty keeps nothing."""
    url = text(raw)
    if url and not re.match(r"(sqlite|postgresql)(\+\w+)?://", url):
        raise ValueError("write sqlite:///folder/news.sqlite3, or postgresql://user:password@host/database")
    return url


def http_url(raw: Any) -> str:
    """A web address."""
    url = text(raw)
    try:
        parts = urlsplit(url)
        is_one = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets that are no IPv6, a port that is no number
        is_one = False
    if not is_one:
        raise ValueError("write an address that begins with https://")
    return url


def duration(raw: Any) -> timedelta:
    """`20m`, `2h`, `1d`.

    >>> duration("90m")
    datetime.timedelta(seconds=5400)
    """
    found = re.fullmatch(r"([0-9]{1,6})\s*([smhd])", str(raw).strip().lower())
    if found is None or int(found[1]) == 0:
        raise ValueError("write a number and m, h or d: 20m, 2h, 1d")
    return timedelta(seconds=int(found[1]) * _UNITS[found[2]])


def durations(raw: Any) -> str:
    """A duration for all, and others for some: `30m, vietnamplus=10m`, or a table; the setting is the text.

    >>> durations({"default": "30m", "cri": "1d"})
    '30m, cri=1d'
    """
    if isinstance(raw, Mapping):
        raw = ", ".join(str(one) if name == "default" else f"{name}={one}" for name, one in raw.items())
    found = [_EVERY.fullmatch(part) for part in str(raw).split(",") if part.strip()]
    intervals = {match[1]: match[2] for match in found if match}
    try:
        for one in intervals.values():
            duration(one)
    except ValueError:
        intervals = {}
    if None not in intervals or len(intervals) != len(found):  # no default; one is none, or a name stands there twice
        raise ValueError("write how often all sites are crawled, and those that differ: 30m, vietnamplus=10m, cri=1d")
    named = [f"{name}={one}" for name, one in intervals.items() if name]
    return ", ".join([intervals[None], *named])


def period(raw: Any) -> str:
    """How long something is kept: `90d`, `12w`, `2y`; empty is for ever. The setting is the text."""
    days_kept(raw)
    return text(raw)


def days_kept(raw: Any) -> timedelta | None:
    """The length of a period; None is for ever. Nothing shorter than a day: who types 3m may mean months.

    >>> days_kept("12w"), days_kept("")
    (datetime.timedelta(days=84), None)
    """
    written = str(raw).strip().lower()
    if not written:
        return None
    found = re.fullmatch(r"([0-9]{1,4})\s*([dwy])", written)
    if found is None or not 0 < int(found[1]) * _DAYS[found[2]] <= 36500:
        raise ValueError("write a number and d, w or y (days, weeks, years): 90d; empty is for ever")
    return timedelta(days=int(found[1]) * _DAYS[found[2]])
