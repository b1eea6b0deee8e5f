"""ArchiveWriter: files of a size, waiting instead of growing, and one clear word when the disk fails."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from warcio.recordloader import ArcWarcRecord

from newsspiders.archive import ArchiveWriter, Captured, iter_captures
from newsspiders.archive.writer import ArchiveError
from tests.newsspiders.archive.warcs import exchange, extracted, read_as_others_do
from tests.newsspiders.running import PROJECT

KIB = 1024


def captures(folder: Path) -> list[Captured]:
    """All that can be read; fails on damage."""
    found = list(iter_captures(folder))
    assert all(isinstance(capture, Captured) for capture in found)
    return [capture for capture in found if isinstance(capture, Captured)]


def test_what_is_written_is_read(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path / "new" / "folder", prefix="x", about={"software": "us"})
    sent = [exchange(number) for number in range(20)]
    for entry in sent:
        writer.write(entry)
    writer.write(extracted(sent[0]))
    writer.close()
    assert [capture.record_id for capture in captures(tmp_path)] == [entry.record_id for entry in sent]
    (path,) = (tmp_path / "new" / "folder").iterdir()
    assert re.fullmatch(r"x-\d{14}-00000-\d+\.warc\.gz", path.name)
    seen = read_as_others_do(path)
    assert len(seen) == 1 + 20 * 2 + 1
    assert b"software: us\r\n" in seen[0].payload
    assert seen[0].headers["WARC-Filename"] == path.name


def test_a_writer_that_wrote_nothing_leaves_no_file(tmp_path: Path) -> None:
    ArchiveWriter(tmp_path, prefix="x").close()
    assert not list(tmp_path.iterdir())


def test_files_are_closed_when_they_are_large_enough(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path, prefix="x", max_file_bytes=3000)
    sent = [exchange(number) for number in range(20)]
    for entry in sent:
        writer.write(entry)
    writer.close()
    files = sorted(tmp_path.iterdir())
    assert len(files) > 2
    assert [path.name.split("-")[2] for path in files] == [f"{number:05}" for number in range(len(files))]
    assert all(path.stat().st_size < 6000 for path in files)
    assert all(read_as_others_do(path)[0].kind == "warcinfo" for path in files)
    assert {capture.record_id for capture in captures(tmp_path)} == {entry.record_id for entry in sent}


def test_two_writers_of_one_name_do_not_meet(tmp_path: Path) -> None:
    writers = [ArchiveWriter(tmp_path, prefix="x") for _ in range(2)]
    for writer in writers:
        writer.write(exchange())
    for writer in writers:
        writer.close()
    assert len(list(tmp_path.iterdir())) == 2
    assert len(captures(tmp_path)) == 2


class SlowEntry:
    """An entry that is written when it is told to be."""

    size_bytes = 10
    gzip_level = 0

    def __init__(self, go: threading.Event) -> None:
        self._go = go

    def records(self) -> tuple[ArcWarcRecord, ...]:
        """Its records, late."""
        self._go.wait()
        return exchange().records()


def test_a_full_queue_holds_the_caller_not_the_loop(tmp_path: Path) -> None:
    go = threading.Event()
    writer = ArchiveWriter(tmp_path, prefix="x", max_pending_bytes=15)

    async def write_all() -> list[str]:
        order: list[str] = []
        for _ in range(2):  # 10 bytes leave room, 20 do not
            await writer.write_async(SlowEntry(go))
        third = asyncio.create_task(writer.write_async(SlowEntry(go)))
        third.add_done_callback(lambda _: order.append("third is in"))
        await asyncio.sleep(0.05)
        order.append("the loop goes on")
        go.set()
        await third
        await asyncio.sleep(0)
        return order

    assert asyncio.run(write_all()) == ["the loop goes on", "third is in"]
    writer.close()
    assert len(captures(tmp_path)) == 3


class BrokenEntry(SlowEntry):
    """A mistake in our own code."""

    def records(self) -> tuple[ArcWarcRecord, ...]:
        """None."""
        super().records()
        raise RuntimeError("a mistake")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_crash_of_the_thread_leaves_nobody_waiting(tmp_path: Path) -> None:
    go = threading.Event()
    writer = ArchiveWriter(tmp_path, prefix="x", max_pending_bytes=5)

    async def wait_for_room() -> None:
        await writer.write_async(BrokenEntry(go))
        waiting = asyncio.create_task(writer.write_async(SlowEntry(go)))
        await asyncio.sleep(0.05)
        go.set()
        await waiting

    with pytest.raises(ArchiveError, match="the log says why"):
        asyncio.run(wait_for_room())
    writer.close()


def test_a_closed_writer_takes_nothing(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path, prefix="x")
    writer.close()
    writer.close()
    with pytest.raises(ArchiveError, match="archive"):
        writer.write(exchange())


@pytest.mark.parametrize(
    ("prefix", "size", "told"), [("../x", 1, "letters, digits"), ("", 1, "letters"), ("x", 0, "larger than 0")]
)
def test_wrong_options(tmp_path: Path, prefix: str, size: int, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        ArchiveWriter(tmp_path, prefix=prefix, max_file_bytes=size)


def test_a_folder_that_can_not_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ArchiveError, match=r"file/folder: .*ARCHIVE_DIR"):
        ArchiveWriter(tmp_path / "file" / "folder", prefix="x")


DISK_FULL = """
import os, resource, sys
from pathlib import Path
from newsspiders.archive.writer import ArchiveError, ArchiveWriter
from tests.newsspiders.archive.warcs import exchange

resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
told = []
writer = ArchiveWriter(Path(sys.argv[1]), prefix="x", on_failure=told.append)
refused = 0
for number in range(30):
    try:
        writer.write(exchange(number, body=os.urandom(9_000)))
    except ArchiveError as error:
        refused += 1
writer.close()
try:
    writer.write(exchange())
except ArchiveError as error:
    assert str(error) == str(told[0])
    print(len(told), error)
"""


def test_a_full_disk_is_told_once_and_costs_nothing_before(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", DISK_FULL, str(tmp_path)],
        cwd=PROJECT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"1 {tmp_path}: the archive can not be written (File too large); free some space")
    assert len(captures(tmp_path)) == 10
    assert done.stderr == ""
