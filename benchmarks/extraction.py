"""How long one page takes: this project, trafilatura with metadata, and lxml's parse alone, in one run.

Usage: python -m benchmarks.extraction [--rounds N] [--list PAGES.tsv]
PAGES.tsv has the columns `file` and `url`; rows of sites without rules are left out. Without it the fixtures are
measured, grown to the size of real pages: those of our sites have some 250 kB, nine tenths of it scripts, styles and
navigation. Ratios are what counts: the machine's speed cancels out.
"""

from __future__ import annotations

import argparse
import csv
import gc
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import trafilatura
from lxml import etree

from benchmarks.samples import Sample, iter_fixtures
from extractors import extract, site_for_url

REAL_SIZE = 250_000


def load_fixtures() -> list[Sample]:
    """The fixtures whose site has rules that match them, grown."""
    return [grow(sample) for sample in iter_fixtures() if sample.has_rules]


def load_list(path: Path) -> list[Sample]:
    """The articles of a TSV list whose site has rules."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t") if row.get("kind", "article") == "article"]
    return [
        Sample((path.parent / row["file"]).read_bytes(), row["url"])
        for row in rows
        if row["url"] and site_for_url(row["url"])
    ]


def grow(sample: Sample) -> Sample:
    """The same page, at a real page's size."""
    script = b"<script>" + b"window.dataLayer = window.dataLayer || []; " * 400 + b"</script>"
    links = b"<ul class='menu'>" + b"<li><a href='/muc-1' title='Muc'>Chuyen muc</a></li>" * 25 + b"</ul>"
    filling = b"<div class='box'>" + script + links + b"</div>"
    missing = max(0, REAL_SIZE - len(sample.html)) // len(filling)
    return Sample(sample.html.replace(b"</body>", filling * missing + b"</body>"), sample.url)


def extract_page(sample: Sample) -> object:
    """This project."""
    return extract(sample.html, url=sample.url)


def run_trafilatura(sample: Sample) -> object:
    """trafilatura, body and metadata."""
    return trafilatura.bare_extraction(sample.html, url=sample.url, with_metadata=True)


def parse(sample: Sample) -> object:
    """lxml's parse, the encoding given: the least anyone can do."""
    return etree.fromstring(sample.html, etree.HTMLParser(encoding="utf-8"))


def milliseconds_per_page(step: Callable[[Sample], object], samples: Sequence[Sample], *, rounds: int) -> float:
    """The median over rounds of the mean time per page."""
    for sample in samples:
        step(sample)
    times = []
    for _ in range(rounds):
        gc.collect()
        start = time.perf_counter()
        for sample in samples:
            step(sample)
        times.append((time.perf_counter() - start) / len(samples))
    return statistics.median(times) * 1000


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", type=Path, metavar="PAGES.tsv")
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    samples = load_list(options.list) if options.list else load_fixtures()
    if not samples:
        parser.error("none of these pages is of a site with rules")
    kilobytes = statistics.mean(len(sample.html) for sample in samples) / 1000
    print(f"{len(samples)} pages of sites with rules, {kilobytes:.0f} kB each in the mean, {options.rounds} rounds")
    own = milliseconds_per_page(extract_page, samples, rounds=options.rounds)
    bare = milliseconds_per_page(parse, samples, rounds=options.rounds)
    other = milliseconds_per_page(run_trafilatura, samples, rounds=max(1, options.rounds // 5))
    print(f"this project           {own:8.2f} ms a page")
    print(f"trafilatura + metadata {other:8.2f} ms a page   {other / own:5.1f} times this project (goal: at least 10)")
    print(
        f"lxml parse alone       {bare:8.2f} ms a page   this project takes {own / bare:.2f} times it (goal: at most 2)"
    )


if __name__ == "__main__":
    main()
