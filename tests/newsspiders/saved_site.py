"""A small site on disk: pages in the markup of VietnamPlus, saved with their URLs, to be replayed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

HOST = "https://www.vietnamplus.vn"
FEED = f"{HOST}/rss/home.rss"
EDITION_FEEDS = ("https://en.vietnamplus.vn/rss/home.rss", "https://zh.vietnamplus.vn/rss/home.rss")
SITEMAP = f"{HOST}/sitemap.xml"


def article_url(number: int) -> str:
    """The address of an article."""
    return f"{HOST}/tin-so-{number}-post{number}.vnp"


def article_html(number: int, *, day: int = 7, title: str | None = None) -> str:
    """An article page with a share bar in its body."""
    sentence = f"Ngày {day}/3, cơ quan chức năng cho biết tin số {number} đã được kiểm chứng tại hiện trường."
    body = "".join(f"<p>{sentence} Đoạn {n}.</p>" for n in range(4))
    return (
        f"<!doctype html><html lang='vi'><head><meta charset='utf-8'><title>Tin</title></head><body><article>"
        f"<h1 class='article__title cms-title'>{title or f'Tin số {number} trong ngày'}</h1>"
        f"<div class='article__meta'><time class='time'>{day:02}/03/2026 08:00</time></div>"
        f"<div class='article__sapo cms-desc'>Tóm tắt của tin số {number}.</div>"
        f"<div class='article__body zce-content-body cms-body' itemprop='articleBody'>"
        f"<div class='article__social'>Chia sẻ lên Facebook</div>{body}</div></article></body></html>"
    )


def feed_xml(numbers: Iterable[int], *, day: int = 7, extra: str = "") -> str:
    """An RSS feed of articles."""
    items = "".join(
        f"<item><title>Tin {n}</title><link>{article_url(n)}</link>"
        f"<pubDate>Sat, {day:02} Mar 2026 08:00:00 +0700</pubDate></item>"
        for n in numbers
    )
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{items}{extra}</channel></rss>'


def urlset_xml(numbers: Iterable[int], *, day: int = 7) -> str:
    """A sitemap of articles."""
    lastmod = f"<lastmod>2026-03-{day:02}T08:00:00+07:00</lastmod>"
    entries = "".join(f"<url><loc>{article_url(n)}</loc>{lastmod}</url>" for n in numbers)
    return f"<urlset>{entries}</urlset>"


def save(folder: Path, url: str, text: str, *, kind: str) -> None:
    """Put one page into a folder of saved pages."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{len(list(folder.iterdir())):03}-{kind}"
    (folder / f"{stem}.html").write_text(text, encoding="utf-8")
    (folder / f"{stem}.json").write_text(json.dumps({"url": url, "kind": kind}), encoding="utf-8")


def save_articles(folder: Path, numbers: Iterable[int], *, day: int = 7) -> None:
    """Put article pages into a folder of saved pages."""
    for number in numbers:
        save(folder, article_url(number), article_html(number, day=day), kind="article")
