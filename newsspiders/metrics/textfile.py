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
    """Write the file of a run. Without facts, for the store can't be asked, those of the file before stay.

    :raises OSError: it could not be written.
    """
    path = folder / f"newsspiders_{run.site}.prom"
    of_site = list(site_families(run.site, facts)) if facts else _read_site_families(path)
    registry = CollectorRegistry()
    registry.register(Told([*run_families(run), *of_site]))
    # node_exporter is another user and reads *.prom at any moment: the file gets its name last.
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        write_to_textfile(str(beside), registry)
        beside.chmod(_FOR_ALL_TO_READ)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _read_site_families(path: Path) -> list[Metric]:
    try:
        families = list(text_string_to_metric_families(path.read_text("utf-8")))
    except (OSError, ValueError):  # there is none yet, or it was damaged: it will be written anew
        return []
    return [family for family in families if family.name in SITE_FAMILIES]
