"""Replay: what the add-on changes, and the Content-Type of a saved page."""

from __future__ import annotations

import gzip
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from scrapy import Request, Spider
from scrapy.http import Response, TextResponse
from scrapy.settings import Settings

from newsspiders.replay import Replay, content_type, replayed_pages
from newsspiders.saved_pages import SavedPage, SavedPagesError
from tests.newsspiders.archive.warcs import exchange, write_warc
from tests.newsspiders.running import run_scrapy


@pytest.fixture
def replay_settings(tmp_path: Path) -> Settings:
    (tmp_path / "a.html").write_text("<p>a")
    (tmp_path / "a.json").write_text(json.dumps({"url": "https://news.example/a"}))
    settings = Settings()
    settings.setmodule("newsspiders.settings")
    settings.set("REPLAY", str(tmp_path), priority="cmdline")
    return settings


def test_the_handler_takes_the_place_of_the_network(replay_settings: Settings) -> None:
    Replay().update_settings(replay_settings)
    handlers = replay_settings.getwithbase("DOWNLOAD_HANDLERS")
    assert handlers["http"] == handlers["https"] == "newsspiders.replay.ReplayHandler"
    assert handlers["file"] is None
    assert not replay_settings.getbool("AUTOTHROTTLE_ENABLED")
    assert replay_settings.getfloat("DOWNLOAD_DELAY") == 0


def test_robots_are_obeyed_in_a_replay_too(replay_settings: Settings) -> None:
    Replay().update_settings(replay_settings)
    assert replay_settings.getbool("ROBOTSTXT_OBEY")


def test_the_command_line_wins(replay_settings: Settings) -> None:
    replay_settings.set("DOWNLOAD_DELAY", "1.5", priority="cmdline")
    Replay().update_settings(replay_settings)
    assert replay_settings.getfloat("DOWNLOAD_DELAY") == 1.5


def test_broken_replay_is_said_at_once(replay_settings: Settings) -> None:
    replay_settings.set("REPLAY", "/nowhere", priority="cmdline")
    with pytest.raises(SavedPagesError, match="/nowhere"):
        Replay().update_settings(replay_settings)


def test_replayed_pages(replay_settings: Settings) -> None:
    pages = replayed_pages(replay_settings)
    assert pages is not None
    assert len(pages) == 1
    assert replayed_pages(Settings()) is None


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("a.html", "article", "text/html"),
        ("a.html.gz", "", "text/html"),
        ("index.shtml", "section", "text/html"),
        ("feed.xml", "feed", "application/xml"),
        ("feed.txt", "feed", "application/xml"),
        ("robots.txt", "robots", "text/plain"),
        ("robots", "robots", "text/plain"),
        ("paper.pdf", "", "application/pdf"),
        ("unknown.bin", "", "application/octet-stream"),
    ],
)
def test_content_type(name: str, kind: str, expected: str) -> None:
    page = SavedPage(url="https://news.example/", path=Path(name), kind=kind)
    assert content_type(page) == expected


class AskSpider(Spider):
    """Asks one URL and keeps the answer."""

    name = "ask"
    url: str

    async def start(self) -> AsyncIterator[Request]:
        yield Request(self.url, meta={"handle_httpstatus_all": True, "dont_redirect": True})

    def parse(self, response: Response) -> dict[str, object]:
        return {
            "status": response.status,
            "headers": dict(response.headers.to_unicode_dict()),
            "text": response.text if isinstance(response, TextResponse) else "",
            "meta": {name: str(response.meta.get(name)) for name in ("archive_id", "fetched_at")},
        }


def ask_the_archive(folder: Path, url: str) -> dict[str, Any]:
    """What a replay of the archive answers."""
    run = run_scrapy(
        "runspider", str(Path(__file__)), "-a", f"url={url}", "-s", "REPLAY=archive", "-s", "ITEM_PIPELINES={}",
        "-s", "ROBOTSTXT_OBEY=0", "-O", "out.jsonl", folder=folder,
    )  # fmt: skip
    assert run.code == 0, run.err
    (item,) = run.items
    return item


def test_an_archived_answer_is_as_it_was(tmp_path: Path) -> None:
    headers = (
        (b"Content-Type", b"text/html; charset=windows-1258"),
        (b"Content-Encoding", b"gzip"),
        (b"ETag", b'"1"'),
        (b"Last-Modified", b"Sat, 07 Mar 2026 08:00:00 GMT"),
    )
    sent = exchange(headers=headers, body=gzip.compress("<p>Tin mới đây".encode("windows-1258", "xmlcharrefreplace")))
    write_warc(tmp_path / "archive" / "x.warc.gz", [sent])
    answer = ask_the_archive(tmp_path, sent.url)
    assert answer["status"] == 200
    assert answer["headers"]["Etag"] == '"1"'
    assert answer["headers"]["Last-Modified"] == "Sat, 07 Mar 2026 08:00:00 GMT"
    assert "đây" in answer["text"]
    assert answer["meta"] == {"archive_id": sent.record_id, "fetched_at": str(sent.fetched_at)}


@pytest.mark.parametrize("status", [301, 404, 503])
def test_an_archived_redirect_or_error_is_answered_as_such(tmp_path: Path, status: int) -> None:
    sent = exchange(status=status, headers=((b"Location", b"https://news.example/b"),), body=b"")
    write_warc(tmp_path / "archive" / "x.warc.gz", [sent])
    answer = ask_the_archive(tmp_path, sent.url)
    assert answer["status"] == status
    assert answer["headers"]["Location"] == "https://news.example/b"
