"""The settings that environment and file may set: what each may be, and which of them are secret. Data only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from newsspiders.configuration import kinds
from newsspiders.configuration.masks import Mask, hide, hide_password


@dataclass(frozen=True, slots=True)
class Key:
    """One setting."""

    name: str
    kind: kinds.Kind
    """What was written -> the value.

    :raises ValueError: in words that go on after "NAME is …; ".
    """
    shown: Callable[[Any], str] = repr
    """The value as it may be printed."""

    @property
    def is_secret(self) -> bool:
        """Whether the value, or part of it, may not be seen."""
        return isinstance(self.shown, Mask)

    def secrets(self, value: Any) -> tuple[str, ...]:
        """What may not be seen of a value."""
        if not isinstance(self.shown, Mask) or not value:
            return ()
        each = value if isinstance(value, list | tuple) else [value]
        return tuple(secret for one in each for secret in self.shown.secrets(str(one)))


_SETTINGS = (
    # Who we are, and what we were allowed
    Key("CONTACT", kinds.text),
    Key("PERMITTED_SITES", kinds.names),
    Key("PRIVATE_HOSTS_ALLOWED", kinds.names),
    # When
    Key("CRAWL_SITES", kinds.names),
    Key("CRAWL_EVERY", kinds.durations),
    Key("CRAWL_JOBS", kinds.whole(1, of="sites")),
    Key("CRAWL_SECONDS", kinds.seconds(1)),
    Key("CRAWL_SITE_SECONDS", kinds.seconds(1)),
    Key("CRAWL_GRACE_SECONDS", kinds.seconds()),
    # Politeness
    Key("DOWNLOAD_DELAY", kinds.seconds()),
    Key("DOWNLOAD_TIMEOUT", kinds.seconds(1)),
    Key("CRAWL_DELAY_MAX_SECONDS", kinds.seconds()),
    Key("AUTOTHROTTLE_MAX_DELAY", kinds.seconds(1)),
    Key("RETRY_TIMES", kinds.whole(of="tries")),
    Key("RETRY_BACKOFF_SECONDS", kinds.seconds()),
    Key("RETRY_BACKOFF_MAX_SECONDS", kinds.seconds()),
    Key("RETRY_AFTER_MAX_SECONDS", kinds.seconds()),
    Key("HOST_FAILURES_MAX", kinds.whole(1, of="failures")),
    Key("HOST_REST_SECONDS", kinds.seconds(1)),
    Key("HOST_REST_MAX_SECONDS", kinds.seconds(1)),
    # What is asked for
    Key("ARTICLE_PAGES_MAX", kinds.whole(1, of="pages")),
    Key("SECTION_PAGES_MAX", kinds.whole(1, of="pages")),
    Key("BACKFILL_EMPTY_DAYS_MAX", kinds.whole(1, of="days")),
    Key("REVISIT_AFTER_SECONDS", kinds.seconds_list),
    Key("REVISIT_AGE_MAX_SECONDS", kinds.whole(of="seconds")),
    Key("URL_RETRY_SECONDS", kinds.whole(of="seconds")),
    Key("URL_RETRY_MAX_SECONDS", kinds.whole(of="seconds")),
    Key("URL_FAILURES_MAX", kinds.whole(of="failures")),
    # What is kept
    Key("DATABASE_URL", kinds.database, hide_password),
    Key("STORE_PATIENCE_SECONDS", kinds.seconds()),
    Key("ARCHIVE_ENABLED", kinds.switch),
    Key("ARCHIVE_DIR", kinds.text),
    Key("ARCHIVE_FILE_MAX_BYTES", kinds.whole(1, of="bytes")),
    # Who is told
    Key("NOTIFY_TELEGRAM_TOKEN", kinds.text, hide),
    Key("NOTIFY_TELEGRAM_CHATS", kinds.names),
    Key("NOTIFY_TELEGRAM_URL", kinds.http_url, hide_password),
    Key("NOTIFY_SLACK_TOKEN", kinds.text, hide),
    Key("NOTIFY_SLACK_CHANNELS", kinds.names),
    Key("NOTIFY_SLACK_URL", kinds.http_url, hide_password),
    Key("NOTIFY_MAIL_TO", kinds.mail_addresses),
    Key("NOTIFY_MAIL_FROM", kinds.mail_addresses),
    Key("NOTIFY_SMTP_HOST", kinds.text),
    Key("NOTIFY_SMTP_PORT", kinds.port),
    Key("NOTIFY_SMTP_TLS", kinds.one_of("starttls", "tls", "none")),
    Key("NOTIFY_SMTP_USER", kinds.text),
    Key("NOTIFY_SMTP_PASSWORD", kinds.text, hide),
    Key("NOTIFY_AGAIN_HOURS", kinds.whole(1, of="hours")),
    Key("KEEP_ARCHIVE", kinds.period),
    Key("KEEP_REVISIONS", kinds.period),
    Key("KEEP_REMOVED", kinds.period),
    Key("KEEP_RUNS", kinds.period),
    # How it runs
    Key("EXTRACT_PROCESSES", kinds.whole(of="processes")),
    Key("DRIFT_ENABLED", kinds.switch),
    Key("DRIFT_MIN_ARTICLES", kinds.whole(1, of="articles")),
    Key("PROGRESS_ENABLED", kinds.switch),
    Key("LOG_ENABLED", kinds.switch),
    Key("LOG_LEVEL", kinds.level),
    Key("LOG_FILE", kinds.text),
    Key("LOG_FILE_MAX_BYTES", kinds.whole(of="bytes")),
    Key("LOG_FILES_KEPT", kinds.whole(of="files")),
    Key("LOG_JSON", kinds.switch),
    # Metrics
    Key("METRICS_DIR", kinds.text),
    Key("METRICS_PORT", kinds.port),
    Key("METRICS_ADDRESS", kinds.ip_address),
)

KEYS = {key.name: key for key in _SETTINGS}
"""Name -> key, in the order they are shown."""
