"""Politeness towards a real server: waits, rests, robots.txt, and that a run which waits can be stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.newsspiders.loopback_server import HTML, Answer, LoopbackSite, article_html, loopback_site
from tests.newsspiders.running import AT_ONCE, Run, command_line, environment, loopback_arguments, run_scrapy
from tests.newsspiders.saved_site import FEED, HOST, feed_xml, save, save_articles

TEXT = {"Content-Type": "text/plain"}
NAMES = ("one", "two", "three", "four", "five", "six")


def arguments(*more: str) -> tuple[str, ...]:
    return loopback_arguments(*AT_ONCE, *more)


def crawl(site: LoopbackSite, folder: Path, *more: str, **extra: str) -> Run:
    return run_scrapy(*arguments("-O", "out.jsonl", *more), folder=folder, **{"LOOPBACK_SERVER": site.url, **extra})


def titles(run: Run) -> list[str]:
    return [item["title"] for item in run.items]


def first(answer: Answer, *, name: str) -> Callable[[], Answer]:
    """An answer for the first request, then the article."""
    answers = iter([answer])
    return lambda: next(answers, (200, HTML, article_html(name).encode()))


def moments_after(site: LoopbackSite, path: str) -> list[float]:
    """Seconds from the first request for a path to each later one, of any path."""
    start = next(asked.moment for asked in site.asked if asked.path == path)
    return [asked.moment - start for asked in site.asked if asked.moment > start]


@pytest.fixture
def site() -> Iterator[LoopbackSite]:
    with loopback_site() as running:
        running.feed(*NAMES)
        for name in NAMES:
            running.article(name)
        yield running


@pytest.mark.parametrize("status", [429, 503])
def test_the_host_gets_the_time_it_asks_for(site: LoopbackSite, tmp_path: Path, status: int) -> None:
    site.answers["/a/two"] = first((status, {"Retry-After": "1"}, b""), name="two")
    run = crawl(site, tmp_path)
    assert sorted(titles(run)) == sorted(f"Câu chuyện {name} hôm nay" for name in NAMES)
    assert min(moments_after(site, "/a/two")) >= 1  # not only for the page that failed
    assert site.paths.count("/a/two") == 2


def test_a_host_that_asks_for_more_than_a_run_waits_is_left_alone(site: LoopbackSite, tmp_path: Path) -> None:
    site.answers["/a/two"] = first((429, {"Retry-After": "3600"}, b""), name="two")
    run = crawl(site, tmp_path)
    assert titles(run) == ["Câu chuyện one hôm nay"]
    assert site.paths == ["/robots.txt", "/feed.xml", "/a/one", "/a/two"]
    assert "WARNING newsspiders.middlewares.retry: 127.0.0.1 is left alone until" in run.err
    assert "(HTTP 429, Retry-After 3600 s)" in run.err
    assert "5 host resting" in run.err
    assert "Traceback" not in run.err


def test_a_host_that_fails_again_and_again_is_left_alone(site: LoopbackSite, tmp_path: Path) -> None:
    for name in NAMES[1:]:
        site.answers[f"/a/{name}"] = (500, HTML, b"")
    run = crawl(site, tmp_path, "-s", "HOST_FAILURES_MAX=4")
    assert site.paths == ["/robots.txt", "/feed.xml", "/a/one", "/a/two", "/a/three", "/a/four", "/a/five"]
    assert "(HTTP 500, 4 times in a row)" in run.err
    assert "sitemap.xml.gz: 127.0.0.1 is left alone until" in run.err


def test_what_is_missing_or_forbidden_does_not_count_against_the_host(site: LoopbackSite, tmp_path: Path) -> None:
    for name, status in zip(NAMES[:-1], (404, 403, 410, 404, 403), strict=True):
        site.answers[f"/a/{name}"] = (status, HTML, b"")
    run = crawl(site, tmp_path, "-s", "HOST_FAILURES_MAX=2")
    assert titles(run) == ["Câu chuyện six hôm nay"]
    assert "left alone" not in run.err


@pytest.mark.parametrize("status", [429, 500, 503])
def test_nothing_is_fetched_while_robots_txt_can_not_be_read(site: LoopbackSite, tmp_path: Path, status: int) -> None:
    site.answers["/robots.txt"] = (status, HTML, b"")
    run = crawl(site, tmp_path)
    assert run.code == 1
    assert site.paths == ["/robots.txt"] * 3
    assert f"robots.txt can not be read (HTTP {status}): nothing is fetched" in run.err
    assert "Traceback" not in run.err


def test_a_robots_txt_that_hangs_is_not_one_that_allows(site: LoopbackSite, tmp_path: Path) -> None:
    def hang() -> Answer:
        time.sleep(1.5)
        return 200, TEXT, b""

    site.answers["/robots.txt"] = hang
    run = crawl(site, tmp_path, "-s", "DOWNLOAD_TIMEOUT=1", "-s", "RETRY_TIMES=0")
    assert site.paths == ["/robots.txt"]
    assert "robots.txt can not be read (timed out): nothing is fetched" in run.err
    assert "Traceback" not in run.err


def test_a_robots_txt_that_recovers_is_read(site: LoopbackSite, tmp_path: Path) -> None:
    answers = iter([(503, HTML, b""), (200, TEXT, b"User-agent: *\nDisallow: /a/two\n")])
    site.answers["/robots.txt"] = lambda: next(answers)
    run = crawl(site, tmp_path)
    assert len(run.items) == len(NAMES) - 1
    assert "/a/two" not in site.paths


@pytest.mark.parametrize("status", [401, 403, 404])
def test_no_robots_txt_allows_everything_whatever_its_error_page_says(
    site: LoopbackSite, tmp_path: Path, status: int
) -> None:
    site.answers["/robots.txt"] = (status, TEXT, b"User-agent: *\nDisallow: /\n")
    run = crawl(site, tmp_path, "-a", "limit=1")
    assert len(run.items) == 1


def test_a_feed_on_another_host_has_its_own_robots_txt(site: LoopbackSite, tmp_path: Path) -> None:
    site.answers["/robots.txt"] = (200, TEXT, b"User-agent: *\nDisallow: /feed.xml\n")
    elsewhere = site.url.replace("127.0.0.1", "localhost")
    listed = ("-s", "PRIVATE_HOSTS_ALLOWED=127.0.0.1,localhost")
    run = crawl(site, tmp_path, *listed, LOOPBACK_SERVER=elsewhere)
    assert "/feed.xml" not in site.paths
    assert f"feed {elsewhere}/feed.xml: forbidden by robots.txt" in run.err


def test_one_request_at_a_time_even_without_a_delay(site: LoopbackSite, tmp_path: Path) -> None:
    def answer_slowly() -> Answer:
        time.sleep(0.1)
        return 404, HTML, b""

    site.answers |= {f"/a/{name}": answer_slowly for name in NAMES}
    crawl(site, tmp_path, "-s", "DOWNLOAD_DELAY=0")
    assert [path for path in site.paths if path.startswith("/a/")] == [f"/a/{name}" for name in NAMES]
    assert site.most_at_once == 1


@pytest.mark.parametrize("throttle", ["True", "False"])
def test_crawl_delay_is_kept(site: LoopbackSite, tmp_path: Path, throttle: str) -> None:
    site.answers["/robots.txt"] = (200, TEXT, b"User-agent: newsspiders\nCrawl-delay: 0.6\n")
    start = (
        "-s", "AUTOTHROTTLE_START_DELAY=0.01", "-s", f"AUTOTHROTTLE_ENABLED={throttle}",
        "-s", "DOWNLOAD_DELAY_JITTER=1",
    )  # fmt: skip
    run = crawl(site, tmp_path, *start, "-a", "limit=4")
    assert len(run.items) == 4
    assert mean_gap(site) >= 0.4
    assert "CRAWL_DELAY_MAX_SECONDS" not in run.err


def test_a_crawl_delay_above_the_bound_is_told_once_and_bounded(site: LoopbackSite, tmp_path: Path) -> None:
    site.answers["/robots.txt"] = (200, TEXT, b"User-agent: *\nCrawl-delay: 600\n")
    run = crawl(site, tmp_path, "-s", "CRAWL_DELAY_MAX_SECONDS=0.5", "-a", "limit=1")
    assert len(run.items) == 1
    assert mean_gap(site) >= 0.3
    assert run.err.count("asks for a delay of 600 s; it gets 0.5 s") == 1


def test_a_replay_neither_waits_nor_refuses(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    save(pages, f"{HOST}/robots.txt", "User-agent: *\nCrawl-delay: 50\n", kind="robots")
    save(pages, FEED, feed_xml([1, 2]), kind="feed")
    save_articles(pages, [1, 2])
    run = run_scrapy("crawl", "vietnamplus", "-s", f"REPLAY={pages}", "-O", "out.jsonl", folder=tmp_path)
    assert len(run.items) == 2  # within the run's own time limit


def mean_gap(site: LoopbackSite) -> float:
    """Seconds between requests; one gap alone shrinks when the server looks at its clock late."""
    return (site.asked[-1].moment - site.asked[0].moment) / (len(site.asked) - 1)


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline, "the run did not come so far"
        time.sleep(0.05)


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("why", ["retry-after", "crawl-delay"])
def test_a_run_that_waits_can_be_stopped(site: LoopbackSite, tmp_path: Path, sent: signal.Signals, why: str) -> None:
    last = "/a/two"
    if why == "retry-after":
        site.answers["/a/two"] = (503, {"Retry-After": "200"}, b"")
    else:
        site.answers["/robots.txt"] = (200, TEXT, b"User-agent: *\nCrawl-delay: 50\n")
        last = "/robots.txt"
    process = subprocess.Popen(
        command_line(*arguments("-a", f"urls={','.join(f'{site.url}/a/{name}' for name in NAMES)}")),
        cwd=tmp_path,
        env=environment(LOOPBACK_SERVER=site.url),
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        wait_until(lambda: last in site.paths)
        time.sleep(0.3)
        asked = len(site.asked)
        os.kill(process.pid, sent)
        _, err = process.communicate(timeout=20)
    finally:
        process.kill()
        process.wait()
    assert "run stopped" in err
    assert "stopped before it was done" in err
    assert "Traceback" not in err
    assert len(site.asked) == asked


def test_a_run_that_waits_ends_when_a_component_closes_it(site: LoopbackSite, tmp_path: Path) -> None:
    site.answers["/a/one"] = (503, {"Retry-After": "200"}, b"")
    run = crawl(site, tmp_path, "-s", "CLOSESPIDER_TIMEOUT=1")  # within the run's own time limit
    assert "run stopped" in run.err
