"""Made articles with furniture in them, for the tests of the search for leaks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from extractors import Block, Removal
from newsspiders.items import ArticleItem
from newsspiders.store import Store
from tests.newsspiders.articles import MOMENT, make_item

_VILLAGES = ("Bến Gỗ", "Xóm Chùa", "Cồn Muối", "Gò Sậy", "Đồng Nêu", "Hang Cá", "Bãi Vọng")
_CROPS = ("lúa", "khoai", "hành tím", "dưa gang", "cam sành")


def paragraph(number: int, part: int) -> str:
    """A paragraph that no other article has."""
    village, crop = _VILLAGES[number % len(_VILLAGES)], _CROPS[(number + part) % len(_CROPS)]
    return (
        f"Người dân {village} năm nay trồng {number + 3} mẫu {crop}, và phiên chợ thứ {part + 1} bán được "
        f"{number * 7 + part} giỏ trước khi trời mưa, theo sổ của nhà kho số {number}."
    )


def story(number: int, *, first: Sequence[str] = (), inner: Sequence[str] = (), last: Sequence[str] = ()) -> list[str]:
    """The blocks of an article, furniture among them."""
    parts = [paragraph(number, part) for part in range(4)]
    return [*first, parts[0], parts[1], *inner, parts[2], parts[3], *last]


def item(number: int, blocks: Iterable[str], *, removed: Sequence[Removal] = (), **changes: Any) -> ArticleItem:
    """An article of these blocks, a day after the one with the number before."""
    made = make_item(
        canonical_url=f"https://www.vietnamplus.vn/tin-post{number}.vnp",
        title=f"Tin số {number}",
        body=tuple(Block(type="paragraph", text=text) for text in blocks),
        published=MOMENT + timedelta(days=number),
        **changes,
    )
    return replace(made, removed=tuple(removed))


def fill(store: Store, items: Iterable[ArticleItem]) -> None:
    """Save all of these."""
    with store.session() as session:
        for one in items:
            session.save(one)
