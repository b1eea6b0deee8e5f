"""Records: what goes in comes out, for us and for another tool, whatever a server puts into its headers."""

from __future__ import annotations

import json
import string
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspiders.archive.http_messages import clean_header
from newsspiders.archive.reader import Captured, iter_captures
from newsspiders.archive.records import Exchange, clean_url, pack_records, warcinfo_record
from tests.newsspiders.archive.warcs import START, Seen, exchange, extracted, read_as_others_do, write_warc

TOKEN = st.text(string.ascii_letters + string.digits + "-", min_size=1, max_size=20).map(str.encode)
NAMES = TOKEN.filter(
    lambda name: name.lower() not in (b"content-length", b"transfer-encoding", b"content-encoding", b"content-type")
)


def through_a_file(*entries: Exchange) -> tuple[list[Captured], list[Seen]]:
    """The captures as we read them, and all records as warcio does."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.warc.gz"
        write_warc(path, entries)
        captures = [found for found in iter_captures(path) if isinstance(found, Captured)]
        return captures, read_as_others_do(path)


@given(
    headers=st.lists(st.tuples(NAMES, st.binary(max_size=60)), max_size=5),
    body=st.binary(max_size=2000),
    status=st.integers(100, 599),
)
def test_any_answer_comes_back(headers: list[tuple[bytes, bytes]], body: bytes, status: int) -> None:
    (capture,), seen = through_a_file(exchange(headers=tuple(headers), body=body, status=status))
    assert capture.body == body
    assert capture.status == status
    length = (b"Content-Length", str(len(body)).encode())
    assert capture.headers == (*((name, clean_header(value)) for name, value in headers), length)
    assert [record.kind for record in seen] == ["warcinfo", "response", "request"]
    assert seen[1].payload == body


@given(name=st.binary(max_size=40), value=st.binary(max_size=80))
def test_no_header_breaks_the_record(name: bytes, value: bytes) -> None:
    first = exchange(1, headers=((name, value),), body=b"\r\n\r\nHTTP/1.1 500 Faked\r\n\r\n")
    captures, seen = through_a_file(first, exchange(2))
    assert [capture.status for capture in captures] == [200, 200]
    assert captures[0].body == first.body
    assert seen[1].payload == first.body
    assert len(captures[0].headers) <= 2


@given(url=st.text(max_size=60))
def test_no_url_breaks_the_record(url: str) -> None:
    asked = f"https://news.example/{url}"
    (capture,), seen = through_a_file(exchange(url=asked))
    assert capture.url == clean_url(asked)
    assert seen[1].url == seen[2].url == capture.url
    assert unquote(capture.url) == unquote(asked.encode("utf-8", "replace").decode())


def test_records_belong_together() -> None:
    sent = exchange()
    response, request = sent.records()
    assert response.rec_headers.get_header("WARC-Record-ID") == sent.record_id
    assert request.rec_headers.get_header("WARC-Concurrent-To") == sent.record_id
    (metadata,) = extracted(sent).records()
    assert metadata.rec_headers.get_header("WARC-Refers-To") == sent.record_id
    assert metadata.content_type == "application/json"
    assert json.loads(metadata.raw_stream.read()) == {"title": "T"}


def test_facts_of_the_fetch() -> None:
    sent = Exchange(
        url="https://news.example/a?b=1", fetched_at=datetime(2026, 3, 7, 8, tzinfo=UTC), status=404, headers=(),
        body=b"", ip_address="192.0.2.1", truncated="disconnect", protocol="h2",
    )  # fmt: skip
    _, (_, response, request) = through_a_file(sent)
    assert response.headers["WARC-Date"] == "2026-03-07T08:00:00.000000Z"
    assert response.headers["WARC-IP-Address"] == "192.0.2.1"
    assert response.headers["WARC-Truncated"] == "disconnect"
    assert response.headers["WARC-Payload-Digest"].startswith("sha1:")
    assert response.status == "404"
    assert request.http_headers == [("Host", "news.example")]


def test_no_secrets_in_the_request() -> None:
    secrets = tuple((name, b"secret") for name in (b"Cookie", b"Authorization", b"Proxy-Authorization"))
    sent = Exchange(
        url="https://me:secret@news.example/a", fetched_at=START, status=200, headers=(), body=b"",
        request_headers=(*secrets, (b"Accept", b"text/html")),
    )  # fmt: skip
    _, (_, _, request) = through_a_file(sent)
    assert request.http_headers == [("Host", "news.example"), ("Accept", "text/html")]


def test_chunks_are_joined_already() -> None:
    headers = ((b"Transfer-Encoding", b"chunked"), (b"Content-Length", b"7"))
    (capture,), _ = through_a_file(exchange(headers=headers, body=b"whole"))
    assert capture.headers == ((b"Content-Length", b"5"),)


def test_what_wrote_the_file() -> None:
    record = warcinfo_record(
        filename="x.warc.gz", created_at=START, about={"software": "newsspiders/1", "operator": "a\r\nrobots: none"}
    )
    lines = record.raw_stream.read().decode().split("\r\n")
    assert "software: newsspiders/1" in lines
    assert "operator: a robots: none" in lines
    assert record.rec_headers.get_header("WARC-Filename") == "x.warc.gz"


def test_each_record_is_a_gzip_member() -> None:
    assert pack_records(exchange().records()).count(b"\x1f\x8b\x08") == 2


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="has no zone"):
        Exchange(url="https://x.example/", fetched_at=START.replace(tzinfo=None), status=200, headers=(), body=b"")
