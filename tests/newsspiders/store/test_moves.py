"""Articles that move to another canonical URL, in both databases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from newsspiders.store import Session, Store
from newsspiders.store.schema import revisions, urls
from tests.newsspiders.articles import MOMENT, make_item
from tests.newsspiders.states import make_state

HERE, THERE = "https://x.example/here", "https://x.example/there"


def put(store: Store, url: str, *texts: tuple[int, str], last_seen: int | None = None) -> None:
    """An article fetched with these texts; its archive IDs are `here1`, `there3`, …"""
    name = url.rpartition("/")[2]
    for minutes, title in texts:
        moment = MOMENT + timedelta(minutes=minutes)
        item = make_item(canonical_url=url, title=title, fetched_at=moment, archive_id=f"{name}{minutes}")
        with store.session() as session:
            session.save(item, make_state(name, next_due=None))
    if last_seen is not None:
        put(store, url, (last_seen, texts[-1][1]))


def move(store: Store, archive_id: str, *, title: str, to: str = THERE) -> None:
    with store.session() as session:
        assert session.replace(archive_id, make_item(canonical_url=to, title=title))


def revision_rows(session: Session) -> list[dict[str, Any]]:
    query = select(revisions).order_by(revisions.c.article_id, revisions.c.revision)
    return [dict(row) for row in session._connection.execute(query).mappings()]


def titles(store: Store) -> dict[str, list[str]]:
    """Canonical URL -> the titles of all its texts, oldest first."""
    with store.read() as session:
        return {
            row["canonical_url"]: [
                *(former["title"] for former in revision_rows(session) if former["article_id"] == row["id"]),
                row["title"],
            ]
            for row in session.rows()
        }


def test_to_an_address_that_is_free(store: Store) -> None:
    put(store, HERE, (1, "một"), (2, "hai"))
    (before,) = store.rows()
    move(store, "here2", title="hai, sạch")
    (after,) = store.rows()
    kept = ("id", "revision", "archive_id", "fetched_at", "first_seen", "last_seen", "url")
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    assert titles(store) == {THERE: ["một", "hai, sạch"]}


@pytest.mark.parametrize(
    ("here", "there", "joined"),
    [
        ([(1, "một")], [(2, "hai")], ["một", "hai"]),
        ([(2, "hai")], [(1, "một")], ["một", "hai"]),
        ([(1, "một"), (4, "bốn")], [(2, "hai"), (3, "ba")], ["một", "hai", "ba", "bốn"]),
        ([(1, "một")], [(2, "một")], ["một"]),
        ([(1, "một"), (3, "ba")], [(2, "một"), (4, "ba")], ["một", "ba"]),
    ],
)
def test_to_that_of_another_article(
    store: Store, here: list[tuple[int, str]], there: list[tuple[int, str]], joined: list[str]
) -> None:
    put(store, HERE, *here)
    put(store, THERE, *there, last_seen=9)
    move(store, f"here{here[-1][0]}", title=here[-1][1])
    assert titles(store) == {THERE: joined}
    (row,) = store.rows()
    newest = max((*here, *there))
    assert row["revision"] == len(joined)
    assert row["fetched_at"] == MOMENT + timedelta(minutes=newest[0])
    assert row["archive_id"] == ("here" if newest in here else "there") + str(newest[0])
    assert row["first_seen"] == MOMENT + timedelta(minutes=1)
    assert row["last_seen"] == MOMENT + timedelta(minutes=9)
    with store.read() as session:
        led = session._connection.execute(select(urls.c.article_id)).scalars().all()
        assert led == [row["id"]] * 2
        assert [former["revision"] for former in revision_rows(session)] == list(range(1, len(joined)))


def test_the_search_follows(store: Store) -> None:
    put(store, HERE, (1, "cầu vòm"))
    put(store, THERE, (2, "chợ phiên"))
    move(store, "here1", title="cầu vòm")
    with store.read() as session:
        assert [hit.url for hit in session.search("chợ")] == [THERE]
        assert session.search("cầu") == []


def test_a_revision_does_not_move_its_article(store: Store) -> None:
    put(store, HERE, (1, "một"), (2, "hai"))
    move(store, "here1", title="một, sạch")
    assert titles(store) == {HERE: ["một, sạch", "hai"]}
