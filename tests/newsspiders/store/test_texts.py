"""Texts of stored articles, newest first."""

from __future__ import annotations

from datetime import timedelta

from newsspiders.store import Store
from tests.newsspiders.articles import MOMENT, make_item


def test_newest_first_and_those_without_a_date_last(store: Store) -> None:
    for number, days in enumerate((5, 9, 7)):
        store.save(make_item(canonical_url=f"https://x.example/{number}", published=MOMENT + timedelta(days=days)))
    store.save(make_item(canonical_url="https://x.example/3", published=None, lead=None))
    store.save(make_item(canonical_url="https://x.example/4", site="cri"))
    with store.read() as session:
        ids = session.text_ids(site="vietnamplus")
        texts = list(session.texts(ids, with_removed=True))
        assert [text.url[-1] for text in texts] == ["1", "2", "0", "3"]
        assert [text.blocks for text in texts] == [["Một.", "Hai."]] * 4
        assert [removal["text"] for removal in texts[0].removed] == ["Chia sẻ"]
        assert (texts[3].day, texts[3].lead) == (MOMENT.date(), "")
        assert list(session.texts(ids[:1]))[0].removed == ()
        assert [text.url[-1] for text in session.texts(ids[::-1])] == ["3", "0", "2", "1"]
        assert len(session.text_ids(site="vietnamplus", since=MOMENT + timedelta(days=6))) == 2
        assert session.count_by_site() == {"cri": 1, "vietnamplus": 4}


def test_more_than_one_statement_takes(store: Store) -> None:
    with store.session() as session:
        for number in range(1200):
            session.save(make_item(canonical_url=f"https://x.example/{number}"))
    with store.read() as session:
        ids = session.text_ids(site="vietnamplus")
        assert [text.id for text in session.texts(ids)] == list(ids) == sorted(ids, reverse=True)


def test_of_no_site(store: Store) -> None:
    with store.read() as session:
        assert list(session.text_ids(site="nothing")) == []
        assert session.count_by_site() == {}
