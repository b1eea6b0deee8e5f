"""A server on 127.0.0.1 that may break every rule of HTTP: it sends what a test writes, byte by byte."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Script = Callable[[socket.socket], None]
NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


@dataclass(slots=True)
class RawServer:
    """Path -> what is sent, at once or by a script; a script runs until the crawler hangs up."""

    url: str = ""
    answers: dict[str, bytes | Script] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def drip(self, head: bytes, drop: bytes, *, pause_seconds: float = 0.0) -> Script:
        """A script that sends the head, then a drop again and again."""

        def script(connection: socket.socket) -> None:
            connection.sendall(head)
            while not self.stopped.wait(pause_seconds):
                connection.sendall(drop)

        return script

    def serve(self, listener: socket.socket) -> None:
        """Answer each connection once, in a thread of its own."""
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return  # closed: the end
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):  # the crawler hung up
            head = connection.recv(65536)
            path = head.split(b" ")[1].decode() if head.startswith(b"GET ") else "(no HTTP)"
            self.asked.append(path)
            answer = self.answers.get(path, NOT_FOUND)
            if callable(answer):
                answer(connection)
            else:
                connection.sendall(answer)


@contextmanager
def raw_server() -> Iterator[RawServer]:
    """A running server; stopped at the end."""
    server = RawServer()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        thread = threading.Thread(target=server.serve, args=(listener,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.stopped.set()
            listener.shutdown(socket.SHUT_RDWR)  # wakes the thread
            thread.join()
