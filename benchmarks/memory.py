"""How much one process grows over many extractions.

Usage: python -m benchmarks.memory [--pages N] [--limit-mib M]
Extracts the fixtures over and over, the pages without matching rules (trafilatura's path) among them, each with a
sentence of its own so that no cache can know it. Ends with status 1 when the process grew by more than the limit.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.samples import iter_fixtures
from extractors import extract

WARM_UP = 1000


def resident_mib() -> float:
    """This process's resident memory, from /proc."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise SystemExit("no VmRSS in /proc/self/status: this script needs Linux")


def iter_pages(count: int) -> Iterator[tuple[str, str]]:
    """So many pages, none like another."""
    pages = [(sample.html.decode(), sample.url) for sample in iter_fixtures()]
    for number in range(count):
        html, url = pages[number % len(pages)]
        yield html.replace("</p>", f" Câu thứ {number}.</p>", 1), url


def main() -> int:
    """Prints the growth; gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--limit-mib", type=float, default=20.0)
    options = parser.parse_args()
    start = 0.0
    for number, (html, url) in enumerate(iter_pages(options.pages + WARM_UP)):
        if number == WARM_UP:
            gc.collect()
            start = resident_mib()
        extract(html, url=url)
    gc.collect()
    grown = resident_mib() - start
    print(
        f"{options.pages} extractions after {WARM_UP} to warm up: {start:.0f} MiB, grown by {grown:.1f} MiB "
        f"(goal: less than {options.limit_mib:.0f})"
    )
    return int(grown >= options.limit_mib)


if __name__ == "__main__":
    sys.exit(main())
