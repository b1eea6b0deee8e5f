"""The suite of Spidermon: a monitor that sees whether a run was healthy, and an action for each channel.

Only this module knows Spidermon, and only a run that has something to tell imports it.
"""

from __future__ import annotations

from collections.abc import Iterable

from spidermon import Action, Monitor, MonitorRunner, MonitorSuite

from newsspiders.notifications.channel import Channel, Delivery, deliver
from newsspiders.notifications.message import Message
from newsspiders.run_end import RunEnd


class Health(Monitor):  # type: ignore[misc]  # Spidermon has no types
    """Whether a run was healthy."""

    def test_run_is_healthy(self) -> None:
        """As `health` says."""
        assert self.data.end.unhealthy is None


class Send(Action):  # type: ignore[misc]  # the same
    """Send the message through one channel."""

    def __init__(self, channel: Channel) -> None:
        super().__init__()
        self._channel = channel
        self.deliveries: tuple[Delivery, ...] = ()

    def run_action(self) -> None:
        """Send."""
        self.deliveries = deliver(self.data.message, self._channel)


def notify(message: Message, end: RunEnd, channels: Iterable[Channel]) -> list[Delivery]:
    """Send a message about a run through all channels; waits for each, within bounds."""
    actions = [Send(channel) for channel in channels]
    suite = MonitorSuite(monitors=[Health], monitors_finished_actions=actions)
    MonitorRunner().run(suite, end=end, message=message)  # which says nothing; Spidermon's extension says much
    return [delivery for action in actions for delivery in action.deliveries]
