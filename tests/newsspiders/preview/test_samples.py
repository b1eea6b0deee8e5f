"""Pages from files."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from newsspiders.preview.samples import SampleError, load_file, load_fixtures
from tests.fixture_pages import ROOT

URL = "https://tinmoi.example.vn/1.html"


def test_fixtures_of_a_site_are_its_pages() -> None:
    found = load_fixtures(ROOT / "dantri")
    assert [one.name for one in found][-2:] == ["2026-03-05-vo-trau-ep-vien", "2026-03-08-kinh-doanh"]
    assert all(one.fetched_at and one.fetched_at.tzinfo for one in found)
    assert "title" in found[0].expected
    assert load_fixtures(ROOT / "no-such-site") == ()


def test_a_file_with_its_address(tmp_path: Path) -> None:
    path = tmp_path / "a.html.gz"
    path.write_bytes(gzip.compress(b"<p>a"))
    assert load_file(path, url=URL).html == b"<p>a"
    (tmp_path / "a.json").write_text(json.dumps({"url": URL}))
    found = load_file(path, url=None)
    assert (found.name, found.url, found.expected) == ("a", URL, {})


@pytest.mark.parametrize(
    ("facts", "url", "told"),
    [
        (None, None, "type --url"),
        (None, "tinmoi", "write it whole"),
        ("[]", None, "no JSON object"),
        ("{", None, "no JSON"),
        ("{}", None, "no address"),
        (None, URL, "give the path of a saved page"),
    ],
)
def test_mistakes(tmp_path: Path, facts: str | None, url: str | None, told: str) -> None:
    if facts is not None:
        (tmp_path / "a.json").write_text(facts)
    with pytest.raises(SampleError, match=told):
        load_file(tmp_path / "a.html", url=url)
