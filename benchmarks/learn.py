"""How well rules learned from some pages of a publisher read its others.

Usage: python -m benchmarks.learn FOLDER [--leave N] [--pages]
FOLDER holds `gold.json` and the pages it names (`Publisher_0.html`, .gz too): file -> `url` and `body`, a list of
paragraphs; those in [brackets] may be there or not. For each publisher: rules are learned from all pages but N (two),
each choice of them, and read the N; ROUGE-LSum of their paragraphs against the gold, beside the same pages read without
rules and by trafilatura. Ends with status 1 below the goal, 0.985, or below what is read without rules.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import trafilatura

from benchmarks.rouge import Rouge, rouge_with_optional
from extractors import ExtractionError, Site, extract
from extractors.learning import study

GOAL = 0.985


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPage:
    """One page and its paragraphs."""

    name: str
    url: str
    html: bytes
    body: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """One publisher, each score once for each time that a page was read."""

    publisher: str
    learned: tuple[tuple[str, Rouge], ...]
    """With the page's name."""
    plain: tuple[Rouge, ...]
    trafilatura: tuple[Rouge, ...]


def load_publishers(folder: Path) -> dict[str, list[GoldPage]]:
    """Publisher -> its pages."""
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    publishers: dict[str, list[GoldPage]] = {}
    for name, facts in sorted(gold.items()):
        content = (folder / name).read_bytes()
        html = gzip.decompress(content) if name.endswith(".gz") else content
        page = GoldPage(name=name, url=facts["url"], html=html, body=tuple(facts["body"]))
        publishers.setdefault(name.partition("_")[0], []).append(page)
    return publishers


def score_publisher(publisher: str, pages: Sequence[GoldPage], *, leave: int) -> Scores:
    """Learned from each choice of all but `leave` pages; the others read once without rules and once by trafilatura."""
    return Scores(
        publisher=publisher,
        learned=tuple(_score_learned(pages, leave=leave)),
        plain=tuple(rouge_with_optional(_read(page, None), page.body) for page in pages),
        trafilatura=tuple(rouge_with_optional(_read_by_trafilatura(page), page.body) for page in pages),
    )


def _score_learned(pages: Sequence[GoldPage], *, leave: int) -> Iterator[tuple[str, Rouge]]:
    for left in itertools.combinations(pages, leave):
        site = study([(page.url, page.html) for page in pages if page not in left]).site
        for page in left:
            yield page.name, rouge_with_optional(_read(page, site), page.body)


def _read(page: GoldPage, site: Site | None) -> list[str]:
    try:
        article = extract(page.html, url=page.url, site=site).article
    except ExtractionError:
        return []
    return [line for block in article.body for line in block.text.splitlines()]


def _read_by_trafilatura(page: GoldPage) -> list[str]:
    return (trafilatura.extract(page.html, url=page.url, include_comments=False) or "").splitlines()


def _mean(scores: Sequence[Rouge]) -> str:
    parts = [statistics.mean(getattr(one, name) for one in scores) for name in ("f1", "precision", "recall")]
    return "  ".join(f"{value:.4f}" for value in parts)


def _report(results: Sequence[Scores], *, pages: bool) -> bool:
    """Prints the table; whether the goal was reached."""
    print(f"{'':16}{'learned':28}{'without rules':28}trafilatura\n{'':16}" + f"{'F1':8}{'P':8}{'R':12}" * 3)
    for one in results:
        learned = [score for _, score in one.learned]
        print(f"{one.publisher:16}{_mean(learned):28}{_mean(one.plain):28}{_mean(one.trafilatura)}")
        if pages:
            for name, score in sorted(one.learned, key=lambda pair: pair[1])[:5]:
                print(f"    {score.f1:.4f}  {score.precision:.4f}  {score.recall:.4f}  {name}")
    learned = [score for one in results for _, score in one.learned]
    plain = [score for one in results for score in one.plain]
    by_trafilatura = [score for one in results for score in one.trafilatura]
    print(f"{'all':16}{_mean(learned):28}{_mean(plain):28}{_mean(by_trafilatura)}")
    f1 = statistics.mean(one.f1 for one in learned)
    is_reached = f1 >= GOAL and f1 >= statistics.mean(one.f1 for one in plain)
    print(f"goal {GOAL}: {'reached' if is_reached else 'NOT reached'}")
    return is_reached


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--leave", type=int, default=2, help="pages left out of learning, and read (default 2)")
    parser.add_argument("--pages", action="store_true", help="also each publisher's worst pages")
    options = parser.parse_args(arguments)
    if not (options.folder / "gold.json").is_file():
        parser.error(f"{options.folder}: has no gold.json; see the beginning of benchmarks/learn.py")
    results = []
    for publisher, pages in load_publishers(options.folder).items():
        if len(pages) < options.leave + 2:
            parser.error(f"{publisher}: {len(pages)} pages; it takes two to learn from and {options.leave} to read")
        results.append(score_publisher(publisher, pages, leave=options.leave))
    return 0 if _report(results, pages=options.pages) else 1


if __name__ == "__main__":
    sys.exit(main())
