"""Obstacles: pages that stand where an article or a list should be. They are named, never evaded.

Only what is sure: a header that says so, or the marks of a known wall on a page with next to no text of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_MAX_BYTES = 200_000
_FEW_CHARACTERS = 1500
_HARDLY_ANY = 200
_TINY_BODY = 2000

_XML = re.compile(rb"\s*(?:\xef\xbb\xbf)?<(?:\?xml|rss|feed|urlset|sitemapindex)\b")
_UNSEEN = re.compile(r"<(script|style|noscript|svg)\b.*?(?:</\1\s*>|$)|<!--.*?(?:-->|$)|<[^<>]*>", re.DOTALL)
_TITLE = re.compile(r"<title[^>]*>\s*([^<]{0,200})")

_WALLS = (
    ("Cloudflare", r"__cf_chl|cf-chl-|<title>just a moment\.\.\.|used cloudflare to restrict access"
     r"|<title>attention required! \| cloudflare"),
    ("DDoS-Guard", r"<title>ddos-guard|/\.well-known/ddos-guard/"),
    ("Imperva", r"_incapsula_resource|incapsula incident id"),
    ("Akamai", r"<title>access denied</title>.{0,2000}reference(?:&#32;| )?(?:&#35;|#)"),
    ("DataDome", r"captcha-delivery\.com/"),
    ("Sucuri", r"sucuri_cloudproxy_js|sucuri website firewall"),
    ("PerimeterX", r"id=.?px-captcha|captcha\.px-cdn\.net"),
    ("AWS WAF", r"awswafcookiedomainlist|\.awswaf\.com/[^\s\"']{0,200}/challenge"),
)  # fmt: skip
_WALL_PATTERNS = tuple((name, re.compile(pattern, re.DOTALL)) for name, pattern in _WALLS)
_SETS_COOKIE = re.compile(r"document\.cookie\s*=")
_CAPTCHA = re.compile(r"<div[^>]{1,300}(?:g-recaptcha|h-captcha|cf-turnstile)\b")
_GOES_ON = re.compile(r"location\.(?:reload|replace|assign)\s*\(|location(?:\.href)?\s*=[^=]")
_EMPTY_ROOT = re.compile(
    r"<(?:div|main)[^>]{1,300}\bid=.?(?:root|app|__next|__nuxt|q-app|main-app)\b[^>]{0,300}>\s*</|<app-root[^>]{0,300}>\s*</"
)
_CONSENT = re.compile(r"<form[^>]{1,500}action=.?https?://(?:consent|guce)\.")
_PASSWORD = re.compile(r"<input[^>]{1,500}type=.?password")
_LOGIN_TITLE = re.compile(r"đăng nhập|log ?in|sign ?in|masuk")


def obstacle(body: bytes, *, status: int, headers: Mapping[str, str]) -> str | None:
    """What stands in the way, in a few words; None for any other page. `headers` have lower-case names.

    >>> obstacle(b"<title>Just a moment...</title>", status=403, headers={})
    'a challenge page (Cloudflare)'
    """
    if headers.get("cf-mitigated", "").lower() == "challenge":
        return "a challenge page (Cloudflare)"
    if headers.get("x-amzn-waf-action", "").lower() in ("challenge", "captcha"):
        return "a challenge page (AWS WAF)"
    if len(body) <= _MAX_BYTES and not _XML.match(body):
        html = body.decode("utf-8", "replace").lower()
        text_length = len(" ".join(_UNSEEN.sub(" ", html).split()))
        if text_length <= _FEW_CHARACTERS and (found := _wall(html) or _gate(html)):
            return found
        if text_length <= _HARDLY_ANY and (found := _script(html) or _shell(html)):
            return found
    if status == 202 and len(body) <= _TINY_BODY:
        return "an HTTP 202 answer without a page"
    return None


def _wall(html: str) -> str | None:
    return next((f"a challenge page ({name})" for name, pattern in _WALL_PATTERNS if pattern.search(html)), None)


def _gate(html: str) -> str | None:
    if _CONSENT.search(html):
        return "a consent page"
    title = _TITLE.search(html)
    is_login = title and _LOGIN_TITLE.search(title[1]) and _PASSWORD.search(html)
    return "a login page" if is_login else None


def _script(html: str) -> str | None:
    """What a page without text asks for, or does by script if it leads on (laodong.vn, vov.vn)."""
    if _CAPTCHA.search(html):
        return "a challenge page (a captcha)"
    if "<script" not in html or "<a " in html or not _GOES_ON.search(html):
        return None
    if _SETS_COOKIE.search(html):
        return "a page that sets a cookie by script and reloads"
    return "a page that redirects by script"


def _shell(html: str) -> str | None:
    """A page whose text a script would put into an element that is empty yet."""
    return "a page drawn by script, without its text" if "<script" in html and _EMPTY_ROOT.search(html) else None
