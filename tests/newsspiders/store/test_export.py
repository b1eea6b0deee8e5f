"""Files of records: a whole file or none, and what each format makes of a record."""

from __future__ import annotations

import csv
import io
import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pyarrow.parquet as pq  # type: ignore[import-untyped]  # no published types
import pytest

from extractors import Image
from newsspiders.store import Store
from newsspiders.store.export import whole_file, write_records
from newsspiders.store.records import FIELDS
from newsspiders.store.schema_json import SCHEMA_FILE, json_schema, schema_text
from tests.newsspiders.articles import MOMENT, make_item


@pytest.fixture
def records(store: Store) -> list[dict[str, Any]]:
    image = Image(url="https://x.example/a.jpg", caption="Ảnh", credit=None)
    store.save(make_item(images=(image,), tags=("vàng", "giá")))
    store.save(make_item(canonical_url="https://x.example/b", title="=1+1", lead="-x", published=None, site="cri"))
    store.save(make_item(images=(image,), tags=("vàng", "giá"), title="Giảm", fetched_at=MOMENT + timedelta(hours=1)))
    with store.read() as session:
        return list(session.records())


def written(records: list[dict[str, Any]], form: str) -> bytes:
    stream = io.BytesIO()
    assert write_records(records, stream, form=form) == len(records)
    return stream.getvalue()


def test_a_record_is_the_item_and_what_the_store_adds(records: list[dict[str, Any]]) -> None:
    assert list(records[0]) == list(FIELDS)
    added = ("revision", "first_seen", "last_seen")
    expected = make_item(canonical_url="https://x.example/b", title="=1+1", lead="-x", published=None, site="cri")
    assert {name: value for name, value in records[1].items() if name not in added} == expected.as_dict()
    assert [records[0][name] for name in added] == [2, "2026-03-07T01:00:00+00:00", "2026-03-07T02:00:00+00:00"]


def test_jsonl_obeys_the_schema(records: list[dict[str, Any]]) -> None:
    lines = written(records, "jsonl").decode().splitlines()
    assert [json.loads(line) for line in lines] == records
    for line in lines:
        jsonschema.validate(json.loads(line), json_schema())


def test_the_schema_refuses_what_is_no_record(records: list[dict[str, Any]]) -> None:
    for wrong in ({"title": 1}, {"extra": "x"}, {"body": [{"type": "poem", "text": "x"}]}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**records[0], **wrong}, json_schema())


def test_the_kept_schema_is_current() -> None:
    told = "run python -m newsspiders.store.schema_json"
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text(), told


def test_csv(records: list[dict[str, Any]]) -> None:
    rows = list(csv.DictReader(io.StringIO(written(records, "csv").decode(), newline="")))
    assert list(rows[0]) == list(FIELDS)
    assert json.loads(rows[0]["tags"]) == ["vàng", "giá"]
    assert rows[0]["text"] == records[0]["text"]
    assert (rows[1]["title"], rows[1]["lead"], rows[1]["published"]) == ("'=1+1", "'-x", "")


def test_parquet_has_types(records: list[dict[str, Any]]) -> None:
    table = pq.read_table(io.BytesIO(written(records, "parquet")))
    assert table.column_names == list(FIELDS)
    assert str(table.schema.field("published").type) == "timestamp[us, tz=UTC]"
    rows = table.to_pylist(maps_as_pydicts="strict")
    assert rows[0]["published"] == MOMENT.astimezone(UTC)
    assert rows[0]["images"] == records[0]["images"]
    as_json = json.loads(json.dumps(rows, default=datetime.isoformat))
    for row, record in zip(as_json, records, strict=True):
        jsonschema.validate(row, json_schema())
        assert row == record


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_nothing_is_a_file_too(form: str) -> None:
    content = written([], form)
    assert content.count(b"\n") == {"jsonl": 0, "csv": 1}.get(form, content.count(b"\n"))
    if form == "parquet":
        assert pq.read_table(io.BytesIO(content)).num_rows == 0


def test_choice_of_records(store: Store, records: list[dict[str, Any]]) -> None:
    del records
    with store.read() as session:
        assert [record["site"] for record in session.records(sites=["cri"])] == ["cri"]
        assert len(list(session.records(since=MOMENT))) == 2
        assert list(session.records(until=MOMENT)) == []
        assert list(session.records(since=MOMENT + timedelta(seconds=1))) == []  # no date: when it was first seen


def test_a_file_is_whole_or_as_before(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("before")

    def fail() -> None:
        with whole_file(path) as stream:
            stream.write(b"half")
            raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        fail()
    assert path.read_text() == "before"
    with whole_file(path) as stream:
        stream.write(b"after")
        assert path.read_text() == "before"
    assert path.read_text() == "after"
    assert os.listdir(tmp_path) == ["out.jsonl"]


def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "out.csv")
    with whole_file(tmp_path / "link") as stream:
        stream.write(b"x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "out.csv").read_bytes() == b"x"


def test_a_device_is_not_replaced() -> None:
    with whole_file(Path("/dev/null")) as stream:
        stream.write(b"x")
    assert Path("/dev/null").is_char_device()
