"""Tuổi Trẻ Online."""

from __future__ import annotations

from extractors.evidence import page
from extractors.families.vccorp import VCCORP
from extractors.rules import Rules
from extractors.site import Site

SITE = Site(
    name="tuoitre",
    title="Tuổi Trẻ Online",
    domains=("tuoitre.vn",),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    not_article=(
        # Also of Người Lao Động, which stands below /nld since 2026.
        r"^https?://(?:[a-z]+\.)?tuoitre\.vn/(?:[a-z-]+/){0,2}(?:[a-z0-9-]+\.htm)?$(?<!\d{17}\.htm)",
        r"/(?:timeline|tac-gia|video)/",
        r"/[a-z0-9-]+\.html$",
    ),
    canonical=((r"^http:", "https:"), (r"//(?:m|www|amp)\.tuoitre\.vn/", "//tuoitre.vn/")),
    evidence="a real page of 2026, notes of 2026-10",
    rules=VCCORP
    | Rules(
        # The visible byline is folded ("A và 1 tác giả khác"); this meta tag has all names.
        authors=page("/html/head/meta[@property='dable:author']/@content", ".detail-author a.name")
        + VCCORP.authors[:1],
        byline=page(".detail-author-bot"),
    ),
)
