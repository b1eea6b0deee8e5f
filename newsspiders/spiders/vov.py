"""VOV.VN."""

from extractors.sites.vov import SITE
from newsspiders.discovery import Discovery, Paging
from newsspiders.spiders.base import NewsSpider


class VovSpider(NewsSpider):
    """Crawl vov.vn: `scrapy crawl vov`. Its list of the latest articles, which counts its pages from 0, and a sitemap
    for each month, whose form was seen with one of them.

    Some clients get a page of JavaScript in place of an article. The sections besides that list are not known.
    """

    site = SITE
    discovery = Discovery(
        month_sitemaps="https://vov.vn/sitemaps/{month.year}/{month.month}/article.xml",
        sections=("https://vov.vn/tin-moi-cap-nhat",),
        article_url=r"vov\.vn/(?:[a-z0-9-]+/)*[a-z0-9-]+-post\d+\.vov$",
        paging=Paging(page="{section}?page={n}", first=1),
    )
