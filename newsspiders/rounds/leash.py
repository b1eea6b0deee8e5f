"""Leash: `python leash.py PARENT SECONDS COMMAND…` becomes the command, as a process that does not outlive its parent.

The kernel keeps both promises, so they hold whatever the command does and however the parent ends: SIGKILL when the
parent is gone (Linux), SIGALRM when so many seconds are over. Both survive the change into the command. (No SIGTERM: it
would come once for each thread of the parent, and the second one breaks off what the first one has begun to end.)
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1
_GONE = 1


def main(arguments: list[str]) -> None:
    """Put on the leash, become the command."""
    parent, seconds, *command = arguments
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != int(parent):  # it went before the leash was on
        sys.exit(_GONE)
    signal.alarm(int(seconds))
    os.execv(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1:])
