"""Send a message about a run, or about a round that could not begin, and log who was told and who was not."""

from __future__ import annotations

import logging
import socket
from datetime import UTC, datetime, timedelta

from scrapy.settings import BaseSettings

from newsspiders.health import BROKEN_ENDS
from newsspiders.notifications.channel import Channel
from newsspiders.notifications.channels import channels_of
from newsspiders.notifications.message import compose
from newsspiders.notifications.occasions import Occasion
from newsspiders.notifications.outages import Outage
from newsspiders.run_end import RunEnd

logger = logging.getLogger("newsspiders")


def send(name: str, end: RunEnd, occasion: Occasion, channels: tuple[Channel, ...]) -> None:
    """Tell through all channels; waits for each, within bounds. A failure is a warning, and nothing else."""
    from newsspiders.notifications.suite import notify  # Spidermon is an extra

    message = compose(name, end, occasion, host=socket.gethostname(), now=datetime.now(UTC))
    deliveries = notify(message, end, channels)
    if failed := [delivery.words for delivery in deliveries if delivery.problem]:
        logger.warning("%s: nobody was told by %s", name, "; ".join(failed))
    if sent := [delivery.channel for delivery in deliveries if not delivery.problem]:
        logger.info("%s: told by %s: %s", name, ", ".join(dict.fromkeys(sent)), message.headline)


def tell_outage(settings: BaseSettings, name: str, *, why: str) -> None:
    """Tell of a store for which no crawl could begin, once in NOTIFY_AGAIN_HOURS; the first crawl that can use it again
    tells that. `name` is what could not begin.
    """
    channels = () if settings.get("REPLAY") else channels_of(settings)
    now, again = datetime.now(UTC), timedelta(hours=settings.getint("NOTIFY_AGAIN_HOURS"))
    if channels and Outage.of(settings["DATABASE_URL"]).is_news(now=now, again=again):
        end = RunEnd(
            reason="store_error",
            unhealthy=BROKEN_ENDS["store_error"],
            summary=f"nothing was crawled: {why}",
            is_recorded=False,
        )
        send(name, end, "broke", channels)
