"""What the URL alone tells."""

from __future__ import annotations

import pytest

from newsspiders.addresses import normalise_hosts
from newsspiders.download_handler import check_url
from newsspiders.failures import PrivateAddress, UnsafeUrl

ALLOWED = normalise_hosts(["127.0.0.1"])


@pytest.mark.parametrize(
    "url", ["https://news.example/x", "http://127.0.0.1:8000/x", "https://8.8.8.8/", "https://news.example/@me"]
)
def test_may_be_asked(url: str) -> None:
    check_url(url, allowed=ALLOWED)


@pytest.mark.parametrize(
    "url", ["http://10.0.0.1/x", "http://3232235777/", "http://[::ffff:10.0.0.1]:80/", "http://0/"]
)
def test_private(url: str) -> None:
    with pytest.raises(PrivateAddress, match="PRIVATE_HOSTS_ALLOWED"):
        check_url(url, allowed=ALLOWED)


@pytest.mark.parametrize("url", ["https://me@news.example/x", "https://me:secret@news.example/x"])
def test_credentials_are_neither_sent_nor_told(url: str) -> None:
    with pytest.raises(UnsafeUrl) as raised:
        check_url(url, allowed=ALLOWED)
    assert "secret" not in str(raised.value)
