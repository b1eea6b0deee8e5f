"""Logs: for people or as JSON lines, to the terminal or a file that is rotated, without secrets."""

from __future__ import annotations

from newsspiders.logs.start import crawls, start_logs

__all__ = ["crawls", "start_logs"]
