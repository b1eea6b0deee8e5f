"""`scrapy savefixture` in a process of its own, in a copy of the project."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.newsspiders.authoring.copies import copy_project
from tests.newsspiders.loopback_server import HTML, LoopbackSite, loopback_site
from tests.newsspiders.running import AT_ONCE, PROJECT, Run, run_scrapy
from tests.newsspiders.saved_site import article_html, article_url, save

SITE_FILE = '''"""A site on the loopback server."""

from __future__ import annotations

from extractors.evidence import page
from extractors.rules import Phrase, Rules
from extractors.site import Site

SITE = Site(
    name="loopback",
    title="Loopback",
    domains=("127.0.0.1",),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    not_article=(r"/tag/",),
    rules=Rules(
        title=page("h1"), body=page("div.body"), published=page("time"), drop=page(".share"),
        phrases=(Phrase("Mời theo dõi kênh", "drop", "follow"),),
    ),
)
'''
SPIDER_FILE = '''"""A spider for the loopback server."""

from extractors.sites.loopback import SITE
from newsspiders.discovery import Discovery
from newsspiders.spiders.base import NewsSpider


class LoopbackSpider(NewsSpider):
    """Crawl it."""

    site = SITE
    discovery = Discovery(feeds=("http://127.0.0.1/feed.xml",), article_url="/a/")
'''


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_project(tmp_path_factory.mktemp("project"))
    (folder / "extractors/sites/loopback.py").write_text(SITE_FILE, "utf-8")
    (folder / "newsspiders/spiders/loopback.py").write_text(SPIDER_FILE, "utf-8")
    return folder


@pytest.fixture
def site(project: Path) -> Iterator[LoopbackSite]:
    shutil.rmtree(project / "fixtures" / "loopback", ignore_errors=True)
    with loopback_site() as running:
        for name in ("cho-noi", "xe-buyt"):
            running.article(name)
        yield running


def savefixture(project: Path, *arguments: str) -> Run:
    return run_scrapy("savefixture", *arguments, *AT_ONCE, folder=project, PYTHONPATH=str(project))


def fixtures(project: Path, site: str = "loopback") -> dict[str, dict[str, Any]]:
    """Stem -> JSON of a site's fixtures."""
    files = sorted((project / "fixtures" / site).glob("*.json"))
    return {path.stem: json.loads(path.read_text("utf-8")) for path in files}


def test_pages_are_saved_as_they_came_with_what_is_expected(project: Path, site: LoopbackSite) -> None:
    urls = [f"{site.url}/a/{name}" for name in ("cho-noi", "xe-buyt")]
    run = savefixture(project, "loopback", *urls, "--note", "usual pages")
    assert (run.code, run.err.count("\n")) == (0, 1), run.err  # the line that asks for a contact
    assert site.paths == ["/robots.txt", "/a/cho-noi", "/a/xe-buyt"]
    saved = fixtures(project)
    assert list(saved) == ["2026-03-07-cho-noi", "2026-03-07-xe-buyt"]
    facts = saved["2026-03-07-cho-noi"]
    html = (project / "fixtures/loopback/2026-03-07-cho-noi.html").read_bytes()
    assert html == site.answers["/a/cho-noi"][2]  # type: ignore[index]
    assert facts["kind"] == "article"
    assert facts["note"] == "usual pages"
    assert facts["url"] == urls[0]
    assert facts["expected"]["title"] == "Câu chuyện cho-noi hôm nay"
    assert facts["expected"]["published"] == "2026-03-07T08:00:00+07:00"
    assert facts["absent"] == ["Chia sẻ"]
    assert facts["removed"] == ["loopback/drop:.share"]
    for told in (
        "fixtures/loopback/2026-03-07-cho-noi.html and .json: article",
        "title      Câu chuyện cho-noi hôm nay",
        "published  2026-03-07T08:00:00+07:00",
        "words      80",
        "removed    loopback/drop:.share: Chia sẻ",
        "pytest tests/test_fixtures.py --regen -k loopback/",
    ):
        assert told in run.out


def test_a_page_saved_again(project: Path, site: LoopbackSite) -> None:
    url = f"{site.url}/a/cho-noi"
    assert [savefixture(project, "loopback", url).code for _ in range(2)] == [0, 0]
    first, second = fixtures(project)
    assert (first, second[10:]) == ("2026-03-07-cho-noi", "-cho-noi")
    again = savefixture(project, "loopback", url)
    assert again.code == 1
    assert f"{second}.html: holds this page already; write it anew with --force" in again.out
    site.html("/a/cho-noi", site.answers["/a/cho-noi"][2].decode().replace("hôm nay", "hôm qua"))  # type: ignore[index]
    assert savefixture(project, "loopback", url, "--force").code == 0
    assert [facts["expected"]["title"][-3:] for facts in fixtures(project).values()] == ["nay", "qua"]


def test_the_page_of_another_url_is_never_overwritten(project: Path, site: LoopbackSite) -> None:
    site.answers["/b/cho-noi"] = site.answers["/a/cho-noi"]
    urls = [f"{site.url}/{folder}/cho-noi" for folder in "ab"]
    assert savefixture(project, "loopback", *urls, "--force").code == 0
    assert {stem: facts["url"] for stem, facts in fixtures(project).items()} == {
        "2026-03-07-cho-noi": urls[0],
        "2026-03-07-cho-noi-2": urls[1],
    }


def test_a_page_that_is_no_article_is_saved_as_one_that_must_stay_out(project: Path, site: LoopbackSite) -> None:
    site.html("/tag/bien", "<html><a href='/a/x'>Một</a></html>")
    run = savefixture(project, "loopback", f"{site.url}/tag/bien")
    assert run.code == 1
    assert "tag page of Loopback" in run.out
    (facts,) = fixtures(project).values()
    assert (facts["kind"], facts["error"], facts["absent"]) == ("not-article", "NotAnArticleError", [])


def test_what_could_not_be_had_is_told(project: Path, site: LoopbackSite) -> None:
    site.answers["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /closed/")
    site.answers["/broken"] = (403, HTML, b"<title>Just a moment...</title>")
    site.answers["/away"] = (302, {"Location": "http://localhost:1/"}, b"")
    urls = [f"{site.url}/{path}" for path in ("closed/x", "missing", "broken", "away", "a/cho-noi")]
    run = savefixture(project, "loopback", *urls)
    assert run.code == 1
    assert f"{urls[0]}: not saved: forbidden by robots.txt" in run.out
    assert f"{urls[1]}: not saved: HTTP 404" in run.out
    assert f"{urls[2]}: not saved: HTTP 403, a challenge page (Cloudflare)" in run.out
    assert f"{urls[3]}: not saved: redirects to another site, localhost" in run.out
    assert list(fixtures(project)) == ["2026-03-07-cho-noi"]


def test_a_page_saved_by_hand(project: Path, site: LoopbackSite, tmp_path: Path) -> None:
    page = tmp_path / "trang đã lưu.html"
    page.write_bytes(site.answers["/a/xe-buyt"][2])  # type: ignore[index]
    for given in (str(page), page.as_uri()):
        shutil.rmtree(project / "fixtures" / "loopback", ignore_errors=True)
        run = savefixture(project, "loopback", given, "--url", "http://127.0.0.1/tin/xe-buyt-1234567.html")
        assert run.code == 0, run.err
        (facts,) = fixtures(project).values()
        assert facts["url"] == "http://127.0.0.1/tin/xe-buyt-1234567.html"
    assert site.asked == []


def test_pages_of_a_replay(project: Path, tmp_path: Path) -> None:
    save(tmp_path / "pages", article_url(1), article_html(1), kind="article")
    run = savefixture(project, "vietnamplus", article_url(1), "-s", f"REPLAY={tmp_path / 'pages'}")
    assert run.code == 0, run.err
    assert list(fixtures(project, "vietnamplus")) == ["2026-03-07-tin-so-1-post1"]


def test_saved_fixtures_pass_the_tests_and_are_regenerated(project: Path, site: LoopbackSite) -> None:
    savefixture(project, "loopback", f"{site.url}/a/cho-noi", f"{site.url}/a/xe-buyt")
    shutil.copytree(PROJECT / "tests", project / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    path = project / "fixtures/loopback/2026-03-07-cho-noi.json"
    right = path.read_text("utf-8")
    path.write_text(right.replace("Câu chuyện", "Câu").replace("loopback/drop:.share", "nothing"), "utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "tests/test_fixtures.py", "-k", "loopback/"]
    for more, code in (((), 1), (("--regen",), 0), ((), 0)):
        done = subprocess.run([*command, *more], cwd=project, capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stdout
    assert path.read_text("utf-8") == right


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "type a site and a page of it"),
        (("loopback",), "type a site and a page of it"),
        (("loopbak", "http://127.0.0.1/a/x"), "no site 'loopbak'; did you mean loopback"),
        (("loopback", "https://vnexpress.net/a-1.html"), "is not on 127.0.0.1; name the site it belongs to"),
        (("loopback", "scrapy.cfg"), "tell its address: --url https://"),
        (("loopback", "nothing.html"), "'nothing.html' is no URL; type it whole: https://127.0.0.1/"),
        (("loopback", "nothing.html", "--url", "http://127.0.0.1/a/x"), "nothing.html: cannot be read (No such file"),
        (("loopback", "a", "b", "--url", "http://127.0.0.1/a/x"), "give one file"),
        (("antaranews", "https://www.antaranews.com/berita/1/a"), "is not crawled without leave"),
        (("loopback", "http://127.0.0.1/a/x", "-s", "REPLAY=nowhere"), "no such folder"),
    ],
)
def test_mistakes(project: Path, arguments: tuple[str, ...], told: str) -> None:
    run = savefixture(project, *arguments)
    assert run.code == 2, run.out + run.err
    assert told in run.err
    assert "Traceback" not in run.err


def test_a_folder_that_can_not_be_written_to(project: Path, site: LoopbackSite) -> None:
    (project / "fixtures" / "loopback").touch()
    run = savefixture(project, "loopback", f"{site.url}/a/cho-noi")
    (project / "fixtures" / "loopback").unlink()
    assert run.code == 1
    assert "cho-noi.html: cannot be written (File exists)" in run.out


def test_help_is_enough_to_start(project: Path) -> None:
    run = savefixture(project, "--help")
    assert run.code == 0
    for told in ("<site> <url>", "--url", "--force", "--note", "page.html --url"):
        assert told in run.out
