"""`scrapy newsite` as people type it, in a copy of the project, against a site that the project has never seen."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.newsspiders.loopback_server import LoopbackSite, loopback_site
from tests.newsspiders.project_copy import copy_project
from tests.newsspiders.running import AT_ONCE, Run, run_scrapy
from tests.newsspiders.survey.ferry_news import STORIES, Story, ferry_pages


@pytest.fixture(scope="module")
def site() -> Iterator[LoopbackSite]:
    with loopback_site() as running:
        for path, (kind, text) in ferry_pages(running.url).items():
            running.answers[path] = (200, {"Content-Type": kind}, text.encode())
        yield running


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_project(tmp_path_factory.mktemp("copy"))


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy in which no site is made."""
    return copy_project(tmp_path_factory.mktemp("untouched"))


def scrapy(project: Path, *arguments: str) -> Run:
    return run_scrapy(*arguments, *AT_ONCE, folder=project, PYTHONPATH=str(project))


def newsite(project: Path, *arguments: str) -> Run:
    return scrapy(project, "newsite", *arguments)


def files_of(project: Path, name: str = "bendo") -> dict[Path, bytes]:
    """The files of a site, by path."""
    paths = [
        project / "extractors" / "sites" / f"{name}.py",
        project / "newsspiders" / "spiders" / f"{name}.py",
        *sorted((project / "fixtures" / name).glob("*")),
    ]
    return {path.relative_to(project): path.read_bytes() for path in paths if path.exists()}


@pytest.fixture(scope="module")
def made(site: LoopbackSite, project: Path) -> Run:
    """The run that made the site."""
    return newsite(project, f"{site.url}/", "--name", "bendo")


def test_a_site_is_made_and_its_tests_pass(made: Run, project: Path) -> None:
    assert made.code == 0, made.out + made.err
    names = [path.name for path in files_of(project)]
    assert names[:2] == ["bendo.py", "bendo.py"]
    assert len([name for name in names if name.endswith(".html")]) == 3
    assert " passed" in made.out
    assert "failed" not in made.out
    assert r"article_url  /[^/]+-\d{5,}\.html$" in made.out


def test_robots_txt_was_asked_for_once(made: Run, site: LoopbackSite) -> None:
    assert made.code == 0
    assert site.paths.count("/robots.txt") == 1


def test_what_was_written_is_as_ruff_wants_it(made: Run, project: Path) -> None:
    assert made.code == 0
    modules = [path for path in files_of(project) if path.suffix == ".py"]
    for command in (("check",), ("format", "--check")):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, *modules], cwd=project, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stdout.decode()


def test_what_was_made_finds_the_articles_of_the_site(made: Run, project: Path, site: LoopbackSite) -> None:
    crawl = scrapy(project, "crawl", "bendo", "-O", "out.jsonl")
    assert made.code == 0
    assert crawl.code == 0, crawl.err
    assert {item["url"] for item in crawl.items} == {f"{site.url}{story.path}" for story in STORIES}
    first = next(item for item in crawl.items if item["url"].endswith(STORIES[0].path))
    assert (first["title"], first["published"]) == (STORIES[0].title, "2026-03-07T08:15:00+07:00")
    text = "\n".join(block["text"] for block in first["body"])
    assert all(sentence in text for sentence in STORIES[0].text)
    assert "Chia sẻ bài viết" not in text


def test_its_fixtures_are_found_by_a_replay(made: Run, project: Path) -> None:
    assert made.code == 0
    crawl = scrapy(project, "crawl", "bendo", "-O", "out.jsonl", "-s", "REPLAY=fixtures", "-s", "DATABASE_URL=")
    assert len(crawl.items) == 3


def test_a_second_time_nothing_is_overwritten(made: Run, project: Path, site: LoopbackSite) -> None:
    before = files_of(project)
    again = newsite(project, f"{site.url}/", "--name", "bendo")
    assert made.code == 0
    assert again.code == 2
    assert "has a site already, bendo" in again.out + again.err
    other = newsite(project, f"{site.url}/", "--name", "ben2")
    assert other.code == 2
    assert files_of(project) == before


def test_with_force_it_is(made: Run, project: Path, site: LoopbackSite) -> None:
    assert made.code == 0
    before = files_of(project)
    module = project / "extractors" / "sites" / "bendo.py"
    module.write_text(module.read_text("utf-8").replace("Báo Bến Đò", "Báo cũ"), "utf-8")
    again = newsite(project, f"{site.url}/", "--name", "bendo", "--force")
    assert again.code == 0, again.out
    assert files_of(project).keys() == before.keys()
    assert "Báo cũ" not in module.read_text("utf-8")


def test_dry_run_shows_the_modules_and_writes_nothing(made: Run, project: Path, site: LoopbackSite) -> None:
    before = files_of(project)
    run = newsite(project, f"{site.url}/", "--name", "bendo", "--force", "--dry-run")
    assert (made.code, run.code) == (0, 0)
    assert "class BendoSpider(NewsSpider):" in run.out
    assert "SITE = Site(" in run.out
    assert files_of(project) == before


def saved(folder: Path, *stories: Story, root: str = "https://www.xomcho.vn") -> list[str]:
    """Saved pages of another site, by their paths."""
    paths = []
    for number, story in enumerate(stories):
        path = folder / f"page{number}.html"
        path.write_text(ferry_pages(root)[story.path][1], "utf-8")
        paths.append(str(path))
    return paths


def test_saved_pages_teach_the_rules_and_the_lists_are_left_to_fill_in(project: Path, tmp_path: Path) -> None:
    run = newsite(project, *saved(tmp_path, *STORIES[:3]))
    assert "no list of articles was found: the front page, as the only section, is a guess" in run.out
    assert "save one of them: scrapy savefixture xomcho https://www.xomcho.vn/" in run.out
    spider = files_of(project, "xomcho")[Path("newsspiders/spiders/xomcho.py")].decode()
    assert 'sections=("https://www.xomcho.vn/",)' in spider
    assert "test_saved_sources_list_articles[xomcho]" in run.out
    assert "Traceback" not in run.out + run.err
    assert "Mend extractors/sites/xomcho.py" in run.out
    assert run.code == 1


def test_with_a_saved_front_page_nothing_is_missing(project: Path, tmp_path: Path) -> None:
    root = "https://www.benxua.vn"
    front = tmp_path / "front.html"
    link = f'<link rel="canonical" href="{root}/">'
    front.write_text(ferry_pages(root)["/"][1].replace("</head>", f"{link}</head>"), "utf-8")
    run = newsite(project, *saved(tmp_path, *STORIES[:3], root=root), str(front))
    assert run.code == 0, run.out + run.err
    assert "the site itself was not asked: are there feeds and sitemaps?" in run.out


def test_a_site_of_a_known_family_is_five_lines(untouched: Path, tmp_path: Path) -> None:
    pages = []
    for number, fixture in enumerate(sorted((untouched / "fixtures" / "vietnamplus").glob("*.html"))):
        text = fixture.read_text("utf-8")
        if "cms-body" in text and "og:url" in text and "post" in fixture.with_suffix(".json").read_text("utf-8"):
            path = tmp_path / f"{number}.html"
            path.write_text(text.replace("vietnamplus.vn", "tinmoi24.vn"), "utf-8")
            pages.append(str(path))
    run = newsite(untouched, *pages, "--dry-run", "--name", "tinmoi24")
    assert "rules=ZCE,\n)" in run.out, run.out + run.err


def test_a_site_config_is_taken_over(untouched: Path, tmp_path: Path) -> None:
    config = tmp_path / "config.txt"
    config.write_text("author: //p[@class='ky-ten']\ntitle: //h7\nprune: no\n", "utf-8")
    run = newsite(untouched, *saved(tmp_path, *STORIES[:3]), "--from-ftr", str(config), "--dry-run")
    assert run.code == 0
    assert """authors=scrapers("//p[@class='ky-ten']")""" in run.out
    assert "left out, as it matches none of the fixtures: title '//h7'" in run.out
    assert f"{config}:3: prune: no: a setting of Full-Text RSS" in run.out


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        ((), 2, "type the address of a site"),
        (("https://",), 2, "'https://' is no URL"),
        (("https://www.vnexpress.net/",), 2, "has a site already, vnexpress: scrapy crawl vnexpress"),
        (("https://a.vn/", "https://b.vn/"), 2, "these are of several sites, a.vn, b.vn"),
        (("https://a.vn/", "page.html"), 2, "give addresses, or saved pages, not both"),
        (("https://a.vn/", "--from-ftr", "missing.txt"), 2, "--from-ftr missing.txt: cannot be read"),
        (("missing.html",), 2, "missing.html: cannot be read"),
        (("https://a.vn/", "-s", "REPLAY=nowhere"), 2, "nowhere: no such folder or TSV file"),
        (("scrapy.cfg",), 2, "scrapy.cfg: "),
        (("https://a.vn/", "--url", "https://a.vn/"), 2, "--url is the address of one saved page"),
        (("https://a.vn/", "--name", "VnExpress"), 2, "VnExpress"),
        (("https://a.vn/", "--name", "vnexpress"), 2, "is there already; give another --name"),
        (("http://127.0.0.1:1/", "--name", "nobody"), 1, "connection refused"),
    ],
)
def test_wrong_use(untouched: Path, arguments: tuple[str, ...], code: int, expected: str) -> None:
    run = newsite(untouched, *arguments)
    assert expected in run.out + run.err
    assert run.code == code


def test_a_page_that_does_not_name_its_address_needs_it(untouched: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html><body><p>Tin</p></body></html>", "utf-8")
    assert "does not name its own address; give it: --url" in newsite(untouched, str(page)).err


def test_one_article_teaches_nothing(untouched: Path, tmp_path: Path) -> None:
    run = newsite(untouched, *saved(tmp_path, STORIES[0]))
    assert run.code == 1
    assert "two articles or more, and 1 came; save some" in run.out


def test_robots_that_forbid_everything(untouched: Path) -> None:
    with loopback_site() as closed:
        closed.answers["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /\n")
        run = newsite(untouched, f"{closed.url}/", "--name", "dong")
        assert (run.code, closed.paths) == (1, ["/robots.txt"])
    assert "forbidden by robots.txt" in run.out


def test_nothing_half_written_is_left(untouched: Path, site: LoopbackSite) -> None:
    """The folder of the fixtures can't be made: a file is in its place."""
    blocked = untouched / "fixtures" / "chan"
    blocked.write_text("", "utf-8")
    run = newsite(untouched, f"{site.url}/", "--name", "chan", "--force")
    assert run.code == 2
    assert "cannot be written" in run.err
    assert files_of(untouched, "chan") == {}
    blocked.unlink()
