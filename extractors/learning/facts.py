"""What pages say of their site: its name, title, hosts, language and clock."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.jsonld import names_of
from extractors.language import zone_of_language
from extractors.learning.specimen import Specimen
from extractors.metadata import page_titles
from extractors.page import Page
from extractors.urls import host_of

if TYPE_CHECKING:
    import tldextract

_ZONES = {"vn": "Asia/Ho_Chi_Minh", "id": "Asia/Jakarta", "my": "Asia/Kuala_Lumpur", "sg": "Asia/Singapore",
          "th": "Asia/Bangkok", "la": "Asia/Vientiane", "kh": "Asia/Phnom_Penh", "ph": "Asia/Manila",
          "cn": "Asia/Shanghai", "hk": "Asia/Hong_Kong", "tw": "Asia/Taipei", "jp": "Asia/Tokyo",
          "kr": "Asia/Seoul", "uk": "Europe/London", "de": "Europe/Berlin", "fr": "Europe/Paris"}  # fmt: skip
"""By the country of the host; of countries with one clock."""
_LANGUAGE_OF_NOTHING = "en"
_PARTED = re.compile(r"\s+[-–—|•»]\s+")
"""What stands between a headline and the site's name in a page's <title>."""


def domain_of(urls: Iterable[str]) -> str:
    """The host that most of the URLs share, without what stands before a site's own name."""
    hosts = Counter(registered(host_of(url)) for url in urls)
    return max(sorted(hosts), key=lambda host: hosts[host])


def registered(host: str) -> str:
    """A host without its subdomains; by the list of public suffixes, as it was when tldextract was released.

    >>> [registered(host) for host in ("www.tinmoi.vn", "m.suara.co.id", "tin.blogspot.com", "localhost")]
    ['tinmoi.vn', 'suara.co.id', 'tin.blogspot.com', 'localhost']
    """
    return _suffixes()(host).top_domain_under_public_suffix or host


@lru_cache(maxsize=1)
def _suffixes() -> tldextract.TLDExtract:
    import tldextract  # takes as long to import as all of this package, and only learning needs it

    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


def name_of(domain: str) -> str:
    """A site's name as `scrapy crawl` takes it.

    >>> [name_of(domain) for domain in ("vietnam.vn", "bao-moi.com", "24h.com.vn")]
    ['vietnam', 'bao_moi', 'site_24h']
    """
    name = re.sub(r"[^a-z0-9]+", "_", domain.split(".")[0].lower()).strip("_")
    return name if name[:1].isalpha() else f"site_{name}"


def title_of(pages: Sequence[Page], domain: str) -> str:
    """A site as people know it: what its pages call it, else what the titles of several end in, else its domain."""
    named: Counter[str] = Counter()
    tails: Counter[str] = Counter()
    for page in pages:
        publishers = [name for one in page.json_ld for name in names_of(one.get("publisher"))]
        named.update(filter(None, [page.meta_first("og:site_name") or next(iter(publishers), None)]))
        tails.update(part[-1] for title in page_titles(page) if len(part := _PARTED.split(title)) > 1)
    shared = Counter({name: count for name, count in tails.items() if count > 1})
    names = named or shared
    return max(sorted(names), key=lambda name: names[name]) if names else domain


def language_of(specimens: Sequence[Specimen]) -> str:
    """ISO 639-1, that of most pages."""
    found = Counter(one.reading.fields.language or _LANGUAGE_OF_NOTHING for one in specimens)
    return max(sorted(found), key=lambda language: found[language])


def zone_of(domain: str, language: str) -> str:
    """IANA name of the clock that the site most likely prints; UTC where neither its country nor its language tells."""
    return _ZONES.get(domain.rpartition(".")[2]) or str(zone_of_language(language))
