"""Session: everything that can be done in one transaction. The work is in the modules it imports."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from newsspiders.items import ArticleItem
from newsspiders.states import (
    Arrivals,
    Change,
    Cursor,
    Discovered,
    DueKey,
    DuePage,
    HostState,
    ProfileRecord,
    RunRecord,
    SourceState,
    Stored,
    UrlState,
)
from newsspiders.store import articles, crawl_states, history, profiles, pruning, records, runs, texts, url_states
from newsspiders.store import search as full_text
from newsspiders.store.arrivals import arrivals
from newsspiders.store.schema import articles as articles_table


class Session:
    """One transaction; comes from `Store.session()` or `Store.read()`, and is of use only inside that `with`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, item: ArticleItem, state: UrlState | None = None) -> Change:
        """Save an article and, when given, the new state of its URL; see `articles` for what is kept.

        :raises StoreError: it could not be written.
        """
        article_id, change = articles.save(self._connection, item)
        if state is not None:
            assert item.article.site is not None  # the column refused it otherwise
            url_states.put_state(self._connection, item.article.site, state, article_id=article_id)
        return change

    def replace(self, archive_id: str, item: ArticleItem) -> bool:
        """Put a new extraction of an archived page in the place of the old one; whether there was one.

        :raises StoreError: it could not be written.
        """
        return articles.replace(self._connection, archive_id, item)

    def by_archive_id(self, ids: Collection[str]) -> dict[str, Stored]:
        """The articles and revisions made of these archived responses."""
        return articles.by_archive_id(self._connection, ids)

    def by_canonical_url(self, urls: Collection[str]) -> dict[str, Stored]:
        """The articles with these canonical URLs."""
        return articles.by_canonical_url(self._connection, urls)

    def count(self, *, site: str | None = None) -> int:
        """How many articles there are, of one site or of all."""
        query = select(func.count()).select_from(articles_table)
        if site is not None:
            query = query.where(articles_table.c.site == site)
        return self._connection.execute(query).scalar_one()

    def rows(self, *, site: str | None = None) -> list[dict[str, Any]]:
        """All rows as dicts, of one site or of all, newest publication first."""
        return [dict(row) for row in articles.rows(self._connection, site=site)]

    def records(
        self, *, sites: Collection[str] = (), since: datetime | None = None, until: datetime | None = None
    ) -> Generator[dict[str, Any], None, None]:
        """Articles as they are exported, one at a time; close it when it is not read to its end."""
        return records.iter_records(self._connection, sites=sites, since=since, until=until)

    def newest_records(self, site: str) -> Generator[dict[str, Any], None, None]:
        """The same of a site, that which was stored last first."""
        return records.iter_newest(self._connection, site=site)

    def search(
        self,
        words: str,
        *,
        site: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 20,
    ) -> list[full_text.Hit]:
        """The newest articles with these words; plain words, and phrases in double quotes."""
        return full_text.search(self._connection, words, site=site, since=since, until=until, limit=limit)

    def count_by_site(self) -> dict[str, int]:
        """Site -> how many articles there are, by name."""
        return texts.count_by_site(self._connection)

    def arrivals(self, *, now: datetime, days: int, sites: Collection[str] = ()) -> dict[str, Arrivals]:
        """Site -> when its new articles of the last days came; of these sites or of all."""
        return arrivals(self._connection, now=now, days=days, sites=sites)

    def text_ids(self, *, site: str, since: datetime | None = None) -> array[int]:
        """A site's articles, newest first, for `texts`."""
        return texts.find_ids(self._connection, site=site, since=since)

    def texts(self, ids: Sequence[int], *, with_removed: bool = False) -> Iterator[texts.StoredText]:
        """What was kept of these articles, and when asked for what was removed, in this order."""
        return texts.iter_texts(self._connection, ids, with_removed=with_removed)

    def put_state(self, site: str, state: UrlState) -> None:
        """Insert or update the state of one URL."""
        url_states.put_state(self._connection, site, state)

    def states(self, keys: Collection[str], *, for_update: bool = False) -> dict[str, UrlState]:
        """What is known of these URLs, by key; `for_update` holds others off from them until the transaction ends."""
        return url_states.find_states(self._connection, keys, for_update=for_update)

    def discover(
        self,
        site: str,
        states: Sequence[UrlState],
        *,
        now: datetime,
        farthest: datetime | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        force: bool = False,
    ) -> Discovered:
        """Put down the links of a listing; which of them are to be fetched now."""
        return url_states.discover(
            self._connection, site, states, now=now, farthest=farthest, since=since, until=until, force=force
        )

    def due(
        self,
        site: str,
        *,
        before: datetime,
        farthest: datetime | None = None,
        limit: int,
        after: DueKey | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        sources: Collection[str] | None = None,
    ) -> DuePage:
        """A page of the URLs whose time has come, newest first."""
        return url_states.due(
            self._connection,
            site,
            before=before,
            farthest=farthest,
            limit=limit,
            after=after,
            since=since,
            until=until,
            sources=sources,
        )

    def count_due(self, *, before: datetime, sites: Collection[str] = ()) -> dict[str, int]:
        """Site -> how many of its URLs are due, of these sites or of all."""
        return url_states.count_due(self._connection, before=before, sites=sites)

    def source(self, url: str) -> SourceState | None:
        """The state of a source; None when it was never asked."""
        return crawl_states.source(self._connection, url)

    def put_source(self, site: str, state: SourceState) -> None:
        """Insert or update the state of a source."""
        crawl_states.put_source(self._connection, site, state)

    def troubled_hosts(self) -> tuple[HostState, ...]:
        """The hosts whose last answer was a failure."""
        return crawl_states.troubled_hosts(self._connection)

    def put_host(self, state: HostState) -> None:
        """Insert or update the state of a host."""
        crawl_states.put_host(self._connection, state)

    def cursor(self, site: str, walk: str) -> Cursor | None:
        """How far a walk has come; None when it was never begun."""
        return crawl_states.cursor(self._connection, site, walk)

    def put_cursor(self, site: str, cursor: Cursor) -> None:
        """Insert or update how far a walk has come."""
        crawl_states.put_cursor(self._connection, site, cursor)

    def start_run(self, *, spider: str, arguments: Mapping[str, Any], pid: int, host: str, now: datetime) -> int:
        """Put down that a run starts; its id."""
        return runs.start_run(self._connection, spider=spider, arguments=arguments, pid=pid, host=host, now=now)

    def finish_run(
        self,
        run_id: int,
        *,
        now: datetime,
        reason: str,
        is_healthy: bool,
        summary: str,
        counts: Mapping[str, int],
        sources: Sequence[Mapping[str, Any]],
    ) -> None:
        """Put down how a run ended."""
        runs.finish_run(
            self._connection,
            run_id,
            now=now,
            reason=reason,
            is_healthy=is_healthy,
            summary=summary,
            counts=counts,
            sources=sources,
        )

    def runs(self, *, spider: str | None = None, limit: int = 20) -> list[RunRecord]:
        """The last runs, of one spider or of all, newest first."""
        return runs.list_runs(self._connection, spider=spider, limit=limit)

    def newest_run_moment(self) -> datetime | None:
        """When the run that was begun last was last heard of; None where there was none."""
        return runs.newest_moment(self._connection)

    def last_runs(self) -> dict[str, RunRecord]:
        """Spider -> its newest run, finished or not."""
        return runs.last_runs(self._connection)

    def counts_since(
        self, moment: datetime, *, spiders: Collection[str] = ()
    ) -> Iterator[tuple[str, Mapping[str, int]]]:
        """Spider and counts of each run that began then or later and has an end."""
        return runs.counts_since(self._connection, moment, spiders=spiders)

    def last_healthy_end(self, spider: str) -> datetime | None:
        """When the last healthy run of a spider ended; None when there is none."""
        return runs.last_healthy_end(self._connection, spider)

    def put_profile(self, record: ProfileRecord) -> None:
        """Put down what the pages of a run gave."""
        profiles.put_profile(self._connection, record)

    def profiles(self, spider: str, *, asked: str | None = None, limit: int = 20) -> list[ProfileRecord]:
        """The last profiles of a spider's runs, or of those that were asked for the same, newest first."""
        return profiles.list_profiles(self._connection, spider, asked=asked, limit=limit)

    def healthy_profiles(self, spider: str, *, asked: str, limit: int) -> list[ProfileRecord]:
        """The same, of runs that were judged and went as they should, or were accepted."""
        return profiles.list_healthy_profiles(self._connection, spider, asked=asked, limit=limit)

    def last_judged(self, spiders: Collection[str] = ()) -> list[ProfileRecord]:
        """The last profile that was judged of each kind of run, of these spiders or of all, by spider. What was asked
        for many runs ago, and never again, is left out.
        """
        return profiles.list_last_judged(self._connection, spiders)

    def accept_drift(self, spider: str) -> list[ProfileRecord]:
        """Take the alarms of a spider that stand for what is usual now; the profiles they are of."""
        return profiles.accept_drift(self._connection, spider)

    def first_seen_since(
        self, moment: datetime, *, sites: Collection[str] = ()
    ) -> Generator[tuple[str, datetime, datetime | None], None, None]:
        """Site, first seen, published, of each article first seen then or later."""
        return history.iter_first_seen(self._connection, moment, sites=sites)

    def iter_runs(self, moment: datetime, *, spiders: Collection[str] = ()) -> Generator[RunRecord, None, None]:
        """The runs that began then or later, of these spiders or of all, oldest first and without their sources."""
        return history.iter_runs(self._connection, moment, spiders=spiders)

    def iter_profiles(
        self, moment: datetime, *, spiders: Collection[str] = ()
    ) -> Generator[tuple[datetime, ProfileRecord], None, None]:
        """When it began and its profile, of each run that began then or later, oldest first."""
        return history.iter_profiles(self._connection, moment, spiders=spiders)

    def unfinished_run(self, spider: str) -> RunRecord | None:
        """The newest run of a spider that has no end."""
        return runs.unfinished_run(self._connection, spider)

    def old_parts(self, rule: pruning.Rule, span: pruning.Span) -> list[pruning.Part]:
        """What a rule of `pruning.RULES` would prune, by site."""
        return pruning.old_parts(self._connection, rule, span)

    def old_ids(self, rule: pruning.Rule, span: pruning.Span) -> array[int]:
        """The same rows, for `drop_old`."""
        return pruning.old_ids(self._connection, rule, span)

    def drop_old(self, rule: pruning.Rule, ids: Sequence[int], span: pruning.Span) -> int:
        """Prune these rows, but for texts that were fetched anew since they were listed; how many."""
        return pruning.drop_old(self._connection, rule, ids, span)

    def has_crawled(self, since: datetime, until: datetime) -> bool:
        """Whether a run began, or an article was fetched, in [since, until)."""
        return pruning.has_crawled(self._connection, since, until)
