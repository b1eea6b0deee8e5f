"""The Discovery of a surveyed site: of the lists that were found those with articles, as a spider names them."""

from __future__ import annotations

from collections.abc import Sequence

from newsspiders.discovery import Discovery
from newsspiders.survey.find import Findings, stem_of
from newsspiders.survey.lists import FoundList
from newsspiders.survey.patterns import ArticlePattern
from newsspiders.survey.shapes import escaped


def discovery_of(findings: Findings, pattern: ArticlePattern) -> Discovery | None:
    """The lists that have articles, as a spider names them; None where none has."""

    def has_articles(one: FoundList) -> bool:
        return pattern.matches.get(one.url, (0, 0))[0] > 0

    feeds, sitemaps, sections = (
        tuple(one for one in kind if any(map(has_articles, one.lists)))
        for kind in (findings.feeds, findings.sitemaps, findings.sections)
    )
    if not (feeds or sitemaps or sections):
        return None
    pagings = [one.paging for one in sections if one.paging]
    return Discovery(
        feeds=tuple(one.url for one in feeds),
        sitemaps=tuple(one.url for one in sitemaps),
        sections=tuple(one.url for one in sections),
        article_url=pattern.article_url,
        sitemap_url=_sitemap_url(sitemaps, [inner for one in sitemaps for inner in one.inner if has_articles(inner)]),
        paging=max(pagings, key=pagings.count) if pagings else None,
        url_date=pattern.url_date,
        url_written=pattern.url_written,
    )


def _sitemap_url(indexes: Sequence[FoundList], with_articles: Sequence[FoundList]) -> str:
    """What to follow of the indexes' sitemaps, where some are of other things; empty for all."""
    useful = {stem_of(one.url) for one in with_articles}
    there = {stem_of(link.url) for one in indexes for link in one.sitemaps}
    return "|".join(f"{escaped(stem)}[-_/.\\d]" for stem in sorted(useful)) if there - useful else ""
