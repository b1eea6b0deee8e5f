"""What the store knows of a site that left no profiles: its newest articles, of which nothing was pruned."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from extractors.sites import all_sites
from newsspiders.doctor.history import read_history
from newsspiders.pruned import PRUNED
from newsspiders.store import Store
from newsspiders.store.pruning import RULES, Span
from tests.newsspiders.articles import MOMENT, make_item


def test_articles_whose_removed_pieces_were_pruned_are_no_history(tmp_path: Path) -> None:
    url, site = f"sqlite:///{tmp_path}/news.sqlite3", all_sites()["vietnamplus"]
    with closing(Store(url)) as store:
        for day in range(4):
            address = f"https://www.vietnamplus.vn/a-post{day}.vnp"
            store.save(make_item(fetched_at=MOMENT + timedelta(days=day), canonical_url=address))
        assert read_history(url, site=site, asked="").articles == 4
        of_articles, span = RULES[2], Span(before=MOMENT + timedelta(days=3))
        with store.session() as session:
            assert session.drop_old(of_articles, session.old_ids(of_articles, span), span) == 3
    history = read_history(url, site=site, asked="")
    assert history.articles == 1
    assert PRUNED not in history.past[0].profile.removals


def test_the_newest_articles_are_the_history(tmp_path: Path) -> None:
    url, site = f"sqlite:///{tmp_path}/news.sqlite3", all_sites()["vietnamplus"]
    with closing(Store(url)) as store, store.session() as session:
        for number in range(210):
            address = f"https://www.vietnamplus.vn/a-post{number}.vnp"
            origins = {"title": "h1" if number < 10 else "rule"}
            session.save(replace(make_item(canonical_url=address, url=address), origins=origins))
    history = read_history(url, site=site, asked="")
    assert history.past[0].profile.origins["title"] == {"rule": 200}
