"""A site that the project has never seen: Báo Bến Đò, with lists, menus, boilerplate and markup of its own."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Story:
    """One article."""

    path: str
    section: str
    title: str
    lead: str
    author: str
    day: int
    text: tuple[str, ...]


STORIES = (
    Story(
        "/kinh-te/cho-khoai-tren-song-mo-phien-som-245101.html",
        "Kinh tế",
        "Chợ khoai trên sông mở phiên sớm",
        "Thương lái gom hàng từ tờ mờ, giá nhích thêm hai trăm đồng mỗi ký.",
        "Lê Thị Bông",
        7,
        (
            "Bốn giờ sáng, mười bảy chiếc ghe chở khoai lang tím đã nối đuôi nhau chờ con nước đứng để vào chợ.",
            "Anh Tư Khấn, thương lái ở cù lao Mây, nói năm nay ruộng trên cho củ nhỏ nhưng bùi hơn mọi vụ.",
            "Sau phiên đầu, giá tại ghe lên bảy nghìn hai trăm đồng, cao hơn tuần trước khoảng hai trăm đồng.",
            "Ban quản lý chợ tính kẻ thêm vạch phao để ghe lớn không chắn lối của xuồng bán cà phê.",
        ),
    ),
    Story(
        "/kinh-te/xuong-dong-ghe-nhan-don-thang-ba-245094.html",
        "Kinh tế",
        "Xưởng đóng ghe nhận đơn đến tháng ba",
        "Thợ trẻ quay về nghề cũ vì tiền công đã bằng đi làm xa.",
        "Trần Mười",
        6,
        (
            "Tiếng đục gỗ sao vang từ mái tôn cuối rạch Cái Nai, nơi ông Sáu Đục nhận cùng lúc chín chiếc ghe.",
            "Hai người con trai của ông bỏ xưởng may ở thành phố để về học cách uốn ván bằng lửa trấu.",
            "Một chiếc ghe mười hai tấn cần gần ba tháng, tiền gỗ chiếm quá nửa và phải đặt trước từ mùa khô.",
            "Khách năm nay phần lớn là chủ vườn muốn tự chở trái cây, thay vì thuê xe tải đi vòng qua cầu.",
        ),
    ),
    Story(
        "/doi-song/ba-lai-do-cuoi-cung-cua-con-rach-245088.html",
        "Đời sống",
        "Bà lái đò cuối cùng của con rạch",
        "Ba mươi năm, bà chưa từng lấy tiền đò của học trò.",
        "Nguyễn Thị Út",
        6,
        (
            "Chiếc đò gỗ của bà Năm Rô chỉ chở được sáu người, thêm một chiếc xe đạp là nước mấp mé be.",
            "Hồi chưa có đường nhựa, mỗi sáng bà đưa chừng bốn mươi đứa nhỏ qua trường rồi mới đi chợ.",
            "Cô giáo Hạnh, từng là khách quen của chuyến đò sớm, nay gửi con mình theo đúng chiếc đò ấy.",
            "Bà bảo còn chèo được ngày nào thì con rạch còn có người gọi đò, khỏi phải lội qua cầu khỉ.",
        ),
    ),
    Story(
        "/doi-song/thu-vien-noi-ghe-lai-xom-chai-245077.html",
        "Đời sống",
        "Thư viện nổi ghé lại xóm chài",
        "Chiếc ghe sách quay lại sau hai mùa lũ vắng bóng.",
        "Phạm Hoài",
        5,
        (
            "Một nghìn một trăm cuốn sách được xếp trong thùng xốp, buộc dây để khỏi trượt khi ghe gặp sóng tàu.",
            "Lũ trẻ xóm chài chạy dọc bờ kè, đứa nào cũng giành truyện tranh về các loài cá nước ngọt.",
            "Người lái ghe là thầy giáo về hưu Đặng Văn Tấn, ông bán đàn bò để sửa lại máy và mái che.",
            "Tháng tới ghe sẽ đi thêm ba bến ở hạ nguồn, mỗi nơi neo đúng hai ngày cuối tuần.",
        ),
    ),
    Story(
        "/the-thao/dua-ghe-ngo-doi-gio-vi-con-nuoc-245063.html",
        "Thể thao",
        "Đua ghe ngo đổi giờ vì con nước",
        "Ban tổ chức lùi vòng loại sang buổi chiều để chờ nước lớn.",
        "Thạch Sương",
        5,
        (
            "Hai mươi hai đội đã bốc thăm xong, nhưng mực nước đo lúc bảy giờ còn thiếu gần nửa thước.",
            "Đội chùa Ông Mek phải hạ bớt hai tay bơi để chiếc ghe dài ba mươi thước không chạm đáy.",
            "Trọng tài chính Kim Rương cho biết đường đua giữ nguyên một nghìn hai trăm mét, chỉ đổi giờ xuất phát.",
            "Khán giả được khuyên tới sau mười bốn giờ, khi bến phà tạm ngưng để nhường mặt sông.",
        ),
    ),
    Story(
        "/the-thao/lop-boi-mien-phi-ben-cau-tau-245050.html",
        "Thể thao",
        "Lớp bơi miễn phí bên cầu tàu",
        "Hai mươi em nhỏ học bơi mỗi chiều trước giờ đò nghỉ.",
        "Đỗ Văn Lành",
        4,
        (
            "Chiều nào cũng vậy, anh Út Rớt căng bốn sợi dây thừng giữa hai cọc cầu tàu làm hồ bơi.",
            "Em nhỏ nhất lớp mới sáu tuổi, tuần đầu còn khóc đòi lên bờ, tuần thứ ba đã thả nổi được.",
            "Phụ huynh góp phao tự làm từ can nhựa, còn chính quyền phường cho mượn loa và tủ thuốc.",
            "Khóa học kéo dài ba mươi buổi, cuối khóa các em phải tự bơi qua khúc sông rộng bốn mươi mét.",
        ),
    ),
)
SECTIONS = (("/kinh-te", "Kinh tế"), ("/doi-song", "Đời sống"), ("/the-thao", "Thể thao"))

_MENU = "".join(f'<li><a href="{path}">{name}</a></li>' for path, name in (("/", "Trang chủ"), *SECTIONS))
_FRAME = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{title} - Báo Bến Đò</title>
<meta property="og:site_name" content="Báo Bến Đò">{head}</head><body>
<header><a class="logo" href="/">Báo Bến Đò</a><nav class="thanh-menu"><ul>{menu}<li><a href="/video">Video</a></li></ul></nav></header>
<main>{main}</main>
<footer><p>Báo Bến Đò. Giấy phép số 12/GP-BC. Tổng Biên tập: Ngô Văn Chèo. Điện thoại: 0292 000 111</p>
<a href="/lien-he.html">Liên hệ</a></footer></body></html>"""


def ferry_pages(root: str) -> dict[str, tuple[str, str]]:
    """Path -> content type and text of all that the site answers, under the address `root`."""
    html, xml = "text/html; charset=utf-8", "application/xml"
    pages = {
        "/": (html, _front("Tin mới", STORIES, root=root)),
        "/robots.txt": ("text/plain", f"User-agent: *\nDisallow: /noi-bo/\nSitemap: {root}/sitemap-tin.xml\n"),
        "/tin-moi.rss": (xml, _feed(root)),
        "/sitemap-tin.xml": (xml, _sitemap(root)),
        "/lien-he.html": (html, _frame("Liên hệ", "<p>Tòa soạn: bến Ninh Kiều.</p>")),
    }
    for path, name in SECTIONS:
        pages[path] = (html, _front(name, [one for one in STORIES if one.section == name], root=root, page=path))
    return {**pages, **{one.path: (html, article_page(one, root=root)) for one in STORIES}}


def article_page(story: Story, *, root: str) -> str:
    """The page of one article."""
    paragraphs = [f"<p>{text}</p>" for text in story.text]
    related = "".join(f'<li><a href="{one.path}">{one.title}</a></li>' for one in STORIES if one is not story)
    main = f"""<div class="khung-bai"><div class="duong-dan"><a href="/">Trang chủ</a> <a class="muc" href="/">{story.section}</a></div>
<h1 class="tua-de">{story.title}</h1><div class="dong-gio">0{story.day}/03/2026 08:15</div>
<h2 class="mo-dau">{story.lead}</h2>
<div class="noi-dung-bai">{paragraphs[0]}<div class="chen-giua"><b>Tin cùng bến</b><ul>{related}</ul></div>
{"".join(paragraphs[1:])}<p class="ky-ten">{story.author}</p>
<div class="nut-chia-se">Chia sẻ bài viết Sao chép liên kết</div></div>
<div class="tu-khoa">Từ khóa: <a rel="tag" href="/tag/ben-do">bến đò</a></div></div>"""
    head = f'<link rel="canonical" href="{root}{story.path}"><meta property="og:type" content="article">'
    head += f'<meta property="og:description" content="{story.lead}"><meta name="author" content="{story.author}">'
    return _frame(story.title, main, head=head)


def _front(name: str, stories: object, *, root: str, page: str = "/") -> str:
    cards = "".join(
        f'<div class="o-tin"><a href="{root}{one.path}">{one.title}</a><p>{one.lead}</p></div>'
        for one in stories  # type: ignore[attr-defined]
    )
    head = '<link rel="alternate" type="application/rss+xml" title="Báo Bến Đò" href="/tin-moi.rss">'
    following = "" if page == "/" else f'<a rel="next" href="{page}?page=2">Trang sau</a>'
    return _frame(name, f"<h1>{name}</h1>{cards}{following}", head=head)


def _frame(title: str, main: str, *, head: str = "") -> str:
    return _FRAME.format(title=title, head=head, menu=_MENU, main=main)


def _feed(root: str) -> str:
    items = "".join(
        f"<item><title>{one.title}</title><link>{root}{one.path}</link>"
        f"<pubDate>0{one.day} Mar 2026 08:15:00 +0700</pubDate></item>"
        for one in STORIES[:4]
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Báo Bến Đò</title>{items}</channel></rss>'


def _sitemap(root: str) -> str:
    entries = "".join(
        f"<url><loc>{root}{one.path}</loc><news:news><news:publication_date>2026-03-0{one.day}T08:15:00+07:00"
        f"</news:publication_date><news:title>{one.title}</news:title></news:news></url>"
        for one in STORIES
    )
    names = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return f"<urlset {names}>{entries}</urlset>"
