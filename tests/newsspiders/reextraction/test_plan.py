"""Which captures are read, and in which order."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from newsspiders.archive.index import load_index
from newsspiders.reextraction.plan import SPAN_RECORDS, NoArchiveError, Plan, archive_files, plan_file, spans_of
from newsspiders.reextraction.targets import Selection
from tests.newsspiders.archive.warcs import START, exchange, write_warc
from tests.newsspiders.reextraction.archives import archive, fetched

SPIDERS = ("tests.newsspiders.reextraction.spiders",)


def test_articles_of_the_sites_and_what_may_be_one(tmp_path: Path) -> None:
    known = exchange(url="https://news.example/special", minutes=5)
    path = archive(
        tmp_path,
        [
            fetched("late", minutes=4),
            fetched("early", minutes=3),
            known,
            exchange(url="https://news.example/a/x", status=404),
            exchange(url="https://news.example/a/pdf", minutes=6, headers=((b"Content-Type", b"application/pdf"),)),
            exchange(url="https://other.example/a/x"),
        ],
    )
    offsets = {entry.url.rpartition("/")[2]: entry.offset for entry in load_index(path).entries}
    plan = plan_file(path, selection=Selection(spider_modules=SPIDERS))
    assert plan.pages == (offsets["late"], offsets["early"])  # as they were written
    assert [offset for offset, _ in plan.others] == [offsets["special"], offsets["pdf"]]
    (span,) = spans_of(plan, known={known.record_id})
    assert span.offsets == (offsets["late"], offsets["early"], offsets["special"])
    assert not plan_file(path, selection=Selection(spider_modules=SPIDERS, sites=("another",))).pages
    late = Selection(spider_modules=SPIDERS, since=START + timedelta(minutes=4), until=START + timedelta(minutes=5))
    assert plan_file(path, selection=late).pages == (offsets["late"],)
    assert not plan_file(path, selection=late).others


def test_spans_hold_a_number_of_records(tmp_path: Path) -> None:
    plan = Plan(path=tmp_path, later={}, pages=tuple(range(SPAN_RECORDS * 2 + 1)), others=(), damages=())
    assert [len(span.offsets) for span in spans_of(plan, known=())] == [SPAN_RECORDS, SPAN_RECORDS, 1]


def test_a_file_that_can_not_be_read(tmp_path: Path) -> None:
    plan = plan_file(tmp_path / "gone.warc.gz", selection=Selection(spider_modules=SPIDERS))
    assert (plan.pages, plan.others) == ((), ())
    assert "gone.warc.gz: damaged at byte 0: the file can not be read (No such file" in str(plan.damages[0])


def test_files_come_by_time(tmp_path: Path) -> None:
    for name, minutes in (("a/late", 5), ("b/early", 1), ("a/middle", 3)):
        write_warc(tmp_path / f"{name}.warc.gz", [fetched("x", minutes=minutes)])
    (tmp_path / "a/empty.warc.gz").write_bytes(b"")
    files = archive_files([tmp_path / "a", tmp_path / "b/early.warc.gz", tmp_path])
    assert [file.name.partition(".")[0] for file in files] == ["early", "middle", "late", "empty"]


def test_places_without_an_archive(tmp_path: Path) -> None:
    with pytest.raises(NoArchiveError, match=r"holds no \.warc\.gz"):
        archive_files([tmp_path])
    with pytest.raises(NoArchiveError, match="no such file or folder"):
        archive_files([tmp_path / "gone"])
