"""Drift: what the pages of a run gave, compared with the runs before it. Sites change their pages and tell nobody.

Pure but for `watch`: no Scrapy, no store, no clock.
"""
