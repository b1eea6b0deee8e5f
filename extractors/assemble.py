"""Cleaned drafts and fields -> the Article, and the account of what the drafts became."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractors.article import Article, Block, Image, Piece, Removal
from extractors.authors import parse_authors
from extractors.body import OUTSIDE
from extractors.clean import printed_date
from extractors.draft import Draft, split_draft
from extractors.fields import Fields
from extractors.metadata import Found
from extractors.page import Page, visible_text
from extractors.photos import story_captions
from extractors.provenance import DATELINE, DATELINE_REASON, Provenance, split_dateline
from extractors.selectors import steps_to
from extractors.site import Site
from extractors.text import count_words, key


def assemble_article(
    page: Page, site: Site | None, fields: Fields, drafts: Sequence[Draft], facts: Provenance
) -> Article:
    """The article. `facts` are what the lines said that left body and lead."""
    printed = printed_date(drafts)
    byline = fields.byline.value or _printed_byline(fields, drafts)
    return Article(
        url=page.url,
        canonical_url=fields.canonical.value,
        site=site.name if site else None,
        language=fields.language,
        title=fields.title.value,
        lead=fields.lead.value,
        body=blocks_of(drafts),
        authors=fields.authors.value or parse_authors([byline or ""]),
        byline=byline,
        published=fields.times.published,
        published_raw=fields.times.raw,
        modified=fields.times.modified,
        section=fields.section.value,
        tags=fields.tags.value,
        images=images_of(drafts),
        agency=facts.agency,
        dateline=facts.dateline or fields.dateline.value,
        source_name=facts.source_name or _other_paper(page, fields.times.source_name or (printed and printed[0])),
        source_url=facts.source_url,
    )


def blocks_of(drafts: Sequence[Draft]) -> tuple[Block, ...]:
    """The kept blocks in order; in a photo story the captions too, which its images keep all the same."""
    captions = story_captions(drafts)
    return tuple(
        Block(type="paragraph", text=captions[index]) if index in captions else Block(type=draft.type, text=draft.text)
        for index, draft in enumerate(drafts)
        if draft.in_body or index in captions
    )


def images_of(drafts: Sequence[Draft]) -> tuple[Image, ...]:
    """The kept images in order, each address once; the first that has a caption wins."""
    images: dict[str, Image] = {}
    for number, draft in enumerate(drafts):
        if draft.image is not None and draft.rule is None:
            name = draft.image.url or f"#{number}"
            if name not in images or not (images[name].caption or images[name].credit):
                images[name] = draft.image
    return tuple(images.values())


def removals_of(drafts: Sequence[Draft], *, outside: bool) -> tuple[Removal, ...]:
    """What was taken out, in order; with `outside` also what stood outside the body."""
    return tuple(d.to_removal() for d in drafts if d.rule and d.text and (outside or d.rule != OUTSIDE))


def origins_of(article: Article, fields: Fields, *, body: str) -> dict[str, str]:
    """Where each field that is filled came from. What no field of the page gave was read from the text's lines."""
    found = {**fields.origins(), "body": body, "images": body}
    found["published_raw"] = found.get("published", "text")
    named = ("title", "lead", "body", "authors", "byline", "published", "published_raw", "modified", "section", "tags")
    later = ("images", "language", "canonical_url", "agency", "dateline", "source_name", "source_url")
    return {name: found.get(name, "text") for name in (*named, *later) if getattr(article, name)}


def selectors_of(origins: Mapping[str, str], fields: Fields, *, body: str | None) -> dict[str, str]:
    """The selector that gave each field, of those whose origin is a rule."""
    found = fields.selectors() | ({"body": body} if body else {})
    return {name: selector for name, selector in found.items() if origins.get(name) == "rule"}


def pieces_of(drafts: Sequence[Draft]) -> tuple[Piece, ...]:
    """Every text of the page in order, kept or removed."""
    return tuple(
        Piece(
            text=draft.text,
            field=None if draft.rule else draft.field,
            removal=draft.to_removal() if draft.rule else None,
            path=None if draft.node is None else steps_to(draft.node),
        )
        for draft in drafts
        if draft.text
    )


def greedy_rules(drafts: Sequence[Draft]) -> tuple[str, ...]:
    """A warning for each rule that took more words than the body has left."""
    taken: dict[str, int] = {}
    for draft in drafts:
        if draft.rule and ("/drop:" in draft.rule or "/phrase:" in draft.rule or draft.rule.startswith("clean/")):
            taken[draft.rule] = taken.get(draft.rule, 0) + count_words(draft.text)
    kept = sum(count_words(draft.text) for draft in drafts if draft.in_body)
    return tuple(f"rule-too-greedy:{rule}" for rule, count in taken.items() if count > kept)


def without_cut_lead(fields: Fields, drafts: Sequence[Draft]) -> Fields:
    """The fields without a lead, where a meta tag's text is only the beginning of the first paragraph."""
    first = next((draft for draft in drafts if draft.in_body), None)
    own, cut = key(first.text if first else ""), key((fields.lead.value or "").rstrip("…. "))
    is_cut = cut and not fields.lead.nodes and own.startswith(cut)
    return replace(fields, lead=Found(None)) if is_cut else fields


def split_lead(fields: Fields) -> tuple[Fields, Provenance]:
    """The fields with the lead less dateline and house prefix, and what they said."""
    lead = fields.lead.value
    if lead is None:
        return fields, Provenance()
    place = fields.dateline.value
    if place and lead.startswith(place):
        lead = lead[len(place) :].lstrip(" -–—")
    facts = Provenance()
    while found := split_dateline(lead):
        facts = facts.or_else(Provenance(dateline=found[0], agency=found[1]))
        lead = lead[found[2] :]
    return replace(fields, lead=replace(fields.lead, value=lead or None)), facts


def account_for_lead_prefix(drafts: Sequence[Draft], lead: str | None) -> list[Draft]:
    """The drafts with what `split_lead` took off the lead removed from the lead's draft."""
    done: list[Draft] = []
    for draft in drafts:
        prefix = len(draft.text) - len(lead or "")
        if draft.field == "lead" and draft.rule is None and lead and prefix > 0 and draft.text.endswith(lead):
            done.extend(split_draft(draft, 0, prefix, rule=DATELINE, reason=DATELINE_REASON))
        else:
            done.append(draft)
    return done


def _other_paper(page: Page, name: str | None) -> str | None:
    """A paper's name printed with the date, unless it is the page's own."""
    if not name:
        return None
    own = key(f"{page.url} {page.meta_first('og:site_name') or ''}").replace(" ", "")
    return None if key(name).replace(" ", "") in own else name


def _printed_byline(fields: Fields, drafts: Sequence[Draft]) -> str | None:
    """The author elements' text, else the signature that ends the body."""
    printed = dict.fromkeys(filter(None, map(visible_text, fields.authors.nodes)))
    signatures = [draft.text for draft in drafts if draft.field == "byline" and draft.rule is None]
    return " - ".join(printed) or " - ".join(signatures) or None
