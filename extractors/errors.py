"""What can go wrong, as one tree. Each class is named after what the caller should do about it.

ExtractorsError
├── SiteDefinitionError      a site file is wrong: mend it (raised at import)
├── UnknownSiteError         no site has that name
└── ExtractionError          this page gives no article
    ├── NotHtmlError         empty bytes, a PDF, JSON, an archive: skip
    ├── NotAnArticleError    a section front, a tag page, navigation only: skip
    └── EmptyBodyError       looks like an article, but no text was found: the rules are stale
"""

from __future__ import annotations


class ExtractorsError(Exception):
    """Base of all errors this package raises on purpose."""


class SiteDefinitionError(ExtractorsError):
    """A site file is wrong. The message names the file, the field and the remedy."""


class UnknownSiteError(ExtractorsError, LookupError):
    """No site has that name. The message lists the nearest names."""


class ExtractionError(ExtractorsError):
    """This page gives no article; `url` says which page."""

    def __init__(self, message: str, *, url: str | None = None) -> None:
        super().__init__(f"{url}: {message}" if url else message)
        self.url = url


class NotHtmlError(ExtractionError):
    """The bytes are empty or no HTML at all: skip the page."""


class NotAnArticleError(ExtractionError):
    """A section front, a tag page, a page of navigation: skip the page."""


class EmptyBodyError(ExtractionError):
    """The page says that it is an article, yet no text was found: its site's rules are stale."""
