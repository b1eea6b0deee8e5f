"""What the archive costs: writing and reading a WARC file, against plain gzip of the same bytes, in one run.

Usage: python -m benchmarks.archive [--records N] [--rounds N]
The answers are the fixtures, grown to the size of real pages (and with what makes those pack badly, such as tokens
and addresses of images), once packed as servers send them, once not. Peers: zlib packing each record at the level
warcio uses, and Python's gzip unpacking the file. Ratios are what counts: the
machine's speed cancels out. Then one file of many times the records is walked, to see that memory stays flat.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import random
import statistics
import tempfile
import time
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.extraction import load_fixtures
from benchmarks.memory import resident_mib
from newsspiders.archive import ArchiveWriter, Captured, iter_captures
from newsspiders.archive.index import build_index
from newsspiders.archive.records import Exchange

MIB = 1024 * 1024
LEVEL = 9
NOISE_BYTES = 32_000
TIMES_LARGER = 5


def exchanges(count: int, *, is_packed: bool) -> list[Exchange]:
    """So many answers."""
    samples = load_fixtures()
    headers: tuple[tuple[bytes, bytes], ...] = ((b"Content-Type", b"text/html; charset=utf-8"),)
    bodies = [sample.html + noise(number) for number, sample in enumerate(samples)]
    if is_packed:
        headers = (*headers, (b"Content-Encoding", b"gzip"))
        bodies = [gzip.compress(body, 6) for body in bodies]
    now = datetime.now(UTC)
    return [
        Exchange(
            url=f"{samples[number % len(samples)].url}?n={number}",
            fetched_at=now,
            status=200,
            headers=headers,
            body=bodies[number % len(bodies)],
        )
        for number in range(count)
    ]


def noise(seed: int) -> bytes:
    """What makes a page of 250 kB pack to some 40, as real ones do."""
    return f"<!-- {random.Random(seed).randbytes(NOISE_BYTES).hex()} -->".encode()


def write(folder: Path, answers: list[Exchange]) -> None:
    """This project."""
    writer = ArchiveWriter(folder, prefix="bench")
    for answer in answers:
        writer.write(answer)
    writer.close()


def pack(blocks: list[bytes]) -> None:
    """gzip alone, each record's block a member of its own."""
    for block in blocks:
        packer = zlib.compressobj(LEVEL, zlib.DEFLATED, 31)
        packer.compress(block)
        packer.flush()


def read(path: Path) -> None:
    """This project: each response, its body decoded."""
    for capture in iter_captures(path):
        if not isinstance(capture, Captured):
            raise SystemExit(str(capture))


def unpack(path: Path) -> None:
    """gzip alone."""
    with gzip.open(path) as stream:
        while stream.read(MIB):
            pass


def unpack_bodies(path: Path, answers: list[Exchange]) -> None:
    """gzip alone, of the file and of the bodies the server had packed."""
    unpack(path)
    for answer in answers:
        if answer.body.startswith(b"\x1f\x8b"):
            gzip.decompress(answer.body)


def seconds(step: Callable[[], object], *, rounds: int) -> float:
    """The median over rounds."""
    times = []
    for _ in range(rounds):
        gc.collect()
        start = time.perf_counter()
        step()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Prints the lines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    for is_packed in (True, False):
        answers = exchanges(options.records, is_packed=is_packed)
        mebibytes = sum(len(answer.body) for answer in answers) / MIB
        print(f"{len(answers)} answers, {'packed by the server' if is_packed else 'not packed'}, {mebibytes:.1f} MiB")
        measure(answers, mebibytes=mebibytes, rounds=options.rounds)
    measure_memory(exchanges(options.records, is_packed=True))


def measure(answers: list[Exchange], *, mebibytes: float, rounds: int) -> None:
    """Writing, reading, indexing."""
    with tempfile.TemporaryDirectory() as folder:
        blocks = [record.raw_stream.read() for answer in answers for record in answer.records()]
        show("gzip alone", packing := seconds(lambda: pack(blocks), rounds=rounds), answers, mebibytes)
        numbers = iter(range(rounds))
        writing = seconds(lambda: write(Path(folder) / str(next(numbers)), answers), rounds=rounds)
        show("writing", writing, answers, mebibytes, peer=packing)
        (path,) = (Path(folder) / "0").iterdir()
        show("gunzip alone", unpacking := seconds(lambda: unpack(path), rounds=rounds), answers, mebibytes)
        show("walking", seconds(lambda: build_index(path), rounds=rounds), answers, mebibytes, peer=unpacking)
        show(
            "and the bodies",
            unpacking := seconds(lambda: unpack_bodies(path, answers), rounds=rounds),
            answers,
            mebibytes,
        )
        show("reading, decoding", seconds(lambda: read(path), rounds=rounds), answers, mebibytes, peer=unpacking)


def show(name: str, taken: float, answers: list[Exchange], mebibytes: float, *, peer: float | None = None) -> None:
    """One line."""
    ratio = "" if peer is None else f"   {taken / peer:5.2f} times gzip alone"
    print(f"  {name:<18}{len(answers) / taken:9.0f} records/s {mebibytes / taken:8.1f} MiB/s{ratio}")


def measure_memory(answers: list[Exchange]) -> None:
    """How much reading and writing many records grows the process."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder) / "warm", answers)
        read(Path(folder) / "warm")
        gc.collect()
        start = resident_mib()
        writer = ArchiveWriter(Path(folder) / "many", prefix="bench")
        for _ in range(TIMES_LARGER):
            for answer in answers:
                writer.write(answer)
        writer.close()
        read(Path(folder) / "many")
        gc.collect()
        grown = resident_mib() - start
    print(f"{TIMES_LARGER * len(answers)} records written and read: {start:.0f} MiB, grown by {grown:.1f} MiB")


if __name__ == "__main__":
    main()
