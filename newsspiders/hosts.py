"""Hosts: which host to wait for, and which to leave alone. Reads no clock, sleeps never, stores nothing.

A failure makes the host wait: `backoff_seconds`, doubled with each failure in a row, half of it more or less. What its
Retry-After asks for wins where it is longer. After `failures_max` failures in a row, or when Retry-After asks for more
than `retry_after_max_seconds`, the host rests: nothing is asked of it until `not_before`. If the first answer after a
rest is a failure too, it rests twice as long. One success and all is forgotten. No wait is longer than one that could
have been given: what lies further ahead was written while the clock was.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from newsspiders.states import HostState


class Hosts:
    """The memory of all hosts of a run. Only hosts whose last answer was a failure are in it."""

    def __init__(
        self,
        *,
        backoff_seconds: float = 5,
        backoff_max_seconds: float = 120,
        retry_after_max_seconds: float = 300,
        failures_max: int = 5,
        rest_seconds: float = 1800,
        rest_max_seconds: float = 86400,
        draw: Callable[[], float] = random.random,
    ) -> None:
        """`draw` gives a number from 0 to 1, for the jitter."""
        if failures_max < 1:
            raise ValueError(f"HOST_FAILURES_MAX is {failures_max}; write 1 or more")
        self._backoff_seconds = backoff_seconds
        self._backoff_max_seconds = backoff_max_seconds
        self._retry_after_max_seconds = retry_after_max_seconds
        self._failures_max = failures_max
        self._rest_seconds = rest_seconds
        self._rest_max_seconds = rest_max_seconds
        self._draw = draw
        self._states: dict[str, HostState] = {}

    @property
    def states(self) -> tuple[HostState, ...]:
        """What a later run should know."""
        return tuple(self._states.values())

    def load(self, states: Iterable[HostState]) -> None:
        """Take over what an earlier run knew."""
        self._states.update((state.host, state) for state in states)

    def succeeded(self, host: str) -> None:
        """The host answered as it should."""
        self._states.pop(host, None)

    def failed(self, host: str, *, now: datetime, reason: str, retry_after_seconds: float | None = None) -> float:
        """The host could not be reached, or said that it is not well; for how many seconds to leave it alone."""
        if self.resting(host, now):  # an answer to a request made before
            return self.wait_seconds(host, now)
        known = self._states.get(host, HostState(host=host))
        failures = known.failures + 1
        asked = retry_after_seconds or 0.0
        is_long = asked > self._retry_after_max_seconds
        if known.openings or failures >= self._failures_max or is_long:
            openings = known.openings + 1
            seconds = min(max(_doubled(self._rest_seconds, openings), asked), self._rest_max_seconds)
        else:
            openings = 0
            backoff = _doubled(self._backoff_seconds, failures) * (0.5 + self._draw())
            seconds = max(min(backoff, self._backoff_max_seconds), asked)
        self._states[host] = HostState(
            host=host,
            failures=failures,
            openings=openings,
            not_before=now + timedelta(seconds=seconds),
            reason=_words(reason, failures=failures, asked_seconds=asked if is_long else None),
        )
        return seconds

    def resting(self, host: str, now: datetime) -> HostState | None:
        """The state of a host that rests; None when it may be asked, now or after a wait."""
        state = self._states.get(host)
        return state if state and state.openings and self._seconds_left(state, now) else None

    def wait_seconds(self, host: str, now: datetime) -> float:
        """How long to wait before the host is asked again; 0 when it may be asked now."""
        state = self._states.get(host)
        return self._seconds_left(state, now) if state else 0.0

    def _seconds_left(self, state: HostState, now: datetime) -> float:
        if state.not_before is None:
            return 0.0
        left = (state.not_before - now).total_seconds()
        rests = bool(state.openings)
        longest = self._rest_max_seconds if rests else max(self._backoff_max_seconds, self._retry_after_max_seconds)
        return left if 0 < left <= longest else 0.0


def _doubled(seconds: float, times: int) -> float:
    return seconds * 2.0 ** min(times - 1, 64)  # enough for any bound, and no overflow


def _words(reason: str, *, failures: int, asked_seconds: float | None) -> str:
    if asked_seconds is not None:
        return f"{reason}, Retry-After {asked_seconds:.0f} s"
    return f"{reason}, {failures} times in a row" if failures > 1 else reason
