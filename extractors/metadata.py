"""Title, lead, authors, section, tags and address of a page. Field by field: the site's rule, JSON-LD, meta tags.

Each function gives a Found: the value, where it came from, the elements it was printed in, and the rule's selector.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar
from urllib.parse import urljoin, urlsplit, urlunsplit

from extractors.authors import parse_authors
from extractors.compiled import CompiledRules
from extractors.jsonld import as_list, author_names, breadcrumb_names, names_of, string_of
from extractors.page import Page, iter_visible_text, nearest_block, visible_text
from extractors.selectors import Element, Match, Selector, xpath
from extractors.site import Site
from extractors.text import count_words, key, normalise, tidy
from extractors.urls import bare_netloc, host_of, is_on_site

Value = TypeVar("Value")

_TRACKING = re.compile(
    r"(?:utm_\w*|itm_\w*|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|igshid|mc_[ce]id|_g[al]|spm|zarsrc|gidzl"
    r"|ref)(?:=|$)",
    re.IGNORECASE,
)
_TITLE_TAIL = re.compile(r"\s+[-–—|•»]\s+[^-–—|•»]{2,50}$")
_MAX_LEAD_WORDS = 150
_MAX_AUTHOR_ELEMENTS = 10
_MAX_LABEL_WORDS = 3

_headlines = xpath("descendant::h1")
_tag_links = xpath("descendant::a[@rel='tag']")
_title_elements = xpath("/html/head/title | /html/title")
_head_canonicals = xpath("/html/head/link[@rel='canonical' and @href]")
_canonicals = xpath("//link[@rel='canonical' and @href]")


@dataclass(frozen=True, slots=True)
class Found(Generic[Value]):
    """A field's value, where it came from (None when it was not found), and the elements that print it."""

    value: Value
    origin: str | None = None
    nodes: tuple[Element, ...] = ()
    selector: str | None = None
    """The selector that found it, where a rule did."""


def extract_title(page: Page, rules: CompiledRules, article: Mapping[str, Any]) -> Found[str | None]:
    """The headline as printed. Without a rule: the h1 that agrees with what the page's machine data call it."""
    if found := _first_text(page, rules.title):
        return found
    headline = string_of(article.get("headline"))
    named = page.meta_first("og:title", "twitter:title")
    if printed := _agreeing_headline(page, [headline, named, *page_titles(page)]):
        return printed
    if headline:
        return Found(headline, "json-ld")
    title = named or next(filter(None, page_titles(page)), None)
    return Found(_without_site_name(title, page), "meta") if title else Found(None)


def page_titles(page: Page) -> list[str]:
    """The texts of a page's <title>; some have several."""
    return [normalise("".join(str(text) for text in one.itertext())) for one in _title_elements(page.root)]


def extract_lead(page: Page, rules: CompiledRules) -> Found[str | None]:
    """The lead as the rule's element prints it, without the dateline's own element; None without a rule."""
    for selector in rules.lead:
        for match in selector.select(page.root, page.index):
            text = _text_of(match)
            if text and count_words(text) <= _MAX_LEAD_WORDS:
                return Found(tidy(text), "rule", _nodes_of([match]), selector.text)
    return Found(None)


def extract_dateline(page: Page, rules: CompiledRules) -> Found[str | None]:
    """The place a report begins with, where it has an element of its own."""
    found = _first_text(page, rules.dateline)
    return replace(found, value=(found.value or "").rstrip(" -–—") or None) if found else Found(None)


def extract_byline(page: Page, rules: CompiledRules) -> Found[str | None]:
    """The author line as printed."""
    return _first_text(page, rules.byline) or Found(None)


def extract_authors(
    page: Page, rules: CompiledRules, site: Site | None, article: Mapping[str, Any]
) -> Found[tuple[str, ...]]:
    """The people who wrote it."""
    for selector in rules.authors:
        matches = selector.select(page.root, page.index)[:_MAX_AUTHOR_ELEMENTS]
        texts = [match if isinstance(match, str) else _lines_of(match) for match in matches]
        if people := parse_authors(texts, not_people=_publisher_names(page, site, article)):
            return Found(people, "rule", _nodes_of(matches), selector.text)
    if people := parse_authors(author_names(article), not_people=_publisher_names(page, site, article)):
        return Found(people, "json-ld")
    named = [
        name
        for field in ("author", "dable:author", "article:author", "content_author")
        for name in page.meta_all(field)
    ]
    people = parse_authors(named, not_people=_publisher_names(page, site, article))
    return Found(people, "meta" if people else None)


def extract_section(
    page: Page, rules: CompiledRules, article: Mapping[str, Any], *, title: str | None
) -> Found[str | None]:
    """The innermost section, as printed; a breadcrumb's last step may be the title itself."""
    for selector in rules.section:
        for match in reversed(selector.select(page.root, page.index)):
            if text := _text_of(match):
                return Found(text, "rule", _nodes_of([match]), selector.text)
    crumbs = breadcrumb_names(page)
    if section := string_of(article.get("articleSection")):
        return Found(_innermost(section, crumbs), "json-ld")
    if section := page.meta_first("article:section", "articlesection"):
        return Found(section, "meta")
    titles = {key(name) for name in (title, string_of(article.get("headline")), page.meta_first("og:title")) if name}
    inner = [name for name in crumbs[1:] or crumbs if key(name) not in titles]
    return Found(inner[-1], "json-ld") if inner else Found(None)


def _innermost(section: str, crumbs: list[str]) -> str:
    """The last part of a section that names all steps of the breadcrumb (`Kinh doanh, Tài chính`); else as it is."""
    parts = [part.strip() for part in section.split(",")]
    return parts[-1] if len(parts) > 1 and {*map(key, parts)} <= {*map(key, crumbs)} else section


def extract_tags(page: Page, rules: CompiledRules, article: Mapping[str, Any]) -> Found[tuple[str, ...]]:
    """The tags as printed; an attribute that a rule selects may hold several, parted by commas.

    A site whose tags rule finds none has none: there its meta keywords are for machines alone.
    """
    if rules.tags:
        for selector in rules.tags:
            matches = selector.select(page.root, page.index)
            if tags := _distinct(_tag_texts(matches)):
                return Found(tags, "rule", _nodes_of(matches), selector.text)
        return Found(())
    return _tags_without_rule(page, article)


def _tags_without_rule(page: Page, article: Mapping[str, Any]) -> Found[tuple[str, ...]]:
    """Links that say they are tags, else what the machine data list."""
    links = [link for link in _tag_links(page.root) if not _is_in_sentence(link)]
    if tags := _distinct(map(visible_text, links)):
        return Found(tags, "rel", tuple(links))
    if tags := _distinct(_tag_texts(string_of(one) or "" for one in as_list(article.get("keywords")))):
        return Found(tags, "json-ld")
    for name in ("article:tag", "keywords", "news_keywords"):
        if tags := _distinct(_tag_texts(page.meta_all(name))):
            return Found(tags, "meta")
    return Found(())


def _is_in_sentence(link: Element) -> bool:
    """Whether a link stands among words that are no links: more than a label such as `Tags:`."""
    block = nearest_block(link)
    if block is None:
        return False
    words = "".join(iter_visible_text(block, skip=set(block.iterdescendants("a"))))
    return count_words(normalise(words)) > _MAX_LABEL_WORDS


def _tag_texts(matches: Iterable[Match]) -> list[str]:
    """What elements say, and strings in their parts between commas."""
    return [part for match in matches for part in (match.split(",") if isinstance(match, str) else [_text_of(match)])]


def extract_canonical(page: Page, site: Site | None) -> Found[str]:
    """The site's one address of the page: its own word for it if on the same site, mended by the site's rules."""
    for link in _head_canonicals(page.root) or _canonicals(page.root):
        try:
            url = urljoin(page.base_url, (link.get("href") or "").strip())
        except ValueError:
            continue
        if _same_site(url, page.url, site) and urlsplit(url).path.strip("/"):
            return Found(canonicalise(url, site), "meta")
    return Found(canonicalise(page.url, site), "url")


def extract_next_page(page: Page, rules: CompiledRules, site: Site | None) -> str | None:
    """Absolute address of the article's next page; None where the page links to none on its own site."""
    for selector in rules.next_page:
        for match in selector.select(page.root, page.index):
            target = match if isinstance(match, str) else match.get("href") or ""
            try:
                url = urljoin(page.base_url, target.strip())
            except ValueError:
                continue
            if url.startswith(("http://", "https://")) and url != page.url and _same_site(url, page.url, site):
                return url.partition("#")[0]
    return None


def canonicalise(url: str, site: Site | None) -> str:
    """A URL without fragment, tracking parameters and default port, and as the site's `canonical` rules rewrite it.

    >>> canonicalise("https://example.org/a?utm_source=x&id=1#top", None)
    'https://example.org/a?id=1'
    """
    parts = urlsplit(url)
    netloc = bare_netloc(parts.netloc, scheme=parts.scheme)
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _TRACKING.match(pair))
    url = urlunsplit((parts.scheme, netloc, parts.path or "/", query, ""))
    return site.addresses.rewrite(url) if site else url


def _first_text(page: Page, selectors: tuple[Selector, ...]) -> Found[str | None] | None:
    for selector in selectors:
        for match in selector.select(page.root, page.index):
            if text := _text_of(match):
                return Found(text, "rule", _nodes_of([match]), selector.text)
    return None


def _text_of(match: Match) -> str:
    """What a selector's match says, normalised: an element's visible text, or the string itself."""
    return normalise(match) if isinstance(match, str) else visible_text(match)


def _lines_of(element: Element) -> str:
    """Its visible text, its lines as a browser breaks them: they tell names apart."""
    return "".join(text if text == "\n" else text.replace("\n", " ") for text in iter_visible_text(element))


def _nodes_of(matches: Iterable[Match]) -> tuple[Element, ...]:
    return tuple(match for match in matches if not isinstance(match, str))


def _agreeing_headline(page: Page, names: list[str | None]) -> Found[str | None] | None:
    """The first h1 whose words are those of a name, or begin it, or hold it; a lone h1 of some length as it is."""
    keys = [key(name) for name in names if name]
    headlines = [(headline, visible_text(headline)) for headline in _headlines(page.root)]
    for headline, text in headlines:
        own = key(text)
        if own and any(own == name or (len(own) >= 15 and (own in name or name in own)) for name in keys if name):
            return Found(text, "h1", (headline,))
    long = [(headline, text) for headline, text in headlines if count_words(text) >= 4]
    if len(long) == 1:
        return Found(long[0][1], "h1", (long[0][0],))
    return None


def _without_site_name(title: str, page: Page) -> str:
    """A <title> without the ` - Name of the site` at its end."""
    site_name = key(page.meta_first("og:site_name") or "")
    match = _TITLE_TAIL.search(title)
    if not match:
        return title
    tail, host = key(match[0]), key((urlsplit(page.url).hostname or "").removeprefix("www.").split(".")[0])
    known = tail == site_name or host in tail.replace(" ", "") or tail in site_name
    return title[: match.start()] if known and count_words(title[: match.start()]) >= 2 else title


def _publisher_names(page: Page, site: Site | None, article: Mapping[str, Any]) -> Iterator[str]:
    """Made only when there is a name to compare with."""
    host = (urlsplit(page.url).hostname or "").removeprefix("www.")
    yield from (host, host.split(".")[0], page.meta_first("og:site_name") or "")
    yield from names_of(article.get("publisher"))
    if site is not None:
        yield from (site.title, site.name)


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for text in texts:
        text = normalise(text).strip(" ,;#")
        if text and len(text) <= 100:
            found.setdefault(text.casefold(), text)
    return tuple(found.values())


def _same_site(url: str, page_url: str, site: Site | None) -> bool:
    if site is not None:
        return is_on_site(url, domains=site.domains)
    return host_of(url).removeprefix("www.") == host_of(page_url).removeprefix("www.")
