"""The second witness: the full text that a feed carries, beside what was extracted from the page."""

from __future__ import annotations

import re

from lxml import etree, html

from extractors.article import Article

_FEWEST_WORDS = 60
_WORD = re.compile(r"\w+")
_RUN = 3
_WARNING = "body-shorter-than-feed"


def witness_warnings(article: Article, feed_text: str | None) -> tuple[str, ...]:
    """`body-shorter-than-feed` when the article lacks more than half of what the site's own feed says.

    A feed that holds only a summary is no witness.
    """
    said = _runs(_plain(feed_text)) if feed_text else set()
    if len(said) < _FEWEST_WORDS:
        return ()
    kept = _runs(" ".join([article.title or "", article.lead or "", article.text, *_captions(article)]))
    return (_WARNING,) if len(said & kept) * 2 < len(said) else ()


def _captions(article: Article) -> list[str]:
    return [image.caption for image in article.images if image.caption]


def _plain(markup: str) -> str:
    try:
        root = html.fromstring(f"<div>{markup}</div>")
    except (etree.ParserError, ValueError):
        return ""
    return " ".join(str(piece) for piece in root.itertext())


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return {tuple(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1)}
