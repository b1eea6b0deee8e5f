"""`scrapy preview`: a local web page that shows what the rules make of a page, and what a change of them would."""

from __future__ import annotations

import argparse
import signal
import webbrowser
from collections.abc import Sequence
from pathlib import Path

from scrapy.exceptions import UsageError

from extractors import Site, UnknownSiteError, get_site, site_for_url
from extractors.changes import Change
from newsspiders.authoring.edits import edit_site
from newsspiders.authoring.fetching import fetch_pages
from newsspiders.authoring.fixtures import slug_of
from newsspiders.authoring.project import AuthoringError, find_project
from newsspiders.commands.numbers import whole_number
from newsspiders.configuration.command import ProjectCommand
from newsspiders.permission import NotPermitted
from newsspiders.preview.samples import Sample, SampleError, load_file, load_fixtures
from newsspiders.preview.server import PreviewServer
from newsspiders.preview.workbench import Workbench
from newsspiders.saved_pages import SavedPagesError
from newsspiders.spiders.base import NewsSpider


class Command(ProjectCommand):
    """Show a page and its rules until Ctrl-C. Exit codes: 0 stopped, 2 no such site or page, or it can't be had."""

    default_settings = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """For `--help`."""
        return "[options] <site> | <file> | <url>"

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return "Look at a page and what the rules make of it, in the browser, and try other rules"

    def long_desc(self) -> str:
        """For `--help`."""
        return (
            "Serve, on this machine only, a page that shows each piece of a news page's text and the rule that kept "
            "or removed it. Click a piece to drop, cut or keep it: the rules one could write, and what each does to "
            "all fixtures of the site. Nothing is written before you say so. A site's fixtures: scrapy preview "
            "vnexpress. A page, and then the fixtures of its site: scrapy preview https://vnexpress.net/… (fetched as "
            "politely as a crawl), scrapy preview fixtures/vnexpress/x.html, or scrapy preview page.html --url "
            "https://vnexpress.net/… . The page runs no script, and loads nothing until you ask for its pictures."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The options of this command."""
        super().add_options(parser)
        parser.add_argument("--url", help="the address of a page that is given as a file")
        parser.add_argument("--port", default="0", metavar="N", help="of 127.0.0.1; without it, any that is free")
        parser.add_argument("--no-browser", action="store_true", help="only print the preview's address")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Serve until Ctrl-C.

        :raises UsageError: saying what to type.
        """
        if len(args) != 1:
            raise UsageError("type one site, file or address: scrapy preview vnexpress")
        try:
            site, samples = self._find(args[0], url=opts.url)
        except (SampleError, SavedPagesError, UnknownSiteError, AuthoringError, NotPermitted) as error:
            raise UsageError(str(error)) from error
        try:
            server = PreviewServer(Workbench(site=site, samples=samples, edit=_edit), port=_port(opts.port))
        except OSError as error:
            raise UsageError(f"--port {opts.port}: {error.strerror}; leave it out to take any that is free") from error
        with server:
            _serve(server, in_browser=not opts.no_browser)

    def _find(self, what: str, *, url: str | None) -> tuple[Site | None, Sequence[Sample]]:
        """The site and its pages: the one that was named first, then its fixtures."""
        if "://" not in what and not Path(what).exists() and what.isidentifier():
            site = get_site(what)
            folder = find_project().fixtures(site.name)
            if not (fixtures := load_fixtures(folder)):
                raise SampleError(f"{folder}: no fixtures; save one: scrapy savefixture {site.name} https://…")
            return site, fixtures
        first = self._fetch(what) if "://" in what else load_file(Path(what).expanduser(), url=url)
        found = site_for_url(first.url)
        others = load_fixtures(find_project().fixtures(found.name)) if found else ()
        return found, (first, *(one for one in others if one.html != first.html))

    def _fetch(self, url: str) -> Sample:
        assert self.crawler_process is not None
        site = site_for_url(url)
        spider_class = self.crawler_process.spider_loader.load(site.name) if site else None
        assert spider_class is None or issubclass(spider_class, NewsSpider)
        (page,) = fetch_pages([url], process=self.crawler_process, spider_class=spider_class)
        if page.problem:
            raise SampleError(f"{url}: {page.problem}; of a page saved by hand: scrapy preview FILE --url {url}")
        return Sample(name=slug_of(url), url=page.final_url, html=page.body, fetched_at=page.fetched_at)


def _serve(server: PreviewServer, *, in_browser: bool) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a crawl has left its own
    print(f"{server.url}  (Ctrl-C ends it)", flush=True)
    if in_browser:
        webbrowser.open(server.url)
    try:
        server.serve_forever(poll_interval=0.2)
    except KeyboardInterrupt:
        print()


def _edit(name: str, changes: Sequence[Change], for_real: bool) -> str:
    return edit_site(name, changes, write=for_real)


def _port(raw: str) -> int:
    return whole_number(raw, option="--port", what="port", example=8000, least=0, most=65535)
