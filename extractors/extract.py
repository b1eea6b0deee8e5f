"""The pipeline: one page in, one Extraction out.

1. page        decode and parse once; refuse what is no HTML, and URLs of lists
2. site        the rules for this URL, else those of the family whose mark the page carries; their `prepare`
3. fields      title, lead, authors, section, tags, times, canonical URL: rule, JSON-LD, meta tags
4. body        the rule's container -> drafts; else trafilatura and JSON-LD choose among the page's drafts, with a
               warning where there is a rule
5. clean       source line, phrases, cards, captions, signatures, echoes, headings, agency, dateline (see `clean`);
               steps 3 to 5 are `reading.read_page`
6. assemble    what the drafts became; no text is an error, and so is a page that says it is no article and has little
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from extractors.article import Article, Extraction
from extractors.assemble import assemble_article, greedy_rules, origins_of, pieces_of, removals_of, selectors_of
from extractors.compiled import CompiledRules
from extractors.errors import EmptyBodyError, NotAnArticleError
from extractors.fields import Fields
from extractors.kinds import is_list_url, named_list, named_medium
from extractors.metadata import extract_next_page
from extractors.page import Page
from extractors.reading import read_page, rules_for
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
    rules = rules_for(page, site)
    reading = read_page(page, rules, site, fetched_at=fetched_at, trace=trace)
    drafts, fields, has_rule = reading.drafts, reading.fields, bool(reading.containers)
    result = assemble_article(page, site, fields, drafts, reading.facts)
    if kind := _other_kind(page, reading.article, result, has_rule=has_rule):
        raise NotAnArticleError(f"says that it is {kind}, and holds no text of an article's length", url=url)
    if not result.body:
        raise EmptyBodyError("all its text was furniture; check the rules with `explain`", url=url)
    origins = origins_of(result, fields, body="rule" if has_rule else "trafilatura")
    return Extraction(
        article=result,
        removed=removals_of(drafts, outside=trace),
        origins=origins,
        selectors=selectors_of(origins, fields, body=reading.selector),
        warnings=(*_rule_warnings(fields, rules, has_body=has_rule), *greedy_rules(drafts)),
        pieces=pieces_of(drafts) if trace else (),
        next_page=extract_next_page(page, rules, site),
    )


def _refuse_lists(url: str, site: Site | None) -> None:
    if site and site.addresses.is_never_article(url):
        raise NotAnArticleError(f"the URL is that of a section or tag page of {site.title}", url=url)
    if is_list_url(url):
        raise NotAnArticleError("the URL is that of a tag, a search or an author", url=url)


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
