"""History: what the store knows of a site's runs, to compare its pages with."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from itertools import islice

from extractors.site import Site
from newsspiders.drift.compare import Past
from newsspiders.drift.tally import profile_of_articles
from newsspiders.drift.verdict import judged_of
from newsspiders.pruned import is_pruned
from newsspiders.store import Session, Store, StoreError
from newsspiders.store.profiles import HISTORY_RUNS

_ARTICLES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What there was before."""

    past: tuple[Past, ...] = ()
    """Newest first."""
    words: str
    """What it is, for people."""

    @property
    def articles(self) -> int:
        """Of how many articles it is."""
        return sum(past.profile.articles for past in self.past)


def read_history(database_url: str, *, site: Site, asked: str) -> History:
    """The healthy runs that were asked for the same; where there are none, the last articles that are stored."""
    if not database_url:
        return History(words="no store")
    try:
        with closing(Store(database_url, create=False)) as store, store.read() as session:
            return _read(session, site, asked)
    except StoreError as error:
        return History(words=f"no history ({str(error).partition(';')[0]})")


def _read(session: Session, site: Site, asked: str) -> History:
    records = session.healthy_profiles(site.name, asked=asked, limit=HISTORY_RUNS)
    past = tuple(judged.past for record in records if (judged := judged_of(record)))
    if past:
        return History(past=past, words=f"{len(past)} {'runs' if len(past) > 1 else 'run'}")
    with closing(session.newest_records(site.name)) as stored:
        whole = (record for record in stored if not is_pruned(record["removed"]))
        profile = profile_of_articles(islice(whole, _ARTICLES), site.rules)
    if not profile.articles:
        return History(words="no run")
    return History(past=(Past(profile=profile),), words=f"{profile.articles} stored articles")
