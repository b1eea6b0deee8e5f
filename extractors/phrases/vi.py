"""Vietnamese boilerplate. Sources: SITES facts, section by section: seen in pages and in scraped texts."""

from __future__ import annotations

from extractors.rules import Phrase

PHRASES = (
    Phrase(r"Bài viết hay\? Hãy đánh giá bài viết", "cut", "rating"),
    Phrase(r"Trở thành người đầu tiên tặng sao cho bài viết.{0,60}", "cut", "rating"),
    Phrase(r"Tặng sao(?: cho (?:bài viết hay|thành viên|tác giả))?", "cut", "rating"),
    Phrase(r"(?:Ý kiến )?Bình luận ?\(\d{1,6}\)|(?:Gửi|Viết|Đăng) bình luận(?: của bạn)?", "cut", "comments"),
    Phrase(r"Ý KIẾN|(?:Được )?Quan tâm nhất|Xem tất cả bình luận.{0,20}", "cut", "comments"),
    Phrase(r"Tối đa: ?\d{2,5} ký tự|Hiện chưa có bình luận nào.{0,80}", "cut", "comments"),
    Phrase(r"(?:Chủ đề|Từ kh[oó][aá]|Từ kho[aá]|Xem thêm về|Tags?) ?: ?.{0,300}", "cut", "tags"),
    Phrase(r"Tuổi Trẻ Online Newsletters?|Đăng ký (?:ngay )?(?:để )?nhận (?:gói |bản )?tin.{0,120}", "box", "newsletter"),
    Phrase(r"CÙNG CHUYÊN MỤC|Tin cùng chuyên mục|Bài cùng chuyên mục|TIN MỚI(?: NHẤT)?|Tin mới nhất", "box", "more-news"),
    Phrase(r"Cùng chủ đề|Cùng tác giả|Cùng danh mục|Đọc nhiều(?: nhất| trong [^.!?]{1,40})?|Tin đọc nhiều", "box", "more-news"),
    Phrase(r"Mới nhất", "box", "more-news"),
    Phrase(r"(?:Quảng cáo|Điện thoại|Cục trưởng) ?: .{1,200}", "cut", "legal"),
    Phrase(r"Bạn cần biết|Tiện ích|Liên hệ(?: quảng cáo)?", "box", "more-news"),
    Phrase(r"Thông tin doanh nghiệp ?[-–] ?sản phẩm", "box", "more-news"),
    Phrase(r"(?:Cơ quan chủ quản|(?:Phó )?Tổng [Bb]iên tập|Giấy phép(?: số| hoạt động)?|Chịu trách nhiệm.{0,40}) ?: .{1,300}", "cut", "legal"),
    Phrase(r"BỘ VĂN HÓA,? .{1,200}|Trụ sở(?: chính)?: .{1,200}|Bản quyền thuộc về .{1,200}", "cut", "legal"),
    Phrase(r"(?:Trụ sở|Văn phòng(?: đại diện)?) (?:tại )?(?-i:[A-ZĐ])[^:.!?]{1,30}: .{1,200}", "tail", "legal"),
    Phrase(r"Giấy phép[^:.!?]{0,60} số:? ?\d{1,5}/GP-? ?(?-i:[A-ZĐ]{2,8})\b.{0,200}", "tail", "legal"),
    Phrase(r"Cấm sao chép dưới mọi hình thức.{0,200}", "cut", "legal"),
    Phrase(r"TIN LIÊN QUAN|Tin liên quan:?|Bài liên quan:?|Tin bài liên quan:?", "drop", "related", following=2),
    Phrase(r"Tham khảo thêm|ĐỌC NGAY", "drop", "related", following=1),
    Phrase(r"(?:Có thể bạn quan tâm|Xem thêm|Đọc thêm|Mời (?:bạn đọc )?xem thêm)(?: ?: ?.{0,300})?", "drop", "related"),
    Phrase(r"Đọc tiếp|Về trang Chủ đề|Xem các bài viết của tác giả|Trở lại [^.!?,]{1,40}|Dòng sự kiện ?:.{0,150}", "drop", "navigation"),
    Phrase(r"Theo dõi (?:báo )?\S{1,40}(?: \S{1,20}){0,4} trên(?: (?:Google News|Facebook|Zalo|YouTube|TikTok)\S{0,2}){0,5}", "drop", "follow"),
    Phrase(r"(?:Chia sẻ|Sao chép liên kết|Lấy link!?|In bài(?: viết)?|Lưu(?: bài(?: viết)?)?)(?: (?:Facebook|Zalo|Twitter|X|Email|bài viết)){0,5}", "drop", "share"),
    Phrase(r"Tải ứng dụng ?:?[^.!?,]{0,80}|Quét mã QR để tải[^.!?,]{0,80}|BÁO ĐIỆN TỬ CHÍNH PHỦ", "drop", "app"),
    Phrase(r"Tin nên đọc|Dành cho bạn|Tin nổi bật|Bài viết khác", "box", "more-news"),
    Phrase(r"Nội dung tài trợ|Bài viết (?:được )?tài trợ", "drop", "advertisement"),
    Phrase(r"Xem bài viết này trên (?:Instagram|Facebook|Threads)|Bài đăng trên (?:Instagram|Facebook|Threads).{0,60}", "drop", "embed"),
    Phrase(r"\*? ?Mời (?:quý độc giả|quý vị|bạn đọc|các bạn|bạn) (?:theo dõi|xem thêm|đón xem|vào chuyên mục) .{1,250}", "tail", "promotion"),
    Phrase(r"FPT Play mang .{1,250}", "drop", "promotion"),
    Phrase(r"Vietnam\.vn ?[-–] ?Nền tảng quảng bá Việt Nam|Độc lập ?[-–] ?Tự do ?[-–] ?Hạnh phúc", "drop", "banner"),
)  # fmt: skip
