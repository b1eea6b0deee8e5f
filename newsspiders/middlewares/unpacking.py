"""QuickCompression: Scrapy's HttpCompressionMiddleware, with gzip unpacked in one go.

Scrapy unpacks 8 KiB at a time, and each time waits its turn among the threads that write store and archive: in a fast
crawl that took a fifth of the time. What is not one whole gzip member within the limit is left to Scrapy: it knows what
to do with cut, broken and endless ones.
"""

from __future__ import annotations

import zlib

from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware

_GZIP = (b"gzip", b"x-gzip")
_GZIP_WINDOW = 31


class QuickCompression(HttpCompressionMiddleware):
    """Downloader middleware, in the place of Scrapy's."""

    @staticmethod
    def _decode(body: bytes, encoding: bytes, max_size: int) -> bytes:
        unpacked = unpack_whole(body, max_bytes=max_size) if encoding in _GZIP else None
        return HttpCompressionMiddleware._decode(body, encoding, max_size) if unpacked is None else unpacked


def unpack_whole(packed: bytes, *, max_bytes: int) -> bytes | None:
    """What one gzip member holds; None for anything else, and for more than `max_bytes` (0: any size).

    >>> import gzip
    >>> unpack_whole(gzip.compress(b"tin"), max_bytes=3), unpack_whole(gzip.compress(b"tin"), max_bytes=2)
    (b'tin', None)
    """
    unpacker = zlib.decompressobj(_GZIP_WINDOW)
    try:
        unpacked = unpacker.decompress(packed, max_bytes)
        unpacked += unpacker.flush() if max_bytes == 0 else b""
    except zlib.error:
        return None
    return unpacked if unpacker.eof and not unpacker.unused_data else None
