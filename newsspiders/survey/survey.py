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
from newsspiders.survey.find import Findings, find_lists, sort_lists
from newsspiders.survey.lists import read_list
from newsspiders.survey.patterns import ArticlePattern, Listing, induce
from newsspiders.survey.proposal import discovery_of
from newsspiders.survey.shapes import shape_of

GIVEN = "the addresses given"
READ = "the articles read"
_FEWEST_ARTICLES = 2
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
    findings: Findings
    pattern: ArticlePattern
    discovery: Discovery | None = None
    """None where no list has articles."""
    was_asked: bool
    """Whether the site was; else only saved pages were looked at."""


async def survey_site(starts: Sequence[str], *, ask: Ask) -> Survey:
    """The survey of the site that some URLs are on: its front page, a section, articles.

    :raises SurveyError: nothing came, or no article is among what did.
    """
    findings = await find_lists(starts, ask=ask)
    given = tuple(url for url in starts if shape_of(url))
    listings = _listings(findings, given)
    pattern = induce(listings, host=findings.host)
    if pattern is None:
        raise SurveyError(_why_nothing(findings))
    lists = [one.newest_first for one in findings.lists]
    chosen = choose_articles(lists, article_url=pattern.article_url, host=findings.host, given=given)
    pages, unread = read_pages([await ask(url) for url in chosen])
    _check_enough(pages, unread, remedy=_NAME_SOME)
    read = Listing(url=READ, urls=tuple(page.final_url for page in pages), is_of_articles=True)
    refused = {url for url, problem in unread if problem.startswith(_NO_ARTICLE)} - set(given)
    pattern = induce([*listings, read], host=findings.host, others=refused) or pattern
    return Survey(
        pages=pages,
        unread=unread,
        findings=findings,
        pattern=pattern,
        discovery=discovery_of(findings, pattern),
        was_asked=True,
    )


def survey_saved(answers: Sequence[FetchedPage]) -> Survey:
    """The survey of saved pages alone: articles, and lists of them where there are some.

    :raises SurveyError: fewer than two articles are among them.
    """
    pages, others = read_pages(answers)
    no_articles = {url for url, _ in others if shape_of(url) is None}
    lists = [read_list(answer) for answer in answers if answer.final_url in no_articles]
    unread = tuple(one for one in others if one[0] not in {one.url for one in lists if one.links})
    _check_enough(pages, unread, remedy="save some pages of articles")
    host = host_of(pages[0].final_url)
    findings = sort_lists(lists, host=host)
    pattern = induce(_listings(findings, tuple(page.final_url for page in pages)), host=host)
    if pattern is None:
        raise SurveyError(
            f"{pages[0].final_url}: nothing in it looks like an article's address; name its front page instead"
        )
    return Survey(
        pages=pages,
        unread=unread,
        findings=findings,
        pattern=pattern,
        discovery=discovery_of(findings, pattern),
        was_asked=False,
    )


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


def _check_enough(pages: Sequence[FetchedPage], unread: Sequence[tuple[str, str]], *, remedy: str) -> None:
    """Nothing where there are articles enough to learn from.

    :raises SurveyError: saying what came instead.
    """
    if len(pages) < _FEWEST_ARTICLES:
        reasons = "".join(f"\n  {url}: {problem}" for url, problem in unread)
        raise SurveyError(f"rules are learned from two articles or more, and {len(pages)} came; {remedy}{reasons}")


def _listings(findings: Findings, given: tuple[str, ...]) -> list[Listing]:
    """The addresses on the site that it lists, and those that were given."""
    domains = (registered(findings.host),)
    listings = [one.listing for one in findings.lists]
    found = [replace(one, urls=tuple(url for url in one.urls if is_on_site(url, domains=domains))) for one in listings]
    return [*found, Listing(url=GIVEN, urls=given, is_of_articles=True)] if given else found


def _why_nothing(findings: Findings) -> str:
    if findings.problem:
        return f"{findings.problem}; nothing can be found out about the site"
    if not findings.lists:
        return f"{findings.host}: no feed, no sitemap and no page with links; {_NAME_SOME}"
    return f"{findings.host}: nothing it lists looks like an article's address; {_NAME_SOME}"
