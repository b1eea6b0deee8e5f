"""A news site on 127.0.0.1 for the crawl benchmark: a sitemap and so many articles, of a real page's size and, as
real servers send them, gzipped to a fifth of it. All is made before the first request.

Usage: python -m benchmarks.loopback --pages N        (prints its address and serves until it is stopped)
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import random

PAGE_BYTES = 245_000
_MISSING = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
_SENTENCE = (
    "Sáng nay, phóng viên ghi nhận câu chuyện số {number} ngay tại hiện trường, nơi người dân ở phường Phúc Xá "
    "kể lại rằng đoàn tàu đã đến đúng giờ và mọi việc diễn ra bình thường suốt buổi. "
)


def article(number: int) -> bytes:
    """The page of an article, in the markup of a ZCE site, 250 kB."""
    return _HEAD + _body(number) + _TAIL


def _body(number: int) -> bytes:
    paragraphs = "".join(f"<p>Đoạn {n}. {_SENTENCE.format(number=number) * 2}</p>" for n in range(16))
    return (
        f"<h1 class='article__title cms-title'>Câu chuyện số {number} trong ngày</h1>"
        "<div class='article__meta'><time class='time'>07/03/2026 08:00</time></div>"
        f"<div class='article__sapo cms-desc'>Tóm tắt của câu chuyện số {number}.</div>"
        "<div class='article__body zce-content-body cms-body' itemprop='articleBody'>"
        f"<div class='article__social'>Chia sẻ lên Facebook</div>{paragraphs}</div>"
    ).encode()


def _shell() -> tuple[bytes, bytes]:
    """What stands around an article: menus and scripts, which repeat themselves as much as those of real pages."""
    draw = random.Random(1)
    words = [f"{draw.randrange(16**6):06x}" for _ in range(64)]
    boxes: list[str] = []
    while sum(map(len, boxes)) < PAGE_BYTES:
        settings = ",".join(f'"{draw.choice(words)}":{draw.choice(words)}' for _ in range(950))
        links = "".join(f"<li><a href='/muc-{draw.choice(words)}' title='Muc'>Chuyen muc</a></li>" for _ in range(25))
        boxes.append(f"<div class='box'><script>window.dataLayer.push({{{settings}}});</script><ul>{links}</ul></div>")
    head = "<!doctype html><html lang='vi'><head><meta charset='utf-8'><title>Tin</title></head><body>"
    return head.encode(), "".join([*boxes, "</body></html>"]).encode()


_HEAD, _TAIL = _shell()


def make_answers(pages: int, port: int) -> dict[bytes, bytes]:
    """Path -> the whole answer."""
    entries = "".join(f"<url><loc>http://127.0.0.1:{port}/tin-post{n}.vnp</loc></url>" for n in range(pages))
    answers = {b"/sitemap.xml": _answer("application/xml", f"<urlset>{entries}</urlset>".encode())}
    for number in range(pages):
        answers[f"/tin-post{number}.vnp".encode()] = _answer("text/html; charset=utf-8", article(number))
    return answers


def _answer(content_type: str, body: bytes) -> bytes:
    packed = gzip.compress(body, 6)
    head = f"Content-Type: {content_type}\r\nContent-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n\r\n"
    return b"HTTP/1.1 200 OK\r\n" + head.encode() + packed


async def serve(pages: int) -> None:
    """Serve until cancelled."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                while (await reader.readline()).strip():
                    pass  # headers
                writer.write(answers.get(line.split()[1], _MISSING))
                await writer.drain()
        except ConnectionError:
            pass  # the crawler has what it wanted
        finally:
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    answers = make_answers(pages, port)
    print(f"http://127.0.0.1:{port}", flush=True)
    await server.serve_forever()


def main() -> None:
    """Serve until killed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2000)
    asyncio.run(serve(parser.parse_args().pages))


if __name__ == "__main__":
    main()
