"""Health: whether a finished run needs somebody to look; the exit code of `scrapy crawl` says the same."""

from __future__ import annotations

from collections.abc import Mapping

from newsspiders.outcome import Outcome

BROKEN_ENDS = {
    "store_error": "the store could not be used",
    "archive_error": "the archive could not be written",
    "already_running": "the spider runs already",
    "start_error": "the spider did not start",
}
"""Reasons for which a run ends before it is done."""

STOPPED = "shutdown"
"""Scrapy's reason when a run was told to stop, by SIGTERM or SIGINT."""

_FAILED = ("news/failed/", "news/http_error/")


def why_unhealthy(
    outcome: Outcome,
    stats: Mapping[str, object],
    *,
    reason: str,
    has_urls: bool = False,
    drift: str = "",
    clock: str | None = None,
) -> str | None:
    """What is wrong with a run, in a few words; None when it was healthy.

    Healthy is a run that ended by itself (or was told to stop), without a crash, lost no article, had fewer failed
    pages than articles, whose pages gave what those of earlier runs gave, and that found articles, or else could read
    a source and met nothing that failed. `drift` says in what the pages departed, `clock` what speaks against the
    machine's clock.
    """
    if reason in BROKEN_ENDS:
        return BROKEN_ENDS[reason]
    if stats.get("spider_exceptions/count"):
        return "a page crashed the site's code"
    if stats.get("news/failed/not_stored"):
        return "an article could not be stored"
    found = _number(stats.get("news/articles")) + _number(stats.get("news/unchanged/not_modified"))
    if clock:
        return clock
    if drift:
        return drift
    failed = sum(_number(count) for name, count in stats.items() if name.startswith(_FAILED))
    if failed and failed >= found:
        return f"{failed} pages failed, {found} gave an article"
    if found or reason == STOPPED:
        return None
    if outcome.is_unreadable:
        return "no source could be read"
    if stats.get("news/skipped/host_resting"):
        return "the host is left alone for now"
    return "none of the pages asked for is an article" if has_urls else None


def _number(count: object) -> int:
    return count if isinstance(count, int) else 0
