"""`scrapy deployfiles` in a process of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.newsspiders.running import PROJECT, Run, run_scrapy


def deployfiles(folder: Path, *arguments: str, **extra: str) -> Run:
    """The command, which looks for deploy/ beside scrapy.cfg."""
    if not (folder / "deploy").exists():
        (folder / "scrapy.cfg").write_text("[settings]\ndefault = newsspiders.settings\n", "utf-8")
        (folder / "deploy").symlink_to(PROJECT / "deploy")
    return run_scrapy("deployfiles", *arguments, folder=folder, **extra)


def test_a_timer_for_each_site(tmp_path: Path) -> None:
    run = deployfiles(tmp_path, "--out", "out", "--sites", "vnexpress,vov,vnexpress")
    assert (run.code, run.err) == (0, "")
    timers = {path.name for path in (tmp_path / "out").glob("newsspiders@*.timer")}
    assert timers == {"newsspiders@vnexpress.timer", "newsspiders@vov.timer"}
    timer = (tmp_path / "out" / "newsspiders@vov.timer").read_text("utf-8")
    assert "OnCalendar=*-*-* *:15,45:00 UTC\n" in timer
    service = (tmp_path / "out" / "newsspiders@.service").read_text("utf-8")
    assert "ExecStart=/srv/newsspiders/.venv/bin/scrapy crawl %i\n" in service
    assert "User=newsspiders\n" in service
    assert "ReadWritePaths=-/srv/newsspiders/data\n" in service
    assert "  sudo systemctl daemon-reload\n" in run.out


def test_all_that_may_be_crawled(tmp_path: Path) -> None:
    run = deployfiles(tmp_path, "--out", "out", "--kind", "cron")
    crawled = re.findall(r"scrapy crawl (\w+)", (tmp_path / "out" / "newsspiders").read_text("utf-8"))
    assert len(crawled) == len(set(crawled)) > 40
    assert "antaranews" not in crawled
    assert "left out: antaranews" in run.out


def test_the_sites_of_the_settings(tmp_path: Path) -> None:
    (tmp_path / "newsspiders.toml").write_text('CRAWL_SITES = "cri, vov"\nCRAWL_EVERY = "20m, cri=50m"\n', "utf-8")
    run = deployfiles(tmp_path, "--out", "out", "--kind", "cron", "--dir", "/opt/tin tức".replace(" ", "-"))
    assert run.code == 0, run.err
    lines = (tmp_path / "out" / "newsspiders").read_text("utf-8").splitlines()
    assert "0,20,40 * * * * newsspiders cd /opt/tin-tức && $LIMIT .venv/bin/scrapy crawl vov -L WARNING" in lines
    assert "rounded: cri, every 48m; no clock can say every 50m\n" in run.out


def test_what_is_written_to_may_be_written_to(tmp_path: Path) -> None:
    extra = {
        "NEWSSPIDERS_DATABASE_URL": "sqlite:////mnt/news/news.sqlite3",
        "NEWSSPIDERS_ARCHIVE_DIR": "/mnt/archive",
        "NEWSSPIDERS_LOG_FILE": "logs/crawl.log",
    }
    metrics = "METRICS_DIR=/var/lib/metrics"
    deployfiles(tmp_path, "--out", "out", "--kind", "crawlall", "--sites", "cri,vov", "-s", metrics, **extra)
    service = (tmp_path / "out" / "newsspiders-crawlall.service").read_text("utf-8")
    folders = "-/mnt/archive -/mnt/news -/srv/newsspiders/data -/srv/newsspiders/logs -/var/lib/metrics"
    assert "/scrapy crawlall --sites cri,vov\n" in service
    assert f"ReadWritePaths={folders}\n" in service


@pytest.mark.parametrize(
    ("database", "folders"),
    [
        ("sqlite:///news.sqlite3", "-/srv/newsspiders"),
        ("postgresql://host/news", "-/srv/newsspiders/data"),
        ("", "-/srv/newsspiders/data"),
    ],
)
def test_where_the_store_is(tmp_path: Path, database: str, folders: str) -> None:
    deployfiles(tmp_path, "--out", "out", "--sites", "cri", "-s", f"DATABASE_URL={database}")
    assert f"ReadWritePaths={folders}\n" in (tmp_path / "out" / "newsspiders@.service").read_text("utf-8")


def test_a_site_less_the_next_time(tmp_path: Path) -> None:
    deployfiles(tmp_path, "--out", "out", "--sites", "cri,vov")
    run = deployfiles(tmp_path, "--out", "out", "--sites", "cri")
    assert "removed: 1 in out: newsspiders@vov.timer\n" in run.out
    assert "  sudo systemctl disable --now newsspiders@vov.timer\n" in run.out
    assert not (tmp_path / "out" / "newsspiders@vov.timer").exists()
    assert "written" not in deployfiles(tmp_path, "--out", "out", "--sites", "cri").out


def test_of_a_template_nothing_is_stopped(tmp_path: Path) -> None:
    deployfiles(tmp_path, "--out", "out", "--sites", "cri")
    run = deployfiles(tmp_path, "--out", "out", "--sites", "cri", "--kind", "crawlall")
    assert "  sudo systemctl disable --now newsspiders@cri.timer\n" in run.out
    assert "sudo rm -f newsspiders@.service newsspiders@cri.timer)\n" in run.out


def test_what_was_changed_stays_unless_forced(tmp_path: Path) -> None:
    deployfiles(tmp_path, "--out", "out", "--kind", "scrapyd")
    conf = tmp_path / "out" / "scrapyd.conf"
    conf.write_text(conf.read_text("utf-8").replace("6800", "6900"), "utf-8")
    run = deployfiles(tmp_path, "--out", "out", "--kind", "scrapyd")
    assert run.code == 2
    assert "scrapyd.conf: written or changed by somebody else" in run.err
    assert "6900" in conf.read_text("utf-8")
    assert deployfiles(tmp_path, "--out", "out", "--kind", "scrapyd", "--force").code == 0
    assert "6900" not in conf.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "type the folder to write to"),
        (("--out", "out", "more"), "type the folder to write to"),
        (("--out", "out", "--kind", "windows"), "invalid choice: 'windows'"),
        (
            ("--out", "out", "--sites", "vnexpres"),
            "--sites names 'vnexpres', which is no site; did you mean vnexpress?",
        ),
        (("--out", "out", "--sites", "cri", "--kind", "scrapyd"), "leave out --sites"),
        (("--out", "out", "--sites", " , "), "--sites names none"),
        (("--out", "out", "--sites", "antaranews"), "antaranews is not crawled without leave"),
        (("--out", "out", "-s", "CRAWL_SITES=vovv"), "CRAWL_SITES names 'vovv', which is no site; did you mean vov?"),
        (("--out", "out", "-s", "CRAWL_EVERY=often"), "CRAWL_EVERY is 'often'; write how often"),
        (("--out", "out", "--dir", "srv/news"), "--dir 'srv/news' is no folder"),
        (("--out", "out", "--dir", "/srv/my news"), "--dir '/srv/my news' is no folder"),
        (("--out", "out", "--dir", "/srv/100%"), "--dir '/srv/100%' is no folder"),
        (("--out", "out", "--dir", "/srv/a\nUser=root"), "is no folder"),
        (("--out", "out", "--dir", "/"), "--dir '/' is no folder"),
        (("--out", "out", "--dir", "/home/me/news"), "the units do not see what is in /home"),
        (("--out", "out", "--dir", "/srv/../home/me"), "the units do not see what is in /home"),
        (
            ("--out", "out", "-s", "DATABASE_URL=sqlite:////root/n.sqlite3"),
            "DATABASE_URL '/root': the units do not see",
        ),
        (("--out", "out", "--user", "my self"), "--user 'my self' is no user name"),
        (("--out", "out", "--user", "%i"), "--user '%i' is no user name"),
        (("--out", "out", "--user", "root\n* * * * * root reboot"), "is no user name"),
        (("--out", "out", "--user", ""), "--user '' is no user name"),
        (("--out", "a-file"), "cannot be written"),
    ],
)
def test_bad_input(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    (tmp_path / "a-file").touch()
    run = deployfiles(tmp_path, *arguments)
    assert run.code == 2
    assert told in run.err
    assert "Traceback" not in run.err
    assert not (tmp_path / "out").exists()


def test_a_crontab_may_name_a_folder_that_units_do_not_see(tmp_path: Path) -> None:
    assert deployfiles(tmp_path, "--out", "out", "--kind", "cron", "--dir", "/home/me/news").code == 0


def test_a_folder_that_can_not_be_written_to(tmp_path: Path) -> None:
    run = deployfiles(tmp_path, "--out", "/proc/deployed", "--sites", "cri")
    assert run.code == 2
    assert "/proc/deployed: cannot be written" in run.err
    assert "choose another --out" in run.err


def test_without_the_templates(tmp_path: Path) -> None:
    (tmp_path / "deploy").mkdir()
    (tmp_path / "scrapy.cfg").write_text("[settings]\ndefault = newsspiders.settings\n", "utf-8")
    run = deployfiles(tmp_path, "--out", "out")
    assert run.code == 2
    assert "deployfiles fills in the templates of a whole copy of the project" in run.err
