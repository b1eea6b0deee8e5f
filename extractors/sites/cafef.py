"""CafeF, business and stock exchange news of VCCorp."""

from __future__ import annotations

from extractors.evidence import guess, page
from extractors.families.vccorp import VCCORP
from extractors.rules import Rules
from extractors.site import Site

SITE = Site(
    name="cafef",
    title="CafeF",
    domains=("cafef.vn",),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    not_article=(
        r"^https?://[^/?#]+/(?:[a-z0-9-]+/){0,3}(?:[a-z0-9-]+(?<!\d{6})(?<!ca\d)(?<!ca\d\d)\.chn)?(?:[?#]|$)",
        r"//(?:s|liveboard|search)\.cafef\.vn/|/(?:du-lieu|video|videos|nhom-chu-de|timelinelist|static)/",
        r"/[a-z0-9-]+\.(?:html|rss)(?:[?#]|$)",
    ),
    canonical=((r"^http:", "https:"), (r"//(?:m|www|amp)\.cafef\.vn/", "//cafef.vn/")),
    evidence="a real page and list of 2026; older pages and big stories are guessed",
    rules=VCCORP
    | Rules(
        title=VCCORP.title[:2] + page("h1.title") + guess(".sp-detail-title"),
        lead=VCCORP.lead[:1] + page("h2.sapo") + guess(".sp-detail-sapo"),
        body=VCCORP.body[1:2] + page("#mainContent") + guess(".sp-detail-content"),
        authors=page(".content_source .author", "p.author") + VCCORP.authors[1:],
        published=VCCORP.published + page("span.pdate") + guess(".sp-detail-date"),
        section=VCCORP.section[-1:] + guess(".dateandcat a.cat"),
        tags=page(".tagdetail .row2 a"),
        source=page("#urlSourceCafef", ".content_source .source", "p.source"),
        drop=page(".tindnd", "#listNewsInContent", ".link-source-wrapper", ".c-banner") + guess(".link-content-footer"),
    ),
)
