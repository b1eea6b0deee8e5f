"""Site, Rules and Phrase: what one news site's pages look like, as frozen data, validated when built.

Every mistake raises SiteDefinitionError at import, naming the file and line, the field and the remedy.
"""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from extractors.addresses import Addresses
from extractors.errors import SiteDefinitionError
from extractors.selectors import Element, Selector, SelectorError, compile_selector

Action = Literal["drop", "cut", "box", "tail", "strip"]
ACTIONS: tuple[Action, ...] = ("drop", "cut", "box", "tail", "strip")

_UNBOUNDED = re.compile(r"\([^()]*[+*](?:[^()]\?)?\)[+*{]|\.\*.*\.\*")


class _Checked:
    """Base that turns a misspelt or missing field into a SiteDefinitionError."""

    __slots__ = ()

    def __new__(cls, *args: Any, **given: Any) -> Any:
        known = [f.name for f in fields(cls) if f.init]  # type: ignore[arg-type]  # each subclass is a dataclass
        for name in given:
            if name not in known:
                near = difflib.get_close_matches(name, known, n=1)
                hint = f"did you mean {near[0]!r}?" if near else f"the fields are {', '.join(known)}"
                raise _definition_error(f"{cls.__name__} has no field {name!r}; {hint}")
        return super().__new__(cls)


@dataclass(frozen=True, slots=True, eq=False)
class Phrase(_Checked):
    """A text rule on one block. It matches the whole normalised block, ignoring case, except for `strip`.

    >>> Phrase(r"Komentar \\(\\d{1,5}\\)", "cut", "comments").matches("Komentar (0)")
    True
    """

    pattern: str
    action: Action = "drop"
    """What to do with the block.

    `drop` it; `cut` it and everything after it; `box` the same, unless the article's paragraphs go on after it (a box
    in their middle is headed as the furniture after their end); `tail` it where no prose but its like follows; `strip`
    the match out of it.
    """
    reason: str = "boilerplate"
    """One word; with the owner's name it is the rule's name: `vi/phrase:comments`."""
    following: int = 0
    """`drop` only: take as many headline-like blocks right after it too (a related story's title, maybe twice)."""
    regex: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.action not in ACTIONS:
            raise _definition_error(f"Phrase.action is {self.action!r}; write one of {', '.join(ACTIONS)}")
        if not self.reason or not re.fullmatch(r"[a-z0-9-]+", self.reason):
            raise _definition_error(f"Phrase.reason is {self.reason!r}; write one lower-case word such as 'share'")
        if self.following and self.action != "drop":
            raise _definition_error(f"Phrase.following goes with 'drop', not {self.action!r}; leave it out")
        object.__setattr__(self, "regex", _compile_pattern(self.pattern, "Phrase.pattern"))

    def matches(self, text: str) -> bool:
        """Whether the whole text is this phrase."""
        return self.regex.fullmatch(text) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules(_Checked):
    """Where the fields stand on a page. `FAMILY | Rules(...)`: the second's fields win; drop and phrases add up."""

    name: str = ""
    """A family's name; a site's own rules are named after the site."""
    title: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    """The container. The first selector that finds text wins; if it finds several elements they are joined."""
    authors: tuple[str, ...] = ()
    """One element a person, or one byline of several."""
    byline: tuple[str, ...] = ()
    """The printed author line, where `authors` does not select it."""
    signature: tuple[str, ...] = ()
    """The byline inside the body, usually its last line."""
    published: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    """The last match is the innermost section."""
    tags: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    """The line that names the source or the agency; it leaves the body."""
    figure: tuple[str, ...] = ()
    """Elements that are a figure though they are no <figure>: image tables."""
    caption: tuple[str, ...] = ()
    """Inside a figure, where the caption is no <figcaption>."""
    quote: tuple[str, ...] = ()
    """Elements that are a quote though they are no <blockquote>."""
    dateline: tuple[str, ...] = ()
    """The place a report begins with, where it has an element of its own in the lead or the body."""
    next_page: tuple[str, ...] = ()
    """The link to the next page of an article in several pages; the crawl follows it and joins the texts."""
    fingerprint: tuple[str, ...] = ()
    """A family's mark: a page of a site without rules that any of these finds is read by the family's rules."""
    drop: tuple[str, ...] = ()
    """Furniture inside the body."""
    phrases: tuple[Phrase, ...] = ()
    prepare: Callable[[Element], None] | None = None
    """The escape hatch: changes the parsed tree before anything is read."""
    layers: tuple[Rules, ...] = field(default=(), init=False, repr=False, compare=False)
    """What this was joined from, family first; just itself when it was not joined."""

    def __post_init__(self) -> None:
        for selector_field in SELECTOR_FIELDS:
            values = _checked_tuple("Rules", selector_field, getattr(self, selector_field))
            for text in values:
                _compile("Rules", selector_field, text)
        for phrase in _checked_tuple("Rules", "phrases", self.phrases):
            if not isinstance(phrase, Phrase):
                raise _definition_error(f"Rules.phrases holds {phrase!r}; write Phrase({phrase!r}, 'drop', 'reason')")
        object.__setattr__(self, "layers", (self,))

    def __or__(self, other: Rules) -> Rules:
        merged = Rules(**{f.name: getattr(other, f.name) or getattr(self, f.name) for f in fields(self) if f.init})
        object.__setattr__(merged, "layers", self.layers + other.layers)
        return merged


SELECTOR_FIELDS = tuple(one.name for one in fields(Rules) if one.type == "tuple[str, ...]")
"""The fields of Rules that hold selectors, as they are declared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site(_Checked):
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
            raise _definition_error(f"Site.name is {self.name!r}; write lower-case letters, digits and _")
        for host in _checked_tuple("Site", "domains", self.domains):
            if not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", host):
                raise _definition_error(f"Site.domains holds {host!r}; write a bare host such as 'vietnamplus.vn'")
        if not re.fullmatch(r"[a-z]{2}", self.language):
            raise _definition_error(f"Site.language is {self.language!r}; write an ISO 639-1 code such as 'vi'")
        if not isinstance(self.rules, Rules):
            raise _definition_error(f"Site.rules is {self.rules!r}; write Rules(...)")
        object.__setattr__(self, "addresses", self._compile_addresses())
        object.__setattr__(self, "zone", _checked_zone(self.timezone))
        object.__setattr__(self, "compiled", compile_rules(self.rules, site_name=self.name))

    def _compile_addresses(self) -> Addresses:
        never_articles = _checked_tuple("Site", "not_article", self.not_article)
        rewrites = _checked_tuple("Site", "canonical", self.canonical)
        return Addresses(
            never_articles=tuple(_compile_pattern(one, "Site.not_article", flags=0) for one in never_articles),
            rewrites=tuple((_compile_pattern(one, "Site.canonical", flags=0), to) for one, to in rewrites),
            edition=_compile_pattern(self.edition, "Site.edition", flags=0) if self.edition else None,
            later_page=_compile_pattern(self.later_page, "Site.later_page", flags=0) if self.later_page else None,
        )


@dataclass(frozen=True, slots=True)
class Owned:
    """A selector of `drop`, with the name under which its removals appear: `zce/drop:.article__social`."""

    rule: str
    selector: Selector


@dataclass(frozen=True, slots=True, eq=False)
class OwnedPhrase:
    """A phrase with the name under which its removals appear: `vi/phrase:comments`."""

    rule: str
    phrase: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledRules:
    """Rules ready to run: selectors compiled, each drop and phrase under its owner's name."""

    title: tuple[Selector, ...] = ()
    lead: tuple[Selector, ...] = ()
    body: tuple[Selector, ...] = ()
    authors: tuple[Selector, ...] = ()
    byline: tuple[Selector, ...] = ()
    signature: tuple[Selector, ...] = ()
    published: tuple[Selector, ...] = ()
    section: tuple[Selector, ...] = ()
    tags: tuple[Selector, ...] = ()
    source: tuple[Selector, ...] = ()
    figure: tuple[Selector, ...] = ()
    caption: tuple[Selector, ...] = ()
    quote: tuple[Selector, ...] = ()
    dateline: tuple[Selector, ...] = ()
    next_page: tuple[Selector, ...] = ()
    fingerprint: tuple[Selector, ...] = ()
    drops: tuple[Owned, ...] = ()
    phrases: tuple[OwnedPhrase, ...] = ()
    prepare: Callable[[Element], None] | None = None


NO_RULES = CompiledRules()


def compile_rules(rules: Rules, *, site_name: str) -> CompiledRules:
    """Rules whose drops and phrases carry their layer's name (a family's, else the site's)."""
    single = {
        name: tuple(compile_selector(text) for text in getattr(rules, name))
        for name in SELECTOR_FIELDS
        if name != "drop"
    }
    return CompiledRules(
        **single,
        drops=tuple(
            Owned(f"{layer.name or site_name}/drop:{text}", compile_selector(text))
            for layer in rules.layers
            for text in layer.drop
        ),
        phrases=tuple(owned for layer in rules.layers for owned in own_phrases(layer.phrases, layer.name or site_name)),
        prepare=rules.prepare,
    )


def own_phrases(phrases: tuple[Phrase, ...], owner: str) -> tuple[OwnedPhrase, ...]:
    """Phrases under their owner's name."""
    return tuple(OwnedPhrase(f"{owner}/phrase:{phrase.reason}", phrase) for phrase in phrases)


def _checked_tuple(owner: str, name: str, value: object) -> tuple[Any, ...]:
    if isinstance(value, str):
        raise _definition_error(f"{owner}.{name} is {value!r}; write a tuple: ({value!r},)")
    if not isinstance(value, tuple):
        raise _definition_error(f"{owner}.{name} is a {type(value).__name__}; write a tuple: (…,)")
    return value


def _compile(owner: str, name: str, text: object) -> None:
    if not isinstance(text, str):
        raise _definition_error(f"{owner}.{name} holds {text!r}; write selectors as strings")
    if name in ("drop", "figure", "caption", "quote", "signature") and text.startswith("/"):
        raise _definition_error(f"{owner}.{name} holds {text!r}, which searches the whole page; write {'.' + text!r}")
    try:
        compile_selector(text)
    except SelectorError as error:
        raise _definition_error(f"{owner}.{name}: {error}; try it in `scrapy shell`") from error


def _compile_pattern(pattern: object, where: str, *, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    if not isinstance(pattern, str):
        raise _definition_error(f"{where} is {pattern!r}; write a regex as a string")
    if _UNBOUNDED.search(pattern):
        raise _definition_error(f"{where} {pattern!r} can take forever on a long line; bound it: {{1,200}}")
    try:
        return re.compile(pattern, flags)
    except re.error as error:
        raise _definition_error(f"{where} {pattern!r} is no regex ({error}); escape ( ) [ ] . ? with \\") from error


def _checked_zone(name: object) -> ZoneInfo:
    try:
        return ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise _definition_error(f"Site.timezone is {name!r}; write an IANA name such as 'Asia/Jakarta'") from error


def _definition_error(message: str) -> SiteDefinitionError:
    """The error, with the file and line of the site's own code in front."""
    frame = sys._getframe(1)
    while frame.f_back and (frame.f_code.co_filename in (__file__, "<string>")):
        frame = frame.f_back
    return SiteDefinitionError(f"{frame.f_code.co_filename}:{frame.f_lineno}: {message}")
