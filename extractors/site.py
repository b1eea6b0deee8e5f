"""Site: one news site, its hosts, language, clock and rules, as frozen data, validated when built."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from extractors.addresses import Addresses
from extractors.compiled import CompiledRules, compile_rules
from extractors.definitions import Checked, checked_pattern, checked_tuple, checked_zone, definition_error
from extractors.rules import Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Site(Checked):
    """One news site: its name, hosts, language, clock and rules."""

    name: str
    """As in `scrapy crawl NAME`: letters, digits and `_`."""
    title: str
    """As people know it: `VietnamPlus`."""
    domains: tuple[str, ...]
    """Hosts; their subdomains belong to the site too."""
    language: str
    """ISO 639-1."""
    timezone: str
    """IANA name, for times printed without a zone."""
    rules: Rules
    edition: str = ""
    """Regex searched in the URL of a page in another language: its group is the language; where it has no group,
    the language is detected from the text."""
    canonical: tuple[tuple[str, str], ...] = ()
    """Regex and replacement, applied to a URL in order: mirrors, aliases, tracking parameters."""
    later_page: str = ""
    """Regex searched in a URL: the page is a later one of an article in several pages. Its first page's address is the
    URL as `canonical` rewrites it."""
    not_article: tuple[str, ...] = ()
    """Regexes searched in the URL of pages that are never an article: tags, sections."""
    evidence: str = ""
    """How sure the rules are, in a few words, for the table of sites."""
    compiled: CompiledRules = field(init=False, repr=False, compare=False)
    addresses: Addresses = field(init=False, repr=False, compare=False)
    zone: ZoneInfo = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", self.name):
            raise definition_error(f"Site.name is {self.name!r}; write lower-case letters, digits and _")
        for host in checked_tuple("Site", "domains", self.domains):
            if not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", host):
                raise definition_error(f"Site.domains holds {host!r}; write a bare host such as 'vietnamplus.vn'")
        if not re.fullmatch(r"[a-z]{2}", self.language):
            raise definition_error(f"Site.language is {self.language!r}; write an ISO 639-1 code such as 'vi'")
        if not isinstance(self.rules, Rules):
            raise definition_error(f"Site.rules is {self.rules!r}; write Rules(...)")
        object.__setattr__(self, "addresses", self._compile_addresses())
        object.__setattr__(self, "zone", checked_zone(self.timezone))
        object.__setattr__(self, "compiled", compile_rules(self.rules, site_name=self.name))

    def _compile_addresses(self) -> Addresses:
        never_articles = checked_tuple("Site", "not_article", self.not_article)
        rewrites = checked_tuple("Site", "canonical", self.canonical)
        return Addresses(
            never_articles=tuple(checked_pattern(one, "Site.not_article", flags=0) for one in never_articles),
            rewrites=tuple((checked_pattern(one, "Site.canonical", flags=0), to) for one, to in rewrites),
            edition=checked_pattern(self.edition, "Site.edition", flags=0) if self.edition else None,
            later_page=checked_pattern(self.later_page, "Site.later_page", flags=0) if self.later_page else None,
        )
