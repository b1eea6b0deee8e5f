"""The five texts of ../shared/seeds come out clean, as texts and as pages in their sites' markup.

The texts are not part of the project: the tests read them where they are, and know only which line is what.
"""

from __future__ import annotations

import html as html_entities
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from extractors import Article, Extraction, extract, strip_text
from extractors.text import key

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.exists(), reason="the seeds are not part of the project")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """What each line of a text is: numbers of its lines that are not blank."""

    number: str
    language: str
    url: str
    body: range
    """Prose and headings, and whatever stands between them."""
    title: int | None = None
    date: int | None = None
    lead: int | None = None
    alt: int | None = None
    captions: tuple[int, ...] = ()
    agency: str | None = None
    source_name: str | None = None
    raw: str | None = None
    """The end of the date line."""
    published: str | None = None
    """As a page; as a text the zone is a guess."""

    def lines(self) -> list[str]:
        """The text's lines that are not blank."""
        (path,) = SEEDS.glob(f"{self.number}_*.txt")
        return [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]

    def real(self) -> list[str]:
        """The words of each real paragraph, lead included."""
        lines = self.lines()
        return [key(lines[number]) for number in self.body if number not in (self.alt, *self.captions)]

    def tail(self) -> list[str]:
        """What stands after the article."""
        return self.lines()[self.body.stop :]

    def source_url(self) -> str | None:
        """The address at the end of the line that names the source."""
        return next((line[line.index("http") :] for line in self.tail() if ": http" in line), None)


CRI = Seed(
    number="000",
    language="id",
    url="https://indonesian.cri.cn/2024/04/26/ARTIyZRRfWN7UvPqxVwxgXWZ240426.shtml",
    title=0,
    date=1,
    body=range(2, 8),
    raw="2024-04-26 22:54:15",
    published="2024-04-26T22:54:15+08:00",
)
BAOMOI = Seed(
    number="001",
    language="vi",
    url="https://baomoi.com/quan-he-song-phuong-c48956702.epi",
    title=0,
    lead=1,
    body=range(1, 12),
    captions=(2,),
    agency="TTXVN/Vietnam+",
    source_name="VietnamPlus",
)
VIETNAM_2 = Seed(
    number="002",
    language="id",
    url="https://www.vietnam.vn/id/tang-trao-doi-them-hop-tac",
    title=2,
    date=3,
    lead=4,
    alt=5,
    captions=(6,),
    body=range(4, 19),
    raw="22/08/2024",
    published="2024-08-22T00:00:00+07:00",
)
VIETNAM_3 = Seed(
    number="003",
    language="id",
    url="https://www.vietnam.vn/id/nhiem-vu-quan-trong-nhat-voi-bac-kinh",
    lead=0,
    captions=(1,),
    body=range(0, 11),
)
HANOI = Seed(
    number="004",
    language="vi",
    url="https://hanoionline.vn/nhat-tri-duy-tri-lien-lac-283833.htm",
    title=0,
    body=range(1, 7),
)
ALL = [CRI, BAOMOI, VIETNAM_2, VIETNAM_3, HANOI]
each_seed = pytest.mark.parametrize("seed", ALL, ids=lambda seed: seed.number)


def _stripped(seed: Seed, *, language: str | None = None) -> Extraction:
    return strip_text(_raw(seed), language=language)


def _raw(seed: Seed) -> str:
    (path,) = SEEDS.glob(f"{seed.number}_*.txt")
    return path.read_text("utf-8")


def _kept(article: Article) -> list[str]:
    return [key(text) for text in (article.lead, *(block.text for block in article.body)) if text]


def _assert_caption_printed(article: Article, line: str) -> None:
    printed = line.strip("| ")
    assert any((image.caption or "") in printed and (image.credit or "") in printed for image in article.images)
    assert key(printed).startswith(key(article.images[0].caption or ""))


@each_seed
@pytest.mark.parametrize("told", [True, False], ids=["language-given", "language-detected"])
def test_a_seed_comes_out_clean(seed: Seed, told: bool) -> None:
    article = _stripped(seed, language=seed.language if told else None).article
    assert _kept(article) == seed.real()
    assert article.language == seed.language


@each_seed
def test_no_line_around_the_article_is_left(seed: Seed) -> None:
    article = _stripped(seed).article
    left = {key(line) for line in article.text.splitlines()}
    around = [*seed.lines()[: seed.body.start], *seed.tail()]
    assert not left & {key(line) for line in around}
    assert "http" not in article.text
    assert "iklan" not in article.text


@each_seed
def test_what_a_seed_says_beside_its_text(seed: Seed) -> None:
    article, lines = _stripped(seed).article, seed.lines()
    assert article.title == (None if seed.title is None else lines[seed.title])
    assert article.published_raw == seed.raw
    assert (article.published is None) == (seed.raw is None)
    assert article.agency == seed.agency
    assert article.source_url == seed.source_url()
    if seed.source_name:
        assert article.source_name == seed.source_name
    assert len(article.images) == len(seed.captions)
    for number in seed.captions:
        _assert_caption_printed(article, lines[number])


@each_seed
def test_no_word_of_a_seed_is_lost(seed: Seed) -> None:
    extraction = _stripped(seed)
    article = extraction.article
    captions = [f"{image.caption or ''} {image.credit or ''}" for image in article.images]
    parts = [
        article.title or "",
        *(block.text for block in article.body),
        *captions,
        *(one.text for one in extraction.removed),
    ]
    accounted, given = key(" ".join(parts)).split(), key(_raw(seed)).split()
    labels = {"ảnh", "sumber"}
    assert sorted(word for word in accounted if word not in labels) == sorted(
        word for word in given if word not in labels
    )


@each_seed
def test_stripping_a_seed_again_changes_nothing(seed: Seed) -> None:
    text = _stripped(seed).article.text
    again = strip_text(text)
    assert (again.article.text, again.removed) == (text, ())


def _p(lines: list[str], *, bold_short: bool = False) -> str:
    escaped = [html_entities.escape(line, quote=False) for line in lines]
    return "".join(
        f"<p><b>{line}</b></p>" if bold_short and len(line.split()) < 8 else f"<p>{line}</p>" for line in escaped
    )


def _linked(line: str) -> str:
    """A source line as vietnam.vn has it: label, and the address as a link."""
    label, url = line.split(" http", 1)
    return f"{label} <a href='http{url}' rel='nofollow'>http{url}</a>"


def _prose(seed: Seed) -> list[str]:
    lines = seed.lines()
    return [lines[number] for number in seed.body if number not in (seed.alt, seed.lead, *seed.captions)]


def _cri_page(seed: Seed) -> str:
    lines = seed.lines()
    assert seed.title is not None
    assert seed.date is not None
    return (
        f"<html><head><title>{lines[seed.title]}</title></head><body><div class='nav'><a href='/'>CRI</a></div>"
        f"<h1>{lines[seed.title]}</h1><div class='info'>{lines[seed.date]}</div>"
        f"<div class='content_area' id='abody'>{_p(_prose(seed))}</div>"
        "<div class='text_list'><ul><li><a href='/x'>Berita lain</a><span class='time'>2024-04-25</span></li></ul></div>"
        "<footer>© China Radio International</footer></body></html>"
    )


def _baomoi_page(seed: Seed) -> str:
    lines, tail = seed.lines(), seed.tail()
    assert seed.title is not None
    assert seed.lead is not None
    caption = lines[seed.captions[0]]
    return (
        f"<html><head><title>{lines[seed.title]} - Báo Mới</title></head><body><header><a href='/'>Báo Mới</a></header>"
        f"<h1>{lines[seed.title]}</h1><div><a>VietnamPlus</a> <time datetime='2024-04-27T08:30:00.000Z'>27/04/2024 15:30 GMT+7</time></div>"
        f"<h3 class='sapo'>{lines[seed.lead]}</h3><div class='content-body'>"
        f"<p class='body-image'><img data-src='https://photo.baomoi.com/a.jpg'></p><p><em>{caption}</em></p>"
        f"{_p(_prose(seed))}<p class='body-author'><strong>{tail[0]}</strong></p></div>"
        f"<div class='content-source'>{_linked(tail[1])}</div><div class='bm-card'><a href='/x'>Tin khác hôm nay</a></div></body></html>"
    )


def _vietnam_page(seed: Seed, *, tail_inside: bool = False) -> str:
    lines, tail = seed.lines(), seed.tail()
    assert seed.lead is not None
    title = "" if seed.title is None else lines[seed.title]
    banner = _p(lines[:2]) if seed.title else ""
    alt = f"<p>{lines[seed.alt]}</p>" if seed.alt else ""
    printed_alt = lines[seed.alt] if seed.alt else ""
    source = next(number for number, line in enumerate(tail) if ": http" in line)
    rest = _p(tail[source + 1 :])
    return (
        f"<html lang='id'><head><meta property='og:description' content='{html_entities.escape(lines[seed.lead], quote=True)}'>"
        f"<meta property='og:site_name' content='Vietnam.vn'></head><body><header>{banner}</header>"
        f"<main class='ant-layout-content'><article class='post-detail-container'><h1>{title}</h1>"
        f"<div class='post-source'>{lines[seed.date] if seed.date else ''}</div><div class='post-detail-body'><p>{lines[seed.lead]}</p>"
        f"<table class='MASTERCMS_TPL_TABLE'><tbody><tr><td><img src='https://vstatic.vietnam.vn/a' alt='{printed_alt}'>{alt}</td></tr>"
        f"<tr><td>{lines[seed.captions[0]].strip('| ')}</td></tr></tbody></table>{_p(_prose(seed), bold_short=True)}"
        f"<p>{'<br>'.join([*tail[:source], _linked(tail[source])])}</p>{rest if tail_inside else ''}</div></article>"
        f"{'' if tail_inside else rest}</main></body></html>"
    )


def _vietnam_page_tail_inside(seed: Seed) -> str:
    return _vietnam_page(seed, tail_inside=True)


def _hanoi_page(seed: Seed, *, container: str = "class='detail-content'") -> str:
    lines = seed.lines()
    assert seed.title is not None
    return (
        f"<html><head><title>{lines[seed.title]}</title></head><body><nav><a href='/'>Trang chủ</a></nav>"
        f"<h1>{lines[seed.title]}</h1><span class='d'>28/07/2024, 12:28</span><div {container}>{_p(_prose(seed))}"
        f"{_p(seed.tail())}</div><footer>Đài phát thanh</footer></body></html>"
    )


def _hanoi_page_unknown_markup(seed: Seed) -> str:
    return _hanoi_page(seed, container="class='x91'")


PAGES: list[tuple[Seed, Callable[[Seed], str]]] = [
    (CRI, _cri_page),
    (BAOMOI, _baomoi_page),
    (VIETNAM_2, _vietnam_page),
    (VIETNAM_2, _vietnam_page_tail_inside),
    (VIETNAM_3, _vietnam_page),
    (VIETNAM_3, _vietnam_page_tail_inside),
    (HANOI, _hanoi_page),
    (HANOI, _hanoi_page_unknown_markup),
]
each_page = pytest.mark.parametrize(
    ("seed", "build"), PAGES, ids=[f"{seed.number}-{build.__name__.strip('_')}" for seed, build in PAGES]
)


@each_page
@pytest.mark.parametrize("trace", [False, True], ids=["", "trace"])
def test_a_seed_as_a_page_of_its_site(seed: Seed, build: Callable[[Seed], str], trace: bool) -> None:
    extraction = extract(build(seed), url=seed.url, trace=trace)
    article, lines = extraction.article, seed.lines()
    assert _kept(article) == seed.real()
    assert article.title == (None if seed.title is None else lines[seed.title])
    assert article.language == seed.language
    assert article.source_url == seed.source_url()
    assert article.agency == seed.agency
    assert len(article.images) == len(seed.captions)
    for number in seed.captions:
        _assert_caption_printed(article, lines[number])
    if seed.published:
        assert article.published is not None
        assert (article.published.isoformat(), article.published_raw) == (seed.published, seed.raw)


@each_page
def test_the_same_blocks_as_from_the_text(seed: Seed, build: Callable[[Seed], str]) -> None:
    assert _kept(extract(build(seed), url=seed.url).article) == _kept(_stripped(seed).article)
