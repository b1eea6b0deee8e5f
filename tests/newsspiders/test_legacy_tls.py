"""Legacy TLS: who may be without secure renegotiation, told from a server's first words."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from OpenSSL import SSL
from scrapy.core.downloader.contextfactory import _load_context_factory_from_settings
from scrapy.utils.test import get_crawler

from newsspiders.legacy_tls import LegacyTlsPolicy, context_of
from tests.newsspiders.loopback_server import LoopbackSite
from tests.newsspiders.running import crawl_loopback
from tests.newsspiders.spiders.test_sites import SPIDERS

REFUSED = "unsafe legacy renegotiation disabled"


def policy_of(**settings: Any) -> LegacyTlsPolicy:
    crawler = get_crawler(settings_dict={"DOWNLOAD_VERIFY_CERTIFICATES": True, **settings})
    return LegacyTlsPolicy(_load_context_factory_from_settings(crawler), hosts=frozenset({"old.example"}))


def server_hello(cipher: bytes, *extensions: bytes) -> bytes:
    """The first record of a TLS 1.2 server, RFC 5246, 7.4.1.3."""
    block = b"".join(extensions)
    hello = b"\x03\x03" + os.urandom(32) + b"\x00" + cipher + b"\x00"
    if block:
        hello += len(block).to_bytes(2, "big") + block
    message = b"\x02" + len(hello).to_bytes(3, "big") + hello
    return b"\x16\x03\x03" + len(message).to_bytes(2, "big") + message


SECURE_RENEGOTIATION = b"\xff\x01\x00\x01\x00"
CIPHER = b"\xc0\x2f"  # ECDHE-RSA-AES128-GCM-SHA256


def greet(policy: LegacyTlsPolicy, host: str, answer: bytes) -> str:
    """What the client says to a server's first words; empty when it would go on."""
    connection = SSL.Connection(context_of(policy.creatorForNetloc(host.encode(), 443)))
    connection.set_connect_state()
    with pytest.raises(SSL.WantReadError):
        connection.do_handshake()
    connection.bio_read(65536)
    connection.bio_write(answer)
    try:
        connection.do_handshake()
    except SSL.WantReadError:
        return ""
    except SSL.Error as error:
        return str(error)
    return "done"


def test_an_old_server_is_refused_unless_it_is_listed() -> None:
    policy = policy_of()
    assert REFUSED in greet(policy, "news.example", server_hello(CIPHER))
    assert greet(policy, "old.example", server_hello(CIPHER)) == ""
    assert REFUSED in greet(policy, "www.old.example", server_hello(CIPHER))
    assert REFUSED in greet(policy, "news.example", server_hello(CIPHER))  # and no other, afterwards


def test_a_server_of_today_is_spoken_to_by_both() -> None:
    for host in ("news.example", "old.example"):
        assert greet(policy_of(), host, server_hello(CIPHER, SECURE_RENEGOTIATION)) == ""


def test_certificates_are_verified_all_the_same() -> None:
    context = context_of(policy_of().creatorForNetloc(b"old.example", 443))
    assert context.get_verify_mode() & SSL.VERIFY_PEER


@pytest.fixture
def old_server() -> Iterator[LoopbackSite]:
    """A server that says its first words as an old one does, and no more."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):  # closed: the end
            while True:
                connection, _ = listener.accept()
                with connection, suppress(OSError):
                    connection.recv(65536)
                    connection.sendall(server_hello(CIPHER))
                    connection.recv(65536)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield LoopbackSite(url=f"https://127.0.0.1:{listener.getsockname()[1]}")
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()


def test_a_crawl_refuses_an_old_server_that_is_not_listed(old_server: LoopbackSite, tmp_path: Path) -> None:
    run = crawl_loopback(old_server, tmp_path, "-s", "ROBOTSTXT_OBEY=False", "-s", "RETRY_ENABLED=False")
    assert run.code == 1
    assert REFUSED in run.err


def test_a_crawl_speaks_to_an_old_server_that_is_listed(old_server: LoopbackSite, tmp_path: Path) -> None:
    quick = ("-s", "ROBOTSTXT_OBEY=False", "-s", "RETRY_ENABLED=False", "-s", "DOWNLOAD_TIMEOUT=2")
    run = crawl_loopback(old_server, tmp_path, *quick, "-s", "LEGACY_TLS_HOSTS=127.0.0.1")
    assert run.code == 1  # the server says no more
    assert REFUSED not in run.err
    assert "timed out" in run.err


def test_which_sites_need_it() -> None:
    listed = {name: (spider.custom_settings or {}).get("LEGACY_TLS_HOSTS") for name, spider in SPIDERS.items()}
    assert {name: hosts for name, hosts in listed.items() if hosts} == {"baotintuc": ("baotintuc.vn",)}
