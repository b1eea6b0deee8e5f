"""Pages that somebody saved by hand, as answers: files in, with the address that each names itself."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from extractors.errors import NotHtmlError
from extractors.page import Page
from newsspiders.authoring.fetching import FetchedPage
from newsspiders.discovery.links import absolute_url


class SavedFileError(ValueError):
    """A saved page can not be used. The message names the file and says what to do."""


def read_saved(path: Path, *, url: str | None = None) -> FetchedPage:
    """A saved page, fetched when its file was written; `url` in the place of the address that it names.

    :raises SavedFileError: it can't be read, is no page, or names no address.
    """
    try:
        body, seconds = path.read_bytes(), path.stat().st_mtime
    except OSError as error:
        raise SavedFileError(
            f"{path}: cannot be read ({error.strerror}); name a saved page or a URL: https://…"
        ) from error
    address = url or _address_of(body, path=path)
    return FetchedPage(
        url=address, final_url=address, fetched_at=datetime.fromtimestamp(seconds, UTC), status=200, body=body
    )


def _address_of(body: bytes, *, path: Path) -> str:
    """What the page's canonical link says, else its og:url."""
    try:
        page = Page(body, url="")
    except NotHtmlError as error:
        raise SavedFileError(f"{path}: is no page ({error})") from error
    links = (one.get("href") for one in page.root.iter("link") if (one.get("rel") or "").lower() == "canonical")
    for told in (*links, page.meta_first("og:url")):
        if address := absolute_url(told, base=""):
            return address
    raise SavedFileError(f"{path}: does not name its own address; give it: --url https://…")
