"""HTML in, clean Article out, and an account of every piece of text that was removed. Pure: no network, no clock."""

from extractors.article import Article, Block, Extraction, Image, Piece, Removal
from extractors.errors import (
    EmptyBodyError,
    ExtractionError,
    ExtractorsError,
    NotAnArticleError,
    NotHtmlError,
    SiteDefinitionError,
    UnknownSiteError,
)
from extractors.extract import extract
from extractors.join import join_pages
from extractors.learning import learn
from extractors.rules import Phrase, Rules
from extractors.site import Site
from extractors.sites import all_sites, get_site, site_for_url
from extractors.strip import strip_text

__all__ = [
    "Article",
    "Block",
    "EmptyBodyError",
    "Extraction",
    "ExtractionError",
    "ExtractorsError",
    "Image",
    "NotAnArticleError",
    "NotHtmlError",
    "Phrase",
    "Piece",
    "Removal",
    "Rules",
    "Site",
    "SiteDefinitionError",
    "UnknownSiteError",
    "all_sites",
    "extract",
    "get_site",
    "join_pages",
    "learn",
    "site_for_url",
    "strip_text",
]
