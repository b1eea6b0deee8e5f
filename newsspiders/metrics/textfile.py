"""The file of a site's last run, for the textfile collector of node_exporter: whole or as it was before."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from prometheus_client import CollectorRegistry, write_to_textfile
from prometheus_client.metrics_core import Metric
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.registry import Collector

from newsspiders.metrics.facts import RunFacts, SiteFacts
from newsspiders.metrics.families import SITE_FAMILIES, run_families, site_families

_FOR_ALL_TO_READ = 0o644


@dataclass(frozen=True, slots=True, eq=False)  # a registry hashes it
class Told(Collector):
    """Metrics that are known already."""

    families: Sequence[Metric]

    def collect(self) -> Iterator[Metric]:
        """All of them."""
        return iter(self.families)


def write_run(folder: Path, run: RunFacts, facts: SiteFacts | None) -> None:
    """Write the file of a run. What it does not know stays as the file before had it: of the site, when the store can't
    be asked (no facts); of the run, when it was turned away, for the one it met would else never be overdue.

    :raises OSError: it could not be written.
    """
    path = folder / f"newsspiders_{run.site}.prom"
    before = _read_families(path)
    run_before = [family for family in before if family.name not in SITE_FAMILIES]
    of_run = run_before if run.was_turned_away and run_before else run_families(run)
    of_site = site_families(run.site, facts) if facts else [one for one in before if one.name in SITE_FAMILIES]
    registry = CollectorRegistry()
    registry.register(Told([*of_run, *of_site]))
    # node_exporter is another user and reads *.prom at any moment: the file gets its name last.
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        write_to_textfile(str(beside), registry)
        beside.chmod(_FOR_ALL_TO_READ)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _read_families(path: Path) -> list[Metric]:
    try:
        return list(text_string_to_metric_families(path.read_text("utf-8")))
    except (OSError, ValueError):  # there is none yet, or it was damaged: it will be written anew
        return []
