"""A profile against those before it -> findings. Each rests on a share of the pages that has fallen; see `shares`.

Origins are asked whether they still give their field, selectors whether they still match, rules whether they still take
something out; of what should be rare (lost pages, warnings, bodies of another length) it is asked whether the rest
still is the rule. Nothing is compared across a change of the rules it rests on, nor with what was before somebody
accepted what is now.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from newsspiders.drift.findings import Finding
from newsspiders.drift.profile import NOT_FOUND, RunProfile
from newsspiders.drift.shares import Share, has_fallen, pooled
from newsspiders.drift.sizes import added, moved
from newsspiders.drift.steps import Steps, percent_of_step, quantile, words_of_step

_UNUSED = 0.25
"""A rule that works in a smaller part than this of the articles that it used to work in."""
_BODY = ("body", "drop", "phrases", "figure", "caption", "source", "prepare")
"""The parts of the rules that decide what is text."""
_RESTS_ON = {
    "lead": ("body",),
    "authors": ("byline", "signature"),
    "byline": ("authors", "signature"),
    "agency": ("lead", *_BODY),
    "dateline": ("lead", *_BODY),
    "source_name": ("published", *_BODY),
    "source_url": _BODY,
    "images": _BODY,
}
"""Field -> the parts that decide where it comes from, besides its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A profile before."""

    profile: RunProfile
    accepted: frozenset[str] = frozenset()
    """What somebody said is as it should be since then; see `Finding.about`."""


class Fall(NamedTuple):
    """A share that has fallen."""

    was: Share
    now: Share


def compare(now: RunProfile, history: Sequence[Past]) -> tuple[Finding, ...]:
    """In what a profile departs from its history (the newest first); what matters most comes first."""
    against = _Comparison(now, history)
    fields = [_field(against, field) for field in now.origins]
    found = [
        *(_lost(against, why) for why in now.lost),
        *fields,
        *(_warning(against, warning) for warning in now.warnings),
        _body_length(against),
    ]
    if not any(finding and finding.field == "body" for finding in fields):  # else all of these follow from it
        found += [_removed_share(against), *(_unused_removal(against, rule) for rule in against.known("removals"))]
    for field in against.known("selectors"):
        found += [_unused_selector(against, field, selector) for selector in against.known("selectors", field)]
    return tuple(finding for finding in found if finding)


@dataclass(frozen=True, slots=True)
class _Comparison:
    """What is compared with what."""

    now: RunProfile
    history: Sequence[Past]

    def before(self, about: str, parts: Sequence[str]) -> list[RunProfile]:
        """The profiles that can be compared: made by the same rules, as far as these parts go, and not from before
        `about` was accepted."""
        alike = []
        for past in self.history:
            if all(past.profile.rules.get(part) == self.now.rules.get(part) for part in parts):
                alike.append(past.profile)
            if about in past.accepted:
                break
        return alike

    def fall(self, share: Callable[[RunProfile], Share], before: Sequence[RunProfile]) -> Fall | None:
        """A share that has fallen; None when it has not."""
        shares = [share(profile) for profile in before]
        return Fall(pooled(shares), share(self.now)) if has_fallen(share(self.now), shares) else None

    def known(self, counted: str, *keys: str) -> list[str]:
        """All that was ever counted there, in a steady order."""
        found = set()
        for past in self.history:
            counts = getattr(past.profile, counted)
            for key in keys:
                counts = counts.get(key, {})
            found |= counts.keys()
        return sorted(found)


def _lost(against: _Comparison, why: str) -> Finding | None:
    about = f"page-lost:{why}"
    before = against.before(about, ("title", *_BODY))
    return _risen(against.fall(lambda profile: profile.loss(why).rest, before), code=about)


def _warning(against: _Comparison, warning: str) -> Finding | None:
    about = f"warning:{warning}"
    before = against.before(about, ("title", "published", *_BODY))
    return _risen(against.fall(lambda profile: profile.warning(warning).rest, before), code=about)


def _risen(fall: Fall | None, *, code: str) -> Finding | None:
    """The finding that what should be rare is not: `fall` is of its rest."""
    if fall is None:
        return None
    return Finding(code=code, about=code, was=_percent(fall.was.rest), now=_percent(fall.now.rest), pages=fall.now.of)


def _field(against: _Comparison, field: str) -> Finding | None:
    """Whether a field is missing more often, or comes from what is less sure than its rule."""
    before = against.before(field, (field, "prepare", *_RESTS_ON.get(field, ())))
    if missing := against.fall(lambda profile: profile.origin(field, NOT_FOUND).rest, before):
        was, now = map(_percent, missing)
        return Finding(code=f"field-missing:{field}", about=field, field=field, was=was, now=now, pages=missing.now.of)
    origins = {origin for profile in (*before, against.now) for origin in profile.origins.get(field, {})}
    falls = [
        (origin, fall)
        for origin in sorted(origins - {NOT_FOUND})
        if (fall := against.fall(lambda profile: profile.origin(field, origin), before))  # noqa: B023
    ]
    return _origin_shift(against, field, falls, before) if falls else None


def _origin_shift(
    against: _Comparison, field: str, falls: Sequence[tuple[str, Fall]], before: Sequence[RunProfile]
) -> Finding | None:
    """From the commonest origin that has fallen, to the one that has risen most."""
    origin, fall = max(falls, key=lambda one: one[1].was.part)

    def rise(other: str) -> float:
        was = pooled(profile.origin(field, other) for profile in before)
        return against.now.origin(field, other).part - was.part

    risen = max(sorted(against.now.origins[field]), key=rise)
    if risen == "rule":  # better than before
        return None
    return Finding(
        code=f"origin-shift:{field}",
        about=field,
        field=field,
        was=f"{origin} {_percent(fall.was)}",
        now=f"{risen} {_percent(against.now.origin(field, risen))}",
        pages=fall.now.of,
    )


def _body_length(against: _Comparison) -> Finding | None:
    sizes = [profile.words for profile in against.before("body-length", _BODY)]
    now = against.now.words
    where = moved(now, sizes, near=3, far=8)  # by a quarter, by half
    if where is None:
        return None
    return Finding(
        code="body-shorter" if where == "down" else "body-longer",
        about="body-length",
        field="body",
        was=_half(added(sizes), words_of_step, "words"),
        now=_half(now, words_of_step, "words in half"),
        pages=against.now.articles,
    )


def _removed_share(against: _Comparison) -> Finding | None:
    sizes = [profile.removed_shares for profile in against.before("removed-share", _BODY)]
    now = against.now.removed_shares
    where = moved(now, sizes, near=2, far=4)  # by 10%, by 20% of all words
    if where is None:
        return None
    return Finding(
        code="removed-less" if where == "down" else "removed-more",
        about="removed-share",
        was=_half(added(sizes), percent_of_step, "% of the words"),
        now=_half(now, percent_of_step, "% of the words in half"),
        pages=against.now.articles,
    )


def _unused_selector(against: _Comparison, field: str, selector: str) -> Finding | None:
    before = against.before(field, (field, "prepare"))
    fall = against.fall(lambda profile: profile.selector(field, selector), before)
    return _unused(fall, code=f"{field}:{selector}", about=field, field=field, selector=selector)


def _unused_removal(against: _Comparison, rule: str) -> Finding | None:
    """A rule that takes nothing out any more; steps of cleaning that are no site's rules may do so."""
    _, is_drop, selector = rule.partition("/drop:")
    if not is_drop and "/phrase:" not in rule:
        return None
    fall = against.fall(lambda profile: profile.removal(rule), against.before(rule, _BODY))
    field = "drop" if is_drop else "phrases"
    return _unused(fall, code=rule, about=rule, field=field, selector=selector or None)


def _unused(fall: Fall | None, *, code: str, about: str, field: str, selector: str | None) -> Finding | None:
    if fall is None or fall.now.part > fall.was.part * _UNUSED:
        return None
    was, now = map(_percent, fall)
    code = f"rule-unused:{code}"
    return Finding(code=code, about=about, field=field, selector=selector, was=was, now=now, pages=fall.now.of)


def _half(sizes: Steps, value: Callable[[int], int], unit: str) -> str:
    """Between what sizes the middle half of the articles lies."""
    return f"{value(quantile(sizes, 0.25))} to {value(quantile(sizes, 0.75))} {unit}"


def _percent(share: Share) -> str:
    return f"{share.part:.0%}"
