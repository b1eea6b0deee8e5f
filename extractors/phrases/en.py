"""English boilerplate, of English editions and of widgets that speak English everywhere."""

from __future__ import annotations

from extractors.site import Phrase

PHRASES = (
    Phrase(r"Comments? ?\(\d{1,6}\)|(?:Post|Leave|Write) a comment", "cut", "comments"),
    Phrase(
        r"Same (?:topic|category|author)|Related (?:news|articles|stories)|Most (?:read|viewed)", "box", "more-news"
    ),
    Phrase(r"(?:Sign up|Subscribe) (?:for|to) (?:our|the) .{0,60}newsletters?.{0,80}", "box", "newsletter"),
    Phrase(r"All rights reserved\.?", "cut", "legal"),
    Phrase(r"(?:Read|See) (?:also|more) ?: ?.{1,300}", "drop", "related"),
    Phrase(r"Follow us on .{1,80}", "drop", "follow"),
    Phrase(r"Share(?: (?:this(?: article)?|on (?:Facebook|Twitter|X)))?", "drop", "share"),
)
