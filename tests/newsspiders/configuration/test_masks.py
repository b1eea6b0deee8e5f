"""What is shown of a secret, and what is known to be one."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspiders.configuration.keys import KEYS
from newsspiders.configuration.masks import hide, hide_password

passwords = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)


@given(password=passwords)
def test_the_password_of_an_address_is_seen_as_one(password: str) -> None:
    encoded = quote(password, safe="")
    url = f"postgresql://news:{encoded}@db.example:5432/news?sslmode=require"
    assert hide_password(url) == "'postgresql://news:***@db.example:5432/news?sslmode=require'"
    assert {encoded, password} <= set(KEYS["DATABASE_URL"].secrets(url))


@given(password=st.text("abc/@?#:' \"&%+", min_size=6, max_size=12))
def test_one_that_is_not_encoded_is_not_shown_either(password: str) -> None:
    assert (
        password not in hide_password(f"postgresql://news:{password}@db/news")
        or password in "postgresql://news:***@db/news"
    )


@pytest.mark.parametrize(
    "url", ["postgresql://db/news?password=s3cret", "postgresql://:s3cret@db", "postgresql://news:s3 cret@db/news"]
)
def test_wherever_it_stands(url: str) -> None:
    shown = hide_password(url)
    assert "cret" not in shown
    assert "***" in shown


@pytest.mark.parametrize(
    "url", ["sqlite:///data/news.sqlite3", "postgresql:///news", "postgresql://news@db:5432/news", ""]
)
def test_what_has_none_is_shown(url: str) -> None:
    assert hide_password(url) == repr(url)
    assert KEYS["DATABASE_URL"].secrets(url) == ()


def test_a_secret_is_shown_to_be_there_or_not() -> None:
    assert (hide("s3cret"), hide(""), hide(None)) == ("'***'", "''", "''")


def test_what_is_no_secret_has_none() -> None:
    assert KEYS["CONTACT"].secrets("desk@news.example") == ()
    assert not KEYS["CONTACT"].is_secret
    assert KEYS["DATABASE_URL"].is_secret
