"""Pruning: what is old goes, what is needed stays, and what went is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from newsspiders.pruned import is_pruned
from newsspiders.states import ProfileRecord, Verdict
from newsspiders.store import Session, Store
from newsspiders.store.profiles import HISTORY_RUNS
from newsspiders.store.pruning import RULES, Part, Rule, Span
from tests.newsspiders.articles import MOMENT, make_item

DAY = timedelta(days=1)
REVISIONS, OF_REVISIONS, OF_ARTICLES, RUNS = RULES


def prune(store: Store, rule: Rule, span: Span) -> int:
    """How many rows a rule took; what is told before is what goes."""
    with store.read() as session:
        told, ids = session.old_parts(rule, span), session.old_ids(rule, span)
    assert sum(part.count for part in told) == len(ids)
    with store.session() as session:
        return session.drop_old(rule, ids, span)


def save_texts(store: Store, *days: int) -> None:
    """An article whose text is another one on each of these days."""
    for day in days:
        store.save(make_item(fetched_at=MOMENT + day * DAY, lead=f"Ngày {day}."))


def add_run(
    session: Session,
    verdict: Verdict | None = None,
    *,
    spider: str = "cri",
    asked: str = "",
    day: int = 0,
    is_healthy: bool | None = True,
) -> int:
    run_id = session.start_run(spider=spider, arguments={}, pid=7, host="here", now=MOMENT + day * DAY)
    if is_healthy is not None:
        ended = {"reason": "finished", "summary": "", "counts": {}, "sources": []}
        session.finish_run(run_id, now=MOMENT + day * DAY, is_healthy=is_healthy, **ended)  # type: ignore[arg-type]
    if verdict is not None:
        session.put_profile(ProfileRecord(run_id=run_id, spider=spider, asked=asked, verdict=verdict, profile={}))
    return run_id


def kept_runs(store: Store, span: Span) -> list[int]:
    prune(store, RUNS, span)
    assert prune(store, RUNS, span) == 0
    with store.read() as session:
        return sorted(run.id for run in session.runs(limit=999))


def test_old_revisions_go_and_the_numbers_stay(store: Store) -> None:
    save_texts(store, 0, 1, 2, 3)
    span = Span(before=MOMENT + 2 * DAY)
    with store.read() as session:
        (part,) = session.old_parts(REVISIONS, span)
    assert part.size_bytes > 500
    assert part == Part(
        kind="revisions",
        site="vietnamplus",
        count=2,
        size_bytes=part.size_bytes,
        oldest=MOMENT,
        newest=MOMENT + DAY,
    )
    assert prune(store, REVISIONS, span) == 2
    assert prune(store, REVISIONS, span) == 0
    assert store.rows()[0]["revision"] == 4
    save_texts(store, 4)
    assert store.rows()[0]["revision"] == 5


def test_removed_pieces_leave_their_number(store: Store) -> None:
    save_texts(store, 0, 5)
    span = Span(before=MOMENT + 9 * DAY)
    assert prune(store, OF_REVISIONS, span) == 1
    assert prune(store, OF_ARTICLES, span) == 1
    (entry,) = store.rows()[0]["removed"]
    assert entry == {
        "rule": "store/pruned",
        "reason": f"1 piece was removed; its text was pruned on {datetime.now(UTC).date()}",
        "text": "",
        "where": None,
    }
    assert prune(store, OF_ARTICLES, span) == prune(store, OF_REVISIONS, span) == 0


def test_an_article_of_which_nothing_was_removed_says_so_still(store: Store) -> None:
    item = make_item()
    store.save(type(item)(article=item.article, fetch=item.fetch, discovered_from="x"))
    assert prune(store, OF_ARTICLES, Span(before=MOMENT + DAY)) == 0
    assert store.rows()[0]["removed"] == []


def test_the_next_fetch_brings_removed_pieces_again(store: Store) -> None:
    save_texts(store, 0)
    prune(store, OF_ARTICLES, Span(before=MOMENT + DAY))
    assert store.save(make_item(fetched_at=MOMENT + 2 * DAY, lead="Ngày 0.")) == "unchanged"
    (row,) = store.rows()
    assert [removal["text"] for removal in row["removed"]] == ["Chia sẻ"]
    assert (row["revision"], row["fetched_at"]) == (1, MOMENT + 2 * DAY)


def test_removed_pieces_of_revisions_that_go_whole_are_not_counted_twice(store: Store) -> None:
    save_texts(store, 0, 5, 9)
    with store.read() as session:
        parts = session.old_parts(OF_REVISIONS, Span(before=MOMENT + 9 * DAY, since=MOMENT + 3 * DAY))
    assert [part.count for part in parts] == [1]


def test_what_was_fetched_meanwhile_stays(store: Store) -> None:
    save_texts(store, 0)
    span = Span(before=MOMENT + DAY)
    with store.read() as session:
        ids = session.old_ids(OF_ARTICLES, span)
    save_texts(store, 2)
    with store.session() as session:
        assert session.drop_old(OF_ARTICLES, ids, span) == 0
    assert not is_pruned(store.rows()[0]["removed"])


def test_the_newest_run_of_each_spider_stays_and_the_last_healthy_and_unfinished_one(store: Store) -> None:
    with store.session() as session:
        add_run(session)
        healthy = add_run(session)
        add_run(session, is_healthy=None)
        unfinished = add_run(session, is_healthy=None)
        add_run(session, is_healthy=False)
        newest = add_run(session, is_healthy=False)
        other = add_run(session, spider="nhandan")
    assert kept_runs(store, Span(before=MOMENT + DAY)) == sorted([healthy, unfinished, newest, other])


def test_young_runs_stay(store: Store) -> None:
    with store.session() as session:
        runs = [add_run(session, day=day) for day in range(9)]
    assert kept_runs(store, Span(before=MOMENT + 4 * DAY)) == runs[4:]


def test_what_drift_reads_stays(store: Store) -> None:
    with store.session() as session:
        usual = [add_run(session, "usual") for _ in range(HISTORY_RUNS + 5)]
        of_urls = add_run(session, "usual", asked="urls")
        add_run(session, "drift", is_healthy=False)
        standing = add_run(session, "drift", is_healthy=False)
        few = [add_run(session, "few", is_healthy=False) for _ in range(3)]
        add_run(session)
        newest = add_run(session)
    with store.read() as session:
        before = session.healthy_profiles("cri", asked="", limit=HISTORY_RUNS), session.profiles("cri", limit=4)
    assert kept_runs(store, Span(before=MOMENT + DAY)) == [*usual[5:], of_urls, standing, *few, newest]
    with store.read() as session:
        assert before == (
            session.healthy_profiles("cri", asked="", limit=HISTORY_RUNS),
            session.profiles("cri", limit=4),
        )


def test_accepted_alarms_stay(store: Store) -> None:
    with store.session() as session:
        accepted = add_run(session, "accepted", is_healthy=False)
        usual = [add_run(session, "usual") for _ in range(HISTORY_RUNS + 1)]
    assert kept_runs(store, Span(before=MOMENT + DAY)) == [accepted, *usual[1:]]


def test_whether_something_was_crawled(store: Store) -> None:
    save_texts(store, 5)
    with store.session() as session:
        add_run(session, day=20)
    with store.read() as session:
        crawled = [session.has_crawled(MOMENT + day * DAY, MOMENT + (day + 1) * DAY) for day in (4, 5, 6, 19, 20, 21)]
    assert crawled == [False, True, False, False, True, False]
