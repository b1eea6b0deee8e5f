"""Losses: prose of the pages that the site's rules leave out, though it is read as the article's without them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractors import Extraction, ExtractionError
from extractors.compiled import NO_RULES
from extractors.jsonld import article_object, string_of
from extractors.page import Page
from extractors.reading import read_page
from extractors.text import count_words, key
from newsspiders.doctor.reading import Read, articles_of
from newsspiders.preview.samples import Sample
from newsspiders.witness import witness_warnings

OUTSIDE = "body"
"""In the place of a rule: it stands outside what the body's rule selects."""
_PAGES = 2
_LEAST_WORDS = 20
"""Of a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What one rule takes."""

    rule: str
    pages: tuple[str, ...]
    words: int
    example: str


def find_losses(pages: Iterable[Read], fixtures: Iterable[Read]) -> tuple[Loss, ...]:
    """The rules that take prose of several pages, and of no fixture."""
    habits = {rule for _, taken in _taken(fixtures) for rule in taken}
    by_rule: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
    for url, taken in _taken(pages):
        for rule, texts in taken.items():
            by_rule[rule][url] = texts
    losses = [
        Loss(
            rule=rule,
            pages=tuple(texts),
            words=sum(count_words(text) for some in texts.values() for text in some),
            example=next(iter(texts.values()))[0],
        )
        for rule, texts in by_rule.items()
        if len(texts) >= _PAGES and rule not in habits
    ]
    return tuple(sorted(losses, key=lambda loss: (-loss.words, loss.rule)))


def shorter_than_json_ld(pages: Iterable[Read]) -> tuple[str, ...]:
    """URLs of the articles that lack more than half of what their page's own machine data say."""
    return tuple(
        page.url
        for page, extraction in articles_of(pages)
        if witness_warnings(extraction.article, _told_text(page.sample))
    )


def unruled_prose(sample: Sample) -> tuple[str, ...]:
    """The paragraphs of a page as they are read without rules, outside links; none where there is no article."""
    return _unruled_prose(sample.url, sample.html)


@lru_cache(maxsize=64)
def _unruled_prose(url: str, html: bytes) -> tuple[str, ...]:
    """Kept for as many pages as a site has here: it takes longer than all else, and is asked for by the diagnosis, the
    proposals and the diagnosis after them."""
    try:
        reading = read_page(Page(html, url=url), NO_RULES, None)
    except ExtractionError:
        return ()
    return tuple(draft.text for draft in reading.drafts if draft.is_unlinked_prose)


def kept_text(extraction: Extraction) -> str:
    """All that an article holds, for comparison."""
    article = extraction.article
    captions = (image.caption or "" for image in article.images)
    return key("\n".join([article.title or "", article.lead or "", article.text, *captions]))


def says(kept: str, said: str) -> bool:
    """Whether a paragraph was kept, maybe without what was stripped off its head or its end; both as `key` gives them.

    >>> says("mưa lớn ở vùng núi phía bắc", "tpo mưa lớn ở vùng núi phía bắc"), says("mưa lớn", "nắng nóng")
    (True, False)
    """
    words = said.split()
    middle = len(words) // 2
    return " ".join(words[:middle]) in kept or " ".join(words[middle:]) in kept


def _taken(pages: Iterable[Read]) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Each page with what each rule takes of it; what several pages say is no article's own."""
    read = [(page, extraction) for page, extraction in articles_of(pages) if extraction.origins.get("body") == "rule"]
    prose = {page.url: unruled_prose(page.sample) for page, _ in read}
    counts = Counter(text for texts in prose.values() for text in {key(text) for text in texts})
    for page, extraction in read:
        kept = kept_text(extraction)
        takers = {key(removal.text): removal.rule for removal in extraction.removed}
        taken: defaultdict[str, list[str]] = defaultdict(list)
        for text in prose[page.url]:
            said = key(text)
            if not says(kept, said) and counts[said] == 1:
                taken[takers.get(said, OUTSIDE)].append(text)
        yield page.url, {rule: texts for rule, texts in taken.items() if _is_long(texts)}


def _is_long(texts: Iterable[str]) -> bool:
    return sum(map(count_words, texts)) >= _LEAST_WORDS


def _told_text(sample: Sample) -> str | None:
    """What a page's JSON-LD says that its text is."""
    return string_of(article_object(Page(sample.html, url=sample.url)).get("articleBody"))
