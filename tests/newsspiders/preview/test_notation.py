"""Changes as JSON and as Python."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import Phrase, SiteDefinitionError
from extractors.changes import AddPhrase, AddSelector, Change, RemoveSelector
from newsspiders.preview.notation import NotationError, change_as_dict, change_of, code_of

TEXT = st.text(min_size=1).filter(lambda text: text == text.strip())
CHANGES: st.SearchStrategy[Change] = st.one_of(
    st.builds(AddSelector, field=TEXT, selector=TEXT, first=st.booleans(), evidence=st.sampled_from(["page", "guess"])),
    st.builds(RemoveSelector, field=TEXT, selector=TEXT),
    st.builds(
        AddPhrase, phrase=st.builds(Phrase, st.sampled_from(["a b", r"\d{1,3} c"]), st.just("cut"), st.just("x"))
    ),
)


@given(CHANGES)
def test_there_and_back(change: Change) -> None:
    told = change_as_dict(change)
    assert change_as_dict(change_of(json.loads(json.dumps(told)))) == told


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"kind": "all"},
        {"kind": "selector", "field": "drop"},
        {"kind": "selector", "field": "drop", "selector": " "},
        {"kind": "selector", "field": ["drop"], "selector": "p"},
        {"kind": "selector", "field": "drop", "selector": "p", "evidence": "sure"},
        {"kind": "selector", "field": "drop", "selector": "p", "evidence": ["page"]},
        {"kind": "remove"},
        {"kind": "phrase", "pattern": "a", "action": "drop", "reason": 3},
    ],
)
def test_what_is_no_change(told: dict[str, Any]) -> None:
    with pytest.raises(NotationError, match="write"):
        change_of(told)


@pytest.mark.parametrize(
    ("name", "value"), [("action", "eat"), ("pattern", "(a"), ("pattern", "(a+)+"), ("reason", "Ä")]
)
def test_a_phrase_is_checked(name: str, value: str) -> None:
    told = {"kind": "phrase", "pattern": "a", "action": "drop", "reason": "x", name: value}
    with pytest.raises(SiteDefinitionError, match="write|escape|bound"):
        change_of(told)


def test_as_python() -> None:
    assert code_of(AddSelector(field="body", selector="#x", first=True)) == 'body=page("#x") + …'
    assert code_of(RemoveSelector(field="drop", selector=".x")) == 'drop without ".x"'
    assert code_of(AddPhrase(phrase=Phrase(r"Xem (\d{1,3})", "drop", "more"))) == (
        r'Phrase(r"Xem (\d{1,3})", "drop", "more")'
    )
