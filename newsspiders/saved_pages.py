"""SavedPages: pages on disk, found by the URL they were saved from.

Three kinds of places hold them: folders of fixtures, where `<stem>.json` names the URL of `<stem>.<ext>` beside
it; TSV lists with the columns `file` and `url` (and, if there, `kind`), files relative to the list; and WARC files,
one or a folder of them, of which only the place of each page is kept.
"""

from __future__ import annotations

import csv
import gzip
import json
import logging
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from extractors.urls import is_on_site
from newsspiders.archive.index import IndexEntry, load_index
from newsspiders.archive.members import Damage
from newsspiders.archive.reader import is_warc_name, read_capture, warc_files
from newsspiders.discovery.links import MAX_UNPACKED_BYTES, absolute_url
from newsspiders.urls import url_key

logger = logging.getLogger(__name__)


class SavedPagesError(ValueError):
    """A place of saved pages is wrong. The message names the file and what is wrong with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPage:
    """One page on disk."""

    url: str
    path: Path
    kind: str = ""
    """article, not-article, listing, section, feed, sitemap, robots; empty when not told."""
    offset: int | None = None
    """Where its record begins, when `path` is a WARC file."""

    def read(self) -> bytes:
        """Its bytes; a `.gz` file is unpacked, an archived answer without its content encodings.

        :raises SavedPagesError: it can not be read.
        """
        try:
            if self.offset is not None:
                capture = read_capture(self.path, self.offset)
                if isinstance(capture, Damage):
                    raise SavedPagesError(str(capture))
                return capture.body
            if self.path.suffix != ".gz":
                return self.path.read_bytes()
            with gzip.open(self.path) as stream:
                return stream.read(MAX_UNPACKED_BYTES)
        except (OSError, EOFError, zlib.error) as error:
            raise SavedPagesError(f"{self.path}: cannot be read ({error})") from error


class SavedPages:
    """Saved pages by URL. Built once, never changed."""

    def __init__(self, pages: Iterable[SavedPage]) -> None:
        self._exact: dict[str, SavedPage] = {}
        self._canonical: dict[str, SavedPage] = {}
        for page in pages:
            self._exact.setdefault(page.url, page)
            self._canonical.setdefault(url_key(page.url), page)

    def __len__(self) -> int:
        return len(self._exact)

    def find(self, url: str) -> SavedPage | None:
        """The page saved from this URL, else from one that differs in fragment, default port, order of the
        query or a trailing slash only."""
        return self._exact.get(url) or self._canonical.get(url_key(url))

    def article_urls(self, *, domains: Iterable[str]) -> tuple[str, ...]:
        """URLs of the saved articles of a site, in the order they were listed."""
        domains = tuple(domains)
        return tuple(
            page.url
            for page in self._exact.values()
            if page.kind == "article" and is_on_site(page.url, domains=domains)
        )


@lru_cache(maxsize=8)
def load_saved_pages(places: str) -> SavedPages:
    """The pages of a comma-separated list of folders, TSV and WARC files; each place is read once a process.
    Of a URL in several places, the first place's page counts.

    :raises SavedPagesError: naming the file that is missing or broken.
    """
    found: list[SavedPage] = []
    for place in filter(None, (part.strip() for part in places.split(","))):
        path = Path(place).expanduser()
        if path.is_dir():
            found += _iter_folder(path)
            found += _iter_archive(path)
        elif path.is_file():
            found += _iter_archive(path) if is_warc_name(path.name) else _iter_list(path)
        else:
            raise SavedPagesError(f"{place}: no such folder or TSV file")
    if not found:
        raise SavedPagesError(f"{places}: no saved page in it")
    return SavedPages(found)


def _iter_folder(folder: Path) -> Iterator[SavedPage]:
    for facts_path in sorted(folder.rglob("*.json")):
        facts = read_facts(facts_path)
        if "url" not in facts:
            raise SavedPagesError(f'{facts_path}: has no "url"; add the address the page was saved from')
        if facts["url"] is None:  # text that never had a page
            continue
        yield SavedPage(
            url=_checked_url(facts["url"], where=str(facts_path)),
            path=_page_beside(facts_path),
            kind=str(facts.get("kind") or ""),
        )


def read_facts(path: Path) -> Mapping[str, Any]:
    """What the JSON beside a saved page says of it.

    :raises SavedPagesError: it is none.
    """
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SavedPagesError(f"{path}: no JSON ({error})") from error
    if not isinstance(facts, dict):
        raise SavedPagesError(f'{path}: no JSON object; write {{"url": "https://…"}}')
    return facts


def _page_beside(facts_path: Path) -> Path:
    for path in sorted(facts_path.parent.glob("*")):
        if path != facts_path and path.name.removesuffix(".gz").rpartition(".")[0] == facts_path.stem:
            return path
    raise SavedPagesError(f"{facts_path}: no page beside it, such as {facts_path.stem}.html")


def _iter_list(path: Path) -> Iterator[SavedPage]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SavedPagesError(f"{path}: no TSV ({error})") from error
    if rows and not {"file", "url"} <= rows[0].keys():
        raise SavedPagesError(f"{path}: has no columns file and url; name them in the first line, with tabs")
    for number, row in enumerate(rows, 2):
        if not row["url"]:
            continue
        page_path = path.parent / (row["file"] or "")
        where = f"{path}:{number}"
        if not page_path.is_file():
            raise SavedPagesError(f"{where}: {row['file'] or 'the file'} is missing")
        yield SavedPage(url=_checked_url(row["url"], where=where), path=page_path, kind=row.get("kind") or "")


def _iter_archive(path: Path) -> Iterator[SavedPage]:
    """The best answer to each URL in the WARC files at a path: newest first, all articles marked."""
    best: dict[str, tuple[tuple[int, datetime], Path, int]] = {}
    article_urls: set[str] = set()
    for file in warc_files(path):
        for entry in _read_index(file):
            if entry.status is None:
                article_urls.add(entry.url)
                continue
            key = (_rank(entry.status), entry.fetched_at)
            if entry.url not in best or best[entry.url][0] < key:
                best[entry.url] = (key, file, entry.offset)
    for url, (_, file, offset) in sorted(best.items(), key=lambda item: item[1][0], reverse=True):
        yield SavedPage(url=url, path=file, kind="article" if url in article_urls else "", offset=offset)


def _read_index(path: Path) -> tuple[IndexEntry, ...]:
    try:
        index = load_index(path)
    except OSError as error:
        raise SavedPagesError(f"{path}: cannot be read ({error})") from error
    for damage in index.damages:
        logger.warning("%s", damage)
    return index.entries


def _rank(status: int) -> int:
    """How good an answer is: a page, else a redirect or an error, else "as you know it", which says nothing."""
    return 2 if status == HTTPStatus.OK else int(status != HTTPStatus.NOT_MODIFIED)


def _checked_url(url: object, *, where: str) -> str:
    target = absolute_url(url, base="") if isinstance(url, str) else None
    if target is None:
        raise SavedPagesError(f"{where}: {url!r} is no URL; write it whole: https://…")
    return target
