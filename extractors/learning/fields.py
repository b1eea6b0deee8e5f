"""The fields outside the body: elements that print what the page's machine data say, and selectors that find them.

A selector is judged by the very function that will read the field with it: right, wrong or nothing on each page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from extractors.authors import parse_authors
from extractors.compiled import CompiledRules
from extractors.dates import parse_date
from extractors.language import zone_of_language
from extractors.learning.specimen import Line, Specimen
from extractors.learning.tokens import Candidate, candidates, child_candidates, inner_candidates
from extractors.metadata import Found, extract_authors, extract_lead, extract_section, extract_tags, extract_title
from extractors.page import nearest_block, visible_text
from extractors.published import extract_times
from extractors.selection import is_named_furniture
from extractors.selectors import Element, compile_selector
from extractors.text import count_words, is_prose, key

FIELDS = ("title", "lead", "authors", "published", "section", "tags")
_MAX_SELECTORS = 3
_WRONG = 2.0
"""A page where a selector gives something else weighs as much as so many where it is right."""
_COST_WEIGHT = 0.05
_LABELS = ("title", "authors", "published", "section")
_CLOCK = re.compile(r"\d{1,2} ?[:.hg] ?\d{2}(?!\d|[./-]\d)")
_LABEL_WORDS = 25
"""A line that prints a field is short."""
_COMPARED = 200
"""Letters of a description: some sites cut theirs off."""
_MOST_MATCHES = 3
"""What finds more elements on a page says nothing of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A selector for a field, and the pages on which it gives what they say of themselves."""

    field: str
    selector: str
    cost: float
    right: tuple[str, ...]
    wrong: tuple[str, ...]


def find_fields(specimens: Sequence[Specimen], bodies: Mapping[Specimen, Sequence[Element]]) -> list[Choice]:
    """The selectors of each field in the order in which they are to be tried."""
    return [choice for field in FIELDS for choice in _find_field(field, specimens, bodies)]


def _find_field(
    field: str, specimens: Sequence[Specimen], bodies: Mapping[Specimen, Sequence[Element]]
) -> Iterator[Choice]:
    options = {
        one.selector: one
        for specimen in specimens
        for element in _printing(field, specimen, bodies[specimen])
        for one in _options(field, element)
    }
    judged = {
        one: [_judge(field, one.selector, specimen, bodies[specimen]) for specimen in specimens]
        for one in options.values()
    }
    waiting = set(range(len(specimens)))
    for _ in range(_MAX_SELECTORS):
        if not judged:
            return
        best = max(judged, key=lambda one: (_worth(judged[one], waiting) - _COST_WEIGHT * one.cost, one.selector))
        verdicts = judged.pop(best)
        if _worth(verdicts, waiting) <= 0:
            return
        waiting -= {index for index, verdict in enumerate(verdicts) if verdict}
        yield Choice(
            field=field,
            selector=best.selector,
            cost=best.cost,
            right=tuple(one.page.url for one, verdict in zip(specimens, verdicts, strict=True) if verdict > 0),
            wrong=tuple(one.page.url for one, verdict in zip(specimens, verdicts, strict=True) if verdict < 0),
        )


def _worth(verdicts: Sequence[int], waiting: set[int]) -> float:
    """Right pages less wrong ones, among those that no earlier selector decides."""
    return sum(verdicts[index] if verdicts[index] >= 0 else -_WRONG for index in waiting)


def _options(field: str, element: Element) -> list[Candidate]:
    if field == "tags":
        around = [one for outer in islice(element.iterancestors(), 4) for one in candidates(outer)]
        return [*candidates(element), *(Candidate(one.cost, f"{one.selector} a") for one in around)]
    return [*candidates(element), *child_candidates(element), *inner_candidates(element)]


def _judge(field: str, selector: str, specimen: Specimen, body: Sequence[Element]) -> int:
    """1 where the selector gives what the page says, -1 where it gives something else, 0 where nothing."""
    compiled = compile_selector(selector)
    matches = compiled.select_elements(specimen.page.root, specimen.page.index)
    if not matches:
        return 0
    if matches[0] in body or (field != "tags" and len(matches) > _MOST_MATCHES):
        return -1
    if field in _LABELS and count_words(visible_text(matches[0])) > _LABEL_WORDS:
        return -1
    rules: dict[str, Any] = {field: (compiled,)}
    return _VERDICTS[field](specimen, CompiledRules(**rules), body)


def _title_verdict(specimen: Specimen, rules: CompiledRules, body: Sequence[Element]) -> int:
    found = extract_title(specimen.page, rules, specimen.reading.article)
    return _verdict(found, key(found.value or "") == key(specimen.reading.fields.title.value or ""))


def _lead_verdict(specimen: Specimen, rules: CompiledRules, body: Sequence[Element]) -> int:
    found = extract_lead(specimen.page, rules)
    if found.value is None or not found.nodes:
        return 0
    return 1 if found.nodes[0] in {line.node for line in _leads(specimen, body)} else -1


def _authors_verdict(specimen: Specimen, rules: CompiledRules, body: Sequence[Element]) -> int:
    found = extract_authors(specimen.page, rules, None, specimen.reading.article)
    known = specimen.reading.fields.authors.value
    if found.origin != "rule" or not known:
        return 0
    return 1 if set(map(key, found.value)) == set(map(key, known)) else -1


def _section_verdict(specimen: Specimen, rules: CompiledRules, body: Sequence[Element]) -> int:
    fields = specimen.reading.fields
    found = extract_section(specimen.page, rules, specimen.reading.article, title=fields.title.value)
    return _verdict(found, key(found.value or "") == key(fields.section.value or "")) if fields.section.value else 0


def _tags_verdict(specimen: Specimen, rules: CompiledRules, body: Sequence[Element]) -> int:
    found = extract_tags(specimen.page, rules, specimen.reading.article)
    known = set(map(key, specimen.reading.fields.tags.value))
    if found.origin != "rule":
        return 0
    return 1 if known and set(map(key, found.value)) == known else -1


def _published_verdict(specimen: Specimen, rules: CompiledRules, body: Sequence[Element]) -> int:
    known = specimen.reading.fields.times.published
    language = specimen.reading.fields.language
    times = extract_times(
        specimen.page,
        rules,
        specimen.reading.article,
        language=language,
        zone=zone_of_language(language),
        is_zone_known=False,
        fetched_at=None,
    )
    if times.origin != "rule" or known is None or times.published is None:
        return 0
    if not _CLOCK.search(times.raw or "") and _is_before_title(times.nodes, specimen):
        return -1  # a day above the headline is that of the reader
    return 1 if abs((times.published - known).total_seconds()) < 60 else -1


def _is_before_title(nodes: Sequence[Element], specimen: Specimen) -> bool:
    """Whether any of the elements stands before the headline."""
    blocks = [line.node for line in specimen.lines]
    titles = [blocks.index(node) for node in specimen.reading.fields.title.nodes if node in blocks]
    printed = [blocks.index(block) for node in nodes if (block := nearest_block(node)) in blocks]
    return bool(titles and printed) and min(printed) < min(titles)


_VERDICTS: Mapping[str, Callable[[Specimen, CompiledRules, Sequence[Element]], int]] = {
    "title": _title_verdict,
    "lead": _lead_verdict,
    "authors": _authors_verdict,
    "published": _published_verdict,
    "section": _section_verdict,
    "tags": _tags_verdict,
}


def _verdict(found: Found[str | None], is_same: bool) -> int:
    return (1 if is_same else -1) if found.origin == "rule" else 0


def _printing(field: str, specimen: Specimen, body: Sequence[Element]) -> Iterator[Element]:
    """The elements that print a field of a page."""
    if field == "lead":
        yield from (line.node for line in _leads(specimen, body))
        return
    says = _sayings(field, specimen)
    for line in specimen.lines:
        if line.words <= _LABEL_WORDS * (2 if field == "tags" else 1) and not line.kept:
            for element in (line.node, *line.node.iterdescendants()):
                if isinstance(element.tag, str) and says(element):
                    yield element


def _sayings(field: str, specimen: Specimen) -> Callable[[Element], bool]:
    """Whether an element says what the page's field is."""
    fields = specimen.reading.fields
    if field == "authors":
        names = set(map(key, fields.authors.value))
        return lambda element: bool(names) and set(map(key, parse_authors([visible_text(element)]))) == names
    if field == "published":
        known, language = fields.times.published, fields.language

        def says_when(element: Element) -> bool:
            text = visible_text(element)
            if known is None or not any(letter.isdigit() for letter in text[:80]):
                return False
            moment = parse_date(text[:80], language=language, zone=zone_of_language(language))
            return moment is not None and abs((moment - known).total_seconds()) < 86_400

        return says_when
    values = fields.tags.value if field == "tags" else (getattr(fields, field).value,)
    wanted = {key(value) for value in values if value}
    return lambda element: key(visible_text(element)) in wanted


def _leads(specimen: Specimen, body: Sequence[Element]) -> list[Line]:
    """The blocks that may be the lead: what was read as one without rules, and prose between the headline and the text
    that says what the page says of itself."""
    lines = specimen.lines
    inside = {line for element in body for line in specimen.below.get(element, ())}
    first = next((index for index, line in enumerate(lines) if line in inside), 0)
    title = next((index for index, line in enumerate(lines) if line.draft.field == "title"), first)
    described = key(specimen.page.meta_first("og:description", "description") or "")
    nodes = specimen.reading.fields.lead.nodes if body else ()
    return [
        line
        for index, line in enumerate(lines)
        if line.node in nodes or (title < index < first and _says_description(line, described))
    ]


def _says_description(line: Line, described: str) -> bool:
    """Whether a block of prose begins as the page's description does, or the other way round."""
    if not described or line.repeated or line.draft.linked or is_named_furniture(line.node):
        return False
    own = key(line.draft.text)
    begins = own.startswith(described[:_COMPARED]) or described.startswith(own[:_COMPARED])
    return is_prose(line.draft.text) and begins
