"""The form of article addresses: on the lists of all sites there are, and on addresses made up at random."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import all_sites
from newsspiders.discovery import Discovery
from newsspiders.survey.patterns import ArticlePattern, Listing, bare, induce, is_of_other_kind
from tests.newsspiders.survey.saved_lists import discovery_of, saved_articles, saved_listings

EXCEPTIONS = {
    "cri": "no list of articles, and its videos are written as its articles are, but for the first letters of a code",
}


def matches(pattern: ArticlePattern, url: str) -> bool:
    return re.search(pattern.article_url, bare(url)) is not None


def mistakes(name: str) -> list[str]:
    """The addresses of a site's saved lists and articles about which its spider says something else."""
    site, discovery = all_sites()[name], discovery_of(name)
    listings = saved_listings(site)
    pattern = induce(listings)
    assert pattern is not None
    urls = {*saved_articles(site), *(url for one in listings for url in one.urls)}
    return [url for url in urls if matches(pattern, url) != discovery.is_article(url)]


@pytest.mark.parametrize("name", sorted(set(all_sites()) - set(EXCEPTIONS)))
def test_induced_from_the_saved_lists_of_each_site(name: str) -> None:
    assert mistakes(name) == []


@pytest.mark.parametrize("name", EXCEPTIONS)
def test_the_exceptions_are_still_some(name: str) -> None:
    assert mistakes(name)


def test_two_articles_that_somebody_named_tell_what_their_codes_begin_with() -> None:
    site = all_sites()["cri"]
    named = Listing(url="given", urls=saved_articles(site), is_of_articles=True)
    pattern = induce([*saved_listings(site), named])
    assert pattern is not None
    assert pattern.article_url == r"/\d{4}/\d{1,2}/\d{1,2}/ARTI(?=[^/]*\d)[0-9A-Za-z]{25,}\.shtml$"
    assert pattern.url_date == r"/(?P<y>\d{4})/(?P<m>\d{1,2})/(?P<d>\d{1,2})/"


def feed(*paths: str) -> Listing:
    return Listing(url="https://x.vn/rss", urls=tuple(f"https://x.vn{path}" for path in paths), is_of_articles=True)


def page(*paths: str) -> Listing:
    return Listing(url="https://x.vn/", urls=tuple(f"https://x.vn{path}" for path in paths), is_of_articles=False)


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (("/cho-noi-post123456.vnp", "/ben-do-post123999.vnp"), r"/[^/]+-post\d{5,}\.vnp$"),
        (("/a/cho-20260314091112345.htm",), r"/[^/]+-\d{16,}\.htm$"),
        (("/2026/03/14/cho-noi/",), r"/\d{4}/\d{1,2}/\d{1,2}/[^/]+/?$"),
        (("/read/2026/03/14/091512426/cho-noi",), r"/\d{4}/\d{1,2}/\d{1,2}/\d{8,}/[^/]+/?$"),
        (("/berita/d-123456/cho-noi",), r"/d-\d{5,}/[^/]+/?$"),
        (("/2026/03/cho-noi.html",), r"/\d{4}/\d{1,2}/[^/]+\.html$"),
        (("/123456-cho-noi",), r"/\d{5,}-[^/]+/?$"),
        (("/cho-noi-ben-binh-dong-mo-lai",), r"/(?:[^/.-]+-){4,}[^/.-]+/?$"),
        (("/cho-12345.html", "/cho-p12345.html"), r"/(?:[^/]+-\d{4,}\.html$|[^/]+-p\d{4,}\.html$)"),
    ],
)
def test_forms(paths: tuple[str, ...], expected: str) -> None:
    pattern = induce([feed(*paths)])
    assert pattern is not None
    assert pattern.article_url == expected
    Discovery(feeds=("https://x.vn/rss",), article_url=expected, url_date=pattern.url_date)


def test_a_day_in_the_number_is_the_day_an_article_was_begun() -> None:
    pattern = induce([feed("/a-196260306173245118.htm", "/b-196260305111213141.htm", "/c-196251105174500312.htm")])
    assert pattern is not None
    assert pattern.url_written == r"[-/]\d{3}(?P<y>\d\d)(?P<m>\d\d)(?P<d>\d\d)\d{8,}"


def test_two_numbers_may_look_like_days_by_chance() -> None:
    pattern = induce([feed("/a-20260306173245118.htm", "/b-20260305111213141.htm")])
    assert pattern is not None
    assert pattern.url_written == ""


def test_videos_in_a_feed_are_left_out_by_their_folder_or_host() -> None:
    others = ("/video/cho-noi-123459.html", "/a/cho-noi-123459.html")
    pattern = induce([feed("/kinh-te/cho-noi-123456.html", others[0])], others=("https://tv.x.vn/cho-noi-123458.html",))
    assert pattern is not None
    assert pattern.article_url == r"^https?://(?!tv\.)[^/]+/(?!video/)(?:.*/)?[^/]+-\d{5,}\.html$"
    assert [matches(pattern, f"https://x.vn{path}") for path in others] == [False, True]


def test_a_main_host_called_tv_has_articles() -> None:
    listing = Listing(url="feed", urls=("https://tv.vn/cho-noi-123456.html",), is_of_articles=True)
    assert induce([listing], host="tv.vn") is not None
    assert induce([listing]) is None


def test_shorter_numbers_are_left_out_where_they_are_sections() -> None:
    pattern = induce([feed("/cho-noi-123456.html")], others=("https://x.vn/kinh-te-12345.html",))
    assert pattern is not None
    assert pattern.article_url == r"/[^/]+-\d{6,}\.html$"


def test_a_rare_form_in_a_feed_is_some_other_page() -> None:
    rare = "/dac-biet/2026/03/14/cho-noi"
    pattern = induce([feed(*(f"/cho-noi-{n}.html" for n in range(12300, 12320)), rare)])
    assert pattern is not None
    assert pattern.article_url == r"/[^/]+-\d{4,}\.html$"
    assert pattern.doubt == f"misses 1 that are listed as articles, such as https://x.vn{rare}"


def test_counts_and_doubts() -> None:
    menu = page("/kinh-te", "/the-thao", "/cho-noi-123456.html")
    pattern = induce([menu])
    assert pattern is not None
    assert (pattern.matches, pattern.doubt) == (
        {"https://x.vn/": (1, 3)},
        "no feed and no sitemap confirms it",
    )
    pattern = induce([menu, feed("/cho-noi-123456.html")])
    assert pattern is not None
    assert pattern.doubt == "rests on 2 addresses only"


@pytest.mark.parametrize("listings", [[], [page()], [page("/", "/kinh-te")], [feed("/kinh-te")]])
def test_none_where_no_list_shows_an_article(listings: list[Listing]) -> None:
    assert induce(listings) is None


def test_folders_that_say_what_is_in_them() -> None:
    assert is_of_other_kind("https://x.vn/chu-de/cho-noi-123456.html")
    assert is_of_other_kind("https://video.x.vn/cho-noi-123456.html")
    assert not is_of_other_kind("https://x.vn/video-cho-noi-123456.html")


WORD = st.text("abcdeghiklmnopqrstuvxy", min_size=2, max_size=8).filter(
    lambda word: not is_of_other_kind(f"https://x.vn/{word}/")
)
SLUG = st.lists(WORD, min_size=2, max_size=9).map("-".join)
SECTION = st.builds(
    lambda words, end: f"/{'-'.join(words)}{end}",
    st.lists(WORD, min_size=1, max_size=4),
    st.sampled_from(["", "/", ".html"]),
)
NUMBER = st.integers(10_000, 10**18).map(str)
FORMS = st.sampled_from(
    ["/{slug}-{number}.html", "/{slug}-post{number}.vnp", "/{section}/{number}/{slug}", "/2026/03/14/{slug}/", "/{slug}/{number}.epi"]
)  # fmt: skip


@st.composite
def article_paths(draw: st.DrawFn) -> list[str]:
    form = draw(FORMS)
    return [
        form.format(slug=draw(SLUG), number=draw(NUMBER), section=draw(WORD)) for _ in range(draw(st.integers(1, 12)))
    ]


@given(article_paths(), st.lists(SECTION, max_size=10), st.randoms())
def test_whatever_the_order_the_articles_match_and_the_sections_do_not(
    paths: list[str], sections: list[str], chance: random.Random
) -> None:
    others = [f"https://x.vn{path}" for path in ("/", *sections)]
    pattern = induce([feed(*paths), page(*sections)], host="x.vn", others=others)
    assert pattern is not None
    assert all(matches(pattern, f"https://x.vn{path}") for path in paths)
    assert not any(matches(pattern, url) for url in others)
    chance.shuffle(paths)
    chance.shuffle(sections)
    again = induce([page(*sections), feed(*paths)], host="x.vn", others=others[::-1])
    assert again == pattern


@given(st.text(max_size=400).map(lambda text: f"https://x.vn/{text}"))
def test_any_address_is_judged(url: str) -> None:
    listing = Listing(url="feed", urls=(url,), is_of_articles=True)
    pattern = induce([listing])
    assert pattern is None or matches(pattern, url) or pattern.missed == (url,)


@pytest.mark.parametrize("name", sorted(all_sites()))
@pytest.mark.parametrize("junk", ["-", "1", "a-", "/1", "1-", "/a-1", "a"])
def test_no_address_takes_long_to_compare(name: str, junk: str) -> None:
    """Were a regex exponential, this would not end."""
    pattern = induce(saved_listings(all_sites()[name]))
    assert pattern is not None
    assert not matches(pattern, f"https://x.vn/{junk * 1000}//")
