"""The page in a real browser: it loads nothing, runs nothing, and fits a phone."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect

from newsspiders.report.figures import Figures, Tally
from newsspiders.report.history import History
from newsspiders.report.page import render
from newsspiders.run_counts import RunCounts
from tests.newsspiders.report.histories import FINDING, MISCHIEF, PERIOD, a_profile, a_site

POINTED_AT = """chart => {
    const at = chart.getBoundingClientRect();
    return document.elementFromPoint(at.x + at.width * 0.6, at.y + at.height / 2).textContent;
}"""
"""What a pointer right of the middle of a chart is told."""
TITLES = {"cri": "CRI Tiếng Việt", "soha": "Soha"}


def figures(articles: int = 12) -> Figures:
    tally = Tally()
    tally.add_profile(a_profile(articles))
    tally.add(
        Figures(
            articles=articles,
            delays={7: articles - 2, 90: 2},
            runs=3,
            unhealthy=1,
            pages=RunCounts(articles=articles, failed=2),
            failures={"HTTP 404": 1, "timeout": 1},
        )
    )
    return tally.figures


def two_sites() -> History:
    ill = a_site("cri", days={day: figures(10 + day) for day in range(10)}, drift=(FINDING,))
    return History(period=PERIOD, sites=(ill, a_site("soha", days={9: figures()})))


def mischievous() -> History:
    """All that comes from the store and the web says MISCHIEF."""
    tally = Tally()
    odd = {MISCHIEF: 30}
    tally.add_profile(a_profile(30, origins={"title": odd, "lead": odd}, pieces=odd, warnings=odd))
    tally.add(Figures(articles=30, delays={1: 30}, failures=odd, pages=RunCounts(failed=1)))
    run = a_site().status.run
    assert run is not None
    last_run = replace(run, is_healthy=False, summary=MISCHIEF)
    site = a_site(MISCHIEF, days={3: tally.figures}, run=last_run)
    return History(period=PERIOD, sites=(site, a_site("soha")))


@pytest.fixture
def requests(tab: Page) -> list[str]:
    """Whatever the tab asks for."""
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    tab.on("request", note)
    return asked


@pytest.fixture
def faults(tab: Page) -> list[str]:
    """What the tab complains of."""
    told: list[str] = []
    tab.on("pageerror", lambda error: told.append(str(error)))
    tab.on("console", lambda message: told.append(message.text))
    return told


def show(tab: Page, history: History, folder: Path) -> str:
    path = folder / "report.html"
    path.write_text(render(history, titles=TITLES), "utf-8")
    tab.goto(path.as_uri())
    return path.as_uri()


def test_it_tells_what_needs_a_look_and_leads_there(
    tab: Page, tmp_path: Path, requests: list[str], faults: list[str]
) -> None:
    address = show(tab, two_sites(), tmp_path)
    expect(tab.locator("h1")).to_have_text("1 of 2 sites is well")
    expect(tab.locator(".when")).to_contain_text("10 days, 1 Mar to 10 Mar 2026. Days are of UTC")
    expect(tab.locator(".troubles .trouble")).to_contain_text("drift: field-missing:lead")
    expect(tab.locator(".troubles code")).to_contain_text("scrapy doctor cri")
    expect(tab.locator("#site-cri")).not_to_be_visible()
    tab.get_by_role("link", name="CRI Tiếng Việt").click()
    expect(tab.locator("#site-cri h4").first).to_be_in_viewport()
    expect(tab.locator("#site-cri")).to_contain_text("Found in no article: tags.")
    expect(tab.locator("#site-cri svg.chart")).to_have_count(6)
    chart = tab.locator("#site-cri svg.chart").first
    chart.scroll_into_view_if_needed()
    assert chart.evaluate(POINTED_AT) == "Fri 6 Mar: new 15"
    assert [one.partition("#")[0] for one in requests] == [address]
    assert faults == []


def test_all_that_is_not_ours_is_text(tab: Page, tmp_path: Path, requests: list[str], faults: list[str]) -> None:
    address = show(tab, mischievous(), tmp_path)
    for summary in tab.locator("summary").all():
        summary.click()
    expect(tab.locator(".trouble span").first).to_contain_text("<script>document.title='ran'</script>\"'><img")
    assert tab.locator(".rows th[scope=row]", has_text="<script>").count() >= 2
    assert tab.locator("img, script").count() == 0
    assert tab.title() == "News report, 10 Mar 2026"
    assert requests == [address]
    assert faults == []
    tab.locator(".overview a").first.click()
    expect(tab.locator(".site").first).to_be_in_viewport()


def test_the_page_itself_forbids_scripts_and_loading(tab: Page, tmp_path: Path, requests: list[str]) -> None:
    page = render(two_sites(), titles=TITLES)
    evil = '<script>document.title="ran"</script><img src="https://x.example/a.png"><style>h1{color:red}</style>'
    path = tmp_path / "report.html"
    path.write_text(page.replace("</main>", f"{evil}</main>"), "utf-8")
    refused: list[str | None] = []
    tab.on("requestfailed", lambda request: refused.append(request.failure))
    tab.goto(path.as_uri())
    assert tab.title() != "ran"
    assert tab.evaluate("getComputedStyle(document.querySelector('h1')).color") != "rgb(255, 0, 0)"
    assert requests == [path.as_uri(), "https://x.example/a.png"]
    assert refused == ["csp"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone(tab: Page, tmp_path: Path, scheme: str) -> None:
    tab.set_viewport_size({"width": 360, "height": 780})
    tab.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    show(tab, two_sites(), tmp_path)
    for summary in tab.locator("summary").all():
        summary.click()
    assert tab.evaluate("document.documentElement.scrollWidth") == 360
    sizes = tab.evaluate(
        """[...document.querySelectorAll('svg text')].map(
            text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)"""
    )
    assert len(sizes) > 50
    assert min(sizes) >= 11
    dark = tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(16, 21, 27)"
    assert dark == (scheme == "dark")


def test_on_paper_all_sites_are_open(tab: Page, tmp_path: Path) -> None:
    show(tab, two_sites(), tmp_path)
    tab.emulate_media(media="print")
    expect(tab.locator("#site-soha h4").first).to_be_visible()


def test_one_site_is_not_told_twice(tab: Page, tmp_path: Path) -> None:
    history = two_sites()
    show(tab, History(period=PERIOD, sites=history.sites[1:]), tmp_path)
    expect(tab.locator("h1")).to_have_text("Soha is well")
    expect(tab.locator("svg.chart")).to_have_count(6)
    expect(tab.locator("#site-soha")).to_be_visible()


def test_a_field_that_is_found_no_more_is_pointed_at() -> None:
    def found(name: str) -> Figures:
        return Figures(read=30, origins={"lead": {name: 30}, "title": {"rule": 30}})

    site = a_site(days={**{day: found("rule") for day in range(9)}, 9: found("none")})
    page = render(History(period=PERIOD, sites=(site,)), titles={})
    assert re.findall(r'class="number">(\d+)\s%( <strong class="fell">now 0\s%)?', page)[:2] == [
        ("100", ""),
        ("90", ' <strong class="fell">now 0\xa0%'),
    ]


def test_an_empty_store() -> None:
    page = render(History(period=PERIOD, sites=()), titles={})
    assert "No site was crawled yet" in page
    assert "scrapy crawlall" in page
    assert "<svg" not in page


def test_a_site_without_anything() -> None:
    nothing = replace(a_site("cri", run=None), steps=(Figures(),) * 10)
    page = render(History(period=PERIOD, sites=(nothing,)), titles={})
    assert "never crawled" in page
    assert "None" not in page
