"""An article in several pages: their extractions -> one. The first page's fields stand, the texts follow each other.

Pages repeat what they like: some sites' last page is the whole article. So what is already there is taken out of a
later page, and accounted for as `join/repeated`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from extractors.article import Article, Block, Extraction, Image, Piece, Removal
from extractors.text import count_words, key

REPEATED = "join/repeated"
_REASON = "stands on an earlier page of the article"
_SHORT = 3


def join_pages(first: Extraction, later: Extraction) -> Extraction:
    """The extraction of an article's first page (or pages), with that of its next page added.

    What only the end of an article tells (agency, source, signature) is taken from the later page where the first has
    none.
    """
    known = {key(block.text) for block in first.article.body} | {key(first.article.lead or "")}
    new: list[Block] = []
    repeated: list[Block] = []
    for block in later.article.body:
        (new if _is_new(block.text, known) else repeated).append(block)
    return replace(
        first,
        article=_joined(first.article, later.article, new),
        removed=(*first.removed, *later.removed, *(_removal(block.text) for block in repeated)),
        origins={**later.origins, **first.origins},
        selectors={**later.selectors, **first.selectors},
        warnings=tuple(dict.fromkeys((*first.warnings, *later.warnings))),
        pieces=(*first.pieces, *(_repeated_piece(piece, known) for piece in later.pieces)),
        next_page=later.next_page,
    )


def _joined(first: Article, later: Article, new: list[Block]) -> Article:
    moments = [moment for moment in (first.modified, later.modified) if moment]
    return replace(
        first,
        body=(*first.body, *new),
        images=_images((*first.images, *later.images)),
        authors=first.authors or later.authors,
        byline=first.byline or later.byline,
        tags=tuple(dict.fromkeys((*first.tags, *later.tags))),
        modified=max(moments, default=None),
        agency=first.agency or later.agency,
        source_name=first.source_name or later.source_name,
        source_url=first.source_url or later.source_url,
    )


def _images(images: Iterable[Image]) -> tuple[Image, ...]:
    """Each address once; those without one, once by caption."""
    found: dict[str | None, Image] = {}
    for image in images:
        found.setdefault(image.url or image.caption, image)
    return tuple(found.values())


def _is_new(text: str, known: set[str]) -> bool:
    """Short blocks may well occur twice: a heading `Catatan` on each page."""
    return count_words(text) <= _SHORT or key(text) not in known


def _removal(text: str) -> Removal:
    return Removal(rule=REPEATED, reason=_REASON, text=text)


def _repeated_piece(piece: Piece, known: set[str]) -> Piece:
    is_repeated = piece.field == "body" and not _is_new(piece.text, known)
    return Piece(text=piece.text, removal=_removal(piece.text)) if is_repeated else piece
