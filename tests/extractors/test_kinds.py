"""Kinds of pages: live blogs, photo stories, pages that are no article, boxes in the text."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from extractors import Article, EmptyBodyError, NotAnArticleError, Rules, Site, extract, strip_text
from extractors.families import all_families
from extractors.timeline import is_time_line

URL = "https://khac.example.org/nuoc-len-ben-do-12345.html"
TITLE = "Trực tiếp: Nước lên ở bến đò Cồn"
INTRO = "Đỉnh triều dự kiến tới vào chiều nay, cao hơn năm ngoái 12 cm; hai bến phà ngừng chạy đến sáng mai."
ENTRIES = (
    (
        "10:35",
        "Nước rút ở cửa sông",
        "Nước bắt đầu rút ở cửa sông, chậm hơn dự báo hai mươi phút, dân quân vẫn trực ở đê.",
    ),
    (
        "09:50",
        "Cắt điện mười một trạm",
        "Điện lực cắt mười một trạm biến áp để bảo đảm an toàn, trạm y tế xã chạy máy phát.",
    ),
    (
        "08:15",
        "Nước tràn mặt lộ",
        "Nước tràn qua mặt lộ đoạn chợ Cồn, sâu khoảng một gang tay, học sinh được nghỉ buổi sáng.",
    ),
    (
        "07:05",
        "Chuyển người già lên trường",
        "Ba xã ven sông đưa người già và trẻ nhỏ lên trường học trước khi nước lên tới sân.",
    ),
)
TIMES = {
    "clock": ("10:35", "09:50", "08:15", "07:05"),
    "h": ("10h35", "9h50", "8h15", "7h05"),
    "giờ": ("10 giờ 35", "9 giờ 50", "8 giờ 15", "7 giờ 05"),
    "day": ("10:35 5/3", "09:50 5/3", "08:15 5/3", "07:05 5/3"),
    "pukul": ("Pukul 10.35 WIB", "Pukul 09.50 WIB", "Pukul 08.15 WIB", "Pukul 07.05 WIB"),
    "date": ("07/03/2026 10:35", "07/03/2026 09:50", "07/03/2026 08:15", "07/03/2026 07:05"),
    "gmt": ("10.35am GMT", "9.50am GMT", "8.15am GMT", "7.05am GMT"),
}
MARKUP = {
    "flat": "<p>{time}</p><h3>{head}</h3><p>{text}</p>",
    "bold": "<p><strong>{time}</strong></p><h3>{head}</h3><p>{text}</p>",
    "heading": "<h3>{time}</h3><h3>{head}</h3><p>{text}</p>",
    "time-tag": "<div class=entry><time>{time}</time><h3>{head}</h3><p>{text}</p></div>",
    "deep": "<section class=item><div class=head><span>{time}</span></div><h3>{head}</h3><div><p>{text}</p></div></section>",
    "shared": "<article class=item><span class=time>{time}</span><h2>{head}</h2><p>{text}</p>"
    "<div class=share>Chia sẻ</div></article>",
}
TIMES_AND_MARKUP = [(times, markup) for times in TIMES for markup in MARKUP]


def _site(**rules: tuple[str, ...]) -> Site:
    return Site(
        name="tin",
        title="Tin",
        domains=("khac.example.org",),
        language="vi",
        timezone="Asia/Ho_Chi_Minh",
        rules=Rules(**{"title": ("h1",), "body": ("div.body",), **rules}),  # type: ignore[arg-type]  # tuples only
    )


def _page(body: str, *, head: str = "", json_ld: object = None) -> str:
    script = f"<script type='application/ld+json'>{json.dumps(json_ld)}</script>" if json_ld else ""
    menu = "".join(f"<li><a href='/{n}'>Chuyên mục {n}</a></li>" for n in range(8))
    return (
        f"<html lang=vi><head><title>{TITLE}</title>{head}{script}</head><body><nav><ul>{menu}</ul></nav>"
        f"<main><h1>{TITLE}</h1><div class='body'>{body}</div></main><footer><p>Cơ quan chủ quản: Hội Sông</p></footer>"
    )


def _entries(times: Sequence[str], markup: str) -> str:
    return "".join(
        markup.format(time=time, head=head, text=text) for time, (_, head, text) in zip(times, ENTRIES, strict=True)
    )


def _blocks(times: Sequence[str]) -> list[tuple[str, str]]:
    return [
        block
        for time, (_, head, text) in zip(times, ENTRIES, strict=True)
        for block in (("paragraph", time), ("heading", head), ("paragraph", text))
    ]


def _told(article: Article) -> list[tuple[str, str]]:
    return [(block.type, block.text) for block in article.body]


LIVE = {
    "@type": "LiveBlogPosting",
    "headline": TITLE,
    "datePublished": "2026-03-07T07:00:00+07:00",
    "liveBlogUpdate": [
        {"@type": "BlogPosting", "headline": head, "articleBody": text, "datePublished": f"2026-03-07T{time}:00+07:00"}
        for time, head, text in ENTRIES
    ],
}
ARTICLE = {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2026-03-07T07:00:00+07:00"}


@pytest.mark.parametrize(("times", "markup"), TIMES_AND_MARKUP)
def test_a_live_blog_keeps_its_entries_and_their_times(times: str, markup: str) -> None:
    html = _page(f"<p>{INTRO}</p>{_entries(TIMES[times], MARKUP[markup])}")
    assert _told(extract(html, url=URL, site=_site()).article) == [("paragraph", INTRO), *_blocks(TIMES[times])]


@pytest.mark.parametrize(("times", "markup"), TIMES_AND_MARKUP)
@pytest.mark.parametrize("json_ld", [LIVE, ARTICLE], ids=["told", "untold"])
def test_a_live_blog_of_an_unknown_site(times: str, markup: str, json_ld: dict[str, object]) -> None:
    html = _page(f"<p>{INTRO}</p>{_entries(TIMES[times], MARKUP[markup])}", json_ld=json_ld)
    assert _told(extract(html, url=URL).article) == [("paragraph", INTRO), *_blocks(TIMES[times])]


@pytest.mark.parametrize("item", ["<li><span>{time}</span><p>{text}</p></li>", "<li><b>{time}</b><br><br>{text}</li>"])
def test_a_timeline_in_a_list_is_read_entry_by_entry(item: str) -> None:
    html = _page(f"<p>{INTRO}</p><ul>{_entries(TIMES['clock'], item)}</ul>")
    wanted = [line for time, _, text in ENTRIES for line in (time, text)]
    article = extract(html, url=URL, site=_site()).article
    assert _told(article) == [("paragraph", line) for line in (INTRO, *wanted)]


def test_a_list_of_hours_is_a_list() -> None:
    items = "".join(f"<li>{time} {head}</li>" for time, head, _ in ENTRIES)
    article = extract(_page(f"<p>{INTRO}</p><ul>{items}</ul>"), url=URL, site=_site()).article
    assert [block.type for block in article.body] == ["paragraph", "list"]


def test_the_times_of_a_live_blog_survive_a_second_cleaning() -> None:
    html = _page(f"<p>{INTRO}</p>{_entries(TIMES['date'], MARKUP['flat'])}")
    text = extract(html, url=URL, site=_site()).article.text
    assert strip_text(text, language="vi").article.text == text


@pytest.mark.parametrize(
    "cards",
    [
        pytest.param("<p><a href='/b'>{head}</a></p><p>{time}</p><p>{text}</p>", id="cards"),
        pytest.param("<h3><a href='/b'>{head}</a></h3><p>{time}</p><p>{text}</p>", id="heading-cards"),
    ],
)
def test_linked_teasers_with_times_are_no_live_blog(cards: str) -> None:
    html = _page("".join(f"<p>{text}</p>" for _, _, text in ENTRIES) + _entries(TIMES["date"], cards), json_ld=ARTICLE)
    article = extract(html, url=URL, site=_site()).article
    assert [block.text for block in article.body] == [text for _, _, text in ENTRIES]


@pytest.mark.parametrize(
    "body",
    [
        f"<p>07/03/2026 10:35</p><p>{INTRO}</p><p>{ENTRIES[0][2]}</p>",
        f"<p>07/03/2026 10:35</p><p>07/03/2026 10:40</p><p>{INTRO}</p><p>{ENTRIES[0][2]}</p>",
        f"<p>07/03/2026 10:35</p><p>{INTRO}</p><p>{ENTRIES[0][2]}</p><p>07/03/2026 12:00</p>",
        f"<p>07/03/2026 10:35</p><p>{INTRO}</p><p>07/03/2026 10:35</p><p>{ENTRIES[0][2]}</p>",
    ],
    ids=["one", "two-in-a-row", "first-and-last", "twice-the-same"],
)
def test_the_pages_own_time_still_leaves(body: str) -> None:
    assert extract(_page(body), url=URL, site=_site()).article.text == f"{INTRO}\n\n{ENTRIES[0][2]}"


@pytest.mark.parametrize("line", [time for times in TIMES.values() for time in times])
def test_a_time_line(line: str) -> None:
    assert is_time_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "10.35",
        "10:35 Nước rút",
        "3:1",
        "2026",
        "25:70",
        "Tỷ số 2:1",
        "Hà Nội, 10:35",
        "10:35 10:40 10:45",
        "5/3",
        "1:0.",
        "",
    ],
)
def test_no_time_line(line: str) -> None:
    assert not is_time_line(line)


CAPTIONS = (
    "Bốn giờ sáng, ghe đầu tiên rời bến trong sương, người chèo đứng ở mũi và soi đèn xuống mặt nước.",
    "Bà Sành gỡ lưới ở khúc sông cạn, mỗi mẻ được chừng ba ký cá, đủ cho một buổi chợ nhỏ.",
    "Đến chín giờ chợ tan, trẻ nhỏ theo mẹ xuống đò về bên kia sông cho kịp giờ học chiều.",
    "Chiều xuống, cả xóm vá lưới bên hiên nhà, tiếng trẻ con học bài vọng ra giữa mùi khói bếp.",
)
FIGURE = "<figure><img src='/{n}.jpg'><figcaption>{caption} Ảnh: Văn Sông</figcaption></figure>"
FIGURES = "".join(FIGURE.format(n=n, caption=caption) for n, caption in enumerate(CAPTIONS))
PROSE = "".join(f"<p>{text}</p>" for _, _, text in ENTRIES)


@pytest.mark.parametrize("site", [_site(), None], ids=["rules", "no-rules"])
@pytest.mark.parametrize("intro", ["", "<p>Một ngày ở bến đò Cồn, từ lúc trời chưa sáng.</p>"], ids=["none", "intro"])
@pytest.mark.parametrize("wrapper", ["{}", "<div class=photo>{}</div>", "<p>{}</p>"])
def test_the_captions_of_a_photo_story_are_its_text(site: Site | None, intro: str, wrapper: str) -> None:
    figures = "".join(wrapper.format(FIGURE.format(n=n, caption=caption)) for n, caption in enumerate(CAPTIONS))
    article = extract(_page(intro + figures, json_ld=ARTICLE), url=URL, site=site).article
    assert [block.text for block in article.body][-4:] == list(CAPTIONS)
    assert {block.type for block in article.body} == {"paragraph"}
    assert [image.caption for image in article.images] == list(CAPTIONS)
    assert {image.credit for image in article.images} == {"Văn Sông"}


@pytest.mark.parametrize("site", [_site(), None], ids=["rules", "no-rules"])
@pytest.mark.parametrize("figures", [FIGURES, FIGURE.format(n=0, caption=CAPTIONS[0])])
def test_the_captions_of_an_article_are_no_text(site: Site | None, figures: str) -> None:
    html = _page(f"<p>{INTRO}</p>{figures}{PROSE}", json_ld=ARTICLE)
    article = extract(html, url=URL, site=site).article
    assert article.text == "\n\n".join((INTRO, *(text for _, _, text in ENTRIES)))
    assert len(article.images) == figures.count("<figure")


def test_a_caption_under_two_pictures_is_said_once() -> None:
    figures = FIGURES + FIGURE.format(n=9, caption=CAPTIONS[1])
    article = extract(_page(figures), url=URL, site=_site()).article
    assert [block.text for block in article.body] == list(CAPTIONS)
    assert len(article.images) == 5


def test_one_caption_alone_is_no_story() -> None:
    with pytest.raises(EmptyBodyError):
        extract(_page(FIGURE.format(n=0, caption=CAPTIONS[0])), url=URL, site=_site())


def test_teasers_with_pictures_are_no_photo_story() -> None:
    card = "<figure><a href='/bai-{n}.html'><img src='/{n}.jpg'></a><figcaption>{caption}</figcaption></figure>"
    cards = "".join(card.format(n=n, caption=caption) for n, caption in enumerate(CAPTIONS))
    with pytest.raises((EmptyBodyError, NotAnArticleError)):
        extract(_page(cards, json_ld=ARTICLE), url=URL)


SHORT = f"<p>{ENTRIES[0][2]}</p><p>{ENTRIES[1][2]}</p>"
LONG = f"<p>{INTRO}</p>{PROSE}{''.join(f'<p>{caption}</p>' for caption in CAPTIONS)}"
VIDEO = {"@type": "VideoObject", "name": TITLE, "uploadDate": "2026-03-07T07:00:00+07:00"}


@pytest.mark.parametrize("site", [_site(), None], ids=["rules", "no-rules"])
@pytest.mark.parametrize(
    ("head", "json_ld"),
    [
        ("<meta property='og:type' content='video.other'>", None),
        ("<meta property='og:type' content='video'>", {"@type": "WebPage"}),
        ("", VIDEO),
        ("<meta property='og:type' content='article'>", VIDEO),
        ("", {"@graph": [{"@type": "WebPage"}, VIDEO]}),
        ("", {"@type": "WebPage", "mainEntity": VIDEO}),
        ("", {"@type": "PodcastEpisode", "name": TITLE}),
        ("", {"@type": ["ItemList"], "itemListElement": []}),
        ("", {"@type": "CollectionPage", "name": TITLE}),
        ("", {"@type": "SearchResultsPage"}),
        ("", {"@type": "https://schema.org/ProfilePage"}),
        ("<meta property='og:type' content='profile'>", None),
    ],
)
@pytest.mark.parametrize("body", [SHORT, f"<p>{INTRO}</p>"])
def test_a_page_that_says_it_is_something_else(site: Site | None, head: str, json_ld: object, body: str) -> None:
    with pytest.raises(NotAnArticleError, match="says that it is"):
        extract(_page(body, head=head, json_ld=json_ld), url=URL, site=site)


def test_a_video_page_without_text_is_no_stale_rule() -> None:
    head = (
        "<meta property='og:type' content='video.other'><meta property='article:published_time' content='2026-03-07'>"
    )
    with pytest.raises(NotAnArticleError):
        extract(_page("<video src='/v.mp4'></video>", head=head), url=URL)


@pytest.mark.parametrize("site", [_site(), None], ids=["rules", "no-rules"])
@pytest.mark.parametrize(
    ("body", "json_ld"),
    [
        pytest.param(LONG, VIDEO, id="long-text"),
        pytest.param(LONG, {"@type": "ItemList"}, id="long-text-and-related-list"),
        pytest.param(SHORT, [VIDEO, ARTICLE], id="article-with-a-video"),
        pytest.param(SHORT, [{"@type": "CollectionPage"}, ARTICLE], id="article-in-a-collection"),
        pytest.param(SHORT, [{"@type": "ItemList"}, LIVE], id="live-blog-with-a-list"),
        pytest.param(SHORT, None, id="nothing-said"),
    ],
)
def test_an_article_with_something_else_in_it(site: Site | None, body: str, json_ld: object) -> None:
    article = extract(_page(body, json_ld=json_ld), url=URL, site=site).article
    assert article.text == "\n\n".join(part.split("</p>")[0] for part in body.split("<p>")[1:])


CARD = "<li><h3><a href='/bai-{n}.html'>{head} lần {n} trong mùa nước</a></h3><span>{time}</span><p>{text}</p></li>"


@pytest.mark.parametrize(
    "date", ["07/03/2026 - 00:0{n}", "2026-03-07T00:0{n}:00", "{n} giờ trước", ""], ids=["date", "iso", "ago", "none"]
)
@pytest.mark.parametrize("og_type", ["article", "website"])
@pytest.mark.parametrize("teasers", [1, 2])
def test_a_front_of_teasers(date: str, og_type: str, teasers: int) -> None:
    cards = "".join(
        CARD.format(n=n, time=date.format(n=n), head=head, text="</p><p>".join([text, INTRO][:teasers]))
        for n, (_, head, text) in enumerate(ENTRIES * 2)
    )
    html = _page(f"<ul>{cards}</ul>", head=f"<meta property='og:type' content='{og_type}'>")
    with pytest.raises(NotAnArticleError):
        extract(html, url=URL)


@pytest.mark.parametrize("head", ["", "<meta property='og:type' content='website'>"])
def test_a_front_whose_only_prose_is_a_notice(head: str) -> None:
    cards = "".join(f"<h3><a href='/bai-{n}.html'>Chuyện bến đò số {n}</a></h3>" for n in range(24))
    notice = "".join(f"<p>{text}</p>" for _, _, text in ENTRIES)
    with pytest.raises(NotAnArticleError):
        extract(_page(f"{cards}<div class=dialog>{notice}</div>", head=head), url=URL)


def test_an_article_with_many_related_stories_is_one() -> None:
    cards = "".join(f"<h3><a href='/bai-{n}.html'>Chuyện bến đò số {n}</a></h3>" for n in range(24))
    article = extract(_page(f"{LONG}</div><div class=related>{cards}", json_ld=ARTICLE), url=URL).article
    assert article.text.startswith(INTRO)


BOX = "Bến đò Cồn có từ năm 1962, mỗi ngày chở chừng ba trăm lượt khách và hai chục xe hàng qua sông."
LINKS = ("Giá cá tăng trước ngày nước lên", "Xuồng composite thay ghe gỗ ở bến", "Chợ Cồn họp trở lại sau lũ")
LINKED = "".join(f"<p><a href='/bai-{n}.html'>{text}</a></p>" for n, text in enumerate(LINKS))
LISTED = "".join(f"<li><a href='/bai-{n}.html'>{text}</a></li>" for n, text in enumerate(LINKS))
BOXES = {
    "vccorp": (
        "<div data-role=content>{}</div>",
        "<div class='VCSortableInPreviewMode' type='content'><div><p>{}</p></div></div>",
        "<div class='VCSortableInPreviewMode' type='RelatedNewsBox'><ul>{}</ul></div>",
    ),
    "mastercms": (
        "<div class='__MASTERCMS_CONTENT'>{}</div>",
        "<table class='MASTERCMS_TPL_TABLE'><tbody><tr><td><p>{}</p></td></tr></tbody></table>",
        "<table class='MASTERCMS_TPL_TABLE'><tbody><tr><td><ul>{}</ul></td></tr></tbody></table>",
    ),
    "zce": (
        "<div class='zce-content-body cms-body'>{}</div>",
        "<div class='notebox'><p>{}</p></div>",
        "<div class='article-relate'><ul>{}</ul></div>",
    ),
    "zce-quote": (
        "<div class='zce-content-body cms-body'>{}</div>",
        "<blockquote class='cms-quote'><p>{}</p></blockquote>",
        "<div class='cms-relate'><ul>{}</ul></div>",
    ),
    "detik": (
        "<div class='itp_bodycontent'>{}</div>",
        "<table><tbody><tr><td><p>{}</p></td></tr></tbody></table>",
        "<table class='linksisip'><tbody><tr><td><ul>{}</ul></td></tr></tbody></table>",
    ),
}


@pytest.mark.parametrize("family", BOXES)
@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_a_familys_box_of_text_stays_and_its_box_of_links_goes(family: str, order: tuple[int, int]) -> None:
    body, *_ = BOXES[family]
    boxes = [BOXES[family][kind].format(BOX if kind == 1 else LISTED) for kind in order]
    first, second = (f"<p>{text}</p>" for _, _, text in ENTRIES[:2])
    rules = next(rules for rules in all_families() if rules.name == family.split("-")[0])
    site = Site(
        name="tin", title="Tin", domains=("khac.example.org",), language="vi", timezone="Asia/Ho_Chi_Minh", rules=rules
    )
    html = (
        f"<html><body><h1>{TITLE}</h1>{body.format(f'{first}{boxes[0]}{second}{boxes[1]}<p>{INTRO}</p>')}</body></html>"
    )
    article = extract(html, url=URL, site=site).article
    assert BOX in [block.text for block in article.body]
    assert not any(text in article.text for text in LINKS)
    assert [block.text for block in article.body if block.text != BOX] == [ENTRIES[0][2], ENTRIES[1][2], INTRO]


@pytest.mark.parametrize("tag", ["div", "section", "aside", "blockquote"])
@pytest.mark.parametrize("name", ["box", "inset", "note"])
def test_boxes_of_an_unknown_site(tag: str, name: str) -> None:
    text = [*(text for _, _, text in ENTRIES), *CAPTIONS]
    prose = [f"<p>{one}</p>" for one in text]
    prose.insert(2, f"<{tag} class={name}><p>{BOX}</p></{tag}>")
    prose.insert(5, f"<{tag} class={name}>{LINKED}</{tag}>")
    prose.insert(7, f"<{tag} class={name}><ul>{LISTED}</ul></{tag}>")
    article = extract(_page("".join(prose), json_ld=ARTICLE), url=URL).article
    assert [block.text for block in article.body] == [*text[:2], BOX, *text[2:]]


@pytest.mark.parametrize("site", [_site(), None], ids=["rules", "no-rules"])
@pytest.mark.parametrize(
    "path",
    [
        "tag/ben-do",
        "tags/ben-do/",
        "tag/ben-do.html",
        "vi/tag/ben-do/page/2",
        "search?q=do",
        "search/",
        "tim-kiem?q=do",
        "author/van-song",
        "tac-gia/van-song/trang-3",
    ],
)
def test_urls_of_lists(site: Site | None, path: str) -> None:
    with pytest.raises(NotAnArticleError, match="the URL is that of"):
        extract(_page(LONG, json_ld=ARTICLE), url=f"https://khac.example.org/{path}", site=site)


@pytest.mark.parametrize(
    "path",
    ["tag-ben-do-12345.html", "search-and-rescue-on-the-river", "2026/tag/nuoc-len", "tac-gia/van-song/ben-do-1.html"],
)
def test_urls_that_only_look_like_those_of_lists(path: str) -> None:
    assert extract(_page(LONG, json_ld=ARTICLE), url=f"https://khac.example.org/{path}").article.text


BLOCK = (
    "<article class='block'><header><time>{time}</time><h2>{head}</h2></header><div class='text'><p>{text}</p></div>"
    "<ul class='share'><li><a href='#'>Chia sẻ</a></li></ul></article>"
)
SHORT_ENTRIES = (
    "Bàn thắng cho đội chủ nhà.",
    "Đội khách thay người.",
    "Hiệp hai bắt đầu.",
    "Thẻ vàng cho hậu vệ số bốn.",
)


@pytest.mark.parametrize("markup", [BLOCK, MARKUP["time-tag"], MARKUP["deep"], "<div><p>{time}</p><p>{text}</p></div>"])
@pytest.mark.parametrize("intro", ["", f"<p>{INTRO}</p>"], ids=["no-intro", "intro"])
@pytest.mark.parametrize("is_told", [True, False])
def test_short_entries_of_an_unknown_site_stay(markup: str, intro: str, is_told: bool) -> None:
    entries = [
        (f"{20 - n // 4}:{59 - n % 4 * 13}", f"Diễn biến thứ {n} ở bến", f"{text.removesuffix('.')} lần {n}.")
        for n, text in enumerate((*SHORT_ENTRIES, *(text for _, _, text in ENTRIES)) * 2)
    ]
    updates = [{"@type": "BlogPosting", "headline": head, "articleBody": text} for _, head, text in entries]
    html = _page(
        intro + "".join(markup.format(time=time, head=head, text=text) for time, head, text in entries),
        json_ld={**LIVE, "liveBlogUpdate": updates} if is_told else ARTICLE,
    )
    wanted = [part for entry in entries for part in entry if part != entry[1] or "{head}" in markup]
    article = extract(html, url=URL).article
    assert [block.text for block in article.body] == [INTRO] * bool(intro) + wanted
