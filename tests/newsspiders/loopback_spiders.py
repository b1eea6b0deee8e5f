"""A spider for the loopback server, in the place of the project's own: `-s SPIDER_MODULES=` this module."""

from __future__ import annotations

import os
from dataclasses import replace

from lxml import etree

from extractors import Rules, Site
from newsspiders.discovery import Discovery, Paging
from newsspiders.spiders.base import NewsSpider

ARTICLE_URL = r"/a/[a-z0-9-]+$"
SERVER = os.environ.get("LOOPBACK_SERVER", "http://127.0.0.1:1")


def replace_name(site: Site, name: str) -> Site:
    """The same site under another name."""
    return replace(site, name=name)


def crash_on_request(root: etree._Element) -> None:
    """What a mistake in a site's code does."""
    if root.get("class") == "crash":
        raise RuntimeError("a mistake in a site's code")


class LoopbackSpider(NewsSpider):
    """Crawl the loopback server: `scrapy crawl loopback`."""

    custom_settings = {"RETRY_BACKOFF_SECONDS": 0.01}
    site = Site(
        name="loopback",
        title="Loopback",
        domains=("127.0.0.1",),
        language="vi",
        timezone="Asia/Ho_Chi_Minh",
        rules=Rules(
            title=("h1",),
            body=("div.body",),
            published=("time",),
            drop=(".share",),
            prepare=crash_on_request,
        ),
    )
    discovery = Discovery(
        feeds=(f"{SERVER}/feed.xml",),
        sitemaps=(f"{SERVER}/sitemap.xml.gz",),
        article_url=ARTICLE_URL,
    )


class KnownSpider(LoopbackSpider):
    """Under the name of a site of the project, for settings that name sites: `scrapy crawl cri`."""

    site = replace_name(LoopbackSpider.site, "cri")


class SectionsSpider(LoopbackSpider):
    """Section pages with later pages: `scrapy crawl sections`."""

    site = replace_name(LoopbackSpider.site, "sections")
    discovery = Discovery(
        sections=(f"{SERVER}/kinh-te", f"{SERVER}/the-thao"),
        paging=Paging(page="{section}-p{n}"),
        article_url=ARTICLE_URL,
    )


class ZonesSpider(LoopbackSpider):
    """Later pages in JSON, by the section's zone: `scrapy crawl zones`."""

    site = replace_name(LoopbackSpider.site, "zones")
    discovery = Discovery(
        sections=(f"{SERVER}/kinh-te/", f"{SERVER}/the-thao/"),
        paging=Paging(
            page=f"{SERVER}/api/morenews-zone-{{zone}}-{{n}}.html", first=1, zones=((f"{SERVER}/kinh-te/", "89"),)
        ),
        article_url=ARTICLE_URL,
    )


class DaysSpider(LoopbackSpider):
    """Pages of each day, in the form of MasterCMS, & right after the path: `scrapy crawl days`."""

    site = replace_name(LoopbackSpider.site, "days")
    discovery = Discovery(
        sections=(f"{SERVER}/thoi-su",),
        paging=Paging(
            page="{section}&s_cond=&BRSR={n}",
            first=15,
            step=15,
            day="{section}&fv={day:%Y-%m-%d}&s_cond=&BRSR={n}",
            day_first=0,
        ),
        article_url=ARTICLE_URL,
    )


class ArchivesSpider(LoopbackSpider):
    """An index of monthly sitemaps: `scrapy crawl archives`."""

    site = replace_name(LoopbackSpider.site, "archives")
    discovery = Discovery(
        sitemaps=(f"{SERVER}/sitemap.xml",),
        sitemap_url=r"/sitemaps/news-",
        article_url=ARTICLE_URL,
    )


class MonthsSpider(LoopbackSpider):
    """Monthly sitemaps that no index lists: `scrapy crawl months`."""

    site = replace_name(LoopbackSpider.site, "months")
    discovery = Discovery(
        month_sitemaps=f"{SERVER}/sitemaps/{{month:%Y}}/{{month.month}}/article.xml",
        article_url=ARTICLE_URL,
    )


class WrittenSpider(LoopbackSpider):
    """Articles whose number tells the day they were written: `scrapy crawl written`."""

    site = replace_name(LoopbackSpider.site, "written")
    discovery = Discovery(
        sections=(f"{SERVER}/tin",),
        article_url=ARTICLE_URL,
        url_written=r"-196(?P<y>\d\d)(?P<m>\d\d)(?P<d>\d\d)\d{9}$",
    )


class AskingSpider(LoopbackSpider):
    """A publisher who wants to be asked first: `scrapy crawl asking -s PERMITTED_SITES=asking`."""

    site = replace_name(LoopbackSpider.site, "asking")
    permission = "Loopback wants to be asked: write to desk@news.example."
