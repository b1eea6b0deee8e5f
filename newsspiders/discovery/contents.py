"""Lists of ONECMS sites in JSON, as their `api.` hosts answer for the later pages of a section -> links.

    {"error_message": "Success", "data": {"load_more": true, "contents": [
        {"content_id": 841200, "title": "…", "url": "/a-b-post841200.html", "date": 1772848800, …}, …]}}

That form is what four scrapers of 2024 to 2026 read at sggp.org.vn, tinnhanhchungkhoan.vn and tienphong.vn.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from newsspiders.discovery.links import Link, SourceError, absolute_url, clean_title, describe_body
from newsspiders.discovery.sections import MAX_LINKS, Section

_SECONDS = re.compile(r"[0-9]{9,10}")


def is_json(body: bytes) -> bool:
    """Whether an answer begins as a JSON object does."""
    return body[:100].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def parse_contents(body: bytes, *, url: str, section: str) -> Section:
    """The links of a list in JSON, in its order, relative ones completed by the section they are of.

    :raises SourceError: the bytes are no such list.
    """
    try:
        contents = json.loads(body)["data"]["contents"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise SourceError(f"no list but {describe_body(body)}") from error
    entries = contents if isinstance(contents, list) else []
    problem = f"has more than {MAX_LINKS:,} entries; the rest was not read" if len(entries) > MAX_LINKS else None
    return Section(links=tuple(_iter_links(entries[:MAX_LINKS], url=url, section=section)), problem=problem)


def _iter_links(entries: list[Any], *, url: str, section: str) -> Iterator[Link]:
    for entry in entries:
        href = entry.get("url") if isinstance(entry, dict) else None
        target = absolute_url(href, base=section) if isinstance(href, str) else None
        if target:
            title = entry.get("title")
            yield Link(
                url=target,
                published=_moment(entry.get("date")),
                title=clean_title(title) if isinstance(title, str) else None,
                source=url,
            )


def _moment(seconds: object) -> datetime | None:
    """The moment of a number of seconds, or of its digits."""
    text = str(seconds)
    return datetime.fromtimestamp(int(text), UTC) if _SECONDS.fullmatch(text) else None
