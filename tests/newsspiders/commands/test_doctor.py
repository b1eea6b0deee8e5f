"""`scrapy doctor` as people and schedulers run it: sites that are well, walled off or gone, and one that changes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.newsspiders.doctor.living_site import living_html, text_of
from tests.newsspiders.loopback_server import HTML, LoopbackSite, loopback_site
from tests.newsspiders.project_copy import copy_project
from tests.newsspiders.redesign import redesigned
from tests.newsspiders.running import AT_ONCE, Run, command_line, environment, run_scrapy
from tests.newsspiders.saved_site import FEED, article_url, feed_xml, save

SPIDERS = ("-s", "SPIDER_MODULES=tests.newsspiders.loopback_spiders")
NAMES = ("ben-do", "con-rach", "dua-ghe")
CHALLENGE = b"<html><head><title>Just a moment...</title></head><body>Checking</body></html>"
SHELL = b"<!doctype html><html><body><div id='root'></div><script src='/app.js'></script></body></html>"
SOFT_404 = "<html><head><title>404 - Không tìm thấy trang</title></head><body><p>Trang chủ</p></body></html>"


@pytest.fixture
def site() -> Iterator[LoopbackSite]:
    """A site whose lists lead to three articles."""
    with loopback_site() as running:
        for name in NAMES:
            running.article(name)
        running.feed(*NAMES)
        entries = "".join(f"<url><loc>{running.url}/a/{name}</loc></url>" for name in NAMES)
        running.xml("/sitemap.xml.gz", f"<urlset>{entries}</urlset>")
        yield running


def doctor(site: LoopbackSite, folder: Path, *arguments: str, name: str = "loopback") -> Run:
    return run_scrapy("doctor", name, *arguments, *SPIDERS, *AT_ONCE, folder=folder, LOOPBACK_SERVER=site.url)


def test_a_healthy_site(site: LoopbackSite, tmp_path: Path) -> None:
    run = doctor(site, tmp_path)
    assert run.code == 0
    assert "WARNING" not in run.err
    assert f"  feed {site.url}/feed.xml: 3 links, 3 of articles" in run.out
    assert "3 of 3 pages are articles" in run.out
    assert run.out.splitlines()[-1] == "loopback: healthy"
    assert not (tmp_path / "data").exists()


def test_each_page_is_asked_for_once(site: LoopbackSite, tmp_path: Path) -> None:
    doctor(site, tmp_path)
    assert [path for path in site.paths if path != "/robots.txt"] == [
        "/feed.xml",
        "/sitemap.xml.gz",
        *(f"/a/{name}" for name in NAMES),
    ]


def test_fewer_articles_when_asked(site: LoopbackSite, tmp_path: Path) -> None:
    assert "1 of 1 pages are articles" in doctor(site, tmp_path, "--articles", "1").out


def test_a_source_that_is_gone(site: LoopbackSite, tmp_path: Path) -> None:
    del site.answers["/sitemap.xml.gz"]
    run = doctor(site, tmp_path)
    assert run.code == 1
    assert f"source-gone: sitemap {site.url}/sitemap.xml.gz: HTTP 404" in run.out


def test_a_source_without_articles(site: LoopbackSite, tmp_path: Path) -> None:
    site.feed(f"{site.url}/b/ben-do", f"{site.url}/b/con-rach")
    run = doctor(site, tmp_path)
    assert run.code == 1
    assert "source-strange" in run.out
    assert "none of its 2 links has the form of an article's address" in run.out


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (403, CHALLENGE, "HTTP 403, a challenge page (Cloudflare)"),
        (403, b"Forbidden", "HTTP 403"),
        (200, SHELL, "a page drawn by script, without its text"),
    ],
)
def test_walls_are_named(site: LoopbackSite, tmp_path: Path, status: int, body: bytes, told: str) -> None:
    for name in NAMES:
        site.answers[f"/a/{name}"] = (status, HTML, body)
    run = doctor(site, tmp_path)
    assert run.code == 3
    assert run.out.splitlines()[-1] == f"loopback: not examined: {told}"


def test_a_wall_before_one_article_is_told_and_the_others_are_read(site: LoopbackSite, tmp_path: Path) -> None:
    site.answers["/a/ben-do"] = (403, HTML, CHALLENGE)
    run = doctor(site, tmp_path)
    assert run.code == 1
    assert "page-unreadable: 1 of 3 articles: HTTP 403, a challenge page (Cloudflare)" in run.out
    assert "2 of 3 pages are articles" in run.out


def test_pages_that_say_they_are_none(site: LoopbackSite, tmp_path: Path) -> None:
    for name in NAMES[:2]:
        site.html(f"/a/{name}", SOFT_404)
    run = doctor(site, tmp_path)
    assert run.code == 1
    assert "a page that says '404 - Không tìm thấy trang', with HTTP 200" in run.out


def test_articles_that_lead_elsewhere(site: LoopbackSite, tmp_path: Path) -> None:
    site.html("/", "<html><body><p>Trang nhất</p></body></html>")
    for name in NAMES:
        site.answers[f"/a/{name}"] = (302, {"Location": "/"}, b"")
    run = doctor(site, tmp_path)
    assert run.code == 1
    assert f"redirects to {site.url}/, which has not the form of an article's address" in run.out


def test_robots_that_forbid_everything(site: LoopbackSite, tmp_path: Path) -> None:
    site.answers["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /\n")
    run = doctor(site, tmp_path)
    assert (run.code, set(site.paths)) == (3, {"/robots.txt"})
    assert run.out.splitlines()[-1] == "loopback: not examined: forbidden by robots.txt"


def test_a_crawl_delay_is_told(site: LoopbackSite, tmp_path: Path) -> None:
    site.answers["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nCrawl-delay: 7\n")
    run = doctor(site, tmp_path, "-s", "CRAWL_DELAY_MAX_SECONDS=0")
    assert "asks for 7 s between requests" in run.out


def test_nobody_there(tmp_path: Path) -> None:
    run = run_scrapy("doctor", "loopback", *SPIDERS, *AT_ONCE, folder=tmp_path, LOOPBACK_SERVER="http://127.0.0.1:1")
    assert run.code == 3
    assert "connection refused" in run.out.splitlines()[-1]
    assert "Traceback" not in run.err


def test_as_json(site: LoopbackSite, tmp_path: Path) -> None:
    told = json.loads(doctor(site, tmp_path, "--json").out)
    assert (told["site"], told["verdict"], told["symptoms"], told["proposals"]) == ("loopback", "healthy", [], [])
    assert told["now"]["origins"]["title"] == {"rule": 3}


def test_several_sites(site: LoopbackSite, tmp_path: Path) -> None:
    run = doctor(site, tmp_path, "sections")
    assert run.code == 1
    last = run.out.splitlines()[-2:]
    assert last[0] == "loopback: healthy"
    assert last[1].startswith("sections: ")
    assert "source-gone" in last[1]


def test_ctrl_c_ends_it_quietly(site: LoopbackSite, tmp_path: Path) -> None:
    site.answers["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nCrawl-delay: 50\n")
    process = subprocess.Popen(
        command_line("doctor", "loopback", *SPIDERS),
        cwd=tmp_path,
        env=environment(LOOPBACK_SERVER=site.url),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while not site.asked:
        assert process.poll() is None
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 3
    assert "not examined, the run was stopped: loopback" in err
    assert "Traceback" not in out + err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("vietnamplu",), "no site 'vietnamplu'; did you mean vietnamplus?"),
        (("qqqq",), "there are antaranews"),
        (("vietnamplus", "--articles", "0"), "--articles '0' is no number from 1 to 50"),
        (("vietnamplus", "--no-fixtures"), "type --fix too"),
        (("antaranews",), "is not crawled without leave"),
        (("vietnamplus", "-s", "REPLAY=missing"), "missing"),
    ],
)
def test_wrong_use(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    run = run_scrapy("doctor", *arguments, folder=tmp_path)
    assert run.code == 2
    assert told in run.err
    assert "Traceback" not in run.err


def test_help_is_enough_to_start(tmp_path: Path) -> None:
    told = " ".join(run_scrapy("doctor", "--help", folder=tmp_path).out.split())
    assert "--fix" in told
    assert "3 not examined" in told


# A site that changes its pages, from the alarm to clean articles.

NEW = range(40, 55)


def in_project(project: Path, *arguments: str) -> Run:
    return run_scrapy(*arguments, "-s", "REPLAY=pages", folder=project, PYTHONPATH=str(project))


def publish(project: Path, numbers: Iterable[int], *, is_new: bool) -> None:
    for number in numbers:
        page = living_html(number)
        text = redesigned(page.encode()).decode() if is_new else page
        save(project / "pages", article_url(number), text, kind="article")


def run_site_tests(project: Path) -> subprocess.CompletedProcess[str]:
    """The tests that hold the site's files."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/test_fixtures.py",
        "-k",
        "vietnamplus",
    ]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project whose site was crawled three times, then changed its pages, then was crawled again."""
    project = copy_project(tmp_path_factory.mktemp("doctor"))
    for first in (10, 20, 30):
        publish(project, range(first, first + 10), is_new=False)
        assert in_project(project, "crawl", "vietnamplus").code == 0
    publish(project, NEW, is_new=True)
    save(project / "pages", FEED, feed_xml(NEW), kind="feed")
    alarm = in_project(project, "crawl", "vietnamplus")
    assert alarm.code == 1
    assert "look at this: drift: origin-shift:title" in alarm.err
    return project


@pytest.fixture(scope="module")
def examined(changed: Path) -> Run:
    return in_project(changed, "doctor", "vietnamplus")


def test_what_broke_is_named_and_new_rules_are_proposed(examined: Run, changed: Path) -> None:
    assert examined.code == 1
    assert "  - origin-shift:title: was rule 100%, now h1 100% of 8" in examined.out
    assert "  - rule-unused:title:h1.cms-title: was 100%, now 0% of 8" in examined.out
    assert '+        title=page(".re-cms-title")' in examined.out
    assert "scrapy doctor vietnamplus --fix" in examined.out
    module = changed / "extractors" / "sites" / "vietnamplus.py"
    assert ".re-cms-title" not in module.read_text("utf-8")


@pytest.fixture(scope="module")
def fixed(examined: Run, changed: Path) -> Run:
    assert examined.code == 1
    return in_project(changed, "doctor", "vietnamplus", "--fix")


def test_fix_mends_it_for_good(fixed: Run, changed: Path) -> None:
    assert fixed.code == 0, fixed.out + fixed.err
    assert fixed.out.splitlines()[-2] == "vietnamplus: healthy"
    assert "Written, with 2 fixtures:" in fixed.out
    again = in_project(changed, "doctor", "vietnamplus")
    assert again.code == 0, again.out


def test_after_it_the_articles_are_clean(fixed: Run, changed: Path) -> None:
    assert fixed.code == 0
    later = range(60, 75)
    publish(changed, later, is_new=True)
    crawl = in_project(changed, "crawl", "vietnamplus", "-O", "out.jsonl")
    assert crawl.code == 0, crawl.err
    texts = {item["url"]: item["text"] for item in crawl.items}
    assert {article_url(number): text_of(number) for number in later}.items() <= texts.items()
    for item in crawl.items:
        assert [item["origins"][field] for field in ("title", "lead", "body", "published")] == ["rule"] * 4
        assert item["warnings"] == []


def test_after_it_the_tests_of_the_site_pass(fixed: Run, changed: Path) -> None:
    assert fixed.code == 0
    done = run_site_tests(changed)
    assert done.returncode == 0, done.stdout[-3000:]


def test_a_folder_that_cannot_be_written_leaves_all_as_it_was(examined: Run, tmp_path: Path, changed: Path) -> None:
    """The fixtures of the site are a file: the module, which was written before, is as it was."""
    assert examined.code == 1
    project = copy_project(tmp_path)
    module = project / "extractors" / "sites" / "vietnamplus.py"
    before = module.read_bytes()
    publish(project, NEW, is_new=True)
    for path in (project / "fixtures" / "vietnamplus").iterdir():
        path.unlink()
    (project / "fixtures" / "vietnamplus").rmdir()
    (project / "fixtures" / "vietnamplus").write_text("", "utf-8")
    run = in_project(project, "doctor", "vietnamplus", "--fix")
    assert run.code == 1
    assert "not written: " in run.err
    assert module.read_bytes() == before
