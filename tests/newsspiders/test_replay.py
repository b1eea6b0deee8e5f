"""Replay: what the add-on changes, and the Content-Type of a saved page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from scrapy.settings import Settings

from newsspiders.replay import Replay, content_type, replayed_pages
from newsspiders.saved_pages import SavedPage, SavedPagesError


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
