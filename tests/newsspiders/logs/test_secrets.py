"""No secret is in a line, whatever the secret and however it is written."""

from __future__ import annotations

import json
import logging
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scrapy.settings import Settings

from newsspiders.configuration.masks import hide, mask_passwords
from newsspiders.logs.lines import HumanLine, JsonLine
from newsspiders.logs.secrets import Secrets

FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"
any_text = st.text(st.characters(exclude_categories=["Cs"]))
secrets = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=6, max_size=30)
WRITTEN = [
    str,
    lambda secret: quote(secret, safe=""),
    quote_plus,
    lambda secret: quote(quote(secret, safe=""), safe=""),
    quote,
    repr,
    ascii,
    json.dumps,
    lambda secret: repr(secret.encode()),
    lambda secret: repr({"key": repr(secret)}),
]


def make_record(message: str, *arguments: object, error: BaseException | None = None) -> logging.LogRecord:
    exc_info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("news", logging.ERROR, "x.py", 1, message, arguments, exc_info)


@pytest.mark.parametrize("write", WRITTEN)
@given(secret=secrets, before=any_text, after=any_text)
def test_a_secret_is_not_found_in_any_writing(write: object, secret: str, before: str, after: str) -> None:
    assert callable(write)
    bare = write("")
    written = write(secret).removeprefix(bare[: len(bare) // 2]).removesuffix(bare[len(bare) // 2 :])
    hidden = Secrets([secret]).hidden(f"{before} {written} {after}")
    assert secret not in hidden
    assert written not in hidden


@given(values=st.lists(secrets, min_size=1, max_size=4), pieces=st.lists(any_text, max_size=4), order=st.randoms())
def test_secrets_beside_and_in_each_other(values: list[str], pieces: list[str], order: object) -> None:
    parts = [*values, *values, *pieces, *(value[2:] for value in values), *(value[:3] for value in values)]
    order.shuffle(parts)  # type: ignore[attr-defined]
    hidden = Secrets(values).hidden("".join(parts))
    assert not [value for value in values if value in hidden]


@given(secret=secrets, text=any_text)
def test_no_line_of_either_kind_has_it(secret: str, text: str) -> None:
    hiding = Secrets([secret])
    try:
        raise ValueError(f"{text}{secret}")
    except ValueError as error:
        record = make_record("%s, %r", f"{text}{secret}{text}", [secret], error=error)
    human = HumanLine(form=FORM, date_form=None, secrets=hiding).format(record)
    assert secret not in human
    line = JsonLine(secrets=hiding, site=lambda record: None).format(record)
    assert "\n" not in line
    said = json.loads(line)
    assert secret not in said["message"]
    assert secret not in said["exception"]
    assert set(said) == {"time", "level", "logger", "message", "exception"}


@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="=:@'\"")))
def test_text_without_secrets_stays(text: str) -> None:
    assume("authorization" not in text.lower())
    assert Secrets(["S3CRET-word"]).hidden(text) == text


@pytest.mark.parametrize("short", ["", "a", "news", "12345"])
def test_short_values_are_not_searched_for(short: str) -> None:
    assert Secrets([short]).hidden("a news of 12345") == "a news of 12345"


@pytest.mark.parametrize(
    "text",
    [
        "https://me:s3cret@host/x",
        "postgresql://news:s3cret/with@sign@db/news",
        "redis://:s3cret@host",
        "GET /x?access_token=s3cret&page=2",
        "password=s3cret host=db",
        "{'token': 's3cret', 'page': 2}",
        '{"api_key": "s3cret"}',
        "{b'Authorization': [b'Basic s3cret']}",
        "authorization: Bearer s3cret",
    ],
)
def test_what_looks_like_a_password(text: str) -> None:
    assert "s3cret" not in mask_passwords(text)
    assert "***" in mask_passwords(text)


@pytest.mark.parametrize(
    "text",
    [
        "<GET https://www.vietnamplus.vn/the-secret-of-token-post12.vnp>",
        "http://127.0.0.1:8000/a/1 was asked",
        "12:30 write to desk@news.example",
        "The secret: basic authorization is no more",
    ],
)
def test_what_does_not_stays(text: str) -> None:
    assert mask_passwords(text) == text


def test_the_secrets_are_those_of_the_settings() -> None:
    settings = Settings(
        {
            "DATABASE_URL": "postgresql://news:pass%40word@db/news",
            "MAIL_PASS": "of-the-mail",
            "AWS_SECRET_ACCESS_KEY": "of-aws",
        }
    )
    hidden = Secrets.of(settings).hidden("pass@word, pass%40word, of-the-mail, of-aws; news at db")
    assert hidden == "***, ***, ***, ***; news at db"


def test_the_path_of_a_secret_address_is_secret() -> None:
    hidden = Secrets(hide.secrets("https://hooks.example/services/T0/B0/word")).hidden(
        "POST /services/T0/B0/word HTTP/1.1"
    )
    assert hidden == "POST /*** HTTP/1.1"


def test_a_line_says_what_is_known() -> None:
    record = make_record("đã lưu %d", 3)
    said = json.loads(JsonLine(secrets=Secrets(), site=lambda record: "cri").format(record))
    assert said.pop("time").endswith("+00:00")
    assert said == {"level": "ERROR", "logger": "news", "site": "cri", "message": "đã lưu 3"}


@pytest.mark.parametrize("again", ["http://a:", "\\", "%25", "token=", "authorization: ", "s3cre"])
def test_a_long_line_that_almost_has_many_ends_soon(again: str) -> None:
    line = again * 20_000
    assert Secrets(["/s3cret\\", "s3cret%"]).hidden(line).startswith(again[:5])
