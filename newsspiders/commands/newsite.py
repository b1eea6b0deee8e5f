"""`scrapy newsite`: from a front page, a section, some articles or saved pages to a site: rules, spider, fixtures."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from rich.console import Console
from scrapy.exceptions import UsageError

from extractors.errors import SiteDefinitionError
from extractors.learning import NothingToLearnError
from extractors.learning.facts import name_of, registered
from extractors.sites import site_for_url
from extractors.urls import host_of
from newsspiders.authoring.fetching import Fetch, run_job
from newsspiders.authoring.ftr import SiteConfig, read_site_config
from newsspiders.authoring.project import AuthoringError, Project, find_project
from newsspiders.configuration.command import ProjectCommand
from newsspiders.discovery.links import absolute_url
from newsspiders.saved_pages import SavedPagesError
from newsspiders.survey.asking import Ask
from newsspiders.survey.plan import Plan, plan_site
from newsspiders.survey.saved import SavedFileError, read_saved
from newsspiders.survey.summary import print_summary
from newsspiders.survey.survey import Survey, SurveyError, survey_saved, survey_site
from newsspiders.survey.writing import TESTS, Tested, check_free, render, run_tests, write_site


class Command(ProjectCommand):
    """Make a site. Exit codes: 0 made, its tests pass; 1 nothing to make it of, or a test failed; 2 wrong arguments."""

    def syntax(self) -> str:
        """For `--help`."""
        return "[options] <url or saved page> ..."

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return "Make a new site: find its lists, learn its rules, write module, spider and fixtures"

    def long_desc(self) -> str:
        """For `--help`."""
        return (
            "Give a front page, a section or some articles of one site: scrapy newsite https://tinmoi.example.vn/ . It "
            "asks, as politely as a crawl, for robots.txt, feeds, sitemaps, sections and up to eight articles, finds "
            "the form of their addresses, learns the rules, and writes extractors/sites/NAME.py, "
            "newsspiders/spiders/NAME.py and three fixtures; then it runs their tests and says what to look at. Of "
            "saved pages it learns the rules; give a front page or a section among them for the lists: newsite a.html "
            "b.html front.html . Nothing is overwritten without --force."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The options of this command."""
        super().add_options(parser)
        parser.add_argument("--name", default="", help="what the site is to be called, as in scrapy crawl NAME")
        parser.add_argument("--url", help="the address of one page that is given as a file")
        parser.add_argument(
            "--from-ftr", metavar="FILE", help="take over the rules of a site config of Full-Text RSS (fivefilters)"
        )
        parser.add_argument("--dry-run", action="store_true", help="show the modules, write nothing")
        parser.add_argument("--force", action="store_true", help="overwrite a site's files")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Survey, plan, write, test, tell.

        :raises UsageError: saying what to type.
        """
        config = _read_config(opts.from_ftr) if opts.from_ftr else None
        given = args or list(config.test_urls if config else ())
        if not given:
            raise UsageError("type the address of a site: scrapy newsite https://tinmoi.example.vn/")
        console = Console()
        try:
            project = find_project()
            survey = self._survey(given, opts, project)
            plan = plan_site(survey, name=opts.name, taken_over=config.rules if config else None)
            modules = render(plan)
            written = () if opts.dry_run else write_site(plan, modules, project=project, force=opts.force)
        except (AuthoringError, SavedFileError, SavedPagesError, SiteDefinitionError) as error:
            raise UsageError(str(error)) from error
        except (SurveyError, NothingToLearnError) as error:
            print(error)
            self.exitcode = 1
            return
        if opts.dry_run:
            print(f"{modules.site}\n{modules.spider}")
        left_out = config.left_out if config else ()
        more = [f"{opts.from_ftr}:{one.line}: {one.text}: {one.reason}" for one in left_out]
        print_summary(plan, console=console, more_doubts=more)
        if written:
            self.exitcode = _finish(plan, written, project=project, console=console)

    def _survey(self, given: Sequence[str], opts: argparse.Namespace, project: Project) -> Survey:
        """What the pages and addresses that were given lead to.

        :raises UsageError: saying what to type.
        """
        are_urls = [urlsplit(one).scheme in ("http", "https") for one in given]
        if any(are_urls) and not all(are_urls):
            raise UsageError("give addresses, or saved pages, not both")
        if opts.url is not None and (len(given) != 1 or all(are_urls)):
            raise UsageError("--url is the address of one saved page; give one file")
        address = _checked(opts.url) if opts.url is not None else None
        saved = [] if all(are_urls) else [read_saved(Path(one).expanduser(), url=address) for one in given]
        urls = [one.url for one in saved] or [_checked(one) for one in given]
        self._check_new(urls, opts, project)
        if saved:
            return survey_saved(saved)

        async def survey(fetch: Fetch) -> Survey:
            return await survey_site(urls, ask=Ask(fetch))

        assert self.crawler_process is not None
        return run_job(survey, process=self.crawler_process)

    def _check_new(self, urls: Sequence[str], opts: argparse.Namespace, project: Project) -> None:
        """Nothing when these are addresses of one site, and of none that is there.

        :raises UsageError: naming the site, or the addresses.
        """
        domains = dict.fromkeys(registered(host_of(url)) for url in urls)
        if len(domains) > 1:
            raise UsageError(f"these are of several sites, {', '.join(domains)}; give those of one")
        name = opts.name or name_of(next(iter(domains)))
        known = site_for_url(urls[0])
        if known is not None and not (opts.force and known.name == name):
            raise UsageError(
                f"{host_of(urls[0])} has a site already, {known.name}: scrapy crawl {known.name}; "
                f"to write it anew: --name {known.name} --force"
            )
        if not (opts.force or opts.dry_run):
            check_free(name, project=project)


def _read_config(name: str) -> SiteConfig:
    """:raises UsageError: it can't be read."""
    try:
        return read_site_config(Path(name).expanduser().read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"--from-ftr {name}: cannot be read ({error}); name a site config file") from error


def _checked(given: str) -> str:
    """A URL.

    :raises UsageError: it is none.
    """
    url = absolute_url(given, base="")
    if url is None:
        raise UsageError(f"{given!r} is no URL; type it whole: https://tinmoi.example.vn/")
    return url


def _finish(plan: Plan, written: Sequence[Path], *, project: Project, console: Console) -> int:
    """Run the tests and tell what is next; the exit code."""
    name = plan.site.name
    console.print(f"Written, {len(written)} files:")
    for path in written:
        console.print(f"  {project.relative(path)}", highlight=False, soft_wrap=True)
    tested = run_tests(name, project=project)
    console.print(f"Tests: {tested.words}", markup=False, highlight=False, soft_wrap=True)
    for line in (*_remedies(plan, tested), *_next_steps(name)):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    return 0 if tested.is_green is not False else 1


def _remedies(plan: Plan, tested: Tested) -> Iterator[str]:
    """What makes the tests pass that failed."""
    name = plan.site.name
    if not plan.sources:
        first = plan.discovery.sections[0]
        yield (
            f"A list of articles is missing: write feeds, sitemaps or sections into newsspiders/spiders/{name}.py, and "
            f"save one of them: scrapy savefixture {name} {first}"
        )
    if tested.is_green is False:
        yield f"Mend extractors/sites/{name}.py and newsspiders/spiders/{name}.py, then: pytest {TESTS} -k {name}"


def _next_steps(name: str) -> Iterator[str]:
    """As CONTRIBUTING.md has them."""
    yield "Next (CONTRIBUTING.md):"
    yield f"  scrapy preview {name}: look at the pages, click what is wrong; write sentences of your own into them"
    yield f"  pytest tests/test_fixtures.py --regen -k {name}/, and read the diff; make table; make check test"
    yield f"  scrapy crawl {name} -a limit=20"
