"""`scrapy savefixture`: pages of a site as fixtures, with what today's rules make of them as what is expected."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from scrapy.exceptions import UsageError
from w3lib.url import file_uri_to_path

from extractors import EmptyBodyError, Extraction, Site, UnknownSiteError, get_site
from extractors.text import count_words
from extractors.urls import is_on_site
from newsspiders.authoring.fetching import FetchedPage, fetch_pages
from newsspiders.authoring.fixtures import SavedFixture, save_fixture
from newsspiders.authoring.project import AuthoringError, find_project
from newsspiders.configuration.command import ProjectCommand
from newsspiders.discovery.links import absolute_url
from newsspiders.spiders.base import NewsSpider

_SHOWN_REMOVALS = 12


class Command(ProjectCommand):
    """Save fixtures. Exit codes: 0 all are saved articles, 1 a page could not be saved or is no article, 2 wrong
    arguments, no leave.
    """

    def syntax(self) -> str:
        """For `--help`."""
        return "[options] <site> <url> ... | <site> <file> --url <url>"

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return "Save pages of a site as fixtures, with what was extracted from them as expected"

    def long_desc(self) -> str:
        """For `--help`."""
        return (
            "Fetch pages of a site as politely as a crawl, and write each into fixtures/<site>/ with what today's "
            "rules make of it: scrapy savefixture vnexpress https://vnexpress.net/… . A page saved by hand, in a "
            "browser: scrapy savefixture vnexpress page.html --url https://vnexpress.net/… . A page that is no "
            "article is saved as one that must stay out. Read the JSON before you keep it: what is expected there is "
            "what came out. A publisher's text is not yours to publish: before you do, put sentences of your own into "
            "the page."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The options of this command."""
        super().add_options(parser)
        parser.add_argument("--url", help="the address of a page that is given as a file")
        parser.add_argument("--note", default="", help="what the page is an example of")
        parser.add_argument("--force", action="store_true", help="write the last fixture of the same URL anew")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Fetch, save, tell.

        :raises UsageError: saying what to type.
        """
        if len(args) < 2:
            raise UsageError("type a site and a page of it: scrapy savefixture vnexpress https://vnexpress.net/…")
        try:
            site = get_site(args[0])
            find_project()
        except (UnknownSiteError, AuthoringError) as error:
            raise UsageError(str(error)) from error
        saved: list[SavedFixture | None] = []

        def save(page: FetchedPage) -> None:
            saved.append(_save(page, site, note=opts.note, force=opts.force))

        try:
            if opts.url is None:
                self._fetch(site, args[1:], on_page=save)
            else:
                save(_read_file(args[1:], url=_checked_url(opts.url, site)))
        except AuthoringError as error:
            print(error, file=sys.stderr)
            saved.append(None)
        except ValueError as error:  # NotPermitted and SavedPagesError are some
            raise UsageError(str(error)) from error
        if any(saved):
            print(
                f"\nread the diff; after a change of the rules: pytest tests/test_fixtures.py --regen -k {site.name}/"
            )
        self.exitcode = 0 if all(one and one.kind == "article" for one in saved) else 1

    def _fetch(self, site: Site, given: Sequence[str], *, on_page: Callable[[FetchedPage], None]) -> None:
        """Each page, as it comes.

        :raises UsageError: a page is not the site's.
        """
        assert self.crawler_process is not None
        spider_class = self.crawler_process.spider_loader.load(site.name)
        assert issubclass(spider_class, NewsSpider)
        urls = [_checked_url(one, site) for one in dict.fromkeys(given)]
        fetch_pages(urls, process=self.crawler_process, spider_class=spider_class, on_page=on_page)


def _checked_url(given: str, site: Site) -> str:
    url = absolute_url(given, base="")
    if url is None:
        hint = "; of a page saved by hand, tell its address: --url https://…" if Path(_path_of(given)).exists() else ""
        raise UsageError(f"{given!r} is no URL; type it whole: https://{site.domains[0]}/…{hint}")
    if not is_on_site(url, domains=site.domains):
        raise UsageError(f"{url} is not on {', '.join(site.domains)}; name the site it belongs to")
    return url


def _path_of(given: str) -> str:
    return file_uri_to_path(given) if urlsplit(given).scheme == "file" else given


def _read_file(given: Sequence[str], *, url: str) -> FetchedPage:
    """A page saved by hand, fetched when its file was written.

    :raises UsageError: it is not one file that can be read.
    """
    if len(given) != 1:
        raise UsageError("--url is the address of one file; give one file")
    path = Path(_path_of(given[0])).expanduser()
    try:
        fetched_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        return FetchedPage(url=url, final_url=url, fetched_at=fetched_at, status=200, body=path.read_bytes())
    except OSError as error:
        raise UsageError(f"{given[0]}: cannot be read ({error.strerror}); name the saved page") from error


def _save(page: FetchedPage, site: Site, *, note: str, force: bool) -> SavedFixture | None:
    """The fixture of a page, told; None when it could not be saved."""
    if page.problem:
        print(f"{page.url}: not saved: {page.problem}")
        return None
    try:
        saved = save_fixture(
            site=site, url=page.final_url, html=page.body, fetched_at=page.fetched_at, note=note, force=force
        )
    except AuthoringError as error:
        print(f"{page.url}: not saved: {error}")
        return None
    print(f"{page.url}\n  {find_project().relative(saved.html_path)} and .json: {saved.kind}")
    for line in _told(saved):
        print(f"  {line}")
    return saved


def _told(saved: SavedFixture) -> list[str]:
    """What was extracted, a line each."""
    if not isinstance(saved.extraction, Extraction):
        stale = "; mend the rules, then: --force" if isinstance(saved.error, EmptyBodyError) else ""
        return [f"{saved.error}{stale}"]
    article, removed = saved.extraction.article, saved.extraction.removed
    lines = [
        f"title      {article.title or '-'}",
        f"published  {article.published.isoformat() if article.published else '-'}",
        f"words      {sum(count_words(block.text) for block in article.body)}",
    ]
    if saved.extraction.warnings:
        lines.append(f"warnings   {', '.join(saved.extraction.warnings)}")
    lines += [f"removed    {removal.rule}: {removal.text[:60]}" for removal in removed[:_SHOWN_REMOVALS]]
    if len(removed) > _SHOWN_REMOVALS:
        lines.append(f"           and {len(removed) - _SHOWN_REMOVALS} more")
    return lines
