"""Text that someone already scraped: the same cleaning without a page.

Lines become drafts and go through the steps of `clean` and `provenance`. A text in which nothing is found to
remove comes back as it was; that makes stripping idempotent. Only a text that still carries its page's furniture
can carry its page's title, so only there the first line is taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, takewhile

from extractors.article import Article, Block, Extraction
from extractors.assemble import images_of, removals_of
from extractors.authors import parse_authors
from extractors.clean import DATE_LINE, Context, clean_drafts, printed_date
from extractors.dates import parse_date
from extractors.draft import Draft, body_indexes
from extractors.furniture import is_headline, strip_phrases
from extractors.language import detect_language, zone_of_language
from extractors.phrases import phrases_for
from extractors.provenance import Provenance, mark_source_lines, take_agency, take_dateline
from extractors.text import count_words, is_prose, key, normalise, tidy

_TITLE_WORDS = 4
_LABEL_WORDS = 6
_HEADING_WORDS = 20
BEFORE_TITLE = "strip/before-title"


def strip_text(text: str, *, language: str | None = None) -> Extraction:
    """A scraped text as an article: title, time, captions, agency and source read, boilerplate removed.

    `language` is an ISO 639-1 code; without it the language is detected. A text that holds only boilerplate gives
    an article without body.

    >>> strip_text("Tin\\n\\n[iklan_2]").article.text
    'Tin'
    """
    article_language = language or detect_language(normalise(text))
    drafts, title, facts = _clean(_drafts_of(text), article_language)
    if all(draft.in_body for draft in drafts):
        return Extraction(article=Article(url=None, language=article_language, body=_clean_body(drafts)))
    article = _assemble(drafts, title, facts, article_language)
    is_guess = article.published and not parse_date(article.published_raw or "", language=article_language)
    return Extraction(
        article=article,
        removed=removals_of(drafts, outside=True),
        origins={name: "text" for name, value in article.as_dict().items() if value and name != "schema_version"},
        warnings=("zone-assumed",) if is_guess else (),
    )


def _clean(drafts: list[Draft], language: str | None) -> tuple[list[Draft], str | None, Provenance]:
    """The drafts after all cleaning, the title, and what the lines said that left the text."""
    context = Context(phrases=phrases_for(language), language=language)
    drafts, facts = mark_source_lines(strip_phrases(drafts, context.phrases), page_url=None)
    drafts, agency = take_agency(clean_drafts(drafts, context))
    title = None
    if not all(draft.in_body for draft in drafts):
        drafts, title = _take_title(drafts)
    drafts, dateline = take_dateline(drafts)
    return drafts, title, facts.or_else(agency).or_else(dateline)


def _assemble(drafts: Sequence[Draft], title: str | None, facts: Provenance, language: str | None) -> Article:
    bylines = [draft.text for draft in drafts if draft.field == "byline"]
    name, raw = printed_date(drafts) or (None, None)
    return Article(
        url=None,
        language=language,
        title=title,
        body=_blocks(drafts),
        authors=parse_authors(bylines),
        byline=" - ".join(bylines) or None,
        published=parse_date(raw, language=language, zone=zone_of_language(language)) if raw else None,
        published_raw=raw,
        images=images_of(drafts),
        agency=facts.agency,
        dateline=facts.dateline,
        source_name=facts.source_name or name,
        source_url=facts.source_url,
    )


def _drafts_of(text: str) -> list[Draft]:
    """A draft a line; lines without a blank line between them share a group."""
    drafts: list[Draft] = []
    for number, block in enumerate(re.split(r"\n[^\S\n]*\n", text.replace("\r\n", "\n").replace("\r", "\n"))):
        lines = [tidy(line) for line in block.split("\n")]
        drafts.extend(Draft(text=line, group=number) for line in lines if line)
    return drafts


def _clean_body(drafts: Sequence[Draft]) -> tuple[Block, ...]:
    """The blocks of a text that was clean: its lines stay together as they were."""
    return tuple(
        Block(type="paragraph", text="\n".join(draft.text for draft in lines))
        for _, lines in groupby(drafts, key=lambda draft: draft.group)
    )


def _blocks(drafts: Sequence[Draft]) -> tuple[Block, ...]:
    body = [draft for draft in drafts if draft.in_body]
    return tuple(_as_block(draft, following=body[number : number + 1]) for number, draft in enumerate(body, 1))


def _as_block(draft: Draft, *, following: Sequence[Draft]) -> Block:
    """A block; a headline-like line before prose is a heading."""
    text = draft.text
    is_prose_next = any(is_prose(one.text) for one in following)
    is_heading = is_prose_next and count_words(text) <= _HEADING_WORDS and is_headline(text)
    return Block(type="heading" if is_heading else draft.type, text=text)


def _take_title(drafts: list[Draft]) -> tuple[list[Draft], str | None]:
    """The drafts with the title among them, if any; it may stand there twice. Short lines before it are removed."""
    body = body_indexes(drafts)
    heads = list(takewhile(lambda index: is_headline(drafts[index].text), body))
    if not heads or len(body) < 2:
        return drafts, None
    chosen = _title_among(heads, drafts)
    title = key(drafts[chosen].text)
    done: list[Draft] = []
    for index, draft in enumerate(drafts):
        if draft.in_body and key(draft.text) == title:
            draft = replace(draft, field="title")
        elif draft.in_body and index < chosen and count_words(draft.text) <= _LABEL_WORDS:
            draft = draft.removed(BEFORE_TITLE, "a label above the title")
        done.append(draft)
    return done, drafts[chosen].text


def _title_among(heads: Sequence[int], drafts: Sequence[Draft]) -> int:
    """The longest line above the time of publication; without one, the first line of some length."""
    dated = next((index for index, draft in enumerate(drafts) if draft.rule == DATE_LINE), -1)
    above = [index for index in heads if index < dated]
    if above:
        return max(above, key=lambda index: count_words(drafts[index].text))
    return next((index for index in heads if count_words(drafts[index].text) >= _TITLE_WORDS), heads[0])
