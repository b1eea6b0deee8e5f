"""The survey of a site: its lists, the form of its articles' addresses, some articles, its facts and its Discovery.

Asks for what it needs and writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extractors import extract
from extractors.article import Extraction
from extractors.errors import ExtractionError
from extractors.page import Page
from extractors.urls import host_of, is_on_site
from newsspiders.authoring.fetching import FetchedPage
from newsspiders.discovery import Discovery
from newsspiders.survey.asking import Ask
from newsspiders.survey.choose import choose_articles
from newsspiders.survey.facts import Facts, domain_of, facts_of
from newsspiders.survey.find import Findings, find_lists, page_or_none
from newsspiders.survey.patterns import ArticlePattern, Listing, induce
from newsspiders.survey.proposal import discovery_of
from newsspiders.survey.shapes import shape_of

GIVEN = "the addresses given"
READ = "the articles read"


_NO_ARTICLE = "no article"
_NAME_SOME = "name some articles: scrapy newsite URL URL URL"


class SurveyError(ValueError):
    """There is nothing to make a site of. The message says what came instead, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """One article page that was read without rules."""

    answer: FetchedPage
    extraction: Extraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What is known of a site."""

    facts: Facts
    pages: tuple[ReadPage, ...]
    """Articles, by what is read of them without rules of the site's own."""
    unread: tuple[tuple[str, str], ...] = ()
    """URLs that looked like articles', and why they gave none."""
    findings: Findings | None = None
    """None where only saved pages were looked at."""
    pattern: ArticlePattern | None = None
    discovery: Discovery | None = None
    """None where only saved pages were looked at, or no list has articles."""


async def survey_site(starts: Sequence[str], *, ask: Ask) -> Survey:
    """The survey of the site that some URLs are on: its front page, a section, articles.

    :raises SurveyError: nothing came, or no article is among what did.
    """
    findings = await find_lists(starts[0], ask=ask)
    given = tuple(url for url in starts if shape_of(url))
    listings = _listings(findings, given)
    host = host_of(findings.home.final_url)
    pattern = induce(listings, host=host)
    if pattern is None:
        raise SurveyError(_why_nothing(findings))
    lists = [one.newest_first for one in findings.lists]
    chosen = choose_articles(lists, article_url=pattern.article_url, host=host, given=given)
    pages, unread = read_pages([await ask(url) for url in chosen])
    if not pages:
        raise SurveyError(f"{unread[0][0]}: {unread[0][1]}; {_NAME_SOME}")
    read = Listing(url=READ, urls=tuple(page.answer.final_url for page in pages), is_of_articles=True)
    refused = {url for url, problem in unread if problem.startswith(_NO_ARTICLE)} - set(given)
    pattern = induce([*listings, read], host=host, others=refused) or pattern
    return Survey(
        facts=facts_of(
            page_or_none(findings.home),
            _trees(pages),
            url=findings.home.final_url,
            feed_titles=[one.title for one in findings.feeds if one.title],
        ),
        pages=pages,
        unread=unread,
        findings=findings,
        pattern=pattern,
        discovery=discovery_of(findings, pattern),
    )


def survey_saved(answers: Sequence[FetchedPage]) -> Survey:
    """The survey of saved pages alone: their articles and facts.

    :raises SurveyError: no article is among them.
    """
    pages, unread = read_pages(answers)
    if not pages:
        raise SurveyError(f"{unread[0][0]}: {unread[0][1]}; save some pages of articles")
    return Survey(facts=facts_of(None, _trees(pages), url=pages[0].answer.final_url), pages=pages, unread=unread)


def read_pages(answers: Sequence[FetchedPage]) -> tuple[tuple[ReadPage, ...], tuple[tuple[str, str], ...]]:
    """The articles among some answers, as they are read without rules; and the URLs of the others, with the reason."""
    pages, unread = [], []
    for answer in answers:
        if answer.problem:
            unread.append((answer.final_url, answer.problem))
            continue
        try:
            extraction = extract(answer.body, url=answer.final_url, fetched_at=answer.fetched_at)
        except ExtractionError as error:
            unread.append((answer.final_url, f"{_NO_ARTICLE} ({error})"))
            continue
        pages.append(ReadPage(answer=answer, extraction=extraction))
    return tuple(pages), tuple(unread)


def _listings(findings: Findings, given: tuple[str, ...]) -> list[Listing]:
    """The addresses on the site that it lists, and those that were given."""
    domains = (domain_of(host_of(findings.home.final_url)),)
    listings = [one.listing for one in findings.lists]
    found = [replace(one, urls=tuple(url for url in one.urls if is_on_site(url, domains=domains))) for one in listings]
    return [*found, Listing(url=GIVEN, urls=given, is_of_articles=True)] if given else found


def _trees(pages: Iterable[ReadPage]) -> list[Page]:
    return [tree for page in pages if (tree := page_or_none(page.answer)) is not None]


def _why_nothing(findings: Findings) -> str:
    url, problem = findings.home.final_url, findings.home.problem
    if problem:
        return f"{url}: {problem}; nothing can be found out about the site"
    if not findings.lists:
        return f"{url}: no feed, no sitemap and no page with links; {_NAME_SOME}"
    return f"{url}: nothing it lists looks like an article's address; {_NAME_SOME}"
