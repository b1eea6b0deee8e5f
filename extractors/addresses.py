"""A site's regexes on URLs, compiled: what is never an article, a page's one address, its edition."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """What the addresses of a site tell."""

    never_articles: tuple[re.Pattern[str], ...] = ()
    rewrites: tuple[tuple[re.Pattern[str], str], ...] = ()
    edition: re.Pattern[str] | None = None
    later_page: re.Pattern[str] | None = None

    def is_never_article(self, url: str) -> bool:
        """Whether it is the address of a section, a tag, a video."""
        return any(pattern.search(url) for pattern in self.never_articles)

    def rewrite(self, url: str) -> str:
        """The address without mirrors, aliases and tracking."""
        for pattern, replacement in self.rewrites:
            url = pattern.sub(replacement, url)
        return url

    def find_edition(self, url: str) -> re.Match[str] | None:
        """The match of an edition in another language; its group names the language, where there is one."""
        return self.edition.search(url) if self.edition else None

    def is_later_page(self, url: str) -> bool:
        """Whether it is the address of a later page of an article in several pages."""
        return self.later_page is not None and self.later_page.search(url) is not None
