"""Thanh Niên, the newspaper of the Vietnam Youth Federation."""

from __future__ import annotations

from extractors.evidence import guess, scrapers
from extractors.families.vccorp import VCCORP
from extractors.rules import Rules
from extractors.site import Site

SITE = Site(
    name="thanhnien",
    title="Thanh Niên",
    domains=("thanhnien.vn",),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    not_article=(
        r"^https?://[^/?#]+/(?:[a-z0-9-]+/){0,3}(?:[a-z0-9-]+(?<!\d{6})\.html?)?(?:[?#]|$)",
        r"//(?:video|tv)\.|/(?:video|podcast|timelinelist|tag|tags|tac-gia|author|chu-de|rss|print)/",
        r"-tags\d{1,9}\.html",
    ),
    canonical=((r"^http:", "https:"), (r"//(?:m|www|amp)\.thanhnien\.vn/", "//thanhnien.vn/")),
    evidence="selectors of three scrapers (2022 to 2026), texts of 2026, the family's pages",
    rules=VCCORP
    | Rules(
        title=guess("[data-role=title]") + scrapers("h1.detail-title", "#storybox h1"),
        lead=scrapers(".detail-sapo", "#chapeau"),
        body=scrapers(".detail-cmain .detail-content.afcbc-body", ".detail-content.afcbc-body", "#abody"),
        authors=guess("[data-role=author]", ".detail-author a.name", ".details__author a"),
        published=guess("[data-role=publishdate]", ".detail-time", ".details__meta time"),
        section=guess(".detail-cate a", "[data-role=cate-name]", ".breadcrumbs a"),
        tags=guess(".detail-tab a", ".detail__tags a, .detail-tags a, .detail-tag a, .details__tags a")
        + VCCORP.tags[1:],
        drop=scrapers(".box-related", ".detail__foru", ".section__qadd") + guess(".details__morenews"),
    ),
)
