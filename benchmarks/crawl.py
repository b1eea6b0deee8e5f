"""Pages a second of `scrapy crawl` with extraction, store and archive, against a spider that only yields the URL.

Usage: python -m benchmarks.crawl [--pages N] [--rounds N] [--no-archive]
Both crawl the same pages of real size from a server on 127.0.0.1, with the same concurrency and without delays, in
processes of their own, by turns. The ratio is what counts: server, network and Scrapy itself are in both.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).parent.parent
_EQUAL = {
    "SPIDER_MODULES": "benchmarks.crawl_spiders",
    "ROBOTSTXT_OBEY": "0",
    "AUTOTHROTTLE_ENABLED": "0",
    "DOWNLOAD_DELAY": "0",
    "CONCURRENT_REQUESTS": "16",
    "CONCURRENT_REQUESTS_PER_DOMAIN": "16",
    "LOG_LEVEL": "WARNING",
    "STATS_CLASS": "benchmarks.crawl_stats.PrintedStats",
}


@contextmanager
def running_site(pages: int) -> Iterator[str]:
    """The address of a running server."""
    command = [sys.executable, "-m", "benchmarks.loopback", "--pages", str(pages)]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip()
        finally:
            server.kill()


def crawl(spider: str, settings: Mapping[str, str], *, module: str, server: str) -> dict[str, float]:
    """The stats of one crawl."""
    options = [part for name, value in {**_EQUAL, **settings}.items() for part in ("-s", f"{name}={value}")]
    command = [sys.executable, "-m", "scrapy", "crawl", spider, *options]
    environment = {**os.environ, "BENCHMARK_SERVER": server, "SCRAPY_SETTINGS_MODULE": module}
    done = subprocess.run(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    try:
        stats: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        raise SystemExit(f"{spider} told no stats; run {' '.join(command)} by hand") from None
    return stats


def pages_per_second(stats: Mapping[str, float], *, pages: int) -> float:
    """The speed of a crawl; one that did not bring all pages ends the benchmark."""
    if stats.get("item_scraped_count") != pages:
        raise SystemExit(f"{stats.get('item_scraped_count')} of {pages} pages came: {stats}")
    return pages / stats["elapsed_time_seconds"]


def main() -> int:
    """Prints the table; gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-archive", action="store_true")
    parser.add_argument("--processes", type=int, default=1, help="EXTRACT_PROCESSES")
    parser.add_argument("--goal", type=float, default=0.6)
    options = parser.parse_args()
    own, bare = [], []
    with running_site(options.pages) as server:
        for _ in range(options.rounds):
            bare.append(
                pages_per_second(
                    crawl("bare", {}, module="benchmarks.bare_settings", server=server), pages=options.pages
                )
            )
            with tempfile.TemporaryDirectory() as folder:
                settings = {
                    "DATABASE_URL": f"sqlite:///{folder}/news.sqlite3",
                    "ARCHIVE_ENABLED": str(int(not options.no_archive)),
                    "ARCHIVE_DIR": f"{folder}/archive",
                    "PRIVATE_HOSTS_ALLOWED": "127.0.0.1",
                    "EXTRACT_PROCESSES": str(options.processes),
                }
                own.append(
                    pages_per_second(
                        crawl("benchmark", settings, module="newsspiders.settings", server=server), pages=options.pages
                    )
                )
    ratio = statistics.median(own) / statistics.median(bare)
    kept = "SQLite" if options.no_archive else "SQLite and WARC"
    print(f"{options.pages} pages of 250 kB, {options.rounds} rounds, the median of each")
    print(f"Scrapy alone                       {statistics.median(bare):7.1f} pages a second")
    print(f"this project, with {kept:<15} {statistics.median(own):7.1f} pages a second")
    print(f"ratio {ratio:.2f} (goal: at least {options.goal})")
    return int(ratio < options.goal)


if __name__ == "__main__":
    sys.exit(main())
