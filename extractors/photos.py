"""Photo stories: pages whose text stands under their pictures. Tells them by the proportion of captions to prose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractors.draft import Draft
from extractors.text import count_words, key

_CAPTIONS = 3
_CAPTIONS_ALONE = 2
_TIMES_THE_PROSE = 2


def story_captions(drafts: Sequence[Draft]) -> Mapping[int, str]:
    """Where the captions stand that are the text of a photo story, and what they say without credit; none for any
    other page. A caption printed twice counts once.
    """
    prose = [draft for draft in drafts if draft.in_body and draft.type != "heading"]
    seen = {key(draft.text) for draft in prose}
    captions: dict[int, str] = {}
    for index, draft in enumerate(drafts):
        caption = draft.image.caption if draft.image and draft.rule is None else None
        if caption and key(caption) not in seen:
            seen.add(key(caption))
            captions[index] = caption
    prose_words = sum(count_words(draft.text) for draft in prose)
    is_story = (
        len(captions) >= (_CAPTIONS if prose else _CAPTIONS_ALONE)
        and sum(map(count_words, captions.values())) >= _TIMES_THE_PROSE * prose_words
    )
    return captions if is_story else {}
