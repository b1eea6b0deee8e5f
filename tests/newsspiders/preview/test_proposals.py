"""What is proposed for a piece, and that it does what it says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors import Phrase, get_site
from extractors.changes import AddSelector, RemovePhrase, RemoveSelector, apply_changes
from extractors.text import key
from newsspiders.preview.notation import code_of
from newsspiders.preview.proposals import Offer, propose
from newsspiders.preview.reading import Reading, read
from newsspiders.preview.samples import Sample, load_fixtures
from tests.fixture_pages import ROOT
from tests.newsspiders.preview.pages import AFTER, CLUB, FOLLOW, FURNITURE, RELATED, SITE, URL, sample


def offer_for(text: str, page: Sample) -> Offer:
    reading = read(page, SITE)
    number = next(n for n, one in enumerate(reading.pieces) if one.text == text)
    return propose(page, SITE, reading, number)


def codes(offer: Offer, verb: str) -> list[str]:
    return [code_of(one.change) for one in offer.proposals if one.verb == verb]


def test_a_box_is_dropped_by_its_class() -> None:
    offer = offer_for(RELATED, sample(FURNITURE))
    assert codes(offer, "drop")[:2] == ['drop=page(".related-story > p")', 'drop=page(".related-story")']
    assert offer.proposals[0].taken == 0
    assert offer.obstacles["keep"] == "It is kept."


def test_a_line_without_a_name_by_its_words() -> None:
    offer = offer_for(FOLLOW, sample(FURNITURE))
    pattern = r"Theo dõi Tin Mới lúc \d{1,2}[:.hg]\d{2} ngày \d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}"
    assert codes(offer, "drop") == [f'Phrase(r"{pattern}", "drop", "follow")']
    assert codes(offer, "cut") == [f'Phrase(r"{pattern}", "cut", "follow")']
    cut = next(one for one in offer.proposals if one.verb == "cut")
    assert cut.taken == 2, "the box and the paragraph after it"


def test_what_a_drop_of_the_site_took_is_kept_without_it() -> None:
    offer = offer_for(CLUB, sample())
    assert [one.change for one in offer.proposals] == [RemoveSelector(field="drop", selector=".share-bar")]
    assert offer.obstacles["drop"] == "It is removed already."


def test_what_a_phrase_of_the_site_took_is_kept_without_it() -> None:
    phrases = (Phrase(r"Tin Mới.{1,80}", "drop", "follow"), Phrase(r"Theo dõi Tin Mới.{1,80}", "drop", "follow"))
    site = replace(SITE, rules=replace(SITE.rules, phrases=phrases))
    page = sample(FURNITURE)
    reading = read(page, site)
    number = next(n for n, piece in enumerate(reading.pieces) if piece.text == FOLLOW)
    offer = propose(page, site, reading, number)
    assert [one.change for one in offer.proposals] == [RemovePhrase(pattern=r"Theo dõi Tin Mới.{1,80}")]


def test_text_outside_is_kept_by_a_wider_body() -> None:
    page = sample(after=f"<p>{AFTER}</p>")
    change = offer_for(AFTER, page).proposals[0].change
    assert change == AddSelector(field="body", selector="div.article-body, .article-more > p", first=True)
    after = read(page, apply_changes(SITE, [change]))
    assert after.article is not None
    assert [block.text[:9] for block in after.article.body] == ["Sáng nay ", "Cây cầu t", "Chiều cùn"]


def test_why_not() -> None:
    site = get_site("vietnamplus")
    page = next(one for one in load_fixtures(ROOT / "vietnamplus") if "lua-phat-thai" in one.name)
    reading = read(page, site)
    told = {
        piece.removal.rule: propose(page, site, reading, number).obstacles.get("keep", "")
        for number, piece in enumerate(reading.pieces)
        if piece.removal
    }
    assert "extractors/families/zce.py" in told["zce/drop:.article__social"]
    assert "a step of the cleaning" in told["provenance/end-mark"]


@pytest.mark.parametrize(("name", "number"), [("dantri", 3), ("vietnamplus", 3), ("kompas", 0), ("tuoitre", 1)])
def test_each_proposal_does_what_it_says(name: str, number: int) -> None:
    site, page = get_site(name), load_fixtures(ROOT / name)[number]
    before = read(page, site)
    tried = 0
    for index, piece in enumerate(before.pieces):
        for proposal in propose(page, site, before, index).proposals:
            after = read(page, apply_changes(site, [proposal.change]))
            gone = count(before, piece.text) - count(after, piece.text)
            assert gone > 0 if proposal.verb != "keep" else gone < 0, (piece.text, proposal)
            tried += 1
    assert tried > 10


def count(reading: Reading, text: str) -> int:
    kept = " | ".join(key(one.text) for one in reading.pieces if one.removal is None)
    return f" {kept} ".count(f" {key(text)} ")


def test_a_page_that_is_no_html_has_none() -> None:
    page = Sample(name="pdf", url=URL, html=b"%PDF-1.7")
    reading = read(page, SITE)
    assert (reading.error[:12], reading.pieces) == ("NotHtmlError", ())


def test_a_stale_body_is_found_again() -> None:
    """None of the rules finds a body, and nothing else does: the page's text is outside, and a new body is proposed."""
    html = b"<html><head><meta property='og:type' content='article'></head><body><div class='story-text'><p>Ng\xe1\xba\xafn</p></div></body></html>"
    page = Sample(name="new", url=URL, html=html)
    assert read(page, SITE).error.startswith("EmptyBodyError")
    assert codes(offer_for("Ngắn", page), "keep")[-1] == 'body=page("div.story-text") + …'
