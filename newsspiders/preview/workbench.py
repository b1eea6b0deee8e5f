"""The state of a preview: the samples, the site's rules and the changes made to them so far. Nothing is written to
disk but by `write`.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from extractors import NotHtmlError, Site
from extractors.changes import Change, apply_changes
from extractors.rules import ACTIONS, SELECTOR_FIELDS
from newsspiders.preview.frame import Frame, build_frame
from newsspiders.preview.impact import Impact, compare
from newsspiders.preview.notation import change_as_dict, code_of
from newsspiders.preview.proposals import Offer, Proposal, propose
from newsspiders.preview.reading import Reading, kind_of, open_page, read
from newsspiders.preview.samples import Sample

Editor: TypeAlias = Callable[[str, Sequence[Change], bool], str]
"""Applies changes to the module of the site of that name, and gives the diff; writes it only when told to."""


class WorkbenchError(ValueError):
    """What was asked can't be done. The message says why."""


class Workbench:
    """One preview. Its methods may be called from any thread; one runs at a time."""

    def __init__(self, *, site: Site | None, samples: Sequence[Sample], edit: Editor) -> None:
        self._written = site
        self._samples = tuple(samples)
        self._edit = edit
        self._changes: tuple[Change, ...] = ()
        self._readings: dict[int, Reading] = {}
        self._lock = threading.RLock()

    @property
    def _site(self) -> Site | None:
        return apply_changes(self._written, self._changes) if self._written else None

    def state(self) -> dict[str, Any]:
        """Site, samples and changes, JSON-ready."""
        with self._lock:
            site = self._written
            return {
                "site": site.name if site else None,
                "title": site.title if site else "",
                "module": f"extractors/sites/{site.name}.py" if site else "",
                "samples": [{"name": one.name, "url": one.url} for one in self._samples],
                "changes": [_told(one) for one in self._changes],
                "fields": list(SELECTOR_FIELDS),
                "actions": list(ACTIONS),
            }

    def reading(self, number: int) -> Reading:
        """A sample, read by the rules with all changes."""
        with self._lock:
            sample = self._sample(number)
            if number not in self._readings:
                self._readings[number] = read(sample, self._site)
            return self._readings[number]

    def frame(self, number: int, *, online: bool) -> Frame:
        """A sample's page, harmless and marked.

        :raises WorkbenchError: it is no HTML.
        """
        with self._lock:
            pieces, nonce = self.reading(number).pieces, secrets.token_urlsafe(16)
            try:
                page, _ = open_page(self._sample(number), self._site)
            except NotHtmlError as error:
                raise WorkbenchError(str(error)) from error
            return build_frame(page, pieces, kinds=[kind_of(one) for one in pieces], nonce=nonce, online=online)

    def offer(self, number: int, piece: int) -> Offer:
        """What can be done about a piece of a sample."""
        with self._lock:
            reading = self.reading(number)
            if not 0 <= piece < len(reading.pieces):
                raise WorkbenchError(f"the page has no piece {piece}; reload the preview")
            return propose(self._sample(number), self._own_site(), reading, piece)

    def impact(self, change: Change | None) -> list[Impact]:
        """What one more change would do to each sample; without one, what all changes do since the last writing.

        :raises ValueError: the change does not fit the site's rules.
        """
        with self._lock:
            site = self._own_site()
            if change is not None:
                before = [self.reading(number) for number in range(len(self._samples))]
                changed = apply_changes(site, [change])
                after = [read(sample, changed) for sample in self._samples]
            else:
                before = [read(sample, self._written) for sample in self._samples]
                after = [self.reading(number) for number in range(len(self._samples))]
            return [compare(*one) for one in zip(self._samples, before, after, strict=True)]

    def apply(self, change: Change) -> None:
        """Add a change.

        :raises ValueError: it does not fit the site's rules.
        """
        with self._lock:
            apply_changes(self._own_site(), [change])
            self._set_changes((*self._changes, change))

    def take_back(self, number: int) -> None:
        """Remove a change.

        :raises ValueError: there is no such change, or a later one needs it.
        """
        with self._lock:
            if not 0 <= number < len(self._changes):
                raise WorkbenchError("that change was taken back already; reload the preview")
            left = (*self._changes[:number], *self._changes[number + 1 :])
            assert self._written is not None
            apply_changes(self._written, left)
            self._set_changes(left)

    def write(self, *, for_real: bool) -> str:
        """The diff of the site's module with all changes; the module itself is changed only `for_real`."""
        with self._lock:
            site = self._own_site()
            if not self._changes:
                raise WorkbenchError("there is no change to write; click a piece and apply one")
            diff = self._edit(site.name, self._changes, for_real)
            if for_real:
                self._written = site
                self._changes = ()
            return diff

    def _sample(self, number: int) -> Sample:
        if not 0 <= number < len(self._samples):
            raise WorkbenchError(f"there is no page {number}; reload the preview")
        return self._samples[number]

    def _own_site(self) -> Site:
        site = self._site
        if site is None:
            raise WorkbenchError(f"this site has no rules yet; begin with: scrapy newsite {self._samples[0].url}")
        return site

    def _set_changes(self, changes: tuple[Change, ...]) -> None:
        self._changes = changes
        self._readings.clear()


def offer_as_dict(offer: Offer) -> dict[str, Any]:
    """JSON-ready."""
    return {"proposals": [_proposal(one) for one in offer.proposals], "obstacles": dict(offer.obstacles)}


def _proposal(proposal: Proposal) -> dict[str, Any]:
    told = {"verb": proposal.verb, "taken": proposal.taken, "gained": proposal.gained}
    return {**told, **_told(proposal.change)}


def _told(change: Change) -> dict[str, Any]:
    return {"change": change_as_dict(change), "code": code_of(change)}
