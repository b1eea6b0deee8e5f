"""Page: bytes -> UTF-8 and one parsed tree; JSON-LD, meta and classes read once, lazily.

Decides nothing about articles. Everything that reads the page shares this tree and must not change it.
"""

from __future__ import annotations

import codecs
import html as html_entities
import json
import re
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from typing import Any
from urllib.parse import urljoin

from lxml import etree
from w3lib.encoding import html_body_declared_encoding, read_bom, resolve_encoding

from extractors.errors import NotHtmlError
from extractors.selectors import Element, TreeIndex, xpath
from extractors.text import normalise

SILENT_TAGS = frozenset(
    ("script", "style", "noscript", "template", "head", "title", "iframe", "object", "embed", "audio", "video",
     "svg", "math", "canvas")
)  # fmt: skip
"""Elements whose text a reader never sees."""

BLOCK_TAGS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "button", "center", "dd", "details", "dialog", "div", "dl",
     "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
     "html", "label", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option", "p", "pre", "section",
     "select", "summary", "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "tr", "ul")
)  # fmt: skip
"""Elements that end a line. All others are inline: they neither glue nor split words."""

_NOT_HTML = (b"%PDF", b"\x1f\x8b", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"\x00\x00\x00")
_LEADING = b"\xef\xbb\xbf \t\r\n"
_ENCODING_SAMPLE = 65536
_BELOW_LEAD_BYTES = bytes(range(0xC0))
_TAG = re.compile(rb"<[a-zA-Z!]")
_FEED_ROOT = re.compile(rb"<(?:rss|feed|urlset|sitemapindex|rdf:RDF)[\s>]", re.IGNORECASE)
_BROKEN_JSON = ((re.compile(r"/\*.{0,2000}?\*/", re.DOTALL), ""), (re.compile(r",(\s{0,200}[}\]])"), r"\1"))
_JSON_STRING = re.compile(
    r'"(headline|datePublished|dateModified|articleSection)"\s{0,20}:\s{0,20}'
    r'"((?:[^"\\]|\\.|"(?!\s{0,20}(?:[,}\n]|"\w{1,40}"\s{0,20}:))){1,2000})"'
)
"""A string of broken JSON; a quote in it that nothing like the next member follows was not escaped."""

_ld_scripts = xpath("//script[contains(@type, 'ld+json')]")
_head_metas = xpath("/html/head/meta[@content]")
_all_metas = xpath("//meta[@content]")
_FEW_METAS = 4
"""A head with fewer was cut short by an element that does not belong there: the others are in the body."""


class Page:
    """One parsed page.

    :raises NotHtmlError: when the bytes are empty or no HTML.
    """

    def __init__(self, html: bytes | str, *, url: str) -> None:
        self.url = url
        self.content = _as_utf8(html, url=url)
        parser = etree.HTMLParser(
            encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True
        )
        try:
            root = etree.fromstring(self.content, parser)
        except (etree.XMLSyntaxError, AssertionError) as error:  # what lxml says of bytes without one element
            raise NotHtmlError("holds no HTML element; skip it", url=url) from error
        if root is None:
            raise NotHtmlError("holds no HTML element; skip it", url=url)
        self.root: Element = root

    @cached_property
    def body(self) -> Element:
        """The <body>; the root where there is none."""
        found = self.root.find("body")
        return self.root if found is None else found

    @cached_property
    def base_url(self) -> str:
        """What relative addresses are relative to: <base href>, else the page's URL."""
        base = self.root.find(".//base[@href]")
        if base is None:
            return self.url
        try:
            target = urljoin(self.url, (base.get("href") or "").strip())
        except ValueError:
            return self.url
        return target if target.startswith(("http://", "https://")) else self.url

    @cached_property
    def index(self) -> TreeIndex:
        """The tree's elements by class and attribute."""
        return TreeIndex(self.root)

    @cached_property
    def _meta(self) -> Mapping[str, list[str]]:
        """Lower-case property, name or itemprop of each <meta> -> its contents in order, as they stand."""
        found: dict[str, list[str]] = {}
        metas = _head_metas(self.root)
        for element in metas if len(metas) > _FEW_METAS else _all_metas(self.root):
            for attribute in ("property", "name", "itemprop"):
                if name := element.get(attribute):
                    found.setdefault(name.lower(), []).append(element.get("content") or "")
        return found

    def meta_all(self, name: str) -> list[str]:
        """The non-empty contents of the <meta> tags of that (lower-case) property, name or itemprop, unescaped."""
        return [text for content in self._meta.get(name, ()) if (text := unescape(content))]

    def meta_first(self, *names: str) -> str | None:
        """The first non-empty content among these names, tried in order."""
        return next((text for name in names for text in self.meta_all(name)), None)

    @cached_property
    def json_ld(self) -> tuple[Mapping[str, Any], ...]:
        """All JSON-LD objects of the page, graphs and lists flattened; what is broken is read as far as it goes."""
        found: list[Mapping[str, Any]] = []
        for script in _ld_scripts(self.root):
            found.extend(_iter_objects(_parse_json(script.text or "")))
        return tuple(found)


def unescape(text: str) -> str:
    """Entities unescaped, twice where a site escapes twice, and normalised.

    >>> unescape("Tu&amp;#7893;i Tr&#7867;")
    'Tuổi Trẻ'
    """
    for _ in range(2):
        if "&" not in text:
            break
        text = html_entities.unescape(text)
    return normalise(text)


def iter_visible_text(element: Element, *, skip: Collection[Element] = ()) -> Iterator[str]:
    """The text a reader can see, in order, from one element (not its tail), with a newline at each block's edges.

    The elements in `skip` are left out, with all below them.

    Iterative, so that no depth of nesting can overflow the stack. Text hidden by CSS counts as visible: whether a
    style hides it can't be told from the page alone.
    """
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        tag = node.tag
        if event == "start":
            if tag in SILENT_TAGS or not isinstance(tag, str) or (skip and node in skip):
                walk.skip_subtree()
                continue
            if tag in BLOCK_TAGS or tag == "br":
                yield "\n"
            if node.text:
                yield node.text
        else:
            if tag in BLOCK_TAGS:
                yield "\n"
            if node is not element and node.tail:
                yield node.tail


def nearest_block(node: Element) -> Element | None:
    """The element itself or the nearest around it that ends a line."""
    element: Element | None = node
    while element is not None and element.tag not in BLOCK_TAGS:
        element = element.getparent()
    return element


def parent_block(node: Element | None) -> Element | None:
    """The element that the block of a node stands in; None for plain text."""
    block = None if node is None else nearest_block(node)
    return None if block is None else block.getparent()


def are_in_one_text(node: Element | None, other: Element | None) -> bool:
    """Whether two blocks are siblings, or each has a wrapper of its own and these are siblings of one class."""
    first, second = parent_block(node), parent_block(other)
    if first is None or second is None:
        return False
    if first is second:
        return True
    alike = first.tag == second.tag and first.get("class") == second.get("class")
    return alike and first.getparent() is second.getparent()


def visible_text(element: Element) -> str:
    """All visible text of an element, normalised."""
    if not len(element):
        return normalise(element.text or "") if element.tag not in SILENT_TAGS else ""
    return normalise("".join(iter_visible_text(element)))


def _as_utf8(html: bytes | str, *, url: str) -> bytes:
    """The page in UTF-8, whatever encoding it is in and whatever it says of that; without NULs."""
    if isinstance(html, bytes):
        if html[:1024].lstrip(_LEADING).startswith(_NOT_HTML):
            raise NotHtmlError("is a binary file, not HTML; skip it", url=url)
        html = _to_utf8(html)
    else:
        html = html.encode("utf-8", "replace")
    if not html[:1024].lstrip(_LEADING):
        raise NotHtmlError("is empty; fetch it again or skip it", url=url)
    head = html[:1024].lstrip()
    if head[:1] in b"{[" or not _TAG.search(html) or _FEED_ROOT.search(head):
        raise NotHtmlError("is not HTML (JSON, plain text, a feed or a sitemap); skip it", url=url)
    return html.replace(b"\0", b"") if b"\0" in html else html


def _to_utf8(html: bytes) -> bytes:
    """Bytes that are valid UTF-8 are UTF-8, whatever is declared: text in another encoding hardly ever is."""
    bom_encoding, bom = read_bom(html)
    if bom_encoding:
        return html[len(bom or b"") :].decode(bom_encoding, "replace").encode()
    if html[:200].count(b"\0") > 50:  # UTF-16 without its mark: every second byte of markup is NUL
        return html.decode("utf-16-be" if html[:1] == b"\0" else "utf-16-le", "replace").encode()
    if _is_utf8(html):
        return html
    declared = html_body_declared_encoding(html[:4096])
    name = resolve_encoding(declared) if declared else None
    if name in (None, "utf-8", "ascii", "cp1252") and _is_mostly_utf8(html):
        return html
    return html.decode(name or "cp1252", "replace").encode()


def _is_utf8(html: bytes) -> bool:
    """Whether the bytes are valid UTF-8; a sample with other than ASCII letters is proof enough."""
    try:
        if not codecs.getincrementaldecoder("utf-8")().decode(html[:_ENCODING_SAMPLE]).isascii():
            return True
        html.decode()
    except UnicodeDecodeError:
        return False
    return True


def _is_mostly_utf8(html: bytes) -> bool:
    """Whether broken bytes are rare among the non-ASCII ones."""
    text = html.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return broken * 10 < len(html.translate(None, _BELOW_LEAD_BYTES))


def _parse_json(source: str) -> Any:
    text = source.strip().removeprefix("<!--").removeprefix("//<![CDATA[").removesuffix("-->").removesuffix("//]]>")
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        pass
    for pattern, replacement in _BROKEN_JSON:
        text = pattern.sub(replacement, text)
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        strings = {name: _unescape_json(value) for name, value in _JSON_STRING.findall(text)}
        return {"@type": "NewsArticle", **strings} if "Article" in text and strings else None


def _unescape_json(text: str) -> str:
    """The string with its backslash escapes read, as far as they can be."""
    try:
        return str(json.loads('"' + re.sub(r'(?<!\\)"', r"\"", text) + '"', strict=False))
    except ValueError:
        return text


def _iter_objects(value: Any) -> Iterator[Mapping[str, Any]]:
    """The objects of a JSON-LD document; iterative and bounded, for documents nested out of spite."""
    waiting = [value]
    for _ in range(1000):
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            yield value
            waiting.extend(value[name] for name in ("@graph", "mainEntity", "mainEntityOfPage") if name in value)
