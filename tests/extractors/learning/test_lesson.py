"""What is learned from the pages of a made site, and whether it reads pages it has never seen."""

from __future__ import annotations

import re
import string
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import Rules, Site, extract, learn
from extractors.evidence import evidence_of
from extractors.families import all_families
from extractors.learning import NothingToLearnError, study
from tests.extractors.learning.made_site import (
    HOST,
    INVITATION,
    NAMES,
    RELATED,
    SITE_NAME,
    SUBSCRIBE,
    MadePage,
    made_page,
    made_pages,
    pairs,
)

PAGES = made_pages(5)
LESSON = study(pairs(PAGES[:3]))


def read(page: MadePage, site: Site) -> tuple[str, ...]:
    return tuple(block.text for block in extract(page.html, url=page.url, site=site).article.body)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.url)
def test_pages_it_has_never_seen_are_read_to_the_word(page: MadePage) -> None:
    extraction = extract(page.html, url=page.url, site=LESSON.site)
    article = extraction.article
    assert tuple(block.text for block in article.body) == page.paragraphs
    assert (article.title, article.lead, article.section) == (page.title, page.lead, page.section)
    assert (article.authors, article.tags) == ((page.author,), page.tags)
    assert article.published is not None
    assert f"{article.published:%H:%M %z}" == "08:15 +0700"
    fields = ("title", "lead", "body", "authors", "published", "section", "tags")
    assert {field: extraction.origins[field] for field in fields} == dict.fromkeys(fields, "rule")
    assert extraction.warnings == ()


def test_without_learning_the_template_comes_through() -> None:
    assert INVITATION in read(
        PAGES[4], Site(name="a", title="A", domains=("a.vn",), language="vi", timezone="UTC", rules=Rules())
    )


@pytest.mark.parametrize("boilerplate", [SUBSCRIBE, INVITATION, *RELATED])
def test_what_every_page_says_is_accounted_for(boilerplate: str) -> None:
    page = PAGES[4]
    extraction = extract(page.html, url=page.url, site=LESSON.site, trace=True)
    assert not any(boilerplate in block.text for block in extraction.article.body)
    assert any(boilerplate in removal.text for removal in extraction.removed)


def test_what_pages_say_of_their_site() -> None:
    site = LESSON.site
    assert (site.name, site.title, site.domains) == ("example", SITE_NAME, ("example.vn",))
    assert (site.language, site.timezone) == ("vi", "Asia/Ho_Chi_Minh")
    assert site.evidence == "learned from 3 pages"


def test_the_readers_clock_is_not_when_it_was_published() -> None:
    """All pages are of the day they were saved; the day's date stands above the headline of each."""
    today = [
        (
            url,
            html.replace(b"<main>", b"<div class='hom-nay'>07/03/2026</div><main>").replace(
                b"2026-03-0", b"2026-03-07T0"
            ),
        )
        for url, html in pairs(PAGES[:3])
    ]
    dated = [(url, re.sub(rb"\d\d/03/2026 08:15", b"07/03/2026 08:15", html)) for url, html in today]
    machine = [(url, re.sub(rb"2026-03-07T0\dT", b"2026-03-07T", html)) for url, html in dated]
    assert study(machine).site.rules.published == (".gio-dang",)


def test_a_wide_element_that_begins_with_the_date_is_no_date() -> None:
    html = [(page.url, page.html.replace(b'<div class="gio-dang">', b'<div class="bai"><div>')
             .replace(b"</footer>", b"</footer></div>")) for page in PAGES[:3]]  # fmt: skip
    assert ".bai" not in study(html).site.rules.published


def test_a_name_that_only_titles_tell() -> None:
    named = [(url, html.replace(b"og:site_name", b"x")) for url, html in pairs(PAGES[:3])]
    assert study(named).site.title == SITE_NAME
    untitled = [(url, html.replace(f" - {SITE_NAME}</title>".encode(), b"</title>")) for url, html in named]
    assert study(untitled).site.title == "example.vn"


def test_learn_gives_the_site_alone() -> None:
    assert repr(learn(pairs(PAGES[:3]))) == repr(LESSON.site)


def test_each_rule_says_on_which_pages_it_holds_and_how_sure_it_is() -> None:
    rules = {(one.field, one.selector): one for one in LESSON.rules}
    title = rules["title", ".tieu-de"] if ("title", ".tieu-de") in rules else rules["title", "h1"]
    assert title.pages == tuple(page.url for page in PAGES[:3])
    assert title.of == 3
    assert all(0 < one.confidence <= 1 for one in LESSON.rules)
    assert all(evidence_of(text) == "page" for text in LESSON.site.rules.title)


def test_a_selector_seen_on_one_page_is_a_guess() -> None:
    odd = made_page(9, names={**NAMES, "author": "nguoi-viet"})
    site = study([PAGES[0].pair, PAGES[1].pair, odd.pair]).site
    words = {text: evidence_of(text) for text in site.rules.authors}
    assert words[".but-danh"] == "page"
    assert words[".nguoi-viet"] == "guess"


def test_pages_of_two_layouts() -> None:
    names = {**NAMES, "body": "khung-chu", "title": "dau-de", "author": "nguoi-viet"}
    old = [replace(page, html=page.html.replace(b"main>", b"section>")) for page in made_pages(8, names=names)[5:]]
    site = learn(pairs([*PAGES[:2], *old[:2]]))
    for page in (*PAGES, *old):
        assert read(page, site) == page.paragraphs
        assert extract(page.html, url=page.url, site=site).origins["body"] == "rule"


def test_a_list_of_selectors_serves_each_page_by_its_own() -> None:
    """The old layout's body is a box of the new one's."""
    boxed = [
        made_page(
            number, names={**NAMES, "body": "khung"}, extra="<div class='noi-dung'>Bản tin giấy số mới nhất</div>"
        )
        for number in (6, 7, 8)
    ]
    site = learn(pairs([*PAGES[:3], *boxed[:2]]))
    for page in (PAGES[4], boxed[2]):
        assert read(page, site) == page.paragraphs


def test_a_text_in_two_places_is_joined() -> None:
    names = {**NAMES, "body": "phan"}
    pages = [
        made_page(number, names=names, extra=f"</div><aside class='qc'>Quảng cáo {number}</aside><div class='phan'>")
        for number in range(1, 5)
    ]
    site = learn(pairs(pages[:3]))
    assert read(pages[3], site) == pages[3].paragraphs


def test_no_rule_is_better_than_one_that_misreads_every_second_page() -> None:
    teaser = f"<div class='noi-dung'><p>{made_page(50).paragraphs[0]}</p></div>"
    odd = [
        replace(page, html=page.html.replace(b"main>", b"section>").replace(b'<div class="noi-dung">', b"<div>")
                .replace(b"<footer>", f"{teaser}<footer>".encode()))
        for page in PAGES[:2]
    ]  # fmt: skip
    site = learn(pairs([odd[0], PAGES[2]]))
    assert site.rules.body == ()
    assert set(odd[1].paragraphs) <= set(read(odd[1], site))


def test_text_elsewhere_on_one_page_alone_is_read_there_too() -> None:
    entries = made_page(40).paragraphs
    marked = "".join(f"<p>{one}</p>" for one in entries)
    live = replace(
        PAGES[2], html=PAGES[2].html.replace(b"</main>", f"<div id='dien-bien'>{marked}</div></main>".encode())
    )
    site = learn(pairs([*PAGES[:2], live]))
    assert read(live, site) == (*live.paragraphs, *entries)
    assert read(PAGES[4], site) == PAGES[4].paragraphs


def test_no_text_is_lost_where_one_page_says_more() -> None:
    extra = "<p>" + " ".join(f"Đoạn thêm số {n} kể về bến phà và những chuyến đò cuối ngày." for n in range(3)) + "</p>"
    pages = [PAGES[0], PAGES[1], made_page(3, extra=extra)]
    assert extra[3:-4] in read(pages[2], learn(pairs(pages)))


def with_boxes(page: MadePage) -> MadePage:
    """The page with its picture in a <div> of its own."""
    html = page.html.replace(b"<figure>", b"<div class='khung-anh'><div>").replace(b"</figure>", b"</div></div>")
    return replace(page, html=html.replace(b"figcaption", b"p"))


def test_a_picture_and_its_caption_need_no_figure() -> None:
    pages = [with_boxes(page) for page in PAGES]
    site = learn(pairs(pages[:3]))
    assert site.rules.figure == (".khung-anh",)
    article = extract(pages[4].html, url=pages[4].url, site=site).article
    assert tuple(block.text for block in article.body) == pages[4].paragraphs
    whole = extract(PAGES[4].html, url=PAGES[4].url, site=LESSON.site).article
    assert article.images == whole.images != ()


def test_a_teaser_with_a_picture_is_no_figure() -> None:
    teaser = "<div class='the-tin'><img src='/t.jpg'><p><a href='/khac'>Bến phà cũ đón chuyến tàu đầu</a></p></div>"
    site = learn(pairs([made_page(number, extra=teaser) for number in range(1, 4)]))
    assert site.rules.figure == ()


def test_pages_of_a_known_family_get_its_rules() -> None:
    names = {**NAMES, "body": "zce-content-body cms-body", "title": "cms-title", "lead": "cms-desc"}
    lesson = study(pairs(made_pages(3, names=names)))
    assert lesson.family == "zce"
    zce = next(one for one in all_families() if one.name == "zce")
    assert lesson.site.rules.layers[0] is zce


def test_it_goes_on_from_rules_that_are_there() -> None:
    start = Site(
        name="tin", title="Tin", domains=("example.vn",), language="vi", timezone="Asia/Ho_Chi_Minh",
        rules=Rules(title=("h1.cu",), source=(".nguon",)),
    )  # fmt: skip
    site = study(pairs(PAGES[:3]), start=start).site
    assert (site.name, site.title) == ("tin", "Tin")
    assert site.rules.source == (".nguon",)
    assert site.rules.body
    assert read(PAGES[4], site) == PAGES[4].paragraphs


def test_without_machine_data_it_learns_what_can_be_seen() -> None:
    pages = [made_page(number, machine_data=False) for number in range(1, 5)]
    site = learn(pairs(pages[:3]))
    assert read(pages[3], site)[-7:] == pages[3].paragraphs  # nothing says that its lead is one
    assert extract(pages[3].html, url=pages[3].url, site=site).article.title == pages[3].title


@pytest.mark.parametrize(
    ("pages", "words"),
    [
        ([], "0 of 0 pages"),
        ([PAGES[0].pair], "1 of 1 pages"),
        ([PAGES[0].pair, PAGES[0].pair], f"says the same as {PAGES[0].url}"),
        ([PAGES[0].pair, (f"{HOST}/muc.html", b"<html><body><nav><a href='/a'>A</a></nav></body></html>")], "muc.html"),
        ([PAGES[0].pair, (f"{HOST}/tai-lieu.pdf", b"%PDF-1.7")], "not HTML"),
        ([PAGES[0].pair, (f"{HOST}/trong.html", b"")], "is empty"),
    ],
    ids=["none", "one", "copy", "no-article", "pdf", "empty"],
)
def test_too_little_to_learn_from(pages: list[tuple[str, bytes]], words: str) -> None:
    with pytest.raises(NothingToLearnError, match=words):
        study(pages)


def test_a_page_that_teaches_nothing_is_named_and_left_out() -> None:
    lesson = study([*pairs(PAGES[:3]), (f"{HOST}/tai-lieu.pdf", b"%PDF-1.7")])
    assert [url for url, _ in lesson.left_out] == [f"{HOST}/tai-lieu.pdf"]
    assert lesson.site.rules.body == LESSON.site.rules.body


NAME = st.text(string.ascii_lowercase, min_size=3, max_size=9).map(lambda text: f"k-{text}")


@settings(max_examples=15, deadline=None)
@given(st.lists(NAME, min_size=len(NAMES), max_size=len(NAMES), unique=True))
def test_whatever_the_classes_are_called(chosen: list[str]) -> None:
    names = dict(zip(NAMES, chosen, strict=True))
    pages = made_pages(4, names=names)
    assert read(pages[3], learn(pairs(pages[:3]))) == pages[3].paragraphs


@settings(max_examples=10, deadline=None)
@given(st.permutations(PAGES[:3]))
def test_the_order_of_the_pages_changes_no_reading(order: list[MadePage]) -> None:
    site = learn(pairs(order))
    assert repr(site) == repr(learn(pairs(order)))
    assert [read(page, site) for page in PAGES] == [page.paragraphs for page in PAGES]
