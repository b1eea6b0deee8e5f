"""A news site on 127.0.0.1 for the crawl benchmark: a sitemap and so many articles of real size, as fast as it can.

Usage: python -m benchmarks.loopback --pages N        (prints its address and serves until it is stopped)
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Callable

from benchmarks.extraction import grow
from benchmarks.samples import Sample

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
    page = "<!doctype html><html lang='vi'><head><meta charset='utf-8'><title>Tin</title></head><body>@</body></html>"
    head, _, tail = grow(Sample(page.encode(), "")).html.partition(b"@")
    return head, tail


_HEAD, _TAIL = _shell()


def answerer(pages: int, port: int) -> Callable[[str], bytes]:
    """What the server says to a path."""
    entries = "".join(f"<url><loc>http://127.0.0.1:{port}/tin-post{n}.vnp</loc></url>" for n in range(pages))
    sitemap = _response(200, "application/xml", f"<urlset>{entries}</urlset>".encode())
    missing = _response(404, "text/plain", b"")

    def answer(path: str) -> bytes:
        if path == "/sitemap.xml":
            return sitemap
        number = path.rpartition("-post")[2].removesuffix(".vnp")
        return _response(200, "text/html; charset=utf-8", article(int(number))) if number.isdigit() else missing

    return answer


def _response(status: int, content_type: str, body: bytes) -> bytes:
    head = f"HTTP/1.1 {status} OK\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


async def serve(pages: int) -> None:
    """Serve until cancelled."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                while (await reader.readline()).strip():
                    pass  # headers
                writer.write(answer(line.split()[1].decode()))
                await writer.drain()
        except ConnectionError:
            pass  # the crawler has what it wanted
        finally:
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    answer = answerer(pages, port)
    print(f"http://127.0.0.1:{port}", flush=True)
    await server.serve_forever()


def main() -> None:
    """Serve until killed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2000)
    asyncio.run(serve(parser.parse_args().pages))


if __name__ == "__main__":
    main()
