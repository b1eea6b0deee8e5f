"""Pages of a few URLs: jobs that fetch, in processes of their own, from a real server."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.newsspiders.loopback_server import LoopbackSite, loopback_site
from tests.newsspiders.running import TIMEOUT_SECONDS, environment

SCRIPT = """
import json, sys
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.project import get_project_settings
from newsspiders.authoring.fetching import fetch_pages, run_job

settings = get_project_settings()
settings.setdict(json.loads(sys.argv[1]), priority="cmdline")
process = AsyncCrawlerProcess(settings)
server, given = sys.argv[2], json.loads(sys.argv[3])

async def follow(fetch):
    pages = [await fetch(server + "/list")]
    for path in pages[0].body.decode().split():
        pages.append(await fetch(server + path))
    return pages

async def fail(fetch):
    await fetch(server + "/list")
    raise RuntimeError("a mistake in a job")

jobs = {"follow": follow, "fail": fail}
if isinstance(given, str):
    pages = run_job(jobs[given], process=process, domains=("127.0.0.1",))
else:
    pages = fetch_pages((server + path if path[0] == "/" else path for path in given), process=process)
print(json.dumps([[page.url.removeprefix(server), page.status, page.problem, len(page.body)] for page in pages]))
"""
QUICK: dict[str, object] = {
    "DOWNLOAD_DELAY": 0.01,
    "AUTOTHROTTLE_ENABLED": False,
    "RETRY_TIMES": 0,
    "LOG_LEVEL": "ERROR",
}


@pytest.fixture
def site() -> Iterator[LoopbackSite]:
    with loopback_site() as running:
        running.html("/list", "/one /two")
        running.html("/one", "1")
        running.html("/two", "22")
        yield running


def run(site: LoopbackSite, what: object, folder: Path, **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", SCRIPT, json.dumps(QUICK | more), site.url, json.dumps(what)],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=TIMEOUT_SECONDS,
        check=False,
    )


def pages_of(done: subprocess.CompletedProcess[str]) -> list[Any]:
    assert done.returncode == 0, done.stderr
    pages: list[Any] = json.loads(done.stdout)
    return pages


def test_a_job_asks_for_what_it_learned(site: LoopbackSite, tmp_path: Path) -> None:
    done = run(site, "follow", tmp_path)
    assert pages_of(done) == [["/list", 200, "", 9], ["/one", 200, "", 1], ["/two", 200, "", 2]]
    assert site.paths == ["/robots.txt", "/list", "/one", "/two"]
    assert done.stderr == ""
    assert list(tmp_path.iterdir()) == []  # no store


def test_what_goes_wrong_is_told_of_its_page(site: LoopbackSite, tmp_path: Path) -> None:
    site.answers["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /closed")
    site.answers["/moved"] = (302, {"Location": f"{site.url}/two"}, b"")
    urls = ["/closed", "/missing", "/moved", "http://10.0.0.1/x", "no url", "/one"]
    assert pages_of(run(site, urls, tmp_path)) == [
        ["/closed", None, "forbidden by robots.txt", 0],
        ["/missing", 404, "HTTP 404", 12],
        ["/moved", 200, "", 2],
        ["http://10.0.0.1/x", None, "10.0.0.1 is a private address; add the host to PRIVATE_HOSTS_ALLOWED if it is yours", 0],
        ["no url", None, "ValueError: Missing scheme in request url: no%20url", 0],
        ["/one", 200, "", 1],
    ]  # fmt: skip


def test_a_mistake_in_a_job_is_the_programs(site: LoopbackSite, tmp_path: Path) -> None:
    done = run(site, "fail", tmp_path)
    assert done.returncode == 1
    assert done.stderr.rstrip().endswith("RuntimeError: a mistake in a job")


def test_a_setting_that_can_not_be_used(site: LoopbackSite, tmp_path: Path) -> None:
    done = run(site, ["/one"], tmp_path, HOST_FAILURES_MAX=0)
    assert "ValueError: HOST_FAILURES_MAX is 0; write 1 or more" in done.stderr
    assert site.asked == []
