"""Articles: one row for each canonical URL, what it said before, and which fetch a row is from."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from extractors import Block
from newsspiders.store import Store, StoreError
from newsspiders.store.articles import content_hash
from newsspiders.store.schema import revisions
from newsspiders.store.session import Session
from tests.newsspiders.articles import MOMENT, make_article, make_item
from tests.newsspiders.states import SITE, make_state

LATER = MOMENT + timedelta(hours=1)
URL = make_article().canonical_url


def former(store: Store) -> list[dict[str, Any]]:
    with store.read() as session:
        found = session._connection.execute(select(revisions).order_by(revisions.c.revision)).mappings()
        return [dict(row) for row in found]


def test_save_twice_is_one_row(store: Store) -> None:
    assert store.save(make_item(archive_id="a")) == "new"
    assert store.save(make_item(fetched_at=LATER, archive_id="b")) == "unchanged"
    (row,) = store.rows()
    assert row["first_seen"] == row["fetched_at"] == MOMENT
    assert row["last_seen"] == LATER
    assert row["archive_id"] == "a"
    assert row["revision"] == 1


def test_changed_text_is_taken_over_and_the_former_one_kept(store: Store) -> None:
    store.save(make_item(archive_id="a"))
    assert store.save(make_item(title="Giá vàng giảm", lead=None, fetched_at=LATER, archive_id="b")) == "changed"
    (row,) = store.rows()
    assert row["title"] == row["article"]["title"] == "Giá vàng giảm"
    assert row["lead"] is None
    assert (row["revision"], row["archive_id"], row["fetched_at"]) == (2, "b", LATER)
    (before,) = former(store)
    assert before["article_id"] == row["id"]
    assert (before["revision"], before["archive_id"], before["fetched_at"]) == (1, "a", MOMENT)
    assert before["title"] == before["article"]["title"] == "Giá vàng tăng"
    assert before["removed"][0]["text"] == "Chia sẻ"


def test_revisions_are_counted(store: Store) -> None:
    for hours, title in enumerate(("một", "hai", "một")):
        store.save(make_item(title=title, fetched_at=MOMENT + timedelta(hours=hours)))
    assert store.rows()[0]["revision"] == 3
    assert [row["title"] for row in former(store)] == ["một", "hai"]


def test_other_metadata_is_taken_over_without_a_revision(store: Store) -> None:
    store.save(make_item(archive_id="a"))
    assert store.save(make_item(section="Kinh tế", fetched_at=LATER, archive_id="b")) == "unchanged"
    (row,) = store.rows()
    assert (row["section"], row["archive_id"], row["fetched_at"], row["revision"]) == ("Kinh tế", "b", LATER, 1)
    assert row["first_seen"] == MOMENT
    assert former(store) == []


def test_an_older_fetch_changes_nothing(store: Store) -> None:
    store.save(make_item(fetched_at=LATER))
    before = store.rows()
    assert store.save(make_item(title="Cũ", section="Cũ")) == "older"
    assert store.rows() == before


def test_feed_text_is_kept(store: Store) -> None:
    store.save(make_item(feed_text="Toàn văn."))
    store.save(make_item(title="Khác", fetched_at=LATER))
    assert store.rows()[0]["feed_text"] == "Toàn văn."


def test_other_article_is_another_row(store: Store) -> None:
    store.save(make_item())
    store.save(make_item(canonical_url="https://www.vietnamplus.vn/b-post2.vnp"))
    assert store.count() == store.count(site="vietnamplus") == 2
    assert store.count(site="cri") == 0


def test_url_stands_in_for_a_missing_canonical_url(store: Store) -> None:
    store.save(make_item(canonical_url=None))
    assert store.rows()[0]["canonical_url"] == make_article().url


def test_row_holds_the_whole_item(store: Store) -> None:
    item = make_item()
    store.save(item)
    (row,) = store.rows(site="vietnamplus")
    assert row["article"] == json.loads(json.dumps(item.article.as_dict()))
    assert row["text"] == item.article.text
    assert row["removed"][0]["text"] == "Chia sẻ"
    assert row["origins"] == {"title": "rule"}
    assert row["warnings"] == ["date-missing"]
    assert row["content_hash"] == content_hash(item.article)
    assert row["published"].tzinfo == UTC


def test_rows_are_newest_first(store: Store) -> None:
    for number, published in enumerate((MOMENT, MOMENT + timedelta(days=1), None)):
        store.save(make_item(canonical_url=f"https://x.example/{number}", published=published))
    assert [row["canonical_url"][-1] for row in store.rows()] == ["1", "0", "2"]


def test_hash_tells_fields_apart() -> None:
    assert content_hash(make_article(title="ab", lead="c")) != content_hash(make_article(title="a", lead="bc"))


def test_an_article_that_the_table_refuses_is_named(store: Store) -> None:
    with pytest.raises(StoreError, match=r"a-post1\.vnp: not stored: .*(null|NULL)"):
        store.save(make_item(title=None))


def test_article_and_state_are_one_transaction(store: Store) -> None:
    state = make_state("a", outcome="article", visits=1, next_due=None)
    with store.session() as session:
        assert session.save(make_item(), state) == "new"
    with store.session() as session:
        assert session.discover(SITE, [make_state("a")], now=LATER).known == 1


@pytest.mark.parametrize("published", ["0001-01-01T00:00:00+07:00", "9999-12-31T23:59:59-07:00"])
def test_the_ends_of_time(store: Store, published: str) -> None:
    store.save(make_item(published=datetime.fromisoformat(published)))
    assert store.rows()[0]["published"].year in (1, 9999)


def test_an_address_longer_than_an_index_takes(store: Store) -> None:
    urls = [f"https://x.example/{'0123456789abcdef' * 400}{n}" for n in range(2)]
    for url in urls:
        assert store.save(make_item(canonical_url=url, source_url=url)) == "new"
        assert store.save(make_item(canonical_url=url, source_url=url)) == "unchanged"
    with store.read() as session:
        assert set(session.by_canonical_url(urls)) == set(urls)
    assert {row["article"]["canonical_url"] for row in store.rows()} == set(urls)


@given(text=st.text(alphabet=st.characters(), max_size=30))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_can_be_stored(store: Store, text: str) -> None:
    text = f"x{text}\x00\ud800'; DROP TABLE articles; --"
    item = make_item(
        canonical_url=f"https://x.example/{text}", title=text, body=(Block(type="paragraph", text=text),), tags=(text,)
    )
    with store.session() as session:
        session.save(item, make_state(text, title=text, etag=text))
        found = session.by_canonical_url([f"https://x.example/{text}"])
    (stored,) = found.values()
    kept = stored.article["title"]
    assert "\x00" not in kept
    assert "\ud800" not in kept
    assert [letter for letter in text if letter.isprintable() or letter == "\n"] == [
        letter for letter in kept if letter.isprintable() or letter == "\n"
    ]
    assert stored.article["tags"] == [kept]


class TestReplace:
    """A new extraction of an archived page."""

    @pytest.fixture
    def session(self, store: Store) -> Any:
        store.save(make_item(title="một", archive_id="a"))
        store.save(make_item(title="hai", archive_id="b", fetched_at=LATER))
        with store.session() as session:
            yield session

    def test_of_todays_text(self, session: Session) -> None:
        assert session.replace("b", make_item(title="hai, sạch", section="Kinh tế", fetched_at=LATER))
        (row,) = session.rows()
        assert (row["title"], row["section"], row["article"]["section"]) == ("hai, sạch", "Kinh tế", "Kinh tế")
        assert (row["revision"], row["archive_id"], row["fetched_at"], row["last_seen"]) == (2, "b", LATER, LATER)

    def test_of_a_former_text(self, session: Session) -> None:
        assert session.replace("a", make_item(title="một, sạch"))
        found = session.by_archive_id(["a", "b", "c"])
        assert {name: stored.article["title"] for name, stored in found.items()} == {"a": "một, sạch", "b": "hai"}
        assert {name: stored.is_current for name, stored in found.items()} == {"a": False, "b": True}
        assert found["a"].canonical_url == URL
        assert found["a"].content_hash == content_hash(make_article(title="một, sạch"))

    def test_of_an_unknown_page(self, session: Session) -> None:
        before = session.rows()
        assert not session.replace("c", make_item(title="ba"))
        assert session.rows() == before
