"""HTTP messages: what other tools put into records, and every content encoding Scrapy takes."""

from __future__ import annotations

import contextlib
import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.utils import _compression

from newsspiders.archive.http_messages import HttpMessageError, HttpResponse, decode_body, parse_response

MIB = 1024 * 1024
PAGE = "<p>Giá vàng hôm nay".encode() * 50
brotli = _compression.brotli  # type: ignore[attr-defined]  # imported there by platform
zstd = _compression.zstd  # type: ignore[attr-defined]  # the same


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


PACKED = {
    "gzip": gzip.compress(PAGE),
    "x-gzip": gzip.compress(PAGE),
    "deflate": zlib.compress(PAGE),
    "DEFLATE": raw_deflate(PAGE),
    "br": brotli.compress(PAGE),
    "zstd": zstd.compress(PAGE),
    "deflate, gzip": gzip.compress(zlib.compress(PAGE)),
    "identity": PAGE,
    "": PAGE,
}


def response(body: bytes, encoding: str) -> HttpResponse:
    return HttpResponse(status=200, headers=((b"content-encoding", encoding.encode()),), body=body)


@pytest.mark.parametrize("encoding", PACKED)
def test_encodings(encoding: str) -> None:
    assert decode_body(response(PACKED[encoding], encoding), max_bytes=MIB) == PAGE


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_bombs(encoding: str) -> None:
    with pytest.raises(HttpMessageError, match="exceeded"):
        decode_body(response(PACKED[encoding], encoding), max_bytes=100)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_broken_bodies(encoding: str) -> None:
    with pytest.raises(HttpMessageError, match=f"decoded from {encoding}"):
        decode_body(response(b"\xff\xfe not packed at all", encoding), max_bytes=MIB)


@given(encoding=st.sampled_from(["gzip", "deflate", "br", "zstd", "gzip, br"]), body=st.binary(max_size=300))
def test_any_body_is_decoded_or_refused(encoding: str, body: bytes) -> None:
    with contextlib.suppress(HttpMessageError):
        assert isinstance(decode_body(response(body, encoding), max_bytes=MIB), bytes)


def test_an_empty_body_needs_no_decoding() -> None:
    assert decode_body(response(b"", "gzip"), max_bytes=MIB) == b""


def test_chunks_of_other_tools_are_joined() -> None:
    parsed = parse_response(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX: y\r\n\r\n5\r\nGi\xc3\xa1 \r\n4\r\nvang\r\n0\r\n\r\n"
    )
    assert parsed.body == "Giá vang".encode()
    assert parsed.headers == ((b"X", b"y"),)


def test_odd_heads() -> None:
    parsed = parse_response(b"HTTP/1.0 200\nName : value\n  goes on\nno header\nName: again\n\nbody\n\nmore")
    assert parsed.status == 200
    assert parsed.headers == ((b"Name", b"value goes on"), (b"Name", b"again"))
    assert parsed.values(b"name") == (b"value goes on", b"again")
    assert parsed.body == b"body\n\nmore"


def test_a_head_without_headers() -> None:
    assert parse_response(b"HTTP/1.1 200 OK\r\n\r\nbody").body == b"body"
    assert parse_response(b"HTTP/1.1 200 OK\r\n").headers == ()


@pytest.mark.parametrize("block", [b"", b"\r\n", b"<html>", b"HTTP/1.1 OK", b"HTTP/1.1 99", b"HTTP/1.1 2000 OK"])
def test_no_response(block: bytes) -> None:
    with pytest.raises(HttpMessageError, match="no HTTP response"):
        parse_response(block)


@given(st.binary(max_size=200))
def test_any_bytes_are_parsed_or_refused(rest: bytes) -> None:
    assert parse_response(b"HTTP/1.1 200 OK\r\n" + rest).status == 200
