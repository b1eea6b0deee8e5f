"""What a visit's lists and answers show, before any rule has read a page: lists that are gone, walls, dead links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from newsspiders.doctor.symptoms import Symptom
from newsspiders.doctor.visit import SourceSeen, Visit

_STALE = timedelta(days=30)
_SOME = 0.25
"""Of the articles: a dead link or two is nobody's fault."""


def source_symptoms(visit: Visit) -> Iterator[Symptom]:
    """What is wrong with the lists and with what they lead to."""
    for source in visit.sources:
        problem = _source_problem(source, now=visit.moment, is_replay=visit.is_replay)
        if problem:
            code, words = problem
            yield Symptom(code=f"{code}:{source.url}", words=f"{code}: {source.kind} {source.url}: {words}")
    problems = Counter(page.problem for page in visit.pages if page.problem)
    for words, count in problems.most_common():
        if count < _SOME * len(visit.pages):
            continue
        urls = tuple(page.url for page in visit.pages if page.problem == words)
        told = f"page-unreadable: {count} of {len(visit.pages)} articles: {words} ({urls[0]})"
        yield Symptom(code=f"page-unreadable:{words}", words=told, pages=urls)
    if not visit.pages and not visit.obstacle:
        yield Symptom(code="nothing-listed", words="nothing-listed: no source leads to an article")


def _source_problem(source: SourceSeen, *, now: datetime, is_replay: bool) -> tuple[str, str] | None:
    if source.is_missing:
        return None if is_replay else ("source-gone", source.problem)
    if source.is_barred:
        return "source-unreadable", source.problem
    if not source.links:
        return "source-empty", "lists nothing"
    if not source.articles and not source.is_index:
        return "source-strange", f"none of its {source.links} links has the form of an article's address (article_url)"
    if source.newest and now - source.newest > _STALE and not is_replay:
        return "source-stale", f"its newest article is of {source.newest:%Y-%m-%d}"
    return None
