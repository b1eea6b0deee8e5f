"""`scrapy crawl` with the archive on, against a real HTTP server, and the replay of what it archived."""

from __future__ import annotations

import gzip
import json
import os
import resource
import signal
import subprocess
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from scrapy.utils import _compression

from newsspiders.archive import Captured, Damage, iter_captures
from tests.newsspiders.archive.warcs import Seen, read_as_others_do
from tests.newsspiders.loopback_server import HTML, LoopbackSite, article_html, loopback_site
from tests.newsspiders.running import (
    AT_ONCE,
    Run,
    command_line,
    crawl_loopback,
    environment,
    loopback_arguments,
    run_scrapy,
)

TEXT = {"Content-Type": "text/plain"}
ARCHIVED = ("-s", "ARCHIVE_ENABLED=1")
SPIDER = loopback_arguments()


def crawl(site: LoopbackSite, folder: Path, *more: str) -> Run:
    """Crawl the site without delays, the archive on."""
    return crawl_loopback(site, folder, *ARCHIVED, *more, NEWSSPIDERS_CONTACT="desk@news.example")


def replay(site: LoopbackSite, folder: Path, *more: str) -> Run:
    """Crawl again from the archive."""
    arguments = (*SPIDER, "-O", "out.jsonl", "-s", "REPLAY=data/archive", "-s", "DATABASE_URL=", *more)
    return run_scrapy(*arguments, folder=folder, LOOPBACK_SERVER=site.url)


def records(folder: Path) -> list[Seen]:
    """All archived records, digests checked."""
    return [seen for path in sorted((folder / "data/archive").glob("*.warc.gz")) for seen in read_as_others_do(path)]


def chunked(body: bytes) -> bytes:
    parts = [body[start : start + 700] for start in range(0, len(body), 700)]
    return b"".join(f"{len(part):x}\r\n".encode() + part + b"\r\n" for part in parts) + b"0\r\n\r\n"


ENCODED = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": _compression.brotli.compress,  # type: ignore[attr-defined]  # imported there by platform
    "zstd": _compression.zstd.compress,  # type: ignore[attr-defined]  # the same
}


def make_varied(site: LoopbackSite) -> None:
    """A site that answers in many ways."""
    site.answers["/robots.txt"] = (200, TEXT, b"User-agent: *\nDisallow: /a/secret\n")
    site.feed("plain", *ENCODED, "chunks", "moved", "missing", "hostile", "secret")
    site.article("plain")
    for encoding, pack in ENCODED.items():
        site.answers[f"/a/{encoding}"] = (
            200,
            {**HTML, "Content-Encoding": encoding},
            pack(article_html(encoding).encode()),
        )
    packed = gzip.compress(article_html("chunks").encode())
    headers = {**HTML, "Content-Encoding": "gzip", "Transfer-Encoding": "chunked", "ETag": '"1"'}
    site.answers["/a/chunks"] = (200, headers, chunked(packed))
    site.answers["/a/moved"] = (301, {"Location": "/a/target"}, b"moved")
    site.article("target")
    hostile = {**HTML, "X-Folded": "one\r\n two\r\n WARC/1.1", "X-Control": "a\x00b\x0bc\x1b", "X-Bytes": "Gi\xe1"}
    site.answers["/a/hostile"] = (200, hostile, article_html("hostile").encode())


@pytest.fixture(scope="module")
def varied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[LoopbackSite, Run]]:
    with loopback_site() as site:
        make_varied(site)
        yield site, crawl(site, tmp_path_factory.mktemp("varied"))


def served(site: LoopbackSite, path: str) -> bytes:
    """The body of an answer as it was sent, its chunks joined."""
    answer = site.answers.get(path, (404, HTML, b"<h1>404</h1>"))
    assert not callable(answer)
    return gzip.compress(article_html("chunks").encode()) if path == "/a/chunks" else answer[2]


def test_every_answer_is_archived_once_byte_for_byte(varied: tuple[LoopbackSite, Run]) -> None:
    site, run = varied
    assert run.code == 0
    responses = {
        seen.url.removeprefix(site.url): seen.payload for seen in records(run.folder) if seen.kind == "response"
    }
    assert len([seen for seen in records(run.folder) if seen.kind == "response"]) == len(responses)
    assert sorted(responses) == sorted(set(site.paths))
    assert {"/robots.txt", "/feed.xml", "/a/moved", "/a/target", "/a/missing"} <= responses.keys()
    # The compressor of gzip puts the time into its bytes: the chunked body is compared as a page.
    assert gzip.decompress(responses.pop("/a/chunks")) == article_html("chunks").encode()
    assert responses == {path: served(site, path) for path in responses}


def test_statuses_and_headers_are_kept(varied: tuple[LoopbackSite, Run]) -> None:
    site, run = varied
    seen = {seen.url.removeprefix(site.url): seen for seen in records(run.folder) if seen.kind == "response"}
    assert (seen["/a/moved"].status, seen["/a/missing"].status, seen["/a/plain"].status) == ("301", "404", "200")
    chunks = dict(seen["/a/chunks"].http_headers)
    assert chunks["Content-Encoding"] == "gzip"
    assert chunks["Etag"] == '"1"'
    assert "Transfer-Encoding" not in chunks
    assert chunks["Content-Length"] == str(len(seen["/a/chunks"].payload))


def test_hostile_headers_stay_headers(varied: tuple[LoopbackSite, Run]) -> None:
    site, run = varied
    (seen,) = (seen for seen in records(run.folder) if seen.kind == "response" and seen.url == f"{site.url}/a/hostile")
    headers = dict(seen.http_headers)
    assert headers["X-Folded"].split() == ["one", "two", "WARC/1.1"]
    assert headers["X-Control"] == "a b c"
    assert headers["X-Bytes"] == "Gi\xe1"
    assert seen.payload == article_html("hostile").encode()


def test_requests_stand_beside_their_responses(varied: tuple[LoopbackSite, Run]) -> None:
    site, run = varied
    found = records(run.folder)
    responses = [seen for seen in found if seen.kind == "response"]
    requests = [seen for seen in found if seen.kind == "request"]
    assert [seen.headers["WARC-Concurrent-To"] for seen in requests] == [seen.record_id for seen in responses]
    assert {seen.headers["WARC-IP-Address"] for seen in responses} == {"127.0.0.1"}
    sent = dict(requests[0].http_headers)
    assert sent["User-Agent"].endswith("(+desk@news.example)")
    assert sent["Host"] == site.url.removeprefix("http://")


def test_the_file_says_who_wrote_it(varied: tuple[LoopbackSite, Run]) -> None:
    first = records(varied[1].folder)[0]
    assert first.kind == "warcinfo"
    assert b"operator: desk@news.example\r\n" in first.payload
    assert b"robots: classic\r\n" in first.payload
    assert b"isPartOf: loopback\r\n" in first.payload


def test_articles_stand_beside_their_responses(varied: tuple[LoopbackSite, Run]) -> None:
    _, run = varied
    found = records(run.folder)
    responses = {seen.record_id: seen.url for seen in found if seen.kind == "response"}
    metadata = [seen for seen in found if seen.kind == "metadata"]
    assert {responses[seen.headers["WARC-Refers-To"]] for seen in metadata} == {item["url"] for item in run.items}
    by_url = {item["url"]: item for item in run.items}
    for seen in metadata:
        assert json.loads(seen.payload) == by_url[seen.url]


def without_moment(run: Run) -> dict[str, dict[str, Any]]:
    return {item["url"]: {key: value for key, value in item.items() if key != "fetched_at"} for item in run.items}


def test_a_replay_gives_the_same_items(varied: tuple[LoopbackSite, Run], tmp_path: Path) -> None:
    site, run = varied
    (tmp_path / "data").mkdir()
    (tmp_path / "data/archive").symlink_to(run.folder / "data/archive")
    asked = len(site.asked)
    again = replay(site, tmp_path, *ARCHIVED)
    assert again.code == 0
    assert without_moment(again) == without_moment(run)
    assert len(run.items) == 8
    assert len(site.asked) == asked
    assert len(list((run.folder / "data/archive").glob("*.warc.gz"))) == 1  # a replay is not archived again


def test_off_by_default(tmp_path: Path) -> None:
    with loopback_site() as site:
        site.feed("one")
        site.article("one")
        run = run_scrapy(*SPIDER, *AT_ONCE, folder=tmp_path, LOOPBACK_SERVER=site.url)
    assert run.code == 0
    assert not (tmp_path / "data/archive").exists()


def test_files_of_a_size(tmp_path: Path) -> None:
    with loopback_site() as site:
        make_varied(site)
        run = crawl(site, tmp_path, "-s", "ARCHIVE_FILE_MAX_BYTES=2000", "-s", "ARCHIVE_DIR=raw/warc")
    assert run.code == 0
    files = sorted((tmp_path / "raw/warc").iterdir())
    assert len(files) > 2
    urls = {capture.url for capture in iter_captures(tmp_path / "raw") if isinstance(capture, Captured)}
    assert urls == {f"{site.url}{path}" for path in site.paths}


def test_answers_of_the_cache_are_not_archived_again(tmp_path: Path) -> None:
    with loopback_site() as site:
        site.feed("one")
        site.article("one")
        cached = ("-s", "HTTPCACHE_ENABLED=1", "-s", f"HTTPCACHE_DIR={tmp_path}/cache")
        for _ in range(2):
            crawl(site, tmp_path, *cached)
        asked = list(site.paths)
    assert asked.count("/a/one") == 1
    assert sum(seen.kind == "response" for seen in records(tmp_path)) == len(asked)


def test_a_retry_is_archived_too(tmp_path: Path) -> None:
    with loopback_site() as site:
        site.feed("broken")
        site.answers["/a/broken"] = (500, HTML, b"oops")
        crawl(site, tmp_path, "-s", "RETRY_TIMES=1")
    statuses = [seen.status for seen in records(tmp_path) if seen.url.endswith("/a/broken") and seen.kind == "response"]
    assert statuses == ["500", "500"]


def captured_paths(site: LoopbackSite, folder: Path) -> list[str]:
    """What can be read of an archive, also while it is written."""
    archive = folder / "data/archive"
    found = iter_captures(archive) if archive.exists() else ()
    return [capture.url.removeprefix(site.url) for capture in found if isinstance(capture, Captured)]


def test_a_killed_run_leaves_a_file_that_can_be_read(tmp_path: Path) -> None:
    def hang() -> tuple[int, dict[str, str], bytes]:
        time.sleep(2)
        return 200, HTML, b""

    with loopback_site() as site:
        site.feed("one", "two", "hang")
        site.article("one")
        site.article("two")
        site.answers["/a/hang"] = hang
        process = subprocess.Popen(
            command_line(*SPIDER, *AT_ONCE, *ARCHIVED),
            cwd=tmp_path,
            env=environment(LOOPBACK_SERVER=site.url),
            stderr=subprocess.DEVNULL,
        )
        try:
            deadline = time.monotonic() + 30
            while len(captured_paths(site, tmp_path)) < 4 and time.monotonic() < deadline:
                time.sleep(0.05)
            os.kill(process.pid, signal.SIGKILL)
            process.wait(timeout=30)
        finally:
            process.kill()
            process.wait()
    assert captured_paths(site, tmp_path) == ["/robots.txt", "/feed.xml", "/a/one", "/a/two"]
    assert sum(isinstance(capture, Damage) for capture in iter_captures(tmp_path / "data/archive")) <= 1


def limit_file_size() -> None:
    """What a full disk is to a process."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))


def test_a_full_disk_ends_the_crawl_and_says_so(tmp_path: Path) -> None:
    names = [f"n{number}" for number in range(40)]
    with loopback_site() as site:
        site.feed(*names)
        for name in names:
            noise = f"<!-- {os.urandom(10_000).hex()} -->"  # packs to half of it
            site.html(f"/a/{name}", article_html(name).replace("</body>", f"{noise}</body>"))
        done = subprocess.run(
            command_line(*SPIDER, *AT_ONCE, *ARCHIVED, "-s", "DATABASE_URL="),
            cwd=tmp_path,
            env=environment(LOOPBACK_SERVER=site.url),
            preexec_fn=limit_file_size,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    errors = [line for line in done.stderr.splitlines() if " ERROR " in line]
    assert len(errors) == 1, done.stderr
    assert "data/archive: the archive can not be written (File too large); free some space" in errors[0]
    assert "Traceback" not in done.stderr
    assert len(site.paths) < 30  # what was on its way was fetched, the rest was not
    found = list(iter_captures(tmp_path / "data/archive"))
    assert len(found) > 5
    assert all(isinstance(capture, Captured) for capture in found)


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("ARCHIVE_DIR=file/archive", "file/archive: the archive can not be written (Not a directory)"),
        ("ARCHIVE_FILE_MAX_BYTES=1G", "ARCHIVE_FILE_MAX_BYTES is '1G'; write a number of bytes"),
        ("ARCHIVE_FILE_MAX_BYTES=0", "ARCHIVE_FILE_MAX_BYTES is '0'; write a number of bytes"),
    ],
)
def test_a_wrong_setting_ends_the_crawl_before_anything_is_fetched(tmp_path: Path, setting: str, told: str) -> None:
    (tmp_path / "file").write_text("")
    with loopback_site() as site:
        site.feed("one")
        run = crawl(site, tmp_path, "-s", setting)
    assert site.paths == []
    assert told in run.err
    assert "Traceback" not in run.err
