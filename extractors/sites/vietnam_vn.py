"""Vietnam.vn, the state's portal: machine translations of other papers' articles, in many languages.

Two generations: WordPress until the end of 2024, Next.js with Ant Design since. The bodies keep the markup of the
site they were taken from, so the families' image tables and boxes occur in them.
"""

from __future__ import annotations

from extractors.evidence import guess, markup, scrapers
from extractors.rules import Phrase, Rules
from extractors.site import Site

SITE = Site(
    name="vietnam_vn",
    title="Vietnam.vn",
    domains=("vietnam.vn",),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    edition=r"//(?:www\.)?vietnam\.vn/([a-z]{2})(?:/|$)",
    not_article=(r"^https?://(?:www\.)?vietnam\.vn/(?:[a-z]{2}/?)?$", r"/(?:tag|category|author|organization)/"),
    canonical=((r"^http:", "https:"), (r"//vietnam\.vn/", "//www.vietnam.vn/"), (r"/+$", "")),
    evidence="body and title of the Next.js pages from two configurations (2026); the rest from extracted texts",
    rules=Rules(
        title=scrapers(".post-detail-container h1") + guess("h1.entry-title") + scrapers("h1"),
        # The imported lead opens the body as well; it is kept once.
        lead=scrapers("/html/head/meta[@property='og:description']/@content"),
        body=scrapers("div.post-detail-body")
        + guess(".entry-content")
        + scrapers(".post-detail-container", ".ant-layout-content"),
        figure=markup("table.MASTERCMS_TPL_TABLE") + guess("[type=Photo]"),
        caption=guess(".PhotoCMS_Caption"),
        drop=guess(".__mb_article_in_image", "[type=RelatedOneNews]", "[type=RelatedNewsBox]", ".ant-empty"),
        phrases=(
            # The source line ends every article; all that follows is the portal's own furniture.
            Phrase(r"[^:：.!?]{1,40}[:：] ?https?://\S{1,500}", "cut", "source-line"),
        ),
    ),
)
