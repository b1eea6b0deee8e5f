"""Discovery: a spider's list of sources, as frozen data, validated when built."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from newsspiders.discovery.links import absolute_url


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """Where one site lists its articles. Sources are asked in the order feeds, sitemaps, sections.

    :raises ValueError: at import of the spider, saying what to write.
    """

    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    article_url: str
    """Regex searched in a link's URL without query and fragment; what matches is an article."""
    sitemap_url: str = ""
    """Regex searched in the URLs that a sitemap index lists; what matches is followed. Empty: all."""
    newest_sitemaps: int = 1
    """How many sitemaps of an index are read, newest first, when no `since` says how far to go back."""
    article_pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)
    sitemap_pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name in ("feeds", "sitemaps", "sections"):
            _check_urls(name, getattr(self, name))
        if not (self.feeds or self.sitemaps or self.sections):
            raise ValueError("Discovery has no source; give at least one of feeds, sitemaps, sections")
        if self.newest_sitemaps < 1:
            raise ValueError(f"Discovery.newest_sitemaps is {self.newest_sitemaps}; write 1 or more")
        if not self.article_url:
            raise ValueError(r"Discovery.article_url is empty; write a regex such as r'-post\d+\.vnp$'")
        object.__setattr__(self, "article_pattern", _compile("article_url", self.article_url))
        object.__setattr__(self, "sitemap_pattern", _compile("sitemap_url", self.sitemap_url))

    def is_article(self, url: str) -> bool:
        """Whether a URL has the form of an article's."""
        return self.article_pattern.search(_bare(url)) is not None

    def is_sitemap(self, url: str) -> bool:
        """Whether a sitemap that an index lists is to be followed."""
        return self.sitemap_pattern.search(_bare(url)) is not None


def _check_urls(name: str, urls: object) -> None:
    if isinstance(urls, str):
        raise ValueError(f"Discovery.{name} is {urls!r}; write a tuple: ({urls!r},)")
    if not isinstance(urls, tuple):
        raise ValueError(f"Discovery.{name} is a {type(urls).__name__}; write a tuple: (…,)")
    for url in urls:
        if not isinstance(url, str) or absolute_url(url, base="") != url:
            raise ValueError(f"Discovery.{name} holds {url!r}; write a full URL: 'https://…'")


def _compile(name: str, pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except (re.error, TypeError) as error:
        message = f"Discovery.{name} {pattern!r} is no regex ({error}); escape . and ? with \\"
        raise ValueError(message) from error


def _bare(url: str) -> str:
    return url.partition("#")[0].partition("?")[0]
