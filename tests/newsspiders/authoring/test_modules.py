"""A Site and a Discovery -> their modules; running these gives the same."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import Phrase, Rules, Site, all_sites, get_site
from extractors import evidence as evidence_words
from extractors.evidence import WORDS, guess, page
from extractors.families import all_families
from extractors.rules import ACTIONS, SELECTOR_FIELDS
from newsspiders.authoring.edits import run_module
from newsspiders.authoring.project import AuthoringError
from newsspiders.authoring.site_module import render_site, tell_site
from newsspiders.authoring.source_text import docstring_source, quoted
from newsspiders.authoring.spider_module import render_spider
from newsspiders.discovery import Cards, Discovery, Paging
from newsspiders.spiders.base import NewsSpider
from tests.newsspiders.running import PROJECT

PATH = PROJECT / "extractors" / "sites" / "a.py"
SELECTORS = (
    "h1.title",
    "a[href*='/tac-gia/']",
    'a[title="x\\"y"]',
    ".//p[contains(., 'Đọc thêm')]",
    "//*[" + " or ".join(f"@class='c{n}'" for n in range(30)) + "]",
)
RELATIVE = tuple(one for one in SELECTORS if not one.startswith("//"))
TEXTS = st.text(max_size=30) | st.sampled_from(['"', "'''", '"""', "\\", 'a\\"', "{x}", "Bảo", "x" * 130 + "\\" * 3])

no_files = settings(deadline=None, max_examples=40)


@st.composite
def rules(draw: st.DrawFn) -> Rules:
    given_fields: dict[str, Any] = {}
    for field in draw(st.lists(st.sampled_from(SELECTOR_FIELDS), unique=True, max_size=4)):
        words = st.sampled_from([getattr(evidence_words, word) for word in WORDS] + [lambda one: (one,)])
        chosen = draw(st.lists(st.tuples(words, st.sampled_from(RELATIVE)), max_size=3))
        given_fields[field] = tuple(fact for word, selector in chosen for fact in word(selector))
    patterns = st.sampled_from([r"Mời \d+ bạn", "\"A\" và 'B'", r"a\\", "x{1,99}" * 30, "Thêm\n"])
    phrases = st.builds(Phrase, patterns, st.sampled_from(ACTIONS), st.sampled_from(["share", "x-1"]))
    own = Rules(**given_fields, phrases=tuple(draw(st.lists(phrases, max_size=2))))
    family = draw(st.none() | st.sampled_from(all_families()))
    return own if family is None else draw(st.sampled_from([family, family | own]))


@st.composite
def sites(draw: st.DrawFn) -> Site:
    patterns = st.lists(st.sampled_from([r"/tag/\d+", "^http:", r"[\"']", "a" * 200]), max_size=2).map(tuple)
    return Site(
        name="a",
        title=draw(TEXTS),
        domains=draw(st.sampled_from([("a.vn",), ("a.vn", "b.com.vn")])),
        language="vi",
        timezone="Asia/Ho_Chi_Minh",
        not_article=draw(patterns),
        canonical=tuple((one, r"\g<0>") for one in draw(patterns)),
        later_page=draw(st.sampled_from(["", r"-p\d+"])),
        evidence=draw(TEXTS),
        rules=draw(rules()),
    )


@no_files
@given(sites(), TEXTS)
def test_a_module_gives_the_site_it_was_made_of(site: Site, docstring: str) -> None:
    names = run_module(render_site(site, docstring=docstring), path=PATH)
    assert tell_site(names["SITE"]) == tell_site(site)


@given(TEXTS)
def test_a_string_as_source_is_that_string(text: str) -> None:
    assert eval(f"({quoted(text)})") == text


@given(TEXTS)
def test_a_docstring_as_source_says_what_can_be_printed(text: str) -> None:
    said = eval(docstring_source(text))
    assert "".join(said.split()) == "".join(letter for letter in text if letter.isprintable() and letter != " ")


@pytest.mark.parametrize("name", ["cafef", "sggp", "znews"])
def test_a_module_of_the_project_made_anew_gives_the_same_site(name: str) -> None:
    source = render_site(get_site(name), docstring="Made anew.")
    assert tell_site(run_module(source, path=PATH)["SITE"]) == tell_site(get_site(name))


def test_a_module_looks_like_those_of_the_project() -> None:
    zce = next(one for one in all_families() if one.name == "zce")
    own = Rules(title=page("h1", "h2") + guess("h3"), phrases=(Phrase(r"Mời \d bạn", "cut", "invite", following=0),))
    site = replace(get_site("sggp"), rules=zce | own, not_article=(), canonical=(), edition="", evidence="two pages")
    comments = {("title", "h2"): "2 of 3 pages"}
    assert render_site(site, docstring='Báo "Sài Gòn".', comments=comments) == (
        '''"""Báo "Sài Gòn"."""

from __future__ import annotations

from extractors.evidence import guess, page
from extractors.families.zce import ZCE
from extractors.rules import Phrase, Rules
from extractors.site import Site

SITE = Site(
    name="sggp",
    title="Báo Sài Gòn Giải Phóng",
    domains=("sggp.org.vn",),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    evidence="two pages",
    rules=ZCE
    | Rules(
        title=page(
            "h1",
            "h2",  # 2 of 3 pages
        )
        + guess("h3"),
        phrases=(Phrase(r"Mời \\d bạn", "cut", "invite"),),
    ),
)
'''
    )


def test_a_function_has_no_source() -> None:
    site = replace(get_site("sggp"), rules=Rules(prepare=lambda root: None))
    with pytest.raises(AuthoringError, match="has it a `prepare`"):
        render_site(site, docstring="A.")


URLS = st.lists(st.sampled_from(["https://a.vn/", "https://a.vn/x?y='z'&w=%22", "https://a.vn/rss.xml"]), unique=True)
DISCOVERIES = st.builds(
    Discovery,
    feeds=URLS.map(tuple),
    sitemaps=URLS.map(tuple),
    sections=st.just(("https://a.vn/thoi-su.htm",)),
    article_url=st.sampled_from([r"-\d{7}\.html$", "post", r'["\']']),
    sitemap_url=st.sampled_from(["", r"/news-\d+"]),
    newest_sitemaps=st.integers(1, 3),
    paging=st.none() | st.builds(Paging, page=st.just("{stem}/trang-{n}{suffix}"), first=st.integers(0, 20)),
    cards=st.none() | st.just(Cards(card="article.item", date="time")),
    url_date=st.sampled_from(["", r"/(?P<y>\d{4})/(?P<m>\d\d)/(?P<d>\d\d)/"]),
    month_first=st.booleans(),
)


@no_files
@given(DISCOVERIES, TEXTS)
def test_a_spider_gives_the_discovery_it_was_made_of(discovery: Discovery, notes: str) -> None:
    site = get_site("dantri")
    names = run_module(render_spider(site, discovery, notes=notes), path=PATH)
    spider = names["DantriSpider"]
    assert issubclass(spider, NewsSpider)
    assert (spider.site, spider.discovery, spider.name) == (site, discovery, "dantri")


def test_a_spider_says_only_what_is_not_usual() -> None:
    discovery = Discovery(feeds=("https://dantri.com.vn/rss/home.rss",), article_url=r"-\d{17}\.htm$")
    assert render_spider(get_site("dantri"), discovery, notes="The feed is guessed.") == (
        '''"""Dân trí."""

from extractors.sites.dantri import SITE
from newsspiders.discovery import Discovery
from newsspiders.spiders.base import NewsSpider


class DantriSpider(NewsSpider):
    """Crawl dantri.com.vn: `scrapy crawl dantri`.

    The feed is guessed.
    """

    site = SITE
    discovery = Discovery(feeds=("https://dantri.com.vn/rss/home.rss",), article_url=r"-\\d{17}\\.htm$")
'''
    )


def test_no_line_is_too_long() -> None:
    for site in list(all_sites().values())[:5]:
        long = replace(site, evidence="a long tale of it " * 20)
        source = render_site(long, docstring="A long tale. " * 30)
        assert max(map(len, source.splitlines())) <= 120
        assert not re.search(r"\s$", source.splitlines()[0])
