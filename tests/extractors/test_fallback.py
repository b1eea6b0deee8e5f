"""Pages of sites without rules: who says what the text is, and what general knowledge of pages takes out of it."""

from __future__ import annotations

import json

import pytest

from extractors import Extraction, extract
from extractors.families import all_families

URL = "https://river.example.org/2026/03/sandbars"
TITLE = "Surveyors return to the sandbars"
PROSE = [
    "Early this morning the survey party returned to the sandbars to measure the depth of every channel again.",
    "The water stands almost two metres lower than a year ago, and the bed has moved towards the left bank.",
    "Farmers along the levee said they would wait for the figures before they plant the second crop of beans.",
    "The results go to the councils of the riverside communes before the rains, so that the rafts can be moved.",
    "A second visit is planned for the end of the month, when the ferry landing will have been dredged as well.",
    "Until then the pilots steer by bamboo poles that the schoolchildren of the island painted red and white.",
]


def page(body: str, *, head: str = "") -> str:
    navigation = "".join(f"<li><a href='/s{n}'>Section {n}</a></li>" for n in range(8))
    return (
        f"<html lang='en'><head><title>{TITLE}</title><meta property='og:title' content='{TITLE}'>{head}</head><body>"
        f"<nav><ul>{navigation}</ul></nav><main><h1>{TITLE}</h1>{body}</main>"
        "<footer><p>River Herald, 3 Quay Street</p></footer></body></html>"
    )


def json_ld(**facts: object) -> str:
    article = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, **facts}
    return f"<script type='application/ld+json'>{json.dumps(article)}</script>"


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def read(body: str, *, head: str = "") -> Extraction:
    return extract(page(body, head=head), url=URL)


def kept(extraction: Extraction) -> list[str]:
    return [block.text for block in extraction.article.body]


def test_what_the_page_tells_of_its_text_is_heard() -> None:
    others = "".join(
        f"<div class='story'><h3><a href='/o{n}'>Another story of the river, number {n}</a></h3>"
        f"<p>The harbour office said on day {n} that the pier would close for repairs until the tide turns again.</p></div>"
        for n in range(12)
    )
    text = f"<div class='copy'>{paragraphs(*PROSE)}</div>"
    extraction = read(others + text, head=json_ld(articleBody=" ".join(PROSE)))
    assert kept(extraction) == PROSE


def test_a_page_that_tells_a_part_only_loses_nothing() -> None:
    told = " ".join([*PROSE[:3], *PROSE[:3]])
    extraction = read(f"<article>{paragraphs(*PROSE)}</article>", head=json_ld(articleBody=told))
    assert kept(extraction) == PROSE


def test_what_the_page_tells_and_does_not_print_is_no_text() -> None:
    told = "Subscribe to read about the thing that everybody in the harbour talks about these days. " * 8
    extraction = read(f"<article>{paragraphs(*PROSE)}</article>", head=json_ld(articleBody=told))
    assert kept(extraction) == PROSE


def test_a_list_between_paragraphs_is_text() -> None:
    items = "<ul><li>north channel: 4.1 m</li><li>south channel: 2.7 m</li></ul>"
    extraction = read(f"<article>{paragraphs(*PROSE[:3])}{items}{paragraphs(*PROSE[3:])}</article>")
    assert kept(extraction) == [*PROSE[:3], "north channel: 4.1 m\nsouth channel: 2.7 m", *PROSE[3:]]


@pytest.mark.parametrize(
    "box",
    [
        "<div class='newsletter-signup'><p>Every Friday the editors choose the five stories that the harbour talked about.</p></div>",
        "<section id='comments'><p>I have fished here for forty years and the bars have never moved so far, says one reader.</p></section>",
        "<div class='related-stories'><p>How the island school learned to read the river, told by its oldest teacher.</p></div>",
        "<blockquote class='twitter-tweet'><p>The bars have moved again and nobody told the pilots about it this year.</p></blockquote>",
        "<div class='author-bio'><p>She has written about rivers for twenty years and lives on a boat with two dogs.</p></div>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["middle", "end"])
def test_furniture_is_told_by_its_markup(box: str, place: str) -> None:
    at = 3 if place == "middle" else len(PROSE)
    extraction = read(f"<article>{paragraphs(*PROSE[:at])}{box}{paragraphs(*PROSE[at:])}</article>")
    assert kept(extraction) == PROSE


def test_an_article_in_an_element_named_like_furniture_stays() -> None:
    extraction = read(f"<article class='post related has-comments'>{paragraphs(*PROSE)}</article>")
    assert kept(extraction) == PROSE


@pytest.mark.parametrize(
    "line",
    [
        "Related: How the island school learned to read the river",
        "READ MORE: The ferry that never sank",
        "Article continues below this ad",
        "Click here to sign up for the harbour letter",
        "Follow the River Herald on Facebook and Instagram",
        "— Jo Rivers (@jorivers) March 5, 2026",
        "* * *",
    ],
)
def test_lines_that_are_furniture_wherever_they_stand(line: str) -> None:
    extraction = read(f"<article>{paragraphs(*PROSE[:3], line, *PROSE[3:])}</article>")
    assert kept(extraction) == PROSE


@pytest.mark.parametrize(
    "line",
    [
        "Jo Rivers is a senior reporter for the River Herald and covers the harbour.",
        "Jo Rivers can be reached at jo@river.example.org.",
        "The Associated Press contributed to this report.",
        "This article was updated on 6 March with the new depth of the south channel.",
        "Correction: An earlier version of this story misspelt the name of the south channel.",
        "For more information on the survey, visit river.example.org/survey or ask at the quay.",
    ],
)
def test_notes_after_the_end_go_and_stay_in_the_middle(line: str) -> None:
    assert kept(read(f"<article>{paragraphs(*PROSE, line)}</article>")) == PROSE
    middle = read(f"<article>{paragraphs(*PROSE[:3], line, *PROSE[3:])}</article>")
    assert kept(middle) == [*PROSE[:3], line, *PROSE[3:]]


def test_the_head_of_a_box_in_the_middle_does_not_end_the_article() -> None:
    extraction = read(f"<article>{paragraphs(*PROSE[:3], 'Related stories', *PROSE[3:])}</article>")
    assert kept(extraction) == PROSE


def test_a_paragraph_that_is_one_link_is_no_text() -> None:
    link = "<p><a href='/x'>How the island school learned to read the river in one summer</a></p>"
    extraction = read(f"<article>{paragraphs(*PROSE[:3])}{link}{paragraphs(*PROSE[3:])}</article>")
    assert kept(extraction) == PROSE


FAMILY_PAGES = {
    "zce": "<h1 class='cms-title'>{title}</h1><div class='cms-desc'>{lead}</div><div class='zce-content-body cms-body'>{body}<div class='cms-relate'>{related}</div></div>",
    "vccorp": "<h1 data-role='title'>{title}</h1><h2 data-role='sapo'>{lead}</h2><div class='detail-content afcbc-body' data-role='content'>{body}<div type='RelatedOneNews'>{related}</div></div>",
    "mastercms": "<h1 class='article-detail-title'>{title}</h1><div class='article-detail-desc'>{lead}</div><div id='__MB_MASTERCMS_EL_3'>{body}<div class='__mb_article_in_image'>{related}</div></div>",
    "detik": "<h1 class='detail__title'>{title}</h1><p>{lead}</p><div class='itp_bodycontent'>{body}<table class='linksisip'><tr><td>{related}</td></tr></table></div>",
}  # fmt: skip


def test_each_family_has_a_mark() -> None:
    assert {rules.name for rules in all_families()} == set(FAMILY_PAGES)
    assert all(rules.fingerprint for rules in all_families())


@pytest.mark.parametrize("family", FAMILY_PAGES)
def test_a_page_with_a_familys_mark_is_read_by_its_rules(family: str) -> None:
    html = FAMILY_PAGES[family].format(
        title=TITLE,
        lead="A summary that stands between the headline and the text of the story, as it does in papers.",
        body=paragraphs(*PROSE),
        related="<a href='/x'>How the island school learned to read the river</a>",
    )
    extraction = extract(f"<html lang='vi'><body><main>{html}</main></body></html>", url=URL)
    assert kept(extraction) == PROSE
    assert extraction.article.title == TITLE
    assert extraction.article.site is None
    assert extraction.origins["body"] == "rule"
    assert [removal.rule.split("/")[0] for removal in extraction.removed] == [family]


def test_what_stands_before_the_headline_is_no_text() -> None:
    notice = "<div><p>The damage does not include what the people of the quays and their small shops have lost so far.</p></div>"
    html = page(f"<article>{paragraphs(*PROSE)}</article>").replace("<main>", f"<main>{notice}")
    assert kept(extract(html, url=URL)) == PROSE


def test_the_picture_between_headline_and_text_is_the_articles() -> None:
    logo = "<img src='/logo.png'>"
    picture = "<figure><img src='/bars.jpg'><figcaption>The sandbars at noon</figcaption></figure>"
    extraction = extract(
        page(f"{picture}<article>{paragraphs(*PROSE)}</article>").replace("<main>", f"<main>{logo}"), url=URL
    )
    assert [image.caption for image in extraction.article.images] == ["The sandbars at noon"]
