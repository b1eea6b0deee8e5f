"""The preview in a real browser: the whole walk, and a page that wants out."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from newsspiders.preview.samples import Sample
from tests.newsspiders.authoring.copies import copy_project
from tests.newsspiders.loopback_server import loopback_site
from tests.newsspiders.preview.conftest import Serve
from tests.newsspiders.preview.pages import AFTER, FURNITURE, RELATED, URL, sample
from tests.newsspiders.running import command_line, environment

HOSTILE = """
<script>document.body.dataset.ran = "script"; fetch("{evil}/script")</script>
<img src="{evil}/img" onerror="document.body.dataset.ran = 'onerror'">
<img src="x:" onerror="fetch('{evil}/onerror')">
<iframe src="{evil}/iframe"></iframe><iframe srcdoc="<script>fetch('{evil}/srcdoc')</script>"></iframe>
<meta http-equiv="refresh" content="0; url={evil}/refresh"><base href="{evil}/base/">
<style>@import url({evil}/import); body {{ background: url({evil}/css) }} @font-face {{ font-family: x; src: url({evil}/font) }}</style>
<p style="background: url({evil}/style); font-family: x">Đoạn văn có kiểu riêng của trang.</p>
<svg onload="fetch('{evil}/svg')"><image href="{evil}/svg-image"/><script>fetch("{evil}/svg-script")</script></svg>
<form action="{evil}/form"><input autofocus onfocus="this.form.submit()"><button>Gửi đi</button></form>
<p><a href="javascript:document.body.dataset.ran='link'">Bấm vào liên kết này</a></p>
<p><a href="{evil}/link" ping="{evil}/ping" target="_top">Sang trang khác</a></p>
<link rel="stylesheet" href="{evil}/sheet"><link rel="preload" as="image" href="{evil}/preload">
<object data="{evil}/object"></object><embed src="{evil}/embed"><video src="{evil}/video" autoplay></video>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=fetch('{evil}/math')&gt;">
"""


def test_a_hostile_page_stays_where_it_is(serve: Serve, tab: Page) -> None:
    with loopback_site() as evil:
        page = Sample(name="hostile", url=f"{evil.url}/1.html", html=sample(HOSTILE.format(evil=evil.url)).html)
        server = serve(page)
        faults: list[str] = []
        tab.on("pageerror", lambda error: faults.append(str(error)))
        tab.on("console", lambda message: faults.append(message.text))
        tab.goto(server.url)
        expect(tab.locator(".piece", has_text="Đoạn văn có kiểu riêng")).to_be_visible()
        tab.click("#as-page")
        frame = tab.frame_locator("#frame")
        for text in ("Bấm vào liên kết này", "Sang trang khác", "Gửi đi"):
            frame.get_by_text(text).click()
            expect(tab.locator("#chosen")).to_have_text(text)
        tab.check("#online")
        expect(frame.get_by_text("Gửi đi")).to_be_visible()
        expect(frame.locator("body")).not_to_have_attribute("data-ran", "script")
        assert [one.url.partition("?")[0] for one in tab.frames] == [server.url, f"{server.url}frame"]
        assert frame.locator("body").get_attribute("data-ran") is None
        assert evil.paths == []
        assert faults == []
        evil.html("/1.html", page.html.decode())
        with tab.expect_request("**/script"), tab.expect_request("**/img"), tab.expect_request("**/sheet"):
            tab.goto(page.url, wait_until="commit")  # outside the preview it is as hostile as it looks


def test_the_frame_cannot_reach_the_preview(serve: Serve, tab: Page) -> None:
    tab.goto(serve().url)
    tab.click("#as-page")
    expect(tab.frame_locator("#frame").get_by_text(RELATED)).to_be_visible()
    inner = tab.frames[1]
    assert inner.evaluate("self.origin") == "null"
    assert (
        inner.evaluate("(() => { try { return parent.document.title } catch (error) { return error.name } })()")
        == "SecurityError"
    )
    refused = "fetch('state', {method: 'POST', body: '{}'}).then(() => 'answered', () => 'refused')"
    assert inner.evaluate(refused) == "refused"


def test_hover_and_keyboard_tell_the_rule(serve: Serve, tab: Page) -> None:
    tab.goto(serve().url)
    tab.locator(".piece", has_text=RELATED).hover()
    expect(tab.locator("#hint")).to_have_text("body: div.article-body")
    tab.locator(".piece").first.focus()
    expect(tab.locator("#hint")).to_contain_text("body/outside")
    tab.keyboard.press("ArrowDown")
    expect(tab.locator(".piece").nth(1)).to_be_focused()
    expect(tab.locator("#hint")).to_contain_text("title: h1.title")
    tab.keyboard.press("Enter")
    expect(tab.locator("#chosen")).to_have_text("Làng ven sông dựng cầu tre mới")
    expect(tab.locator("#obstacle")).to_contain_text("the article's title")
    tab.keyboard.press("Escape")
    expect(tab.locator("#drawer")).to_be_hidden()
    expect(tab.locator(".piece").nth(1)).to_be_focused()


def test_hover_in_the_page_itself(serve: Serve, tab: Page) -> None:
    tab.goto(serve().url)
    tab.click("#as-page")
    piece = tab.frame_locator("#frame").get_by_text(RELATED)
    piece.hover()
    expect(tab.locator("#hint")).to_have_text("body: div.article-body")
    piece.focus()
    tab.keyboard.press("Enter")
    expect(tab.locator("#chosen")).to_have_text(RELATED)


def test_a_rule_edited_by_hand(serve: Serve, tab: Page) -> None:
    tab.goto(serve().url)
    tab.locator(".piece", has_text=RELATED).click()
    tab.fill("[name=selector]", "div[")
    expect(tab.locator("#mistake")).to_contain_text("'div[' is no selector")
    expect(tab.locator("#apply")).to_be_disabled()
    tab.fill("[name=selector]", ".article-body")
    tab.select_option("[name=field]", "lead")
    expect(tab.locator("#code")).to_have_text('lead=page(".article-body")')
    expect(tab.locator("#compared-fields")).to_contain_text(AFTER)
    expect(tab.locator("#mistake")).to_be_hidden()


def test_before_and_after_of_each_page(serve: Serve, tab: Page) -> None:
    tab.goto(serve(sample(FURNITURE, name="a"), sample(name="b"), sample(f"{FURNITURE}<p>{AFTER}</p>", name="c")).url)
    tab.locator(".piece", has_text=RELATED).click()
    expect(tab.locator("#impact-title")).to_have_text("What it changes: 2 of 3 pages")
    expect(tab.locator("#compared")).to_have_text("a")
    expect(tab.locator("#lines .gone")).to_have_text([f"−{RELATED}"])
    tab.click("#next-impact")
    expect(tab.locator("#compared")).to_have_text("c")
    expect(tab.locator("#next-impact")).to_be_disabled()
    tab.locator("#impacts button", has_text="b").click()
    expect(tab.locator("#lines .gone")).to_have_count(0)


def test_changes_pile_up_and_are_taken_back(serve: Serve, tab: Page) -> None:
    tab.goto(serve().url)
    for text in (RELATED, AFTER):
        tab.locator(".piece", has_text=text).click()
        tab.click("#apply")
        expect(tab.locator(".piece[data-kind=drop], .piece[data-kind=phrase]", has_text=text)).to_be_visible()
    expect(tab.locator("#changes li")).to_have_count(2)
    tab.locator("#changes button").first.click()
    expect(tab.locator(".piece[data-kind=body]", has_text=RELATED)).to_be_visible()
    expect(tab.locator(".piece[data-kind=phrase]", has_text=AFTER)).to_be_visible()


def test_steps_through_pages_and_hides_kinds(serve: Serve, tab: Page) -> None:
    tab.goto(serve().url)
    tab.locator(".legend button", has_text="outside the body").click()
    expect(tab.locator(".piece[data-kind=outside]").first).to_be_hidden()
    tab.click("#next")
    expect(tab.locator("#sample")).to_have_value("1")
    expect(tab.locator("#next")).to_be_disabled()
    expect(tab.locator(".piece", has_text=RELATED)).to_have_count(0)


def test_a_site_without_rules(serve: Serve, tab: Page) -> None:
    tab.goto(serve(sample(FURNITURE), site=None).url)
    expect(tab.locator("#notices")).to_contain_text(f"Begin with: scrapy newsite {URL}")
    tab.locator(".piece", has_text=RELATED).click()
    expect(tab.locator("#obstacle")).to_contain_text("scrapy newsite")


@pytest.mark.parametrize("width", [390, 768, 1400])
def test_fits_the_screen(serve: Serve, tab: Page, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 844})
    tab.goto(serve().url)
    tab.locator(".piece", has_text=RELATED).click()
    expect(tab.locator("#impacts tr")).to_have_count(2)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


@contextmanager
def previewing(*arguments: str, project: Path) -> Iterator[str]:
    """The address of a `scrapy preview` that runs in a copy of the project; Ctrl-C must end it quietly."""
    process = subprocess.Popen(
        command_line("preview", *arguments, "--no-browser"),
        cwd=project,
        env={**environment(), "PYTHONPATH": str(project)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().partition(" ")[0]
    finally:
        os.kill(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (0, "")


def test_from_the_command_to_the_module(tab: Page, tmp_path: Path) -> None:
    project = copy_project(tmp_path, fixtures=("dantri",))
    module = project / "extractors" / "sites" / "dantri.py"
    before = module.read_text("utf-8")
    with previewing("fixtures/dantri/2026-03-05-vo-trau-ep-vien.html", project=project) as url:
        tab.goto(url)
        expect(tab.locator("#module")).to_have_text("extractors/sites/dantri.py")
        tab.locator(".piece[data-kind=body]").last.click()
        tab.locator("[data-verb=cut]").click()
        expect(tab.locator("#code")).to_have_text(re.compile(r'^Phrase\(r".*"cut", "end"\)$'))
        tab.click("#apply")
        tab.click("#show-diff")
        expect(tab.locator("#diff")).to_contain_text('"cut",')
        assert module.read_text("utf-8") == before, "nothing is written before one says so"
        tab.click("#write")
        expect(tab.locator("#written")).to_have_text("Written to extractors/sites/dantri.py.")
    after = module.read_text("utf-8")
    assert after != before
    assert '"cut",' in after
    compile(after, str(module), "exec")
