"""When a page was published and modified: the printed date, refined by machine dates, and the warnings."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from extractors import Extraction, Rules, Site, extract

URL = "https://tin.example.vn/do-bai-boi-12345.html"
A = "Sáng nay đoàn khảo sát đã tới bãi bồi ven sông để đo lại độ sâu của từng nhánh nước."
B = "Theo trưởng đoàn, mực nước hạ gần hai mét so với cùng kỳ và lòng sông lệch hẳn về bờ trái."
TITLE = "Đoàn khảo sát đo lại bãi bồi"
FETCHED = datetime.fromisoformat("2026-03-08T12:00:00+07:00")


def _site(*published: str) -> Site:
    return Site(
        name="tin",
        title="Tin",
        domains=("tin.example.vn",),
        language="vi",
        timezone="Asia/Ho_Chi_Minh",
        rules=Rules(title=("h1",), body=("div.body",), published=published),
    )


def _ld(**dates: str) -> str:
    return f"<script type='application/ld+json'>{json.dumps({'@type': 'NewsArticle', **dates})}</script>"


def _meta(name: str, content: str) -> str:
    return f"<meta property='{name}' content='{content}'>"


def _extract(
    head: str = "", top: str = "", *, rules: tuple[str, ...] = (".date",), fetched_at: datetime | None = FETCHED
) -> Extraction:
    html = (
        f"<html><head>{head}</head><body><h1>{TITLE}</h1>{top}"
        f"<div class='body'><p>{A}</p><p>{B}</p></div></body></html>"
    )
    return extract(html, url=URL, site=_site(*rules), fetched_at=fetched_at)


def _times(extraction: Extraction) -> tuple[str | None, str | None, str | None]:
    article = extraction.article
    published = article.published.isoformat() if article.published else None
    return published, article.published_raw, extraction.origins.get("published")


PRINTED = "07/03/2026 08:01"
DATE = f"<p class=date>{PRINTED}</p>"


@pytest.mark.parametrize(
    ("head", "top", "expected"),
    [
        pytest.param(_ld(datePublished="2026-03-06T09:00:00+07:00"), DATE, ("2026-03-07T08:01:00+07:00", PRINTED, "rule"), id="printed-beats-json-ld"),
        pytest.param(_meta("article:published_time", "2026-03-06"), DATE, ("2026-03-07T08:01:00+07:00", PRINTED, "rule"), id="printed-beats-meta"),
        pytest.param(_ld(datePublished="2026-03-07T08:01:42+07:00"), DATE, ("2026-03-07T08:01:42+07:00", PRINTED, "rule"), id="seconds"),
        pytest.param(_ld(datePublished="2026-03-07T01:01:42Z"), DATE, ("2026-03-07T08:01:42+07:00", PRINTED, "rule"), id="seconds-in-utc"),
        pytest.param(_meta("pubdate", "2026-03-07T08:01:42+07:00"), DATE, ("2026-03-07T08:01:42+07:00", PRINTED, "rule"), id="seconds-in-meta"),
        pytest.param(_ld(datePublished="2026-03-07T08:02:00+07:00"), DATE, ("2026-03-07T08:01:00+07:00", PRINTED, "rule"), id="next-minute"),
        pytest.param(_ld(datePublished="2026-03-07T08:00:59+07:00"), DATE, ("2026-03-07T08:01:00+07:00", PRINTED, "rule"), id="minute-before"),
        pytest.param(
            _ld(datePublished="2026-03-07T08:01:42+07:00"), "<p class=date>07/03/2026</p>",
            ("2026-03-07T08:01:42+07:00", "07/03/2026", "rule"), id="day-gets-its-clock",
        ),
        pytest.param(
            _ld(datePublished="2026-03-08T08:01:42+07:00"), "<p class=date>07/03/2026</p>",
            ("2026-03-07T00:00:00+07:00", "07/03/2026", "rule"), id="another-day-has-no-clock-for-it",
        ),
        pytest.param(
            _ld(datePublished="2026-03-06T18:30:00Z"), "<p class=date>07/03/2026</p>",
            ("2026-03-07T01:30:00+07:00", "07/03/2026", "rule"), id="the-day-is-that-of-the-zone",
        ),
        pytest.param(
            _ld(datePublished="2026-03-07T08:01:42+07:00"), "", ("2026-03-07T08:01:42+07:00", "2026-03-07T08:01:42+07:00", "json-ld"), id="json-ld",
        ),
        pytest.param(_ld(datePublished="2026-03-07T08:01:00"), "", ("2026-03-07T08:01:00+07:00", "2026-03-07T08:01:00", "json-ld"), id="no-zone"),
        pytest.param(
            _ld(datePublished="2026-03-07T08:01:00") + _meta("article:published_time", "2026-03-06T08:01:00"), "",
            ("2026-03-07T08:01:00+07:00", "2026-03-07T08:01:00", "json-ld"), id="json-ld-beats-meta",
        ),
        pytest.param(
            _ld(uploadDate="2026-03-07 08:01") + _ld(), "", ("2026-03-07T08:01:00+07:00", "2026-03-07 08:01", "json-ld"), id="upload-date",
        ),
        pytest.param(
            _ld(datePublished="không rõ") + _meta("pubdate", "2026-03-07T08:01"), "",
            ("2026-03-07T08:01:00+07:00", "2026-03-07T08:01", "meta"), id="unreadable-then-readable",
        ),
        pytest.param(
            _ld(datePublished="2026-03-07T08:01:00"), "<p class=date>hôm qua</p>",
            ("2026-03-07T08:01:00+07:00", "2026-03-07T08:01:00", "json-ld"), id="unreadable-print",
        ),
        pytest.param(
            "", "<time class=date datetime='2026-03-07T08:01:00+07:00'>2 giờ trước</time>",
            ("2026-03-07T08:01:00+07:00", "2 giờ trước", "rule"), id="attribute-of-a-relative-time",
        ),
        pytest.param("", f"<p class=date> </p><p class=date>Thứ bảy, {PRINTED}</p>", ("2026-03-07T08:01:00+07:00", f"Thứ bảy, {PRINTED}", "rule"), id="first-is-empty"),
        pytest.param(_meta("article:published_time", "1772845260"), "", ("2026-03-07T01:01:00+00:00", "1772845260", "meta"), id="unix"),
    ],
)  # fmt: skip
def test_which_date_wins(head: str, top: str, expected: tuple[str, str, str]) -> None:
    extraction = _extract(head, top)
    assert _times(extraction) == expected
    assert not [warning for warning in extraction.warnings if warning.startswith("date-")]


@pytest.mark.parametrize(
    "name", ["article:published_time", "datePublished", "pubdate", "publishdate", "dc.date", "content_PublishedDate"]
)
@pytest.mark.parametrize("attribute", ["property", "name", "itemprop"])
def test_meta_names(name: str, attribute: str) -> None:
    head = f"<meta {attribute}='{name}' content='2026-03-07T08:01:42+07:00'>"
    assert _times(_extract(head)) == ("2026-03-07T08:01:42+07:00", "2026-03-07T08:01:42+07:00", "meta")


@pytest.mark.parametrize(
    ("head", "top", "raw"),
    [
        pytest.param("", "<p class=date>sáng thứ bảy tuần trước</p>", "sáng thứ bảy tuần trước", id="print"),
        pytest.param(_ld(datePublished="soon"), "", "soon", id="json-ld"),
        pytest.param(_meta("pubdate", "31/02/2026"), "", "31/02/2026", id="no-such-day"),
    ],
)
def test_an_unreadable_date_warns_and_is_kept_raw(head: str, top: str, raw: str) -> None:
    extraction = _extract(head, top)
    assert _times(extraction) == (None, raw, None)
    assert "date-unreadable" in extraction.warnings


def test_no_date_at_all_warns() -> None:
    extraction = _extract()
    assert _times(extraction) == (None, None, None)
    assert "date-missing" in extraction.warnings


@pytest.mark.parametrize(
    ("head", "top"),
    [
        pytest.param("", "<p class=date>07/03/2027 08:01</p>", id="print"),
        pytest.param(_ld(datePublished="2027-03-07T08:01:00+07:00"), "", id="json-ld"),
        pytest.param("", "<p class=date>09/03/2026 12:01</p>", id="a-minute-over-a-day"),
    ],
)
def test_a_future_date_is_rejected_with_a_warning(head: str, top: str) -> None:
    extraction = _extract(head, top)
    published, raw, origin = _times(extraction)
    assert (published, origin) == (None, None)
    assert raw
    assert "date-in-future" in extraction.warnings


def test_a_machine_date_replaces_a_printed_one_in_the_future_and_it_still_warns() -> None:
    extraction = _extract(_ld(datePublished="2026-03-07T08:01:00+07:00"), "<p class=date>03/07/2026 08:01</p>")
    assert _times(extraction)[0] == "2026-03-07T08:01:00+07:00"
    assert "date-in-future" in extraction.warnings


@pytest.mark.parametrize("printed", ["09/03/2026 11:59", "08/03/2026 23:59"])
def test_a_day_of_grace(printed: str) -> None:
    extraction = _extract(top=f"<p class=date>{printed}</p>")
    assert _times(extraction)[1:] == (printed, "rule")
    assert "date-in-future" not in extraction.warnings


def test_without_a_time_of_fetching_no_date_is_in_the_future() -> None:
    extraction = _extract(top="<p class=date>07/03/2027 08:01</p>", fetched_at=None)
    assert _times(extraction)[0] == "2027-03-07T08:01:00+07:00"


@pytest.mark.parametrize(
    ("line", "raw", "source"),
    [
        (f"<p>{PRINTED}</p>", PRINTED, None),
        (f"<div><span>Thứ bảy, </span><span>{PRINTED}</span></div>", f"Thứ bảy, {PRINTED}", None),
        (f"<p>Cập nhật: {PRINTED} (GMT+7)</p>", f"{PRINTED} (GMT+7)", None),
        (f"<p>Bến Đò - {PRINTED}</p>", PRINTED, "Bến Đò"),
        (f"<div><img alt='Bến Đò'>Bến Đò<b>Bến Đò</b>{PRINTED}</div>", PRINTED, "Bến Đò"),
        ("<p>Tin - 07/03/2026 08:01</p>", PRINTED, None),
    ],
)
def test_a_date_beside_the_headline_needs_no_rule(line: str, raw: str, source: str | None) -> None:
    extraction = _extract(top=line, rules=())
    assert _times(extraction) == ("2026-03-07T08:01:00+07:00", raw, "text")
    assert extraction.article.source_name == source
    assert PRINTED not in extraction.article.text


def test_a_date_beside_the_headline_that_disagrees_with_the_machine_is_left() -> None:
    extraction = _extract(_ld(datePublished="2026-03-05T09:00:00+07:00"), "<p>07/03/2026 08:01</p>", rules=())
    assert _times(extraction) == ("2026-03-05T09:00:00+07:00", "2026-03-05T09:00:00+07:00", "json-ld")


def test_a_date_beside_the_headline_that_agrees_is_the_raw_one() -> None:
    extraction = _extract(_ld(datePublished="2026-03-07T08:01:42+07:00"), "<p>07/03/2026 08:01</p>", rules=())
    assert _times(extraction)[:2] == ("2026-03-07T08:01:42+07:00", PRINTED)


@pytest.mark.parametrize(
    "line",
    [
        "<p>Ngày 07/03/2026 đoàn đo lại bãi bồi lần thứ ba trong năm nay.</p>",
        "<p>Kết quả xổ số - 7/3/2026</p>",
        "<p>2 giờ trước</p>",
        "<p>08:01</p>",
    ],
)
def test_prose_with_a_date_beside_the_headline_is_no_time_of_publication(line: str) -> None:
    assert _times(_extract(top=line, rules=())) == (None, None, None)


@pytest.mark.parametrize(
    ("head", "modified"),
    [
        pytest.param(_ld(dateModified="2026-03-07T09:30:00+07:00"), "2026-03-07T09:30:00+07:00", id="later"),
        pytest.param(_ld(dateModified="2026-03-07T02:30:00Z"), "2026-03-07T02:30:00+00:00", id="utc"),
        pytest.param(
            _meta("article:modified_time", "2026-03-07T09:30:00+07:00"), "2026-03-07T09:30:00+07:00", id="meta"
        ),
        pytest.param(_meta("lastmod", "2026-03-07 09:30"), "2026-03-07T09:30:00+07:00", id="no-zone"),
        pytest.param(
            _ld(dateModified="2026-03-07T09:30:00+07:00") + _meta("og:updated_time", "2026-03-07T10:30:00+07:00"),
            "2026-03-07T10:30:00+07:00",
            id="latest",
        ),
        pytest.param(_ld(dateModified="2026-03-07T08:01:00+07:00"), None, id="same"),
        pytest.param(_ld(dateModified="2026-03-07T08:01:30+07:00"), None, id="same-minute"),
        pytest.param(_ld(dateModified="2026-03-07T07:58:00+07:00"), None, id="before"),
        pytest.param(_ld(dateModified="không rõ"), None, id="unreadable"),
        pytest.param("", None, id="none"),
    ],
)
def test_modified_only_when_later(head: str, modified: str | None) -> None:
    got = _extract(head, DATE).article.modified
    assert (got.isoformat() if got else None) == modified


def test_modified_in_the_future_is_none() -> None:
    assert _extract(_ld(dateModified="2027-03-07T09:30:00+07:00"), DATE).article.modified is None


@pytest.mark.parametrize("rules", [(".none",), ("//meta[@name='x']/@content",)])
def test_a_rule_that_finds_no_date_warns_that_it_is_unused(rules: tuple[str, ...]) -> None:
    extraction = _extract(_ld(datePublished="2026-03-07T08:01:00+07:00"), rules=rules)
    assert "rule-unused:published" in extraction.warnings


def test_a_rule_that_is_used_does_not_warn() -> None:
    assert "rule-unused:published" not in _extract(top=DATE).warnings
