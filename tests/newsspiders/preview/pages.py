"""A site and pages of it, for the tests of the preview."""

from __future__ import annotations

from extractors import Rules, Site
from extractors.evidence import page
from newsspiders.preview.samples import Sample

SITE = Site(
    name="tinmoi",
    title="Tin Mới",
    domains=("tinmoi.example.vn",),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    rules=Rules(title=page("h1.title"), body=page("div.article-body"), drop=page(".share-bar")),
)
URL = "https://tinmoi.example.vn/bai-1.html"
FIRST = "Sáng nay người dân làng ven sông đã dựng xong chiếc cầu tre dài hơn hai mươi mét qua con rạch nhỏ."
SECOND = "Cây cầu thay cho chuyến đò ngang vẫn chở học trò sang trường bên kia rạch mỗi buổi sớm mùa nước."
FOLLOW = "Theo dõi Tin Mới lúc 08:15 ngày 7/3/2026"
RELATED = "Đọc thêm chuyện con đò cuối cùng của làng"
CLUB = "Hội bạn đọc Tin Mới"
AFTER = "Chiều cùng ngày, đội thợ mộc còn làm thêm lan can và trải ván mới lên mặt cầu cho trẻ nhỏ dễ đi."
ADDRESS = "Tòa soạn ở số 7 phố Hàng Tre"


def article(more: str = "", *, after: str = "") -> bytes:
    """A page: two paragraphs, a drop, `more` in the body, `after` behind it."""
    return (
        "<!doctype html><html lang='vi'><head><title>Tin</title>"
        "<meta property='og:type' content='article'></head><body>"
        "<nav class='menu'><a href='/'>Trang chủ</a></nav><h1 class='title'>Làng ven sông dựng cầu tre mới</h1>"
        f"<div class='article-body mt-4'><p>{FIRST}</p><p><b>Cây</b>{SECOND[3:]}</p>"
        f"<div class='share-bar'>{CLUB}</div>{more}</div>"
        f"<div class='article-more css-1x2y3z'>{after}</div>"
        f"<footer class='page-foot'><p>{ADDRESS}</p></footer></body></html>"
    ).encode()


def sample(more: str = "", *, after: str = "", name: str = "one") -> Sample:
    """The same as a sample."""
    return Sample(name=name, url=URL, html=article(more, after=after))


FURNITURE = f"<p>{FOLLOW}</p><div class='related-story'><p>{RELATED}</p></div><p>{AFTER}</p>"
