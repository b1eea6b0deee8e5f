"""One run: files of the archive in, a report out. The reading is done by workers, the writing here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from newsspiders.reextraction.plan import Plan, Span, plan_file, spans_of
from newsspiders.reextraction.reading import SpanReadings, read_span
from newsspiders.reextraction.report import Report
from newsspiders.reextraction.settling import Settled, Settler
from newsspiders.reextraction.targets import Selection
from newsspiders.reextraction.workers import Workers
from newsspiders.store import Ask, Session


def reextract(
    files: Sequence[Path],
    *,
    selection: Selection,
    ask: Ask,
    settler: Settler,
    report: Report,
    workers: Workers,
    on_progress: Callable[[], Any],
) -> None:
    """Read the files and settle what they hold, in order; `report` grows, and `on_progress` is called as it does.

    :raises StoreError: the store could not be read or written; what was written before stays.
    :raises WorkerDiedError: a process was killed from outside; the same.
    """
    spans = _spans(files, selection=selection, ask=ask, report=report, workers=workers)
    for found in workers.ordered(partial(read_span, selection=selection), spans):
        report.add_damages(found.damages)
        report.add(ask(partial(_settle, settler=settler, found=found)))
        on_progress()


def _spans(
    files: Sequence[Path], *, selection: Selection, ask: Ask, report: Report, workers: Workers
) -> Iterator[Span]:
    for plan in workers.ordered(partial(plan_file, selection=selection), files):
        report.add_damages(plan.damages)
        yield from spans_of(plan, known=ask(partial(_known, plan=plan)))


def _known(session: Session, *, plan: Plan) -> set[str]:
    """The record IDs among a plan's other answers that an article was made of."""
    return set(session.by_archive_id([record_id for _, record_id in plan.others if record_id]))


def _settle(session: Session, *, settler: Settler, found: SpanReadings) -> list[Settled]:
    return settler.settle(session, found.readings)
