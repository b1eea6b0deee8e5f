"""SavedPages: pages on disk, found by the URL they were saved from.

Two kinds of places hold them: folders of fixtures, where `<stem>.json` names the URL of `<stem>.<ext>` beside
it, and TSV lists with the columns `file` and `url` (and, if there, `kind`), files relative to the list.
"""

from __future__ import annotations

import csv
import gzip
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extractors.urls import is_on_site
from newsspiders.discovery.links import MAX_UNPACKED_BYTES, absolute_url
from newsspiders.urls import url_key


class SavedPagesError(ValueError):
    """A place of saved pages is wrong. The message names the file and what is wrong with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPage:
    """One page on disk."""

    url: str
    path: Path
    kind: str = ""
    """article, not-article, listing, section, feed, sitemap, robots; empty when not told."""

    def read(self) -> bytes:
        """Its bytes; a `.gz` file is unpacked.

        :raises SavedPagesError: it can not be read.
        """
        try:
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
    """The pages of a comma-separated list of folders and TSV files; each place is read once a process.

    :raises SavedPagesError: naming the file that is missing or broken.
    """
    found: list[SavedPage] = []
    for place in filter(None, (part.strip() for part in places.split(","))):
        path = Path(place).expanduser()
        if path.is_dir():
            found += _iter_folder(path)
        elif path.is_file():
            found += _iter_list(path)
        else:
            raise SavedPagesError(f"{place}: no such folder or TSV file")
    if not found:
        raise SavedPagesError(f"{places}: no saved page in it")
    return SavedPages(found)


def _iter_folder(folder: Path) -> Iterator[SavedPage]:
    for facts_path in sorted(folder.rglob("*.json")):
        facts = _read_facts(facts_path)
        if "url" not in facts:
            raise SavedPagesError(f'{facts_path}: has no "url"; add the address the page was saved from')
        if facts["url"] is None:  # text that never had a page
            continue
        yield SavedPage(
            url=_checked_url(facts["url"], where=str(facts_path)),
            path=_page_beside(facts_path),
            kind=str(facts.get("kind") or ""),
        )


def _read_facts(path: Path) -> Mapping[str, object]:
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


def _checked_url(url: object, *, where: str) -> str:
    target = absolute_url(url, base="") if isinstance(url, str) else None
    if target is None:
        raise SavedPagesError(f"{where}: {url!r} is no URL; write it whole: https://…")
    return target
