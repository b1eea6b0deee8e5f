"""Members: damage costs the records it hits and no other, wherever it is."""

from __future__ import annotations

import gzip
import io
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.recompressor import Recompressor

from newsspiders.archive import members
from newsspiders.archive.members import Damage, Member, iter_members, read_member
from newsspiders.archive.records import pack_records
from tests.newsspiders.archive.warcs import exchange, extracted, write_warc


def small_warc() -> tuple[bytes, list[int]]:
    """A file of seven records, and where each begins; the last number is its end."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.warc.gz"
        first = exchange(1)
        write_warc(path, [first, extracted(first), exchange(2), exchange(3, body=gzip.compress(b"<p>packed" * 9))])
        found = [member for member in iter_members(path) if isinstance(member, Member)]
        return path.read_bytes(), [*(member.offset for member in found), path.stat().st_size]


CONTENT, OFFSETS = small_warc()


def read(content: bytes, *, name: str = "x.warc.gz") -> tuple[dict[int, Member], list[Damage]]:
    """What a file of that content gives."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        found = list(iter_members(path))
    records = {member.offset: member for member in found if isinstance(member, Member)}
    return records, [damage for damage in found if isinstance(damage, Damage)]


WHOLE, NO_DAMAGE = read(CONTENT)


def unpacked() -> bytes:
    return gzip.decompress(CONTENT)


def test_a_whole_file() -> None:
    assert not NO_DAMAGE
    assert [member.kind for member in WHOLE.values()] == [
        "warcinfo", "response", "request", "metadata", "response", "request", "response", "request",
    ]  # fmt: skip
    assert [member.offset + member.length for member in WHOLE.values()] == OFFSETS[1:]


@given(place=st.integers(0, len(CONTENT) - 1), flipped=st.integers(1, 255))
def test_a_flipped_byte_costs_one_record(place: int, flipped: int) -> None:
    content = bytearray(CONTENT)
    content[place] ^= flipped
    records, damages = read(bytes(content))
    hit = max(offset for offset in OFFSETS if offset <= place)
    assert {offset: member.block for offset, member in records.items() if offset != hit} == {
        offset: member.block for offset, member in WHOLE.items() if offset != hit
    }
    if hit in records:  # a part of the gzip header that says nothing of the record
        assert records[hit].block == WHOLE[hit].block
    else:
        assert [damage.offset for damage in damages] == [hit]


@given(place=st.integers(0, len(CONTENT)), inserted=st.binary(min_size=1, max_size=50))
def test_strange_bytes_cost_one_record(place: int, inserted: bytes) -> None:
    records, damages = read(CONTENT[:place] + inserted + CONTENT[place:])
    hit = max(offset for offset in OFFSETS if offset <= place)
    blocks = [member.block for member in records.values()]
    assert [member.block for offset, member in WHOLE.items() if offset != hit] == [
        block for block in blocks if block != (WHOLE[hit].block if hit in WHOLE else None)
    ]
    assert damages


@given(st.integers(0, len(CONTENT)))
def test_a_truncated_file_gives_what_it_holds(size: int) -> None:
    records, damages = read(CONTENT[:size])
    assert list(records) == [start for start, end in zip(OFFSETS, OFFSETS[1:], strict=False) if end <= size]
    assert len(damages) == int(size not in (0, *OFFSETS))


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_told(content: bytes) -> None:
    for name in ("x.warc.gz", "x.warc"):
        records, damages = read(content, name=name)
        assert not records
        assert len(damages) == int(bool(content))


def test_a_plain_file() -> None:
    records, damages = read(unpacked(), name="x.warc")
    assert not damages
    assert [member.block for member in records.values()] == [member.block for member in WHOLE.values()]


@given(place=st.integers(0, len(unpacked()) - 1), flipped=st.integers(1, 255))
def test_a_flipped_byte_of_a_plain_file_costs_two_records_at_most(place: int, flipped: int) -> None:
    content = bytearray(unpacked())
    content[place] ^= flipped
    records, _ = read(bytes(content), name="x.warc")
    known = {member.block for member in WHOLE.values()}
    assert sum(member.block in known for member in records.values()) >= len(WHOLE) - 2


@given(st.integers(0, len(unpacked())))
def test_a_truncated_plain_file_gives_what_it_holds(size: int) -> None:
    records, _ = read(unpacked()[:size], name="x.warc")
    blocks = [member.block for member in WHOLE.values()]
    assert [member.block for member in records.values()] == blocks[: len(records)]


def test_a_record_at_its_place(tmp_path: Path) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(CONTENT)
    for offset, member in WHOLE.items():
        found = read_member(path, offset)
        assert isinstance(found, Member)
        assert found.block == member.block
    damage = read_member(path, OFFSETS[1] + 1)
    assert isinstance(damage, Damage)
    assert f"x.warc.gz: damaged at byte {OFFSETS[1] + 1}: broken gzip" in str(damage)


def test_blocks_that_are_not_wanted_are_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(CONTENT)
    found = list(iter_members(path, wanted=lambda headers: headers.get_header("WARC-Type") == "metadata"))
    assert [member.block for member in found if isinstance(member, Member)] == [b'{"title": "T"}']
    assert len(found) == 1


@pytest.mark.parametrize("name", ["x.warc.gz", "x.warc"])
def test_a_record_that_is_too_large_is_told(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(members, "MAX_RECORD_BYTES", 5000)
    packed = b"".join(
        pack_records(exchange(number, body=b"x" * size).records()) for number, size in enumerate([10, 6000, 10])
    )
    records, damages = read(packed if name.endswith("gz") else gzip.decompress(packed), name=name)
    assert [member.kind for member in records.values()] == ["response", "request", "request", "response", "request"]
    assert "5000 are the limit" in damages[0].reason
    assert len(damages) == 1


def test_a_file_packed_as_a_whole_is_told_how_to_mend(tmp_path: Path) -> None:
    path = tmp_path / "whole.warc.gz"
    path.write_bytes(gzip.compress(unpacked()))
    (damage,) = iter_members(path)
    assert isinstance(damage, Damage)
    assert "warcio recompress OLD NEW" in damage.reason
    Recompressor(str(path), str(tmp_path / "mended.warc.gz")).recompress()
    assert len(list(iter_members(tmp_path / "mended.warc.gz"))) == len(WHOLE)


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (b"WARC/1.1\r\nWARC-Type: response\r\n\r\n", "does not tell its length"),
        (b"WARC/1.1\r\nContent-Length: -1\r\n\r\n", "does not tell its length"),
        (b"WARC/1.1\r\nContent-Length: 99\r\n\r\nshort\r\n\r\n", "90 bytes shorter than it says"),
        (b"WARC/1.1\r\nContent-Length: 0\r\nX: " + b"x" * 70_000, "does not tell its length"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "something else than a WARC record"),
        (b"", "something else than a WARC record"),
    ],
)
def test_heads_that_are_none(head: bytes, told: str) -> None:
    records, damages = read(gzip.compress(head) + CONTENT)
    assert told in damages[0].reason
    assert [member.block for member in records.values()] == [member.block for member in WHOLE.values()]


def test_a_body_that_looks_like_records_is_a_body() -> None:
    content = pack_records(exchange(1, body=CONTENT).records()) + pack_records(exchange(2).records())
    records, damages = read(content)
    assert [member.kind for member in records.values()] == ["response", "request", "response", "request"]
    assert not damages


def test_memory_does_not_grow_with_what_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "x.warc.gz"
    bomb = io.BytesIO()
    with gzip.open(bomb, "wb") as stream:
        stream.write(b"WARC/1.1\r\nContent-Length: 999999999999\r\n\r\n")
        for _ in range(80):
            stream.write(bytes(1024 * 1024))
    path.write_bytes(bomb.getvalue() + CONTENT)
    damage, *rest = iter_members(path)
    assert isinstance(damage, Damage)
    assert "shorter than it says" in damage.reason
    assert len(rest) == len(WHOLE)
