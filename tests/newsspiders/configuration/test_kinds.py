"""What a value may be, whatever is written."""

from __future__ import annotations

import ast
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspiders.configuration import kinds
from newsspiders.configuration.keys import KEYS, Key
from newsspiders.configuration.load import parse

ALL_KINDS: dict[str, kinds.Kind] = {
    "text": kinds.text,
    "switch": kinds.switch,
    "whole": kinds.whole(of="things"),
    "seconds": kinds.seconds(),
    "seconds_list": kinds.seconds_list,
    "names": kinds.names,
    "level": kinds.level,
    "one_of": kinds.one_of("all", "some"),
    "database": kinds.database,
    "http_url": kinds.http_url,
    "durations": kinds.durations,
}

scalars = st.one_of(
    st.text(max_size=20),
    st.integers(),
    st.integers(min_value=10**308, max_value=10**309),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.from_regex(r"\A[0-9]{1,7} ?[smhdx]?(, ?[a-z]{1,4}=[0-9]{1,2}[smhd]){0,3}\Z"),
    st.from_regex(r"\Ahttps?://[\[\]a-z0-9:@.]{0,12}(/.*)?\Z"),
    st.sampled_from(["true", "off", "5", "0.5", "-1", "nan", "inf", "1e3", "INFO", "a, b", "sqlite:///x", "900,7200"]),
)
anything_in_toml = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.parametrize("name", list(ALL_KINDS))
@given(raw=anything_in_toml)
def test_whatever_is_written_is_a_value_or_told(name: str, raw: Any) -> None:
    try:
        value = ALL_KINDS[name](raw)
    except ValueError as error:
        told = str(error)
    else:
        told = ""
        assert ALL_KINDS[name](value) == value
    assert not told or told.startswith("write ")


@given(key=st.sampled_from([*KEYS.values()]), raw=anything_in_toml)
def test_what_is_shown_is_read_as_the_same(key: Key, raw: Any) -> None:
    try:
        value = key.kind(raw)
    except ValueError:
        return
    shown = ast.literal_eval(key.shown(value))
    if not key.is_secret:
        assert parse(key.name, shown) == value
        assert parse(key.name, str(value) if not isinstance(value, list) else ",".join(map(str, value))) == value


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (kinds.text, " a b ", "a b"),
        (kinds.switch, "Yes", True),
        (kinds.switch, 0, False),
        (kinds.whole(of="x"), "12", 12),
        (kinds.whole(of="x"), 0, 0),
        (kinds.seconds(), "0.5", 0.5),
        (kinds.seconds(), 2, 2.0),
        (kinds.seconds_list, [900, 7200], [900, 7200]),
        (kinds.seconds_list, "900, 7200,", [900, 7200]),
        (kinds.seconds_list, 900, [900]),
        (kinds.seconds_list, [], []),
        (kinds.names, ["cri", " kompas "], "cri,kompas"),
        (kinds.names, "cri , kompas,", "cri,kompas"),
        (kinds.level, "debug", "DEBUG"),
        (kinds.one_of("all", "some"), "Some", "some"),
        (kinds.database, "", ""),
        (kinds.database, "postgresql+psycopg://h/db", "postgresql+psycopg://h/db"),
        (kinds.http_url, "https://host:8443/x", "https://host:8443/x"),
        (kinds.duration, "90 M", timedelta(minutes=90)),
        (kinds.durations, "cri=1d, 30m ,a-b = 2h", "30m, cri=1d, a-b=2h"),
        (kinds.durations, {"default": "30m", "cri": "1d"}, "30m, cri=1d"),
    ],
)
def test_values(kind: kinds.Kind, raw: Any, value: Any) -> None:
    assert kind(raw) == value
    assert type(kind(raw)) is type(value)


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        (kinds.text, 5),
        (kinds.text, ["a"]),
        (kinds.switch, "maybe"),
        (kinds.switch, 2),
        (kinds.whole(of="x"), True),
        (kinds.whole(of="x"), 1.5),
        (kinds.whole(1, of="x"), 0),
        (kinds.whole(of="x"), "-1"),
        (kinds.whole(of="x"), [1]),
        (kinds.seconds(), "nan"),
        (kinds.seconds(), "inf"),
        (kinds.seconds(), 10**400),
        (kinds.seconds(), 1e10),
        (kinds.whole(of="seconds"), 10**12),
        (kinds.whole(of="hours"), 99_999_999),
        (kinds.seconds_list, [10**12]),
        (kinds.seconds(1), 0.5),
        (kinds.seconds(), {"a": 1}),
        (kinds.seconds_list, [900, 0]),
        (kinds.seconds_list, {"a": 1}),
        (kinds.names, {"cri": 1}),
        (kinds.names, 5),
        (kinds.level, "LOUD"),
        (kinds.one_of("all", "some"), "none"),
        (kinds.database, "mysql://h/db"),
        (kinds.http_url, ""),
        (kinds.http_url, "ftp://host/"),
        (kinds.http_url, "https://[host/"),
        (kinds.http_url, "https://host:port/"),
        (kinds.http_url, "https:///x"),
        (kinds.duration, "0m"),
        (kinds.duration, "1.5h"),
        (kinds.duration, "m"),
        (kinds.durations, ""),
        (kinds.durations, 30),
        (kinds.durations, "cri=1d"),
        (kinds.durations, "30m, 1h"),
        (kinds.durations, "30m, cri=1d, cri=2d"),
        (kinds.durations, "30m, =1d"),
        (kinds.durations, "30m, a=b=1d"),
        (kinds.durations, "30m, cri=soon"),
        (kinds.durations, {"cri": "1d"}),
        (kinds.durations, date(2026, 3, 7)),
    ],
)
def test_mistakes(kind: kinds.Kind, raw: Any) -> None:
    with pytest.raises(ValueError, match=r"^write "):
        kind(raw)
