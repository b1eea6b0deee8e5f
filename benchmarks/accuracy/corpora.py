"""Folders -> annotated pages: NAME.gold.json, or a fixture's NAME.json, beside NAME.html or NAME.html.gz."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.accuracy.gold import CorpusError, Gold, fixture_as_gold, read_gold

GOLD_SUFFIX = ".gold.json"
PAGE_SUFFIXES = (".html", ".html.gz")


@dataclass(frozen=True, slots=True)
class Page:
    """One annotated page. Its HTML stays on disk until it is asked for."""

    name: str
    path: Path
    gold: Gold

    @property
    def site(self) -> str:
        """As the gold names it, else the URL's host."""
        return self.gold.site or urlsplit(self.gold.url).hostname or "?"

    @property
    def language(self) -> str:
        """As the gold names it."""
        return self.gold.language or "?"

    def html(self) -> bytes:
        """The page's bytes, unpacked.

        :raises CorpusError: when they cannot be read.
        """
        try:
            content = self.path.read_bytes()
            return gzip.decompress(content) if self.path.suffix == ".gz" else content
        except (OSError, EOFError, zlib.error) as error:
            raise CorpusError(f"{self.path}: cannot be read ({error}); save the page again") from error


def read_corpora(folders: Sequence[Path]) -> list[Page]:
    """The pages of all folders, each folder's by name.

    :raises CorpusError: for the first thing that is wrong, naming file, field and remedy.
    """
    return [page for folder in folders for page in read_corpus(folder)]


def read_corpus(folder: Path) -> list[Page]:
    """The annotated pages of one folder and those below it.

    :raises CorpusError: for the first thing that is wrong, naming file, field and remedy.
    """
    if not folder.is_dir():
        raise CorpusError(f"{folder}: is no folder; name one that holds pages with gold (docs/accuracy.md)")
    pages = list(_iter_pages(folder))
    if not pages:
        raise CorpusError(f"{folder}: holds no page with gold; put NAME.html and NAME.gold.json side by side")
    return pages


def _iter_pages(folder: Path) -> Iterator[Page]:
    for path in sorted(folder.rglob("*.json")):
        facts = _read_json(path)
        if path.name.endswith(GOLD_SUFFIX):
            stem = path.name.removesuffix(GOLD_SUFFIX)
        elif isinstance(facts, dict) and facts.get("kind") == "article":
            stem, facts = path.stem, fixture_as_gold(facts, where=str(path))
        else:
            continue
        gold = read_gold(facts, where=str(path))
        yield Page(f"{path.parent.name}/{stem}", _page_beside(path, stem), gold)


def _page_beside(path: Path, stem: str) -> Path:
    for suffix in PAGE_SUFFIXES:
        page = path.with_name(stem + suffix)
        if page.is_file():
            return page
    raise CorpusError(f"{path}: its page is missing; put {stem}.html or {stem}.html.gz beside it")


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path}: is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except json.JSONDecodeError as error:
        raise CorpusError(f"{path}: line {error.lineno}: no JSON ({error.msg}); mend that line") from error
    except (OSError, RecursionError) as error:
        raise CorpusError(f"{path}: cannot be read ({error}); save it again") from error
