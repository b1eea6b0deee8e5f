"""Two hosts on one PostgreSQL database: each site is crawled by one of them at a time."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from newsspiders.store import SpiderLock, Store
from tests.newsspiders.loopback_server import loopback_site
from tests.newsspiders.running import crawl_loopback


def test_the_second_host_names_the_first_and_leaves_the_site_alone(postgres_url: str, tmp_path: Path) -> None:
    with loopback_site() as site, closing(Store(postgres_url)) as store:
        site.feed("one")
        site.article("one")
        here = ("-s", f"DATABASE_URL={postgres_url}")
        first = SpiderLock(store, "loopback")
        first.acquire()
        second = crawl_loopback(site, tmp_path, *here)
        first.release()
        assert second.code == 1
        assert "loopback is being crawled into this store by another run" in second.err
        assert site.paths == []
        assert crawl_loopback(site, tmp_path, *here).code == 0
