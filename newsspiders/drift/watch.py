"""Watch: judge a crawl's run by what the store knows of the runs before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from scrapy.settings import BaseSettings

from extractors.site import Site
from newsspiders.arguments import Arguments
from newsspiders.crawl_store import CrawlStore
from newsspiders.drift.tally import Tally
from newsspiders.drift.verdict import Judged, judge, judged_of
from newsspiders.states import ProfileRecord
from newsspiders.store import Session
from newsspiders.store.profiles import HISTORY_RUNS


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Whether and how runs are judged."""

    is_on: bool
    pages_min: int

    @classmethod
    def of(cls, settings: BaseSettings) -> Self:
        """As the settings say.

        :raises ValueError: naming the setting, and what to write.
        """
        raw = settings.get("DRIFT_MIN_ARTICLES")
        if not str(raw).isdecimal() or int(raw) < 1:
            raise ValueError(f"DRIFT_MIN_ARTICLES is {raw!r}; write a number of articles, 1 or more")
        return cls(is_on=settings.getbool("DRIFT_ENABLED"), pages_min=int(raw))

    async def judge(
        self, tally: Tally, stats: Mapping[str, Any], *, site: Site, store: CrawlStore, asked: str
    ) -> Judged | None:
        """The run so far, judged; None of one without pages.

        :raises StoreError: the runs before could not be read.
        """
        own = tally.profile(site.rules, stats)
        if not self.is_on or not own.pages or not store.is_open:
            return None

        def before(session: Session) -> tuple[list[ProfileRecord], list[ProfileRecord]]:
            last = session.profiles(site.name, asked=asked, limit=self.pages_min)  # one that was judged is among them
            return last, session.healthy_profiles(site.name, asked=asked, limit=HISTORY_RUNS)

        last, history = ([found for one in records if (found := judged_of(one))] for records in await store.run(before))
        return judge(own, last=last, history=history, pages_min=self.pages_min)


def asked_alike(arguments: Arguments, *, is_replay: bool) -> str:
    """The same for runs that can be compared: another choice of pages is another mix of layouts.

    >>> asked_alike(Arguments(limit=5), is_replay=False), asked_alike(Arguments(backfill=True), is_replay=True)
    ('', 'backfill replay')
    """
    named = {
        "urls": arguments.urls,
        "until": arguments.until,
        "backfill": arguments.backfill,
        **{f"sections={section}": True for section in sorted(arguments.sections)},
        "replay": is_replay,
    }
    return " ".join(name for name, is_given in named.items() if is_given)
