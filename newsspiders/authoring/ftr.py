"""A site config of Full-Text RSS (https://github.com/fivefilters/ftr-site-config) -> Rules. Text in, data out.

    # comment
    title: //h1[@class='title']
    body: //div[@id='content']
    strip_id_or_class: related
    next_page_link: //a[@rel='next']
    test_url: https://tinmoi.example.vn/a.html

A directive with several lines is tried in their order. What is removed is looked for below the body only.
`strip_id_or_class` means whole names of classes and ids here; older programs look for it in the middle of them too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from extractors.evidence import scrapers
from extractors.rules import Rules
from extractors.selectors import SelectorError, compile_selector
from newsspiders.discovery.links import absolute_url

_SETTING = "a setting of Full-Text RSS; nothing here needs it"
_SOURCE = "it changes the page's source; where that is needed, write a `prepare`"
_LEFT_OUT = {
    **dict.fromkeys(("tidy", "prune", "parser", "autodetect_on_failure", "autodetect_next_page"), _SETTING),
    **dict.fromkeys(
        ("convert_double_br_tags", "insert_detected_image", "skip_json_ld", "src_lazy_load_attr"), _SETTING
    ),
    **dict.fromkeys(("find_string", "replace_string", "move_into", "wrap_in", "dissolve", "strip_attr"), _SOURCE),
    "single_page_link": "a crawl reads an article page by page and joins them: write next_page",
    "single_page_link_in_feed": "feeds are only read for their links",
    "if_page_contains": "rules have no conditions; selectors that find nothing are passed over",
    "strip_image_src": "a drop is found by its markup; write such as drop=('img[src*=logo]',)",
    "test_contains": "look for this text in what is extracted from the test page",
    "http_header": "a crawl sends its own headers",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A line that could not be taken over."""

    line: int
    """Counted from 1."""
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteConfig:
    """What a site config says."""

    rules: Rules
    """Each selector with the word `scrapers`."""
    test_urls: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


def read_site_config(text: str) -> SiteConfig:
    """What a site config says, and which of its lines could not be taken over."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    left_out: list[LeftOut] = []
    for number, line in _lines(text):
        try:
            field, value = _read_line(line)
            found[field][value] = None
        except ValueError as error:  # SelectorError is one
            left_out.append(LeftOut(line=number, text=line, reason=str(error)))
    test_urls = tuple(found.pop("test_url", ()))
    selectors: Mapping[str, tuple[str, ...]] = {field: scrapers(*values) for field, values in found.items()}
    return SiteConfig(rules=Rules(**selectors), test_urls=test_urls, left_out=tuple(left_out))  # type: ignore[arg-type]


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Number and text of the lines that say something."""
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, line.strip()


def _read_line(line: str) -> tuple[str, str]:
    """The field of Rules (or `test_url`) that a line belongs to, and what it adds.

    :raises ValueError: it can't be taken over.
    """
    name, colon, value = (part.strip() for part in line.partition(":"))
    directive = name.partition("(")[0].strip().lower()  # replace_string(this): that
    if not colon or not value:
        raise ValueError("no directive with a value; write such as title: //h1")
    if directive in _LEFT_OUT:
        raise ValueError(_LEFT_OUT[directive])
    if directive not in _READERS:
        raise ValueError(f"{directive!r} is no directive that is known here")
    field, read = _READERS[directive]
    return field, read(value)


def _selector(value: str) -> str:
    """An XPath as a selector: one that begins with neither `/` nor `.` stands in brackets, or it would be CSS."""
    selector = value if value.startswith(("/", "./", "(")) else f"({value})"
    compile_selector(selector)
    return selector


def _relative(value: str) -> str:
    """An XPath that searches the whole page, as one that searches below an element.

    >>> _relative("//p[@class='a|b'] | //aside")
    ".//p[@class='a|b'] | .//aside"
    """
    compile_selector(_selector(value))
    paths = [path.strip() for path in _split_union(value)]
    if any(re.match(r"/(?!/)", path) for path in paths):
        raise SelectorError("begins at the root of the page; write it from below the body: strip: //…")
    selector = " | ".join(f".{path}" if path.startswith("/") else _below(path) for path in paths)
    compile_selector(selector)
    return selector


def _below(path: str) -> str:
    return path if path.startswith((".", "(")) else f"./{path}"


def _split_union(value: str) -> list[str]:
    """The paths between the `|` that stand in no bracket and no string."""
    depth, quote, parts = 0, "", [""]
    for letter in value:
        if quote or letter in "\"'":
            quote = "" if letter == quote else quote or letter
        elif letter in "[(":
            depth += 1
        elif letter in "])":
            depth -= 1
        if letter == "|" and not quote and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def _class_or_id(value: str) -> str:
    """The elements of a class, or of several at once, or of an id.

    >>> _class_or_id("related"), _class_or_id("box 2col")
    ('.related, #related', ".box[class~='2col']")
    """
    names = value.translate(str.maketrans("", "", "\"'\\")).split()
    if not names:
        raise ValueError("no name of a class or id; write such as strip_id_or_class: related")
    classes = "".join(_is_of("class~", name) for name in names)
    selector = f"{classes}, {_is_of('id', names[0])}" if len(names) == 1 else classes
    compile_selector(selector)
    return selector


def _is_of(attribute: str, name: str) -> str:
    if re.fullmatch(r"[A-Za-z_][\w-]*", name):
        return f"{'#' if attribute == 'id' else '.'}{name}"
    return f"[{attribute}='{name}']"


def _url(value: str) -> str:
    url = absolute_url(value, base="")
    if url is None:
        raise ValueError("no URL; write it whole: https://…")
    return url


_READERS: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "title": ("title", _selector),
    "body": ("body", _selector),
    "author": ("authors", _selector),
    "date": ("published", _selector),
    "next_page_link": ("next_page", _selector),
    "strip": ("drop", _relative),
    "strip_id_or_class": ("drop", _class_or_id),
    "test_url": ("test_url", _url),
}
