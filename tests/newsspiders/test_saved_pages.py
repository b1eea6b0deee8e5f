"""SavedPages: folders, TSV lists, how URLs are matched, and what is said of a broken place."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from newsspiders.archive.records import Exchange, Extracted
from newsspiders.saved_pages import SavedPages, SavedPagesError, load_saved_pages
from tests.newsspiders.archive.warcs import exchange, extracted, write_warc

A = "https://news.example/a-1.html"


def write_fixture(folder: Path, stem: str, *, suffix: str = "html", body: bytes = b"<p>x", **facts: object) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{stem}.{suffix}").write_bytes(body)
    (folder / f"{stem}.json").write_text(json.dumps(facts))


def write_list(folder: Path, *lines: str) -> Path:
    path = folder / "MANIFEST.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def load(*places: Path) -> SavedPages:
    return load_saved_pages(",".join(str(place) for place in places))


def body_of(pages: SavedPages, url: str) -> bytes | None:
    page = pages.find(url)
    return page.read() if page else None


def test_folder(tmp_path: Path) -> None:
    write_fixture(tmp_path / "site", "one", url=A, kind="article", body=b"one")
    write_fixture(tmp_path / "site", "feed", suffix="xml", url="https://news.example/feed", kind="feed", body=b"f")
    pages = load(tmp_path)
    assert len(pages) == 2
    assert body_of(pages, A) == b"one"
    assert body_of(pages, "https://news.example/feed") == b"f"


def test_folder_with_a_packed_page(tmp_path: Path) -> None:
    write_fixture(tmp_path, "one", suffix="html.gz", url=A, body=gzip.compress(b"packed"))
    assert body_of(load(tmp_path), A) == b"packed"


def test_text_that_never_had_a_page_is_passed_over(tmp_path: Path) -> None:
    write_fixture(tmp_path, "one", url=A)
    write_fixture(tmp_path, "two", url=None)
    assert len(load(tmp_path)) == 1


def test_list(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"a")
    (tmp_path / "b.html.gz").write_bytes(gzip.compress(b"b"))
    listed = write_list(
        tmp_path,
        "file\tsite\tkind\turl",
        f"a.html\tx\tarticle\t{A}",
        "b.html.gz\tx\tlisting\thttps://news.example/b",
        "gone.html\tx\tarticle\t",  # no URL: not served, so it may be missing
    )
    pages = load(listed)
    assert len(pages) == 2
    assert body_of(pages, A) == b"a"
    assert body_of(pages, "https://news.example/b") == b"b"
    assert pages.article_urls(domains=("news.example",)) == (A,)


def test_several_places_the_first_wins(tmp_path: Path) -> None:
    write_fixture(tmp_path / "one", "x", url=A, body=b"first")
    write_fixture(tmp_path / "two", "x", url=A, body=b"second")
    write_fixture(tmp_path / "two", "y", url="https://news.example/y", body=b"y")
    pages = load(tmp_path / "one", tmp_path / "two")
    assert body_of(pages, A) == b"first"
    assert body_of(pages, "https://news.example/y") == b"y"


@pytest.mark.parametrize(
    "asked",
    [
        "https://news.example/a?x=1&y=2",
        "https://news.example/a?y=2&x=1",
        "https://news.example:443/a?x=1&y=2",
        "https://NEWS.example/a?x=1&y=2#comments",
        "https://news.example/a/?x=1&y=2",
    ],
)
def test_spellings_of_a_url(tmp_path: Path, asked: str) -> None:
    write_fixture(tmp_path, "one", url="https://news.example/a?x=1&y=2", body=b"one")
    assert body_of(load(tmp_path), asked) == b"one"


@pytest.mark.parametrize(
    "asked",
    [
        "https://news.example/a?x=1",
        "https://news.example:8443/a?x=1&y=2",
        "https://www.news.example/a?x=1&y=2",
    ],
)
def test_other_urls_are_not_found(tmp_path: Path, asked: str) -> None:
    write_fixture(tmp_path, "one", url="https://news.example/a?x=1&y=2")
    assert body_of(load(tmp_path), asked) is None


def test_exact_before_canonical(tmp_path: Path) -> None:
    write_fixture(tmp_path, "one", url="https://news.example/a/", body=b"slash")
    write_fixture(tmp_path, "two", url="https://news.example/a", body=b"bare")
    pages = load(tmp_path)
    assert body_of(pages, "https://news.example/a") == b"bare"
    assert body_of(pages, "https://news.example/a/") == b"slash"


def test_articles_of_a_site(tmp_path: Path) -> None:
    write_fixture(tmp_path, "1", url="https://en.news.example/1", kind="article")
    write_fixture(tmp_path, "2", url="https://news.example/2", kind="not-article")
    write_fixture(tmp_path, "3", url="https://badnews.example/3", kind="article")
    assert load(tmp_path).article_urls(domains=("news.example",)) == ("https://en.news.example/1",)


def test_broken_json_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text("{")
    with pytest.raises(SavedPagesError, match=r"one\.json: no JSON"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ("[]", "no JSON object"),
        ("{}", 'has no "url"'),
        ('{"url": "a.html"}', "is no URL"),
        ('{"url": 3}', "is no URL"),
    ],
)
def test_wrong_json_names_the_file(tmp_path: Path, facts: str, told: str) -> None:
    (tmp_path / "one.json").write_text(facts)
    (tmp_path / "one.html").write_text("x")
    with pytest.raises(SavedPagesError, match=r"one\.json") as caught:
        load(tmp_path)
    assert told in str(caught.value)


def test_json_without_a_page_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text(json.dumps({"url": A}))
    with pytest.raises(SavedPagesError, match=r"one\.json: no page beside it"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["file\turl", f"gone.html\t{A}"], "MANIFEST.tsv:2: gone.html is missing"),
        (["file\turl", f"\t{A}"], "MANIFEST.tsv:2: the file is missing"),
        (["file\turl", "MANIFEST.tsv\tno-url"], "'no-url' is no URL"),
        (["path\turl", f"a.html\t{A}"], "has no columns file and url"),
        (["file,url", f"a.html,{A}"], "has no columns file and url"),
        (["file\turl"], "no saved page in it"),
    ],
)
def test_wrong_list_names_the_line(tmp_path: Path, lines: list[str], told: str) -> None:
    with pytest.raises(SavedPagesError) as caught:
        load(write_list(tmp_path, *lines))
    assert told in str(caught.value)


def test_missing_place(tmp_path: Path) -> None:
    with pytest.raises(SavedPagesError, match="no such folder or TSV file"):
        load(tmp_path / "nowhere")


def test_broken_gzip_names_the_file(tmp_path: Path) -> None:
    write_fixture(tmp_path, "one", suffix="html.gz", url=A, body=b"no gzip")
    with pytest.raises(SavedPagesError, match=r"one\.html\.gz: cannot be read"):
        body_of(load(tmp_path), A)


def write_archive(folder: Path, *entries: Exchange | Extracted, name: str = "x") -> Path:
    path = folder / f"{name}.warc.gz"
    write_warc(path, entries)
    return path


def test_an_archive_gives_the_newest_page(tmp_path: Path) -> None:
    write_archive(tmp_path, exchange(url=A, minutes=5, body=b"new"), name="a")
    write_archive(tmp_path, exchange(url=A, minutes=1, body=b"old"), name="b")
    write_archive(tmp_path / "below", exchange(url=A, minutes=3, body=b"between"), name="c")
    pages = load(tmp_path)
    assert len(pages) == 1
    assert body_of(pages, A) == b"new"
    assert body_of(pages, f"{A}#top") == b"new"


@pytest.mark.parametrize(
    ("statuses", "body"),
    [
        ((200, 404), b"200"),
        ((301, 503), b"503"),
        ((301, 304), b"301"),
        ((200, 304), b"200"),
        ((304,), b"304"),
        ((404, 200), b"200"),
    ],
)
def test_a_page_before_an_error_before_a_not_modified(tmp_path: Path, statuses: tuple[int, ...], body: bytes) -> None:
    answers = [
        exchange(url=A, minutes=minutes, status=status, body=str(status).encode())
        for minutes, status in enumerate(statuses)
    ]
    write_archive(tmp_path, *answers)
    assert body_of(load(tmp_path), A) == body


def test_articles_of_an_archive_newest_first(tmp_path: Path) -> None:
    first, second, other = exchange(1, minutes=1), exchange(2, minutes=2), exchange(3, minutes=3)
    third = exchange(4, url="https://elsewhere.example/4")
    write_archive(tmp_path, first, extracted(first), second, other, third, extracted(third), name="a")
    write_archive(tmp_path, extracted(second), name="b")  # its answer is in the file before
    again = exchange(1, minutes=4)  # fetched again, extracted once
    write_archive(tmp_path, again, name="c")
    assert load(tmp_path).article_urls(domains=("news.example",)) == (first.url, second.url)


def test_one_file_of_an_archive(tmp_path: Path) -> None:
    path = write_archive(tmp_path, exchange(url=A, body=b"archived"))
    write_archive(tmp_path, exchange(url=A, minutes=9, body=b"newer"), name="other")
    assert body_of(load(path), A) == b"archived"


def test_archives_beside_other_places(tmp_path: Path) -> None:
    write_fixture(tmp_path / "fixtures", "one", url=A, body=b"fixture")
    write_archive(tmp_path / "archive", exchange(url=A, body=b"archived"), exchange(2, body=b"two"))
    assert body_of(load(tmp_path / "fixtures", tmp_path / "archive"), A) == b"fixture"
    assert body_of(load(tmp_path / "archive", tmp_path / "fixtures"), A) == b"archived"
    assert body_of(load(tmp_path / "fixtures", tmp_path / "archive"), exchange(2).url) == b"two"


def test_an_archived_page_is_unpacked(tmp_path: Path) -> None:
    packed = exchange(url=A, headers=((b"Content-Encoding", b"gzip"),), body=gzip.compress(b"page"))
    write_archive(tmp_path, packed)
    assert body_of(load(tmp_path), A) == b"page"


def test_damage_in_an_archive_is_told_and_costs_nothing_else(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = write_archive(tmp_path, exchange(url=A, body=b"one"), exchange(2))
    path.write_bytes(path.read_bytes()[:-10])
    assert body_of(load(tmp_path), A) == b"one"
    assert "x.warc.gz: damaged at byte" in caplog.text


def test_an_archive_that_changed_under_our_hands_is_named(tmp_path: Path) -> None:
    path = write_archive(tmp_path, exchange(url=A))
    pages = load(tmp_path)
    path.write_bytes(bytes(path.stat().st_size))
    with pytest.raises(SavedPagesError, match=r"x\.warc\.gz: damaged at byte"):
        body_of(pages, A)


def test_an_empty_archive(tmp_path: Path) -> None:
    write_archive(tmp_path)
    with pytest.raises(SavedPagesError, match="no saved page in it"):
        load(tmp_path)
