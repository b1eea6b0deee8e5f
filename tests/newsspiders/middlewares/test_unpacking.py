"""Gzip in one go: the same as Scrapy's, or left to it."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.utils.gz import gunzip

from newsspiders.middlewares.unpacking import QuickCompression, unpack_whole

decode = QuickCompression._decode


@given(st.binary(max_size=3000))
def test_what_was_packed_comes_out(content: bytes) -> None:
    assert unpack_whole(gzip.compress(content), max_bytes=0) == content
    assert unpack_whole(gzip.compress(content), max_bytes=5000) == content


@given(st.binary(min_size=1, max_size=500), st.integers(0, 499))
def test_the_same_as_scrapy_whatever_is_broken(content: bytes, position: int) -> None:
    packed = bytearray(gzip.compress(content))
    packed[position % len(packed)] ^= 1
    for body in (bytes(packed), bytes(packed[: position % len(packed)])):
        try:
            expected = gunzip(body)
        except Exception as error:  # noqa: BLE001  # whatever Scrapy raises
            with pytest.raises(type(error)):
                decode(body, b"gzip", 0)
        else:
            assert decode(body, b"gzip", 0) == expected


def test_several_members() -> None:
    assert decode(gzip.compress(b"a") + gzip.compress(b"b"), b"gzip", 0) == b"ab"


def test_a_bomb_is_scrapys_business() -> None:
    bomb = gzip.compress(b"\0" * 10**6)
    assert unpack_whole(bomb, max_bytes=1000) is None
    with pytest.raises(Exception, match="1000"):
        decode(bomb, b"gzip", 1000)


def test_other_encodings_are_scrapys_business() -> None:
    assert decode(zlib.compress(b"tin"), b"deflate", 0) == b"tin"
