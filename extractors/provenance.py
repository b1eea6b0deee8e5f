"""Where a text comes from: agency and dateline of a report, name and address of the source.

Parsers of single lines, and the cleaning steps that take such lines out of the body.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.draft import Draft, body_indexes, split_draft
from extractors.selectors import Element, xpath
from extractors.text import count_words
from extractors.urls import host_of

SOURCE_LINE = "provenance/source-line"
_SOURCE_REASON = "names the source; see source_name, source_url, agency"
AGENCY = "provenance/agency"
END_MARK = "provenance/end-mark"
DATELINE = "provenance/dateline"
DATELINE_REASON = "the report's place and agency; see dateline, agency"

_SOURCE_LABEL = (
    r"(?:Nguồn(?: tin)?|Sumber|Source|Fuente|Fonte|Quelle|Bron|Kaynak|Źródło|Zdroj|Forrás|Källa|Kilde|Lähde|Izvor|"
    r"Sursa|Источник|Джерело|Извор|来源|來源|出典|ソース|출처|원천|แหล่งที่มา|ที่มา|ແຫຼ່ງ|ប្រភព|المصدر|منبع|स्रोत|Πηγή|מקור)"
)
_SOURCE_WITH_URL = re.compile(
    rf"(?<!\S){_SOURCE_LABEL}(?: (?P<name>[^:.!?]{{1,60}}?))?\s?[:：]\s?(?P<url>https?://\S{{1,1000}})", re.IGNORECASE
)
_SOURCE_NAME = re.compile(rf"{_SOURCE_LABEL}\s?[:：]\s?(?P<name>[^:：/]{{2,60}})", re.IGNORECASE)
_ACCORDING_TO = re.compile(r"Theo (?P<name>(?:Báo |báo |Tạp chí )?[A-ZĐ][\w.+-]{1,20}(?: [A-ZĐ&][\w.+-]{0,20}){0,4})")
_SOURCE_IN_BRACKETS = re.compile(rf"\({_SOURCE_LABEL}\s?[:：]\s?(?P<name>[^():：/]{{2,60}})\)\.?", re.IGNORECASE)
"""As a whole line a picture's credit, unless it is the text's last and no picture stands before it."""
_ACCORDING_IN_BRACKETS = re.compile(r"\((?:Theo )?(?P<name>(?<=Theo )[^():!?]{2,60}|Tổng hợp)\)\.?", re.IGNORECASE)
_SOURCE_LINK = re.compile(
    r"(?:Theo (?P<name>\S{1,30}(?: \S{1,30}){0,5}?) )?(?:Copy link )?"
    r"(?:Link bài gốc|Xem bài gốc|Tautan sumber|Source link|Lien source|Enlace fuente)(?: Lấy link!?)?"
    r"(?: (?P<url>https?://\S{1,1000}))?",
    re.IGNORECASE,
)
_LABEL_AT_START = re.compile(rf"(?:(?:Theo|Menurut)\s?:?|{_SOURCE_LABEL}\s?[:：])\s(?=\S)", re.IGNORECASE)
_NO_NAME = re.compile(r"(?:.{0,10}t[oổ]ng h[oợ]p|internet|(?:xem |link |bài |nguồn ){0,2}gốc|nguồn|.?)", re.IGNORECASE)
_TAIL = 4
"""A name without an address counts as source line only among so many last blocks."""

_MARK = (
    r"(?:TTXVN|Vietnam\+|VietnamPlus|(?:[A-Z]{2,6}/)?VNA|VNP|VNS|ANTARA|BNEWS|THX|Xinhua|ВИА|越通社)"
    r"(?:/[\w+.]{2,20}){0,2}"
)
_AGENCY_AT_END = re.compile(rf"\s?[(（](?P<agency>{_MARK})[)）]\.?$")
_AGENCY_AFTER_END = re.compile(rf"(?:(?<=\./\.)\s?[-–—]?|(?<=[.!?…”\"»])\s?[-–—])\s?(?P<agency>{_MARK}|AVI)\.?$")
"""`… du pays.-AVI`, `… del país./. VNA`: a mark without brackets needs a dash or the end mark before it."""
_AGENCY_LINE = re.compile(rf"[-–—]?\s?[(（]?(?P<agency>{_MARK}|AVI)[)）]?\.?")
_END_MARK = re.compile(r"(?<=[.!?…”\")])\s?/\.?$|(?<=\w)\s?\./\.?$|(?:^|(?<=[。！？”]))\s?[(（]完[)）]$")
_END_MARKS = ("/.", "/", "完）", "完)")

_PLACE = r"(?P<place>[^\W\d_][^()（）\[\].:;!?–—\d]{1,50}?)"
_WIRES = (
    r"(?:VNA|VNS|TTXVN|ANTARA News|ANTARA|AFP|AP|Reuters|REUTERS|Xinhua|THX|Bernama|Kyodo|TASS|dpa|EFE|ANSA|Yonhap|UPI|"
    r"ВИА|ТАСС|越通社|新华社)"
)
"""Not any word in brackets: `Tổ chức Y tế Thế giới (WHO) – …` begins a sentence, not a report."""
_HOUSE = (
    r"(?P<agency>TTO|QĐND(?: Online)?|LĐO|NDO|NDĐT|TPO|TP|NLĐO|SKĐS|SGGPO|SGGP|PLO|PLVN|HNM|GLO|ANTV|ĐTCK|BNEWS|"
    r"VOVWORLD|VOV\.VN|VTV\.vn|Dân trí|[A-Za-z][\w-]{1,20}\.(?i:vn|com|net|tv|co\.id|id|co))"
)
_DASH = r"\s?[-–—]{1,2}\s{0,2}"
_BARE_HOUSES = re.compile(r"\((?P<agency>ĐTCK(?:-[Oo]nline)?)\)\s|(?P<bare>BNEWS)\s(?=[A-ZĐ])")
"""House marks without a dash: tinnhanhchungkhoan.vn, bnews.vn."""
_DATELINES = tuple(
    re.compile(pattern + _DASH)
    for pattern in (
        _PLACE + r"(?:,[^()\d]{1,15}\d{1,2}[^()]{0,10})?\s?[(（](?P<agency>" + _WIRES + r"(?:/[A-Z]{2,8})?)[)）]",
        r"(?P<agency>越通社|新华社)(?P<place>[^\W\d_]{2,8}?)(?:电|讯|消息)?(?=\s?[-–—])",
        r"\((?P<agency>[A-ZĐ][^()]{1,23})\)\.?",
        _PLACE + r",\s?(?P<agency>(?:CNN|CNBC) Indonesia)",
        r"(?P<place>[A-ZĐ][A-ZĐ .]{1,30}(?:, D\.?C\.?)?),\s?" + _HOUSE,
        _HOUSE + r"(?:,\s?| \| )(?P<place>[A-Z][A-Za-z .]{1,30}(?:, D\.?C\.?)?)",
        _HOUSE + r"(?=\s[-–—]|[-–—]{1,2}\s)",
    )
)

_BARE_PLACE = re.compile(_PLACE + _DASH)
_MAX_DATELINE = 80

_links = xpath("descendant-or-self::a[@href] | ancestor::a[@href]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What the lines said that left the body."""

    agency: str | None = None
    dateline: str | None = None
    source_name: str | None = None
    source_url: str | None = None

    def or_else(self, other: Provenance) -> Provenance:
        """These facts; the other's where this has none."""
        return Provenance(
            agency=self.agency or other.agency,
            dateline=self.dateline or other.dateline,
            source_name=self.source_name or other.source_name,
            source_url=self.source_url or other.source_url,
        )


def split_dateline(text: str) -> tuple[str | None, str | None, int] | None:
    """(place, agency, length) of the house prefix a report begins with; None where it has none.

    >>> split_dateline("Hanoi (VNA) – The minister")
    ('Hanoi', 'VNA', 14)
    >>> split_dateline("(Dân trí) - Giá vàng")
    (None, 'Dân trí', 12)
    """
    if (match := _BARE_HOUSES.match(text)) and match.end() < len(text):
        return None, match["agency"] or match["bare"], match.end()
    for pattern in _DATELINES:
        if match := pattern.match(text):
            named = match.groupdict()
            place = named.get("place")
            if (place is None or count_words(place) <= 6) and match.end() < len(text):
                return place.strip() if place else None, named["agency"], match.end()
    return None


def mark_source_lines(drafts: list[Draft], *, page_url: str | None) -> tuple[list[Draft], Provenance]:
    """Takes out the lines that name the source, and says what they named."""
    found = Provenance()
    last = body_indexes(drafts)[-_TAIL:]
    marked: list[Draft] = []
    for index, draft in enumerate(drafts):
        facts = None
        if draft.rule is None and draft.field == "source":
            facts = read_source(draft, page_url=page_url), 0
        elif draft.in_body:
            facts = _read_source_end(draft) or _read_source_line(draft, page_url, near_end=index in last)
            if facts is None and index == last[-1] and (index == 0 or drafts[index - 1].image is None):
                facts = _read_source_in_brackets(draft)
        if facts is None:
            marked.append(draft)
            continue
        found = found.or_else(facts[0])
        marked.extend(split_draft(draft, facts[1], len(draft.text), rule=SOURCE_LINE, reason=_SOURCE_REASON))
    return marked, found


def take_agency(drafts: list[Draft]) -> tuple[list[Draft], Provenance]:
    """Takes the agency's mark off the end of the last block, and the end mark './.' off every block."""
    agency = None
    drafts = list(drafts)
    while body := body_indexes(drafts):
        last = body[-1]
        text = drafts[last].text
        match = _AGENCY_LINE.fullmatch(text) or _AGENCY_AT_END.search(text) or _AGENCY_AFTER_END.search(text)
        if not match:
            break
        agency = match["agency"] + (f"/{agency}" if agency else "")
        drafts[last : last + 1] = split_draft(
            drafts[last], match.start(), match.end(), rule=AGENCY, reason="the agency's mark; see agency"
        )
    return [part for draft in drafts for part in _strip_end_mark(draft)], Provenance(agency=agency)


def take_dateline(drafts: list[Draft], *, place: str | None = None) -> tuple[list[Draft], Provenance]:
    """Takes place and agency off the beginning of the first paragraph, however many there are; a first block that is
    nothing else goes whole. `place` is what an element of its own prints: it needs no agency to be known.
    """
    facts = Provenance()
    body = body_indexes(drafts)
    if len(body) > 1 and (line := _read_dateline_line(drafts[body[0]].text)):
        facts = line
        drafts = [*drafts]
        drafts[body[0]] = drafts[body[0]].removed(DATELINE, DATELINE_REASON)
    for index, draft in enumerate(drafts):
        if draft.in_body and draft.type == "paragraph":
            parts: list[Draft] = []
            while found := split_dateline(draft.text) or _split_place(draft.text, place):
                name, agency, end = found
                facts = facts.or_else(Provenance(dateline=name, agency=agency))
                removed, draft = split_draft(draft, 0, end, rule=DATELINE, reason=DATELINE_REASON)
                parts.append(removed)
            return [*drafts[:index], *parts, draft, *drafts[index + 1 :]], facts
    return drafts, facts


def read_source(draft: Draft, *, page_url: str | None) -> Provenance:
    """What an element says that a rule calls the source: a mark, a name, an address, or a whole line of them."""
    if mark := _AGENCY_LINE.fullmatch(draft.text):
        return Provenance(agency=mark["agency"])
    if line := _read_source_end(draft) or _read_source_line(draft, page_url, near_end=True):
        return line[0]
    name = _LABEL_AT_START.sub("", draft.text.strip(" :()"), count=1)
    return Provenance(
        source_name=None if _NO_NAME.fullmatch(name) else name, source_url=_outward_link(draft.node, page_url)
    )


def _read_source_end(draft: Draft) -> tuple[Provenance, int] | None:
    """A source line with an address, alone or after the last sentence of a paragraph; and where it starts."""
    start = draft.text.rfind("http")
    if start < 0 or draft.type != "paragraph":
        return None
    match = _SOURCE_WITH_URL.search(draft.text, max(0, start - 100))
    if not match or match.end() != len(draft.text):
        return None
    return Provenance(source_name=match["name"], source_url=match["url"]), match.start()


def _read_source_line(draft: Draft, page_url: str | None, *, near_end: bool) -> tuple[Provenance, int] | None:
    if match := _SOURCE_LINK.fullmatch(draft.text):
        return Provenance(source_name=match["name"], source_url=match["url"] or _outward_link(draft.node, page_url)), 0
    if near_end and (match := _named_source(draft.text)):
        name = match["name"].strip()
        if count_words(name) <= 6:
            return Provenance(
                source_name=None if _NO_NAME.fullmatch(name) else name, source_url=_outward_link(draft.node, page_url)
            ), 0
    return None


def _read_source_in_brackets(draft: Draft) -> tuple[Provenance, int] | None:
    match = _SOURCE_IN_BRACKETS.fullmatch(draft.text)
    return (Provenance(source_name=None if _NO_NAME.fullmatch(match["name"]) else match["name"]), 0) if match else None


def _named_source(text: str) -> re.Match[str] | None:
    """The match of a whole line that names a source, in its group `name`."""
    patterns = (_SOURCE_NAME, _ACCORDING_TO, _ACCORDING_IN_BRACKETS)
    return next((match for pattern in patterns if (match := pattern.fullmatch(text))), None)


def _outward_link(node: Element | None, page_url: str | None) -> str | None:
    """The first link to another host."""
    if node is None:
        return None
    own = host_of(page_url or "")
    for link in _links(node):
        href = (link.get("href") or "").strip()
        if href.startswith(("http://", "https://")) and host_of(href) != own:
            return href
    return None


def _read_dateline_line(text: str) -> Provenance | None:
    """What a line says that is only the place a report begins with, its agency, and a dash."""
    if len(text) > _MAX_DATELINE or not text.endswith(("-", "–", "—")) or not text[:1].isupper():
        return None
    for pattern in (*_DATELINES, _BARE_PLACE):
        if match := pattern.fullmatch(text):
            named = match.groupdict()
            return Provenance(dateline=named.get("place"), agency=named.get("agency"))
    return None


def _split_place(text: str, place: str | None) -> tuple[str, None, int] | None:
    """As `split_dateline`, where the place is known and no agency stands behind it."""
    match = re.match(re.escape(place) + _DASH, text) if place else None
    return (place, None, match.end()) if place and match and match.end() < len(text) else None


def _strip_end_mark(draft: Draft) -> list[Draft]:
    if not draft.in_body or not draft.text.endswith(_END_MARKS):
        return [draft]
    match = _END_MARK.search(draft.text)
    if not match:
        return [draft]
    start = match.start() + (draft.text[match.start() :].lstrip().startswith("./") and 1)
    return split_draft(draft, start, match.end(), rule=END_MARK, reason="the agency's end mark")
