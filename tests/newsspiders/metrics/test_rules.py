"""The alert rules, by Prometheus' own tool; what they look at is what is written."""

from __future__ import annotations

import re
import subprocess
from datetime import timedelta
from pathlib import Path

from newsspiders.metrics.facts import SiteFacts
from newsspiders.metrics.families import run_families, site_families
from newsspiders.overview.status import OVERDUE_INTERVALS
from tests.newsspiders.articles import MOMENT
from tests.newsspiders.metrics.facts import make_run
from tests.newsspiders.running import PROJECT

RULES = PROJECT / "deploy" / "prometheus" / "newsspiders.rules.yml"
CASES = Path(__file__).with_name("newsspiders.rules.test.yml")


def test_the_rules_are_rules(promtool: str) -> None:
    done = subprocess.run([promtool, "check", "rules", RULES], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_each_alert_fires_when_it_should_and_not_else(promtool: str) -> None:
    done = subprocess.run([promtool, "test", "rules", CASES], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    alerts = re.findall(r"alert: (\w+)", RULES.read_text("utf-8"))
    assert set(alerts) == set(re.findall(r"alertname: (\w+)\n +exp_alerts", CASES.read_text("utf-8")))


def test_the_rules_look_at_what_is_written() -> None:
    facts = SiteFacts(
        last_healthy_end=MOMENT, last_new_article=MOMENT, stored_articles=3, silent_after=timedelta(days=1)
    )
    counts = {"articles": 3, "failed/timeout": 1}
    written = {family.name for family in (*run_families(make_run(counts=counts)), *site_families("cri", facts))}
    for file in (RULES, CASES):
        named = set(re.findall(r"\bnewsspiders_\w+", re.sub("#.*|.*delete.*", "", file.read_text("utf-8"))))
        assert named
        assert named <= written, file.name


def test_each_alert_is_documented() -> None:
    page = (PROJECT / "docs" / "watching.md").read_text("utf-8")
    assert re.findall(r"^\| `(Newsspiders\w+)`", page, re.MULTILINE) == re.findall(
        r"alert: (\w+)", RULES.read_text("utf-8")
    )


def test_overdue_is_what_the_command_says() -> None:
    assert f"> {OVERDUE_INTERVALS} * newsspiders_crawl_interval_seconds" in RULES.read_text("utf-8")
