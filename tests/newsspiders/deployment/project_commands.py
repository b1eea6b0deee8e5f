"""The commands that units and the docs of a server may name."""

from __future__ import annotations

from scrapy.cmdline import _get_commands_dict
from scrapy.settings import Settings

from newsspiders import settings


def commands() -> set[str]:
    """Those there are."""
    return set(_get_commands_dict(Settings({"COMMANDS_MODULE": settings.COMMANDS_MODULE}), inproject=True))
