"""Tasks in other processes."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from newsspiders.reextraction.workers import WorkerDiedError, Workers


def double(number: int) -> int:
    if number < 0:
        raise ArithmeticError(f"{number} is negative")
    if number == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return number * 2


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_order_and_tasks_are_not_taken_far_ahead(jobs: int) -> None:
    taken: list[int] = []

    def tasks() -> Iterator[int]:
        for number in range(1, 30):
            taken.append(number)
            yield number

    with Workers(jobs) as workers:
        for result in workers.ordered(double, tasks()):
            assert len(taken) <= result // 2 + 2 * jobs
    assert taken == list(range(1, 30))
    with Workers(jobs) as workers:
        assert list(workers.ordered(double, range(1, 30))) == list(range(2, 60, 2))


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_is_the_callers(jobs: int) -> None:
    with Workers(jobs) as workers, pytest.raises(ArithmeticError, match="-1 is negative"):
        list(workers.ordered(double, [1, 2, -1, 3]))


def test_a_killed_process() -> None:
    with Workers(2) as workers, pytest.raises(WorkerDiedError, match="type a smaller number: --jobs 1"):
        list(workers.ordered(double, [1, 0, 2]))


def test_no_process_at_all() -> None:
    with pytest.raises(ValueError, match="jobs is 0; give 1 or more"):
        Workers(0)
