"""Reading: a page's fields and its text as cleaned drafts, by rules or without. Steps 3 to 5 of `extract`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from extractors.assemble import account_for_lead_prefix, split_lead, without_cut_lead
from extractors.body import build_drafts, select_containers
from extractors.clean import Context, clean_drafts
from extractors.compiled import NO_RULES, CompiledRules
from extractors.draft import Draft
from extractors.errors import EmptyBodyError, NotAnArticleError
from extractors.fallback import choose_drafts, take_lead
from extractors.families import rules_of_family
from extractors.fields import Fields, read_fields
from extractors.furniture import strip_phrases
from extractors.jsonld import article_object, string_of
from extractors.kinds import named_list, named_medium
from extractors.listing import has_text, is_front, is_listing
from extractors.metadata import Found
from extractors.page import Page, visible_text
from extractors.photos import story_captions
from extractors.phrases import phrases_for
from extractors.provenance import (
    Provenance,
    mark_source_lines,
    read_source,
    take_agency,
    take_dateline,
)
from extractors.selectors import Element
from extractors.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a page says, before it is put together."""

    article: Mapping[str, Any]
    """The page's JSON-LD object, maybe empty."""
    fields: Fields
    drafts: list[Draft]
    """After all cleaning. By a rule: those of its containers, with `trace` all of the page; else all of the page."""
    facts: Provenance
    """What the lines said that left the body."""
    containers: tuple[Element, ...]
    """What the body's rule selected; none where the text was chosen without one."""
    selector: str | None
    """The one of the body's selectors that found them."""


def rules_for(page: Page, site: Site | None) -> CompiledRules:
    """The rules that a page is read by: its site's, else those of the family whose mark it carries, or none. The page
    is left as their `prepare` wants it.
    """
    rules = site.compiled if site else rules_of_family(page) or NO_RULES
    if rules.prepare is not None:
        rules.prepare(page.root)
    return rules


def read_page(
    page: Page, rules: CompiledRules, site: Site | None, *, fetched_at: datetime | None = None, trace: bool = False
) -> Reading:
    """Fields by rule, JSON-LD, meta tags; the text from the rule's containers, else as trafilatura and JSON-LD choose.

    :raises NotAnArticleError: no rule finds a container, and what was found without one is a list or nothing.
    :raises EmptyBodyError: the same, of a page that says that it is an article.
    """
    article = article_object(page)
    fields = read_fields(page, rules, site, article, fetched_at=fetched_at)
    containers, selector = select_containers(page, rules)
    if containers:
        drafts = _drafts_by_rule(page, rules, containers, fields.claims(), trace=trace)
    else:
        drafts, fields = _drafts_by_fallback(page, rules, article, fields)
    drafts, fields, facts = _clean(page, rules, fields, drafts)
    return Reading(
        article=article,
        fields=fields,
        drafts=drafts,
        facts=facts,
        containers=tuple(containers),
        selector=selector,
    )


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
    page: Page, rules: CompiledRules, article: Mapping[str, Any], fields: Fields
) -> tuple[list[Draft], Fields]:
    drafts = choose_drafts(page, article, rules=rules, claims=fields.claims())
    if fields.lead.value is None:
        description = string_of(article.get("description")) or page.meta_first("og:description", "description")
        drafts, lead = take_lead(drafts, description)
        if lead is not None and lead.node is not None:
            fields = replace(fields, lead=Found(lead.text, "meta", (lead.node,)))
    is_dated = bool(article or page.meta_first("article:published_time"))
    is_list = is_listing(drafts) or (fields.times.published is None and _is_website(page) and is_front(drafts))
    if not is_dated and is_list:
        raise NotAnArticleError("a list of other articles: linked headlines with teasers", url=page.url)
    if has_text(drafts) or (is_dated and story_captions(drafts)):
        return drafts, fields
    if kind := named_list(page, article) or named_medium(page, article):
        raise NotAnArticleError(f"says that it is {kind}, and holds no text", url=page.url)
    if is_dated or page.meta_first("og:type") == "article":  # lists of some sites say so too
        raise EmptyBodyError(
            "looks like an article, but no text was found; its site's rules may be stale", url=page.url
        )
    raise NotAnArticleError("no article text, and nothing that says it is an article", url=page.url)


def _is_website(page: Page) -> bool:
    return page.meta_first("og:type") in (None, "website")


def _clean(
    page: Page, rules: CompiledRules, fields: Fields, drafts: list[Draft]
) -> tuple[list[Draft], Fields, Provenance]:
    """The drafts after all cleaning; the fields with a clean lead; what the lines said that left the body."""
    context = Context(
        phrases=rules.phrases + phrases_for(fields.language),
        language=fields.language,
        title=fields.title.value,
        lead=fields.lead.value,
        is_lead_printed=bool(fields.lead.nodes),
    )
    drafts, facts = mark_source_lines(strip_phrases(drafts, context.phrases), page_url=page.url)
    facts = facts.or_else(_printed_source(page, rules))
    drafts = clean_drafts(drafts, context)
    drafts, agency = take_agency(drafts)
    fields, prefix = split_lead(without_cut_lead(fields, drafts))
    drafts, dateline = take_dateline(account_for_lead_prefix(drafts, fields.lead.value), place=fields.dateline.value)
    return drafts, fields, facts.or_else(agency).or_else(dateline).or_else(prefix)


def _printed_source(page: Page, rules: CompiledRules) -> Provenance:
    """What the site's source elements say, wherever they stand."""
    facts = Provenance()
    for selector in rules.source:
        for node in selector.select_elements(page.root, page.index)[:3]:
            facts = facts.or_else(read_source(Draft(text=visible_text(node), node=node), page_url=page.url))
    return facts
