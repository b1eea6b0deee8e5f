"""Permission: a site whose publisher wants to be asked before it is crawled is left alone until the user says that
it may be. Nothing is fetched in a replay, so a replay needs no leave.
"""

from __future__ import annotations

from scrapy.settings import BaseSettings


class NotPermitted(ValueError):
    """A site's publisher wants to be asked first. The message says what they say, and how to go on."""


def check_permission(name: str, words: str, settings: BaseSettings) -> None:
    """Nothing when the site may be crawled. `words` are what its publisher says; empty: nothing of the kind.

    :raises NotPermitted: PERMITTED_SITES does not name it.
    """
    permitted = {site.strip() for site in settings.getlist("PERMITTED_SITES")}
    if words and name not in permitted and not settings.get("REPLAY"):
        raise NotPermitted(f"{name} is not crawled without leave. {words} Once you have it: -s PERMITTED_SITES={name}")
