"""Arrivals: when new articles came, counted by the hour. Read from an index alone, however long the texts are."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Integer, cast, func, select

from newsspiders.states import Arrivals
from newsspiders.store.schema import articles

_HOUR_SECONDS = 3600


def arrivals(connection: Connection, *, now: datetime, days: int, sites: Collection[str] = ()) -> dict[str, Arrivals]:
    """Site -> its arrivals, by name; the hours of the last days. What a wrong clock dated later than now came in no
    hour.
    """
    site, first_seen = articles.c.site, articles.c.first_seen
    chosen = [site.in_(sites)] if sites else []
    totals = select(site, func.count(), func.max(first_seen, type_=first_seen.type)).where(*chosen).group_by(site)
    ago = ((int(now.timestamp()) - _epoch(connection)) // _HOUR_SECONDS).label("ago")
    recent = (first_seen > now - timedelta(days=days), first_seen <= now)
    by_hour = select(site, ago, func.count()).where(*recent, *chosen).group_by(site, "ago")
    hours: dict[str, dict[int, int]] = {}
    for name, hour, count in connection.execute(by_hour):
        hours.setdefault(name, {})[int(hour)] = count
    return {
        name: Arrivals(stored=stored, last=last, hours=hours.get(name, {}))
        for name, stored, last in connection.execute(totals.order_by(site))
    }


def _epoch(connection: Connection) -> ColumnElement[int]:
    """Seconds since 1970 of when an article was first seen."""
    if connection.dialect.name == "sqlite":
        return cast(func.strftime("%s", articles.c.first_seen), Integer)
    return cast(func.floor(func.extract("epoch", articles.c.first_seen)), Integer)
