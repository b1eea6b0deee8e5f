"""The search through real stores: what it finds, what it leaves, what was lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from extractors import Removal
from extractors.compiled import own_phrases
from extractors.rules import Phrase
from newsspiders.leaks.ranking import SURE, Leak
from newsspiders.leaks.search import SiteLeaks, search_site
from newsspiders.store import Store
from tests.newsspiders.articles import MOMENT
from tests.newsspiders.leaks.stories import fill, item, paragraph, story

SITE = "vietnamplus"


def search(store: Store, **options: object) -> SiteLeaks:
    with store.read() as session:
        return search_site(session, SITE, **options)  # type: ignore[arg-type]  # each test names its own


def taking(found: SiteLeaks, line: str) -> list[Leak]:
    return [leak for leak in found.leaks if leak.phrase.matches(line)]


def test_kinds_of_lines(store: Store) -> None:
    def blocks(n: int) -> list[str]:
        inner = [f"Baca juga: Kabar dari Kali Anyar bagian {'ABCDEFGHIJ'[n % 10]} {n}", "Kết quả"]
        channel = ("Zalo", "Facebook", "YouTube")[n % 3]
        return story(n, inner=inner, last=[f"Theo dõi Báo Sông trên {channel}", f"Komentar ({n})"])

    fill(store, (item(n, blocks(n)) for n in range(30)))
    found = search(store)
    sure = {leak.phrase.pattern: leak for leak in found.leaks if leak.score >= SURE}
    assert set(sure) == {
        r"Komentar \(\d{1,6}\)",
        r"Theo dõi Báo Sông trên \S{1,20}",
        r"Baca juga: Kabar dari Kali Anyar bagian \S{1,10} \d{1,6}",
    }
    assert {leak.articles for leak in sure.values()} == {30}
    assert all(leak.prose_words == 0 for leak in found.leaks)
    assert not [leak for leak in taking(found, "Kết quả") if leak.score >= SURE]
    assert (found.read, found.copies, found.least) == (30, 0, 5)
    first = sure[r"Komentar \(\d{1,6}\)"].examples[0]
    assert (first.text, first.url) == ("Komentar (29)", "https://www.vietnamplus.vn/tin-post29.vnp")  # newest first


def test_a_last_sentence_glued_to_prose_is_stripped(store: Store) -> None:
    fill(store, (item(n, [paragraph(n, 0), f"{paragraph(n, 1)} Theo Đài Sông"]) for n in range(12)))
    (leak,) = search(store).leaks
    assert (leak.phrase.action, leak.phrase.reason, leak.articles, leak.words) == ("strip", "source", 12, 36)
    assert leak.phrase.regex.sub("", f"{paragraph(50, 1)} Theo Đài Sông") == paragraph(50, 1)


def test_a_mark_of_the_end_takes_what_follows(store: Store) -> None:
    others = [" ".join(f"{'bcdghklmnstv'[(n + at) % 12]}{'aeiou'[(n * at) % 5]}" for at in range(5)) for n in range(12)]
    fill(store, (item(n, story(n, last=["Có thể đọc thêm bài liên quan", others[n]])) for n in range(12)))
    (leak,) = taking(search(store), "Có thể đọc thêm bài liên quan")
    assert leak.phrase.action == "cut"
    assert leak.words == 12 * (7 + 5)  # with what follows it


def test_prose_is_left_alone(store: Store) -> None:
    """Paragraphs that begin alike, one that stands in many articles, and a line before sentences."""
    background = "Con đê này được đắp từ đời ông cố của trưởng làng, và cứ mười năm dân lại góp công tu sửa một lần."

    def blocks(n: int) -> list[str]:
        return [f"Phóng viên: {paragraph(n, 5)}", *story(n, inner=[background])]

    fill(store, (item(n, blocks(n)) for n in range(30)))
    found = search(store)
    assert [leak for leak in found.leaks if leak.score >= SURE] == []
    assert not any(leak.phrase.matches(paragraph(99, part)) for leak in found.leaks for part in range(4))
    assert taking(found, f"Phóng viên: {paragraph(1, 5)}") == []


def test_copies_of_an_article_repeat_nothing(store: Store) -> None:
    fill(store, (item(n, [f"Bản thứ {n}", *story(1, last=["Một câu riêng của bài này thôi"])]) for n in range(20)))
    found = search(store)
    assert (found.read, found.copies, found.leaks) == (20, 19, ())


def test_lines_of_one_day_are_less_sure(store: Store) -> None:
    lines = ["Chương trình mùa nước nổi, xem lúc tám giờ tối nay"]
    fill(store, (item(n, story(n, last=lines)) for n in range(12)))
    (long,) = search(store).leaks
    fill(store, (item(n, story(n, last=lines), fetched_at=MOMENT + timedelta(days=1)) for n in range(12)))
    assert taking(search(store, since=MOMENT + timedelta(days=10)), lines[0]) == []  # two days, and too few articles
    assert "of one or two days only" not in long.signs


def test_since_and_least(store: Store) -> None:
    fill(store, (item(n, story(n, last=["Komentar (0)"] if n >= 8 else [])) for n in range(12)))
    assert search(store).leaks == ()
    assert [leak.articles for leak in search(store, least=4).leaks] == [4]
    assert search(store, since=MOMENT + timedelta(days=10)).read == 2


def test_lines_that_a_phrase_takes_already_are_told_so(store: Store) -> None:
    fill(store, (item(n, story(n, last=[f"Komentar ({n})"])) for n in range(12)))
    known = own_phrases((Phrase(r"Komentar \(\d{1,6}\)", "cut", "comments"),), "id")
    assert [leak.known for leak in search(store, known=known).leaks] == ["id/phrase:comments"]


def test_losses(store: Store) -> None:
    """Of what a rule took, the long sentences that only one article has and that are not in it all the same."""

    def removed(n: int) -> list[Removal]:
        usual = Removal(rule="vi/phrase:related", reason="related", text=f"Xem thêm: Chuyện {n}")
        promo = " ".join(["Mời quý vị xem trọn bộ phim tài liệu về dòng sông quê hương vào tối thứ bảy"] * 2) + "."
        taken = [usual, Removal(rule="x/drop:.box", reason="box", text=promo)]
        if n == 3:
            taken.append(Removal(rule="vi/phrase:related", reason="related", text=f"Mời xem: {paragraph(3, 9)}"))
        return [*taken, Removal(rule="clean/lead-echo", reason="the lead again", text=paragraph(n, 0))]

    fill(store, (item(n, story(n), removed=removed(n)) for n in range(10)))
    (loss,) = search(store).losses
    assert (loss.rule, loss.pieces, loss.suspects) == ("vi/phrase:related", 11, 1)
    assert [example.text for example in loss.examples] == [f"Mời xem: {paragraph(3, 9)}"]


@pytest.mark.parametrize("text", ["", "\n\n\n\n", "a", "\x00", "[" * 3000, "( \\ " * 40])
def test_texts_of_all_sorts(store: Store, text: str) -> None:
    fill(store, (item(n, [text, *story(n)]) for n in range(8)))
    found = search(store, least=2)
    assert found.read == 8
    assert not any(leak.phrase.matches(paragraph(1, 1)) for leak in found.leaks)
