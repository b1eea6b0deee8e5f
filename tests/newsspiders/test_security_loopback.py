"""What a hostile server may try: lead us into a private network, never end, or not speak HTTP at all."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
from backports import zstd

from tests.newsspiders.loopback_server import LoopbackSite, loopback_site
from tests.newsspiders.raw_server import RawServer, raw_server
from tests.newsspiders.running import AT_ONCE, Run, loopback_arguments, run_scrapy

MIB = 1024 * 1024
FAST = (*AT_ONCE, "-s", "RETRY_TIMES=0", "-s", "HOST_FAILURES_MAX=99", "-s", "RETRY_BACKOFF_SECONDS=0")


def crawl(server: str, folder: Path, *more: str, **extra: str) -> Run:
    return run_scrapy(*loopback_arguments(*FAST, *more), folder=folder, LOOPBACK_SERVER=server, **extra)


@pytest.fixture
def site() -> Iterator[LoopbackSite]:
    with loopback_site() as running:
        yield running


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "127.0.0.1.", "[::ffff:127.0.0.1]", "[::1]"]
)
def test_a_private_address_is_not_asked(site: LoopbackSite, tmp_path: Path, host: str) -> None:
    server = site.url.replace("127.0.0.1", host)
    run = crawl(server, tmp_path, NEWSSPIDERS_PRIVATE_HOSTS_ALLOWED="")
    assert run.code == 1
    assert "is a private address; add the host to PRIVATE_HOSTS_ALLOWED" in run.err
    assert "Traceback" not in run.err
    assert site.asked == []


@pytest.mark.parametrize(
    ("host", "words"),
    [
        ("localhost", "localhost (127.0.0.1) is a private address"),
        ("127.0.0.2", "127.0.0.2 is a private address"),
        ("169.254.169.254", "169.254.169.254 is a private address"),
    ],
)
def test_a_redirect_to_a_private_address_is_not_followed(
    site: LoopbackSite, tmp_path: Path, host: str, words: str
) -> None:
    target = site.url.replace("127.0.0.1", host) + "/secret.xml"
    site.answers["/feed.xml"] = (302, {"Location": target}, b"")
    site.xml("/secret.xml", "<rss version='2.0'><channel></channel></rss>")
    run = crawl(site.url, tmp_path)
    assert f"feed {site.url}/feed.xml: {words}" in run.err
    assert "/secret.xml" not in site.paths


def test_a_name_on_the_list_may_be_private(site: LoopbackSite, tmp_path: Path) -> None:
    site.feed("one")
    site.article("one")
    server = site.url.replace("127.0.0.1", "localhost")
    run = crawl(server, tmp_path, "-s", "PRIVATE_HOSTS_ALLOWED=127.0.0.1,localhost", "-O", "out.jsonl")
    assert [item["url"] for item in run.items] == [f"{site.url}/a/one"]


def http(*headers: str, body: bytes = b"") -> bytes:
    head = "\r\n".join(("HTTP/1.1 200 OK", "Content-Type: text/html", "Connection: close", *headers))
    return head.encode() + b"\r\n\r\n" + body


def make_hostile(raw: RawServer) -> None:
    """One path for each trick."""
    bomb = b"<p>x</p>" * (40 * MIB // 8)
    zipped = gzip.compress(bomb)
    raw.answers |= {
        "/a/gzip-bomb": http("Content-Encoding: gzip", body=zipped),
        "/a/nested-bomb": http("Content-Encoding: gzip, gzip", body=gzip.compress(zipped)),
        "/a/br-bomb": http("Content-Encoding: br", body=brotli.compress(bomb, quality=3)),
        "/a/zstd-bomb": http("Content-Encoding: zstd", body=zstd.compress(bomb)),
        "/a/header-flood": raw.drip(b"HTTP/1.1 200 OK\r\n", b"X-Flood: 1\r\n" * 500),
        "/a/interim-flood": raw.drip(b"", b"HTTP/1.1 102 Processing\r\n\r\n" * 500),
        "/a/long-header": raw.drip(b"HTTP/1.1 200 OK\r\nX-Long: ", b"x" * 10_000),
        "/a/body-drip": raw.drip(http("Transfer-Encoding: chunked"), b"1\r\nx\r\n", pause_seconds=0.1),
        "/a/header-drip": raw.drip(b"HTTP/1.1 200 OK\r\n", b"X-Drip: 1\r\n", pause_seconds=0.1),
        "/a/endless": raw.drip(http(), b"<p>x</p>" * 10_000),
        "/a/cut-short": http("Content-Length: 9999", body=b"<p>x</p>"),
        "/a/no-status": b"I am no web server\r\n\r\n",
        "/a/odd-version": b"HTTP/x.y 200 OK\r\n\r\n",
        "/a/odd-encoding": http("Transfer-Encoding: nonsense", body=b"x"),
        "/a/odd-length": http("Content-Length: many", body=b"x"),
        "/a/hang-up": b"",
        "/a/broken-gzip": http("Content-Encoding: gzip", body=b"this is no gzip"),
    }


def make_misleading(site: LoopbackSite) -> None:
    """One path for each redirect that is not followed."""
    for name, target in (
        ("file", "file:///etc/passwd"), ("ftp", "ftp://127.0.0.1/x"), ("data", "data:text/html,x"),
        ("script", "javascript:alert(1)"), ("broken", "http://[::1"),
    ):  # fmt: skip
        site.answers[f"/a/to-{name}"] = (302, {"Location": target}, b"")
        site.html(f"/a/refresh-{name}", f"<html><meta http-equiv='refresh' content='0;url={target}'></html>")
    named = site.url.replace("//", "//me:secret@")
    site.answers["/a/to-named"] = (302, {"Location": f"{named}/a/x"}, b"")
    site.html("/a/refresh-named", f"<html><meta http-equiv='refresh' content='0;url={named}/a/y'></html>")
    site.answers["/a/ping"] = (302, {"Location": "/pong"}, b"")
    site.answers["/pong"] = (302, {"Location": "/a/ping"}, b"")
    site.html("/a/self", "<html><meta http-equiv='refresh' content='0;url=/a/self'></html>")
    site.answers["/a/away"] = (302, {"Location": "http://ads.example/landing"}, b"")


@dataclass(frozen=True, slots=True)
class Hostile:
    """A run against both servers."""

    site: LoopbackSite
    raw: RawServer
    run: Run


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hostile]:
    with loopback_site() as site, raw_server() as raw:
        make_hostile(raw)
        make_misleading(site)
        site.article("one")
        links = [site.url + path for path in site.answers if path.startswith("/a/")]
        links += [raw.url + path for path in raw.answers]
        site.feed(*links, raw.url.replace("http:", "https:") + "/a/tls")
        more = ("-s", "DOWNLOAD_TIMEOUT=2", "-s", "LOG_LEVEL=DEBUG", "-O", "out.jsonl")
        yield Hostile(site, raw, crawl(site.url, tmp_path_factory.mktemp("hostile"), *more))


def test_the_one_article_is_found(hostile: Hostile) -> None:
    assert hostile.run.code == 1  # one article, and many pages that failed
    assert [item["url"] for item in hostile.run.items] == [f"{hostile.site.url}/a/one"]


def test_every_trick_was_tried(hostile: Hostile) -> None:
    assert set(hostile.raw.answers) <= set(hostile.raw.asked)
    assert "(no HTTP)" in hostile.raw.asked  # the handshake of TLS


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("gzip-bomb", "larger than DOWNLOAD_MAXSIZE"),
        ("nested-bomb", "larger than DOWNLOAD_MAXSIZE"),
        ("br-bomb", "larger than DOWNLOAD_MAXSIZE"),
        ("zstd-bomb", "larger than DOWNLOAD_MAXSIZE"),
        ("endless", "larger than DOWNLOAD_MAXSIZE"),
        ("header-flood", "the connection broke, or the answer was no HTTP (ConnectionAborted"),
        ("interim-flood", "the connection broke, or the answer was no HTTP (ConnectionAborted"),
        ("long-header", "the connection broke, or the answer was no HTTP (ConnectionDone"),
        ("body-drip", "timed out"),
        ("header-drip", "timed out"),
        ("cut-short", "the answer was cut short"),
        ("no-status", "the connection broke, or the answer was no HTTP (ParseError"),
        ("odd-version", "the connection broke, or the answer was no HTTP (BadResponseVersion"),
        ("odd-encoding", "the connection broke, or the answer was no HTTP (KeyError"),
        ("odd-length", "the connection broke, or the answer was no HTTP (ValueError"),
        ("hang-up", "the connection broke, or the answer was no HTTP (ConnectionDone"),
        ("broken-gzip", "BadGzipFile"),
        ("tls", "no secure connection: "),
        ("to-file", "HTTP 302"),
        ("to-ftp", "HTTP 302"),
        ("to-data", "HTTP 302"),
        ("to-script", "redirects to what is no URL of a page"),
        ("to-broken", "redirects to what is no URL of a page"),
        ("refresh-file", "no article"),
        ("refresh-ftp", "no article"),
        ("refresh-data", "no article"),
        ("refresh-script", "redirects to what is no URL of a page"),
        ("refresh-broken", "redirects to what is no URL of a page"),
        ("x", "the URL carries a name or a password for 127.0.0.1"),
        ("y", "the URL carries a name or a password for 127.0.0.1"),
        ("self", "redirects in a loop"),
        ("away", "redirects to another site, ads.example"),
    ],
)
def test_each_trick_is_a_failure_with_words(hostile: Hostile, name: str, words: str) -> None:
    assert re.search(rf"DEBUG loopback: https?://\S+/a/{name}: {re.escape(words)}", hostile.run.err)


def test_a_loop_of_two_is_a_failure(hostile: Hostile) -> None:
    assert f"/pong: redirects in a loop, to {hostile.site.url}/a/ping" in hostile.run.err
    assert hostile.site.paths.count("/a/ping") == 1


def test_all_are_counted(hostile: Hostile) -> None:
    (summary,) = [line for line in hostile.run.err.splitlines() if " INFO newsspiders: loopback: 1 article" in line]
    told = ("3 HTTP 302", "3 not article", "6 unsafe url", "2 redirect loop", "5 too large", "2 timeout", "1 tls")
    assert [part for part in told if part not in summary] == []


def test_credentials_are_not_sent(hostile: Hostile) -> None:
    assert not {"/a/x", "/a/y"} & set(hostile.site.paths)


def test_no_traceback(hostile: Hostile) -> None:
    assert "Traceback" not in hostile.run.err
    assert " ERROR " not in hostile.run.err
