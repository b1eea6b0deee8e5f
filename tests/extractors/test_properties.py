"""Properties over generated pages and texts: nothing lost, nothing twice, order kept, idempotent."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors import Phrase, Rules, Site, extract, strip_text
from extractors.page import Page, visible_text
from extractors.text import normalise, tidy, words

URL = "https://tin.example.vn/bai-viet-1.html"
SITE = Site(
    name="tin",
    title="Tin",
    domains=("tin.example.vn",),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    rules=Rules(
        title=("h1",),
        body=("div.body",),
        drop=(".ad", ".related"),
        phrases=(Phrase(r"Theo dõi chúng tôi trên \S{1,20}", "drop", "follow"),),
    ),
)
_VOCABULARY = [
    "chính",
    "phủ",
    "công",
    "bố",
    "kế",
    "hoạch",
    "phát",
    "triển",
    "kinh",
    "tế",
    "vùng",
    "đồng",
    "bằng",
    "sông",
    "nước",
    "mới",
    "năm",
    "nay",
    "theo",
    "người",
    "dân",
    "cho",
    "biết",
    "pemerintah",
    "mengumumkan",
    "rencana",
    "pembangunan",
    "daerah",
    "baru",
    "tahun",
    "ini",
    "menurut",
    "warga",
    "setempat",
    "di",
    "desa",
]
_PHRASES = (
    "Tin liên quan", "Chia sẻ", "No data", "[iklan_2]", "[quảng cáo_2]", "Theo dõi chúng tôi trên Facebook",
    "ADVERTISEMENT", "Copy link",
)  # fmt: skip
_TAILS = ("Bình luận (0)", "Komentar (12)", "Bài viết hay? Hãy đánh giá bài viết", "Từ khóa: a, b", "Gửi bình luận")


@dataclass(frozen=True, slots=True)
class Part:
    """One block of a made-up page, its text, and whether an article keeps it."""

    html: str
    text: str
    kept: bool


def _sentences(draw: st.DrawFn) -> str:
    """One to three sentences, of 14 words at least, with a number that makes them one of a kind."""
    number = draw(st.integers(1000, 999_999))
    chosen = draw(st.lists(st.sampled_from(_VOCABULARY), min_size=14, max_size=40))
    return f"{' '.join(chosen).capitalize()} {number}."


@st.composite
def prose(draw: st.DrawFn) -> Part:
    """A paragraph, its words cut by inline tags anywhere, even inside a word."""
    text = _sentences(draw)
    at = sorted(draw(st.lists(st.integers(1, len(text) - 1), min_size=0, max_size=4)))
    html = text
    for position in reversed(at):
        tag = draw(st.sampled_from(("b", "em", "a", "span", "u")))
        html = f"{html[:position]}<{tag}>{html[position:]}</{tag}>"
    wrapper = draw(
        st.sampled_from(("<p>{}</p>", "<div>{}</div>", "<div><p>{}</p></div>", "{}<br><br>", "<section>{}</section>"))
    )
    return Part(wrapper.format(html), normalise(text), kept=True)


@st.composite
def furniture(draw: st.DrawFn) -> Part:
    """A block that markup or words give away."""
    if draw(st.booleans()):
        text = _sentences(draw)
        name = draw(st.sampled_from(("ad", "related")))
        return Part(f'<div class="{name}"><p>{text}</p></div>', text, kept=False)
    text = draw(st.sampled_from(_PHRASES))
    return Part(f"<p>{text}</p>", text, kept=False)


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, list[Part]]:
    """A page of a header, prose mixed with furniture, a tail behind a cut mark, and a footer."""
    inner = draw(st.lists(st.one_of(prose(), prose(), furniture()), min_size=1, max_size=12))
    inner.insert(0, draw(prose()))
    if draw(st.booleans()):
        mark = draw(st.sampled_from(_TAILS))
        tail = draw(st.lists(prose(), min_size=0, max_size=4))
        inner.append(Part(f"<p>{mark}</p>", mark, kept=False))
        inner += [Part(part.html, part.text, kept=False) for part in tail]
    outside = draw(prose()).html
    body = "\n".join(part.html for part in inner)
    html = f"<html><body><h1>Tiêu đề bài viết thử</h1>{outside}<div class='body'>{body}</div><footer>{outside}</footer>"
    return html, inner


SLOW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(pages())
def test_nothing_is_lost_nothing_twice_and_the_order_is_kept(page: tuple[str, list[Part]]) -> None:
    html, parts = page
    extraction = extract(html, url=URL, site=SITE, trace=True)
    kept = [block.text for block in extraction.article.body]
    assert kept == [part.text for part in parts if part.kept]
    removed = [removal.text for removal in extraction.removed if removal.rule != "body/outside"]
    assert Counter(words(" ".join(removed))) == Counter(words(" ".join(part.text for part in parts if not part.kept)))
    accounted = [word for piece in extraction.pieces for word in words(piece.text)]
    assert Counter(accounted) == Counter(words(visible_text(Page(html, url=URL).root)))


@SLOW
@given(pages())
def test_stripping_a_clean_text_changes_nothing(page: tuple[str, list[Part]]) -> None:
    text = extract(page[0], url=URL, site=SITE).article.text
    again = strip_text(text)
    assert again.article.text == text
    assert again.removed == ()


@SLOW
@given(
    st.lists(st.one_of(prose(), furniture().filter(lambda part: part.html.startswith("<p>"))), min_size=1, max_size=10)
)
def test_stripping_a_dirty_text_keeps_the_prose_in_order(parts: list[Part]) -> None:
    extraction = strip_text("\n\n".join(part.text for part in parts), language="vi")
    kept = [part.text for part in parts if part.kept]
    assert [block.text for block in extraction.article.body] == kept
    assert strip_text(extraction.article.text, language="vi").removed == ()


@SLOW
@given(st.text(max_size=2000))
def test_any_text_can_be_stripped_and_stripped_again(text: str) -> None:
    once = strip_text(text).article.text
    assert strip_text(once).article.text == once


@given(st.text())
def test_normal_forms_are_stable(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
    assert tidy(tidy(text)) == tidy(text)
    assert words(tidy(text)) == words(normalise(text))


@SLOW
@given(st.text(max_size=400))
def test_no_markup_breaks_the_account(soup: str) -> None:
    prose = "Một câu dài về kinh tế. " * 4
    html = f"<html><body><h1>Tiêu đề</h1><div class='body'><p>{prose}</p>{soup}</div></body></html>"
    extraction = extract(html, url=URL, site=SITE, trace=True)
    accounted = Counter("".join("".join(words(piece.text)) for piece in extraction.pieces))
    assert accounted == Counter("".join(words(visible_text(Page(html, url=URL).root))))
