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
UNIT_FOLDER = "/etc/systemd/system"
_UNITS = {"d": 86400, "h": 3600, "m": 60, "s": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is written, and what the user does next."""

    files: Mapping[str, str]
    """Name -> text."""
    next_steps: tuple[str, ...]
    """Commands, to be typed in the folder of the files."""


def make_plan(
    kind: str, schedules: Sequence[Schedule], *, server: Server, templates: Templates, named: Sequence[str] = ()
) -> Plan:
    """The files of one kind. `named` are the sites that somebody chose; none: those of the settings.

    :raises TemplateError: a template is not there.
    """
    places = {
        "DIR": server.folder,
        "USER": server.user,
        "WRITES": " ".join(f"-{folder}" for folder in server.written),  # -: one may not be there yet
        "CHOICE": f" --sites {','.join(named)}" if named else "",
    }
    return KINDS[kind](schedules, places, templates)


def _timer_a_site(schedules: Sequence[Schedule], places: Mapping[str, str], templates: Templates) -> Plan:
    files = {"newsspiders@.service": templates.render("systemd/newsspiders@.service", places)}
    for one in schedules:
        own = {
            "SITE": one.site,
            "EVERY": in_words(one.every),
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
            f"sudo cp newsspiders* {UNIT_FOLDER}/",
            "sudo systemctl daemon-reload",
            "sudo systemctl enable --now newsspiders*.timer",
            "systemctl list-timers 'newsspiders*'",
        ),
    )


def _crontab(schedules: Sequence[Schedule], places: Mapping[str, str], templates: Templates) -> Plan:
    command = f"{places['USER']} cd {places['DIR']} && $LIMIT .venv/bin/scrapy crawl"
    lines = [f"{slot.cron()} {command} {one.site} -L WARNING" for one in schedules for slot in one.slots]
    text = templates.render("cron/newsspiders", {**places, "LINES": "\n".join(lines)})
    return Plan(files={"newsspiders": text}, next_steps=("sudo install -m 644 newsspiders /etc/cron.d/newsspiders",))


def _scrapyd(_: Sequence[Schedule], places: Mapping[str, str], templates: Templates) -> Plan:
    names = ("scrapyd.conf", "newsspiders-scrapyd.service")
    return Plan(
        files={name: templates.render(f"scrapyd/{name}", places) for name in names},
        next_steps=(
            "sudo install -D -m 644 scrapyd.conf /etc/scrapyd/scrapyd.conf",
            f"sudo cp newsspiders-scrapyd.service {UNIT_FOLDER}/",
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
    """How often that is.

    >>> [in_words(timedelta(minutes=minutes)) for minutes in (0.5, 20, 90, 120, 1440, 2520, 10080)]
    ['every 30s', 'every 20m', 'every 90m', 'every 2h', 'every 1d', '4 times a week', 'every 7d']
    """
    a_week, seconds = timedelta(days=7) / interval, interval // timedelta(seconds=1)
    if 1 < a_week < 7 and a_week.is_integer():
        return f"{a_week:.0f} times a week"
    unit, size = next((unit, size) for unit, size in _UNITS.items() if seconds % size == 0)
    return f"every {seconds // size}{unit}"
