"""What a page's JSON-LD says of its article: strings normalised, shapes flattened. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from extractors.page import Page, unescape

_ARTICLE_TYPES = frozenset(
    ("newsarticle", "article", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle",
     "backgroundnewsarticle", "blogposting", "liveblogposting", "report", "advertisercontentarticle")
)  # fmt: skip


def article_object(page: Page) -> Mapping[str, Any]:
    """The page's article object; an empty mapping where it has none. NewsArticle comes before plain Article."""
    articles = [one for one in page.json_ld if types_of(one) & _ARTICLE_TYPES]
    articles.sort(key=lambda one: "newsarticle" not in types_of(one))
    return articles[0] if articles else {}


def types_of(one: Mapping[str, Any]) -> set[str]:
    """The names of an object's types, lower case, without their vocabulary's address."""
    return {name.lower().rsplit("/", 1)[-1] for name in as_list(one.get("@type")) if isinstance(name, str)}


def live_updates(page: Page) -> list[str]:
    """Headlines and texts of the entries of a live blog, in the order the page tells them."""
    blogs = [one for one in page.json_ld if "liveblogposting" in types_of(one)]
    updates = [update for blog in blogs for update in _flat(as_list(blog.get("liveBlogUpdate")))]
    told = [update.get(name) for update in updates if isinstance(update, dict) for name in ("headline", "articleBody")]
    return [text for one in told if (text := string_of(one))]


def as_list(value: Any) -> list[Any]:
    """A value that may stand alone or in a list, as a list."""
    return value if isinstance(value, list) else [value]


def string_of(value: Any) -> str | None:
    """The text of a string, or of the first string in a list; None for anything else or an empty text."""
    if isinstance(value, list):
        return next((text for one in value if (text := string_of(one))), None)
    return unescape(value) or None if isinstance(value, str) else None


def names_of(value: Any) -> list[str]:
    """The names in an author or publisher value: strings, objects with a name, lists of both."""
    return list(_iter_names(value))


def author_names(article: Mapping[str, Any]) -> list[str]:
    """Names of the authors that are people, as far as the types tell."""
    return [
        name
        for author in as_list(article.get("author"))
        if not (isinstance(author, dict) and types_of(author) & {"organization", "newsmediaorganization"})
        for name in _iter_names(author)
    ]


def breadcrumb_names(page: Page) -> list[str]:
    """The names of the page's breadcrumb, outermost first."""
    for one in page.json_ld:
        if "breadcrumblist" in types_of(one):
            items = one.get("itemListElement")
            return [name for item in _flat(items) if (name := _crumb_name(item))]
    return []


def _flat(items: Any) -> list[Any]:
    """The members of a list; those of lists in it too (dantri.com.vn wraps each step)."""
    listed = items if isinstance(items, list) else []
    return [one for item in listed for one in as_list(item)]


def _crumb_name(item: Any) -> str | None:
    if not isinstance(item, dict):
        return None
    inner = item.get("item")
    return string_of(item.get("name")) or (string_of(inner.get("name")) if isinstance(inner, dict) else None)


def _iter_names(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value[:50]:
            yield from _iter_names(one) if not isinstance(one, list) else ()
    elif isinstance(value, dict):
        if name := string_of(value.get("name")):
            yield name
    elif name := string_of(value):
        yield name
