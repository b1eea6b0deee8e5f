"""What the search for leaks costs, and what it finds of boilerplate that was planted.

Usage: python -m benchmarks.leaks [--articles N] [--limit-seconds S]
Fills a SQLite store with made articles of usual length: some carry lines of boilerplate, others repeat what is none.
Then searches it, against a plain reading of the same rows in the same run. Ends with status 1 when it takes longer
than the limit, misses a planted kind, or is sure of a trap.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from newsspiders.leaks.ranking import SURE, Leak
from newsspiders.leaks.search import SiteLeaks, search_site
from newsspiders.store import Store

SITE = "vietnamplus"
_MOMENT = datetime(2026, 3, 7, tzinfo=UTC)
_SYLLABLES = "an bờ cát dòng đê én ghe hạ im kè lúa mùa nương ông phà quê rừng sông thuyền ước vườn xuân yên chợ trăng"
_COLUMNS = (
    *("id", "canonical_url", "url", "site", "title", "text", "published", "article", "removed", "origins", "warnings"),
    *("status", "discovered_from", "content_hash", "fetched_at", "first_seen", "last_seen", "revision"),
)

Draw = random.Random


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of line that is planted."""

    line: Callable[[Draw], str]
    share: float
    """Of the articles."""
    place: str
    """last, first, inner, or end: glued to the last paragraph."""


def sentence(draw: Draw, words: int) -> str:
    """Words without sense."""
    return " ".join(draw.choices(_WORDS, k=words)).capitalize()


_WORDS = [f"{first}{second}" for first in _SYLLABLES.split() for second in ("", *_SYLLABLES.split())]
BOILERPLATE = (
    Kind(line=lambda _: "Theo Đài Sông Quê", share=0.03, place="end"),
    Kind(line=lambda draw: f"Theo dõi Báo Sông Quê trên {draw.choice(('Zalo', 'Facebook'))}", share=0.2, place="last"),
    Kind(line=lambda draw: f"Komentar ({draw.randint(0, 40)})", share=0.5, place="last"),
    Kind(line=lambda draw: f"Baca juga: {sentence(draw, draw.randint(6, 14))}", share=0.1, place="inner"),
    Kind(line=lambda draw: f"Nguồn: https://song.example/{draw.getrandbits(60)}.html", share=0.02, place="last"),
    Kind(line=lambda _: "Cảm ơn bạn đã đọc bài viết, mời bạn quay lại vào sáng mai.", share=0.01, place="last"),
    Kind(line=lambda _: "[quảng cáo giữa bài]", share=0.05, place="inner"),
)
TRAPS = (
    Kind(line=lambda _: "Kết quả", share=0.1, place="inner"),
    Kind(line=lambda draw: f"Theo ông {sentence(draw, 30)}.", share=0.3, place="inner"),
    Kind(line=lambda draw: f"Phần {draw.randint(1, 9)}", share=0.05, place="inner"),
)


def texts(count: int, *, seed: int = 1) -> Iterator[list[str]]:
    """The paragraphs of made articles."""
    draw = random.Random(seed)
    for _ in range(count):
        blocks = [f"{sentence(draw, draw.randint(20, 70))}." for _ in range(draw.randint(6, 18))]
        blocks.insert(3, sentence(draw, 6))  # a heading
        for kind in (*BOILERPLATE, *TRAPS):
            if draw.random() < kind.share:
                _plant(blocks, kind.line(draw), place=kind.place, draw=draw)
        yield blocks


def fill(path: Path, count: int) -> None:
    """Put in so many articles, past the store: it would take minutes."""
    marks = ", ".join("?" * len(_COLUMNS))
    rows = (_row(number, blocks) for number, blocks in enumerate(texts(count), 1))
    with closing(sqlite3.connect(path)) as database, database:
        database.executemany(f"INSERT INTO articles ({', '.join(_COLUMNS)}) VALUES ({marks})", rows)


def missed(found: SiteLeaks) -> list[str]:
    """Planted lines that no phrase takes of which the search is sure."""
    draw = random.Random(2)
    lines = [kind.line(draw) for kind in BOILERPLATE for _ in range(3)]
    return [line for line in lines if not any(_takes(leak, line) for leak in found.leaks)]


def trapped(found: SiteLeaks) -> list[str]:
    """Lines of the articles' own that a phrase takes of which the search is sure."""
    draw = random.Random(2)
    lines = [kind.line(draw) for kind in TRAPS for _ in range(3)]
    return [line for line in lines if any(_takes(leak, line) for leak in found.leaks)]


def read_plainly(store: Store) -> float:
    """Seconds to read what the search reads, once, and do nothing with it."""
    begun = time.perf_counter()
    with store.read() as session:
        for text in session.texts(session.text_ids(site=SITE), with_removed=True):
            assert text.blocks
    return time.perf_counter() - begun


def main() -> int:
    """Prints the figures; gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--limit-seconds", type=float, default=60.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.sqlite3"
        with closing(Store(f"sqlite:///{path}")) as store:
            fill(path, options.articles)
            plain, before = read_plainly(store), peak_mib()
            begun, busy = time.perf_counter(), time.process_time()
            with store.read() as session:
                found = search_site(session, SITE)
            taken, busy, grown = time.perf_counter() - begun, time.process_time() - busy, peak_mib() - before
        size = path.stat().st_size / 1024**2
    lost, wrong = missed(found), trapped(found)
    print(f"{options.articles} articles in a SQLite store of {size:.0f} MiB")
    print(
        f"searched in {taken:.1f} s (goal: under {options.limit_seconds:.0f}), {busy:.1f} of them busy; "
        f"{taken / plain:.1f} plain readings"
    )
    print(f"peak memory grew by {grown:.0f} MiB, to {before + grown:.0f} MiB")
    print(f"found {len(BOILERPLATE) * 3 - len(lost)} of {len(BOILERPLATE) * 3} planted lines; {len(wrong)} traps")
    for line in (*lost, *wrong):
        print(f"  {line}")
    return int(taken >= options.limit_seconds or bool(lost or wrong))


def peak_mib() -> float:
    """The most memory that this process had until now."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _plant(blocks: list[str], line: str, *, place: str, draw: Draw) -> None:
    if place == "end":
        blocks[-1] = f"{blocks[-1]} {line}"
    else:
        blocks.insert({"first": 0, "inner": draw.randint(1, 4), "last": len(blocks)}[place], line)


def _takes(leak: Leak, line: str) -> bool:
    if leak.score < SURE:
        return False
    return (
        bool(leak.phrase.regex.search(f"Hết. {line}")) if leak.phrase.action == "strip" else leak.phrase.matches(line)
    )


def _row(number: int, blocks: list[str]) -> tuple[object, ...]:
    """What a row of the store has, in the order of _COLUMNS."""
    moment = (_MOMENT + timedelta(minutes=10 * number)).isoformat()
    url, text = f"https://www.vietnamplus.vn/tin-post{number}.vnp", "\n\n".join(blocks)
    article = {"url": url, "body": [{"type": "paragraph", "text": block} for block in blocks]}
    removed = [{"rule": "vi/phrase:share", "reason": "share", "text": "Chia sẻ", "where": "div.share"}] * 4
    return (
        *(number, url, url, SITE, f"Tin số {number}", text, moment, json.dumps(article, ensure_ascii=False)),
        *(json.dumps(removed), "{}", "[]", 200, "feed", str(number), moment, moment, moment, 1),
    )


if __name__ == "__main__":
    sys.exit(main())
