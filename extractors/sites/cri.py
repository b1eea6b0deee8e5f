"""CRI (China Radio International) in Indonesian."""

from __future__ import annotations

from extractors.evidence import scrapers
from extractors.rules import Rules
from extractors.site import Site

SITE = Site(
    name="cri",
    title="CRI Indonesia",
    domains=("indonesian.cri.cn",),
    language="id",
    timezone="Asia/Shanghai",
    not_article=(r"/index\.shtml$", r"^https?://indonesian\.cri\.cn/?$"),
    canonical=((r"^http:", "https:"),),
    evidence="body from spiders of one project (2022-2025); the rest from extracted text",
    rules=Rules(
        title=scrapers("h1"),
        body=scrapers("#abody", ".content_area"),
        # No selector for the time is known, and `.time` is that of the lists: the line below the title tells it.
        drop=scrapers(".text_list"),
    ),
)
