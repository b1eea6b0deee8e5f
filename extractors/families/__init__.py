"""Rules shared by the sites of one content management system, one module a family. The folder is the registry.

A page of a site without rules that carries a family's mark is read by the family's rules.
"""

from __future__ import annotations

import pkgutil
from functools import lru_cache
from importlib import import_module

from extractors.compiled import CompiledRules, compile_rules
from extractors.page import Page
from extractors.rules import Rules


@lru_cache(maxsize=1)
def all_families() -> tuple[Rules, ...]:
    """The rules of each module of this folder, by name."""
    modules = [import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__)]
    rules = [one for module in modules for one in vars(module).values() if isinstance(one, Rules) and one.name]
    return tuple(sorted(rules, key=lambda one: one.name))


def family_of(page: Page) -> Rules | None:
    """The family that made a page, by its fingerprint; None for a page of no known family."""
    return next((rules for rules, compiled in _fingerprinted() if _carries_mark(page, compiled)), None)


def rules_of_family(page: Page) -> CompiledRules | None:
    """The rules of the family that made a page, ready to run; None for a page of no known family."""
    return next((compiled for _, compiled in _fingerprinted() if _carries_mark(page, compiled)), None)


def _carries_mark(page: Page, rules: CompiledRules) -> bool:
    return any(selector.select(page.root, page.index) for selector in rules.fingerprint)


@lru_cache(maxsize=1)
def _fingerprinted() -> tuple[tuple[Rules, CompiledRules], ...]:
    return tuple((rules, compile_rules(rules, site_name=rules.name)) for rules in all_families() if rules.fingerprint)
