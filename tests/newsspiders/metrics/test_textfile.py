"""The file of a run: what is in it, and that it is whole, readable, and right when the store is not."""

from __future__ import annotations

import string
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.parser import text_string_to_metric_families

from newsspiders.metrics.facts import SiteFacts
from newsspiders.metrics.families import live_families, run_families, site_families
from newsspiders.metrics.textfile import Told, write_run
from tests.newsspiders.articles import MOMENT
from tests.newsspiders.metrics.facts import make_run

FACTS = SiteFacts(last_healthy_end=MOMENT, last_new_article=MOMENT, stored_articles=12, silent_after=timedelta(days=1))
NEW = "newsspiders_last_new_article_timestamp_seconds"


def read(folder: Path, site: str = "cri") -> dict[tuple[str, str], float]:
    """(Name, the label besides the site) -> value."""
    text = (folder / f"newsspiders_{site}.prom").read_text("utf-8")
    return {
        (sample.name, "".join(value for label, value in sample.labels.items() if label != "site")): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_what_a_run_did(tmp_path: Path) -> None:
    counts = {
        "articles": 3,
        "stored/new": 2,
        "stored/changed": 1,
        "failed/timeout": 1,
        "http_error/404": 2,
        "warnings/date-missing": 1,
        "removed": 7,
        "drift": 1,
        "requests": 9,
        "bytes": 4000,
    }
    write_run(tmp_path, make_run(counts=counts, is_healthy=False, reason="shutdown"), FACTS)
    assert read(tmp_path) == {
        ("newsspiders_last_run_start_timestamp_seconds", ""): MOMENT.timestamp(),
        ("newsspiders_last_run_end_timestamp_seconds", ""): MOMENT.timestamp() + 120,
        ("newsspiders_last_run_duration_seconds", ""): 120,
        ("newsspiders_last_run_healthy", ""): 0,
        ("newsspiders_last_run_info", "shutdown"): 1,
        ("newsspiders_last_run_articles", "new"): 2,
        ("newsspiders_last_run_articles", "changed"): 1,
        ("newsspiders_last_run_articles", "unchanged"): 0,
        ("newsspiders_last_run_failed_pages", "timeout"): 1,
        ("newsspiders_last_run_failed_pages", "http_404"): 2,
        ("newsspiders_last_run_failure_ratio", ""): 0.5,
        ("newsspiders_last_run_warnings", "date-missing"): 1,
        ("newsspiders_last_run_removed_pieces", ""): 7,
        ("newsspiders_last_run_drift_findings", ""): 1,
        ("newsspiders_last_run_requests", ""): 9,
        ("newsspiders_last_run_response_bytes", ""): 4000,
        ("newsspiders_crawl_interval_seconds", ""): 1800,
        ("newsspiders_last_healthy_run_end_timestamp_seconds", ""): MOMENT.timestamp(),
        (NEW, ""): MOMENT.timestamp(),
        ("newsspiders_stored_articles", ""): 12,
        ("newsspiders_silence_limit_seconds", ""): 86400,
    }


def test_others_may_read_it_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    write_run(tmp_path, make_run(), FACTS)
    write_run(tmp_path, make_run(), FACTS)
    (file,) = tmp_path.iterdir()
    assert file.stat().st_mode & 0o777 == 0o644


def test_without_the_store_what_it_knew_stays(tmp_path: Path) -> None:
    write_run(tmp_path, make_run(), FACTS)
    write_run(tmp_path, make_run(is_healthy=False, reason="store_error"), None)
    told = read(tmp_path)
    assert told[("newsspiders_last_run_healthy", "")] == 0
    assert told[(NEW, "")] == MOMENT.timestamp()
    assert told[("newsspiders_stored_articles", "")] == 12


@pytest.mark.parametrize("before", [None, b"newsspiders_stored_articles{site= 1\n", b"\xff\xfe\x00"])
def test_without_the_store_and_without_a_readable_file(tmp_path: Path, before: bytes | None) -> None:
    if before is not None:
        (tmp_path / "newsspiders_cri.prom").write_bytes(before)
    write_run(tmp_path, make_run(is_healthy=False), None)
    told = read(tmp_path)
    assert told[("newsspiders_last_run_healthy", "")] == 0
    assert (NEW, "") not in told


def test_a_run_that_was_turned_away_leaves_what_was_told_of_the_one_before(tmp_path: Path) -> None:
    counts = {"stored/new": 2, "failed/timeout": 1, "articles": 2}
    write_run(tmp_path, make_run(counts=counts), FACTS)
    before = read(tmp_path)
    later = MOMENT + timedelta(hours=5)
    turned_away = make_run(started_at=later, ended_at=later, reason="already_running", is_healthy=False)
    write_run(tmp_path, turned_away, None)
    assert read(tmp_path) == before
    write_run(tmp_path, turned_away, replace(FACTS, stored_articles=13))
    assert read(tmp_path) == {**before, ("newsspiders_stored_articles", ""): 13}


def test_of_runs_that_were_turned_away_without_one_before_them_the_first_is_told(tmp_path: Path) -> None:
    """A first run that hangs has no file; all that is known of it is when it was met."""
    for hours in (0, 1, 2):
        met = MOMENT + timedelta(hours=hours)
        write_run(tmp_path, make_run(started_at=met, ended_at=met, reason="already_running", is_healthy=False), None)
        told = read(tmp_path)
        assert told[("newsspiders_last_run_start_timestamp_seconds", "")] == MOMENT.timestamp()
        assert told[("newsspiders_last_run_info", "already_running")] == 1


def test_what_there_never_was_is_not_there() -> None:
    facts = SiteFacts(last_healthy_end=None, last_new_article=None, stored_articles=0, silent_after=timedelta(days=28))
    assert {family.name for family in site_families("cri", facts)} == {
        "newsspiders_stored_articles",
        "newsspiders_silence_limit_seconds",
    }


def test_a_site_whose_turn_never_comes_has_no_interval() -> None:
    assert "newsspiders_crawl_interval_seconds" not in {one.name for one in run_families(make_run(interval=None))}


def test_a_clock_that_was_set_back_gives_no_negative_duration(tmp_path: Path) -> None:
    write_run(tmp_path, make_run(ended_at=MOMENT - timedelta(hours=3)), FACTS)
    assert read(tmp_path)[("newsspiders_last_run_duration_seconds", "")] == 0


def test_a_failed_write_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    write_run(tmp_path, make_run(), FACTS)
    before = (tmp_path / "newsspiders_cri.prom").read_bytes()
    with pytest.raises(OSError, match="No such file"):
        write_run(tmp_path / "missing", make_run(), FACTS)
    assert (tmp_path / "newsspiders_cri.prom").read_bytes() == before


NAMES = st.text(string.ascii_letters + string.digits + '_-:/ "\\\né', max_size=12)


@given(st.dictionaries(st.sampled_from(("failed/", "http_error/", "warnings/", "stored/", "")).flatmap(lambda begin: NAMES.map(lambda name: begin + name)), st.integers(0, 10**12)))  # fmt: skip
def test_any_counts_can_be_read_again(counts: dict[str, int]) -> None:
    for families in (
        list(run_families(make_run(counts=counts))),
        list(live_families("cri", started_at=MOMENT, counts=counts)),
    ):
        registry = CollectorRegistry()
        registry.register(Told(families))
        told = list(text_string_to_metric_families(generate_latest(registry).decode()))
        failed = sum(count for name, count in counts.items() if name.startswith(("failed/", "http_error/")))
        assert sum(sample.value for family in told for sample in family.samples if "failed_pages" in family.name) == failed  # fmt: skip
