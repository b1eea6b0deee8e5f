"""Checks of settings before anything starts."""

from __future__ import annotations

from scrapy.settings import BaseSettings

from extractors.sites import all_sites
from newsspiders.configuration.keys import KEYS
from newsspiders.configuration.load import parse
from newsspiders.drift.watch import Watch
from newsspiders.middlewares.retry import hosts_from
from newsspiders.notifications.channels import check_notifications
from newsspiders.schedule import Schedule
from newsspiders.timetable import Timetable


def check_settings(settings: BaseSettings) -> None:
    """Nothing when all that can be set by file, environment or command line can be used.

    :raises ValueError: naming the setting, and what to write.
    """
    Schedule.of(settings)
    hosts_from(settings)
    Watch.of(settings)
    for name in KEYS:
        if settings[name] is not None:
            parse(name, settings[name])
    Timetable.of(settings, known=all_sites())
    check_notifications(settings)
