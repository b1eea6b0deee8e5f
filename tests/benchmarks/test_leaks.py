"""The benchmark of the search for leaks runs, and finds what it plants."""

from __future__ import annotations

import sys

import pytest

from benchmarks import leaks


def test_it_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["leaks", "--articles", "800", "--limit-seconds", "3600"])
    assert leaks.main() == 0
    assert "found 21 of 21 planted lines; 0 traps" in capsys.readouterr().out
