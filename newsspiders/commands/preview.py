"""`scrapy preview`: a local web page that shows what the rules make of a page, and what a change of them would."""

from __future__ import annotations

import argparse
import webbrowser
from collections.abc import Sequence
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.utils.conf import closest_scrapy_cfg

from extractors import Site, UnknownSiteError, get_site, site_for_url
from extractors.changes import Change
from newsspiders.preview.samples import Sample, SampleError, load_file, load_fixtures
from newsspiders.preview.server import PreviewServer
from newsspiders.preview.workbench import Workbench
from newsspiders.saved_pages import SavedPagesError, load_saved_pages


class Command(ScrapyCommand):
    """Show a page and its rules until Ctrl-C. Exit codes: 0 stopped, 2 no such page or site."""

    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """For `scrapy preview -h`."""
        return "SITE|FILE|URL [options]"

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return "Look at a page and what the rules make of it, in the browser; try other rules on all fixtures"

    def long_desc(self) -> str:
        """For `scrapy preview -h`."""
        return (
            "SITE shows a site's fixtures; FILE a saved page before them, whose address --url or the JSON beside it "
            "tells; URL the page saved from there (-s REPLAY=PLACES). Click a piece of text to drop, cut or keep it. "
            "The page runs no script and asks the network for nothing, until you want its pictures."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The options of this command."""
        super().add_options(parser)
        parser.add_argument("--url", help="the address that FILE was saved from")
        parser.add_argument("--fixtures", metavar="FOLDER", help="the project's fixtures (fixtures)")
        parser.add_argument("--port", default="0", metavar="N", help="of 127.0.0.1; without it, any that is free")
        parser.add_argument("--no-browser", action="store_true", help="only print the preview's address")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Serve until Ctrl-C.

        :raises UsageError: saying what to type.
        """
        if len(args) != 1:
            raise UsageError("type a site, a file or an address: scrapy preview vietnamplus")
        fixtures = Path(opts.fixtures) if opts.fixtures else Path(closest_scrapy_cfg()).parent / "fixtures"
        try:
            site, samples = self._find(args[0], url=opts.url, fixtures=fixtures)
        except (SampleError, SavedPagesError, UnknownSiteError) as error:
            raise UsageError(str(error)) from error
        try:
            server = PreviewServer(Workbench(site=site, samples=samples, edit=_edit), port=_port(opts.port))
        except OSError as error:
            raise UsageError(f"--port {opts.port}: {error.strerror}; leave it out to take any that is free") from error
        with server:
            print(f"{server.url}  (Ctrl-C ends it)", flush=True)
            if not opts.no_browser:
                webbrowser.open(server.url)
            try:
                server.serve_forever(poll_interval=0.2)
            except KeyboardInterrupt:
                print()

    def _find(self, what: str, *, url: str | None, fixtures: Path) -> tuple[Site | None, Sequence[Sample]]:
        """The site and its pages: the one that was named first, then the fixtures."""
        if "://" in what:
            first = self._saved(what)
        elif Path(what).suffix or "/" in what:
            first = load_file(Path(what), url=url)
        else:
            site = get_site(what)
            samples = load_fixtures(fixtures, site_name=site.name)
            if not samples:
                raise SampleError(f"{fixtures / site.name}: no fixtures; save one, or type a file or an address")
            return site, samples
        found = site_for_url(first.url)
        others = load_fixtures(fixtures, site_name=found.name) if found else ()
        return found, (first, *(one for one in others if one.html != first.html))

    def _saved(self, url: str) -> Sample:
        assert self.settings is not None
        places = self.settings.get("REPLAY")
        if not places:
            raise SampleError(f"save the page, then: scrapy preview FILE --url {url} (or -s REPLAY=PLACES)")
        page = load_saved_pages(places).find(url)
        if page is None:
            raise SampleError(f"{places}: holds no page of {url}")
        return Sample(name=page.path.name, url=page.url, html=page.read())


def _edit(name: str, changes: Sequence[Change], for_real: bool) -> str:
    from newsspiders.authoring.edits import edit_site

    return edit_site(name, changes, write=for_real)


def _port(raw: str) -> int:
    if not (raw.isascii() and raw.isdigit() and int(raw) < 65536):
        raise UsageError(f"--port {raw!r} is no port; type --port 8000")
    return int(raw)
