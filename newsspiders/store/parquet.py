"""Records -> Parquet, with the types of the fields; needs pyarrow, which nothing else does."""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from itertools import islice
from typing import IO, Any, Literal, get_args, get_origin, get_type_hints

import pyarrow as pa  # type: ignore[import-untyped]  # no published types
import pyarrow.parquet as pq  # type: ignore[import-untyped]  # the same

from newsspiders.store.records import FIELDS

_GROUP = 1000
_PLAIN = {str: pa.string(), int: pa.int64(), datetime: pa.timestamp("us", tz="UTC")}


def write_parquet(records: Iterable[Mapping[str, Any]], stream: IO[bytes]) -> int:
    """Write records, a row group at a time; how many there were."""
    schema = pa.schema([(name, _type_of(hint)) for name, hint in FIELDS.items()])
    times = [name for name in FIELDS if schema.field(name).type == _PLAIN[datetime]]
    remaining, count = iter(records), 0
    with pq.ParquetWriter(stream, schema) as writer:
        while group := [_with_times(record, times) for record in islice(remaining, _GROUP)]:
            writer.write_table(pa.Table.from_pylist(group, schema=schema))
            count += len(group)
    return count


def _with_times(record: Mapping[str, Any], times: list[str]) -> dict[str, Any]:
    read = {name: datetime.fromisoformat(record[name]) for name in times if record[name] is not None}
    return {**record, **read, "origins": list(record["origins"].items())}


def _type_of(hint: Any) -> pa.DataType:
    if hint in _PLAIN:
        return _PLAIN[hint]
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is types.UnionType:
        return _type_of(next(argument for argument in arguments if argument is not type(None)))
    if origin is Literal:
        return pa.string()
    if origin is tuple:
        return pa.list_(_type_of(arguments[0]))
    if origin is Mapping:
        return pa.map_(_type_of(arguments[0]), _type_of(arguments[1]))
    assert is_dataclass(hint), f"no Parquet type for {hint}"
    hints = get_type_hints(hint)
    return pa.struct([(f.name, _type_of(hints[f.name])) for f in fields(hint)])
