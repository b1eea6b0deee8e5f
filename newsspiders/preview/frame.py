"""The page itself, made harmless: its text, structure and pictures, each piece marked; no script, no form, no address
that the browser would ask by itself.

Three locks, each of which would do: what is not known to be harmless is left out here; the Content-Security-Policy
forbids the rest; and the page is shown in a sandbox, where it is a stranger to the preview's own address.
"""

from __future__ import annotations

import copy
import html as html_entities
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import lxml.html
from lxml import etree
from lxml_html_clean import Cleaner

from extractors.article import Piece
from extractors.figures import image_url, images_in
from extractors.page import Page
from extractors.selectors import Element
from newsspiders.preview.marking import mark_pieces

_STATIC = Path(__file__).with_name("static")
_KILLED = (
    "script", "style", "template", "noscript", "iframe", "frame", "frameset", "object", "embed", "applet", "audio",
    "video", "canvas", "svg", "math", "head", "title",
)  # fmt: skip
"""Left out with all that is in them."""
_ALLOWED = (
    "a", "abbr", "address", "article", "aside", "b", "blockquote", "br", "caption", "cite", "code", "col", "colgroup",
    "dd", "del", "details", "div", "dl", "dt", "em", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "i", "img", "ins", "li", "main", "mark", "nav", "ol", "p", "pre", "q", "s", "section",
    "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr",
    "u", "ul",
)  # fmt: skip
"""Of all others only the text stays."""
_KEPT_ATTRIBUTES = frozenset(("class", "id", "colspan", "rowspan", "dir", "lang", "alt", "src", "data-piece"))
_ALWAYS = {"base-uri": "'none'", "form-action": "'none'", "frame-ancestors": "'self'", "sandbox": "allow-scripts"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A page to show, and the policy it must be served with."""

    html: str
    policy: str


def build_frame(page: Page, pieces: Sequence[Piece], *, kinds: Sequence[str], nonce: str, online: bool) -> Frame:
    """The harmless page. `kinds` are the pieces' colours; `nonce` lets our own script run and no other; `online` lets
    pictures and style sheets come from the network, over https only.
    """
    tree = copy.deepcopy(page.root)
    for element in tree.iter("*"):
        element.attrib.pop("data-piece", None)
    mark_pieces(tree, pieces)
    body = tree.find("body")
    harmless = _cleaned(_with_pictures(tree if body is None else body, page.base_url, online=online))
    _describe(harmless, pieces, kinds)
    markup = etree.tostring(harmless, method="html", encoding="unicode")
    links = _style_sheets(page) if online else ()
    return Frame(html=_document(markup, links=links, nonce=nonce), policy=_policy(nonce, online=online))


def _with_pictures(body: Element, base_url: str, *, online: bool) -> Element:
    """The page with whole addresses of its pictures, lazy ones too; without any where the network was not asked for."""
    for image in images_in(body):
        url = image_url(image, base_url=base_url) if online else None
        image.attrib.pop("src", None)
        if url and urlsplit(url).scheme == "https":
            image.set("src", url)
    return body


def _cleaned(body: Element) -> Element:
    """The page without what could act: only known elements with harmless attributes."""
    parser = lxml.html.HTMLParser(huge_tree=True)
    body.tag = "div"
    markup = etree.tostring(body, encoding="unicode", method="html", with_tail=False)
    holder = lxml.html.fragment_fromstring(markup, create_parent="div", parser=parser)
    clean = Cleaner(
        page_structure=False,
        kill_tags=_KILLED,
        allow_tags=_ALLOWED,
        remove_unknown_tags=False,
        safe_attrs_only=True,
        safe_attrs=_KEPT_ATTRIBUTES,
        style=True,
        forms=False,  # it would take the words of buttons too; none of their elements is allowed
        add_nofollow=False,
    )
    clean(holder)
    return holder


def _describe(body: Element, pieces: Sequence[Piece], kinds: Sequence[str]) -> None:
    """Gives the marks their colour, and the first of each piece a place in the order of the Tab key."""
    seen: set[int] = set()
    for mark in body.iter("span"):
        number = int(mark.get("data-piece") or -1)
        if number < 0:
            continue
        mark.set("data-kind", kinds[number])
        if number not in seen:
            seen.add(number)
            mark.set("tabindex", "0")
            mark.set("role", "button")


def _style_sheets(page: Page) -> tuple[str, ...]:
    found = (urljoin(page.base_url, link.get("href") or "") for link in page.root.iter("link") if _is_style(link))
    return tuple(url for url in found if url.startswith("https://"))


def _is_style(link: Element) -> bool:
    return "stylesheet" in (link.get("rel") or "").lower().split()


def _document(markup: str, *, links: Sequence[str], nonce: str) -> str:
    style, script = ((_STATIC / name).read_text(encoding="utf-8") for name in ("frame.css", "frame.js"))
    sheets = "".join(f'<link rel="stylesheet" href="{html_entities.escape(url)}">' for url in links)
    return (
        '<!doctype html><html><head><meta charset="utf-8"><meta name="referrer" content="no-referrer">'
        f"<title>The page itself</title>{sheets}<style>{style}</style></head><body>{markup}"
        f'<script nonce="{nonce}">{script}</script></body></html>'
    )


def _policy(nonce: str, *, online: bool) -> str:
    network = " https:" if online else ""
    rules: Mapping[str, str] = {
        "default-src": "'none'",
        "script-src": f"'nonce-{nonce}'",
        "style-src": f"'unsafe-inline'{network}",
        "img-src": f"data:{network}",
        "font-src": f"data:{network}",
        **_ALWAYS,
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())
