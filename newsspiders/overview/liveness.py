"""Liveness: whether a run that has no end still runs, or was killed."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from newsspiders.states import RunRecord
from newsspiders.store import SpiderLock, Store


def is_alive(run: RunRecord, *, store: Store) -> bool:
    """Whether the run's lock is held, which is gone with its process; where that can't be told, whether its process is
    here.
    """
    held = SpiderLock(store, run.spider).is_held()
    if held is not None:
        return held
    return run.host == socket.gethostname() and _is_process(run.pid, spider=run.spider)


def _is_process(pid: int, *, spider: str) -> bool:
    """Whether there is such a process, and it was told to crawl this spider: numbers are given out again."""
    try:
        os.kill(pid, 0)
    except PermissionError:
        pass  # another user's
    except (OSError, OverflowError):
        return False
    try:
        told = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return True  # no Linux: it lives, and that is all there is to know
    return spider.encode() in told
