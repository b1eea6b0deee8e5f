"""detikcom: news, finance, health, sport and the other channels, each on a subdomain of detik.com."""

from __future__ import annotations

from extractors.evidence import guess, page
from extractors.families.detik import DETIK
from extractors.rules import Rules
from extractors.site import Site

SITE = Site(
    name="detik",
    title="detikcom",
    domains=("detik.com",),
    language="id",
    timezone="Asia/Jakarta",
    later_page=r"[?&](?:page=\d+|single=1)\b",
    not_article=(
        r"^https?://(?:[a-z0-9-]+\.)?detik\.com/(?!.*\bd-\d)(?:[a-z0-9-]+/){0,1}[a-z0-9-]*/?(?:[?#]|$)",
        r"//20\.detik\.com/",
        r"/(?:indeks|tag|search|video|detiktv|fokus|infografis-index|live)(?:/|\?|$)",
    ),
    canonical=(
        (r"^http:", "https:"),
        (r"//m\.detik\.com/([a-z]+)/", r"//\1.detik.com/"),
        (r"(/d-\d+/[^/?]+)/amp/?", r"\1"),
        (r"(/d-\d+/[^?]+)\?.*$", r"\1"),
    ),
    evidence="a real page of 2023, a scraper of 2026; the layout before 2020 and photo stories are guessed",
    rules=DETIK
    | Rules(
        title=DETIK.title + guess(".jdl h1"),
        published=DETIK.published + guess(".jdl .date"),
        authors=DETIK.authors + guess(".jdl .author"),
        tags=page(".detail__body-tag a") + guess(".detail_tag a"),
        section=DETIK.section + guess(".breadcrumb a"),
    ),
)
