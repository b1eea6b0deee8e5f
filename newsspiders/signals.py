"""Signals of this project, beside Scrapy's."""

from __future__ import annotations

run_ended = object()
"""A run was judged, and its record is written (or could not be): sent with `spider` and `reason`, while the spider's
store is still open. `news/unhealthy` among the stats says why it was not healthy.
"""
