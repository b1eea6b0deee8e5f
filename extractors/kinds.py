"""What a page says it is: pages of videos, lists and people that say so in their URL, their JSON-LD or og:type.

A page is not judged here by its text; `extract` asks only where no text of an article's length was found.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from extractors.jsonld import types_of
from extractors.page import Page

_LISTS = frozenset(("collectionpage", "searchresultspage", "profilepage"))
_MEDIA = {
    "videoobject": "a video",
    "video": "a video",
    "audioobject": "a recording",
    "podcastepisode": "a podcast",
    "podcastseries": "a podcast",
    "radioepisode": "a broadcast",
    "itemlist": "a list",
}

_LIST_PATH = re.compile(
    r"(?:/[a-z]{2})?/(?:tags?|search|tim-kiem|cari|authors?|tac-gia|penulis)"
    r"(?:/[^/]+)?(?:/(?:page|trang|halaman)[-/]?\d{1,4})?/?(?:\.html?)?",
    re.IGNORECASE,
)


def is_list_url(url: str) -> bool:
    """Whether a URL is that of a tag, a search or an author, as most sites write them: no article stands so high.

    >>> is_list_url("https://example.org/tag/ben-do"), is_list_url("https://example.org/tag/ben-do/nuoc-len-123.html")
    (True, False)
    """
    return _LIST_PATH.fullmatch(urlsplit(url).path) is not None


def named_list(page: Page, article: Mapping[str, Any]) -> str | None:
    """What kind of list a page says it is; None where it says nothing, or that it is an article."""
    if article or page.meta_first("article:published_time"):
        return None
    names = {name for one in page.json_ld for name in types_of(one)} & _LISTS
    return f"a page of links: {', '.join(sorted(names))}" if names else None


def named_medium(page: Page, article: Mapping[str, Any]) -> str | None:
    """What a page says it shows instead of a text; None where its JSON-LD has an article.

    Articles too hold videos and lists of other stories: this counts only beside a text too short for an article.
    """
    if article:
        return None
    og_type = (page.meta_first("og:type") or "").lower()
    if og_type == "profile":
        return "a person's page"
    if og_type.startswith(("video", "music")):
        return "a video or a recording"
    names = {name for one in page.json_ld for name in types_of(one)}
    return next((_MEDIA[name] for name in sorted(names & _MEDIA.keys())), None)
