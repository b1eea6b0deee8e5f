"""What pages say of their site: its name, title, hosts, language and clock."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from extractors.jsonld import names_of
from extractors.language import zone_of_language
from extractors.learning.specimen import Specimen
from extractors.page import Page
from extractors.urls import host_of

_SECOND_LEVEL = frozenset(("com", "co", "org", "net", "gov", "edu", "ac", "or", "go", "web", "my", "info"))
_ZONES = {"vn": "Asia/Ho_Chi_Minh", "id": "Asia/Jakarta", "my": "Asia/Kuala_Lumpur", "sg": "Asia/Singapore",
          "th": "Asia/Bangkok", "la": "Asia/Vientiane", "kh": "Asia/Phnom_Penh", "ph": "Asia/Manila",
          "cn": "Asia/Shanghai", "hk": "Asia/Hong_Kong", "tw": "Asia/Taipei", "jp": "Asia/Tokyo",
          "kr": "Asia/Seoul", "uk": "Europe/London", "de": "Europe/Berlin", "fr": "Europe/Paris"}  # fmt: skip
"""By the country of the host; of countries with one clock."""
_LANGUAGE_OF_NOTHING = "en"


def domain_of(urls: Iterable[str]) -> str:
    """The host that most of the URLs share, without what stands before a site's own name."""
    hosts = Counter(registered(host_of(url)) for url in urls)
    return max(sorted(hosts), key=lambda host: hosts[host])


def registered(host: str) -> str:
    """A host without its subdomains.

    >>> [registered(host) for host in ("www.tinmoi.vn", "news.detik.com", "m.suara.co.id", "localhost")]
    ['tinmoi.vn', 'detik.com', 'suara.co.id', 'localhost']
    """
    parts = host.split(".")
    if re.fullmatch(r"[\d.]+", host):
        return host
    count = 3 if len(parts) > 2 and parts[-2] in _SECOND_LEVEL and len(parts[-1]) == 2 else 2
    return ".".join(parts[-count:])


def name_of(domain: str) -> str:
    """A site's name as `scrapy crawl` takes it.

    >>> [name_of(domain) for domain in ("vietnam.vn", "bao-moi.com", "24h.com.vn")]
    ['vietnam', 'bao_moi', 'site_24h']
    """
    name = re.sub(r"[^a-z0-9]+", "_", domain.split(".")[0].lower()).strip("_")
    return name if name[:1].isalpha() else f"site_{name}"


def title_of(pages: Sequence[Page], domain: str) -> str:
    """A site as people know it: what its pages call it, else its domain."""
    names: Counter[str] = Counter()
    for page in pages:
        named = page.meta_first("og:site_name")
        publishers = [name for one in page.json_ld for name in names_of(one.get("publisher"))]
        names.update([named] if named else publishers[:1])
    return max(sorted(names), key=lambda name: names[name]) if names else domain


def language_of(specimens: Sequence[Specimen]) -> str:
    """ISO 639-1, that of most pages."""
    found = Counter(one.reading.fields.language or _LANGUAGE_OF_NOTHING for one in specimens)
    return max(sorted(found), key=lambda language: found[language])


def zone_of(domain: str, language: str) -> str:
    """IANA name of the clock that the site most likely prints; UTC where neither its country nor its language tells."""
    return _ZONES.get(domain.rpartition(".")[2]) or str(zone_of_language(language))
