"""Drafts in, drafts out: takes furniture that only its words give away out of the body.

The order of the steps, each one function below:

 1. furniture            `strip_phrases`: placeholders such as `[iklan_2]` leave the block they stand in
    (here `provenance` takes the source line: a placeholder may stand before it, a cut mark takes it)
 2. furniture            `drop_phrases`: whole blocks; a cut mark takes all that follows too
 3. drop_cards           teasers after the end: headline, time, lead; links alone
 4. drop_date_lines      a line that is only the time of publication; the times of a live blog's entries stay
 5. drop_echoes          the title and the lead said again
 6. take_captions        a line that ends in a credit is a caption; an untranslated alt text before it goes;
                         then `credits` splits the credits off all captions
 7. settle_signatures    a byline element that is not at the end is prose
 8. promote_headings     a wholly bold short paragraph followed by text is a heading
    (here `provenance` takes agency, end mark and dateline off what is left)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from extractors.article import Image
from extractors.authors import parse_authors
from extractors.compiled import OwnedPhrase
from extractors.credits import is_caption_line, split_captions
from extractors.dates import split_date_line
from extractors.draft import Draft, body_indexes
from extractors.furniture import drop_phrases, is_headline
from extractors.listing import is_linked_headline
from extractors.selectors import Element
from extractors.text import count_words, is_prose, key, words
from extractors.timeline import entry_times, is_printed_date, is_time_line

TITLE_ECHO = "clean/title-echo"
LEAD_ECHO = "clean/lead-echo"
DATE_LINE = "clean/date-line"
CARD = "clean/teaser-card"
ALT_TEXT = "clean/alt-text"

_HEADING_WORDS = 25
_HEADING_LENGTH = 180
_SIGNATURE_WORDS = 15
_AUTHOR_LINES = 4
_AUTHOR_LINE = re.compile(
    r"(?:Pewarta|Penulis|Reporter|Editor|Redaktur|Wartawan|Tác giả|Thực hiện|Biên dịch|Biên tập|Phóng viên)\s?: ",
    re.IGNORECASE,
)
_HOUSE_LINE = re.compile(r"\([\w-]{2,25}(?:\.(?:com|co\.id|id|net))?/[^()/\d]{3,60}\)", re.IGNORECASE)
"""`(Tribunnews.com/Ani Sungai)`, the last line of Indonesian reports."""
_VIETNAMESE = re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the steps must know beside the drafts."""

    phrases: tuple[OwnedPhrase, ...]
    language: str | None = None
    title: str | None = None
    lead: str | None = None
    is_lead_printed: bool = True
    """Whether an element of its own prints the lead; else a first paragraph that says it is the lead itself."""


Step = Callable[[list[Draft], Context], list[Draft]]


def clean_drafts(drafts: list[Draft], context: Context) -> list[Draft]:
    """The drafts after steps 2 to 8; none is lost, those taken out carry their rule."""
    for step in STEPS:
        drafts = step(drafts, context)
    return drafts


def drop_cards(drafts: list[Draft], context: Context) -> list[Draft]:
    """Takes out teasers at the end: a headline, a line that is only a time, and the leads between and after them; and
    headlines that are nothing but links.
    """
    drafts = _without_last_links(drafts)
    body = body_indexes(drafts)
    times = [position for position, index in enumerate(body) if is_printed_date(drafts[index].text)]
    times = [position for position in times if position >= 2 and _is_card_headline(drafts[body[position - 1]])]
    if not times:
        return drafts
    first = times[0] - 1
    if any(second - time not in (2, 3) for time, second in zip(times, times[1:], strict=False)):
        return drafts
    is_after_prose = any(is_prose(drafts[index].text) for index in body[:first])
    if not is_after_prose or len(body) - times[-1] > 2:
        return drafts
    cards = set(body[first:])
    return [
        draft.removed(CARD, "teaser of another article") if index in cards else draft
        for index, draft in enumerate(drafts)
    ]


def drop_date_lines(drafts: list[Draft], context: Context) -> list[Draft]:
    """Takes out lines that are only a time of publication. Those of a live blog's entries are paragraphs."""
    entries = entry_times(drafts)
    done: list[Draft] = []
    for index, draft in enumerate(drafts):
        if index in entries:
            draft = replace(draft, type="paragraph", field="body")
        elif draft.in_body and is_printed_date(draft.text):
            draft = draft.removed(DATE_LINE, "the time of publication; see published_raw")
        done.append(draft)
    return done


def take_captions(drafts: list[Draft], context: Context) -> list[Draft]:
    """Makes lines that end in a credit captions: of the image before them, else of an image without address."""
    done: list[Draft] = []
    for draft in drafts:
        text = draft.text.strip("| ")
        is_cell = draft.text.startswith("| ") and draft.text.endswith(" |") and draft.text.count("|") == 2
        if not (draft.in_body and draft.type == "paragraph" and (is_cell or is_caption_line(text))):
            done.append(draft)
            continue
        if done and _is_foreign_alt(done[-1], context.language):
            done[-1] = done[-1].removed(ALT_TEXT, "an image's alternative text, left untranslated")
        url = None
        if done and done[-1].image is not None and not done[-1].text and done[-1].rule is None:
            previous = done.pop()
            url = previous.image.url if previous.image else None
        done.append(replace(draft, text=text, field="images", image=Image(url=url, caption=text)))
    return done


def settle_signatures(drafts: list[Draft], context: Context) -> list[Draft]:
    """Makes a signature the byline; gives it back to the body where it is long, or has prose after it.

    A last line that is a person's name, bold or marked as the author's, is a signature even without a rule; so are
    lines such as `Penulis: …` at the end.
    """
    drafts = _mark_author_lines(drafts)
    if not any(draft.field == "signature" for draft in drafts):
        body = body_indexes(drafts)
        if body and _is_signature(drafts[body[-1]]):
            last = body[-1]
            return [*drafts[:last], replace(drafts[last], field="byline"), *drafts[last + 1 :]]
    done: list[Draft] = []
    prose_after = False
    for draft in reversed(drafts):
        if draft.field == "signature" and draft.rule is None:
            is_body = prose_after or count_words(draft.text) > _SIGNATURE_WORDS
            draft = replace(draft, field="body" if is_body else "byline")
        prose_after = prose_after or (draft.in_body and is_prose(draft.text))
        done.append(draft)
    return done[::-1]


def drop_echoes(drafts: list[Draft], context: Context) -> list[Draft]:
    """Takes out blocks that only say the title again, and a first paragraph that only says the lead again."""
    title, lead = key(context.title or ""), key(context.lead or "")
    done: list[Draft] = []
    first = True
    for draft in drafts:
        if draft.in_body:
            if title and _is_same(draft.text, title):
                draft = draft.removed(TITLE_ECHO, "the title again")
            elif title and _is_title_with_caption(draft.text, context.title or ""):
                draft = draft.removed(TITLE_ECHO, "the title again, with a caption")
            elif first and lead and _is_same(draft.text, lead):
                again = draft.removed(LEAD_ECHO, "the lead again")
                draft = again if context.is_lead_printed else replace(draft, field="lead")
            first = first and not draft.in_body
        done.append(draft)
    return done


def promote_headings(drafts: list[Draft], context: Context) -> list[Draft]:
    """Makes a wholly bold, short paragraph a heading, where a block that is none follows."""
    done: list[Draft] = []
    follower: Draft | None = None
    for draft in reversed(drafts):
        if draft.in_body:
            if follower is not None and not follower.bold and _is_bold_heading(draft):
                draft = replace(draft, type="heading")
            follower = draft
        done.append(draft)
    return done[::-1]


def _drop_phrases(drafts: list[Draft], context: Context) -> list[Draft]:
    return drop_phrases(drafts, context.phrases)


def _split_captions(drafts: list[Draft], context: Context) -> list[Draft]:
    return split_captions(drafts)


def printed_date(drafts: Sequence[Draft]) -> tuple[str | None, str] | None:
    """(source name, date text) of the first line that step 4 took out."""
    lines = (split_date_line(draft.text) for draft in drafts if draft.rule == DATE_LINE)
    return next((found for found in lines if found), None)


STEPS: tuple[Step, ...] = (
    _drop_phrases,
    drop_cards,
    drop_date_lines,
    drop_echoes,
    take_captions,
    _split_captions,
    settle_signatures,
    promote_headings,
)


def _without_last_links(drafts: list[Draft]) -> list[Draft]:
    body = body_indexes(drafts)
    while len(body) > 1 and _is_other_story(drafts[body[-1]]):
        index = body.pop()
        drafts = [*drafts[:index], drafts[index].removed(CARD, "headline of another article"), *drafts[index + 1 :]]
    return drafts


def _is_other_story(draft: Draft) -> bool:
    return draft.type != "list" and is_linked_headline(draft) and is_headline(draft.text)


def _mark_author_lines(drafts: list[Draft]) -> list[Draft]:
    last = body_indexes(drafts)[-_AUTHOR_LINES:]
    return [
        replace(draft, field="signature") if index in last and _is_author_line(draft.text) else draft
        for index, draft in enumerate(drafts)
    ]


def _is_author_line(text: str) -> bool:
    is_marked = _AUTHOR_LINE.match(text) or _HOUSE_LINE.fullmatch(text)
    return len(text) <= 100 and is_marked is not None and bool(parse_authors([text]))


def _is_signature(draft: Draft) -> bool:
    if draft.node is None or draft.type != "paragraph" or len(draft.text) > 60:
        return False
    if not (draft.bold or _is_author_element(draft.node)):
        return False
    names = parse_authors([draft.text])
    return len(names) == 1 or " - ".join(names) == draft.text.replace(" – ", " - ")


def _is_author_element(node: Element) -> bool:
    for element in (node, *islice(node.iterancestors(), 2)):
        style = (element.get("style") or "").replace(" ", "").lower()
        if "author" in (element.get("class") or "").lower() or "text-align:right" in style:
            return True
    return False


def _is_card_headline(draft: Draft) -> bool:
    """Whether a line may be a teaser's headline: on a page it is a link, or it heads an entry of a live blog."""
    return is_headline(draft.text) and (draft.node is None or draft.linked)


def _is_same(text: str, wanted: str) -> bool:
    """Whether a text has the words of a key; most texts differ in length or in the first word already."""
    if len(wanted) > len(text) + 20 or len(text) > 2 * len(wanted) + 20:
        return False
    first = words(text[:60])
    return bool(first) and wanted.startswith(first[0]) and key(text) == wanted


def _is_foreign_alt(draft: Draft, language: str | None) -> bool:
    return (
        draft.in_body
        and language not in (None, "vi")
        and is_headline(draft.text)
        and len(_VIETNAMESE.findall(draft.text)) * 12 >= len(draft.text)
    )


def _is_title_with_caption(text: str, title: str) -> bool:
    """MasterCMS's English edition ends in `Title: caption`."""
    return len(text) > len(title) and text.startswith(title) and text[len(title) :].lstrip().startswith(":")


def _is_bold_heading(draft: Draft) -> bool:
    text = draft.text
    if not draft.bold or draft.type != "paragraph" or is_time_line(text):
        return False
    return len(text) <= _HEADING_LENGTH and count_words(text) <= _HEADING_WORDS and is_headline(text)
