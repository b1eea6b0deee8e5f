"""The settings are safe by default."""

from __future__ import annotations

import logging

import pytest
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.settings import Settings

from newsspiders.addons import CommandLine, Identity, QuietLog
from newsspiders.replay import Replay


@pytest.fixture
def settings() -> Settings:
    loaded = Settings()
    loaded.setmodule("newsspiders.settings")
    return loaded


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ROBOTSTXT_OBEY", True),
        ("AUTOTHROTTLE_ENABLED", True),
        ("CONCURRENT_REQUESTS_PER_DOMAIN", 1),
        ("DOWNLOAD_MAXSIZE", 10 * 1024 * 1024),
        ("DOWNLOAD_VERIFY_CERTIFICATES", True),
        ("TELNETCONSOLE_ENABLED", False),
        ("REMOTE_CONTROL_ENABLED", False),
        ("COOKIES_ENABLED", False),
        ("SPIDER_LOADER_WARN_ONLY", False),
        ("REPLAY", ""),
    ],
)
def test_safe_by_default(settings: Settings, name: str, value: object) -> None:
    assert settings[name] == value


def test_only_http_and_https(settings: Settings) -> None:
    handlers = settings.getwithbase("DOWNLOAD_HANDLERS")
    assert {scheme for scheme, handler in handlers.items() if handler} == {"http", "https"}


def test_no_export_unless_asked(settings: Settings) -> None:
    assert not settings["FEEDS"]


def test_delay_is_kept_with_jitter(settings: Settings) -> None:
    assert settings.getfloat("DOWNLOAD_DELAY") * (1 - settings.getfloat("DOWNLOAD_DELAY_JITTER")) >= 1


def test_a_429_is_asked_again_only_after_a_wait(settings: Settings) -> None:
    assert 429 in settings["RETRY_HTTP_CODES"]
    assert settings.getwithbase("DOWNLOADER_MIDDLEWARES")[f"{RetryMiddleware.__module__}.RetryMiddleware"] is None
    assert settings.getfloat("RETRY_BACKOFF_SECONDS") >= 1


@pytest.mark.parametrize("contact", ["desk@news.example", "https://news.example/bot"])
def test_user_agent_names_the_project_and_the_contact(settings: Settings, contact: str) -> None:
    settings.set("CONTACT", contact, priority="cmdline")
    Identity().update_settings(settings)
    assert settings["USER_AGENT"].startswith("newsspiders/")
    assert settings["USER_AGENT"].endswith(f" (+{contact})")


def test_missing_contact_is_asked_for(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    settings.set("CONTACT", "", priority="cmdline")
    with caplog.at_level(logging.INFO):
        Identity().update_settings(settings)
    assert "NEWSSPIDERS_CONTACT" in caplog.text
    assert "(+" not in settings["USER_AGENT"]


def test_user_agent_of_the_command_line_stays(settings: Settings) -> None:
    settings.set("USER_AGENT", "mine", priority="cmdline")
    Identity().update_settings(settings)
    assert settings["USER_AGENT"] == "mine"


def test_replay_is_off_without_the_setting(settings: Settings) -> None:
    Replay().update_settings(settings)
    assert settings.getbool("AUTOTHROTTLE_ENABLED")
    assert settings.getwithbase("DOWNLOAD_HANDLERS")["https"].endswith(".PoliteHttpHandler")


def test_the_command_line_has_the_words_of_the_file(settings: Settings) -> None:
    for name, written in (("ARCHIVE_ENABLED", "yes"), ("LOG_LEVEL", "debug"), ("RETRY_TIMES", "x")):
        settings.set(name, written, priority="cmdline")
    settings.set("LOG_ENABLED", "no", priority="cmdline")
    CommandLine.update_pre_crawler_settings(settings)
    assert settings.getbool("ARCHIVE_ENABLED")
    assert settings["LOG_LEVEL"] == "DEBUG"
    assert settings.getbool("LOG_ENABLED") is False
    assert settings["RETRY_TIMES"] == "x"
    assert {settings.getpriority(name) for name in ("ARCHIVE_ENABLED", "LOG_LEVEL")} == {40}


def test_quiet_log_lets_warnings_through(settings: Settings) -> None:
    engine_log = logging.getLogger("scrapy.core.engine")
    record = engine_log.makeRecord("scrapy.core.engine", logging.INFO, "", 0, "Spider opened", (), None)
    trouble = engine_log.makeRecord("scrapy.core.engine", logging.ERROR, "", 0, "trouble", (), None)
    QuietLog.update_pre_crawler_settings(settings)
    assert not engine_log.filter(record)
    assert engine_log.filter(trouble)
    settings.set("LOG_LEVEL", "INFO", priority="cmdline")
    QuietLog.update_pre_crawler_settings(settings)
    assert engine_log.filter(record)
