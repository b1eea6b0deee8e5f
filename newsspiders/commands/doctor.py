"""`scrapy doctor`: looks at live sites from end to end, says what broke, and mends the rules it can mend."""

from __future__ import annotations

import argparse
import difflib
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict

from rich.console import Console
from rich.markup import escape
from rich.status import Status
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from extractors.site import Site
from newsspiders.arguments import Arguments
from newsspiders.authoring.fetching import Fetch, FetchedPage, Job, run_jobs
from newsspiders.authoring.fixtures import slug_of
from newsspiders.authoring.project import AuthoringError, find_project
from newsspiders.doctor.diagnosis import Diagnosis, Verdict, diagnose
from newsspiders.doctor.examine import Patient, examine
from newsspiders.doctor.history import read_history
from newsspiders.doctor.proposals import Proposal, propose
from newsspiders.doctor.reading import Read, read_pages
from newsspiders.doctor.report import print_diagnosis, print_proposals, print_verdict
from newsspiders.doctor.treatment import Treatment, treat
from newsspiders.doctor.visit import Visit
from newsspiders.drift.watch import asked_alike
from newsspiders.permission import NotPermitted, check_permission
from newsspiders.preview.samples import Sample, load_fixtures
from newsspiders.replay import replayed_pages
from newsspiders.spiders.base import NewsSpider

_AT_ONCE = 4
"""Sites."""
_EXIT_CODES: dict[Verdict, int] = {"healthy": 0, "ill": 1, "unexamined": 3}


class Command(ScrapyCommand):
    """Examine sites. Exit codes: 0 healthy, or healthy once --fix had mended it; 1 something to look at; 2 wrong
    arguments, no leave; 3 nothing to look at, but a site could not be examined: unreachable, forbidden, walled off.
    """

    requires_project = True

    def syntax(self) -> str:
        """For `--help`."""
        return "[SITE...] [options]"

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return "Check live sites from end to end: lists, pages, each rule; propose new rules for what broke"

    def long_desc(self) -> str:
        """For `--help`."""
        return (
            "Ask, as politely as a crawl, for a site's robots.txt, each of its sources and some of its newest "
            "articles; say where each field came from, beside the site's fixtures and its earlier runs; name what "
            "stands in the way, rules that match no more, text that leaks and text that vanishes; and propose rules, "
            "learned from the pages and tried on all fixtures. --fix writes them. Nothing is stored. Without SITE all "
            "sites, some at once. Exit codes: 0 healthy (or mended), 1 something to look at, 2 wrong arguments, 3 not "
            "examined: unreachable, forbidden by robots.txt, or walled off."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The options of this command."""
        super().add_options(parser)
        parser.add_argument("--articles", metavar="N", default="8", help="how many articles of each site to read (8)")
        parser.add_argument("--fix", action="store_true", help="write what is proposed, and the pages as fixtures")
        parser.add_argument("--no-fixtures", action="store_true", help="with --fix: save no pages")
        parser.add_argument("--json", action="store_true", help="one JSON object a site")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Examine, tell, mend.

        :raises UsageError: saying what to type.
        """
        assert self.settings is not None
        assert self.crawler_process is not None
        articles = _number(opts.articles)
        if opts.no_fixtures and not opts.fix:
            raise UsageError("--no-fixtures says what --fix leaves out; type --fix too")
        try:
            surgery = _Surgery(self.settings, opts, articles=articles)
            find_project()
            spiders = self._spiders(args)
            with _progress() as progress:
                jobs = {spider: surgery.job(spider, progress) for spider in spiders}
                results = run_jobs(jobs, process=self.crawler_process, at_once=_AT_ONCE)
        except ValueError as error:  # AuthoringError, NotPermitted, SavedPagesError and SampleError are some
            raise UsageError(str(error)) from error
        stopped = [one.name for one, result in results.items() if isinstance(result, AuthoringError)]
        if stopped:
            print(f"not examined, the run was stopped: {', '.join(stopped)}", file=sys.stderr)
        verdicts = [result for result in results.values() if not isinstance(result, AuthoringError)]
        surgery.print_summary(verdicts)
        codes = [_EXIT_CODES[one.verdict] for one in verdicts] + [3 for _ in stopped]
        self.exitcode = 1 if 1 in codes else max(codes, default=0)

    def _spiders(self, names: Sequence[str]) -> list[type[NewsSpider]]:
        """Of the sites named, or of all that may be crawled.

        :raises UsageError: there is no such site.
        :raises NotPermitted: the publisher of one that was named wants to be asked first.
        """
        assert self.crawler_process is not None
        assert self.settings is not None
        loader = self.crawler_process.spider_loader
        known = loader.list()
        for name in names:
            if name not in known:
                near = difflib.get_close_matches(name, known, n=1)
                hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
                raise UsageError(f"no site {name!r}; {hint}")
        spiders = []
        for name in dict.fromkeys(names or known):
            spider = loader.load(name)
            assert issubclass(spider, NewsSpider)
            try:
                check_permission(name, spider.permission, self.settings)
            except NotPermitted as error:
                if names:
                    raise
                print(error, file=sys.stderr)
            else:
                spiders.append(spider)
        return spiders


class _Surgery:
    """Where sites are looked at, one by one, and what is told of them."""

    def __init__(self, settings: BaseSettings, opts: argparse.Namespace, *, articles: int) -> None:
        self._settings = settings
        self._opts = opts
        self._articles = articles
        self._saved = replayed_pages(settings)
        self._console = Console(highlight=False, markup=False)

    def job(self, spider: type[NewsSpider], progress: _Progress) -> Job[Diagnosis]:
        """What is to be done at a site.

        :raises SampleError: a fixture is broken.
        """
        site = spider.site
        samples = load_fixtures(find_project().fixtures(site.name))
        patient = Patient(
            site=site,
            discovery=spider.discovery,
            articles=self._articles,
            user_agent=self._settings["ROBOTSTXT_USER_AGENT"],
            saved=None if self._saved is None else self._saved.article_urls(domains=site.domains),
        )

        async def look(fetch: Fetch) -> Diagnosis:
            visit = await examine(patient, fetch, on_step=lambda words: progress.say(f"{site.name}: {words}"))
            with progress.paused():
                return self._look_after(site, visit, fixtures=read_pages(samples, site))

        return look

    def print_summary(self, diagnoses: Sequence[Diagnosis]) -> None:
        """A line a site, where there are several."""
        if len(diagnoses) > 1 and not self._opts.json:
            self._console.print()
            for diagnosis in diagnoses:
                print_verdict(diagnosis, self._console)

    def _look_after(self, site: Site, visit: Visit, *, fixtures: Sequence[Read]) -> Diagnosis:
        """Diagnose, tell, mend; the diagnosis afterwards."""
        diagnosis = self._diagnose(site, visit, fixtures)
        proposals = propose(diagnosis)
        treatment, problem = self._treat(diagnosis, proposals)
        after = self._diagnose(treatment.site, visit, fixtures) if treatment and self._opts.fix else None
        if self._opts.json:
            _print_json(diagnosis, proposals, treatment, after)
        else:
            self._print(diagnosis, proposals, treatment, after)
        if problem:
            print(problem, file=sys.stderr)
        return after or diagnosis

    def _diagnose(self, site: Site, visit: Visit, fixtures: Sequence[Read]) -> Diagnosis:
        asked = asked_alike(Arguments(), is_replay=self._saved is not None)
        return diagnose(
            visit,
            site,
            pages=read_pages(map(_sample, visit.readable), site),
            fixtures=fixtures,
            history=read_history(self._settings.get("DATABASE_URL"), site=site, asked=asked),
        )

    def _treat(self, diagnosis: Diagnosis, proposals: Sequence[Proposal]) -> tuple[Treatment | None, str]:
        """What was done, or would be; or why it can't be."""
        if not proposals:
            return None, ""
        try:
            treatment = treat(
                diagnosis.site,
                proposals,
                pages=[page.sample for page in diagnosis.pages],
                write=self._opts.fix,
                with_fixtures=not self._opts.no_fixtures,
            )
        except AuthoringError as error:
            return None, f"not written: {error}"
        return treatment, ""

    def _print(
        self,
        diagnosis: Diagnosis,
        proposals: Sequence[Proposal],
        treatment: Treatment | None,
        after: Diagnosis | None,
    ) -> None:
        print_diagnosis(diagnosis, self._console)
        if proposals:
            print_proposals(proposals, treatment.diff if treatment else "", self._console)
        if after is None:
            print_verdict(diagnosis, self._console)
            if treatment:
                self._console.print(f"to write this: scrapy doctor {diagnosis.site.name} --fix", soft_wrap=True)
            return
        assert treatment is not None
        self._console.print(f"Written, with {len(treatment.fixtures) // 2} fixtures:", soft_wrap=True)
        for path in treatment.fixtures:
            self._console.print(f"  {path}", soft_wrap=True)
        self._console.print("The same pages by the new rules:")
        for symptom in after.symptoms:
            self._console.print(f"  - {symptom.words}", soft_wrap=True)
        print_verdict(after, self._console)
        name = after.site.name
        told = (
            f"Read the diff, put sentences of your own into the fixtures, then: pytest tests/test_fixtures.py -k {name}"
        )
        self._console.print(told, soft_wrap=True)


def _sample(page: FetchedPage) -> Sample:
    return Sample(name=slug_of(page.final_url), url=page.final_url, html=page.body, fetched_at=page.fetched_at)


def _print_json(
    diagnosis: Diagnosis, proposals: Sequence[Proposal], treatment: Treatment | None, after: Diagnosis | None
) -> None:
    told = {
        **diagnosis.as_dict(),
        "proposals": [one.as_dict() for one in proposals],
        "diff": treatment.diff if treatment else "",
        "fixtures_written": list(treatment.fixtures) if treatment else [],
        "after": after and {"verdict": after.verdict, "symptoms": [asdict(one) for one in after.symptoms]},
    }
    print(json.dumps(told, ensure_ascii=False), flush=True)


class _Progress:
    """A live line, on a terminal only."""

    def __init__(self, status: Status | None) -> None:
        self._status = status

    def say(self, words: str) -> None:
        """What is asked for now."""
        if self._status is not None:
            self._status.update(escape(words))

    @contextmanager
    def paused(self) -> Iterator[None]:
        """No line while something is printed."""
        if self._status is None:
            yield
            return
        self._status.stop()
        yield
        self._status.start()


@contextmanager
def _progress() -> Iterator[_Progress]:
    if not sys.stderr.isatty():
        yield _Progress(None)
        return
    with Console(stderr=True).status("asking") as status:
        yield _Progress(status)


def _number(raw: str) -> int:
    if not (raw.isascii() and raw.isdigit() and 1 <= int(raw) <= 50):
        raise UsageError(f"--articles {raw!r} is no number from 1 to 50; type --articles 8")
    return int(raw)
