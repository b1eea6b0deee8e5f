"""CafeF."""

from extractors.sites.cafef import SITE
from newsspiders.discovery import Cards, Discovery, Paging
from newsspiders.spiders.base import NewsSpider


class CafeFSpider(NewsSpider):
    """Crawl cafef.vn: `scrapy crawl cafef`. Each section has a feed of its own; of the sections those of the menu are
    listed, without the databases.

    The number of an article tells the day it was written; a list of 2026 shows it out on that day or the next.
    The form of article addresses before 2022 is guessed.
    """

    site = SITE
    discovery = Discovery(
        feeds=(
            "https://cafef.vn/thi-truong-chung-khoan.rss",
            "https://cafef.vn/bat-dong-san.rss",
            "https://cafef.vn/doanh-nghiep.rss",
            "https://cafef.vn/tai-chinh-ngan-hang.rss",
            "https://cafef.vn/tai-chinh-quoc-te.rss",
            "https://cafef.vn/vi-mo-dau-tu.rss",
            "https://cafef.vn/thi-truong.rss",
            "https://cafef.vn/xa-hoi.rss",
        ),
        sections=(
            "https://cafef.vn/thi-truong-chung-khoan.chn",
            "https://cafef.vn/bat-dong-san.chn",
            "https://cafef.vn/doanh-nghiep.chn",
            "https://cafef.vn/tai-chinh-ngan-hang.chn",
            "https://cafef.vn/smart-money.chn",
            "https://cafef.vn/tai-chinh-quoc-te.chn",
            "https://cafef.vn/vi-mo-dau-tu.chn",
            "https://cafef.vn/kinh-te-so.chn",
            "https://cafef.vn/thi-truong.chn",
            "https://cafef.vn/xa-hoi.chn",
            "https://cafef.vn/song.chn",
            "https://cafef.vn/lifestyle.chn",
        ),
        article_url=r"cafef\.vn/(?!(?:du-lieu|videos?)/)(?:[a-z0-9-]+/)*[a-z0-9-]+-(?:188\d{12,15}|20\d{12,15}(?:ca\d{1,2})?)\.chn$",
        paging=Paging(page="https://cafef.vn/timelinelist/{zone}/{n}.chn", zone="#hdZoneId"),
        cards=Cards(card=".tlitem", date=".time-ago"),
        url_written=r"-(?:188|20)(?P<y>\d\d)(?P<m>\d\d)(?P<d>\d\d)\d{8,9}\.chn",
    )
