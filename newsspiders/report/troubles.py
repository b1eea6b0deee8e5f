"""Troubles: what of a site somebody should look at, as `scrapy status` says it, and the command that helps."""

from __future__ import annotations

from dataclasses import dataclass

from newsspiders.overview.status import SiteStatus, TroubleCode
from newsspiders.report.history import History

_HELP: dict[TroubleCode, str] = {
    "unhealthy": "scrapy doctor {site}",
    "silent": "scrapy doctor {site}",
    "drift": "scrapy doctor {site}; if this is how the site is now: scrapy drift {site} --accept",
    "killed": "scrapy crawl {site}",
    "overdue": "scrapy crawl {site}",
    "never-crawled": "scrapy crawl {site}",
    "clock": "timedatectl",
}
"""Of several, the longest is shown: it says what the others do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What is the matter with a site."""

    site: str
    words: str
    command: str


def troubles(history: History) -> tuple[Trouble, ...]:
    """What needs a look, one for a site at most."""
    return tuple(_of_site(site.status) for site in history.sites if site.status.troubles)


def _of_site(status: SiteStatus) -> Trouble:
    helps = (_HELP[trouble.code].format(site=status.site) for trouble in status.troubles)
    words = "; ".join(trouble.words for trouble in status.troubles)
    return Trouble(site=status.site, words=words, command=max(helps, key=len))
