"""The index: made once, made anew when the file changed, and never in the way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsspiders.archive.index import Index, build_index, load_index, surt
from newsspiders.archive.members import Damage, Member, read_member
from tests.newsspiders.archive.warcs import START, exchange, extracted, write_warc


def write_file(folder: Path, count: int = 3) -> Path:
    """A file of some answers, the first one an article."""
    sent = [exchange(number) for number in range(count)]
    write_warc(folder / "x.warc.gz", [*sent, extracted(sent[0])])
    return folder / "x.warc.gz"


def urls(index: Index) -> list[str]:
    return [entry.url for entry in index.entries]


def test_entries(tmp_path: Path) -> None:
    sent = exchange(1, url="https://news.example/z", headers=((b"content-type", b"TEXT/html ; charset=x"),), status=404)
    article = exchange(2, url="https://news.example/a", headers=())
    write_warc(tmp_path / "x.warc.gz", [sent, article, extracted(article)])
    index = load_index(tmp_path / "x.warc.gz")
    assert [(entry.url[-1], entry.status, entry.mime) for entry in index.entries] == [
        ("a", 200, "unk"), ("a", None, "warc/metadata"), ("z", 404, "text/html"),
    ]  # fmt: skip
    assert [entry.refers_to for entry in index.entries] == ["", article.record_id, ""]
    assert index.entries[2].record_id == sent.record_id
    assert index.entries[2].fetched_at == START
    for entry in index.entries:
        member = read_member(index.path, entry.offset)
        assert isinstance(member, Member)
        assert member.header("WARC-Record-ID") == entry.record_id
        assert member.length == entry.length


def test_kept_beside_the_file_in_the_common_form(tmp_path: Path) -> None:
    path = write_file(tmp_path)
    load_index(path)
    _, *lines = (tmp_path / "x.warc.gz.cdxj").read_text().splitlines()
    assert lines == sorted(lines)
    key, timestamp, facts = lines[0].split(" ", 2)
    assert (key, timestamp) == ("example,news)/a-0.html", "20260307080000")
    assert {name: type(value) for name, value in json.loads(facts).items()} == dict.fromkeys(
        ("url", "mime", "status", "digest", "length", "offset", "filename", "date", "id"), str
    )


def test_what_is_kept_is_used(tmp_path: Path) -> None:
    path = write_file(tmp_path)
    built = load_index(path)
    kept = (tmp_path / "x.warc.gz.cdxj").read_text()
    path.write_bytes(bytes(path.stat().st_size))  # same size, nothing to read any more
    assert load_index(path) == built
    assert (tmp_path / "x.warc.gz.cdxj").read_text() == kept


def test_a_file_that_grew_is_walked_again(tmp_path: Path) -> None:
    path = write_file(tmp_path)
    load_index(path)
    more = tmp_path / "more" / "y.warc.gz"
    write_warc(more, [exchange(7)])
    path.write_bytes(path.read_bytes() + more.read_bytes())
    assert urls(load_index(path))[-1] == "https://news.example/a-7.html"
    assert load_index(path) == build_index(path)


@pytest.mark.parametrize(
    "kept", ["", "\n", "nonsense", "!meta {}\n", "!meta []\n", '!meta {"format": "newsspiders 1"}']
)
def test_an_index_that_is_none_is_made_anew(tmp_path: Path, kept: str) -> None:
    path = write_file(tmp_path)
    (tmp_path / "x.warc.gz.cdxj").write_text(kept)
    assert len(load_index(path).entries) == 4
    assert (tmp_path / "x.warc.gz.cdxj").read_text().startswith('!meta {"format": "newsspiders 1"')


@pytest.mark.parametrize("line", ["x", "x 1", "x 1 {}", "x 1 []"])
def test_an_index_with_a_broken_line_is_made_anew(tmp_path: Path, line: str) -> None:
    path = write_file(tmp_path)
    load_index(path)
    with (tmp_path / "x.warc.gz.cdxj").open("a") as kept:
        kept.write(f"{line}\n")
    assert load_index(path) == build_index(path)


def test_where_nothing_may_be_written(tmp_path: Path) -> None:
    path = write_file(tmp_path)
    (tmp_path / "x.warc.gz.cdxj").mkdir()  # refuses a file in its place, to root as well
    assert len(load_index(path).entries) == 4
    assert sorted(found.name for found in tmp_path.iterdir()) == ["x.warc.gz", "x.warc.gz.cdxj"]


def test_damage_is_remembered(tmp_path: Path) -> None:
    path = write_file(tmp_path)
    path.write_bytes(path.read_bytes()[:-5])
    built = load_index(path)
    assert [type(damage) for damage in built.damages] == [Damage]
    assert len(built.entries) == 3
    assert load_index(path) == built


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.news.example", "example,news)/"),
        ("http://news.example:8080/A?b&a", "example,news:8080)/a?a&b"),
        ("https://news.example/a b", "example,news)/a%20b"),
        ("http://[oops/a b", "http://[oops/a%20b"),
    ],
)
def test_keys(url: str, key: str) -> None:
    assert surt(url) == key


def test_what_other_tools_write(tmp_path: Path) -> None:
    """Metadata that is no article of ours is passed over; what is no answer, or has no date, is told."""
    records = [
        "WARC-Type: metadata\r\nContent-Type: application/warc-fields\r\nWARC-Refers-To: <x>\r\n",
        "WARC-Type: metadata\r\nContent-Type: application/json\r\n",
        "WARC-Type: revisit\r\n",
        "WARC-Type: response\r\nWARC-Date: 2026-03-07T08:00:00Z\r\n",
        "WARC-Type: metadata\r\nContent-Type: application/json\r\nWARC-Refers-To: <x>\r\n",
    ]
    path = tmp_path / "x.warc"
    path.write_bytes("".join(f"WARC/1.0\r\n{head}Content-Length: 0\r\n\r\n\r\n\r\n" for head in records).encode())
    index = load_index(path)
    assert index.entries == ()
    assert [damage.reason for damage in index.damages] == [
        "no HTTP response but something that begins with b''",
        "a record without a date",
    ]
