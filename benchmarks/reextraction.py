"""What re-extraction costs: an archive of pages of real size, read by today's rules in 1 and in 2 processes, against
plain reading of the same archive, in one run.

Usage: python -m benchmarks.reextraction [--records N] [--rounds N]
The first run makes the store, the others find it as it should be. Starting the processes is counted in. Ratios are
what counts: the machine's speed cancels out. At the end: how much the parent process grew.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from benchmarks.archive import exchanges, read, seconds, write
from benchmarks.memory import resident_mib
from newsspiders.archive.records import Exchange
from newsspiders.reextraction.plan import archive_files
from newsspiders.reextraction.report import Report
from newsspiders.reextraction.run import reextract
from newsspiders.reextraction.settling import Settler
from newsspiders.reextraction.targets import Selection
from newsspiders.reextraction.workers import Workers
from newsspiders.schedule import Schedule
from newsspiders.store import Session, Store

T = TypeVar("T")

SPIDERS = ("newsspiders.spiders",)
SCHEDULE = Schedule(
    revisit_after_seconds=(), revisit_age_max_seconds=1, retry_seconds=1, retry_max_seconds=1, failures_max=1
)


def pages(count: int) -> list[Exchange]:
    """So many articles, each with a canonical URL of its own."""
    return [one_of_a_kind(answer) for answer in exchanges(count, is_packed=False)]


def one_of_a_kind(answer: Exchange) -> Exchange:
    """The answer, where the page names its own address as it names its sample's."""
    sample_url = answer.url.rpartition("?n=")[0]
    return replace(answer, body=answer.body.replace(sample_url.encode(), answer.url.encode()))


def run(folder: Path, store: Store, *, jobs: int) -> Report:
    """This project, over all files of a folder."""

    def ask(job: Callable[[Session], T]) -> T:
        with store.session() as session:
            return job(session)

    report = Report(examples_max=3)
    with Workers(jobs) as workers:
        reextract(
            archive_files([folder]),
            selection=Selection(spider_modules=SPIDERS),
            ask=ask,
            settler=Settler(schedule=SCHEDULE, now=datetime.now(UTC), is_dry=False),
            report=report,
            workers=workers,
            on_progress=lambda: None,
        )
    return report


def show(name: str, taken: float, *, count: int, peer: float | None = None) -> None:
    """One line."""
    ratio = "" if peer is None else f"   {taken / peer:5.2f} times plain reading"
    print(f"  {name:<44}{count / taken:7.0f} pages/s{ratio}")


def main() -> None:
    """Prints the lines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder / "archive", pages(options.records))
        (path,) = (folder / "archive").iterdir()
        size_mib = path.stat().st_size / 1024**2
        print(f"{options.records} pages, {size_mib:.0f} MiB")
        show("plain reading", peer := seconds(lambda: read(path), rounds=options.rounds), count=options.records)
        for jobs in (1, 2):
            measure(folder, jobs=jobs, peer=peer, rounds=options.rounds)


def measure(folder: Path, *, jobs: int, peer: float, rounds: int) -> None:
    """A store made, then found as it should be."""
    with closing(Store(f"sqlite:///{folder}/{jobs}.sqlite3")) as store:
        start_mib = resident_mib()
        begun = time.perf_counter()
        report = run(folder / "archive", store, jobs=jobs)
        count = report.total("captures")
        processes = f"{jobs} process{'es' if jobs > 1 else ''}"
        index = "" if jobs > 1 else " and the index"
        show(f"making a store{index}, {processes}", time.perf_counter() - begun, count=count, peer=peer)
        times = []
        for _ in range(rounds):
            begun = time.perf_counter()
            report = run(folder / "archive", store, jobs=jobs)
            times.append(time.perf_counter() - begun)
            if report.total("changed") or report.total("new"):
                raise SystemExit(f"a second run changed something: {report.as_dict()}")
        show(f"nothing to change, {processes}", statistics.median(times), count=count, peer=peer)
        print(f"    {count} pages, {store.count()} articles; the process grew by {resident_mib() - start_mib:.1f} MiB")


if __name__ == "__main__":
    main()
