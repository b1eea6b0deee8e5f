"""`scrapy crawlall`: whole rounds of real processes over sites of the loopback server."""

from __future__ import annotations

import json
import os
import pty
import resource
import shlex
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from newsspiders.store import SpiderLock, Store
from tests.newsspiders.loopback_server import HTML, LoopbackSite, article_html, loopback_site
from tests.newsspiders.running import AT_ONCE, PROJECT, Run, command_line, environment, run_scrapy

SPIDERS = ("-s", "SPIDER_MODULES=tests.newsspiders.round_spiders")
PAGES = 30


@pytest.fixture
def site() -> Iterator[LoopbackSite]:
    with loopback_site() as running:
        for name, articles in (("calm", 2), ("quiet", 3), ("slow", PAGES)):
            paths = [f"/a/{name}-{number}" for number in range(articles)]
            items = "".join(f"<item><title>T</title><link>{running.url}{path}</link></item>" for path in paths)
            running.xml(f"/{name}.xml", f'<rss version="2.0"><channel>{items}</channel></rss>')
            for path in paths:
                running.html(path, article_html(path.rpartition("/")[2]))
        yield running


def crawlall(site: LoopbackSite, folder: Path, *arguments: str, **extra: str) -> Run:
    return run_scrapy("crawlall", *SPIDERS, *AT_ONCE, *arguments, folder=folder, LOOPBACK_SERVER=site.url, **extra)


def results(run: Run) -> dict[str, dict[str, Any]]:
    return {one["site"]: one for one in map(json.loads, run.out.splitlines())}


def ends(run: Run) -> dict[str, str]:
    return {name: one["end"] for name, one in results(run).items()}


def article_paths(site: LoopbackSite) -> list[str]:
    return [path for path in site.paths if path.startswith("/a/")]


def stored(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "data/news.sqlite3")) as database:
        (count,) = database.execute("SELECT count(DISTINCT canonical_url) FROM articles").fetchone()
        return int(count)


def put_run(database_url: str, spider: str, *, ago: timedelta, pid: int = 1, host: str = "there") -> None:
    """A run that has no end."""
    with closing(Store(database_url)) as store, store.session() as session:
        session.start_run(spider=spider, arguments={}, pid=pid, host=host, now=datetime.now(UTC) - ago)


@contextmanager
def running(
    site: LoopbackSite, folder: Path, *arguments: str, before: Callable[[], None] | None = None
) -> Iterator[subprocess.Popen[str]]:
    """A round under way."""
    with subprocess.Popen(
        command_line("crawlall", *SPIDERS, *arguments),
        cwd=folder,
        env=environment(LOOPBACK_SERVER=site.url),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=before,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def finish(process: subprocess.Popen[str], folder: Path) -> Run:
    out, err = process.communicate(timeout=60)
    return Run(process.returncode, out, err, folder)


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 40
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_round_and_the_next(site: LoopbackSite, tmp_path: Path) -> None:
    run = crawlall(site, tmp_path, "--sites", "calm, quiet")
    assert run.code == 0
    assert "crawlall: 2 sites in " in run.out
    assert "2 healthy; 5 articles, 5 new" in run.out
    assert "INFO newsspiders: calm: 2 articles (2 new)" in run.err
    site.asked.clear()
    again = crawlall(site, tmp_path, "--sites", "calm, quiet")
    assert again.code == 0
    assert "nothing is due; " in again.out
    assert site.asked == []
    assert crawlall(site, tmp_path, "--sites", "calm", "--all", "-a", "limit=1").code == 0
    assert "/calm.xml" in site.paths


def test_one_that_crashes_or_hangs_touches_no_other(site: LoopbackSite, tmp_path: Path) -> None:
    site.answers["/slow.xml"] = hang
    run = crawlall(site, tmp_path, "--site-minutes", "0.4", "-s", "CRAWL_GRACE_SECONDS=1", "--jobs", "4", "--json")
    assert run.code == 1
    assert ends(run) == {
        "calm": "healthy",
        "quiet": "healthy",
        "missing": "unhealthy",
        "exiting": "crashed",
        "segfaulting": "crashed",
        "deaf": "timed-out",
        "slow": "timed-out",
    }
    told = results(run)
    assert told["calm"]["articles"] == told["calm"]["new"] == 2
    assert told["missing"]["reason"] == "no source could be read"
    assert told["exiting"]["code"] == 7
    assert "its last line: " in told["exiting"]["reason"]
    assert "a last word" in told["exiting"]["reason"]
    assert told["segfaulting"]["signal"] == "SIGSEGV"
    assert told["deaf"]["signal"] == "SIGKILL"
    assert "killed, as it did not end when told to" in told["deaf"]["reason"]
    assert {name for name, one in told.items() if not one["needs_look"]} == {"calm", "quiet"}
    assert "left out: asking is not crawled without leave" in run.err


def test_a_turn_that_comes_meanwhile_does_not_wait_for_the_slowest(site: LoopbackSite, tmp_path: Path) -> None:
    put_run(f"sqlite:///{tmp_path}/data/news.sqlite3", "calm", ago=timedelta(minutes=10))
    feed = site.answers["/slow.xml"]

    def wait_for_calm() -> Any:
        with closing(sqlite3.connect(tmp_path / "data/news.sqlite3", timeout=30)) as database:
            database.execute("DELETE FROM runs WHERE spider = 'calm'")
            database.commit()
        wait_until(lambda: "/calm.xml" in site.paths)
        return feed

    site.answers["/slow.xml"] = wait_for_calm
    run = crawlall(site, tmp_path, "--sites", "slow,calm,quiet", "-a", "limit=3", "--json")
    assert run.code == 0
    assert ends(run) == {"slow": "healthy", "calm": "healthy", "quiet": "healthy"}
    assert site.paths.count("/calm.xml") == 1


def hang() -> tuple[int, dict[str, str], bytes]:
    time.sleep(45)
    return 200, HTML, b""


def test_in_cron_it_is_quiet_when_all_is_well(site: LoopbackSite, tmp_path: Path) -> None:
    well = crawlall(site, tmp_path, "-L", "WARNING", "--sites", "calm")
    assert (well.code, well.out, well.err) == (0, "", "")
    ill = crawlall(site, tmp_path, "-L", "ERROR", "--sites", "quiet,missing")
    assert ill.code == 1
    summary, look = ill.out.splitlines()
    assert summary.startswith("crawlall: 2 sites in ")
    assert "1 healthy, 1 unhealthy" in summary
    assert look == "missing: unhealthy: no source could be read"


@pytest.mark.parametrize("quiet", [("-L", "warning"), ("-s", "LOG_LEVEL=warning"), ("-s", "LOG_ENABLED=no")])
def test_quiet_in_the_words_of_the_file(site: LoopbackSite, tmp_path: Path, quiet: tuple[str, str]) -> None:
    run = crawlall(site, tmp_path, *quiet, "--sites", "calm")
    assert (run.code, run.out, run.err) == (0, "", "")
    assert stored(tmp_path) == 2


@pytest.mark.parametrize("option", ["--all", "--dry-run"])
def test_a_reader_that_has_seen_enough(site: LoopbackSite, tmp_path: Path, option: str) -> None:
    command = shlex.join(
        command_line("crawlall", *SPIDERS, *AT_ONCE, "--sites", "calm", "--json", "-L", "ERROR", option)
    )
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"{command} | true"],
        cwd=tmp_path,
        env=environment(LOOPBACK_SERVER=site.url),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_time_of_all_is_bounded(site: LoopbackSite, tmp_path: Path) -> None:
    began = time.monotonic()
    run = crawlall(
        site,
        tmp_path,
        "--sites",
        "deaf,calm",
        "--jobs",
        "1",
        "--minutes",
        "0.1",
        "-s",
        "CRAWL_GRACE_SECONDS=1",
        "--json",
    )
    assert time.monotonic() - began < 40
    assert ends(run) in ({"deaf": "timed-out", "calm": "not-started"}, {"deaf": "timed-out", "calm": "healthy"})
    assert run.code == 1


def test_not_reached_is_told_and_comes_first_in_the_next_round(site: LoopbackSite, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/data/news.sqlite3"
    put_run(url, "calm", ago=timedelta(hours=1))
    arguments = ("--sites", "calm,slow", "--jobs", "1", "-L", "WARNING", "-s", "DOWNLOAD_DELAY=2")
    run = crawlall(site, tmp_path, *arguments, "--minutes", "0.3")  # on a busy machine a crawl takes long to begin
    assert run.code == 0  # slow was told to end, and is healthy
    assert "1 timed-out, 1 not-started" in run.out
    assert "a higher --jobs or --minutes" in run.out
    assert not [path for path in site.paths if "calm" in path]
    next_round = crawlall(site, tmp_path, "--sites", "calm,slow", "--dry-run", "--json")
    assert [one["site"] for one in map(json.loads, next_round.out.splitlines()) if one["due"]] == ["calm"]


def test_told_to_end_it_keeps_what_it_has_and_the_next_round_has_it_all(site: LoopbackSite, tmp_path: Path) -> None:
    with running(site, tmp_path, "--sites", "slow,deaf,calm", "--jobs", "2", "-s", "DOWNLOAD_DELAY=0.2", "--json",
                 "-s", "CRAWL_GRACE_SECONDS=3", "-s", "AUTOTHROTTLE_ENABLED=0") as process:  # fmt: skip
        wait_until(lambda: len([path for path in site.paths if path.startswith("/a/slow")]) > 4)
        process.send_signal(signal.SIGTERM)
        run = finish(process, tmp_path)
    assert run.code == 0
    told = results(run)
    assert told["slow"]["end"] == "stopped"
    assert told["slow"]["code"] == 0
    assert "Traceback" not in run.err
    before = stored(tmp_path)
    assert 0 < before == told["slow"]["articles"] + told["calm"]["articles"]
    assert crawlall(site, tmp_path, "--sites", "slow,calm", "--all").code == 0
    assert stored(tmp_path) == PAGES + 2
    articles = article_paths(site)
    assert len(set(articles)) == PAGES + 2
    assert len(articles) <= PAGES + 2 + 1  # what was on its way


def test_a_second_signal_kills(site: LoopbackSite, tmp_path: Path) -> None:
    with running(site, tmp_path, "--sites", "deaf", "--json") as process:
        pid = pid_of_deaf(process)
        process.send_signal(signal.SIGINT)
        time.sleep(1)
        assert is_alive(pid)  # it hears no signal, and its grace is long
        process.send_signal(signal.SIGINT)
        run = finish(process, tmp_path)
    assert results(run)["deaf"]["signal"] == "SIGKILL"
    assert not is_alive(pid)


def pid_of_deaf(process: subprocess.Popen[str]) -> int:
    assert process.stderr is not None
    line = next(line for line in process.stderr if "deaf is pid" in line)
    return int(line.rpartition(" ")[2])


def test_crawls_end_with_a_crawlall_that_is_killed(site: LoopbackSite, tmp_path: Path) -> None:
    with running(site, tmp_path, "--sites", "slow", "-s", "DOWNLOAD_DELAY=0.5") as process:
        wait_until(lambda: "/a/slow-3" in site.paths)
        with closing(sqlite3.connect(tmp_path / "data/news.sqlite3")) as database:
            (pid,) = database.execute("SELECT pid FROM runs").fetchone()
        process.kill()
        process.wait()
        wait_until(lambda: not is_alive(pid))
    assert crawlall(site, tmp_path, "--sites", "slow", "--all").code == 0
    assert stored(tmp_path) == PAGES
    assert len(article_paths(site)) <= PAGES + 2  # what was on its way


def test_two_at_once_crawl_no_site_twice(site: LoopbackSite, tmp_path: Path) -> None:
    arguments = ("--sites", "calm,quiet,slow", "--jobs", "3", "-s", "DOWNLOAD_DELAY=0.1", "--json")
    with running(site, tmp_path, *arguments) as first, running(site, tmp_path, *arguments) as second:
        runs = [finish(first, tmp_path), finish(second, tmp_path)]
    assert [run.code for run in runs] == [0, 0]
    told = [ends(run) for run in runs]
    for name in ("calm", "quiet", "slow"):
        assert "healthy" in {one[name] for one in told if name in one}
    assert "running-elsewhere" in {end for one in told for end in one.values()}
    assert len(article_paths(site)) == len(set(article_paths(site))) == PAGES + 5


def test_a_site_that_runs_is_left_to_whoever_runs_it(site: LoopbackSite, tmp_path: Path) -> None:
    with closing(Store(f"sqlite:///{tmp_path}/data/news.sqlite3")) as store:
        lock = SpiderLock(store, "calm")
        lock.acquire()
        run = crawlall(site, tmp_path, "--sites", "calm,quiet", "--json")
        lock.release()
    assert run.code == 0
    told = results(run)
    assert told["quiet"]["end"] == "healthy"
    assert told["calm"]["end"] == "running-elsewhere"
    assert f"pid {os.getpid()} on " in told["calm"]["reason"]
    assert not [path for path in site.paths if "calm" in path]


def test_two_hosts_on_one_server(site: LoopbackSite, tmp_path: Path, postgres_url: str) -> None:
    put_run(postgres_url, "calm", ago=timedelta(hours=1), pid=4711, host="other-host")
    database = ("-s", f"DATABASE_URL={postgres_url}")
    with closing(Store(postgres_url)) as store:
        lock = SpiderLock(store, "calm")
        lock.acquire()
        alone = run_scrapy("crawl", *SPIDERS, "calm", *database, folder=tmp_path, LOOPBACK_SERVER=site.url)
        run = crawlall(site, tmp_path, "--sites", "calm", "--json", *database)
        lock.release()
    assert alone.code == 1
    assert "pid 4711 on other-host" in alone.err
    assert "Traceback" not in alone.err
    assert run.code == 0
    assert ends(run) == {"calm": "running-elsewhere"}
    assert "pid 4711 on other-host" in results(run)["calm"]["reason"]
    assert site.asked == []
    assert ends(crawlall(site, tmp_path, "--sites", "calm", "--json", *database)) == {"calm": "healthy"}


def test_a_killed_run_is_no_running_one(site: LoopbackSite, tmp_path: Path) -> None:
    put_run(f"sqlite:///{tmp_path}/data/news.sqlite3", "calm", ago=timedelta(hours=1), pid=os.getpid())
    assert ends(crawlall(site, tmp_path, "--sites", "calm", "--json")) == {"calm": "healthy"}


def test_who_is_due(site: LoopbackSite, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/data/news.sqlite3"
    for spider, minutes in (("calm", 29), ("quiet", 45), ("slow", 10), ("missing", 70)):
        put_run(url, spider, ago=timedelta(minutes=minutes))
    arguments = ("--dry-run", "--json", "--sites", "slow,calm,missing,quiet,deaf")
    told = [json.loads(line) for line in crawlall(site, tmp_path, *arguments).out.splitlines()]
    assert [one["site"] for one in told] == ["deaf", "missing", "quiet", "calm", "slow"]
    assert [one["due"] for one in told] == [True, True, True, True, False]
    assert told[0]["last_run"] is None
    assert site.asked == []
    table = crawlall(site, tmp_path, "--dry-run", "--sites", "slow,deaf")
    assert table.out.splitlines()[1].split() == ["deaf", "now", "never"]


def test_a_dry_run_makes_nothing(site: LoopbackSite, tmp_path: Path) -> None:
    assert crawlall(site, tmp_path, "--dry-run").code == 0
    assert not list(tmp_path.iterdir())


def test_a_run_dated_in_the_future_is_due_and_told(site: LoopbackSite, tmp_path: Path) -> None:
    put_run(f"sqlite:///{tmp_path}/data/news.sqlite3", "calm", ago=timedelta(days=-400))
    run = crawlall(site, tmp_path, "--sites", "calm", "-L", "ERROR")
    assert run.err.startswith("the clock says ")
    assert run.err.endswith("; sites whose last run is in the future are taken as due\n")
    assert article_paths(site) == ["/a/calm-0", "/a/calm-1"]
    again = crawlall(site, tmp_path, "--sites", "calm", "--all", "-L", "ERROR")
    assert (again.code, again.out, again.err) == (0, "", "")


def test_without_a_store_all_are_due(site: LoopbackSite, tmp_path: Path) -> None:
    for _ in range(2):
        run = crawlall(site, tmp_path, "--sites", "calm,missing", "-s", "DATABASE_URL=")
        assert run.code == 1
        assert "nothing is known of earlier runs, and all sites are due" in run.err
        assert "1 healthy, 1 unhealthy" in run.out
        assert "missing: unhealthy: exit code 1" in run.out
    assert not (tmp_path / "data").exists()


def test_a_full_disk_is_told_of_each_site(site: LoopbackSite, tmp_path: Path) -> None:
    with closing(Store(f"sqlite:///{tmp_path}/data/news.sqlite3")):
        pass
    size = 1024 * 200

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    arguments = ("--sites", "slow,calm", "-s", "STORE_PATIENCE_SECONDS=1", *AT_ONCE, "--json")
    with running(site, tmp_path, *arguments, before=limit) as process:
        run = finish(process, tmp_path)
    assert run.code == 1
    told = results(run)
    assert told["slow"]["end"] == "unhealthy"
    assert "no record of how it ended; its last line: " in told["slow"]["reason"]
    assert "full" in run.err or "I/O error" in run.err
    assert "Traceback" not in run.err
    assert crawlall(site, tmp_path, "--sites", "slow,calm", "--all").code == 0
    assert stored(tmp_path) == PAGES + 2


def test_a_store_locked_for_too_long_is_told_of_each_site(site: LoopbackSite, tmp_path: Path) -> None:
    with running(site, tmp_path, "--sites", "slow,calm", "-s", "DOWNLOAD_DELAY=0.2", "--json",
                 "-s", "STORE_PATIENCE_SECONDS=1") as process:  # fmt: skip
        wait_until(lambda: len(article_paths(site)) > 4)
        other = sqlite3.connect(tmp_path / "data/news.sqlite3", isolation_level=None, timeout=30)
        other.execute("BEGIN IMMEDIATE")
        run = finish(process, tmp_path)
        other.close()
    assert run.code == 1
    assert "no record of how it ended; its last line: " in results(run)["slow"]["reason"]
    assert "locked" in run.err


def test_on_a_terminal(site: LoopbackSite, tmp_path: Path) -> None:
    reading, writing = pty.openpty()
    arguments = command_line("crawlall", *SPIDERS, "--sites", "calm,missing")
    extra = environment(LOOPBACK_SERVER=site.url, TERM="xterm")
    with subprocess.Popen(arguments, cwd=tmp_path, env=extra, stdout=writing, stderr=writing) as process:
        os.close(writing)
        shown = b""
        with suppress(OSError):  # Linux ends a terminal that nobody has open so
            while chunk := os.read(reading, 4096):
                shown += chunk
        os.close(reading)
    assert process.returncode == 1
    text = shown.decode()
    assert "0 of 2 done" in text
    assert "newsspiders: calm: 2 articles (2 new)" in text  # above the table
    assert text.rindex("no source could be read") < text.rindex("calm ")
    assert "1 healthy, 1 unhealthy" in text


def test_saved_pages_of_real_sites(tmp_path: Path) -> None:
    run = run_scrapy("crawlall", "-s", f"REPLAY={PROJECT}/fixtures", "--json", folder=tmp_path,
                     NEWSSPIDERS_CRAWL_SITES="cri,tempo", NEWSSPIDERS_CRAWL_EVERY="1h, cri=1d")  # fmt: skip
    assert run.code == 0
    assert ends(run) == {"cri": "healthy", "tempo": "healthy"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("calm",), "name sites with: scrapy crawlall --sites calm"),
        (("--sites", "calmm"), "no site 'calmm'; did you mean calm?"),
        (("--sites", " ,"), "type --sites vietnamplus,tuoitre"),
        (("--sites", "asking"), "Loopback wants to be asked: write to desk@news.example."),
        (("--jobs", "0"), "type --jobs 4"),
        (("--minutes", "0"), "type --minutes 30"),
        (("--site-minutes", "inf"), "type --site-minutes 30"),
        (("-a", "limit"), "type -a limit=20"),
        (("-a", "limit=none"), "calm: "),
        (("-a", "limt=3"), "did you mean limit=?"),
        (("-s", "CRAWL_JOBS=many"), "write a number of sites, 1 or more"),
        (("-s", "REVISIT_AFTER_SECONDS=x"), "REVISIT_AFTER_SECONDS"),
        (("-s", "CRAWL_SITES=vnexpres"), "did you mean vnexpress?"),
        (("-L", "LOUD"), "LOG_LEVEL"),
        (("-s", "REPLAY=nowhere"), "nowhere"),
        (("-s", "DATABASE_URL=sqlite:////dev/null/news.sqlite3"), "/dev/null"),
        (("-s", "DATABASE_URL=postgresql://127.0.0.1:1/news"), "127.0.0.1"),
    ],
)
def test_mistakes_are_found_before_anything_starts(
    site: LoopbackSite, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    run = crawlall(site, tmp_path, *arguments)
    assert run.code == 2
    assert told in run.err
    assert "Traceback" not in run.err
    assert site.asked == []
    assert not list(tmp_path.iterdir())
