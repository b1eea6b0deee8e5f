"""The survey of a site: its lists, the form of its articles' addresses, some articles and its Discovery.

Asks for what it needs and writes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors import extract
from extractors.errors import ExtractionError
from extractors.learning.facts import registered
from extractors.urls import host_of, is_on_site
from newsspiders.authoring.fetching import FetchedPage
from newsspiders.discovery import Discovery
from newsspiders.survey.asking import Ask
from newsspiders.survey.choose import choose_articles
from newsspiders.survey.find import Findings, find_lists
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
class Survey:
    """What is known of a site."""

    pages: tuple[FetchedPage, ...]
    """Articles."""
    unread: tuple[tuple[str, str], ...] = ()
    """URLs that looked like articles', and why they gave none."""
    findings: Findings | None = None
    """None where only saved pages were looked at."""
    pattern: ArticlePattern
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
    read = Listing(url=READ, urls=tuple(page.final_url for page in pages), is_of_articles=True)
    refused = {url for url, problem in unread if problem.startswith(_NO_ARTICLE)} - set(given)
    pattern = induce([*listings, read], host=host, others=refused) or pattern
    return Survey(
        pages=pages,
        unread=unread,
        findings=findings,
        pattern=pattern,
        discovery=discovery_of(findings, pattern),
    )


def survey_saved(answers: Sequence[FetchedPage]) -> Survey:
    """The survey of saved pages alone: their articles.

    :raises SurveyError: no article is among them.
    """
    pages, unread = read_pages(answers)
    if not pages:
        raise SurveyError(f"{unread[0][0]}: {unread[0][1]}; save some pages of articles")
    pattern = induce([Listing(url=GIVEN, urls=tuple(page.final_url for page in pages), is_of_articles=True)])
    if pattern is None:
        raise SurveyError(
            f"{pages[0].final_url}: nothing in it looks like an article's address; name its front page instead"
        )
    return Survey(pages=pages, unread=unread, pattern=pattern)


def read_pages(answers: Sequence[FetchedPage]) -> tuple[tuple[FetchedPage, ...], tuple[tuple[str, str], ...]]:
    """The articles among some answers; and the URLs of the others, with the reason."""
    pages, unread = [], []
    for answer in answers:
        if problem := answer.problem or _why_no_article(answer):
            unread.append((answer.final_url, problem))
        else:
            pages.append(answer)
    return tuple(pages), tuple(unread)


def _why_no_article(answer: FetchedPage) -> str:
    try:
        extract(answer.body, url=answer.final_url, fetched_at=answer.fetched_at)
    except ExtractionError as error:
        return f"{_NO_ARTICLE} ({error})"
    return ""


def _listings(findings: Findings, given: tuple[str, ...]) -> list[Listing]:
    """The addresses on the site that it lists, and those that were given."""
    domains = (registered(host_of(findings.home.final_url)),)
    listings = [one.listing for one in findings.lists]
    found = [replace(one, urls=tuple(url for url in one.urls if is_on_site(url, domains=domains))) for one in listings]
    return [*found, Listing(url=GIVEN, urls=given, is_of_articles=True)] if given else found


def _why_nothing(findings: Findings) -> str:
    url, problem = findings.home.final_url, findings.home.problem
    if problem:
        return f"{url}: {problem}; nothing can be found out about the site"
    if not findings.lists:
        return f"{url}: no feed, no sitemap and no page with links; {_NAME_SOME}"
    return f"{url}: nothing it lists looks like an article's address; {_NAME_SOME}"
