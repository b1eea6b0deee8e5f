"""What a survey came to, for people: the lists, the rules, and what to look at."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from newsspiders.survey.doubts import doubts_of
from newsspiders.survey.plan import Plan


def print_summary(plan: Plan, *, console: Console, more_doubts: Iterable[str] = ()) -> None:
    """The whole of it."""
    site = plan.site
    facts = f"{site.title}, {', '.join(site.domains)}, {site.language}, {site.timezone}"
    console.print(Text.assemble((site.name, "bold"), f": {facts}"))
    if plan.survey.findings.lists:
        console.print(lists_table(plan))
    console.print(f"article_url  {plan.discovery.article_url}", markup=False, highlight=False, soft_wrap=True)
    console.print(rules_table(plan))
    doubts = (*doubts_of(plan), *more_doubts)
    console.print("Look at:" if doubts else "Nothing to look at: all of it agrees.")
    for doubt in doubts:
        console.print(f"  - {doubt}", markup=False, highlight=False, soft_wrap=True)


def lists_table(plan: Plan) -> Table:
    """A row a list that was found."""
    table = Table(title="Lists", title_justify="left")
    for name, justify in (
        ("kind", "left"),
        ("url", "left"),
        ("links", "right"),
        ("articles", "right"),
        ("newest", "left"),
    ):
        table.add_column(name, justify=justify, overflow="fold")  # type: ignore[arg-type]  # rich's own Literal
    used = {*plan.discovery.feeds, *plan.discovery.sitemaps, *plan.discovery.sections}
    findings = plan.survey.findings
    for one in (*findings.feeds, *findings.sitemaps, *findings.sections):
        matched = sum(plan.survey.pattern.matches.get(inner.url, (0, 0))[0] for inner in one.lists)
        newest = f"{one.newest.astimezone(plan.site.zone):%Y-%m-%d %H:%M}" if one.newest else ""
        kind = "section" if one.kind == "page" else one.kind
        links = str(sum(len(inner.links) for inner in one.lists))
        table.add_row(kind, one.url, links, str(matched), newest, style=None if one.url in used else "dim")
    return table


def rules_table(plan: Plan) -> Table:
    """A row a rule; of a site that is its family's one row."""
    table = Table(title="Rules", title_justify="left")
    for name in ("field", "rule", "pages", "sure"):
        table.add_column(name, overflow="fold")
    families = [layer.name for layer in plan.site.rules.layers if layer.name]
    for name in families:
        table.add_row("all", f"those of the family {name}", str(len(plan.survey.pages)), "")
    own = plan.site.rules.own
    for rule in plan.lesson.rules:
        kept = [one.pattern for one in own.phrases] if rule.field == "phrases" else getattr(own, rule.field)
        if not own.name and rule.selector in kept:
            table.add_row(rule.field, Text(rule.selector), f"{len(rule.pages)} of {rule.of}", f"{rule.confidence:.0%}")
    return table
