"""Báo Điện tử Chính phủ, the government's online newspaper, in Vietnamese, English and Chinese."""

from __future__ import annotations

from extractors.evidence import markup, page
from extractors.families.vccorp import VCCORP
from extractors.rules import Rules
from extractors.site import Site

SITE = Site(
    name="baochinhphu",
    title="Báo Điện tử Chính phủ",
    domains=("baochinhphu.vn",),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    # The Chinese edition is at cn., which is no language's code: there the text tells it.
    edition=r"//(en)\.baochinhphu\.vn/|//cn\.baochinhphu\.vn/",
    not_article=(
        r"^https?://[^/?#]+/(?:[a-z0-9-]+/){0,3}(?:[a-z0-9-]+(?<!\d{6})\.htm)?(?:[?#]|$)",
        r"/(?:chu-de|video|podcast|timelinelist|tag|tags|print)/",
        r"/[a-z0-9-]+\.(?:html|rss)(?:[?#]|$)",
    ),
    canonical=((r"^http:", "https:"), (r"//(?:m|www|amp)\.baochinhphu\.vn/", "//baochinhphu.vn/")),
    evidence="a real page and list of 2026; the editions are guessed",
    rules=VCCORP
    | Rules(
        # `.detail-tab` is a list of news here.
        tags=markup(".detail-tag-list a"),
        authors=page(".detail-author-top"),
    ),
)
