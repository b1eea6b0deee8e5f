"""Boilerplate of no language, or of all: placeholders, empty widgets, link arrows."""

from __future__ import annotations

from extractors.rules import Phrase

PHRASES = (
    # WordPress import plug-ins leave [ad_1], [ad_2]; machine translation turns them into [iklan_2], [quảng cáo_2], …
    Phrase(r"\[\s?[^\[\]\d_]{1,30}\s?_\s?\d{1,2}\s?\]", "strip", "placeholder"),
    Phrase(r"\{(?:title|publish|name|url|content|sapo)\}(?: \{\w{1,20}\}){0,5}", "drop", "template"),
    Phrase(r"No data|No videos? available|No results?(?: found)?", "drop", "empty-widget"),
    Phrase(r"user image|User|avatar|loading\.{0,3}", "drop", "empty-widget"),
    Phrase(r"(?:[>»]{2,3} ?|[>»] ?(?=[^\W\d]))\S.{0,300}", "drop", "related"),
    Phrase(r"[-—–_*•·=~#. ]{1,40}", "drop", "separator"),
    Phrase(r"\[Gambas:[^\[\]]{1,60}\]", "strip", "embed"),
    Phrase(r"Copy link(?: thành công)?!?|Copied!?", "drop", "share"),
    Phrase(r"ADVERTISEMENT|Advertisements?|Sponsored|Quảng cáo|Iklan", "drop", "advertisement"),
    Phrase(r"googletag\.cmd\.push.{0,500}|.{0,80}(?:admicroAD|arfAsync).{0,500}", "drop", "script"),
    Phrase(r"[A-Za-z0-9+/]{200,2000}={0,2}", "drop", "script"),
    Phrase(r"©.{0,60}?(?:\d{4}|Bản quyền|rights|copyright).{0,200}|Copyright ?[©@].{1,300}", "cut", "copyright"),
)
