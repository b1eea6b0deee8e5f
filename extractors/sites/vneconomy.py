"""VnEconomy, a magazine of economics."""

from __future__ import annotations

from extractors.evidence import guess, scrapers
from extractors.rules import Rules
from extractors.site import Site

SITE = Site(
    name="vneconomy",
    title="VnEconomy",
    domains=("vneconomy.vn",),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    edition=r"//(en)\.vneconomy\.vn/",
    # A section's address looks like an article's: up to three words, or one of the long names.
    not_article=(
        r"^https?://[^/]+/?(?:\?.*)?$",
        r"^https?://[^/]+/[a-z0-9]{1,20}(?:-[a-z0-9]{1,20}){0,2}\.(?:htm|rss)(?:\?.*)?$",
        r"/(?:nhip-cau-doanh-nghiep|doanh-nghiep-niem-yet|phat-trien-ben-vung)\.htm",
        r"/(?:tag|tags|tu-khoa|chu-de|tac-gia|author|video|videos|multimedia|podcast|tim-kiem|rss)(?:/|\.htm)",
    ),
    canonical=((r"^http:", "https:"), (r"//(?:www|m|amp)\.vneconomy\.vn/", "//vneconomy.vn/")),
    evidence="selectors of a scraper; the layout before 2025 is guessed",
    rules=Rules(
        title=scrapers("h1.article-header__title") + guess("h1.detail__title"),
        lead=scrapers("h4.article-content__lead") + guess(".article-content__lead", ".detail__summary"),
        body=scrapers("main#article-editor") + guess("#article-editor", ".detail__content"),
        authors=guess(".article-meta__author", ".article-header__author", ".detail__author"),
        signature=guess(".//p[contains(translate(@style, ' ', ''), 'text-align:right')]"),
        published=scrapers("time.article-meta__time") + guess(".article-meta__time", ".detail__meta"),
        section=guess(".article-meta__category", ".article-breadcrumb a", ".breadcrumb a"),
        caption=guess("p.image-caption", "figcaption"),
        drop=guess(
            ".article-content__lead",
            ".article-related",
            ".related-news",
            ".detail__related",
            ".article-tags",
            ".article-share",
            ".box-comment",
            ".banner-ads",
            "[id^=div-gpt-ad]",
        ),
    ),
)
