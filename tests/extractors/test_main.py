"""The command line, as a process of its own: what it prints, what it says of wrong calls, its exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from extractors import __main__ as command
from extractors import extract

ROOT = Path(__file__).parents[2]
URL = "https://vnexpress.net/do-bai-boi-4954454.html"
TITLE = "Đoàn khảo sát đo lại bãi bồi"
LEAD = "Nước sông hạ sớm hơn mọi năm, nhiều bè cá phải dời bến."
A = "Sáng nay đoàn khảo sát đã tới bãi bồi ven sông để đo lại độ sâu của từng nhánh nước."
B = "Theo trưởng đoàn, mực nước hạ gần hai mét so với cùng kỳ và lòng sông lệch hẳn về bờ trái."
PAGE = (
    f"<html><body><nav><a href='/'>Trang chủ</a></nav><span class='date'>Thứ bảy, 7/3/2026, 00:05 (GMT+7)</span>"
    f"<h1 class='title-detail'>{TITLE}</h1><p class='description'>{LEAD}</p>"
    f"<article class='fck_detail'><p>{A}</p><div class='banner-ads'>Mua xuồng mới</div><p>{B}</p><p>Tin liên quan</p></article>"
    "<footer>Chân trang</footer></body></html>"
)
SCRAPED = f"{TITLE}\n\n{A}\n\nTin liên quan\n\n{B}\n\n[ad_2]\n"


def _run(*arguments: str, stdin: str | bytes = "") -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "extractors", *arguments],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "PYTHONUTF8": "1", "COLUMNS": "200"},
        timeout=120,
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def page(tmp_path: Path) -> str:
    path = tmp_path / "page.html"
    path.write_text(PAGE, "utf-8")
    return str(path)


def test_json_is_the_article_and_its_account(page: str) -> None:
    done = _run(page, "--url", URL)
    assert (done.returncode, done.stderr) == (0, "")
    printed = json.loads(done.stdout)
    extraction = extract(PAGE, url=URL)
    assert printed["article"] == extraction.article.as_dict()
    assert [one["rule"] for one in printed["removed"]] == ["vnexpress/drop:.banner-ads", "vi/phrase:related"]
    assert set(printed["removed"][0]) == {"rule", "reason", "text", "where"}
    assert printed["origins"] == dict(extraction.origins)
    assert printed["warnings"] == list(extraction.warnings)
    assert TITLE in done.stdout, "letters are not escaped"


def test_text_is_title_lead_and_body(page: str) -> None:
    done = _run(page, "--url", URL, "--format", "text")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{TITLE}\n\n{LEAD}\n\n{A}\n\n{B}\n", "")


def test_a_dash_reads_standard_input() -> None:
    done = _run("-", "--url", URL, "--format", "text", stdin=PAGE)
    assert (done.returncode, done.stdout) == (0, f"{TITLE}\n\n{LEAD}\n\n{A}\n\n{B}\n")


def test_standard_input_may_be_of_another_encoding() -> None:
    done = _run("-", "--url", URL, "--format", "text", stdin=PAGE.encode("utf-16"))
    assert done.stdout.startswith(TITLE)


def test_explain_prints_the_page_in_order_with_the_rules(page: str) -> None:
    done = _run(page, "--url", URL, "--format", "explain")
    assert (done.returncode, done.stderr) == (0, "")
    parts = [
        "title from rule", "body/outside  Trang chủ", "published_raw  Thứ bảy, 7/3/2026", f"title  {TITLE}", f"lead  {LEAD}",
        "body  Sáng nay đoàn", "vnexpress/drop:.banner-ads  Mua xuồng", "body  Theo trưởng đoàn", "vi/phrase:related  Tin liên",
        "body/outside  Chân trang",
    ]  # fmt: skip
    places = [done.stdout.find(part) for part in parts]
    assert -1 not in places, parts[places.index(-1)]
    assert places == sorted(places)


def test_explain_puts_kept_text_left_and_removed_text_right(page: str) -> None:
    lines = _run(page, "--url", URL, "--format", "explain").stdout.splitlines()
    middle = next(line.index("removed") for line in lines if "removed, and the rule" in line)
    assert next(line for line in lines if "Sáng nay" in line).index("Sáng nay") < middle
    assert next(line for line in lines if "Mua xuồng" in line).index("vnexpress/drop") >= middle


@pytest.mark.parametrize("style", ["json", "text", "explain"])
def test_no_colour_codes_when_piped(page: str, style: str) -> None:
    assert "\x1b" not in _run(page, "--url", URL, "--format", style).stdout


def test_explain_says_the_warnings(page: str) -> None:
    done = _run(page, "--url", "https://tuoitre.vn/do-bai-boi-20260307080112345.htm", "--format", "explain")
    assert "warning: body-rule-missed" in done.stdout


def test_a_site_can_be_named(page: str) -> None:
    done = _run(page, "--url", "https://mirror.example.org/bai-1234567.html", "--site", "vnexpress")
    assert json.loads(done.stdout)["article"]["site"] == "vnexpress"


def test_strip_reads_standard_input_and_prints_text() -> None:
    done = _run("strip", stdin=SCRAPED)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{TITLE}\n\n{A}\n\n{B}\n", "")


def test_strip_reads_a_file_and_prints_json(tmp_path: Path) -> None:
    path = tmp_path / "scraped.txt"
    path.write_text(SCRAPED, "utf-8")
    done = _run("strip", str(path), "--format", "json", "--language", "id")
    printed = json.loads(done.stdout)
    assert printed["article"]["language"] == "id"
    assert [one["text"] for one in printed["removed"]] == ["Tin liên quan", "[ad_2]"]


def test_strip_explains() -> None:
    done = _run("strip", "--format", "explain", stdin=SCRAPED)
    assert "vi/phrase:related  Tin liên quan" in done.stdout
    assert f"title  {TITLE}" in done.stdout


def test_strip_takes_broken_bytes() -> None:
    done = _run("strip", stdin=SCRAPED.encode() + b"\xff\xfe")
    assert done.returncode == 0
    assert A in done.stdout


@pytest.mark.parametrize(
    ("html", "error"),
    [
        pytest.param("", "NotHtmlError", id="empty"),
        pytest.param("%PDF-1.7", "NotHtmlError", id="pdf"),
        pytest.param("<html><body><nav><a>x</a></nav></body></html>", "NotAnArticleError", id="navigation"),
        pytest.param(
            "<html><head><meta property=og:type content=article></head><body>x</body></html>",
            "EmptyBodyError",
            id="no-text",
        ),
    ],
)
def test_a_page_without_an_article_is_code_1_and_one_line(html: str, error: str) -> None:
    done = _run("-", "--url", URL, stdin=html)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert error in done.stderr
    assert URL in done.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param([], "required: page, --url", id="nothing"),
        pytest.param(["-"], "required: --url", id="no-url"),
        pytest.param(["-", "--url", "vnexpress.net/a"], "write it with https://", id="no-scheme"),
        pytest.param(
            ["-", "--url", URL, "--site", "vnexpres"], "no site 'vnexpres'; did you mean vnexpress", id="unknown-site"
        ),
        pytest.param(["-", "--url", URL, "--format", "xml"], "invalid choice", id="unknown-format"),
        pytest.param(["/no/such/page.html", "--url", URL], "give the path of a saved page, or -", id="no-such-file"),
        pytest.param(["/", "--url", URL], "give the path of a saved page, or -", id="a-folder"),
        pytest.param(["-", "--url", URL, "--colour"], "unrecognized arguments: --colour", id="unknown-option"),
        pytest.param(["strip", "/no/such/text.txt"], "give the path of a", id="strip-no-such-file"),
        pytest.param(["strip", "--format", "xml"], "invalid choice", id="strip-unknown-format"),
        pytest.param(["strip", "--url", URL], "unrecognized arguments", id="strip-takes-no-url"),
    ],
)
def test_a_wrong_call_is_code_2_and_says_what_to_write(arguments: list[str], says: str) -> None:
    done = _run(*arguments, stdin=PAGE)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [["--help"], ["strip", "--help"]])
def test_help(arguments: list[str]) -> None:
    done = _run(*arguments)
    assert done.returncode == 0
    assert "--format" in done.stdout


@pytest.mark.parametrize("url", ["http://[broken/a", "https://vnexpress.net:port/a"])
def test_a_broken_address_is_a_wrong_call_or_no_article(url: str) -> None:
    done = _run("-", "--url", url, stdin="<html><body><p>x</p></body></html>")
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr


def test_main_takes_arguments_and_gives_the_code(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([page, "--url", URL, "--format", "text"]) == 0
    assert capsys.readouterr().out.startswith(TITLE)


def test_a_closed_pipe_is_no_crash(page: str) -> None:
    line = f"{sys.executable} -m extractors {page} --url {URL} --format explain | true"
    done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, cwd=ROOT, timeout=120, check=False)
    assert b"Traceback" not in done.stderr
