"""url_key and canonicalise together: one key for all spellings of an address, one canonical form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import all_sites
from extractors.metadata import canonicalise
from extractors.sites import site_for_url
from newsspiders.discovery.links import absolute_url
from newsspiders.urls import url_key

ALIASES = {
    "https://baoquocte.vn/a-b-283481.html": ("www.", "m.", "amp.", "id."),
    "https://vnexpress.net/a-b-4954454.html": ("www.", "m.", "amp."),
    "https://tuoitre.vn/a-b-20260307075519174.htm": ("www.", "m.", "amp."),
    "https://baomoi.com/a-b-c48956702.epi": ("www.", "m."),
    "https://baoquocte.vn/thoi-su&s_cond=&BRSR=15": ("www.",),
    "https://hanoionline.vn/a-b-239348.htm": (),
    "https://indonesian.cri.cn/2024/04/26/ARTIyZRRfWN7UvPqxVwxgXWZ240426.shtml": (),
    "https://en.vietnamplus.vn/a-b-post942436.vnp": (),
    "https://www.vietnamplus.vn/a-b/478223.vnp": (),
    "https://www.vietnam.vn/id/a-b": (),
    "https://e.vnexpress.net/news/a-b-4954454.html": (),
    "https://baoquocte.vn/a-b-283481.html?page=all": (),
}
ORIGINALS = sorted(ALIASES)
TRACKING = ("utm_source=x", "UTM_Campaign=y", "fbclid=1", "gclid=1", "spm=C1.2", "zarsrc=30", "utm_id")


def key(url: str) -> str:
    return url_key(canonicalise(url, site_for_url(url)))


@st.composite
def spellings(draw: st.DrawFn) -> tuple[str, str]:
    """An address, and another spelling of it."""
    original = draw(st.sampled_from(ORIGINALS))
    scheme, _, rest = original.partition("://")
    host, _, path = rest.partition("/")
    path, _, query = path.partition("?")
    scheme = draw(st.sampled_from(("http", "https", "HTTPS")))
    host = draw(st.sampled_from(("", *ALIASES[original]))) + host
    host = draw(st.sampled_from((host, host.upper(), f"{host}."))) + draw(st.sampled_from(("", ":")))
    host += {"http": "80", "https": "443"}[scheme.lower()] if host.endswith(":") else ""
    tracking = draw(st.lists(st.sampled_from(TRACKING), max_size=3))
    parts = draw(st.permutations([part for part in (query, *tracking) if part]))
    slash, fragment = draw(st.sampled_from(("", "/"))), draw(st.sampled_from(("", "#top")))
    return original, f"{scheme}://{host}/{path}{slash}{'?' if parts else ''}{'&'.join(parts)}{fragment}"


@given(spellings())
def test_all_spellings_have_one_key(pair: tuple[str, str]) -> None:
    original, spelling = pair
    assert key(spelling) == key(original)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.vietnamplus.vn/a-post942436.amp?utm_source=x", "https://m.vietnamplus.vn/a-post942436.vnp"),
        ("https://www.vietnamplus.vn/a-post942436.amp/", "https://vietnamplus.vn/a-post942436.vnp"),
        ("http://hanoionline.vn/amp/A-b-239348.htm", "https://hanoionline.vn/A-b-239348.htm"),
        ("https://baomoi.zadn.vn/a-c1.epi", "https://baomoi.net.vn/a-c1.epi"),
        ("https://vietnam.vn/en/a-b//", "https://www.vietnam.vn/en/a-b"),
    ],
)
def test_aliases(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.vietnam.vn/en/a-b", "https://www.vietnam.vn/id/a-b"),
        ("https://www.vietnam.vn/en/a-b", "https://www.vietnam.vn/a-b"),
        ("https://en.vietnamplus.vn/a-post1.vnp", "https://www.vietnamplus.vn/a-post1.vnp"),
        ("https://en.baoquocte.vn/a-12345.html", "https://baoquocte.vn/a-12345.html"),
        ("https://e.vnexpress.net/news/a-4954454.html", "https://vnexpress.net/news/a-4954454.html"),
        ("https://baoquocte.vn/thoi-su&s_cond=&BRSR=15", "https://baoquocte.vn/thoi-su&s_cond=&BRSR=30"),
        ("https://baoquocte.vn/thoi-su&s_cond=&BRSR=15", "https://baoquocte.vn/thoi-su"),
        ("https://news.example/a?page=all", "https://news.example/a"),
        ("https://news.example/A", "https://news.example/a"),
        ("https://news.example:8443/a", "https://news.example/a"),
    ],
)
def test_other_pages_have_other_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize("url", ["https://baoquocte.vn/thoi-su&s_cond=&BRSR=15", "https://baoquocte.vn/a?page=all"])
def test_what_looks_like_a_mistake_stays(url: str) -> None:
    assert canonicalise(url, site_for_url(url)) == url


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://[::1]:80/a", "https://[::1]/a"),
        ("http://[::1]:8080/a/", "https://[::1]:8080/a"),
        ("https://x.vn", "https://x.vn"),
    ],
)
def test_keys(url: str, expected: str) -> None:
    assert url_key(url) == expected


HOSTS = [
    f"{sub}{domain}" for site in all_sites().values() for domain in site.domains for sub in ("", "www.", "m.", "en.")
]
TAILS = st.text(max_size=60) | st.text(alphabet="/amp?&=#%-.:postvnp0123utm_ ", max_size=60)


@given(st.sampled_from(("https", "http")), st.sampled_from(HOSTS), TAILS)
def test_canonicalise_is_idempotent_whatever_the_path(scheme: str, host: str, tail: str) -> None:
    url = absolute_url(f"{scheme}://{host}/{tail}", base="")
    if url is None:
        return
    site = site_for_url(url)
    once = canonicalise(url, site)
    assert canonicalise(once, site) == once
    assert url_key(once) == url_key(url_key(once))
    assert canonicalise(canonicalise(url, None), None) == canonicalise(url, None)
