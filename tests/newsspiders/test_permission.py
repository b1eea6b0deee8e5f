"""`scrapy crawl` of a site whose publisher wants to be asked first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from scrapy.crawler import Crawler
from scrapy.settings import Settings

from newsspiders.permission import NotPermitted, check_permission
from newsspiders.spiders.base import NewsSpider
from newsspiders.spiders.cri import CriSpider
from tests.newsspiders.loopback_server import LoopbackSite, loopback_site
from tests.newsspiders.running import PROJECT, crawl_loopback, run_scrapy
from tests.newsspiders.spiders.test_sites import SPIDERS

ASKING = sorted(name for name, spider in SPIDERS.items() if spider.permission)


@pytest.fixture
def site() -> Iterator[LoopbackSite]:
    with loopback_site() as running:
        running.feed("one")
        running.article("one")
        yield running


def test_without_leave_nothing_is_asked_and_nothing_written(site: LoopbackSite, tmp_path: Path) -> None:
    run = crawl_loopback(site, tmp_path, spider="asking")
    assert run.code == 2
    assert "Loopback wants to be asked: write to desk@news.example." in run.err
    assert "-s PERMITTED_SITES=asking" in run.err
    assert "Traceback" not in run.err
    assert site.asked == []
    assert not list(tmp_path.iterdir())


def test_articles_asked_for_by_name_need_leave_too(site: LoopbackSite, tmp_path: Path) -> None:
    run = crawl_loopback(site, tmp_path, "-a", f"urls={site.url}/a/one", spider="asking")
    assert run.code == 2
    assert site.asked == []


def test_leave_for_another_site_is_none(site: LoopbackSite, tmp_path: Path) -> None:
    assert crawl_loopback(site, tmp_path, "-s", "PERMITTED_SITES=loopback", spider="asking").code == 2


def test_with_leave_it_is_crawled(site: LoopbackSite, tmp_path: Path) -> None:
    run = crawl_loopback(site, tmp_path, "-s", "PERMITTED_SITES=loopback, asking", spider="asking")
    assert run.code == 0
    assert len(run.items) == 1


def test_a_mistake_in_the_settings_is_told_first(site: LoopbackSite, tmp_path: Path) -> None:
    wrong = ("-s", "CRAWL_SITES=nowhere", "-s", f"METRICS_DIR={tmp_path / 'metrics'}")
    run = crawl_loopback(site, tmp_path, *wrong, spider="asking")
    assert run.code == 2
    assert "CRAWL_SITES" in run.err
    assert "Traceback" not in run.err


def test_leave_from_the_environment(site: LoopbackSite, tmp_path: Path) -> None:
    run = crawl_loopback(site, tmp_path, spider="asking", NEWSSPIDERS_PERMITTED_SITES="asking")
    assert run.code == 0


@pytest.mark.parametrize("name", ASKING)
def test_each_site_that_asks_is_refused_by_name(name: str, tmp_path: Path) -> None:
    run = run_scrapy("crawl", name, folder=tmp_path)
    assert run.code == 2
    assert f"PERMITTED_SITES={name}" in run.err
    assert "Traceback" not in run.err
    assert not list(tmp_path.iterdir())


def test_saved_pages_need_no_leave(tmp_path: Path) -> None:
    run = run_scrapy("crawl", "antaranews", "-s", f"REPLAY={PROJECT}/fixtures", "-O", "out.jsonl", folder=tmp_path)
    assert run.code == 0
    assert run.items


def test_it_is_listed_all_the_same(tmp_path: Path) -> None:
    assert set(ASKING) <= set(run_scrapy("list", folder=tmp_path).out.split())


def test_whoever_starts_the_spider_needs_leave() -> None:
    class Asking(CriSpider):
        permission = "Write first."

    with pytest.raises(NotPermitted, match=r"cri is not crawled without leave\. Write first\."):
        Asking.from_crawler(Crawler(Asking))


def test_most_sites_do_not_ask() -> None:
    assert ASKING == ["antaranews"]
    assert NewsSpider.permission == ""
    check_permission("cri", "", Settings())
