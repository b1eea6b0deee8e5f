"""VnEconomy."""

from extractors.sites.vneconomy import SITE
from newsspiders.discovery import Discovery, Paging
from newsspiders.spiders.base import NewsSpider


class VnEconomySpider(NewsSpider):
    """Crawl vneconomy.vn: `scrapy crawl vneconomy`.

    An article's address has no number: five words and more make an article, fewer a section, so articles of fewer
    words are not found. That rule, the feed, the sections and the paging are guessed.
    """

    site = SITE
    discovery = Discovery(
        feeds=("https://vneconomy.vn/tin-moi.rss",),
        sections=(
            "https://vneconomy.vn/tieu-diem.htm",
            "https://vneconomy.vn/dau-tu.htm",
            "https://vneconomy.vn/tai-chinh.htm",
            "https://vneconomy.vn/chung-khoan.htm",
            "https://vneconomy.vn/thi-truong.htm",
            "https://vneconomy.vn/dia-oc.htm",
            "https://vneconomy.vn/the-gioi.htm",
        ),
        article_url=r"vneconomy\.vn/(?!nhip-cau-doanh-nghiep)[a-z0-9]+(?:-[a-z0-9]+){4,}\.htm$",
        paging=Paging(page="{section}?trang={n}"),
    )
