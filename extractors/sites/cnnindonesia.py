"""CNN Indonesia, of the Detik network."""

from __future__ import annotations

from extractors.evidence import guess, scrapers
from extractors.families.detik import DETIK
from extractors.rules import Rules
from extractors.site import Site

SITE = Site(
    name="cnnindonesia",
    title="CNN Indonesia",
    domains=("cnnindonesia.com",),
    language="id",
    timezone="Asia/Jakarta",
    later_page=r"[?&]page=\d+\b",
    not_article=(
        r"^https?://(?:[a-z]+\.)?cnnindonesia\.com/(?:[a-z0-9-]+/){0,1}[a-z0-9-]*/?(?:[?#]|$)",
        r"/(?:tag|indeks|search|tv|video|rss|live-streaming)(?:/|\?|$)",
    ),
    canonical=(
        (r"^http:", "https:"),
        (r"//(?:(?:m|amp)\.)?cnnindonesia\.com/", "//www.cnnindonesia.com/"),
        (r"(/\d{14}-\d+-\d+/[^/?]+)/amp/?", r"\1"),
        (r"(/\d{14}-\d+-\d+/[^/?]+)/\d{1,2}$", r"\1"),
    ),
    evidence="selectors of three scrapers; the layout before 2023 is guessed",
    rules=DETIK
    | Rules(
        title=guess("h1.text-cnn_black", "h1.title"),
        body=guess(".detail-image, div.detail-text.text-cnn_black")
        + scrapers("div.detail-text.text-cnn_black")
        + guess("#detikdetailtext, .content_detail .media_artikel", "div.detail-text"),
        authors=guess(".detail-author", "//h1/following::span[contains(@class, 'text-cnn_red')][1]"),
        published=scrapers(".text-cnn_grey.text-sm.mb-4") + guess(".content_detail .date"),
        section=scrapers(".gtm_breadcrumb_subkanal") + guess(".gtm_breadcrumb_kanal", ".breadcrumb a"),
        figure=guess(".media_artikel") + DETIK.figure,
        drop=scrapers(".paradetail", ".detail_ads", ".embed.videocnn"),
    ),
)
