"""What it costs to find out that a URL is known, with so many articles in the store.

Usage: python -m benchmarks.known_urls [--articles N] [--limit-ms M]
Fills a SQLite store, then asks it about listings of known URLs as a crawl does: canonicalised, looked up, compared.
Ends with status 1 when a known URL costs more than the limit.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from extractors import get_site
from newsspiders.states import UrlState
from newsspiders.store import Store
from newsspiders.urls import page_key

SITE = get_site("vietnamplus")
LISTED = 500
_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)"
_MOMENT = "'2026-03-07T01:00:00+00:00'"
_ARTICLES = f"""{_NUMBERS} INSERT INTO articles
    (id, canonical_url, url, site, title, text, article, removed, origins, warnings, status, discovered_from,
     content_hash, fetched_at, first_seen, last_seen, revision)
    SELECT i, :head || i || '.vnp', :head || i || '.vnp', 'vietnamplus', 'Tin số ' || i, 'Một hai ba bốn.',
    '{{}}', '[]', '{{}}', '[]', 200, 'feed', i, {_MOMENT}, {_MOMENT}, {_MOMENT}, 1 FROM n"""
_URLS = f"""{_NUMBERS} INSERT INTO urls
    (key, url, site, discovered_from, first_seen, last_fetched, status, outcome, failures, visits, article_id)
    SELECT :head || i || '.vnp', :head || i || '.vnp', 'vietnamplus', 'feed', {_MOMENT}, {_MOMENT}, 200, 'article',
    0, 3, i FROM n"""
HEAD = "https://www.vietnamplus.vn/mot-tin-trong-ngay-ve-doi-song-o-thanh-pho-post"


def fill(path: Path, count: int) -> None:
    """Put in so many known articles, past the store: it would take minutes."""
    with closing(sqlite3.connect(path)) as database, database:
        for statement in (_ARTICLES, _URLS):
            database.execute(statement, {"count": count, "head": HEAD})


def milliseconds_per_url(store: Store, count: int, *, rounds: int) -> float:
    """The mean over listings of known URLs, spread over the whole store."""
    draw = random.Random(1)
    now = datetime.now(UTC)
    spent = 0.0
    for _ in range(rounds):
        listed = [f"{HEAD}{draw.randint(1, count)}.vnp?utm_source=rss" for _ in range(LISTED)]
        start = time.perf_counter()
        states = [
            UrlState(key=page_key(url, SITE), url=url, discovered_from="feed", first_seen=now, next_due=now)
            for url in listed
        ]
        with store.session() as session:
            found = session.discover(SITE.name, states, now=now)
        spent += time.perf_counter() - start
        if found.due:
            raise SystemExit(f"{found.due[0].key} should be known")
    return spent * 1000 / (rounds * LISTED)


def main() -> int:
    """Prints the figures; gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--limit-ms", type=float, default=1.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.sqlite3"
        with closing(Store(f"sqlite:///{path}")) as store:
            fill(path, options.articles)
            cost = milliseconds_per_url(store, options.articles, rounds=options.rounds)
        size = path.stat().st_size / 1024**2
    print(f"{options.articles} articles in a SQLite store of {size:.0f} MiB")
    print(f"a known URL costs {cost:.3f} ms (goal: under {options.limit_ms} ms)")
    return int(cost >= options.limit_ms)


if __name__ == "__main__":
    sys.exit(main())
