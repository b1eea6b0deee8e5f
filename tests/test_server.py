"""docs/server.md, walked from top to bottom in a temporary root.

The blocks are those of the page, run by a shell. What differs: `/srv` and `/etc` lie in a temporary folder; `.venv` is the
interpreter of this test; sites answer from fixtures/; what changes a machine (apt-get, adduser, systemctl, …) is a program
that writes down how it was called. Blocks that need more say so in a comment above them.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.newsspiders.running import PROJECT, environment
from tests.test_contributing import whole_copy, write_program

PAGE = (PROJECT / "docs" / "server.md").read_text("utf-8")
RECORDED = ("adduser", "apt-get", "createdb", "createuser", "git", "journalctl", "systemctl")
PROGRAMS = {
    **dict.fromkeys(RECORDED, 'echo "${0##*/} $*" >> "$WALKED"'),
    "sudo": 'while [ "$1" = -u ]; do shift 2; done; exec "$@"',
    "python3": 'echo "python3 $*" >> "$WALKED"; mkdir -p "$3/bin"; cp "$(command -v git)" "$3/bin/python"',
}
"""What stands in for the programs of a server."""
MAY_FIND = ("status",)
"""Commands that end with 1 where they found something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Some commands of the page."""

    section: str
    text: str
    is_walked: bool

    @property
    def script(self) -> str:
        """Its lines, of which some may find something."""
        found = re.compile(rf"^(.*bin/scrapy ({'|'.join(MAY_FIND)})\b.*)$", re.MULTILINE)
        return found.sub(r"\1 || [ $? -eq 1 ]", self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A block that was run."""

    out: str
    calls: tuple[str, ...]
    """What was asked of the programs that stand in."""
    units: frozenset[str]
    """What lies in /etc/systemd/system after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """All of them, by section."""

    root: Path
    steps: dict[str, Step]

    @property
    def home(self) -> Path:
        """The project's folder."""
        return self.root / "srv" / "newsspiders"


def blocks() -> list[Block]:
    """The page's commands, in order."""
    found = []
    for heading, body in re.findall(r"(?ms)^##+ ([^\n]+)\n(.*?)(?=^##|\Z)", PAGE):
        for comment, text in re.findall(r"(?ms)(<!-- not walked: [^\n]+ -->\n)?^```sh\n(.*?)^```$", body):
            found.append(Block(section=heading, text=text, is_walked=not comment))
    return found


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """The page, walked."""
    root = tmp_path_factory.mktemp("server")
    home = root / "srv" / "newsspiders"
    whole_copy(root / "srv", root="").folder.rename(home)
    write_program(home / ".venv" / "bin" / "scrapy", f"-m scrapy \"$@\" -s REPLAY='{home / 'fixtures'}'")
    for folder in ("bin", "etc/systemd/system", "etc/cron.d"):
        (root / folder).mkdir(parents=True)
    for name, line in PROGRAMS.items():
        (root / "bin" / name).write_text(f"#!/bin/sh\n{line}\n", "utf-8")
        (root / "bin" / name).chmod(0o755)
    return Walk(root=root, steps={block.section: run(block, root, home) for block in blocks() if block.is_walked})


def run(block: Block, root: Path, home: Path) -> Step:
    """A block in the project's folder; each of its commands must end well."""
    script = re.sub(r"(?<![\w.])/(srv|etc)\b", rf"{root}/\1", block.script)
    calls = root / "calls"
    calls.write_text("", "utf-8")
    kept = {name: value for name, value in environment().items() if name != "SCRAPY_SETTINGS_MODULE"}
    path = f"{root / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-e", "-c", script],
        cwd=home,
        env={**kept, "PATH": path, "PYTHONPATH": str(home), "WALKED": str(calls)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, f"{block.section}\n{script}\n{done.stdout}\n{done.stderr}"
    units = frozenset(path.name for path in (root / "etc" / "systemd" / "system").iterdir())
    return Step(out=done.stdout, calls=tuple(calls.read_text("utf-8").splitlines()), units=units)


def test_the_page_has_its_blocks() -> None:
    assert sum(block.is_walked for block in blocks()) >= 10
    assert [block.section for block in blocks() if not block.is_walked] == ["scrapyd", "A container"]
    assert PAGE.count("```sh") == len(blocks())


def test_what_was_set_applies(walk: Walk) -> None:
    told = walk.steps["Configure"].out
    assert "desk@example.org" in told
    assert "CRAWL_EVERY" in told


def test_the_first_crawl_has_articles(walk: Walk) -> None:
    assert len((walk.home / "data" / "first.jsonl").read_text("utf-8").splitlines()) == 5


def test_each_site_has_its_timer(walk: Walk) -> None:
    step = walk.steps["Start the timers"]
    timers = {name for name in step.units if name.endswith(".timer")}
    assert {"newsspiders@cri.timer", "newsspiders@vietnamplus.timer", "newsspiders-backup.timer"} <= timers
    assert step.calls[0] == "systemctl daemon-reload"
    assert set(step.calls[1].split()[3:]) == timers


def test_what_deployfiles_says_comes_next_is_what_the_page_says(walk: Walk) -> None:
    for section in ("Start the timers", "cron", "scrapyd"):
        next_steps = re.findall(r"(?m)^  (.+)$", walk.steps[section].out)
        assert len(next_steps) >= 2
        for line in next_steps:
            assert line.replace(" newsspiders /etc", " data/cron/newsspiders /etc") in PAGE or line == "cd data/cron"


def test_a_program_hears_of_failures(walk: Walk) -> None:
    program = walk.root / "etc" / "newsspiders" / "on-failure"
    assert os.access(program, os.X_OK)
    subprocess.run(["sh", "-n", str(program)], check=True)


def test_an_upgrade_stops_first_and_starts_last(walk: Walk) -> None:
    calls = walk.steps["Upgrade"].calls
    assert calls[0] == "systemctl stop newsspiders*"
    assert "git pull --ff-only" in calls
    assert calls[-1].startswith("systemctl enable --now newsspiders-backup.timer")


def test_one_timer_takes_the_place_of_many(walk: Walk) -> None:
    step = walk.steps["One timer for all sites"]
    assert step.calls[0].startswith("systemctl disable --now newsspiders@cri.timer")
    assert "newsspiders-crawlall.timer" in step.units
    assert not [name for name in step.units if re.match(r"newsspiders@\w+\.timer", name)]


def test_cron_has_a_line_for_each_site(walk: Walk) -> None:
    crontab = (walk.root / "etc" / "cron.d" / "newsspiders").read_text("utf-8")
    assert set(re.findall(r"scrapy crawl (\w+)", crontab)) == {"vnexpress", "vietnamplus", "tuoitre", "cri"}


def test_a_mistake_in_the_settings_stops_every_command(tmp_path: Path) -> None:
    (tmp_path / "newsspiders.toml").write_text('CRAWL_SITE = "vnexpress"\n', "utf-8")
    for command in ("list", "crawl vnexpress", "deployfiles --out out", "settings-check"):
        scrapy = [sys.executable, "-m", "scrapy", *command.split()]
        done = subprocess.run(scrapy, cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False)
        assert done.returncode == 2
        assert "no key CRAWL_SITE; did you mean CRAWL_SITES?" in done.stderr


def test_each_fault_names_a_test_that_exists() -> None:
    faults = PAGE.partition("| fault |")[2].partition("\n\n")[0].splitlines()[2:]
    assert len(faults) >= 9
    for row in faults:
        ((file, test),) = re.findall(r"`([\w/]+\.py)::(test_\w+)` \|$", row)
        assert re.search(rf"(?m)^ *def {test}\(", (PROJECT / "tests" / file).read_text("utf-8")), (
            f"{file} has no {test}"
        )


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", PAGE):
        assert (PROJECT / "docs" / target).exists(), target
