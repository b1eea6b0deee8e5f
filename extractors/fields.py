"""All fields that stand outside the body, read once, with where each came from and the elements that print it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from extractors.compiled import CompiledRules
from extractors.language import extract_language, zone_of_language
from extractors.metadata import (
    Found,
    extract_authors,
    extract_byline,
    extract_canonical,
    extract_dateline,
    extract_lead,
    extract_section,
    extract_tags,
    extract_title,
)
from extractors.page import Page
from extractors.published import Times, extract_times
from extractors.selectors import Element
from extractors.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What a page says of its article outside the body."""

    language: str | None
    language_origin: str | None
    title: Found[str | None]
    lead: Found[str | None]
    dateline: Found[str | None]
    authors: Found[tuple[str, ...]]
    byline: Found[str | None]
    section: Found[str | None]
    tags: Found[tuple[str, ...]]
    canonical: Found[str]
    times: Times

    def claims(self) -> dict[Element, str]:
        """Element -> the field it prints."""
        named: tuple[tuple[str, tuple[Element, ...]], ...] = (
            ("section", self.section.nodes),
            ("tags", self.tags.nodes),
            ("authors", self.authors.nodes),
            ("byline", self.byline.nodes),
            ("published_raw", self.times.nodes),
            ("lead", self.lead.nodes),
            ("title", self.title.nodes),
        )
        return {node: name for name, nodes in named for node in nodes}

    def origins(self) -> dict[str, str]:
        """Field name -> origin, for the fields that were found."""
        found: dict[str, str | None] = {
            "title": self.title.origin,
            "lead": self.lead.origin,
            "authors": self.authors.origin,
            "byline": self.byline.origin or (self.authors.origin if self.authors.nodes else None),
            "section": self.section.origin,
            "tags": self.tags.origin,
            "canonical_url": self.canonical.origin,
            "published": self.times.origin,
            "modified": self.times.modified_origin,
            "language": self.language_origin,
            "dateline": self.dateline.origin,
        }
        return {name: origin for name, origin in found.items() if origin}

    def selectors(self) -> dict[str, str]:
        """Field name -> the selector that found it, for the fields that a rule gave."""
        found: dict[str, str | None] = {
            "title": self.title.selector,
            "lead": self.lead.selector,
            "authors": self.authors.selector,
            "byline": self.byline.selector,
            "section": self.section.selector,
            "tags": self.tags.selector,
            "published": self.times.selector,
            "dateline": self.dateline.selector,
        }
        return {name: selector for name, selector in found.items() if selector}


def read_fields(
    page: Page, rules: CompiledRules, site: Site | None, article: Mapping[str, Any], *, fetched_at: datetime | None
) -> Fields:
    """Each field by its own rule of evidence; `article` is the page's JSON-LD object, maybe empty."""
    language, language_origin = extract_language(page, site)
    title = extract_title(page, rules, article)
    return Fields(
        language=language,
        language_origin=language_origin,
        title=title,
        lead=extract_lead(page, rules),
        dateline=extract_dateline(page, rules),
        authors=extract_authors(page, rules, site, article),
        byline=extract_byline(page, rules),
        section=extract_section(page, rules, article, title=title.value),
        tags=extract_tags(page, rules, article),
        canonical=extract_canonical(page, site),
        times=extract_times(
            page,
            rules,
            article,
            language=language,
            zone=site.zone if site else zone_of_language(language),
            is_zone_known=site is not None,
            fetched_at=fetched_at,
        ),
    )
