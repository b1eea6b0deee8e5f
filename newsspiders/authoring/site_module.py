"""A Site -> the source of its module, in the form of those in extractors/sites."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from importlib import import_module
from pkgutil import iter_modules
from typing import TypeAlias

import extractors.families
from extractors.evidence import evidence_of, page
from extractors.rules import SELECTOR_FIELDS, Rules
from extractors.site import Site
from newsspiders.authoring.edits import run_module, tell_rules
from newsspiders.authoring.project import AuthoringError, find_project
from newsspiders.authoring.source_text import docstring_source, laid_out, phrase_source, selectors_source, value_source

Comments: TypeAlias = Mapping[tuple[str, str], str]
"""Field and selector -> what stands beside it: `3 of 3 pages`."""

_FIELDS = (
    *("name", "title", "domains", "language", "timezone"),
    *("edition", "later_page", "not_article", "canonical", "evidence"),
)


def render_site(site: Site, *, docstring: str, comments: Comments | None = None) -> str:
    """The source of a module whose SITE is this one; a family of the project is imported by its name.

    :raises AuthoringError: the site holds what has no source: a `prepare` of its own.
    """
    path = find_project().site_module(site.name)
    source = laid_out(_source(site, docstring=docstring, comments=comments or {}), path=path)
    if tell_site(run_module(source, path=path)["SITE"]) != tell_site(site):
        raise AuthoringError(f"{path}: this site has no source: has it a `prepare`? Write it by hand")
    return source


def tell_site(site: Site) -> tuple[object, ...]:
    """All that a source says of a site. Equal for equal sites."""
    values = [getattr(site, one.name) for one in fields(site) if one.init and one.name != "rules"]
    return *values, site.rules.prepare, *tell_rules(site.rules)


def _source(site: Site, *, docstring: str, comments: Comments) -> str:
    operands = [_home_of(layer)[1] or _rules_source(layer, comments) for layer in site.rules.layers]
    if len(operands) > 1 and operands[-1] == "Rules()":
        operands.pop()
    usual = {one.name: one.default for one in fields(site)}
    told = {name: getattr(site, name) for name in _FIELDS if getattr(site, name) != usual[name]}
    given = [f"{name}={value_source(value)}" for name, value in told.items()]
    call = ",\n".join([*given, f"rules={' | '.join(operands)}"])
    head = [docstring_source(docstring), "from __future__ import annotations", *sorted(_imports(site.rules, operands))]
    return "\n".join(head) + f"\n\nSITE = Site(\n{call},\n)\n"


def _imports(rules: Rules, operands: Iterable[str]) -> set[str]:
    lines = {f"from {Site.__module__} import Site"}
    for layer in rules.layers:
        module, name = _home_of(layer)
        if name:
            lines.add(f"from {module} import {name}")
            continue
        for word in {evidence_of(one) for field in SELECTOR_FIELDS for one in getattr(layer, field)} - {None}:
            lines.add(f"from {page.__module__} import {word}")
        if layer.phrases:
            lines.add(f"from {Rules.__module__} import Phrase")
    return lines | ({f"from {Rules.__module__} import Rules"} if any("Rules(" in one for one in operands) else set())


def _home_of(layer: Rules) -> tuple[str, str]:
    """Module and name of a family of the project; empty for other rules."""
    package = extractors.families
    for info in iter_modules(package.__path__):
        module = import_module(f"{package.__name__}.{info.name}")
        for name, value in vars(module).items():
            if value is layer:
                return module.__name__, name
    return "", ""


def _rules_source(layer: Rules, comments: Comments) -> str:
    given = [f"name={value_source(layer.name)}"] if layer.name else []
    for field in SELECTOR_FIELDS:
        if selectors := getattr(layer, field):
            notes = {selector: comments.get((field, selector), "") for selector in selectors}
            given.append(f"{field}={selectors_source(selectors, notes=notes)}")
    if layer.phrases:
        given.append(f"phrases=({''.join(f'{phrase_source(one)}, ' for one in layer.phrases)})")
    return f"Rules({', '.join(given)})"
