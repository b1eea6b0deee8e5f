"""Changes of fields, and how they are shown."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspiders.reextraction.changes import FIELDS, changed_fields, facts_of_item, fingerprint
from tests.newsspiders.articles import make_item

LONG = "Ngày 7/3, cơ quan chức năng cho biết tin này đã được kiểm chứng tại hiện trường vụ việc ở Hà Nội"
VALUES = st.one_of(st.none(), st.text(), st.lists(st.text()), st.dictionaries(st.text(), st.text()))


@pytest.mark.parametrize(
    ("field", "before", "after", "shown"),
    [
        ("title", "Giá  vàng", None, ("Giá vàng", "")),
        ("lead", f"{LONG}. Chia sẻ", LONG, ("…ờng vụ việc ở Hà Nội. Chia sẻ", "…ờng vụ việc ở Hà Nội")),
        ("tags", ["vàng", "bạc"], ["vàng", "giá"], ("bạc", "giá")),
        ("tags", ["vàng", "bạc"], ["bạc", "vàng"], ("vàng / bạc", "bạc / vàng")),
        ("tags", ["vàng"], ["vàng", "vàng"], ("vàng", "vàng / vàng")),
        (
            "body",
            [{"type": "paragraph", "text": "Một."}, {"type": "paragraph", "text": "Hai."}],
            [{"type": "paragraph", "text": "Một."}],
            ("Hai.", ""),
        ),
        ("images", [], [{"url": "u", "caption": "C", "credit": None}], ("", "url: u, caption: C")),
        ("removed", [], [{"rule": "r", "reason": "x", "text": "t", "where": None}], ("", "r: t")),
        ("origins", {"title": "rule", "lead": "meta"}, {"title": "h1", "lead": "meta"}, ("title: rule", "title: h1")),
    ],
)
def test_what_is_shown(field: str, before: Any, after: Any, shown: tuple[str, str]) -> None:
    (change,) = changed_fields({field: before}, {field: after})
    assert change.field == field
    assert (change.before, change.after) == shown


def test_the_order_is_the_articles() -> None:
    before, after = (facts_of_item(make_item(title=t, tags=(t,), lead=t, section=t)) for t in "ab")
    assert [change.field for change in changed_fields(before, after)] == ["title", "lead", "section", "tags"]
    assert set(before) == set(FIELDS)


@given(field=st.sampled_from(FIELDS), before=VALUES, after=VALUES)
def test_a_change_is_told_whenever_there_is_one(field: str, before: Any, after: Any) -> None:
    changes = changed_fields({field: before}, {field: after})
    assert [change.field for change in changes] == ([] if before == after else [field])
    assert all(len(text) <= 102 for change in changes for text in (change.before, change.after))
    if before != after:
        assert fingerprint({field: before}) != fingerprint({field: after})


@given(before=st.text(alphabet="ab ", min_size=1), after=st.text(alphabet="ab ", min_size=1))
def test_what_differs_is_in_sight(before: str, after: str) -> None:
    for change in changed_fields({"title": before}, {"title": after}):
        assert (change.before != change.after) == (before.split() != after.split())
