"""What somebody does who looks: open, click a facet, search, open a row; at a desk and on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.newsspiders.browsing.conftest import Served

SIZES = {"desk": {"width": 1400, "height": 900}, "phone": {"width": 390, "height": 800}}


@pytest.mark.parametrize("size", SIZES)
def test_one_gets_from_the_front_page_to_an_article(served: Served, tab: Page, size: str) -> None:
    tab.set_viewport_size(SIZES[size])  # type: ignore[arg-type]
    tab.goto(served.url)
    tab.get_by_role("link", name="Articles", exact=True).click()
    expect(tab.get_by_role("heading", name="Articles, in short")).to_be_visible()

    tab.locator(".facet-results").get_by_role("link", name="vietnamplus").click()
    expect(tab.get_by_role("heading", name='where site = "vietnamplus"')).to_be_visible()

    tab.locator("input[name=_search]").fill("Đảo")
    tab.get_by_role("button", name="Apply").click()
    expect(tab.get_by_role("heading", name='search matches "Đảo"')).to_be_visible()
    row = tab.locator("table.rows-and-columns tbody tr").first
    expect(row.locator("td.col-site")).to_have_text("vietnamplus")
    title = row.locator("td.col-title").inner_text()

    row.locator("td.col-id a").click()
    expect(tab.locator("dl.open-row dd.col-title")).to_have_text(title)
    expect(tab.get_by_role("heading", name="Links from other tables")).to_be_visible()
    width = tab.evaluate("document.documentElement.scrollWidth")
    assert width <= SIZES[size]["width"], "one has to scroll sideways to read"


def test_rows_are_seen_without_scrolling_past_the_columns(served: Served, tab: Page) -> None:
    tab.goto(f"{served.url}/news/site_overview")
    box = tab.locator("table.rows-and-columns tbody tr").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < SIZES["desk"]["height"]


def test_a_hostile_title_does_nothing(served: Served, tab: Page) -> None:
    tab.goto(f"{served.url}/news/article_list?site=vietnamplus")
    expect(tab.get_by_text("<script>document.title='gotcha'</script>")).to_be_visible()
    assert tab.title() != "gotcha"
