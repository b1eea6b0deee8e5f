"""The command, the tools that are always there, the tables, and a report that text from pages cannot break."""

from __future__ import annotations

import doctest
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html

from benchmarks.accuracy import markup, texts
from benchmarks.accuracy import tools as tools_module
from benchmarks.accuracy.__main__ import main
from benchmarks.accuracy.blocks import blocks_of, blocks_of_text
from benchmarks.accuracy.corpora import Page, read_corpus
from benchmarks.accuracy.gold import Block
from benchmarks.accuracy.markup import element
from benchmarks.accuracy.report import render_report
from benchmarks.accuracy.run import PageResult, read_page, run_tools, summarise
from benchmarks.accuracy.scoring import MEASURES
from benchmarks.accuracy.tools import TOOLS, Extracted, NothingFoundError, Tool, unknown_host
from benchmarks.samples import FIXTURES
from extractors import all_sites, site_for_url
from tests.benchmarks.gold_pages import write_page

DOC = Path(__file__).parents[2] / "docs" / "accuracy.md"
HOSTILE = """</script></style></title><script>alert(1)</script><img src=x onerror=alert(1)>"'&amp;&lt;\x00\ud800"""
BUILT_IN = "ours,ours-without-rules,trafilatura,trafilatura-precision"


def test_the_document_has_every_tool_and_measure() -> None:
    text = DOC.read_text("utf-8")
    tools = text.partition("| tool | what |")[2].partition("\n\n")[0]
    measures = text.partition("| measure | definition |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `([\w-]+)`", tools, re.MULTILINE) == list(TOOLS)
    assert re.findall(r"^\| `([\w-]+)`", measures, re.MULTILINE) == [measure.name for measure in MEASURES]


@pytest.mark.parametrize("module", [tools_module, texts, markup])
def test_docstring_examples(module: ModuleType) -> None:
    result = doctest.testmod(module)
    assert result.attempted
    assert not result.failed


def test_a_run_on_fixtures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outputs = ["--json", str(tmp_path / "out.json"), "--report", str(tmp_path / "report.html")]
    assert main([str(FIXTURES / "cri"), "--tools", BUILT_IN, "--by", "site", *outputs]) == 0
    printed = capsys.readouterr().out
    assert "\x1b" not in printed
    row = next(line.split() for line in printed.splitlines() if line.startswith(" body F1"))
    assert row[:3] == ["body", "F1", "1.000"]
    assert "cri (3)" in printed
    scores = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert scores["all"]["ours"]["means"]["text_f1"] == 1
    assert scores["all"]["trafilatura"]["means"]["published"] is None
    assert set(scores["site"]) == {"cri"}
    assert len(scores["pages"]) == 3
    assert "<script" in (tmp_path / "report.html").read_text("utf-8")


def test_the_fixtures_are_read_without_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--tools", "ours"]) == 0
    printed = capsys.readouterr().out
    assert re.match(r"\d+ pages, means", printed)
    assert re.search(r"^ leaks a page +0\.00", printed, re.MULTILINE)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--tools", "goose"], "--tools: 'goose' is no tool; choose from ours,"),
        (["--tools", "ours", "--json", str(FIXTURES)], "fixtures: cannot be written (Is a directory); name another"),
        (["nowhere"], "nowhere: is no folder; name one"),
        (
            ["--tools", "ours", "--json", "no/such/folder/x.json"],
            "x.json: its folder no/such/folder is missing; make it",
        ),
    ],
)
def test_wrong_arguments(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1


def test_a_tool_that_is_not_installed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_page(tmp_path)
    monkeypatch.setattr(tools_module, "find_spec", lambda name: None if name == "readability" else "found")
    assert main([str(tmp_path), "--tools", "readability,trafilatura"]) == 0
    captured = capsys.readouterr()
    assert captured.err == "readability: not installed: pip install 'newsspiders[benchmark]'\n"
    assert "readability" not in captured.out
    assert main([str(tmp_path), "--tools", "readability"]) == 2


@pytest.mark.parametrize("name", BUILT_IN.split(","))
def test_tools_that_are_always_there(name: str, tmp_path: Path) -> None:
    write_page(tmp_path)
    (page,) = read_corpus(tmp_path)
    reading = read_page(page, TOOLS[name], page.html())
    assert reading.found is not None
    assert reading.found.title == "Cầu mới nối hai bờ sông"
    assert "Cây cầu rộng 14 m, có làn riêng" in " ".join(block.text for block in reading.found.body)
    assert all(block.type for block in reading.found.body)


def test_a_page_without_text_is_a_failure(tmp_path: Path) -> None:
    write_page(tmp_path).with_name("cau-moi.html").write_text("<html><body></body></html>", "utf-8")
    (page,) = read_corpus(tmp_path)
    for name in BUILT_IN.split(","):
        reading = read_page(page, TOOLS[name], page.html())
        assert reading.found is None
        assert reading.failure
        assert reading.score.values["title"] == 0


def test_a_bug_of_ours_stops_the_benchmark(tmp_path: Path) -> None:
    write_page(tmp_path)
    (page,) = read_corpus(tmp_path)
    with pytest.raises(ZeroDivisionError):
        read_page(page, replace(TOOLS["ours"], run=lambda page, html: 1 // 0), b"")  # type: ignore[arg-type,return-value]


@pytest.mark.parametrize("site", sorted(all_sites()))
def test_no_site_is_found_at_an_unknown_host(site: str) -> None:
    for host in all_sites()[site].domains:
        assert site_for_url(unknown_host(f"https://www.{host}/a?b=c")) is None
        assert site_for_url(unknown_host(f"https://{host}/a")) is None
        assert unknown_host(f"https://{host}/a?b=c").endswith(f".{host.rpartition('.')[2]}/a?b=c")


def test_blocks_of_html() -> None:
    tree = lxml_html.fromstring(
        "<div>Đầu<b> tin</b><br>tiếp<p>Một<br>hai</p><h2>Mục</h2><ul><li>a<li>b</ul><blockquote><p>Lời</p><p>nói</p>"
        "</blockquote><div><a><p>Trong</p></a>cuối</div><table><tr><th>x<td>y</table><script>1</script>"
        "<figure><figcaption>ảnh</figcaption></figure><!-- ghi chú --> đuôi</div>"
    )
    assert [(block.type, block.text) for block in blocks_of(tree)] == [
        ("paragraph", "Đầu tin tiếp"),
        ("paragraph", "Một hai"),
        ("heading", "Mục"),
        ("list", "a\nb"),
        ("quote", "Lời nói"),
        ("paragraph", "Trong"),
        ("paragraph", "cuối"),
        ("table", "x | y"),
        ("paragraph", "đuôi"),
    ]


def test_blocks_of_trafilaturas_tree() -> None:
    tree = etree.fromstring(
        "<body><head rend='h2'>Mục</head><p>Một <hi>hai</hi><lb/>ba</p><list><item>a</item><item>b</item></list>"
        "<table><row><cell>x</cell><cell>y</cell></row></table><quote>Lời</quote></body>"
    )
    assert [(block.type, block.text) for block in blocks_of(tree)] == [
        ("heading", "Mục"),
        ("paragraph", "Một hai ba"),
        ("list", "a\nb"),
        ("table", "x | y"),
        ("quote", "Lời"),
    ]


def test_blocks_of_a_plain_text() -> None:
    assert blocks_of_text("Một\nhai\n\n\n\nBa ") == (Block(None, "Một hai"), Block(None, "Ba"))


def test_means_leave_out_what_is_not_scored(tmp_path: Path) -> None:
    write_page(tmp_path, "a", tags=...)
    write_page(tmp_path, "b")
    summary = summarise(run_tools(read_corpus(tmp_path), [_saying("x")]), "test")
    assert summary.means["tags"] == 0
    assert summary.means["title"] == 1
    assert summary.failures == 0


def test_a_report_runs_nothing_that_a_page_says(tmp_path: Path) -> None:
    text = _report(tmp_path, HOSTILE)
    tags = _Tags()
    tags.feed(text)
    assert tags.seen.count("script") == 1
    assert "img" not in tags.seen
    assert not [name for name, _ in tags.attributes if name.startswith("on")]
    assert not [value for name, value in tags.attributes if name in ("href", "src") and "javascript" in (value or "")]
    assert "&lt;script&gt;alert(1)" in text
    text.encode("utf-8", "replace")


@settings(max_examples=40)
@given(st.text(st.sampled_from("<>\"'&;/=! scriptonJ`-\n"), min_size=1))
def test_whatever_stands_in_an_element_stays_text(text: str) -> None:
    tags = _Tags()
    tags.feed(element("p", text, title=text))
    assert tags.seen == ["p"]
    assert dict(tags.attributes) == {"title": text}
    assert tags.text == text


def test_the_report_asks_for_nothing(tmp_path: Path) -> None:
    tags = _Tags()
    tags.feed(_report(tmp_path, "Tin"))
    links = [value or "" for name, value in tags.attributes if name in ("href", "src")]
    assert all(link.startswith(("#", "https://tin.example.vn/")) for link in links)
    assert not {"link", "iframe", "img", "object"} & set(tags.seen)
    assert [value for name, value in tags.attributes if value and value.startswith("default-src 'none'; ")]


def test_a_report_shows_what_was_missed_and_wrongly_kept(tmp_path: Path) -> None:
    text = _report(tmp_path, "Hai năm dựng lại")
    assert '<span class="kept">Hai năm</span> <span class="missed">xây</span> <span class="kept">dựng</span>' in text
    assert '<span class="extra">lại</span>' in text
    assert '<td class="got">Hai năm dựng lại</td><td>Xã hội</td>' not in text  # the tool says nothing of a section
    assert '<td class="got">Hai năm dựng lại</td><td>Lê Thị Mai</td>' in text


def test_a_report_says_how_a_tool_failed(tmp_path: Path) -> None:
    write_page(tmp_path)
    (page,) = read_corpus(tmp_path)
    failing = replace(_saying("x"), run=_fail)
    text = render_report([_result(page, failing)], [failing])
    assert "Failed: NothingFoundError: &lt;/script&gt;" in text


def _report(tmp_path: Path, text: str) -> str:
    write_page(tmp_path)
    (page,) = read_corpus(tmp_path)
    hostile = replace(page, name=text, gold=replace(page.gold, title=text, language=text, absent=(text,)))
    evil = replace(hostile, gold=replace(hostile.gold, url="javascript:alert(1)"))
    tool = _saying(text)
    return render_report([_result(one, tool) for one in (hostile, evil)], [tool])


def _result(page: Page, tool: Tool) -> PageResult:
    return PageResult(page=page, parse_seconds=0.001, readings={tool.name: read_page(page, tool, b"")})


def _saying(text: str) -> Tool:
    """A tool that finds a right title, and this text everywhere else."""

    def run(page: Page, html: bytes) -> Extracted:
        lines = (*page.gold.body[:1], Block("heading", text))
        return Extracted(body=lines, title=page.gold.title, lead=text, authors=(text,), tags=(text,), captions=(text,))

    return Tool(name="test", title=text, run=run, gives=TOOLS["ours"].gives, package="newsspiders", module="extractors")


def _fail(page: Page, html: bytes) -> Extracted:
    raise NothingFoundError(HOSTILE)


class _Tags(HTMLParser):
    """The tags, attributes and text a browser would see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data
