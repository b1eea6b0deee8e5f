"""A real Chromium."""

from __future__ import annotations

from tests.newsspiders.preview.conftest import chromium, tab

__all__ = ["chromium", "tab"]
