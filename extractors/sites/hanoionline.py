"""Hà Nội On, the site of Hanoi's radio and television (Tek4TV CMS).

No page was to be had: the selectors are common ones, and the phrases and the fallback do the work. What is sure is
the tail: a rating widget, and after it bare leads of other stories.
"""

from __future__ import annotations

from extractors.evidence import guess
from extractors.rules import Phrase, Rules
from extractors.site import Site

SITE = Site(
    name="hanoionline",
    title="Hà Nội On",
    domains=("hanoionline.vn",),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    not_article=(
        r"^https?://(?:www\.)?hanoionline\.vn/?$",
        r"^https?://(?:www\.)?hanoionline\.vn/[a-z-]+\.htm$",
        r"/rss/",
    ),
    canonical=((r"^http:", "https:"), (r"(//hanoionline\.vn)(?:/amp)+/", r"\1/")),
    evidence="no page seen: common selectors; the tail's wording from extracted texts",
    rules=Rules(
        title=guess("h1"),
        lead=guess(".sapo"),
        body=guess("[itemprop=articleBody]", ".detail-content", ".article-content"),
        section=guess(".breadcrumb a"),
        phrases=(Phrase(r"Bài viết hay\? ?Hãy đánh giá bài viết.{0,40}", "cut", "rating"),),
    ),
)
