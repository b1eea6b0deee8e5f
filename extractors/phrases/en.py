"""English boilerplate, of English editions and of widgets that speak English everywhere."""

from __future__ import annotations

from extractors.rules import Phrase

_CHANNEL = r"newsletters?|e-?mails?|inbox|app|subscri\w{1,10}|membership|Facebook|Instagram|Twitter|X|YouTube|TikTok|Telegram|WhatsApp|Snapchat|Google News|podcasts?|forums?|here"

PHRASES = (
    Phrase(r"Comments? ?\(\d{1,6}\)|(?:Post|Leave|Write) a comment|View (?:all )?comments.{0,20}", "cut", "comments"),
    Phrase(r"Same (?:topic|category|author)|Related (?:news|articles|stories|content|topics)", "box", "more-news"),
    Phrase(r"Most (?:read|viewed|popular)(?: .{1,30})?|People are also reading.{0,3}|You (?:may|might) also like", "box", "more-news"),
    Phrase(r"Read next|Up next|Trending(?: now)?|Editors?[’\x27]s? picks?|More from .{1,40}|Recommended(?: for you)?", "box", "more-news"),
    Phrase(r"(?:Sign up|Subscribe) (?:for|to) (?:our|the) .{0,60}newsletters?.{0,80}", "box", "newsletter"),
    Phrase(r"All rights reserved\.?|Copyright (?:\(c\) ?)?\d{4}.{0,300}", "cut", "legal"),
    Phrase(r"\[?(?:Related|Also read|Read (?:also|more|next|now)|See (?:also|more)|More|Watch|Recommended|Keep reading|Don[’\x27]t miss|Further reading|You (?:may|might) also like)(?: stor(?:y|ies)| articles?| now| video)? ?[:|►»–-] ?.{1,300}", "drop", "related"),
    Phrase(r"Click here(?: (?:to|for) .{1,120})?[.!]?|(?:Get|Go) .{1,60} (?:by clicking here|on the go.{0,40})", "drop", "promotion"),
    Phrase(rf"\W{{0,4}}(?:Please )?(?:Sign up|Subscribe|Join (?:our|us|the)|Follow|Download (?:the|our)|Install the|Get the|Get (?:our|more)|Like us|Support our|Want to keep up)\b.{{0,250}}\b(?:{_CHANNEL})\b.{{0,120}}", "drop", "follow"),
    Phrase(r"(?:Our|Your) (?:journalism|support) .{0,80}(?:support|subscri|donat|possible).{0,200}", "drop", "promotion"),
    Phrase(r"(?:Article|Story|Content|Advertisement)? ?continues? (?:below|after)(?: this)?(?: ad\w{0,12})?\.?|Scroll (?:down )?to continue.{0,40}|Skip advertisement", "drop", "advertisement"),
    Phrase(r"Follow us on .{1,80}", "drop", "follow"),
    Phrase(r"Share(?: (?:this(?: article)?|on (?:Facebook|Twitter|X)))?", "drop", "share"),
    Phrase(r"[—–-] .{1,60}\(@\w{1,30}\).{0,30}", "drop", "embed"),
    Phrase(r"(?:Photo|Image|Picture)s? credits?.{0,120}|Submitted photo|Getty Images?", "drop", "credit"),
    Phrase(r"Editor[’\x27]s note\b ?(?:\(.{1,40}\))? ?:.{0,600}", "drop", "publication-note"),
    Phrase(r"(?:This|The) (?:article|story|post|piece|column|interview|essay) .{0,60}\boriginally (?:appeared|published)\b.{0,250}", "drop", "publication-note"),
    # What only the end of an article says: who wrote it, where it stood first, how to reach them.
    Phrase(r".{1,160} contributed (?:to (?:this|the) (?:report|story|article|piece)|reporting)\b.{0,60}", "tail", "credit"),
    Phrase(r"(?:[A-Z][\w.’\x27-]{1,20} ){1,4}(?:is|was) (?:an?|the) (?:[\w’\x27-]{1,20},? ){0,7}(?:writer|reporter|editor|correspondent|journalist|columnist|contributor|producer|author|analyst|freelancer|blogger|photographer)\b.{0,600}", "tail", "author-bio"),
    Phrase(r"(?:[A-Z][\w.’\x27-]{1,20} ){1,4}(?:writes about|covers) .{1,200}\bfor\b.{1,300}", "tail", "author-bio"),
    Phrase(r".{0,160}\b(?:can|may) be reached (?:at|on|by|via)\b.{0,300}|(?:You can )?(?:E-?mail|Contact|Reach) .{1,60}@.{1,300}|Follow .{1,120}@\w{2,30}.{0,60}", "tail", "author-bio"),
    Phrase(r"(?:This|The|A previous version of this|An earlier version of this) (?:article|story|post|piece|column|interview|essay) .{0,60}\b(?:first|appeared|published|updated|edited|produced|syndicated|incorrectly|misstated|misidentified)\b.{0,350}", "tail", "publication-note"),
    Phrase(r"(?:Correction|Clarification|Disclosure|Disclaimer)s?\b ?(?:\(.{1,40}\))? ?:.{0,400}|Corrections|Updated to (?:add|correct|include|reflect) .{1,250}", "tail", "publication-note"),
    Phrase(r".{0,60}for informational purposes only.{0,300}|.{0,300}\b(?:affiliate (?:fee|commission|link)s?|earn (?:a|an affiliate) commission)\b.{0,200}", "tail", "publication-note"),
    Phrase(r"More information:.{1,500}|Citation:.{1,400}|Journal (?:reference|information):.{1,300}|Explore further|.{10,400}\bDOI: ?10\.\d{4}.{1,120}", "tail", "reference"),
    Phrase(r".{0,250}wherever you (?:get|listen to) (?:your )?podcasts.{0,80}|For (?:more|further) .{1,80}\b(?:visit|contact|call|click|go to)\b.{1,200}|\W{0,2}(?:Want|Looking for|Not a subscriber)\b.{5,160}\? .{0,40}\b(?:sign up|subscribe|start|create|join|head|get)\b.{0,300}", "tail", "promotion"),
)  # fmt: skip
