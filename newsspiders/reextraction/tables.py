"""The report as people read it: two tables, what is lost, what is damaged."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from newsspiders.reextraction.report import COUNTS, Report, SiteReport

_RARE = ("moved", "joined")


def print_report(report: Report, console: Console, *, is_dry: bool) -> None:
    """Print what changed, then what is lost."""
    if not report.sites:
        console.print("no page to read again: nothing in the archive is an article of these sites and days")
        return
    console.print(_counts_table(report, title=_title(report, is_dry=is_dry)))
    for name, site in report.sites.items():
        for line in _field_lines(name, site):
            console.print(line, soft_wrap=True)
    if (moved := report.total("moved")) and not is_dry:
        console.print(f"{moved} moved to another canonical URL; run it again for what else was at their former ones")
    for lost in report.lost:
        line = Text.assemble(("lost ", "red"), f"{lost.site}: {lost.url}: {lost.reason}")
        console.print(line, soft_wrap=True)
    if (more := report.total("lost") - len(report.lost)) > 0:
        console.print(f"lost: {more} more; they show when these are mended")


def print_damages(report: Report, console: Console) -> None:
    """Print the first places that could not be read, and how many there are."""
    for damage in report.damages:
        console.print(Text(str(damage)), soft_wrap=True)
    if report.damaged:
        console.print(f"{report.damaged} damaged records passed over")


def _title(report: Report, *, is_dry: bool) -> str:
    if not any(report.total(name) for name in ("changed", "new")):
        return "nothing would change" if is_dry else "nothing changed"
    return "this would change; nothing was written" if is_dry else "this changed"


def _counts_table(report: Report, *, title: str) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column("site")
    counts = [name for name in COUNTS if name not in _RARE or report.total(name)]
    for name in counts:
        table.add_column(name, justify="right")
    for name, site in report.sites.items():
        table.add_row(name, *(str(getattr(site, count)) for count in counts))
    return table


def _field_lines(name: str, site: SiteReport) -> Iterator[Text]:
    for field in site.changed_fields():
        yield Text.assemble((f"{name}  {field}", "bold"), f"  {site.fields[field]} changed")
        for example in site.examples.get(field, ()):
            yield Text(f"  {example.url}", style="dim")
            yield Text(f"    - {example.change.before}")
            yield Text(f"    + {example.change.after}")
