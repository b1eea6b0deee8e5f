"""What a visit's lists and answers show, before any rule has read a page: lists that are gone, walls, dead links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from newsspiders.doctor.symptoms import Symptom
from newsspiders.doctor.visit import SourceSeen, Visit

_STALE = timedelta(days=30)
_SOME = 0.25
"""Of the articles: a dead link or two is nobody's fault."""


def source_symptoms(visit: Visit) -> Iterator[Symptom]:
    """What is wrong with the lists and with what they lead to."""
    for source in visit.sources:
        if problem := _source_problem(source, now=visit.moment, is_replay=visit.is_replay):
            code, words = problem
            yield Symptom(code=f"{code}:{source.url}", words=f"{code}: {source.kind} {source.url}: {words}")
    barred = [(one.url, one.problem) for one in visit.sources if one.is_barred]
    yield from _grouped("source-unreadable", barred, of=f"{len(visit.sources)} sources")
    unread = [(page.url, page.problem) for page in visit.pages if page.problem]
    counts = Counter(problem for _, problem in unread)
    some = [(url, problem) for url, problem in unread if counts[problem] >= _SOME * len(visit.pages)]
    yield from _grouped("page-unreadable", some, of=f"{len(visit.pages)} articles")
    if not visit.pages and not visit.obstacle:
        yield Symptom(code="nothing-listed", words="nothing-listed: no source leads to an article")


def _grouped(code: str, problems: Sequence[tuple[str, str]], *, of: str) -> Iterator[Symptom]:
    """One symptom for all that have the same problem: URL and problem of each."""
    for words, count in Counter(problem for _, problem in problems).most_common():
        urls = tuple(url for url, problem in problems if problem == words)
        yield Symptom(code=f"{code}:{words}", words=f"{code}: {count} of {of}: {words} ({urls[0]})", pages=urls)


def _source_problem(source: SourceSeen, *, now: datetime, is_replay: bool) -> tuple[str, str] | None:
    if source.is_missing:
        return None if is_replay else ("source-gone", source.problem)
    if source.is_barred:
        return None
    if not source.links:
        return "source-empty", "lists nothing"
    if not source.articles and not source.is_index:
        return "source-strange", f"none of its {source.links} links has the form of an article's address (article_url)"
    if source.newest and now - source.newest > _STALE and not is_replay:
        return "source-stale", f"its newest article is of {source.newest:%Y-%m-%d}"
    return None
