"""VietNamNet, and its English edition under /en/."""

from __future__ import annotations

from extractors.evidence import guess, page
from extractors.rules import Rules
from extractors.site import Site

SITE = Site(
    name="vietnamnet",
    title="VietNamNet",
    domains=("vietnamnet.vn",),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    edition=r"//(?:[a-z]+\.)?vietnamnet\.vn/(en)/",
    not_article=(
        r"^https?://(?:[a-z]+\.)?vietnamnet\.vn/(?:[a-z0-9-]+/){0,3}[a-z0-9-]*/?(?:[?#].*)?$",
        r"-tag\d+\.html",
        r"^https?://(?:[a-z]+\.)?vietnamnet\.vn/(?:en/)?(?:video[a-z-]*|podcast[a-z-]*|tac-gia|author|rss)/",
    ),
    canonical=((r"^http:", "https:"), (r"//(?:m|www|amp)\.vietnamnet\.vn/", "//vietnamnet.vn/")),
    evidence="selectors seen in real pages of 2024 and 2026",
    rules=Rules(
        title=page("h1.content-detail-title"),
        lead=page("h2.content-detail-sapo") + guess(".content-detail-sapo"),
        body=page("#maincontent") + guess(".maincontent"),
        # The box may also link to all that the author wrote.
        authors=guess(".article-detail-author__main .name", ".article-detail-author__main a")
        + page(".article-detail-author__main"),
        signature=guess(".//p[contains(translate(@style, ' ', ''), 'text-align:right')]"),
        published=page(".bread-crumb-detail__time", ".publish-date"),
        section=guess(".bread-crumb-detail li a", ".bread-crumb-detail a"),
        tags=page(".tag-cotnent a"),
        drop=page(".related-news", ".vmcadszone", "#vnnid-box-vote", ".vnn-share-social", "a.gg_news")
        + guess(".ck-cms-insert-neww-group", ".inread-ads"),
    ),
)
