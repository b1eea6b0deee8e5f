"""Treatment: proposals into the site's module, and the pages that show what they are for into its fixtures."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from extractors.changes import apply_changes
from extractors.site import Site
from newsspiders.authoring.edits import edit_site
from newsspiders.authoring.fixtures import save_fixture
from newsspiders.authoring.project import AuthoringError, find_project, write_file
from newsspiders.doctor.proposals import Proposal
from newsspiders.preview.samples import Sample

_NOTE = "as it was when the doctor wrote rules for it"
_FIXTURES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """What was done."""

    site: Site
    """As it is now."""
    diff: str
    fixtures: tuple[str, ...] = ()
    """Paths, from the project's root."""


def treat(
    site: Site, proposals: Sequence[Proposal], *, pages: Sequence[Sample], write: bool, with_fixtures: bool = True
) -> Treatment:
    """Put proposals into force; without `write`, only say what would be written.

    :raises AuthoringError: a file can't be written; then all are as they were.
    """
    changes = [one.change for one in proposals]
    after = apply_changes(site, changes)
    if not write:
        return Treatment(site=after, diff=edit_site(site.name, changes, write=False))
    project = find_project()
    module = project.existing_site_module(site.name)
    with ExitStack() as undo:
        undo.callback(partial(write_file, module, module.read_bytes()))
        diff = edit_site(site.name, changes, write=True)
        saved: list[Path] = []
        for page in choose_fixtures(proposals, pages) if with_fixtures else ():
            saved += _save(page, site=after, undo=undo)
        undo.pop_all()
    return Treatment(site=after, diff=diff, fixtures=tuple(map(project.relative, saved)))


def choose_fixtures(proposals: Sequence[Proposal], pages: Sequence[Sample]) -> list[Sample]:
    """So few of the pages that each change holds on one of them, and two of them at least."""
    waiting = [set(one.pages) for one in proposals]
    chosen: list[Sample] = []
    while len(chosen) < len(pages) and (waiting or len(chosen) < _FIXTURES):
        rest = [page for page in pages if page not in chosen]
        best = max(rest, key=lambda page: sum(page.url in one for one in waiting))
        chosen.append(best)
        waiting = [one for one in waiting if best.url not in one]
    return chosen


def _save(page: Sample, *, site: Site, undo: ExitStack) -> tuple[Path, Path]:
    """:raises AuthoringError: it can't be written, or nobody knows when it was fetched."""
    if page.fetched_at is None:
        raise AuthoringError(f"{page.url}: no day to name its fixture by; save it with scrapy savefixture")
    saved = save_fixture(site=site, url=page.url, html=page.html, fetched_at=page.fetched_at, note=_NOTE)
    for path in (saved.html_path, saved.json_path):
        undo.callback(partial(path.unlink, missing_ok=True))
    return saved.html_path, saved.json_path
