"""What the store knows of a site: articles whose removed pieces were pruned say nothing of what is removed."""

from __future__ import annotations

from contextlib import closing
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
