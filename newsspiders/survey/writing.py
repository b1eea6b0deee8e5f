"""Writing a new site: module, spider and fixtures, all of them or none; and the tests that hold them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from newsspiders.authoring.fixtures import save_fixture, slug_of
from newsspiders.authoring.project import AuthoringError, Project, write_file
from newsspiders.authoring.site_module import render_site
from newsspiders.authoring.source_text import laid_out
from newsspiders.authoring.spider_module import render_spider
from newsspiders.survey.lists import FoundList
from newsspiders.survey.plan import Plan

TESTS = "tests/test_fixtures.py tests/newsspiders/spiders"
"""Which tests hold a site's files."""
_TERSE = ("--tb=no", "--no-header", "--color=no", "-rfE", "-p", "no:cacheprovider")
_SHOWN_FAILURES = 8
_NOTE = "as it was when the site was surveyed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Modules:
    """The sources of a site's two modules."""

    site: str
    spider: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """How the tests of a site went."""

    is_green: bool | None
    """None when they could not be run."""
    words: str


def render(plan: Plan) -> Modules:
    """The sources.

    :raises AuthoringError: they can't be written.
    """
    title, domain = plan.site.title, plan.site.domains[0]
    count = len(plan.survey.pages)
    return Modules(
        site=render_site(
            plan.site,
            docstring=f"{title}, {domain}. Rules learned from {count} pages; read them before you trust them.",
            comments=plan.comments,
        ),
        spider=render_spider(plan.site, plan.discovery),
    )


def check_free(name: str, *, project: Project) -> None:
    """Nothing when no file of a site of that name is there.

    :raises AuthoringError: naming the file.
    """
    for path in (project.site_module(name), project.spider_module(name), project.fixtures(name)):
        if path.exists():
            raise AuthoringError(f"{path}: is there already; give another --name, or overwrite it with --force")


def write_site(plan: Plan, modules: Modules, *, project: Project, force: bool) -> tuple[Path, ...]:
    """The files that were written.

    :raises AuthoringError: one could not be; then all are as they were.
    """
    if not force:
        check_free(plan.site.name, project=project)
    written = [project.site_module(plan.site.name), project.spider_module(plan.site.name)]
    with ExitStack() as undo:
        for path, source in zip(written, (modules.site, modules.spider), strict=True):
            undo.callback(partial(_restore, path, path.read_bytes() if path.exists() else None))
            # Again, as ruff sorts the import of a module that is there with the project's own.
            write_file(path, laid_out(source, path=path).encode())
        folder = project.fixtures(plan.site.name)
        before = {path: path.read_bytes() for path in folder.glob("*")}
        undo.callback(partial(_restore_folder, folder, before))
        for page in plan.fixtures:
            saved = save_fixture(
                site=plan.site,
                url=page.final_url,
                html=page.body,
                fetched_at=page.fetched_at,
                note=_NOTE,
                force=force,
            )
            written += [saved.html_path, saved.json_path]
        for one in plan.sources:
            written += _save_source(one, plan=plan, folder=folder)
        undo.pop_all()
    return tuple(written)


def _save_source(source: FoundList, *, plan: Plan, folder: Path) -> tuple[Path, Path]:
    """The fixture of a list, and its JSON."""
    kind = {"feed": "feed", "page": "section"}.get(source.kind, "sitemap")
    page = folder / f"{slug_of(source.url)}.{'html' if kind == 'section' else 'xml'}"
    facts = {
        "url": source.url,
        "site": plan.site.name,
        "kind": kind,
        "fetched_at": source.answer.fetched_at.astimezone(plan.site.zone).replace(microsecond=0).isoformat(),
        "note": _NOTE,
    }
    write_file(page, source.answer.body)
    write_file(page.with_suffix(".json"), (json.dumps(facts, ensure_ascii=False, indent=2) + "\n").encode())
    return page, page.with_suffix(".json")


def run_tests(name: str, *, project: Project) -> Tested:
    """Run the tests that hold a site's files."""
    if find_spec("pytest") is None or not (project.root / TESTS.split()[0]).is_file():
        return Tested(is_green=None, words="pytest or the tests are not here: run `make test` in a whole copy")
    command = [sys.executable, "-m", "pytest", *_TERSE, *TESTS.split(), "-k", name]
    wide = {**os.environ, "COLUMNS": "500"}
    done = subprocess.run(command, cwd=project.root, env=wide, capture_output=True, text=True, check=False)
    lines = [line for line in done.stdout.splitlines() if line.strip()] or done.stderr.splitlines()
    return Tested(is_green=done.returncode == 0, words=_summary(lines))


def _summary(lines: Sequence[str]) -> str:
    """How many passed, and those that failed, with their reasons."""
    failed = list(dict.fromkeys(line for line in lines if line.startswith(("FAILED", "ERROR"))))
    more = [f"and {len(failed) - _SHOWN_FAILURES} more"] if len(failed) > _SHOWN_FAILURES else []
    return "\n  ".join([*lines[-1:], *failed[:_SHOWN_FAILURES], *more])


def _restore(path: Path, before: bytes | None) -> None:
    if before is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(before)


def _restore_folder(folder: Path, before: dict[Path, bytes]) -> None:
    for path in set(folder.glob("*")) - set(before):
        path.unlink()
    for path, data in before.items():
        path.write_bytes(data)
    if not before and folder.is_dir():
        folder.rmdir()
