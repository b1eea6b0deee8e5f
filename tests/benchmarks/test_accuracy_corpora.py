"""Folders and gold: what is read, and what is said when something is wrong."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest

from benchmarks.accuracy.corpora import read_corpora, read_corpus
from benchmarks.accuracy.gold import BLOCK_TYPES, FIELDS, Block, CorpusError, read_gold
from benchmarks.samples import FIXTURES, iter_fixtures
from tests.benchmarks.gold_pages import GOLD, HTML, write_page

DOC = Path(__file__).parents[2] / "docs" / "accuracy.md"


def test_the_fields_of_the_document_are_the_readers() -> None:
    table = DOC.read_text("utf-8").partition("| field | kind | needed |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| (yes)? ?\| \S", table, re.MULTILINE)
    assert [(name, kind, bool(needed)) for name, kind, needed in rows] == [
        (one.name, one.kind, one.is_required) for one in FIELDS.values()
    ]


def test_the_example_of_the_document_is_a_gold() -> None:
    example = re.search(r"```json\n(.*?)```", DOC.read_text("utf-8"), re.DOTALL)
    assert example
    assert read_gold(json.loads(example[1]), where="docs/accuracy.md").body[1].type == "heading"


def test_the_annotation_rules_name_every_block_type() -> None:
    rules = DOC.read_text("utf-8").partition("## How to annotate")[2].partition("\n## ")[0]
    assert all(f"`{name}`" in rules for name in BLOCK_TYPES)


def test_a_page_and_its_gold(tmp_path: Path) -> None:
    write_page(tmp_path / "tin")
    (tmp_path / "tin" / "section-front.html").write_text("<html></html>", "utf-8")
    (tmp_path / "notes.json").write_text("[1]", "utf-8")
    (page,) = read_corpus(tmp_path)
    assert (page.name, page.site, page.language) == ("tin/cau-moi", "tin", "vi")
    assert page.html() == HTML.encode()
    assert page.gold.body[1] == Block("heading", "Hai năm xây dựng")
    assert page.gold.published is not None
    assert page.gold.published.isoformat() == GOLD["published"]


def test_a_packed_page(tmp_path: Path) -> None:
    page = write_page(tmp_path).with_name("cau-moi.html")
    page.with_name("cau-moi.html.gz").write_bytes(gzip.compress(page.read_bytes()))
    page.unlink()
    assert read_corpus(tmp_path)[0].html() == HTML.encode()


def test_a_packed_page_that_is_cut_short(tmp_path: Path) -> None:
    page = write_page(tmp_path).with_name("cau-moi.html")
    page.with_name("cau-moi.html.gz").write_bytes(gzip.compress(page.read_bytes())[:-20])
    page.unlink()
    (read,) = read_corpus(tmp_path)
    with pytest.raises(CorpusError, match=r"cau-moi\.html\.gz: cannot be read .*; save the page again"):
        read.html()


def test_fields_that_are_left_out_are_not_annotated(tmp_path: Path) -> None:
    write_page(tmp_path, tags=..., lead=None, site=...)
    (page,) = read_corpus(tmp_path)
    assert "tags" not in page.gold.annotated
    assert "lead" in page.gold.annotated
    assert page.site == "tin.example.vn"


def test_all_article_fixtures_are_read() -> None:
    pages = read_corpus(FIXTURES)
    assert len(pages) == len(list(iter_fixtures()))
    assert any(page.gold.captions for page in pages)


def test_unchecked_fields_of_a_fixture_are_not_annotated() -> None:
    (page,) = (page for page in read_corpus(FIXTURES) if page.name.startswith("redesigned/"))
    assert "section" not in page.gold.annotated
    assert "title" in page.gold.annotated


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"body": ...}, r'body is missing or empty; write blocks: \[\{"type": "paragraph"'),
        ({"body": []}, "body is missing or empty"),
        ({"url": ""}, "url is missing or empty; write a text"),
        ({"body": "Sáng 7/3"}, "body is 'Sáng 7/3'; write blocks"),
        ({"body": ["Sáng 7/3"]}, r"body\[0\] is 'Sáng 7/3'; write blocks"),
        ({"body": [{"type": "p", "text": "a"}]}, r"body\[0\]\.type is 'p'; write .* types are paragraph, heading"),
        ({"body": [{"type": [], "text": "a"}]}, r"body\[0\]\.type is \[\]"),
        ({"body": [{"type": "list", "text": " "}]}, r"body\[0\]\.text is ' '"),
        ({"tags": "cầu, sông"}, r"tags is 'cầu, sông'; write a list of texts: \[\"…\""),
        ({"absent": [1]}, r"absent is \[1\]; write a list of texts"),
        ({"title": 7}, "title is 7; write a text or null"),
        ({"published": "7/3/2026"}, "published is '7/3/2026'; write ISO 8601 with an offset: 2026-03-07T08"),
        ({"published": "2026-03-07T08:01:00"}, "published is '2026-03-07T08:01:00', without a zone; write ISO 8601"),
        ({"published_alt": ["morgen"]}, r"published_alt is 'morgen'; write a list of times"),
        ({"abscent": []}, "abscent is no field of a gold; write absent"),
        ({"qqq": []}, "qqq is no field of a gold; take it out"),
    ],
)
def test_what_is_wrong_with_a_gold_is_said_in_one_line(tmp_path: Path, changes: dict[str, Any], message: str) -> None:
    path = write_page(tmp_path, **changes)
    with pytest.raises(CorpusError, match=message) as caught:
        read_corpus(tmp_path)
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"url": "x",\n', "line 2: no JSON .*; mend that line"),
        (b"\xff\xfe{", r"is not UTF-8 \(byte 0\); save it as UTF-8"),
        (b"[1]", "holds a list; write an object"),
        (b"[" * 100_000, "cannot be read"),
    ],
)
def test_json_that_is_broken(tmp_path: Path, content: bytes, message: str) -> None:
    write_page(tmp_path).write_bytes(content)
    with pytest.raises(CorpusError, match=rf"cau-moi\.gold\.json: {message}"):
        read_corpus(tmp_path)


def test_a_gold_whose_page_is_missing(tmp_path: Path) -> None:
    write_page(tmp_path).with_name("cau-moi.html").unlink()
    with pytest.raises(CorpusError, match=r"its page is missing; put cau-moi\.html or cau-moi\.html\.gz beside it"):
        read_corpus(tmp_path)


def test_a_fixture_without_expected(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"kind": "article", "url": "https://tin.example.vn/"}', "utf-8")
    with pytest.raises(CorpusError, match=r"x\.json: expected is missing; write"):
        read_corpus(tmp_path)


def test_folders_without_pages(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"holds no page with gold; put NAME\.html and NAME\.gold\.json"):
        read_corpora([tmp_path])
    with pytest.raises(CorpusError, match="nowhere: is no folder; name one"):
        read_corpora([tmp_path / "nowhere"])
