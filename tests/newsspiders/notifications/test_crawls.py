"""Real crawls of a site on this machine, and who is told of them."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from newsspiders.store import SpiderLock, Store
from tests.newsspiders.loopback_server import LoopbackSite, loopback_site
from tests.newsspiders.loopback_server import article_html as page_of
from tests.newsspiders.notifications.receivers import SECRETS, Mailbox, Service
from tests.newsspiders.running import PROJECT, Run, crawl_loopback, run_scrapy
from tests.newsspiders.saved_site import article_html, article_url, save


@pytest.fixture
def site() -> Iterator[LoopbackSite]:
    """A site that has nothing: none of its sources can be read."""
    with loopback_site() as running:
        yield running


def repair(site: LoopbackSite) -> None:
    site.feed("mot")
    site.article("mot")


def crawl(site: LoopbackSite, folder: Path, *more: str, **extra: str) -> Run:
    run = crawl_loopback(site, folder, *more, **extra)
    assert not any(secret in run.err + run.out for secret in SECRETS)
    return run


def test_one_message_when_it_breaks_and_one_when_it_is_well(
    site: LoopbackSite, service: Service, mailbox: Mailbox, tmp_path: Path
) -> None:
    told = (*service.settings(), *mailbox.settings())
    first = crawl(site, tmp_path, *told, "-L", "DEBUG")
    assert first.code == 1
    assert "loopback: told by telegram, slack, mail: loopback is not healthy: no source could be read" in first.err
    texts = [service.telegram[0]["text"], service.slack[0]["text"], mailbox.letters[0].get_content()]
    for text in texts:
        headline, numbers, command, signature = text.splitlines()
        assert headline == "loopback is not healthy: no source could be read"
        assert numbers.startswith("0 articles; ")
        assert command == "scrapy doctor loopback"
        assert signature.startswith(f"{socket.gethostname()}, ")
        assert signature.endswith(" UTC")

    assert crawl(site, tmp_path, *told).code == 1
    assert (len(service.telegram), len(service.slack), len(mailbox.letters)) == (1, 1, 1)

    repair(site)
    assert crawl(site, tmp_path, *told).code == 0
    assert [sent["text"].splitlines()[0] for sent in service.telegram[1:]] == ["loopback is well again"]
    assert (len(service.slack), len(mailbox.letters)) == (2, 2)


def publish(site: LoopbackSite, numbers: range, *, is_new: bool = False) -> None:
    """Articles; after a redesign without their dates, and with the text elsewhere."""
    names = [f"bai-{number}" for number in numbers]
    site.feed(*names)
    for name in names:
        page = page_of(name)
        site.html(f"/a/{name}", page.replace("<time>", "<span>").replace("'body'", "'text'") if is_new else page)


def test_a_redesign_is_told_with_what_the_pages_departed_in(
    site: LoopbackSite, service: Service, tmp_path: Path
) -> None:
    for first in (10, 20, 30):
        publish(site, range(first, first + 10))
        assert crawl(site, tmp_path, *service.settings()).code == 0
    publish(site, range(40, 50), is_new=True)
    assert crawl(site, tmp_path, *service.settings()).code == 1
    (text,) = (sent["text"] for sent in service.telegram)
    assert text.startswith("loopback is not healthy: drift\n")
    assert "\nfield-missing:published: was 100%, now 0% of 10\n" in text
    assert "\nscrapy doctor loopback\n" in text


def test_services_that_fail_cost_the_run_nothing_but_a_warning(
    site: LoopbackSite, service: Service, mailbox: Mailbox, tmp_path: Path
) -> None:
    service.answer = (500, b"oops")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        hanging = ("-s", f"NOTIFY_TELEGRAM_URL=http://127.0.0.1:{silent.getsockname()[1]}")
        run = crawl(site, tmp_path, *service.settings(), *mailbox.settings(), *hanging, "-L", "DEBUG")
    assert run.code == 1
    assert len(mailbox.letters) == 1
    (warning,) = [line for line in run.err.splitlines() if "nobody was told" in line]
    assert warning.endswith(
        "WARNING newsspiders: loopback: nobody was told by telegram -1001: no answer: timed out; "
        "slack C01: HTTP 500, no answer of Slack's"
    )
    assert "Traceback" not in run.err


def test_a_healthy_run_whose_service_is_down_is_healthy(site: LoopbackSite, tmp_path: Path) -> None:
    repair(site)
    run = crawl(site, tmp_path, *Service(url="http://127.0.0.1:1").settings())
    assert run.code == 0
    assert "told" not in run.err


def test_a_store_that_can_not_be_used_is_told_of_once_until_it_can(
    site: LoopbackSite, service: Service, tmp_path: Path
) -> None:
    repair(site)
    database = f"sqlite:///{tmp_path}/news.sqlite3"
    told = (*service.settings(), "-s", f"DATABASE_URL={database}")

    def break_off() -> None:
        (tmp_path / "news.sqlite3").write_text("not a database")
        assert crawl(site, tmp_path, *told, TMPDIR=str(tmp_path)).code == 1

    break_off()
    break_off()
    (text,) = (sent["text"] for sent in service.telegram)
    assert text.startswith("loopback is not healthy: the store could not be used\n")
    assert "scrapy settings-check" in text

    (tmp_path / "news.sqlite3").unlink()
    assert crawl(site, tmp_path, *told, TMPDIR=str(tmp_path)).code == 0
    break_off()
    headlines = [sent["text"].splitlines()[0] for sent in service.telegram]
    assert headlines[1:] == ["loopback is well again", headlines[0]]


def test_a_round_that_can_not_begin_is_told_of_once(site: LoopbackSite, service: Service, tmp_path: Path) -> None:
    repair(site)
    file = tmp_path / "news.sqlite3"
    file.write_text("not a database")
    told = ("-s", f"DATABASE_URL=sqlite:///{file}", *service.settings())
    for more in (("--dry-run",), (), ()):
        run = run_scrapy("crawlall", *told, *more, folder=tmp_path, TMPDIR=str(tmp_path))
        assert run.code == 2
    (text,) = (sent["text"] for sent in service.telegram)
    assert text.startswith("crawlall is not healthy: the store could not be used\nnothing was crawled: ")
    assert "file is not a database" in text

    file.unlink()
    assert crawl(site, tmp_path, *told, TMPDIR=str(tmp_path)).code == 0
    assert [sent["text"].splitlines()[0] for sent in service.telegram][1:] == ["loopback is well again"]


def test_a_second_run_of_the_same_spider_is_no_trouble(site: LoopbackSite, service: Service, tmp_path: Path) -> None:
    with closing(Store(f"sqlite:///{tmp_path}/data/news.sqlite3")) as store:
        lock = SpiderLock(store, "loopback")
        lock.acquire()
        run = crawl(site, tmp_path, *service.settings())
        lock.release()
    assert (run.code, service.asked) == (1, [])


@pytest.mark.parametrize("own", [("-s", "DATABASE_URL="), ("-a", "urls=http://127.0.0.1:1/a/x")])
def test_a_run_of_somebodys_own_tells_nobody(
    site: LoopbackSite, service: Service, tmp_path: Path, own: tuple[str, str]
) -> None:
    assert crawl(site, tmp_path, *service.settings(), *own).code == 1
    assert service.asked == []


def test_a_replay_tells_nobody(site: LoopbackSite, service: Service, tmp_path: Path) -> None:
    save(tmp_path / "pages", article_url(1), article_html(1), kind="article")
    crawl(site, tmp_path, *service.settings(), "-s", "REPLAY=pages")
    assert service.asked == []


def test_what_is_set_by_half_ends_the_run_before_it_starts(site: LoopbackSite, tmp_path: Path) -> None:
    run = crawl(site, tmp_path, "-s", "NOTIFY_TELEGRAM_TOKEN=123:abc")
    assert run.code == 2
    assert "NOTIFY_TELEGRAM_TOKEN set, but not NOTIFY_TELEGRAM_CHATS; set both or none" in run.err
    assert site.asked == []


def test_spidermon_is_not_imported_when_nobody_is_told(site: LoopbackSite, service: Service, tmp_path: Path) -> None:
    (tmp_path / "spidermon.py").write_text("raise RuntimeError('imported')")
    path = {"PYTHONPATH": f"{tmp_path}:{PROJECT}"}
    assert "RuntimeError" not in crawl_loopback(site, tmp_path, **path).err
    repair(site)
    assert "RuntimeError" not in crawl_loopback(site, tmp_path, **path).err
    site.answers.clear()
    assert "RuntimeError" in crawl_loopback(site, tmp_path, *service.settings(), **path).err
