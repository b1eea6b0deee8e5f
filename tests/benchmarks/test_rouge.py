"""ROUGE-LSum, and the benchmark that uses it, on made pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import learn
from benchmarks.rouge import rouge_lsum, rouge_with_optional
from tests.extractors.learning.made_site import INVITATION, made_pages

PARAGRAPHS = st.lists(st.text("ab cd", max_size=20), max_size=6)


@pytest.mark.parametrize(
    ("got", "gold", "precision", "recall"),
    [
        (["a b c d"], ["a b c d"], 1.0, 1.0),
        (["a b"], ["a b c d"], 1.0, 0.5),
        (["a b c d"], ["d c b a"], 0.25, 0.25),
        (["a b", "c d"], ["a b c d"], 1.0, 1.0),
        (["a x b"], ["A, b!"], 2 / 3, 1.0),
        (["a a a"], ["a"], 1 / 3, 1.0),
        (["x"], ["a"], 0.0, 0.0),
        ([], ["a"], 0.0, 0.0),
    ],
)
def test_known_values(got: list[str], gold: list[str], precision: float, recall: float) -> None:
    score = rouge_lsum(got, gold)
    assert score.precision == pytest.approx(precision)
    assert score.recall == pytest.approx(recall)


def test_the_published_example() -> None:
    """Lin (2004), 3.2: the union of w1 w2 and w1 w3 w5 is four of the five words of the gold."""
    score = rouge_lsum(["w1 w2 w6 w7 w8", "w1 w3 w8 w9 w5"], ["w1 w2 w3 w4 w5"])
    assert score.recall == pytest.approx(4 / 5)


def test_optional_paragraphs_may_be_there_or_not() -> None:
    gold = ["[the lead]", "the text"]
    assert rouge_with_optional(["the text"], gold).f1 == 1.0
    assert rouge_with_optional(["the lead", "the text"], gold).f1 == 1.0
    assert rouge_with_optional(["the lead", "the text", "more"], gold).f1 < 1.0


@given(PARAGRAPHS)
def test_a_text_agrees_with_itself(paragraphs: list[str]) -> None:
    assert rouge_lsum(paragraphs, paragraphs).f1 in (0.0, 1.0)


@given(PARAGRAPHS, PARAGRAPHS)
def test_shares_are_shares(got: list[str], gold: list[str]) -> None:
    score = rouge_lsum(got, gold)
    assert 0.0 <= score.precision <= 1.0
    assert 0.0 <= score.recall <= 1.0


def test_the_benchmark_of_learning(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = {}
    for number, page in enumerate(made_pages(4)):
        (tmp_path / f"Ben_{number}.html").write_bytes(page.html)
        gold[f"Ben_{number}.html"] = {"url": page.url, "body": [f"[{page.lead}]", *page.paragraphs]}
    (tmp_path / "gold.json").write_text(json.dumps(gold), "utf-8")
    assert learn.main([str(tmp_path), "--leave", "1", "--pages"]) == 0
    assert capsys.readouterr().out.endswith("goal 0.985: reached\n")
    for facts in gold.values():
        facts["body"] = [INVITATION]
    (tmp_path / "gold.json").write_text(json.dumps(gold), "utf-8")
    assert learn.main([str(tmp_path), "--leave", "1"]) == 1
    with pytest.raises(SystemExit, match="2"):
        learn.main([str(tmp_path), "--leave", "3"])
