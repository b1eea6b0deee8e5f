"""Server: the folder, the user and the folders written to, in a form that neither systemd nor cron reads as more."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from scrapy.settings import BaseSettings
from sqlalchemy.engine import make_url

_FOLDER = re.compile(r"(/[\w.+-]+)+")
_USER = re.compile(r"[a-z_][a-z0-9_-]{0,31}")
_HIDDEN = ("/home", "/root", "/run/user", "/tmp", "/var/tmp")
"""What the units do not see: ProtectHome and PrivateTmp."""
_FOLDERS, _FILES = ("ARCHIVE_DIR", "METRICS_DIR"), ("LOG_FILE",)
"""Settings that name a folder, or a file, which a crawl writes to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where the project is, and who crawls."""

    folder: str
    user: str
    written: tuple[str, ...]
    """Folders that a crawl writes to."""

    @classmethod
    def of(cls, folder: str, user: str, *, settings: BaseSettings, is_hiding: bool) -> Server:
        """A server whose names are checked. `is_hiding`: a unit of systemd hides some folders from a crawl.

        :raises ValueError: naming the option or the setting, and what to write.
        """
        folder = _checked_folder(folder, name="--dir", is_hiding=is_hiding)
        if not _USER.fullmatch(user):
            raise ValueError(f"--user {user!r} is no user name; write lower-case letters, digits, - and _")
        written = [_checked_folder(path, name=name, is_hiding=is_hiding) for name, path in _written(settings, folder)]
        return cls(folder=folder, user=user, written=_outermost(written))


def _written(settings: BaseSettings, folder: str) -> list[tuple[str, str]]:
    """Setting -> folder, for all that is written to, the project's own data/ first."""
    files = {name: settings[name] for name in _FILES}
    if (settings["DATABASE_URL"] or "").startswith("sqlite"):
        files["DATABASE_URL"] = make_url(settings["DATABASE_URL"]).database
    folders = {"--dir": "data", **{name: settings[name] for name in _FOLDERS}}
    folders |= {name: os.path.dirname(path) or "." for name, path in files.items() if path}
    return [(name, os.path.join(folder, path)) for name, path in folders.items() if path]


def _outermost(folders: list[str]) -> tuple[str, ...]:
    """Those that lie in none of the others.

    >>> _outermost(["/srv/a/data", "/srv/a/data/archive", "/mnt/b"])
    ('/mnt/b', '/srv/a/data')
    """
    return tuple(sorted({one for one in folders if not any(Path(one).is_relative_to(o) for o in folders if o != one)}))


def _checked_folder(raw: str, *, name: str, is_hiding: bool) -> str:
    folder = os.path.normpath(raw)
    if not _FOLDER.fullmatch(folder):
        raise ValueError(
            f"{name} {raw!r} is no folder that a unit or a crontab can name; write one from / on, of letters, digits "
            "and . _ + -, such as /srv/newsspiders"
        )
    if is_hiding and (hidden := next((one for one in _HIDDEN if Path(folder).is_relative_to(one)), None)):
        raise ValueError(
            f"{name} {raw!r}: the units do not see what is in {hidden}; choose a folder such as /srv/newsspiders"
        )
    return folder
