"""Site configs of Full-Text RSS -> Rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import Rules, Site, extract
from extractors.evidence import evidence_of
from extractors.rules import SELECTOR_FIELDS
from newsspiders.authoring.ftr import read_site_config

CONFIG = """\ufeff# Tin Mới, by somebody
tidy: no
Title://h1[@class='title']
title: //meta[@property='og:title']/@content
body: //div[@id='content']
author: substring-after(//p[@class='by'], 'Theo ')
date: //time/@datetime

strip: //div[contains(@class, 'share')] | //aside
strip_id_or_class: related
strip_id_or_class: "box 2col"
next_page_link: //a[@rel='next']
single_page_link: //a[@class='print']
replace_string(<br>): <p>
body: //div[@id='content'
strip: /html/body/p
colour: red
nothing

test_url: https://tinmoi.example.vn/a-1.html
test_contains: một câu
test_url: a-2.html
"""


def test_a_config_is_taken_over_line_by_line() -> None:
    config = read_site_config(CONFIG)
    assert config.rules == Rules(
        title=("//h1[@class='title']", "//meta[@property='og:title']/@content"),
        body=("//div[@id='content']",),
        authors=("(substring-after(//p[@class='by'], 'Theo '))",),
        published=("//time/@datetime",),
        next_page=("//a[@rel='next']",),
        drop=(".//div[contains(@class, 'share')] | .//aside", ".related, #related", ".box[class~='2col']"),
    )
    assert config.test_urls == ("https://tinmoi.example.vn/a-1.html",)
    selectors = [one for field in SELECTOR_FIELDS for one in getattr(config.rules, field)]
    assert {evidence_of(one) for one in selectors} == {"scrapers"}


def test_what_is_left_out_is_told_with_its_line_and_reason() -> None:
    told = {one.line: (one.text, one.reason) for one in read_site_config(CONFIG).left_out}
    assert sorted(told) == [2, 13, 14, 15, 16, 17, 18, 21, 22]
    assert told[13] == (
        "single_page_link: //a[@class='print']",
        "a crawl reads an article page by page and joins them: write next_page",
    )
    assert told[15][1] == "\"//div[@id='content'\" is no selector (Invalid predicate)"
    assert "begins at the root of the page" in told[16][1]
    assert told[17][1] == "'colour' is no directive that is known here"
    assert told[18][1].startswith("no directive with a value")
    assert told[22][1] == "no URL; write it whole: https://…"


@pytest.mark.parametrize(
    ("line", "drop"),
    [
        ("strip: //p[@title='a|b(' or .='\"|'] | //b", ".//p[@title='a|b(' or .='\"|'] | .//b"),
        ("strip: (//p)[1]", "(//p)[1]"),
        ("strip: .//p", ".//p"),
        ("strip: descendant::p", "./descendant::p"),
        ("strip_id_or_class: -x", "[class~='-x'], [id='-x']"),
        ("strip_id_or_class: thân-bài", ".thân-bài, #thân-bài"),
    ],
)
def test_what_is_stripped_is_looked_for_below_the_body(line: str, drop: str) -> None:
    assert read_site_config(line).rules.drop == (drop,)


@given(st.text() | st.lists(st.sampled_from(CONFIG.splitlines()) | st.text(max_size=40)).map("\n".join))
def test_any_text_gives_rules_and_accounts_for_each_line(text: str) -> None:
    config = read_site_config(text)
    assert all(text.removeprefix("\ufeff").splitlines()[one.line - 1].strip() == one.text for one in config.left_out)
    assert all(one.reason for one in config.left_out)


def test_the_rules_read_a_page() -> None:
    sentence = "Sáng nay, xe buýt vùng ven chạy sớm hơn nửa giờ để công nhân kịp vào ca đầu tiên trong ngày."
    body = "".join(f"<p>{sentence} Chuyến {n}.</p>" for n in range(4))
    html = (
        f"<html><h1 class='title'>Xe buýt chạy sớm</h1><p class='by'>Theo An Bình</p>"
        f"<time datetime='2026-03-07T08:00:00+07:00'>7/3</time>"
        f"<div id='content'>{body}<div class='share'>Chia sẻ ngay</div><p class='related'>Tin khác</p></div></html>"
    )
    site = Site(
        name="a",
        title="A",
        domains=("a.vn",),
        language="vi",
        timezone="Asia/Ho_Chi_Minh",
        rules=read_site_config(CONFIG).rules,
    )
    extraction = extract(html, url="https://a.vn/x-1.html", site=site)
    assert extraction.article.title == "Xe buýt chạy sớm"
    assert extraction.article.authors == ("An Bình",)
    assert len(extraction.article.body) == 4
    assert [one.rule.partition(":")[0] for one in extraction.removed] == ["a/drop", "a/drop"]
