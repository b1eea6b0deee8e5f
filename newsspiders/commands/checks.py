"""Checks of settings before anything starts."""

from __future__ import annotations

from pathlib import Path

from scrapy.settings import BaseSettings

from extractors.sites import all_sites
from newsspiders.configuration.keys import KEYS
from newsspiders.configuration.load import parse
from newsspiders.drift.watch import Watch
from newsspiders.logs.handlers import problem_of
from newsspiders.middlewares.retry import hosts_from
from newsspiders.notifications.channels import check_notifications
from newsspiders.schedule import Schedule
from newsspiders.timetable import Timetable


def check_settings(settings: BaseSettings) -> None:
    """Nothing when all that can be set by file, environment or command line can be used.

    :raises ValueError: a line for each setting that can't, with what to write.
    """
    Schedule.of(settings)
    hosts_from(settings)
    Watch.of(settings)
    problems = []
    for name in KEYS:
        try:
            if settings[name] is not None:
                parse(name, settings[name])
        except ValueError as error:
            problems.append(str(error))
    if problems:
        raise ValueError("\n".join(problems))
    Timetable.of(settings, known=all_sites())
    check_notifications(settings)
    if (file := settings["LOG_FILE"]) and (problem := problem_of(Path(file))):
        raise ValueError(f"LOG_FILE is {file!r}: {problem}; name a file that you may write to")
