"""The files as systemd judges them, and what they run."""

from __future__ import annotations

import ctypes
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from newsspiders.deployment.plan import KINDS, make_plan
from newsspiders.deployment.schedules import schedules_of
from newsspiders.deployment.server import Server
from newsspiders.deployment.templates import TemplateError, Templates
from newsspiders.timetable import Timetable
from tests.newsspiders.deployment.project_commands import commands
from tests.newsspiders.deployment.systemd import analyze
from tests.newsspiders.running import PROJECT

DEPLOY = PROJECT / "deploy"
TABLE = Timetable(sites=("vnexpress", "vietnam_vn", "cri"), every=timedelta(minutes=90), others={"cri": timedelta(3)})
WORST_EXPOSURE = 20
"""In tenths; systemd calls up to 4.9 OK, and 9.6 is a unit that says nothing."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the programs that units name."""
    for name in (".venv/bin/scrapy", "scrapyd/bin/scrapyd"):
        program = tmp_path / name
        program.parent.mkdir(parents=True)
        program.write_text("#!/bin/sh\n", "utf-8")
        program.chmod(0o755)
    return tmp_path


def rendered(kind: str, folder: Path) -> dict[str, str]:
    """The files of a kind for that folder."""
    server = Server(folder=str(folder), user="root", written=(f"{folder}/data", "/mnt/archive"))
    return dict(make_plan(kind, schedules_of(TABLE), server=server, templates=Templates(DEPLOY)).files)


def units(kind: str, folder: Path) -> list[Path]:
    """Those of them that are units, as files."""
    (folder / "units").mkdir()
    for name, text in rendered(kind, folder).items():
        (folder / "units" / name).write_text(text, "utf-8")
    return [path for path in sorted((folder / "units").iterdir()) if path.suffix in (".service", ".timer")]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "cron"])
def test_systemd_finds_no_fault(kind: str, folder: Path) -> None:
    checked = analyze("verify", "--man=no", *map(str, units(kind, folder)))
    mine = [line for line in checked.stderr.splitlines() if "/etc/newsspiders/on-failure is not" not in line]
    assert mine == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "cron"])
def test_a_crawl_may_do_little(kind: str, folder: Path) -> None:
    for unit in units(kind, folder):
        if unit.suffix == ".service" and not unit.name.startswith("newsspiders-failed@"):
            checked = analyze("security", "--offline=yes", f"--threshold={WORST_EXPOSURE}", str(unit))
            assert checked.returncode == 0, checked.stdout + checked.stderr


def test_each_timer_has_its_service(folder: Path) -> None:
    names = {unit.name for kind in ("systemd", "crawlall") for unit in map(Path, rendered(kind, folder))}
    for name in names:
        if name.endswith(".timer"):
            assert re.sub(r"@\w+\.timer$|\.timer$", "", name) in {
                re.sub(r"@?\.service$", "", other) for other in names if other.endswith(".service")
            }


def test_nothing_is_left_to_fill_in(folder: Path) -> None:
    for kind in KINDS:
        for name, text in rendered(kind, folder).items():
            assert not re.search(r"@[A-Z]+@", text), name


def test_each_template_is_used(folder: Path) -> None:
    named = {name for kind in KINDS for name in rendered(kind, folder)} | {"service.part"}
    used = {re.sub(r"@\w+\.timer", "@.timer", name) for name in named}
    folders = [DEPLOY / name for name in ("systemd", "cron", "scrapyd")]
    assert {path.name for place in folders for path in place.iterdir()} == used


def test_each_command_is_one_of_the_project(folder: Path) -> None:
    texts = [text for kind in KINDS for text in rendered(kind, folder).values()]
    run = {command for text in texts for command in re.findall(r"^[^#\n]*bin/scrapy ([\w-]+)", text, re.MULTILINE)}
    assert {"crawl", "crawlall"} <= run <= commands()


def test_no_crawl_goes_on_for_ever(folder: Path) -> None:
    for kind in ("systemd", "crawlall"):
        for name, text in rendered(kind, folder).items():
            assert name.endswith(".timer") or re.search(r"(?m)^TimeoutStartSec=\d+(h|min)$", text), name
    crontab = rendered("cron", folder)["newsspiders"]
    assert set(re.findall(r"&& (.+?)\.venv/bin/scrapy", crontab)) == {"$LIMIT "}
    assert crontab.count("bin/scrapy") == crontab.count("$LIMIT ") >= 6
    grace, limit = re.findall(r"(?m)^LIMIT=timeout .*--kill-after=(\w+) (\w+)$", crontab)[0]
    service = rendered("systemd", folder)["newsspiders@.service"]
    assert f"TimeoutStopSec={grace}in\n" in service
    assert f"TimeoutStartSec={limit}\n" in service


_HEARS = (
    "import signal, subprocess, sys, time; signal.signal(signal.SIGTERM, lambda *_: print(sys.argv[1], flush=True))"
)
_HELPER = f"{_HEARS}; print('ready', flush=True); sys.stdin.read()"
_CRAWL = f"""{_HEARS}
helper = subprocess.Popen([sys.executable, "-c", {_HELPER!r}, "helper"], stdin=subprocess.PIPE)
sys.stdin.readline()
helper.communicate()
"""


def test_cron_ends_a_crawl_as_systemd_does(folder: Path) -> None:
    """One SIGTERM, to the crawl alone: at a second one it would break off, and its helpers end with it."""
    (limit,) = re.findall(r"(?m)^LIMIT=(.+)$", rendered("cron", folder)["newsspiders"])
    with subprocess.Popen(
        [*limit.split(), sys.executable, "-c", _CRAWL, "crawl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.terminate()  # it passes on what it gets in the same way as when the time is over
        assert process.stdout.readline() == "crawl\n"
        rest, said = process.communicate("go on\n")
    assert (process.returncode, rest) == (0, "")
    assert "sending signal TERM to command" in said  # cron mails it


def test_slow_turns_are_made_up_for(folder: Path) -> None:
    files = rendered("systemd", folder)
    made_up = {name for name, text in files.items() if "\nPersistent=true\n" in text}
    jobs = {f"newsspiders-{job}.timer" for job in ("backup", "prune", "report")}
    assert made_up == {"newsspiders@cri.timer", *jobs}


def test_a_folder_without_templates(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"newsspiders@.service: cannot be read; .*whole copy of the project"):
        Templates(tmp_path).render("systemd/newsspiders@.service", {})


def test_https_needs_memory_that_is_written_and_run() -> None:
    """Why no unit sets MemoryDenyWriteExecute. When this fails, they may."""
    if ctypes.CDLL(None).prctl(66, 0, 0, 0, 0) < 0:  # PR_GET_MDWE
        pytest.skip("this kernel can't refuse it (Linux before 6.3)")
    callback = "from OpenSSL import SSL; SSL.Context(SSL.TLS_CLIENT_METHOD).set_verify(SSL.VERIFY_PEER, print)"
    refused = f"import ctypes; assert ctypes.CDLL(None).prctl(65, 1, 0, 0, 0) == 0; {callback}"  # PR_SET_MDWE
    for program, code in ((callback, 0), (refused, 1)):
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stderr
    assert "MemoryError" in done.stderr
