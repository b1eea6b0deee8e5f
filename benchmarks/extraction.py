"""How long one page takes: this project, trafilatura with metadata, and lxml's parse alone, in one run.

Usage: python -m benchmarks.extraction [--rounds N] [PAGE.html=URL ...]
Without pages it takes the fixtures of sites with rules. Ratios are what counts: the machine's speed cancels out.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import trafilatura
from lxml import etree

from extractors import extract, site_for_url

FIXTURES = Path(__file__).parent.parent / "fixtures"


@dataclass(frozen=True, slots=True)
class Sample:
    """One page and its URL."""

    html: bytes
    url: str


def load_fixtures() -> list[Sample]:
    """The article fixtures whose site has rules that match them."""
    samples: list[Sample] = []
    for path in sorted(FIXTURES.glob("*/*.json")):
        facts = json.loads(path.read_text("utf-8"))
        if facts.get("kind") == "article" and "body-rule-missed" not in facts.get("warnings", ()):
            samples.append(Sample(path.with_suffix(".html").read_bytes(), facts["url"]))
    return samples


def load_pages(arguments: Sequence[str]) -> list[Sample]:
    """Pages given as FILE=URL."""
    pairs = [argument.partition("=") for argument in arguments]
    return [Sample(Path(path).read_bytes(), url) for path, _, url in pairs]


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
    parser.add_argument("pages", nargs="*", metavar="FILE=URL")
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    samples = load_pages(options.pages) or load_fixtures()
    unruled = [sample.url for sample in samples if site_for_url(sample.url) is None]
    if unruled:
        parser.error(f"no site has rules for {unruled[0]}")
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
