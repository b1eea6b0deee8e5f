"""Search: the same words find the same articles in both databases, and nothing that is typed is an error."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors import Block
from newsspiders.store import Store
from newsspiders.store.session import Session
from tests.newsspiders.articles import MOMENT, make_item


@pytest.fixture
def session(store: Store) -> Iterator[Session]:
    for n, (title, text) in enumerate(
        (
            ("Hà Nội vào thu", "Thủ đô Hà Nội đón gió mùa."),
            ("Đà Nẵng đón bão", "Ca nhiễm COVID-19 mới. Đường sá vắng."),
            ("Nội các họp", "Sông Hà dâng, Quảng Nam_1 3,14 “ngập”."),
        )
    ):
        store.save(
            make_item(
                canonical_url=f"https://x.example/{n}",
                title=title,
                lead=None,
                body=(Block(type="paragraph", text=text),),
                published=MOMENT + timedelta(days=n),
                site="cri" if n == 2 else "vietnamplus",
            )
        )
    with store.session() as session:
        yield session


def numbers(session: Session, words: str, **options: object) -> list[int]:
    return [int(hit.url[-1]) for hit in session.search(words, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ha noi", [2, 0]),
        ("Hà Nội", [2, 0]),
        ("HÀ NỘI", [2, 0]),
        ("Ha\u0300 No\u0323\u0302i", [2, 0]),  # typed with combining marks
        ('"ha noi"', [0]),
        ("da nang", [1]),
        ("Đà Nẵng", [1]),
        ("duong", [1]),
        ("covid", [1]),
        ("covid-19", [1]),
        ("covid-20", []),
        ("ngap", [2]),
        ("nam", [2]),
        ("3,14", [2]),
        ("don", [1, 0]),
        ("don bao", [1]),
        ("khong", []),
        ("", []),
        ("?!", []),
        ("ha OR bao", []),
        ("no*", []),
    ],
)
def test_words(session: Session, words: str, found: list[int]) -> None:
    assert numbers(session, words) == found


def test_limits(session: Session) -> None:
    assert numbers(session, "ha noi", limit=1) == [2]
    assert numbers(session, "ha noi", site="vietnamplus") == [0]
    assert numbers(session, "ha noi", since=MOMENT + timedelta(days=1)) == [2]
    assert numbers(session, "ha noi", until=MOMENT + timedelta(days=1)) == [0]


def test_what_a_hit_holds(session: Session) -> None:
    (hit,) = session.search("covid-19")
    assert (hit.site, hit.title, hit.published) == ("vietnamplus", "Đà Nẵng đón bão", MOMENT + timedelta(days=1))
    assert hit.snippet == "Ca nhiễm COVID-19 mới. Đường sá vắng."


def test_the_index_follows_the_text(session: Session) -> None:
    item = make_item(canonical_url="https://x.example/0", title="Huế", fetched_at=MOMENT + timedelta(days=1))
    assert session.save(item) == "changed"
    assert numbers(session, "gio mua") == []
    assert numbers(session, "hue") == [0]


def test_snippet_of_a_long_text(store: Store) -> None:
    words = " ".join(f"chữ{n}" for n in range(500))
    store.save(make_item(lead=None, body=(Block(type="paragraph", text=words),)))
    with store.read() as session:
        (hit,) = session.search("chu250")
    assert "chữ250" in hit.snippet
    assert hit.snippet.startswith("… chữ24")
    assert hit.snippet.endswith(" …")
    assert len(hit.snippet) < 230


def test_a_text_longer_than_an_index_takes(store: Store) -> None:
    text = " ".join(f"{n:x}{'ă' * 20}" for n in range(60_000))
    assert store.save(make_item(body=(Block(type="paragraph", text=text),))) == "new"


@given(words=st.text(max_size=20) | st.text(alphabet='"*^:-+()ANDORNEat \x00\ud800', max_size=20))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_is_typed_is_an_error(session: Session, words: str) -> None:
    session.search(words)


LATIN, VIETNAMESE, CYRILLIC = (
    st.characters(categories=["Lu", "Ll"], min_codepoint=first, max_codepoint=last)
    for first, last in ((0x41, 0x17F), (0x1EA0, 0x1EF9), (0x410, 0x45F))
)


@given(text=st.text(alphabet=LATIN | VIETNAMESE | CYRILLIC, min_size=1, max_size=12))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_word_is_found_as_it_was_written(session: Session, text: str) -> None:
    session.save(make_item(canonical_url=f"https://x.example/{text}", title=text, site="tuoitre"))
    assert text in [hit.title for hit in session.search(text, site="tuoitre", limit=1000)]
