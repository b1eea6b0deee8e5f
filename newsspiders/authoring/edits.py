"""Changes of rules -> the module of a site. What the module says afterwards is checked before it is written."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from extractors.changes import Change, apply_changes
from extractors.errors import SiteDefinitionError
from extractors.evidence import evidence_of
from extractors.rules import SELECTOR_FIELDS, Phrase, Rules
from extractors.site import Site
from newsspiders.authoring.project import AuthoringError, find_project, write_file
from newsspiders.authoring.source_text import laid_out


def edit_site(name: str, changes: Sequence[Change], *, write: bool) -> str:
    """Change the rules of a site in its module; the unified diff, empty when nothing is to be changed.

    Without `write` the module stays as it is.

    :raises AuthoringError: it can't be done; the message names the file and the remedy.
    """
    project = find_project()
    path = project.existing_site_module(name)
    before = path.read_text("utf-8")
    after = edited_source(before, changes, path=path)
    if write and after != before:
        write_file(path, after.encode())
    shown = project.relative(path)
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{shown}", f"b/{shown}"
    )
    return "".join(lines)


def edited_source(source: str, changes: Sequence[Change], *, path: Path) -> str:
    """The source of a site's module with changed rules: the same as `apply_changes` makes of its SITE.

    :raises AuthoringError: it can't be done.
    """
    # Here, as libcst takes a fifth of the time that Scrapy needs to start, and Scrapy imports all commands each time.
    from newsspiders.authoring.rules_source import change_source

    names = run_module(source, path=path)
    site = _site_of(names, path=path)
    try:
        expected = apply_changes(site, changes)
        if tell_rules(expected.rules) == tell_rules(site.rules):
            return source
        edited = laid_out(change_source(source, changes, names=names), path=path)
    except SiteDefinitionError as error:
        _, _, reason = str(error).partition(": ")  # the place it names is not in the module
        raise AuthoringError(f"{path}: {reason}") from error
    except ValueError as error:
        raise AuthoringError(f"{path}: {error}") from error
    got = _site_of(run_module(edited, path=path), path=path)
    if tell_rules(got.rules) != tell_rules(expected.rules):
        raise AuthoringError(
            f"{path}: its rules are not written in a way that can be changed here; change them by hand"
        )
    return edited


def run_module(source: str, *, path: Path) -> dict[str, Any]:
    """The names a module defines, run aside: nothing that is imported changes.

    :raises AuthoringError: it does not run.
    """
    names: dict[str, Any] = {"__name__": path.stem, "__file__": str(path)}
    try:
        exec(compile(source, str(path), "exec", dont_inherit=True), names)
    except Exception as error:  # noqa: BLE001  # whatever the module raises
        raise AuthoringError(f"{path}: can't be run ({type(error).__name__}: {error}); mend it first") from error
    return names


def tell_rules(rules: Rules) -> tuple[object, ...]:
    """All that a source says of rules: layers, selectors with what they rest on, phrases. Equal for equal rules."""
    layers = (*rules.families, rules.own)
    selectors = [
        [(selector, evidence_of(selector)) for selector in getattr(layer, field)]
        for layer in layers
        for field in SELECTOR_FIELDS
    ]
    phrases = [[_tell_phrase(phrase) for phrase in layer.phrases] for layer in layers]
    return [layer.name for layer in layers], selectors, phrases


def _tell_phrase(phrase: Phrase) -> tuple[str, str, str, int]:
    return phrase.pattern, phrase.action, phrase.reason, phrase.following


def _site_of(names: dict[str, Any], *, path: Path) -> Site:
    site = names.get("SITE")
    if not isinstance(site, Site):
        raise AuthoringError(f"{path}: defines no SITE; write SITE = Site(name=…)")
    return site
