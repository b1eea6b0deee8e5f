"""The language of a page: from the site, the edition in its URL, the markup, else from the text."""

from __future__ import annotations

import re
from functools import lru_cache
from zoneinfo import ZoneInfo

from extractors.page import Page, visible_text
from extractors.site import Site

_ZONES = {"vi": "Asia/Ho_Chi_Minh", "id": "Asia/Jakarta"}
_SAMPLE = 1500
_CODE = re.compile(r"[a-z]{2}")


def extract_language(page: Page, site: Site | None) -> tuple[str | None, str | None]:
    """(ISO 639-1 code, its origin: site, url, meta or text); (None, None) when nothing tells it."""
    if site is not None:
        match = site.addresses.find_edition(page.url)
        if match is None:
            return site.language, "site"
        if match.groups() and match[1]:
            return match[1].lower(), "url"
        return _from_text(page)
    html = page.root if page.root.tag == "html" else None
    declared = (html.get("lang") if html is not None else None) or page.meta_first(
        "og:locale", "content-language", "inlanguage", "language"
    )
    if declared and _CODE.fullmatch(declared[:2].lower()):
        return declared[:2].lower(), "meta"
    return _from_text(page)


def detect_language(text: str) -> str | None:
    """The language a text is most likely written in; None for a text too short to tell."""
    if len(text) < 40:
        return None
    from py3langid import langid  # its model takes a quarter second to load, and few pages need it

    code, _ = langid.classify(text[:_SAMPLE])
    return str(code)


def _from_text(page: Page) -> tuple[str | None, str | None]:
    code = detect_language(visible_text(page.body))
    return code, "text" if code else None


@lru_cache(maxsize=64)
def zone_of_language(language: str | None) -> ZoneInfo:
    """The zone to read a clock in when nothing else tells it: a guess, to be warned of."""
    return ZoneInfo(_ZONES.get(language or "", "UTC"))
