"""The pipeline: one page in, one Extraction out.

1. page        decode and parse once; refuse what is no HTML, and URLs of lists
2. site        the rules for this URL, else those of the family whose mark the page carries; their `prepare`
3. fields      title, lead, authors, section, tags, times, canonical URL: rule, JSON-LD, meta tags
4. body        the rule's container -> drafts; else trafilatura and JSON-LD choose among the page's drafts, with a
               warning where there is a rule
5. clean       source line, phrases, cards, captions, signatures, echoes, headings, agency, dateline (see `clean`)
6. assemble    what the drafts became; no text is an error, and so is a page that says it is no article and has little
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from extractors.article import Article, Extraction
from extractors.assemble import (
    account_for_lead_prefix,
    assemble_article,
    greedy_rules,
    origins_of,
    pieces_of,
    removals_of,
    selectors_of,
    split_lead,
    without_cut_lead,
)
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
from extractors.kinds import is_list_url, named_list, named_medium
from extractors.listing import has_text, is_front, is_listing
from extractors.metadata import Found, extract_next_page
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
from extractors.sites import site_for_url
from extractors.text import count_words, is_prose

_ARTICLE_WORDS = 100
"""Of prose: a page of a video with so much text is an article."""


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
    _refuse_lists(url, site)
    rules = site.compiled if site else rules_of_family(page) or NO_RULES
    if rules.prepare is not None:
        rules.prepare(page.root)
    article = article_object(page)
    fields = read_fields(page, rules, site, article, fetched_at=fetched_at)
    containers, selector = select_containers(page, rules)
    if containers:
        drafts = _drafts_by_rule(page, rules, containers, fields.claims(), trace=trace)
    else:
        drafts, fields = _drafts_by_fallback(page, rules, article, fields)
    drafts, fields, facts = _clean(page, rules, fields, drafts)
    result = assemble_article(page, site, fields, drafts, facts)
    if kind := _other_kind(page, article, result, has_rule=bool(containers)):
        raise NotAnArticleError(f"says that it is {kind}, and holds no text of an article's length", url=url)
    if not result.body:
        raise EmptyBodyError("all its text was furniture; check the rules with `explain`", url=url)
    origins = origins_of(result, fields, body="rule" if containers else "trafilatura")
    return Extraction(
        article=result,
        removed=removals_of(drafts, outside=trace),
        origins=origins,
        selectors=selectors_of(origins, fields, body=selector),
        warnings=(*_rule_warnings(fields, rules, has_body=bool(containers)), *greedy_rules(drafts)),
        pieces=pieces_of(drafts) if trace else (),
        next_page=extract_next_page(page, rules, site),
    )


def _refuse_lists(url: str, site: Site | None) -> None:
    if site and site.addresses.is_never_article(url):
        raise NotAnArticleError(f"the URL is that of a section or tag page of {site.title}", url=url)
    if is_list_url(url):
        raise NotAnArticleError("the URL is that of a tag, a search or an author", url=url)


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


def _other_kind(page: Page, article: Mapping[str, Any], result: Article, *, has_rule: bool) -> str | None:
    """What a page says it is instead of an article. A text of some length is one all the same, but for the teasers of
    a list, where no rule of the site's chose it."""
    listed, medium = named_list(page, article), named_medium(page, article)
    if not (listed or medium):
        return None
    is_long = sum(count_words(block.text) for block in result.body if is_prose(block.text)) >= _ARTICLE_WORDS
    if is_long:
        return None if has_rule else listed
    return listed or medium


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


def _rule_warnings(fields: Fields, rules: CompiledRules, *, has_body: bool) -> list[str]:
    warnings = list(fields.times.warnings)
    if rules.body and not has_body:
        warnings.append("body-rule-missed")
    if rules.title and fields.title.origin != "rule":
        warnings.append("rule-unused:title")
    if rules.published and fields.times.origin not in ("rule", None):
        warnings.append("rule-unused:published")
    if fields.title.value is None:
        warnings.append("title-missing")
    return warnings
