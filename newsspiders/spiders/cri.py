"""CRI Indonesia."""

from extractors.sites.cri import SITE
from newsspiders.discovery import Cards, Discovery
from newsspiders.spiders.base import NewsSpider


class CriSpider(NewsSpider):
    """Crawl indonesian.cri.cn: `scrapy crawl cri`. It has no feed, sitemap or paging that anybody documented."""

    site = SITE
    discovery = Discovery(
        sections=(
            "https://indonesian.cri.cn/china/index.shtml",
            "https://indonesian.cri.cn/china_asean/index.shtml",
            "https://indonesian.cri.cn/world/index.shtml",
        ),
        article_url=r"/\d{4}/\d{2}/\d{2}/ARTI[0-9A-Za-z]+\.shtml$",
        cards=Cards(card=".text_list li", date=".time"),
        url_date=r"/(?P<y>\d{4})/(?P<m>\d{2})/(?P<d>\d{2})/",  # the day in Beijing
    )
