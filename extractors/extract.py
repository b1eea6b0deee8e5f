"""The pipeline: one page in, one Extraction out.

 1. page        decode and parse once; refuse what is no HTML, and URLs that are never an article
 2. site        the rules for this URL, if any; their `prepare`
 3. metadata    title, lead, authors, section, tags, times, canonical URL: rule, JSON-LD, meta tags
 4. body        the rule's container -> drafts; else trafilatura chooses among the page's drafts, with a warning
 5. provenance  source lines leave the text
 6. clean       phrases, cards, captions, signatures, echoes, headings (see `clean`)
 7. provenance  agency, end mark and dateline leave the text
 8. article     what the drafts became; an article without text is an error
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from extractors.article import Article, Block, Extraction, Image, Piece
from extractors.authors import parse_authors
from extractors.body import OUTSIDE, build_drafts, select_containers
from extractors.clean import DATE_LINE, Context, clean_drafts, strip_phrases
from extractors.dates import split_date_line
from extractors.draft import Draft, count_words, split_draft
from extractors.errors import EmptyBodyError, NotAnArticleError
from extractors.fallback import choose_drafts, has_text, take_lead
from extractors.jsonld import article_object, string_of
from extractors.language import extract_language, zone_of_language
from extractors.metadata import (
    Found,
    extract_authors,
    extract_byline,
    extract_canonical,
    extract_dateline,
    extract_lead,
    extract_section,
    extract_tags,
    extract_title,
)
from extractors.page import Page, visible_text
from extractors.phrases import phrases_for
from extractors.provenance import (
    DATELINE,
    DATELINE_REASON,
    Provenance,
    mark_source_lines,
    read_source,
    split_captions,
    split_dateline,
    take_agency,
    take_dateline,
)
from extractors.published import Times, extract_times
from extractors.selectors import Element
from extractors.site import NO_RULES, CompiledRules, Site
from extractors.sites import site_for_url
from extractors.text import key


@dataclass(frozen=True, slots=True, kw_only=True)
class _Metadata:
    """All fields found outside the body."""

    language: str | None
    title: Found[str | None]
    lead: Found[str | None]
    dateline: Found[str | None]
    authors: Found[tuple[str, ...]]
    byline: Found[str | None]
    section: Found[str | None]
    tags: Found[tuple[str, ...]]
    canonical: Found[str]
    times: Times

    def claims(self) -> dict[Element, str]:
        """Element -> the field it prints."""
        named: tuple[tuple[str, tuple[Element, ...]], ...] = (
            ("section", self.section.nodes),
            ("tags", self.tags.nodes),
            ("authors", self.authors.nodes),
            ("byline", self.byline.nodes),
            ("published_raw", self.times.nodes),
            ("lead", self.lead.nodes),
            ("title", self.title.nodes),
        )
        return {node: name for name, nodes in named for node in nodes}

    def origins(self) -> dict[str, str]:
        """Field name -> origin, for the fields that were found."""
        found: dict[str, str | None] = {
            "title": self.title.origin,
            "lead": self.lead.origin,
            "authors": self.authors.origin,
            "section": self.section.origin,
            "tags": self.tags.origin,
            "canonical_url": self.canonical.origin,
            "published": self.times.origin,
        }
        return {name: origin for name, origin in found.items() if origin}


def extract(
    html: bytes | str,
    *,
    url: str,
    site: Site | None = None,
    fetched_at: datetime | None = None,
    trace: bool = False,
) -> Extraction:
    """The article of one page, and an account of what was left out of it.

    `site` is found by the URL when not given. `fetched_at` lets a date in the future be noticed. With `trace` the
    account covers the whole page, not the body alone.

    :raises NotHtmlError: empty bytes, a PDF, JSON, a feed.
    :raises NotAnArticleError: a section front, a tag page, navigation only.
    :raises EmptyBodyError: it says that it is an article, but holds no text.
    :raises ValueError: when `url` is no URL.
    """
    site = site or site_for_url(url)
    page = Page(html, url=url)
    rules = site.compiled if site else NO_RULES
    if site and any(re.search(pattern, url) for pattern in site.not_article):
        raise NotAnArticleError(f"the URL is that of a section or tag page of {site.title}", url=url)
    if rules.prepare is not None:
        rules.prepare(page.root)
    article = article_object(page)
    metadata = _read_metadata(page, site, article, fetched_at=fetched_at)
    containers = select_containers(page, rules)
    warnings = _rule_warnings(metadata, rules, has_body=bool(containers))
    if containers:
        drafts = _drafts_by_rule(page, rules, containers, metadata.claims(), trace=trace)
    else:
        drafts, metadata = _drafts_by_fallback(page, rules, article, metadata)
    return _finish(page, site, metadata, drafts, warnings, by_rule=bool(containers), trace=trace)


def _read_metadata(
    page: Page, site: Site | None, article: Mapping[str, Any], *, fetched_at: datetime | None
) -> _Metadata:
    language = extract_language(page, site)
    rules = site.compiled if site else NO_RULES
    return _Metadata(
        language=language,
        title=extract_title(page, site, article),
        lead=extract_lead(page, site),
        dateline=extract_dateline(page, site),
        authors=extract_authors(page, site, article),
        byline=extract_byline(page, site),
        section=extract_section(page, site, article),
        tags=extract_tags(page, site, article),
        canonical=extract_canonical(page, site),
        times=extract_times(
            page,
            rules,
            article,
            language=language,
            zone=site.zone if site else zone_of_language(language),
            fetched_at=fetched_at,
        ),
    )


def _rule_warnings(metadata: _Metadata, rules: CompiledRules, *, has_body: bool) -> list[str]:
    warnings = list(metadata.times.warnings)
    if rules.body and not has_body:
        warnings.append("body-rule-missed")
    if rules.title and metadata.title.origin != "rule":
        warnings.append("rule-unused:title")
    if rules.published and metadata.times.origin not in ("rule", None):
        warnings.append("rule-unused:published")
    if metadata.title.value is None:
        warnings.append("title-missing")
    return warnings


def _drafts_by_rule(
    page: Page, rules: CompiledRules, containers: list[Element], claims: dict[Element, str], *, trace: bool
) -> list[Draft]:
    roots = [page.root] if trace else containers
    return [
        draft
        for root in roots
        for draft in build_drafts(root, page=page, rules=rules, containers=containers, claims=claims)
    ]


def _drafts_by_fallback(
    page: Page, rules: CompiledRules, article: Mapping[str, Any], metadata: _Metadata
) -> tuple[list[Draft], _Metadata]:
    drafts = choose_drafts(page, rules=rules, claims=metadata.claims())
    if metadata.lead.value is None:
        description = string_of(article.get("description")) or page.meta_first("og:description", "description")
        drafts, lead = take_lead(drafts, description)
        if lead is not None and lead.node is not None:
            metadata = replace(metadata, lead=Found(lead.text, "meta", (lead.node,)))
    if has_text(drafts):
        return drafts, metadata
    if article or page.meta_first("og:type") == "article" or page.meta_first("article:published_time"):
        raise EmptyBodyError("looks like an article, but no text was found; its site's rules may be stale", url=page.url)
    raise NotAnArticleError("no article text, and nothing that says it is an article", url=page.url)


def _finish(
    page: Page,
    site: Site | None,
    metadata: _Metadata,
    drafts: list[Draft],
    warnings: list[str],
    *,
    by_rule: bool,
    trace: bool,
) -> Extraction:
    """Steps 5 to 8."""
    before = count_words([draft for draft in drafts if draft.in_body])
    rules = site.compiled if site else NO_RULES
    context = Context(
        phrases=rules.phrases + phrases_for(metadata.language),
        language=metadata.language,
        title=metadata.title.value,
        lead=metadata.lead.value,
    )
    drafts, facts = mark_source_lines(strip_phrases(drafts, context), page_url=page.url)
    facts = facts.or_else(_printed_source(page, rules))
    drafts = split_captions(clean_drafts(drafts, context))
    metadata = replace(metadata, lead=_whole_lead(metadata.lead, drafts))
    drafts, agency = take_agency(drafts)
    drafts, dateline = take_dateline(_split_lead_draft(drafts, metadata))
    article = _assemble(page, site, metadata, drafts, facts.or_else(agency).or_else(dateline))
    if not article.body:
        raise EmptyBodyError("all its text was furniture; check the rules with `explain`", url=page.url)
    origins = {**metadata.origins(), "body": "rule" if by_rule else "trafilatura", "language": "site" if site else "meta"}
    if article.authors and "authors" not in origins:
        origins["authors"] = "text"
    return Extraction(
        article=article,
        removed=tuple(d.to_removal() for d in drafts if d.rule and d.text and (trace or d.rule != OUTSIDE)),
        origins=origins,
        warnings=(*warnings, *_greedy_rules(drafts, before)),
        pieces=_pieces(drafts) if trace else (),
    )


def _assemble(
    page: Page, site: Site | None, metadata: _Metadata, drafts: list[Draft], facts: Provenance
) -> Article:
    lead, prefix = _split_lead(metadata)
    byline = metadata.byline.value or _printed_byline(metadata, drafts)
    authors = metadata.authors.value or parse_authors([byline or ""])
    facts = facts.or_else(prefix)
    printed = next((found for d in drafts if d.rule == DATE_LINE and (found := split_date_line(d.text))), None)
    return Article(
        url=page.url,
        canonical_url=metadata.canonical.value,
        site=site.name if site else None,
        language=metadata.language,
        title=metadata.title.value,
        lead=lead,
        body=tuple(Block(type=draft.type, text=draft.text) for draft in drafts if draft.in_body),
        authors=authors,
        byline=byline,
        published=metadata.times.published,
        published_raw=metadata.times.raw,
        modified=metadata.times.modified,
        section=metadata.section.value,
        tags=metadata.tags.value,
        images=images_of(drafts),
        agency=facts.agency,
        dateline=facts.dateline or metadata.dateline.value,
        source_name=facts.source_name or _other_paper(metadata.times.source_name or (printed and printed[0]), page),
        source_url=facts.source_url,
    )


def _split_lead_draft(drafts: list[Draft], metadata: _Metadata) -> list[Draft]:
    """The account of what `_split_lead` took off the lead."""
    lead, _ = _split_lead(metadata)
    done: list[Draft] = []
    for draft in drafts:
        prefix = len(draft.text) - len(lead or "")
        if draft.field == "lead" and draft.rule is None and lead and prefix > 0 and draft.text.endswith(lead):
            done.extend(split_draft(draft, 0, prefix, rule=DATELINE, reason=DATELINE_REASON))
        else:
            done.append(draft)
    return done


def _printed_source(page: Page, rules: CompiledRules) -> Provenance:
    """What the site's source elements say, wherever they stand."""
    facts = Provenance()
    for selector in rules.source:
        for node in selector.select_elements(page.root, page.index)[:3]:
            facts = facts.or_else(read_source(Draft(text=visible_text(node), node=node), page_url=page.url))
    return facts


def _other_paper(name: str | None, page: Page) -> str | None:
    """A paper's name printed with the date, unless it is the page's own."""
    if not name:
        return None
    own = key(f"{page.url} {page.meta_first('og:site_name') or ''}").replace(" ", "")
    return None if key(name).replace(" ", "") in own else name


def _printed_byline(metadata: _Metadata, drafts: list[Draft]) -> str | None:
    """The author elements' text, else the signature that ends the body."""
    printed = dict.fromkeys(map(visible_text, metadata.authors.nodes))
    signatures = [draft.text for draft in drafts if draft.field == "byline" and draft.rule is None]
    return " - ".join(printed) or " - ".join(signatures) or None


def _whole_lead(lead: Found[str | None], drafts: list[Draft]) -> Found[str | None]:
    """No lead, where a meta tag's text is only the beginning of the first paragraph."""
    first = next((draft for draft in drafts if draft.in_body), None)
    own, cut = key(first.text if first else ""), key((lead.value or "").rstrip("…. "))
    return Found(None) if not lead.nodes and cut and own.startswith(cut) else lead


def _split_lead(metadata: _Metadata) -> tuple[str | None, Provenance]:
    """The lead without dateline and house prefix, and what they said."""
    lead = metadata.lead.value
    if lead is None:
        return None, Provenance()
    place = metadata.dateline.value
    if place and lead.startswith(place):
        lead = lead[len(place) :].lstrip(" -–—")
    facts = Provenance()
    while found := split_dateline(lead):
        facts = facts.or_else(Provenance(dateline=found[0], agency=found[1]))
        lead = lead[found[2] :]
    return lead or None, facts


def images_of(drafts: Sequence[Draft]) -> tuple[Image, ...]:
    """The kept images in order, each address once; the first that has a caption wins."""
    images: dict[str, Image] = {}
    for number, draft in enumerate(drafts):
        if draft.image is not None and draft.rule is None:
            name = draft.image.url or f"#{number}"
            if name not in images or not (images[name].caption or images[name].credit):
                images[name] = draft.image
    return tuple(images.values())


def _greedy_rules(drafts: list[Draft], before: int) -> tuple[str, ...]:
    """A warning for each rule that took more words than the body has left."""
    taken: dict[str, int] = {}
    for draft in drafts:
        if draft.rule and ("/drop:" in draft.rule or "/phrase:" in draft.rule or draft.rule.startswith("clean/")):
            taken[draft.rule] = taken.get(draft.rule, 0) + len(draft.text.split())
    kept = count_words([draft for draft in drafts if draft.in_body])
    return tuple(f"rule-too-greedy:{rule}" for rule, count in taken.items() if count > kept)


def _pieces(drafts: list[Draft]) -> tuple[Piece, ...]:
    return tuple(
        Piece(text=draft.text, removal=draft.to_removal()) if draft.rule else Piece(text=draft.text, field=draft.field)
        for draft in drafts
        if draft.text
    )
