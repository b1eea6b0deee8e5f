"""Photo stories: pages whose text stands under their pictures. Tells them by the proportion of captions to prose."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from extractors.draft import Draft
from extractors.page import are_in_one_text
from extractors.selectors import Element
from extractors.text import count_words, key

_CAPTIONS = 3
_CAPTIONS_ALONE = 2
_TIMES_THE_PROSE = 2
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:[?#]|$)", re.IGNORECASE)


def story_captions(drafts: Sequence[Draft]) -> Mapping[int, str]:
    """Where the captions stand that are the text of a photo story, and what they say without credit; none for any
    other page. A caption printed twice counts once.
    """
    told = {i: draft.image.caption for i, draft in enumerate(drafts) if draft.image and draft.rule is None}
    prose = [draft for draft in drafts if draft.in_body and draft.type != "heading"]
    if not _is_story([caption for caption in told.values() if caption], prose):
        return {}  # most pages, so found out before any words are compared
    seen = {key(draft.text) for draft in prose}
    captions: dict[int, str] = {}
    for index, caption in told.items():
        if caption and key(caption) not in seen:
            seen.add(key(caption))
            captions[index] = caption
    return captions if _is_story(captions.values(), prose) else {}


def range_of_pictures(drafts: Sequence[Draft], kept: Sequence[bool]) -> tuple[int, int] | None:
    """First and last block of a photo story: kept text, and the captioned pictures that follow each other in one
    element. None where the captions are not most of the text."""
    pictures = [index for index, draft in enumerate(drafts) if _is_captioned(draft)]
    runs: list[list[int]] = []
    for index in pictures:
        if runs and are_in_one_text(_figure(drafts[runs[-1][-1]]), _figure(drafts[index])):
            runs[-1].append(index)
        else:
            runs.append([index])
    story = max(runs, key=len, default=[])
    text = [index for index, is_kept in enumerate(kept) if is_kept]
    if not story_captions([drafts[index] for index in sorted({*story, *text})]):
        return None
    return min(*story, *text), max(*story, *text)


def _is_story(captions: Collection[str], prose: Sequence[Draft]) -> bool:
    """Whether captions outweigh the prose."""
    if len(captions) < (_CAPTIONS if prose else _CAPTIONS_ALONE):
        return False
    prose_words = sum(count_words(draft.text) for draft in prose)
    return sum(map(count_words, captions)) >= _TIMES_THE_PROSE * prose_words


def _is_captioned(draft: Draft) -> bool:
    """Whether it is a picture with a caption that leads to no other page."""
    if draft.image is None or not draft.text or draft.rule is not None or draft.node is None:
        return False
    links = [link.get("href") or "" for link in draft.node.iterancestors("a")]
    return all(link.startswith("#") or _PICTURE.search(link) for link in links)


def _figure(draft: Draft) -> Element | None:
    """The element around picture and caption."""
    return None if draft.node is None else next(draft.node.iterancestors("figure", "table"), draft.node)
