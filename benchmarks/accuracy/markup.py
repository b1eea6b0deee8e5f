"""HTML that cannot be broken by what stands in it: whatever is not Html already is escaped."""

from __future__ import annotations

import html

_VOID = ("input", "meta")


class Html(str):
    """Finished HTML. Only `element`, `join` and the report's own constants make it."""

    __slots__ = ()


def element(name: str, /, *children: object, **attributes: object) -> Html:
    """One element; `class_` is class, `data_x` is data-x; an attribute that is None is left out.

    >>> element("a", "<b>", href='"', class_=None)
    '<a href="&quot;">&lt;b&gt;</a>'
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{html.escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Html(f"<{name}{written}>") if name in _VOID else Html(f"<{name}{written}>{join(*children)}</{name}>")


def join(*children: object) -> Html:
    """Children one after the other, escaped where they are no HTML."""
    return Html("".join(child if isinstance(child, Html) else html.escape(str(child)) for child in children))
