"""Title, authors, section, tags, address and language of a page: rule, JSON-LD, meta tags, in that order."""

from __future__ import annotations

import json
from typing import Any

import pytest

from extractors import Article, Extraction, Rules, Site, extract, get_site, site_for_url
from extractors.metadata import canonicalise

URL = "https://www.tin.example.vn/do-bai-boi-12345.html"
A = "Sáng nay đoàn khảo sát đã tới bãi bồi ven sông để đo lại độ sâu của từng nhánh nước."
B = "Theo trưởng đoàn, mực nước hạ gần hai mét so với cùng kỳ và lòng sông lệch hẳn về bờ trái."
TITLE = "Đoàn khảo sát đo lại bãi bồi"


def _site(**rules: tuple[str, ...]) -> Site:
    given = {"body": ("div.body",), **rules}
    return Site(
        name="tin",
        title="Sông Nước",
        domains=("tin.example.vn",),
        language="vi",
        timezone="Asia/Ho_Chi_Minh",
        rules=Rules(**given),  # type: ignore[arg-type]  # mypy takes the tuples for every other field
    )


def _ld(*values: Any) -> str:
    return "".join(f"<script type='application/ld+json'>{json.dumps(value)}</script>" for value in values)


def _extract(head: str = "", *, top: str = f"<h1>{TITLE}</h1>", url: str = URL, **rules: tuple[str, ...]) -> Extraction:
    html = f"<html><head>{head}</head><body>{top}<div class='body'><p>{A}</p><p>{B}</p></div></body></html>"
    return extract(html, url=url, site=_site(**rules))


def _article(head: str = "", *, top: str = f"<h1>{TITLE}</h1>", url: str = URL, **rules: tuple[str, ...]) -> Article:
    return _extract(head, top=top, url=url, **rules).article


NEWS = {
    "@type": "NewsArticle",
    "headline": TITLE,
    "articleSection": "Thời sự",
    "datePublished": "2026-03-07T08:01:00+07:00",
}


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(_ld(NEWS), id="plain"),
        pytest.param(_ld([NEWS]), id="list"),
        pytest.param(_ld({"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, NEWS]}), id="graph"),
        pytest.param(_ld([{"@graph": [[NEWS]]}]), id="list-of-graphs"),
        pytest.param(_ld({"@type": "WebPage", "mainEntity": NEWS}), id="mainEntity"),
        pytest.param(
            _ld({"@type": "WebPage", "mainEntity": {"@type": "X", "mainEntity": [NEWS]}}), id="nested-mainEntity"
        ),
        pytest.param(_ld({"@type": "WebPage", "mainEntityOfPage": NEWS}), id="mainEntityOfPage"),
        pytest.param(_ld({"@type": "Organization", "name": "X"}, NEWS), id="second-script"),
        pytest.param(_ld({**NEWS, "@type": ["Article", "NewsArticle"]}), id="list-of-types"),
        pytest.param(_ld({**NEWS, "@type": "https://schema.org/NewsArticle"}), id="type-as-address"),
        pytest.param(_ld({**NEWS, "@type": "ReportageNewsArticle"}), id="kin"),
        pytest.param(_ld({**NEWS, "@type": "Article", "headline": "X"}, NEWS), id="news-before-article"),
        pytest.param(_ld({**NEWS, "headline": [TITLE, "X"]}), id="headline-list"),
        pytest.param(_ld(NEWS).replace("ld+json", "ld+json; charset=utf-8"), id="charset-in-type"),
        pytest.param(
            _ld({**NEWS, "headline": "&#272;o&agrave;n kh&#7843;o s&#225;t &#273;o l&#7841;i b&#227;i b&#7891;i"}),
            id="escaped",
        ),
        pytest.param(
            _ld(
                {
                    **NEWS,
                    "headline": "&amp;#272;o&amp;agrave;n kh&amp;#7843;o s&amp;#225;t &amp;#273;o l&amp;#7841;i b&amp;#227;i b&amp;#7891;i",
                }
            ),
            id="escaped-twice",
        ),
        pytest.param(_ld(NEWS).replace('"@type"', '"x": 1,,"@type"').replace(",,", ","), id="extra-field"),
        pytest.param(_ld(NEWS).replace('"}', '",}'), id="trailing-comma"),
        pytest.param(_ld(NEWS).replace("{", '{ /* chú thích */ "a": [1, 2,],', 1), id="comment"),
        pytest.param(
            _ld(NEWS).replace(json.dumps(TITLE)[1:-1], TITLE.replace("đo lại", "đo\n\tlại")), id="raw-newline"
        ),
        pytest.param(_ld({**NEWS, "x": "Q"}).replace('"Q"', '"một "hai" ba"'), id="unescaped-quotes"),
        pytest.param(_ld(NEWS).removesuffix("}</script>") + "</script>", id="cut-off"),
        pytest.param(_ld(NEWS).replace(">{", "><!-- {").replace("}<", "} --><"), id="html-comment"),
        pytest.param(_ld(NEWS).replace(">{", ">//<![CDATA[\n{").replace("}<", "}\n//]]><"), id="cdata"),
        pytest.param(_ld(NEWS).replace(">{", ">{").replace("}<", "};<"), id="semicolon"),
        pytest.param(_ld(NEWS).replace(">{", ">\ufeff{"), id="bom"),
    ],
)
def test_json_ld_in_all_its_shapes(script: str) -> None:
    extraction = _extract(script, top="<h1>X</h1>")
    assert (extraction.article.title, extraction.article.section) == (TITLE, "Thời sự")
    assert extraction.origins["title"] == extraction.origins["section"] == "json-ld"


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(
            '{"@type": "NewsArticle", "headline": "%s", "articleSection": "Thời sự", "x": "một "hai" ba"}', id="quotes"
        ),
        pytest.param('{"@type": "NewsArticle", "headline": "%s", "articleSection": "Thời sự", "x": {', id="cut-off"),
        pytest.param('{"@type": "NewsArticle", "headline": "%s", "articleSection": "Thời sự"};', id="semicolon"),
        pytest.param('{"@type": "NewsArticle" "headline": "%s" "articleSection": "Thời sự"}', id="no-commas"),
        pytest.param('{"@type":"NewsArticle","headline":"%s","articleSection":"Thời sự",,}', id="two-commas"),
        pytest.param(
            '{"@type": "NewsArticle", // đầu\n "headline": "%s", "articleSection": "Thời sự"}', id="line-comment"
        ),
        pytest.param(
            '{"@type": "NewsArticle", "headline": "%s", "articleSection": "Thời sự", "x": undefined}', id="undefined"
        ),
    ],
)
def test_broken_json_ld_is_read_as_far_as_it_goes(source: str) -> None:
    article = _article(f"<script type='application/ld+json'>{source % TITLE}</script>", top="<h1>X</h1>")
    assert (article.title, article.section) == (TITLE, "Thời sự")


def test_a_headline_with_unescaped_quotes_is_not_cut_at_them() -> None:
    source = '{"@type": "NewsArticle", "headline": "Ông Nam: "Nước hạ sớm" khiến bãi dài ra", "author": "x"}'
    head = "<meta property=og:title content='Ông Nam: &quot;Nước hạ sớm&quot; khiến bãi dài ra'>"
    article = _article(f"{head}<script type='application/ld+json'>{source}</script>", top="")
    assert article.title == 'Ông Nam: "Nước hạ sớm" khiến bãi dài ra'


@pytest.mark.parametrize(
    "script",
    [
        "<script type='application/ld+json'></script>",
        "<script type='application/ld+json'>null</script>",
        "<script type='application/ld+json'>[1, \"a\", null, [[]]]</script>",
        "<script type='application/ld+json'>{\"@type\": null}</script>",
        "<script type='application/ld+json'>{{{</script>",
        _ld({"@type": "NewsArticle"}),
        _ld({"@type": "NewsArticle", "headline": None, "author": None, "articleSection": 7, "keywords": {"a": 1}}),
        _ld({"@type": "NewsArticle", "headline": "", "author": [None, 3, {"name": None}, [[]]], "keywords": [None, 1]}),
        _ld({"@type": "Product", "headline": "Bè cá", "articleSection": "Chợ"}),
    ],
)
def test_json_ld_that_says_nothing(script: str) -> None:
    article = _article(script)
    assert (article.title, article.section, article.authors, article.tags) == (TITLE, None, (), ())


@pytest.mark.parametrize(
    ("author", "people"),
    [
        ({"@type": "Person", "name": "Văn Sông"}, ["Văn Sông"]),
        ({"name": "Văn Sông"}, ["Văn Sông"]),
        ("Văn Sông", ["Văn Sông"]),
        (["Văn Sông", "Thị Bến"], ["Văn Sông", "Thị Bến"]),
        ([{"@type": "Person", "name": "Văn Sông"}, {"@type": "Person", "name": "Thị Bến"}], ["Văn Sông", "Thị Bến"]),
        ([{"@type": "Person", "name": "Văn Sông"}, "Thị Bến"], ["Văn Sông", "Thị Bến"]),
        ({"@type": "Person", "name": ["Văn Sông", "Van Song"]}, ["Văn Sông"]),
        ({"@type": "Person", "name": "Văn Sông, Thị Bến"}, ["Văn Sông", "Thị Bến"]),
        ({"@type": "Person", "name": "V&amp;#259;n S&amp;ocirc;ng"}, ["Văn Sông"]),
        ({"@type": "Organization", "name": "Bến Đò"}, []),
        ({"@type": "NewsMediaOrganization", "name": "Bến Đò"}, []),
        ([{"@type": "Organization", "name": "Bến Đò"}, {"@type": "Person", "name": "Văn Sông"}], ["Văn Sông"]),
        ({"@type": "Person", "name": "Sông Nước"}, []),
        ({"@type": "Person", "name": "tin.example.vn"}, []),
        ({"@type": "Person", "name": ""}, []),
        ({"@type": "Person"}, []),
    ],
)
def test_authors_in_json_ld(author: Any, people: list[str]) -> None:
    assert list(_article(_ld({**NEWS, "author": author})).authors) == people


def test_the_publishers_name_is_no_author() -> None:
    value = {
        **NEWS,
        "author": {"@type": "Person", "name": "Bến Đò"},
        "publisher": {"@type": "Organization", "name": "Bến Đò"},
    }
    assert _article(_ld(value)).authors == ()


@pytest.mark.parametrize(
    ("meta", "people"),
    [
        ("<meta name=author content='Văn Sông'>", ("Văn Sông",)),
        ("<meta name=author content='Văn Sông'><meta name='dable:author' content='Thị Bến'>", ("Văn Sông", "Thị Bến")),
        ("<meta property='article:author' content='https://facebook.com/songnuoc'>", ()),
        ("<meta property='article:author' content='baotuoitre'>", ()),
        ("<meta name=author content='SÔNG NƯỚC'>", ()),
        ("<meta name=author content='Sông Nước Online'>", ()),
        ("<meta name=author content='Bến Đò'><meta property=og:site_name content='Bến Đò'>", ()),
        ("<meta name=author content='tin.example.vn'>", ()),
    ],
)
def test_authors_in_meta_tags(meta: str, people: tuple[str, ...]) -> None:
    assert _article(meta).authors == people


def test_a_portrait_beside_the_name_is_no_part_of_the_byline() -> None:
    top = f"<h1>{TITLE}</h1><div class='a'><a href='/song'><img src='/song.jpg'></a> <a href='/song'>Văn Sông</a></div>"
    article = _article(top=top, authors=(".a a",))
    assert (article.authors, article.byline) == (("Văn Sông",), "Văn Sông")


def test_authors_by_rule_win_and_leave_the_byline_printed() -> None:
    top = f"<h1>{TITLE}</h1><p class=a>Bài: Văn Sông và 1 tác giả khác</p>"
    extraction = _extract(_ld({**NEWS, "author": "Thị Bến"}), top=top, authors=(".none", ".a"))
    assert extraction.article.authors == ("Văn Sông",)
    assert extraction.article.byline == "Bài: Văn Sông và 1 tác giả khác"
    assert extraction.origins["authors"] == "rule"


def test_a_rule_that_finds_no_people_leaves_it_to_json_ld() -> None:
    top = f"<h1>{TITLE}</h1><p class=a>Báo Sông Nước</p>"
    extraction = _extract(_ld({**NEWS, "author": "Thị Bến"}), top=top, authors=(".a",))
    assert (extraction.article.authors, extraction.origins["authors"]) == (("Thị Bến",), "json-ld")


@pytest.mark.parametrize(
    ("head", "top", "rules", "title", "origin"),
    [
        pytest.param(_ld({**NEWS, "headline": "Khác hẳn"}), f"<h1>{TITLE}</h1><p class=t>Bằng luật</p>", (".t",), "Bằng luật", "rule", id="rule"),
        pytest.param("", "<h1>Một</h1><b class=t></b><i class=u> Hai&nbsp;ba </i>", (".t", ".u"), "Hai ba", "rule", id="second-rule"),
        pytest.param("", "<b class=t></b><b class=t>Hai ba</b>", (".t",), "Hai ba", "rule", id="first-is-empty"),
        pytest.param("<meta property=x content='Hai ba'>", "", ("//meta[@property='x']/@content",), "Hai ba", "rule", id="attribute"),
        pytest.param(_ld(NEWS), "<h1>Sông Nước</h1><h1><b>Đoàn</b> khảo sát đo lại bãi bồi</h1>", (), TITLE, "h1", id="h1-that-agrees"),
        pytest.param(_ld(NEWS), f"<h1>{TITLE}: chuyện dài</h1>", (), f"{TITLE}: chuyện dài", "h1", id="h1-is-longer"),
        pytest.param(f"<meta property=og:title content='{TITLE} - Sông Nước'>", f"<h1>{TITLE}</h1>", (), TITLE, "h1", id="h1-and-og"),
        pytest.param(f"<title>{TITLE} | Sông Nước</title>", f"<h1>Sông Nước</h1><h1>{TITLE}</h1>", (), TITLE, "h1", id="h1-and-title"),
        pytest.param("", f"<h1>{TITLE}</h1>", (), TITLE, "h1", id="lone-h1"),
        pytest.param(_ld(NEWS), "<h1>Sông Nước</h1>", (), TITLE, "json-ld", id="json-ld"),
        pytest.param(f"<meta property=og:title content='{TITLE}'>", "<h1>Sông Nước</h1>", (), TITLE, "meta", id="og"),
        pytest.param(
            f"<meta property=og:title content='{TITLE} - Sông Nước'><meta property=og:site_name content='Sông Nước'>",
            "", (), TITLE, "meta", id="og-with-site-name",
        ),
        pytest.param(f"<title>{TITLE} - Tin.example.vn</title>", "", (), TITLE, "meta", id="title-with-host"),
        pytest.param(f"<title>{TITLE} - bờ trái</title>", "", (), f"{TITLE} - bờ trái", "meta", id="title-with-a-dash"),
        pytest.param("<meta name=twitter:title content='Hai ba'>", "", (), "Hai ba", "meta", id="twitter"),
    ],
)  # fmt: skip
def test_which_title_wins(head: str, top: str, rules: tuple[str, ...], title: str, origin: str) -> None:
    extraction = _extract(head, top=top, title=rules)
    assert (extraction.article.title, extraction.origins["title"]) == (title, origin)
    assert ("rule-unused:title" in extraction.warnings) == (bool(rules) and origin != "rule")


def test_no_title_warns() -> None:
    extraction = _extract(top="")
    assert extraction.article.title is None
    assert "title-missing" in extraction.warnings


CRUMBS = {
    "@type": "BreadcrumbList",
    "itemListElement": [
        {"@type": "ListItem", "position": 1, "name": "Trang chủ"},
        {"@type": "ListItem", "position": 2, "item": {"name": "Thời sự"}},
        {"@type": "ListItem", "position": 3, "name": "Sông nước"},
        {"@type": "ListItem", "position": 4, "name": TITLE},
    ],
}
WRAPPED = {**CRUMBS, "itemListElement": [[step] for step in CRUMBS["itemListElement"][:3]]}
STEPS = {**NEWS, "articleSection": "Thời sự, Sông nước"}


@pytest.mark.parametrize(
    ("head", "top", "rules", "section"),
    [
        pytest.param(_ld(NEWS), "<p class=s><a>Thời sự</a> <a>Bờ  trái</a></p>", (".s a",), "Bờ trái", id="last-of-rule"),
        pytest.param("", "<p class=s><a>Thời sự</a> <a> </a></p>", (".s a",), "Thời sự", id="last-with-text"),
        pytest.param(_ld(NEWS), "", (".s a",), "Thời sự", id="json-ld"),
        pytest.param(_ld({**NEWS, "articleSection": ["Kinh tế", "Chợ"]}), "", (), "Kinh tế", id="json-ld-list"),
        pytest.param("<meta property='article:section' content='Kinh t&#7871;'>", "", (), "Kinh tế", id="meta"),
        pytest.param("<meta name=articleSection content='Kinh tế'>", "", (), "Kinh tế", id="meta-name"),
        pytest.param(_ld(CRUMBS), f"<h1>{TITLE}</h1><p></p>", (), "Sông nước", id="breadcrumb"),
        pytest.param(_ld(CRUMBS) + f"<meta property=og:title content='{TITLE}'>", "", (), "Sông nước", id="breadcrumb-and-og"),
        pytest.param(_ld(WRAPPED), "", (), "Sông nước", id="breadcrumb-of-lists"),
        pytest.param(_ld(STEPS, WRAPPED), "", (), "Sông nước", id="all-steps-of-the-breadcrumb"),
        pytest.param(_ld(STEPS), "", (), "Thời sự, Sông nước", id="a-comma-in-a-section"),
        pytest.param("", "", (), None, id="none"),
    ],
)  # fmt: skip
def test_which_section_wins(head: str, top: str, rules: tuple[str, ...], section: str | None) -> None:
    assert _article(head, top=top, section=rules).section == section


@pytest.mark.parametrize(
    ("head", "top", "rules", "tags"),
    [
        pytest.param("", "<p class=t><a>#sông</a> <a>bãi  bồi,</a><a>Sông</a></p>", (".t a",), ("sông", "bãi bồi"), id="rule"),
        pytest.param(_ld({**NEWS, "keywords": "a, b"}), "", (".t a",), (), id="a-rule-that-finds-none"),
        pytest.param("<meta name=words content='sông, bến,sông'>", "", (".t a", "//meta[@name='words']/@content"), ("sông", "bến"), id="rule-for-an-attribute"),
        pytest.param(_ld({**NEWS, "keywords": "sông, bãi bồi ,,sông"}), "", (), ("sông", "bãi bồi"), id="json-ld-string"),
        pytest.param(_ld({**NEWS, "keywords": ["sông", "bãi bồi, bến"]}), "", (), ("sông", "bãi bồi", "bến"), id="json-ld-list"),
        pytest.param("<meta property='article:tag' content='sông, bến'><meta property='article:tag' content='đò'>", "", (), ("sông", "bến", "đò"), id="meta"),
        pytest.param("<meta name=keywords content='sông, bến'>", "", (), ("sông", "bến"), id="keywords-at-last"),
        pytest.param("<meta name=keywords content='sông, bến'>", "", (".t a",), (), id="a-rule-that-finds-none"),
        pytest.param("<meta name=keywords content='sông'>", "<p>Tags: <a rel=tag href=/t>bến</a></p>", (), ("bến",), id="links-that-say-so"),
    ],
)  # fmt: skip
def test_which_tags_win(head: str, top: str, rules: tuple[str, ...], tags: tuple[str, ...]) -> None:
    assert _article(head, top=top, tags=rules).tags == tags


def test_a_tag_link_in_a_sentence_is_a_word_of_it() -> None:
    sentence = "Nước sông <a rel=tag href=/t/ben-do>bến đò</a> sáng nay đã rút xuống thấp hơn hôm qua gần một gang."
    html = f"<html lang=vi><body><h1>{TITLE}</h1><div class=body><p>{sentence}</p></div></body></html>"
    article = extract(html, url=URL, site=_site(body=(".body",))).article
    assert "sông bến đò sáng nay" in article.text
    assert article.tags == ()


@pytest.mark.parametrize(
    ("head", "lead", "agency", "dateline"),
    [
        pytest.param("Nước sông hạ sớm hơn mọi năm", "Nước sông hạ sớm hơn mọi năm", None, None, id="plain"),
        pytest.param("(Dân trí) - Nước sông hạ sớm", "Nước sông hạ sớm", "Dân trí", None, id="house"),
        pytest.param("TTO - Nước sông hạ sớm", "Nước sông hạ sớm", "TTO", None, id="bare-house"),
        pytest.param("(NLĐO)- Nước sông hạ sớm", "Nước sông hạ sớm", "NLĐO", None, id="no-space"),
        pytest.param("HÀ NỘI (TTXVN) - Nước sông hạ sớm", "Nước sông hạ sớm", "TTXVN", "HÀ NỘI", id="place"),
        pytest.param("<b>Nước</b> sông hạ<br>sớm ( AFP )", "Nước sông hạ sớm (AFP)", None, None, id="markup"),
        pytest.param("Sông Hồng (miền Bắc) - con sông lớn", "Sông Hồng (miền Bắc) - con sông lớn", None, None, id="prose"),
    ],
)  # fmt: skip
def test_the_lead_loses_its_prefix(head: str, lead: str, agency: str | None, dateline: str | None) -> None:
    article = _article(top=f"<h1>{TITLE}</h1><h2 class=sapo>{head}</h2>", lead=(".none", ".sapo"))
    assert (article.lead, article.agency, article.dateline) == (lead, agency, dateline)


def test_lines_of_an_author_element_tell_names_apart() -> None:
    top = f"<h1>{TITLE}</h1><p class='by'>Pewarta: Sekar\n Lintang<br>Editor: Bagas Wiratama</p>"
    article = _article(top=top, authors=("p.by",))
    assert article.authors == ("Sekar Lintang", "Bagas Wiratama")
    assert article.byline == "Pewarta: Sekar Lintang Editor: Bagas Wiratama"


def test_a_place_with_an_element_of_its_own_is_the_dateline() -> None:
    top = f"<h1>{TITLE}</h1><p class=sapo><span class=place>Cà Mau</span>Nước sông hạ sớm</p>"
    article = _article(top=top, lead=(".sapo",), dateline=(".place",))
    assert (article.lead, article.dateline) == ("Nước sông hạ sớm", "Cà Mau")


@pytest.mark.parametrize(
    "opening",
    [
        "<b>Kota Batu</b> - <p>{text}</p>",
        "<p><b>Kota Batu -</b></p><p>{text}</p>",
        "<p><b>Kota Batu</b> - {text}</p>",
        "<p><b>Kota Batu - </b>{text}</p>",
        "<b>Kota Batu</b> - {text}<br><br>",
    ],
)
def test_a_place_before_the_first_paragraph_is_the_dateline(opening: str) -> None:
    html = f"<html><body><h1>{TITLE}</h1><div class='body'>{opening.format(text=A)}<p>{B}</p></div></body></html>"
    article = extract(html, url=URL, site=_site(dateline=(".body b",))).article
    assert (article.text, article.dateline) == (f"{A}\n\n{B}", "Kota Batu")


@pytest.mark.parametrize("lead", [A, f"  {A.upper()} ", A.removesuffix(".")])
def test_a_lead_that_opens_the_body_too_is_kept_once(lead: str) -> None:
    article = _article(top=f"<h1>{TITLE}</h1><h2 class=sapo>{lead}</h2>", lead=(".sapo",))
    assert article.text == B
    assert article.lead == lead.strip()


def test_a_lead_from_meta_that_is_only_the_beginning_of_the_body_is_none() -> None:
    head = f"<meta property=og:description content='{A[:50]}...'>"
    article = _article(head, lead=("//meta[@property='og:description']/@content",))
    assert (article.lead, article.body[0].text) == (None, A)


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://a.vn/bai-1.html?utm_source=x&utm_medium=y&fbclid=z", "https://a.vn/bai-1.html"),
        ("https://a.vn/bai?id=1&utm_campaign=x", "https://a.vn/bai?id=1"),
        ("https://a.vn/bai?b=2&a=1", "https://a.vn/bai?b=2&a=1"),
        ("https://a.vn/bai?id=1&id=2&gclid=3", "https://a.vn/bai?id=1&id=2"),
        ("https://A.VN/Bai#top", "https://a.vn/Bai"),
        ("HTTPS://a.vn", "https://a.vn/"),
        ("https://a.vn/muc&s_cond=&BRSR=15", "https://a.vn/muc&s_cond=&BRSR=15"),
        ("https://a.vn/t%E1%BA%BFt.html?q=t%E1%BA%BFt", "https://a.vn/t%E1%BA%BFt.html?q=t%E1%BA%BFt"),
        ("http://a.vn:8080/bai", "http://a.vn:8080/bai"),
    ],
)
def test_canonical_form_without_a_site(url: str, canonical: str) -> None:
    assert canonicalise(url, None) == canonical


SITE_URLS = [
    ("http://baoquocte.vn/do-bai-boi-283481.html", "https://baoquocte.vn/do-bai-boi-283481.html", "vi"),
    ("https://www.baoquocte.vn/do-bai-boi-283481.html?utm_source=z", "https://baoquocte.vn/do-bai-boi-283481.html", "vi"),
    ("https://id.baoquocte.vn/do-bai-boi-283481.html", "https://baoquocte.vn/do-bai-boi-283481.html", "vi"),
    ("https://en.baoquocte.vn/river-283481.html", "https://en.baoquocte.vn/river-283481.html", "vi"),
    ("https://baoquocte.vn/the-gioi&s_cond=&BRSR=15", "https://baoquocte.vn/the-gioi&s_cond=&BRSR=15", "vi"),
    ("https://vietnamplus.vn/do-bai-boi-post942436.vnp", "https://www.vietnamplus.vn/do-bai-boi-post942436.vnp", "vi"),
    ("http://www.vietnamplus.vn/do-bai-boi-post942436.amp", "https://www.vietnamplus.vn/do-bai-boi-post942436.vnp", "vi"),
    ("https://www.vietnamplus.vn/do-bai-boi/478223.vnp", "https://www.vietnamplus.vn/do-bai-boi/478223.vnp", "vi"),
    ("https://en.vietnamplus.vn/river-post942436.vnp", "https://en.vietnamplus.vn/river-post942436.vnp", "en"),
    ("https://fr.vietnamplus.vn/fleuve-post942436.vnp", "https://fr.vietnamplus.vn/fleuve-post942436.vnp", "fr"),
    ("https://es.vietnamplus.vn/rio-post942436.vnp", "https://es.vietnamplus.vn/rio-post942436.vnp", "es"),
    ("https://zh.vietnamplus.vn/he-post942436.vnp", "https://zh.vietnamplus.vn/he-post942436.vnp", "zh"),
    ("https://ru.vietnamplus.vn/reka-post942436.vnp", "https://ru.vietnamplus.vn/reka-post942436.vnp", "ru"),
    ("https://www.vietnam.vn/do-bai-boi/", "https://www.vietnam.vn/do-bai-boi", "vi"),
    ("http://vietnam.vn/do-bai-boi", "https://www.vietnam.vn/do-bai-boi", "vi"),
    ("https://www.vietnam.vn/id/do-bai-boi/", "https://www.vietnam.vn/id/do-bai-boi", "id"),
    ("https://www.vietnam.vn/en/do-bai-boi", "https://www.vietnam.vn/en/do-bai-boi", "en"),
    ("https://vietnam.vn/pt/do-bai-boi", "https://www.vietnam.vn/pt/do-bai-boi", "pt"),
    ("https://www.vietnam.vn/ja/do-bai-boi", "https://www.vietnam.vn/ja/do-bai-boi", "ja"),
    ("https://www.vietnam.vn/ko/do-bai-boi", "https://www.vietnam.vn/ko/do-bai-boi", "ko"),
    ("https://www.vietnam.vn/do-idea/", "https://www.vietnam.vn/do-idea", "vi"),
    (
        "https://indonesian.cri.cn/2024/04/26/ARTIyZRRfWN7UvPqxVwxgXWZ240426.shtml?spm=C1.2",
        "https://indonesian.cri.cn/2024/04/26/ARTIyZRRfWN7UvPqxVwxgXWZ240426.shtml",
        "id",
    ),
    ("http://hanoionline.vn/do-bai-boi-239348.htm", "https://hanoionline.vn/do-bai-boi-239348.htm", "vi"),
    ("https://hanoionline.vn/amp/Do-bai-boi-239348.htm", "https://hanoionline.vn/Do-bai-boi-239348.htm", "vi"),
    ("https://baomoi.com/do-bai-boi-c48956702.epi", "https://baomoi.com/do-bai-boi-c48956702.epi", "vi"),
    ("https://baomoi.net.vn/do-bai-boi-c48956702.epi", "https://baomoi.com/do-bai-boi-c48956702.epi", "vi"),
    ("http://baomoi.zadn.vn/do-bai-boi-c48956702.epi", "https://baomoi.com/do-bai-boi-c48956702.epi", "vi"),
    ("https://www.baomoi.com/do-bai-boi/c/26512345.epi", "https://baomoi.com/do-bai-boi/c/26512345.epi", "vi"),
    ("http://vnexpress.net/do-bai-boi-4954454.html", "https://vnexpress.net/do-bai-boi-4954454.html", "vi"),
    ("https://amp.vnexpress.net/do-bai-boi-4954454.html", "https://vnexpress.net/do-bai-boi-4954454.html", "vi"),
    ("https://m.vnexpress.net/do-bai-boi-4954454.html", "https://vnexpress.net/do-bai-boi-4954454.html", "vi"),
    ("https://e.vnexpress.net/news/river-4954454.html", "https://e.vnexpress.net/news/river-4954454.html", "en"),
    ("https://m.tuoitre.vn/do-bai-boi-20260307080112345.htm", "https://tuoitre.vn/do-bai-boi-20260307080112345.htm", "vi"),
    ("http://www.tuoitre.vn/do-bai-boi-20260307080112345.htm", "https://tuoitre.vn/do-bai-boi-20260307080112345.htm", "vi"),
]  # fmt: skip


@pytest.mark.parametrize(("url", "canonical"), [(url, canonical) for url, canonical, _ in SITE_URLS])
def test_canonical_form_by_the_sites_rules(url: str, canonical: str) -> None:
    site = site_for_url(url)
    assert site is not None
    assert canonicalise(url, site) == canonical
    assert canonicalise(canonical, site) == canonical


@pytest.mark.parametrize(
    ("url", "language"),
    [(url, code) for url, _, code in SITE_URLS if "BRSR" not in url and "//e.vnexpress" not in url],
)
def test_the_language_of_an_edition(url: str, language: str) -> None:
    paragraphs = "".join(f"<p>{text}</p>" for text in (A, B) * 4)
    html = f"<html lang=vi><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><article>{paragraphs}</article></body></html>"
    assert extract(html, url=url).article.language == language


ENGLISH = (
    "The survey team reached the river flat this morning to measure the depth of every branch of the stream again.",
    "According to its head the water has fallen by almost two metres, and the bed has moved towards the left bank.",
)


@pytest.mark.parametrize(
    "url", ["https://id.baoquocte.vn/a-283481.html", "https://e.vnexpress.net/news/a-4954454.html"]
)
@pytest.mark.parametrize(("text", "language"), [((A, B), "vi"), (ENGLISH, "en")], ids=["vietnamese", "english"])
def test_where_the_host_tells_no_language_the_text_does(url: str, text: tuple[str, ...], language: str) -> None:
    paragraphs = "".join(f"<p>{one}</p>" for one in text * 3)
    html = f"<body><h1>{TITLE}</h1><div id='__MB_MASTERCMS_EL_3' class='fck_detail'>{paragraphs}</div></body>"
    assert extract(html, url=url).article.language == language


@pytest.mark.parametrize(
    ("href", "canonical", "origin"),
    [
        ("https://www.tin.example.vn/do-bai-boi-12345.html?utm_source=a", URL, "meta"),
        ("/khac-1.html", "https://www.tin.example.vn/khac-1.html", "meta"),
        ("https://m.tin.example.vn/khac-1.html", "https://m.tin.example.vn/khac-1.html", "meta"),
        ("https://bao-khac.vn/goc-1.html", URL, "url"),
        ("https://tin.example.vn.evil.com/a-1.html", URL, "url"),
        ("https://www.tin.example.vn/", URL, "url"),
        ("http://[broken/x", URL, "url"),
        ("javascript:void(0)", URL, "url"),
    ],
)
def test_the_pages_own_canonical_link(href: str, canonical: str, origin: str) -> None:
    extraction = _extract(f"<link rel=canonical href='{href}'>", url=f"{URL}?fbclid=1#x")
    assert (extraction.article.canonical_url, extraction.origins["canonical_url"]) == (canonical, origin)
    assert extraction.article.url == f"{URL}?fbclid=1#x"


def test_the_sites_rules_mend_the_pages_own_canonical_link() -> None:
    url = "https://www.vietnam.vn/id/do-bai-boi/"
    html = f"<link rel=canonical href='https://www.vietnam.vn/id/do-bai-boi/'><h1>{TITLE}</h1><div class=post-detail-body><p>{A}</p></div>"
    assert extract(html, url=url).article.canonical_url == "https://www.vietnam.vn/id/do-bai-boi"


@pytest.mark.parametrize(
    ("lang", "meta", "origin"),
    [
        ("lang=vi", "", "meta"),
        ("lang=vi-VN", "", "meta"),
        ("lang=VI", "", "meta"),
        ("", "<meta property=og:locale content=vi_VN>", "meta"),
        ("", "<meta http-equiv=content-language name=content-language content=vi>", "meta"),
        ("lang=''", "", "text"),
        ("lang=x-default", "", "text"),
        ("", "", "text"),
    ],
)
def test_the_language_of_a_page_without_a_site(lang: str, meta: str, origin: str) -> None:
    paragraphs = "".join(f"<p>{text}</p>" for text in (A, B) * 4)
    html = f"<html {lang}><head>{meta}</head><body><h1>{TITLE}</h1><article>{paragraphs}</article></body></html>"
    extraction = extract(html, url="https://khac.example.org/a")
    assert (extraction.article.language, extraction.origins["language"]) == ("vi", origin)


def test_the_site_of_a_url_can_be_overruled() -> None:
    html = f"<h1>{TITLE}</h1><div class=post-detail-body><p>{A}</p></div>"
    article = extract(html, url="https://mirror.example.org/id/x", site=get_site("vietnam_vn")).article
    assert (article.site, article.text) == ("vietnam_vn", A)


def test_the_selector_that_gave_a_field_is_named() -> None:
    top = f"<h1>{TITLE}</h1><b class='new'></b><b class='old'>Sông nước</b><time>07/03/2026 08:00</time>"
    extraction = _extract(top=top, section=("b.new", "b.old"), published=("p.date", "time"), tags=(".tags a",))
    assert extraction.selectors == {"body": "div.body", "section": "b.old", "published": "time"}


def test_no_selector_is_named_where_no_rule_gave_the_field() -> None:
    extraction = _extract(title=("h1.none",), body=("div.none",))
    assert extraction.article.title == TITLE
    assert extraction.selectors == {}
