"""Báo Điện tử Chính phủ."""

from extractors.sites.baochinhphu import SITE
from newsspiders.discovery import Cards, Discovery, Paging
from newsspiders.spiders.base import NewsSpider


class BaoChinhPhuSpider(NewsSpider):
    """Crawl baochinhphu.vn: `scrapy crawl baochinhphu`. Each section has a feed of its own.

    The number of an article tells the day it was written; a list of 2026 shows it out on that day or the next.
    That articles of the English and Chinese editions are numbered alike is guessed.
    """

    site = SITE
    discovery = Discovery(
        feeds=(
            "https://baochinhphu.vn/rss/thoi-su.rss",
            "https://baochinhphu.vn/chinh-tri.rss",
            "https://baochinhphu.vn/kinh-te.rss",
            "https://baochinhphu.vn/van-hoa.rss",
            "https://baochinhphu.vn/xa-hoi.rss",
            "https://baochinhphu.vn/khoa-giao.rss",
            "https://baochinhphu.vn/quoc-te.rss",
            "https://baochinhphu.vn/chinh-sach-va-cuoc-song.rss",
        ),
        sections=(
            "https://baochinhphu.vn/chinh-tri.htm",
            "https://baochinhphu.vn/kinh-te.htm",
            "https://baochinhphu.vn/van-hoa.htm",
            "https://baochinhphu.vn/xa-hoi.htm",
            "https://baochinhphu.vn/khoa-giao.htm",
            "https://baochinhphu.vn/quoc-te.htm",
            "https://baochinhphu.vn/chinh-sach-va-cuoc-song/chinh-sach-moi.htm",
        ),
        article_url=r"baochinhphu\.vn/(?!(?:chu-de|video)/)(?:[a-z0-9-]+/)*[a-z0-9-]+-1\d{13,19}\.htm$",
        paging=Paging(page="https://baochinhphu.vn/timelinelist/{zone}/{n}.htm", zone="#hdZoneId"),
        cards=Cards(card=".box-stream-item", date=".time-ago"),
        url_written=r"-1\d\d(?P<y>\d\d)(?P<m>\d\d)(?P<d>\d\d)\d{8,9}\.htm",
        month_first=True,  # the title of a card's time: 2/26/2026 12:00:00 PM
    )
