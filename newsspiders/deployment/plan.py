"""Plan: the files of one kind for some sites, as text, and what is to be done with them. Writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from newsspiders.deployment.schedules import Schedule
from newsspiders.deployment.server import Server
from newsspiders.deployment.templates import Templates

_MAKE_UP = timedelta(hours=12)
"""A turn of a rhythm so slow is made up for after the machine was off; the others come soon enough by themselves."""
_JOBS = ("newsspiders-backup", "newsspiders-prune", "newsspiders-report")
UNITS = "/etc/systemd/system"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is written, and what the user does next."""

    files: Mapping[str, str]
    """Name -> text."""
    next_steps: tuple[str, ...]
    """Commands, to be typed in the folder of the files."""


def make_plan(kind: str, schedules: Sequence[Schedule], *, server: Server, templates: Templates) -> Plan:
    """The files of one kind.

    :raises TemplateError: a template is not there.
    """
    places = {
        "DIR": server.folder,
        "USER": server.user,
        "WRITES": " ".join(f"-{folder}" for folder in server.written),  # -: one may not be there yet
    }
    return KINDS[kind](schedules, places, templates)


def _timer_a_site(schedules: Sequence[Schedule], places: Mapping[str, str], templates: Templates) -> Plan:
    files = {"newsspiders@.service": templates.render("systemd/newsspiders@.service", places)}
    for one in schedules:
        own = {
            "SITE": one.site,
            "EVERY": f"every {in_words(one.every)}",
            "CALENDAR": "\n".join(f"OnCalendar={slot.calendar()}" for slot in one.slots),
            "PERSISTENT": "true" if one.every >= _MAKE_UP else "false",
        }
        files[f"newsspiders@{one.site}.timer"] = templates.render("systemd/newsspiders@.timer", {**places, **own})
    return _with_timers(files, places, templates)


def _one_timer(_: Sequence[Schedule], places: Mapping[str, str], templates: Templates) -> Plan:
    names = ("newsspiders-crawlall.service", "newsspiders-crawlall.timer")
    return _with_timers({name: templates.render(f"systemd/{name}", places) for name in names}, places, templates)


def _with_timers(files: Mapping[str, str], places: Mapping[str, str], templates: Templates) -> Plan:
    names = ["newsspiders-failed@.service", *(f"{job}.{kind}" for job in _JOBS for kind in ("service", "timer"))]
    return Plan(
        files={**files, **{name: templates.render(f"systemd/{name}", places) for name in names}},
        next_steps=(
            f"sudo cp newsspiders* {UNITS}/",
            "sudo systemctl daemon-reload",
            "sudo systemctl enable --now newsspiders*.timer",
            "systemctl list-timers 'newsspiders*'",
        ),
    )


def _crontab(schedules: Sequence[Schedule], places: Mapping[str, str], templates: Templates) -> Plan:
    command = f"{places['USER']} cd {places['DIR']} && .venv/bin/scrapy crawl"
    lines = [f"{slot.cron()} {command} {one.site} -L WARNING" for one in schedules for slot in one.slots]
    text = templates.render("cron/newsspiders", {**places, "LINES": "\n".join(lines)})
    return Plan(files={"newsspiders": text}, next_steps=("sudo install -m 644 newsspiders /etc/cron.d/newsspiders",))


def _scrapyd(_: Sequence[Schedule], places: Mapping[str, str], templates: Templates) -> Plan:
    names = ("scrapyd.conf", "newsspiders-scrapyd.service")
    return Plan(
        files={name: templates.render(f"scrapyd/{name}", places) for name in names},
        next_steps=(
            "sudo install -D -m 644 scrapyd.conf /etc/scrapyd/scrapyd.conf",
            f"sudo cp newsspiders-scrapyd.service {UNITS}/",
            "sudo systemctl daemon-reload",
            "sudo systemctl enable --now newsspiders-scrapyd.service",
        ),
    )


KINDS: Mapping[str, Callable[[Sequence[Schedule], Mapping[str, str], Templates], Plan]] = {
    "systemd": _timer_a_site,
    "crawlall": _one_timer,
    "cron": _crontab,
    "scrapyd": _scrapyd,
}
"""How sites are crawled on a schedule -> the files for it."""


def in_words(interval: timedelta) -> str:
    """An interval as settings have it, or how often a week.

    >>> [in_words(timedelta(minutes=minutes)) for minutes in (20, 90, 120, 1440, 2520)]
    ['20m', '90m', '2h', '1d', '4 times a week']
    """
    minutes = interval // timedelta(minutes=1)
    if interval > timedelta(days=1) and minutes % 1440:
        return f"{round(timedelta(days=7) / interval)} times a week"
    size, unit = next((size, unit) for size, unit in ((1440, "d"), (60, "h"), (1, "m")) if minutes % size == 0)
    return f"{minutes // size}{unit}"
