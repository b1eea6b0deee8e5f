"""Metrics of real crawls, of those too that fail or are refused; and of one that goes on."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from newsspiders.store import SpiderLock, Store
from tests.newsspiders.loopback_server import HTML, LoopbackSite, loopback_site
from tests.newsspiders.metrics.test_textfile import NEW, read
from tests.newsspiders.running import (
    PROJECT,
    Run,
    command_line,
    crawl_loopback,
    environment,
    loopback_arguments,
    run_scrapy,
)

HEALTHY = ("newsspiders_last_run_healthy", "")
STORED = ("newsspiders_stored_articles", "")
REFUSED = "no metrics of this run: METRICS_DIR is"


@pytest.fixture
def site() -> Iterator[LoopbackSite]:
    with loopback_site() as running:
        running.feed("one", "two", "broken")
        running.article("one")
        running.article("two")
        running.answers["/a/broken"] = (500, HTML, b"oops")
        yield running


@pytest.fixture
def metrics(tmp_path: Path) -> Path:
    folder = tmp_path / "metrics"
    folder.mkdir()
    return folder


def crawl(site: LoopbackSite, folder: Path, *more: str, spider: str = "loopback") -> Run:
    settings = ("-s", "RETRY_TIMES=0", "-s", "CRAWL_EVERY=20m", "-s", f"METRICS_DIR={folder / 'metrics'}")
    return crawl_loopback(site, folder, *settings, *more, spider=spider)


def test_a_run_and_the_next(site: LoopbackSite, metrics: Path, tmp_path: Path, promtool: str) -> None:
    assert crawl(site, tmp_path).code == 0
    told = read(metrics, "loopback")
    assert told[HEALTHY] == 1
    assert told[("newsspiders_last_run_articles", "new")] == 2
    assert told[("newsspiders_last_run_failed_pages", "http_500")] == 1
    assert told[STORED] == 2
    ended = told[("newsspiders_last_run_end_timestamp_seconds", "")]
    assert told[("newsspiders_last_run_start_timestamp_seconds", "")] <= told[(NEW, "")] <= ended
    assert ended - 5 < told[("newsspiders_last_healthy_run_end_timestamp_seconds", "")] <= ended

    with (metrics / "newsspiders_loopback.prom").open() as file:
        checked = subprocess.run(
            [promtool, "check", "metrics"], stdin=file, capture_output=True, text=True, check=False
        )
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")

    site.answers.clear()
    assert crawl(site, tmp_path).code == 1
    after = read(metrics, "loopback")
    assert after[HEALTHY] == 0
    for stays in (NEW, "newsspiders_last_healthy_run_end_timestamp_seconds"):
        assert after[(stays, "")] == told[(stays, "")]


@pytest.mark.parametrize(("sites", "is_on_it"), [("", True), ("vov,cri", True), ("vov", False)])
def test_only_a_site_on_the_timetable_has_an_interval(
    site: LoopbackSite, metrics: Path, tmp_path: Path, sites: str, is_on_it: bool
) -> None:
    assert crawl(site, tmp_path, "-s", f"CRAWL_SITES={sites}", spider="cri").code == 0
    told = read(metrics)
    assert told.get(("newsspiders_crawl_interval_seconds", "")) == (1200 if is_on_it else None)
    assert ("newsspiders_silence_limit_seconds", "") in told


def test_a_run_that_could_not_open_its_store(site: LoopbackSite, metrics: Path, tmp_path: Path) -> None:
    crawl(site, tmp_path)
    (tmp_path / "data" / "news.sqlite3").write_bytes(b"no database at all, but long enough to be taken for one" * 99)
    assert crawl(site, tmp_path).code == 1
    told = read(metrics, "loopback")
    assert told[HEALTHY] == 0
    assert told[("newsspiders_last_run_info", "store_error")] == 1
    assert told[STORED] == 2


def test_a_run_that_met_another_does_not_take_the_place_of_the_one_before(
    site: LoopbackSite, metrics: Path, tmp_path: Path
) -> None:
    """Or one that hangs would never be overdue: each turn of the timer would say that the site was crawled."""
    assert crawl(site, tmp_path).code == 0
    before = read(metrics, "loopback")
    with closing(Store(f"sqlite:///{tmp_path}/data/news.sqlite3")) as store:
        lock = SpiderLock(store, "loopback")
        lock.acquire()
        assert crawl(site, tmp_path).code == 1
        lock.release()
    assert read(metrics, "loopback") == before


def test_a_run_that_met_another_before_any_had_ended(site: LoopbackSite, metrics: Path, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with closing(Store(f"sqlite:///{tmp_path}/data/news.sqlite3")) as store:
        lock = SpiderLock(store, "loopback")
        lock.acquire()
        assert crawl(site, tmp_path).code == 1
        lock.release()
    told = read(metrics, "loopback")
    assert told[HEALTHY] == 0
    assert told[("newsspiders_last_run_info", "already_running")] == 1


def test_a_run_without_leave(site: LoopbackSite, metrics: Path, tmp_path: Path) -> None:
    arguments = loopback_arguments("-s", f"METRICS_DIR={metrics}", spider="asking")
    assert run_scrapy(*arguments, folder=tmp_path, LOOPBACK_SERVER=site.url).code == 2
    told = read(metrics, "asking")
    assert told[HEALTHY] == 0
    assert told[("newsspiders_last_run_info", "not_permitted")] == 1


@pytest.mark.parametrize("folder", ["/dev/null", "{tmp_path}/missing", "/proc"])
def test_a_folder_that_cannot_be_written_is_told_once_and_costs_nothing(
    site: LoopbackSite, tmp_path: Path, folder: str
) -> None:
    run = crawl(site, tmp_path, "-s", f"METRICS_DIR={folder.format(tmp_path=tmp_path)}")
    assert run.code == 0
    assert run.err.count(REFUSED) == 1
    assert "Traceback" not in run.err
    assert len(run.items) == 2


def test_a_full_disk_is_told_and_costs_nothing(site: LoopbackSite, metrics: Path, tmp_path: Path) -> None:
    write = "import prometheus_client.exposition as e; e.generate_latest = lambda *_: b'x' * 2**20"
    (tmp_path / "sitecustomize.py").write_text(
        f"import resource, signal\n{write}\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2**19, 2**19))\n"
    )
    path = f"{tmp_path}:{environment()['PYTHONPATH']}"
    run = crawl_loopback(
        site, tmp_path, "-s", "RETRY_TIMES=0", "-s", f"METRICS_DIR={metrics}", "-s", "DATABASE_URL=", PYTHONPATH=path
    )
    assert (run.code, run.err.count(REFUSED)) == (0, 1)
    assert "File too large" in run.err
    assert list(metrics.iterdir()) == []


def test_a_replay_tells_nothing(metrics: Path, tmp_path: Path) -> None:
    replay = ("-s", f"REPLAY={PROJECT / 'fixtures'}", "-a", "limit=1")
    assert run_scrapy("crawl", "vietnamplus", *replay, "-s", f"METRICS_DIR={metrics}", folder=tmp_path).code == 0
    assert list(metrics.iterdir()) == []


def test_without_metrics_no_library_for_them_is_loaded(tmp_path: Path) -> None:
    code = "import sys, newsspiders.commands.crawl, newsspiders.metrics.extension; assert 'prometheus_client' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], cwd=PROJECT, env=environment(), check=True)


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port: int = server.getsockname()[1]
        return port


def ask(port: int, path: str = "/metrics") -> str:
    with urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        text: str = answer.read().decode()
        return text


def test_a_run_that_goes_on_can_be_asked_and_ends(site: LoopbackSite, tmp_path: Path) -> None:
    port = free_port()
    names = [f"n{number}" for number in range(300)]
    site.feed(*names)
    for name in names:
        site.article(name)
    slowly = ("-s", "DOWNLOAD_DELAY=0.2", "-s", "AUTOTHROTTLE_ENABLED=0", "-s", f"METRICS_PORT={port}")
    with subprocess.Popen(
        command_line(*loopback_arguments(*slowly)),
        cwd=tmp_path,
        env=environment(LOOPBACK_SERVER=site.url),
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        deadline = time.monotonic() + 30
        told = ""
        while 'newsspiders_run_articles_total{change="new",site="loopback"} 2.0' not in told:
            assert time.monotonic() < deadline, told
            try:
                told = ask(port)
            except (URLError, ConnectionError):
                time.sleep(0.05)
        assert "# TYPE newsspiders_run_requests_total counter" in told
        assert 'newsspiders_run_start_timestamp_seconds{site="loopback"}' in told
        with pytest.raises(HTTPError, match="404"):
            ask(port, "/")
        with closing(socket.create_connection(("127.0.0.1", port))):  # one that asks nothing keeps nobody waiting
            process.terminate()
            _, said = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "/metrics" not in said
    assert "Traceback" not in said


def test_a_port_that_is_taken_is_told_and_costs_nothing(site: LoopbackSite, tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]
        run = crawl_loopback(site, tmp_path, "-s", "RETRY_TIMES=0", "-s", f"METRICS_PORT={port}")
    assert (run.code, len(run.items)) == (0, 2)
    assert run.err.count("set another METRICS_PORT") == 1
    assert "Traceback" not in run.err


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("METRICS_PORT=70000", "write the number of a port, 65535 at most"),
        ("METRICS_PORT=no", "write the number of a port"),
        ("METRICS_ADDRESS=", "write an IP address: 127.0.0.1"),  # none would be all addresses of the machine
        ("METRICS_ADDRESS=localhost", "write an IP address"),
    ],
)
def test_mistakes(tmp_path: Path, setting: str, words: str) -> None:
    run = run_scrapy("crawl", "vietnamplus", "-s", setting, folder=tmp_path)
    assert run.code == 2
    assert words in run.err
