"""Rules ready to run: selectors compiled, each drop and phrase under its owner's name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from extractors.rules import SELECTOR_FIELDS, Phrase, Rules
from extractors.selectors import Element, Selector, compile_selector


@dataclass(frozen=True, slots=True)
class Owned:
    """A selector of `drop`, with the name under which its removals appear: `zce/drop:.article__social`."""

    rule: str
    selector: Selector


@dataclass(frozen=True, slots=True, eq=False)
class OwnedPhrase:
    """A phrase with the name under which its removals appear: `vi/phrase:comments`."""

    rule: str
    phrase: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledRules:
    """Rules ready to run: selectors compiled, each drop and phrase under its owner's name."""

    title: tuple[Selector, ...] = ()
    lead: tuple[Selector, ...] = ()
    body: tuple[Selector, ...] = ()
    authors: tuple[Selector, ...] = ()
    byline: tuple[Selector, ...] = ()
    signature: tuple[Selector, ...] = ()
    published: tuple[Selector, ...] = ()
    section: tuple[Selector, ...] = ()
    tags: tuple[Selector, ...] = ()
    source: tuple[Selector, ...] = ()
    figure: tuple[Selector, ...] = ()
    caption: tuple[Selector, ...] = ()
    quote: tuple[Selector, ...] = ()
    dateline: tuple[Selector, ...] = ()
    next_page: tuple[Selector, ...] = ()
    fingerprint: tuple[Selector, ...] = ()
    drops: tuple[Owned, ...] = ()
    phrases: tuple[OwnedPhrase, ...] = ()
    prepare: Callable[[Element], None] | None = None


NO_RULES = CompiledRules()


def compile_rules(rules: Rules, *, site_name: str) -> CompiledRules:
    """Rules whose drops and phrases carry their layer's name (a family's, else the site's)."""
    single = {
        name: tuple(compile_selector(text) for text in getattr(rules, name))
        for name in SELECTOR_FIELDS
        if name != "drop"
    }
    return CompiledRules(
        **single,
        drops=tuple(
            Owned(f"{layer.name or site_name}/drop:{text}", compile_selector(text))
            for layer in rules.layers
            for text in layer.drop
        ),
        phrases=tuple(owned for layer in rules.layers for owned in own_phrases(layer.phrases, layer.name or site_name)),
        prepare=rules.prepare,
    )


def own_phrases(phrases: tuple[Phrase, ...], owner: str) -> tuple[OwnedPhrase, ...]:
    """Phrases under their owner's name."""
    return tuple(OwnedPhrase(f"{owner}/phrase:{phrase.reason}", phrase) for phrase in phrases)
