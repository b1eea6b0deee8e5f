"""Small annotated pages for the tests of the benchmark."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

GOLD: dict[str, Any] = {
    "url": "https://tin.example.vn/cau-moi-1.html",
    "site": "tin",
    "language": "vi",
    "title": "Cầu mới nối hai bờ sông",
    "lead": "Cây cầu dài 640 m thông xe sáng 7/3.",
    "authors": ["Lê Thị Mai"],
    "editors": ["Trần Vũ"],
    "published": "2026-03-07T08:01:00+07:00",
    "section": "Xã hội",
    "tags": ["cầu", "giao thông"],
    "body": [
        {"type": "paragraph", "text": "Hà Nội – Sáng 7/3, những chiếc xe đầu tiên đi qua cây cầu mới."},
        {"type": "heading", "text": "Hai năm xây dựng"},
        {"type": "list", "text": "Dài 640 m\nRộng 14 m"},
    ],
    "captions": ["Cầu nhìn từ bờ bắc"],
    "optional": ["Hà Nội"],
    "absent": ["Tin liên quan", "Gửi bình luận"],
}
HTML = """<html lang="vi"><head><title>Cầu mới nối hai bờ sông</title></head><body><article>
<h1>Cầu mới nối hai bờ sông</h1>
<p>Sáng 7/3, những chiếc xe đầu tiên đi qua cây cầu mới, sau hai năm người dân hai bờ phải chờ phà mỗi sớm.</p>
<p>Cây cầu rộng 14 m, có làn riêng cho xe đạp và lối đi bộ nhìn xuống bãi bồi, nơi bà con vẫn trồng ngô.</p>
</article></body></html>"""


def write_page(folder: Path, name: str = "cau-moi", **changes: Any) -> Path:
    """A page and its gold in a folder; the gold's path. A change to ... takes the field out."""
    folder.mkdir(parents=True, exist_ok=True)
    facts = {key: value for key, value in {**GOLD, **changes}.items() if value is not ...}
    (folder / f"{name}.html").write_text(HTML, "utf-8")
    path = folder / f"{name}.gold.json"
    path.write_text(json.dumps(facts, ensure_ascii=False), "utf-8")
    return path
