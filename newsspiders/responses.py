"""What Scrapy's responses say: their text, their headers, and whether they are what was asked for."""

from __future__ import annotations

from scrapy.http import Response, TextResponse

from newsspiders.discovery import obstacle

NOT_MODIFIED = 304


def page_of(response: Response) -> bytes | str:
    """What to extract from: the bytes, or the decoded text where only the Content-Type header tells the charset."""
    try:
        response.body.decode()
    except UnicodeDecodeError:
        return response.text if isinstance(response, TextResponse) else response.body
    return response.body


def obstacle_of(response: Response) -> str | None:
    """What stands in the way, when the page is a challenge or a login instead of what was asked for."""
    headers = {str(name).lower(): str(value) for name, value in response.headers.to_unicode_dict().items()}
    return obstacle(response.body, status=response.status, headers=headers)


def header_of(response: Response, name: str) -> str | None:
    """A header's value as it was sent; None when there is none."""
    value = response.headers.get(name)
    return value.decode("latin-1").strip() or None if value else None
