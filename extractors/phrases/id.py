"""Indonesian boilerplate, of Indonesian sites and of the Indonesian edition of vietnam.vn."""

from __future__ import annotations

from extractors.rules import Phrase

PHRASES = (
    Phrase(r"Komentar ?\(\d{1,6}\)|(?:Kirim|Tulis) komentar(?: Anda)?", "cut", "comments"),
    Phrase(r"Dalam (?:topik|kategori) yang sama|Dari penulis yang sama", "box", "more-news"),
    Phrase(r"Pilihan Untukmu|Berita Terkait|Pilihan Editor ?:?|Berita Lainnya|Rekomendasi untuk anda", "box", "more-news"),
    Phrase(r"Tags? ?:.{0,300}", "cut", "tags"),
    Phrase(r"Periksa kembali dan lengkapi data dirimu\.?|Data dirimu akan digunakan untuk verifikasi.{0,300}", "cut", "registration"),
    Phrase(r"Segera lengkapi data dirimu.{0,300}", "cut", "registration"),
    Phrase(r"Dilarang keras mengambil konten.{1,400}", "cut", "legal"),
    Phrase(r"(?:Baca|Lihat|Simak) ?(?:juga|selengkapnya)? ?: ?.{1,300}", "drop", "related"),
    Phrase(r"(?:Baca|Lihat|Simak) juga ?:?|(?:Baca|Lihat|Simak) ?:", "drop", "related", following=1),
    Phrase(r"Pilihan (?:Editor|Redaksi) ?: ?.{1,300}", "drop", "related"),
    Phrase(r"Scroll (?:ke bawah )?untuk (?:melanjutkan|membaca|lanjut)\b.{0,60}", "drop", "advertisement"),
    Phrase(r"Ikuti (?:saluran|channel|kanal|WhatsApp Channel|berita)\b.{0,160}", "drop", "follow"),
    Phrase(r"(?:ADVERTISEMENT )?SCROLL TO (?:CONTINUE|RESUME)(?: WITH)? CONTENT", "drop", "advertisement"),
    Phrase(r"Simak (?:juga )?Video ?:? ?(?:[\x22“].{0,300}|[^.!?\x22“]{0,300})", "drop", "embed"),
    Phrase(r"(?:Saksikan|Simak|Tonton)(?: juga)? video (?:pilihan|menarik|berikut|di bawah|selengkapnya).{0,80}", "drop", "embed"),
    Phrase(r"Simak breaking news dan berita pilihan.{0,400}|Pastikan (?:kamu|Anda) sudah (?:meng)?install aplikasi WhatsApp.{0,40}|WhatsApp Channel ?: ?https?://\S{1,300}", "drop", "follow"),
    Phrase(r"Dapatkan update berita pilihan dan breaking news.{0,400}", "drop", "follow"),
    Phrase(r"(?:Artikel|Berita) ini (?:telah|sudah)(?: pernah)? (?:tayang|terbit)(?: sebelumnya)? di .{3,400}", "drop", "reprint"),
    Phrase(r"Headline", "drop", "navigation"),
    Phrase(r"Lihat Foto|url telah tercopy|Bagikan ?:?", "drop", "share"),
    Phrase(r"Halaman ?: ?[\d ]{1,20}(?:Show All)?|[\d ]{1,20}(?:Show All|Tampilkan Semua|Halaman Selanjutnya.{0,40})|Halaman Selanjutnya.{0,200}|Next Article .{0,200}", "drop", "navigation"),
    Phrase(r"\s?\(\*{1,3}\)$", "strip", "end-mark"),
    Phrase(r"\s?(?:Baca|Lihat) juga ?:$", "strip", "related"),
    Phrase(r"\s?\([a-z]{2,4}/[a-z]{2,4}(?:/[a-z]{2,4})?\)$", "strip", "initials"),
    Phrase(r"(?<=[.!?”\"])\s?\((?-i:[a-z]{2,4})\)$", "strip", "initials"),
)  # fmt: skip
