"""What a tool gave against the gold: a number from 0 to 1 for each measure (leaks are counted), and what was wrong.

Blocks    Words of equal blocks. A block counts only as a whole, so a lost paragraph and a leaked line cost what they
          weigh, and so does a paragraph torn in two.
Text      Runs of four words, wherever blocks begin and end, as the public article-extraction benchmarks count them. A
          lead that stands in the body counts neither way here: tools differ on whether it belongs there.
Fields    Right or wrong. Names, section and tags without regard to case; a time to the minute; names and tags as sets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from benchmarks.accuracy.gold import Block, Gold
from benchmarks.accuracy.texts import core, count_words, folded, harmonic, normal_form, shingles, words
from benchmarks.accuracy.tools import Extracted

Score = float | None
"""None: not scored, because the tool does not give it or the gold does not have it."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One row of the tables."""

    name: str
    title: str
    meaning: str
    is_share: bool = True
    """From 0 to 1, more is better; the others are counts, less is better."""


MEASURES = (
    Measure("body_precision", "body precision", "words of kept blocks that are a block of the gold"),
    Measure("body_recall", "body recall", "words of the gold's blocks that were kept as a block"),
    Measure("body_f1", "body F1", "their harmonic mean, page by page"),
    Measure("text_precision", "text precision", "runs of four words kept that stand in the gold"),
    Measure("text_recall", "text recall", "runs of four words of the gold that were kept"),
    Measure("text_f1", "text F1", "the harmonic mean of the two means"),
    Measure("text_exact", "text exact", "pages whose words are the gold's words, no more and no less"),
    Measure("types", "block types", "blocks of the gold that were kept under the right type"),
    Measure("title", "title", "as printed"),
    Measure("lead", "lead", "as printed"),
    Measure("authors", "authors", "all people, nobody else; editors may be there or not"),
    Measure("published", "published", "to the minute"),
    Measure("day", "published, day", "the day alone"),
    Measure("section", "section", "the innermost one"),
    Measure("tags", "tags", "all of them, no others"),
    Measure("captions", "captions", "captions of the gold that were found"),
    Measure("leaks", "leaks a page", "texts that must not come through, and did", is_share=False),
)


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A field that is wrong."""

    field: str
    got: str
    expected: str


@dataclass(frozen=True, slots=True)
class PageScore:
    """One tool on one page."""

    values: Mapping[str, Score]
    mismatches: tuple[Mismatch, ...] = ()
    leaks: tuple[str, ...] = ()


def score_page(found: Extracted | None, gold: Gold, *, gives: frozenset[str]) -> PageScore:
    """The scores of one tool on one page; `found` is None where it failed: 0 in all it should have given."""
    got = found or Extracted()
    leaks = tuple(text for text in gold.absent if _leaks(text, got))
    values: dict[str, Score] = {
        **score_blocks(got.body, gold.body, optional=gold.optional),
        **score_text(got.body, gold),
        "types": _types(got.body, gold) if "types" in gives else None,
        "leaks": float(len(leaks)) if gold.absent else None,
    }
    mismatches = []
    for name, check in _CHECKS.items():
        can = name in gives or (name == "day" and "published" in gives)
        if not can or ("published" if name == "day" else name) not in gold.annotated:
            values[name] = None
            continue
        values[name] = score = check(got, gold) if found else 0.0
        if score is not None and score < 1:
            mismatches.append(Mismatch(name, *_side_by_side(name, got, gold)))
    return PageScore(values, tuple(mismatches), leaks)


def score_blocks(got: Sequence[Block], gold: Sequence[Block], *, optional: Sequence[str] = ()) -> dict[str, Score]:
    """Precision, recall and F1 in words of equal blocks."""
    kept = Counter(filter(None, (core(block.text, optional) for block in got)))
    wanted = Counter(filter(None, (core(block.text, optional) for block in gold)))
    hits, all_kept, all_wanted = _weight(kept & wanted), _weight(kept), _weight(wanted)
    precision = hits / all_kept if all_kept else 0.0
    recall = hits / all_wanted if all_wanted else 0.0
    return {"body_precision": precision, "body_recall": recall, "body_f1": harmonic(precision, recall)}


def score_text(body: Sequence[Block], gold: Gold) -> dict[str, Score]:
    """Precision (None where nothing was kept), recall and F1 in runs of four words, and whether all words are right."""
    wanted = [core(block.text, gold.optional) for block in gold.body]
    lead = stray_lead(gold)
    kept = [text for text in (core(block.text, gold.optional) for block in body) if text and text != lead]
    got_runs, gold_runs = shingles(" ".join(kept)), shingles(" ".join(wanted))
    hits = (got_runs & gold_runs).total()
    precision = hits / got_runs.total() if got_runs else None
    recall = hits / gold_runs.total() if gold_runs else 0.0
    return {
        "text_precision": precision,
        "text_recall": recall,
        "text_f1": harmonic(precision or 0.0, recall),
        "text_exact": float(bool(kept) and words(" ".join(kept)) == words(" ".join(wanted))),
    }


def stray_lead(gold: Gold) -> str:
    """The lead, which counts neither way when it stands in the body; empty where the gold has it there too."""
    lead = core(gold.lead, gold.optional)
    return "" if any(core(block.text, gold.optional) == lead for block in gold.body) else lead


def _weight(texts: Counter[str]) -> int:
    return sum(count_words(text) * count for text, count in texts.items())


def _types(body: Sequence[Block], gold: Gold) -> float:
    have = Counter((block.type, core(block.text, gold.optional)) for block in body)
    wanted = Counter((block.type, core(block.text, gold.optional)) for block in gold.body)
    return (have & wanted).total() / wanted.total()


def _leaks(text: str, got: Extracted) -> bool:
    kept = [normal_form(block.text) for block in got.body]
    return normal_form(text) in " ".join([*kept, normal_form(got.lead)])


def _title(got: Extracted, gold: Gold) -> Score:
    return float(normal_form(got.title) == normal_form(gold.title))


def _lead(got: Extracted, gold: Gold) -> Score:
    return float(core(got.lead, gold.optional) == core(gold.lead, gold.optional))


def _authors(got: Extracted, gold: Gold) -> Score:
    people, may, names = folded(gold.authors), folded(gold.editors), folded(got.authors)
    return float(people - may <= names <= people | may)


def _published(got: Extracted, gold: Gold) -> Score:
    if gold.published is None:
        return float(got.published is None)
    return float(_minute(got.published) in {_minute(moment) for moment in (gold.published, *gold.published_alt)})


def _day(got: Extracted, gold: Gold) -> Score:
    if gold.published is None:
        return float(got.published is None and got.day is None)
    days = {moment.date() for moment in (gold.published, *gold.published_alt)}
    if got.published is None:
        return float(got.day in days)
    local = got.published.astimezone(gold.published.tzinfo) if got.published.tzinfo else got.published
    return float(local.date() in days)


def _section(got: Extracted, gold: Gold) -> Score:
    return float(folded([got.section]) == folded([gold.section]))


def _tags(got: Extracted, gold: Gold) -> Score:
    return float(folded(got.tags) == folded(gold.tags))


def _captions(got: Extracted, gold: Gold) -> Score:
    """A caption counts when one holds the other: with the credit or without."""
    wanted, have = folded(gold.captions), folded(got.captions)
    if not wanted:
        return None
    return sum(any(one in other or other in one for other in have) for one in wanted) / len(wanted)


_CHECKS = {
    "title": _title,
    "lead": _lead,
    "authors": _authors,
    "published": _published,
    "day": _day,
    "section": _section,
    "tags": _tags,
    "captions": _captions,
}


def _minute(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M") if moment and moment.tzinfo else None


def _side_by_side(name: str, got: Extracted, gold: Gold) -> tuple[str, str]:
    """A field of both, as people read it."""
    if name == "day":
        return _shown(got.published or got.day), _shown(gold.published and gold.published.date())
    return _shown(getattr(got, name)), _shown(getattr(gold, name))


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return "\n".join(map(str, value))
    return "" if value is None else str(value)
