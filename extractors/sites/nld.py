"""Người Lao Động (NLĐO), the newspaper of Hồ Chí Minh City's trade unions; by mid-2026 part of tuoitre.vn."""

from __future__ import annotations

from extractors.evidence import guess
from extractors.families.vccorp import VCCORP
from extractors.rules import Rules
from extractors.site import Site

SITE = Site(
    name="nld",
    title="Người Lao Động",
    domains=("nld.com.vn",),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    not_article=(
        r"^https?://[^/?#]+/(?:[a-z0-9-]+/){0,3}(?:[a-z0-9-]+(?<!\d{6})\.htm)?(?:[?#]|$)",
        r"//video\.|/(?:video|podcast|timelinelist|tag|tags|tac-gia|chu-de|su-kien|rss|print)/",
        r"/[a-z0-9-]+\.html(?:[?#]|$)",
    ),
    canonical=((r"^http:", "https:"), (r"//(?:m|www|amp)\.nld\.com\.vn/", "//nld.com.vn/")),
    evidence="what others saw of a page of 2026; the skin before 2022 is guessed",
    rules=VCCORP
    | Rules(
        title=VCCORP.title[:2] + guess("h1.title-content"),
        lead=VCCORP.lead[:1] + guess(".sapo-detail"),
        body=VCCORP.body[1:2] + VCCORP.body[-1:] + guess(".content-news-detail"),
        published=VCCORP.published + guess("span.pdate"),
        drop=guess(".box-news-relation", ".social-share"),
    ),
)
