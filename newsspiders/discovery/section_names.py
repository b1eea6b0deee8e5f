"""The names by which a run asks for sections: `sections=kinh-te,world`. Names in, URLs out."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

from extractors.urls import is_on_site
from newsspiders.discovery.links import absolute_url
from newsspiders.discovery.paging import split_suffix

_HOME = "home"


def name_sections(urls: Iterable[str]) -> Mapping[str, str]:
    """Name -> URL: the last part of the path without suffix and index page; the whole path where two sections
    would have one name, the host's first label where they are on subdomains.

    >>> list(name_sections(["https://x.vn/kinh-te.htm", "https://x.vn/world/index.shtml", "https://x.vn/"]))
    ['kinh-te', 'world', 'home']
    """
    paths = {url: re.sub(r"(?:^|/)index$", "", urlsplit(split_suffix(url)[0]).path.strip("/")) for url in urls}
    names = {url: path.rpartition("/")[2] or _HOME for url, path in paths.items()}
    often = Counter(names.values())
    names = {url: name if often[name] == 1 else paths[url] or _HOME for url, name in names.items()}
    often = Counter(names.values())
    return {(name if often[name] == 1 else _first_label(url)): url for url, name in names.items()}


def _first_label(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.").partition(".")[0]


def choose_sections(wanted: Sequence[str], *, known: Mapping[str, str], domains: Iterable[str]) -> tuple[str, ...]:
    """The URLs of the sections asked for, by name or as full URLs on the site, each once.

    :raises ValueError: an unknown name, or a URL of another site; the message names what there is.
    """
    domains = tuple(domains)
    return tuple(dict.fromkeys(_choose(text.strip(), known=known, domains=domains) for text in wanted if text.strip()))


def _choose(text: str, *, known: Mapping[str, str], domains: tuple[str, ...]) -> str:
    if text in known:
        return known[text]
    if re.match("https?:", text):
        url = absolute_url(text, base="")
        if url is None:
            raise ValueError(f"{text!r} is no URL; type it whole: https://{domains[0]}/…")
        if not is_on_site(url, domains=domains):
            raise ValueError(f"{url} is not on {', '.join(domains)}")
        return url
    near = difflib.get_close_matches(text, known, n=1)
    there = f"there are {', '.join(known)}" if known else "none has a name here"
    hint = f"did you mean {near[0]}? " if near else ""
    raise ValueError(f"no section {text!r}; {hint}{there}, or type a section's URL")
