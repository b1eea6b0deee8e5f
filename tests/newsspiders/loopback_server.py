"""A real HTTP server on 127.0.0.1 that plays a site; it keeps a record of what it was asked."""

from __future__ import annotations

import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.newsspiders.serving import serving

Headers = dict[str, str]
Answer = tuple[int, Headers, bytes]
HTML = {"Content-Type": "text/html; charset=utf-8"}


@dataclass(slots=True)
class Asked:
    """One request."""

    path: str
    user_agent: str
    cookie: str
    referer: str
    moment: float
    answered: int = 0
    """The status it was answered with."""


@dataclass(slots=True)
class LoopbackSite:
    """The site: path -> answer, and what was asked."""

    url: str = ""
    answers: dict[str, Answer | Callable[[], Answer]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    most_at_once: int = 0
    revalidates: bool = False
    """Whether pages carry an ETag, and a request that names it gets a 304."""

    @property
    def paths(self) -> list[str]:
        """The paths asked for, in order."""
        return [asked.path for asked in self.asked]

    def html(self, path: str, body: str) -> None:
        """Serve a page."""
        self.answers[path] = (200, HTML, body.encode())

    def xml(self, path: str, body: str) -> None:
        """Serve a feed or a sitemap."""
        self.answers[path] = (200, {"Content-Type": "application/xml"}, body.encode())

    def feed(self, *names: str) -> None:
        """Serve a feed of articles, by name or by whole URL."""
        links = (name if "//" in name else f"{self.url}/a/{name}" for name in names)
        items = "".join(f"<item><title>T</title><link>{link}</link></item>" for link in links)
        self.xml("/feed.xml", f'<rss version="2.0"><channel>{items}</channel></rss>')

    def article(self, name: str) -> None:
        """Serve an article."""
        self.html(f"/a/{name}", article_html(name))


def article_html(name: str) -> str:
    """An article page."""
    sentence = f"Sáng nay, phóng viên ghi nhận câu chuyện {name} ngay tại hiện trường vụ việc ở Hà Nội."
    paragraphs = "".join(f"<p>{sentence} Đoạn {n}.</p>" for n in range(4))
    return (
        "<!doctype html><html lang='vi'><head><title>Tin</title></head><body>"
        f"<h1>Câu chuyện {name} hôm nay</h1><time>07/03/2026 08:00</time>"
        f"<div class='body'>{paragraphs}<div class='share'>Chia sẻ</div></div></body></html>"
    )


def hold_back(site: LoopbackSite, name: str) -> threading.Event:
    """Serve an article once the event is set: a crawl does not end before."""
    is_over = threading.Event()

    def answer() -> Answer:
        is_over.wait(60)
        return 200, HTML, article_html(name).encode()

    site.answers[f"/a/{name}"] = answer
    return is_over


@contextmanager
def loopback_site() -> Iterator[LoopbackSite]:
    """A running site; stopped at the end."""
    site = LoopbackSite()
    server = _Server(("127.0.0.1", 0), _handler(site))
    site.url = f"http://127.0.0.1:{server.server_port}"
    with serving(server):
        yield site


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A crawler may hang up when it has seen enough; anything else is a fault of the test."""
        if not isinstance(sys.exception(), ConnectionError):
            raise


def _handler(site: LoopbackSite) -> type[BaseHTTPRequestHandler]:
    lock = threading.Lock()
    running = [0]

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            agent, cookie, referer = (self.headers.get(name, "") for name in ("User-Agent", "Cookie", "Referer"))
            asked = Asked(self.path, agent, cookie, referer, time.monotonic())
            with lock:
                site.asked.append(asked)
                running[0] += 1
                site.most_at_once = max(site.most_at_once, running[0])
            try:
                self._answer(asked)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True  # the crawler hung up: it had seen enough
            finally:
                with lock:
                    running[0] -= 1

        def _answer(self, asked: Asked) -> None:
            answer = site.answers.get(self.path, (404, HTML, b"<h1>404</h1>"))
            status, headers, body = answer() if callable(answer) else answer
            if site.revalidates and status == 200:
                etag = f'"{zlib.crc32(body):x}"'
                headers = {**headers, "ETag": etag}
                if self.headers.get("If-None-Match") == etag:
                    status, body = 304, b""
            asked.answered = status
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if headers.get("Transfer-Encoding") != "chunked":
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing to the terminal."""

    return Handler


def monthly_sitemaps(site: LoopbackSite, months: dict[str, list[str]], *, lastmod: str = "") -> None:
    """An index of one sitemap a month, beside one of tags."""
    entries = ""
    for month, names in months.items():
        stamp = f"<lastmod>{lastmod}</lastmod>" if lastmod else ""
        entries += f"<sitemap><loc>{site.url}/sitemaps/news-{month}.xml</loc>{stamp}</sitemap>"
        urls = "".join(f"<url><loc>{site.url}/a/{name}</loc></url>" for name in names)
        site.xml(f"/sitemaps/news-{month}.xml", f"<urlset>{urls}</urlset>")
        for name in names:
            site.article(name)
    entries += f"<sitemap><loc>{site.url}/sitemaps/tags.xml</loc></sitemap>"
    site.xml("/sitemap.xml", f"<sitemapindex>{entries}</sitemapindex>")
