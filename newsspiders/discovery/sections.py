"""Section pages: HTML -> links."""

from __future__ import annotations

from extractors.errors import NotHtmlError
from extractors.page import Page
from newsspiders.discovery.links import Link, SourceError, absolute_url, clean_title, describe_body


def parse_section(body: bytes, *, url: str) -> tuple[Link, ...]:
    """The links of an HTML page, each once, in page order, titled by the longest text that links to it.

    :raises SourceError: the bytes are no HTML.
    """
    try:
        page = Page(body, url=url)
    except NotHtmlError as error:
        raise SourceError(f"no page but {describe_body(body)}") from error
    titles: dict[str, str] = {}
    for anchor in page.root.iter("a"):
        target = absolute_url(anchor.get("href"), base=page.base_url)
        if target:
            title = clean_title("".join(anchor.itertext())) or clean_title(anchor.get("title")) or ""
            titles[target] = max(titles.get(target, ""), title, key=len)
    return tuple(Link(url=target, title=title or None, source=url) for target, title in titles.items())
