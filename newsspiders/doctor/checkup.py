"""A check-up: visit, diagnosis, proposals, treatment and diagnosis again, of one site after the other, and told."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

from rich.console import Console
from scrapy.settings import BaseSettings

from extractors.site import Site
from newsspiders.arguments import Arguments
from newsspiders.authoring.fetching import Fetch, FetchedPage, Job
from newsspiders.authoring.fixtures import slug_of
from newsspiders.authoring.project import AuthoringError, find_project
from newsspiders.doctor.diagnosis import Diagnosis, diagnose
from newsspiders.doctor.examine import Patient, Step, examine
from newsspiders.doctor.history import read_history
from newsspiders.doctor.proposals import Proposal, propose
from newsspiders.doctor.reading import Read, read_pages
from newsspiders.doctor.report import print_diagnosis, print_proposals, print_verdict
from newsspiders.doctor.treatment import Treatment, treat
from newsspiders.doctor.visit import Visit
from newsspiders.drift.watch import asked_alike
from newsspiders.preview.samples import Sample, load_fixtures
from newsspiders.replay import replayed_pages
from newsspiders.spiders.base import NewsSpider

Quiet: TypeAlias = Callable[[], AbstractContextManager[None]]
"""Nothing else is on the terminal meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """What was asked for."""

    articles: int
    """Of each site."""
    fix: bool = False
    with_fixtures: bool = True
    as_json: bool = False


class CheckUp:
    """How sites are looked at, one by one, and how it is told."""

    def __init__(self, settings: BaseSettings, orders: Orders) -> None:
        """:raises SavedPagesError: REPLAY names something missing or broken."""
        self._settings = settings
        self._orders = orders
        self._saved = replayed_pages(settings)
        self._console = Console(highlight=False, markup=False, emoji=False)

    def job(self, spider: type[NewsSpider], *, on_step: Step, quiet: Quiet) -> Job[Diagnosis]:
        """What is to be done at a site. `on_step` hears what is asked for; all that is printed is within `quiet`.

        :raises SampleError: a fixture is broken.
        """
        site = spider.site
        samples = load_fixtures(find_project().fixtures(site.name))
        patient = Patient(
            site=site,
            discovery=spider.discovery,
            articles=self._orders.articles,
            user_agent=self._settings["ROBOTSTXT_USER_AGENT"],
            saved=None if self._saved is None else self._saved.article_urls(domains=site.domains),
        )

        async def look(fetch: Fetch) -> Diagnosis:
            visit = await examine(patient, fetch, on_step=lambda words: on_step(f"{site.name}: {words}"))
            with quiet():
                return self._look_after(site, visit, fixtures=read_pages(samples, site))

        return look

    def print_summary(self, diagnoses: Sequence[Diagnosis]) -> None:
        """A line a site, where there are several."""
        if len(diagnoses) > 1 and not self._orders.as_json:
            self._console.print()
            for diagnosis in diagnoses:
                print_verdict(diagnosis, self._console)

    def _look_after(self, site: Site, visit: Visit, *, fixtures: Sequence[Read]) -> Diagnosis:
        """Diagnose, tell, mend; the diagnosis afterwards."""
        diagnosis = self._diagnose(site, visit, fixtures)
        proposals = propose(diagnosis)
        treatment, problem = self._treat(diagnosis, proposals)
        after = self._diagnose(treatment.site, visit, fixtures) if treatment and self._orders.fix else None
        if self._orders.as_json:
            self._console.out(json.dumps(_as_dict(diagnosis, proposals, treatment, after), ensure_ascii=False))
        else:
            self._print(diagnosis, proposals, treatment, after)
        if problem:
            Console(stderr=True).out(problem)
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
                write=self._orders.fix,
                with_fixtures=self._orders.with_fixtures,
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


def _as_dict(
    diagnosis: Diagnosis, proposals: Sequence[Proposal], treatment: Treatment | None, after: Diagnosis | None
) -> dict[str, Any]:
    return {
        **diagnosis.as_dict(),
        "proposals": [one.as_dict() for one in proposals],
        "diff": treatment.diff if treatment else "",
        "fixtures_written": list(treatment.fixtures) if treatment else [],
        "after": after and {"verdict": after.verdict, "symptoms": [asdict(one) for one in after.symptoms]},
    }
