"""Permission: a site whose publisher wants to be asked before it is crawled is left alone until the user says that
it may be. Nothing is fetched in a replay, so a replay needs no leave.
"""

from __future__ import annotations

from collections.abc import Iterable

from scrapy.settings import BaseSettings
from scrapy.spiderloader import SpiderLoaderProtocol


class NotPermitted(ValueError):
    """A site's publisher wants to be asked first. The message says what they say, and how to go on."""


def check_permission(name: str, words: str, settings: BaseSettings) -> None:
    """Nothing when the site may be crawled. `words` are what its publisher says; empty: nothing of the kind.

    :raises NotPermitted: PERMITTED_SITES does not name it.
    """
    permitted = {site.strip() for site in settings.getlist("PERMITTED_SITES")}
    if words and name not in permitted and not settings.get("REPLAY"):
        raise NotPermitted(f"{name} is not crawled without leave. {words} Once you have it: -s PERMITTED_SITES={name}")


def split_permitted(
    names: Iterable[str], *, loader: SpiderLoaderProtocol, settings: BaseSettings, must: bool
) -> tuple[list[str], dict[str, str]]:
    """The sites that may be crawled, each once; and of the others, why not.

    :raises NotPermitted: with `must`, where one may not.
    """
    permitted, refused = list[str](), dict[str, str]()
    for name in dict.fromkeys(names):
        try:
            check_permission(name, getattr(loader.load(name), "permission", ""), settings)
        except NotPermitted as error:
            if must:
                raise
            refused[name] = str(error)
        else:
            permitted.append(name)
    return permitted, refused
