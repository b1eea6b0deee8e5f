"""Captures: bodies decoded, filtered by host and time, and everything that can not be read is told."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsspiders.archive import Captured, Damage, iter_captures
from newsspiders.archive.reader import read_capture
from tests.newsspiders.archive.warcs import HTML, START, exchange, write_warc


def write_day(folder: Path) -> None:
    """Two files: five minutes of news.example, then two other hosts."""
    write_warc(folder / "a.warc.gz", [exchange(number, minutes=number) for number in range(5)])
    other = [exchange(9, url="https://en.news.example/9"), exchange(8, url="https://badnews.example/8")]
    write_warc(folder / "below" / "b.warc.gz", other)
    (folder / "a.warc.gz.cdxj").write_text("no WARC file")


def urls(
    path: Path, *, hosts: tuple[str, ...] | None = None, since: int | None = None, until: int | None = None
) -> list[str]:
    """The last part of the captured URLs; times in minutes."""
    found = iter_captures(
        path,
        hosts=hosts,
        since=None if since is None else START + timedelta(minutes=since),
        until=None if until is None else START + timedelta(minutes=until),
    )
    return [capture.url.rpartition("/")[2] for capture in found if isinstance(capture, Captured)]


def test_all_files_below_a_folder(tmp_path: Path) -> None:
    write_day(tmp_path)
    assert urls(tmp_path) == ["a-0.html", "a-1.html", "a-2.html", "a-3.html", "a-4.html", "9", "8"]


def test_one_file(tmp_path: Path) -> None:
    write_day(tmp_path)
    assert urls(tmp_path / "below" / "b.warc.gz") == ["9", "8"]


def test_by_host(tmp_path: Path) -> None:
    write_day(tmp_path)
    assert urls(tmp_path, hosts=("news.example",))[-1] == "9"
    assert urls(tmp_path, hosts=("en.news.example", "badnews.example")) == ["9", "8"]
    assert urls(tmp_path, hosts=()) == []


def test_by_time(tmp_path: Path) -> None:
    write_day(tmp_path)
    assert urls(tmp_path, since=1, until=3) == ["a-1.html", "a-2.html"]
    assert urls(tmp_path, since=5) == []


def test_a_capture_is_whole(tmp_path: Path) -> None:
    body = "<p>Giá vàng".encode()
    headers = (HTML, (b"Content-Encoding", b"gzip"), (b"Set-Cookie", b"a=1"), (b"Set-Cookie", b"b=2"))
    sent = exchange(headers=headers, body=gzip.compress(body), status=203)
    start, _ = write_warc(tmp_path / "x.warc.gz", [sent])
    (capture,) = iter_captures(tmp_path)
    assert capture == Captured(
        url=sent.url,
        fetched_at=START,
        status=203,
        headers=(*headers, (b"Content-Length", str(len(sent.body)).encode())),
        body=body,
        record_id=sent.record_id,
        content_type="text/html; charset=utf-8",
        path=tmp_path / "x.warc.gz",
        offset=start,
    )
    assert read_capture(tmp_path / "x.warc.gz", start) == capture


def test_a_body_that_can_not_be_decoded_is_told(tmp_path: Path) -> None:
    bad = exchange(1, headers=((b"Content-Encoding", b"gzip"),), body=b"no gzip")
    start, *_ = write_warc(tmp_path / "x.warc.gz", [bad, exchange(2)])
    damage, capture = iter_captures(tmp_path)
    assert isinstance(capture, Captured)
    assert isinstance(damage, Damage)
    assert damage.offset == start
    assert "decoded from gzip" in str(damage)


def test_a_record_of_another_kind_at_that_place_is_told(tmp_path: Path) -> None:
    write_warc(tmp_path / "x.warc.gz", [exchange()])
    damage = read_capture(tmp_path / "x.warc.gz", 0)
    assert isinstance(damage, Damage)


def test_damage_is_told_whatever_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "x.warc.gz"
    first, second, _ = write_warc(path, [exchange(1), exchange(2)])
    content = bytearray(path.read_bytes())
    content[(first + second) // 2 - 60] ^= 0xFF
    path.write_bytes(content)
    found = list(iter_captures(path, hosts=("elsewhere.example",)))
    assert [type(capture) for capture in found] == [Damage]


@pytest.mark.parametrize("date", ["2026-03-07T08:00:00Z", "2026-03-07T08:00:00.0Z", "2026-03-07T15:00:00+07:00"])
def test_dates_of_other_tools(tmp_path: Path, date: str) -> None:
    (tmp_path / "x.warc").write_bytes(plain_record(date, url="<https://news.example/a>"))
    (capture,) = iter_captures(tmp_path)
    assert isinstance(capture, Captured)
    assert capture.fetched_at == datetime(2026, 3, 7, 8, tzinfo=UTC)
    assert capture.url == "https://news.example/a"


def test_a_response_without_a_date_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.warc").write_bytes(plain_record("yesterday", url="https://news.example/a"))
    (damage,) = iter_captures(tmp_path, since=START)
    assert isinstance(damage, Damage)
    assert damage.reason == "a response without a date"


def plain_record(date: str, *, url: str) -> bytes:
    block = b"HTTP/1.1 200 OK\r\n\r\nbody"
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
    return head.encode() + f"Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(iter_captures(tmp_path / "gone.warc.gz"))
