"""Unpacked: the bytes of an answer piece by piece, gunzipped when they are gzip, never more than a bound."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from newsspiders.discovery.links import MAX_UNPACKED_BYTES

_GZIP = b"\x1f\x8b"
_PIECE = 64 * 1024
_PACKED_PIECE = 4 * 1024  # small, because what is unpacked of a broken piece is lost


class Unpacked:
    """Iterate once over the pieces; then `problem` says what is missing. Of several gzip members all are read."""

    def __init__(self, body: bytes, *, limit: int = MAX_UNPACKED_BYTES) -> None:
        self._body = body
        self._limit = limit
        self.problem: str | None = None
        """None when all was read."""

    def __iter__(self) -> Iterator[bytes]:
        left = self._limit
        is_packed = self._body.startswith(_GZIP)
        for piece in self._iter_gunzipped() if is_packed else _iter_slices(self._body, _PIECE):
            if len(piece) > left:
                self.problem = f"unpacks to more than {self._limit / 1024 / 1024:g} MiB; the rest was not read"
                yield piece[:left]
                return
            left -= len(piece)
            yield piece

    def _iter_gunzipped(self) -> Iterator[bytes]:
        unzipper = zlib.decompressobj(wbits=31)
        for piece in _iter_slices(self._body, _PACKED_PIECE):
            while piece:
                if unzipper.eof:
                    if not piece.startswith(_GZIP[:1]):  # padding after the last member
                        return
                    unzipper = zlib.decompressobj(wbits=31)
                try:
                    yield unzipper.decompress(piece, _PIECE)
                except zlib.error as error:
                    self.problem = f"broken gzip ({error}); what stands before the break was read"
                    return
                piece = unzipper.unconsumed_tail or unzipper.unused_data
        if not unzipper.eof:
            self.problem = "the gzip ends early; what it held was read"


def _iter_slices(body: bytes, size: int) -> Iterator[bytes]:
    for start in range(0, len(body), size):
        yield body[start : start + size]
