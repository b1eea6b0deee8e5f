"""The page: a history as one HTML file, complete in itself: its style, no script, and nothing it would load."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from newsspiders.report import words
from newsspiders.report.figures import Figures, total
from newsspiders.report.history import History, SiteHistory
from newsspiders.report.sections import Section, Sections
from newsspiders.report.troubles import Trouble, troubles


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePart:
    """A site's line in the overview, and its section."""

    name: str
    title: str
    figures: Figures
    spark: Markup
    section: Section
    trouble: Trouble | None
    daily: float
    last_run: str


def render(history: History, *, titles: Mapping[str, str]) -> str:
    """The page; `titles` are the sites' own names."""
    css = files(__package__).joinpath("report.css").read_text("utf-8")
    steps = history.steps
    everything = total(steps)
    sections = Sections(history.period, everything)
    found = {trouble.site: trouble for trouble in troubles(history)}
    parts = list(_parts(history, sections, titles, found))
    return _template().render(
        css=Markup(css),  # the project's own
        css_hash=base64.b64encode(hashlib.sha256(css.encode()).digest()).decode(),
        period=history.period,
        everything=everything,
        section=sections.section(steps) if len(parts) > 1 else None,
        sites=parts,
        troubles=tuple(found.values()),
        well=len(parts) - len(found),
    )


def _parts(
    history: History, sections: Sections, titles: Mapping[str, str], found: Mapping[str, Trouble]
) -> Iterator[SitePart]:
    for site in history.sites:
        yield SitePart(
            name=site.name,
            title=titles.get(site.name, site.name),
            figures=site.total,
            spark=sections.spark(site.steps),
            section=sections.section(site.steps),
            trouble=found.get(site.name),
            daily=site.total.articles / history.period.days,
            last_run=_last_run(site),
        )


def _last_run(site: SiteHistory) -> str:
    return words.moment(site.status.run.started_at) if site.status.run else "never"


def _template() -> Template:
    environment = Environment(
        loader=PackageLoader(__package__, "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        number=words.number, percent=words.percent, minutes=words.minutes, day=words.day, moment=words.moment
    )
    environment.globals.update(count=words.count)
    return environment.get_template("page.html")
