"""Znews, formerly Zing News."""

from __future__ import annotations

from extractors.evidence import guess, scrapers
from extractors.rules import Rules
from extractors.site import Site

SITE = Site(
    name="znews",
    title="Znews",
    domains=("znews.vn", "zingnews.vn", "news.zing.vn"),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    not_article=(
        r"^https?://[^/]+/?(?:\?.*)?$",
        r"(?<!\d)\.html(?:\?|$)",  # an article ends in its number
        r"/(?:tag|tieu-diem|tac-gia|series|video|podcast|rss|tim-kiem)(?:/|\.html)",
        r"/trang\d+\.html|-(?:tags|author|video)\d*\.html",
    ),
    canonical=(
        (r"^http:", "https:"),
        (r"//((?:lifestyle\.)?)(?:(?:www|m|amp)\.)?(?:znews\.vn|zingnews\.vn|news\.zing\.vn)/", r"//\1znews.vn/"),
    ),
    evidence="selectors of three scrapers; the rest is guessed",
    rules=Rules(
        title=scrapers("h1.the-article-title", ".the-article-title"),
        lead=scrapers(".the-article-summary"),
        body=scrapers(".the-article-body"),
        authors=guess(".the-article-author a", ".the-article-author", ".the-article-credit .author"),
        signature=guess("p.author", ".//p[contains(translate(@style, ' ', ''), 'text-align:right')]"),
        published=guess(".the-article-publish") + scrapers(".the-article-meta"),
        section=guess(".the-article-category a"),
        tags=scrapers(".the-article-tags a"),
        figure=guess("table.picture", "figure.video", ".z-photo-grid"),
        caption=guess("td.caption", "td.pCaption", "figcaption"),
        drop=scrapers(".inner-article", "table.article", ".the-article-tags")
        + guess(
            # A box that links elsewhere is a promotion, one without is the article's own.
            ".//*[contains(concat(' ', normalize-space(@class), ' '), ' notebox ')][.//a]",
            ".the-article-credit",
            ".banner",
            "[id^=advZone]",
            ".widget-poll",
        ),
    ),
)
