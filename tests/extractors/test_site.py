"""Site files that are wrong fail at import, naming file, field and remedy."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from extractors import Phrase, Rules, Site, SiteDefinitionError, UnknownSiteError, all_sites, get_site, site_for_url


def _rules(**fields: Any) -> Rules:
    """Rules of fields that a type checker would not let pass."""
    return Rules(**fields)


def _phrase(*given: Any, **fields: Any) -> Phrase:
    """A phrase of the same kind."""
    return Phrase(*given, **fields)


def _site(**changed: Any) -> Site:
    fields: dict[str, Any] = {
        "name": "tin",
        "title": "Tin",
        "domains": ("tin.vn",),
        "language": "vi",
        "timezone": "Asia/Ho_Chi_Minh",
        "rules": Rules(),
    }
    return Site(**{**fields, **changed})


@pytest.mark.parametrize(
    ("build", "says"),
    [
        (lambda: _rules(titel=("h1",)), "Rules has no field 'titel'; did you mean 'title'?"),
        (lambda: _rules(body="div.x"), r"Rules.body is 'div.x'; write a tuple: \('div.x',\)"),
        (lambda: _rules(drop=["div"]), "Rules.drop is a list; write a tuple"),
        (lambda: _rules(title=("h1..x",)), r"Rules.title: 'h1..x' is no selector .*scrapy shell"),
        (lambda: _rules(title=("//h1[",)), r"Rules.title: '//h1\[' is no selector"),
        (lambda: _rules(title=("h1::text",)), "Rules.title: 'h1::text' has a pseudo-element.*leave out the ::"),
        (lambda: _rules(title=(7,)), "Rules.title holds 7; write selectors as strings"),
        (lambda: _rules(drop=("//div",)), "Rules.drop holds '//div', which searches the whole page; write './/div'"),
        (lambda: _rules(phrases=("Tin liên quan",)), "Rules.phrases holds 'Tin liên quan'; write Phrase"),
        (lambda: _phrase("(", "drop", "x"), r"Phrase.pattern '\(' is no regex .*escape"),
        (lambda: _phrase("(a+)+b", "drop", "x"), "Phrase.pattern .* can take forever.*bound it"),
        (lambda: _phrase("(a+/?){0,4}b", "drop", "x"), "Phrase.pattern .* can take forever.*bound it"),
        (lambda: _phrase("a", "remove", "x"), "Phrase.action is 'remove'; write one of drop, cut, box, tail, strip"),
        (lambda: _phrase("a", "drop", "Related News"), "Phrase.reason is 'Related News'; write one lower-case word"),
        (lambda: _phrase("a", "cut", "x", following=1), "Phrase.following goes with 'drop', not 'cut'"),
        (lambda: _phrase("a", "drop", "x", pattren="b"), "Phrase has no field 'pattren'; did you mean 'pattern'?"),
        (lambda: _site(timezone="Asia/Hanoi"), "Site.timezone is 'Asia/Hanoi'; write an IANA name"),
        (lambda: _site(domains="tin.vn"), r"Site.domains is 'tin.vn'; write a tuple: \('tin.vn',\)"),
        (lambda: _site(domains=("https://tin.vn/",)), "Site.domains holds 'https://tin.vn/'; write a bare host"),
        (lambda: _site(language="Vietnamese"), "Site.language is 'Vietnamese'; write an ISO 639-1 code"),
        (lambda: _site(name="Tin-24"), "Site.name is 'Tin-24'; write lower-case letters"),
        (lambda: _site(rules=None), r"Site.rules is None; write Rules\(...\)"),
        (lambda: _site(edition="("), "Site.edition .* is no regex"),
        (lambda: _site(langage="vi"), "Site has no field 'langage'; did you mean 'language'?"),
    ],
)
def test_a_wrong_definition_says_what_to_write(build: Callable[[], object], says: str) -> None:
    with pytest.raises(SiteDefinitionError, match=says) as raised:
        build()
    assert str(raised.value).startswith(__file__ + ":"), "the message begins with the site file and the line"


def test_the_second_rules_win_and_drops_and_phrases_add_up() -> None:
    family = Rules(name="cms", title=("h1.cms",), lead=("h2",), drop=(".ad",), phrases=(Phrase("A", "drop", "a"),))
    site = _site(rules=family | Rules(title=("h1.own",), drop=(".share",), phrases=(Phrase("B", "cut", "b"),)))
    assert [selector.text for selector in site.compiled.title] == ["h1.own"]
    assert [selector.text for selector in site.compiled.lead] == ["h2"]
    assert [drop.rule for drop in site.compiled.drops] == ["cms/drop:.ad", "tin/drop:.share"]
    assert [phrase.rule for phrase in site.compiled.phrases] == ["cms/phrase:a", "tin/phrase:b"]


def test_sites_are_found_by_name_and_by_host() -> None:
    assert site_for_url("https://en.vietnamplus.vn/a-post1.vnp") is get_site("vietnamplus")
    assert site_for_url("http://id.baoquocte.vn/a-179213.html") is get_site("baoquocte")
    assert site_for_url("https://WWW.VNEXPRESS.NET:443/a-1234567.html") is get_site("vnexpress")
    assert site_for_url("https://notvnexpress.net/a-1234567.html") is None
    assert site_for_url("not a url") is None
    assert site_for_url("http://[broken/") is None
    with pytest.raises(UnknownSiteError, match="no site 'vnexpres'; did you mean vnexpress"):
        get_site("vnexpres")


def test_sites_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        all_sites()["tin"] = _site()  # type: ignore[index]


def test_an_edition_is_named_by_a_language_code() -> None:
    groups = [group for site in all_sites().values() for group in re.findall(r"\(([a-z|]+)\)", site.edition)]
    named = {code for group in groups for code in group.split("|")}
    assert named == {"en", "fr", "es", "zh", "ru", "ko", "ja", "lo", "km"}
