"""Which addresses may be asked, in all the spellings there are."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspiders.addresses import is_listed, is_public, literal_address, normalise_hosts

PRIVATE = (
    "0.0.0.0", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254", "168.63.129.16",
    "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.168.1.1", "198.18.0.1",
    "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "fc00::1", "fd00:ec2::254", "fe80::1",
    "fec0::1", "ff02::1", "2001:db8::1", "2001::1", "2002:7f00:1::", "2002:a9fe:a9fe::1", "64:ff9b::127.0.0.1",
    "64:ff9b::10.0.0.1", "64:ff9b:1::808:808", "100::1",
)  # fmt: skip
PUBLIC = (
    "1.1.1.1", "8.8.8.8", "93.184.215.14", "172.32.0.1", "100.128.0.1", "113.161.0.1",
    "2606:4700::1111", "2402:800::1", "::ffff:8.8.8.8", "2002:808:808::1", "64:ff9b::8.8.8.8",
)  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str) -> None:
    assert is_public(ip_address(address))


addresses = st.integers(0, 2**32 - 1).map(IPv4Address)


@given(addresses)
def test_an_address_inside_another_counts_as_itself(address: IPv4Address) -> None:
    number = int(address)
    inside = (0xFFFF << 32 | number, 0x2002 << 112 | number << 80, 0x64FF9B << 96 | number)
    assert {is_public(IPv6Address(whole)) for whole in inside} == {is_public(address)}


@given(address=addresses, styles=st.tuples(*[st.sampled_from((str, hex, lambda part: f"0{part:o}"))] * 4))
def test_all_spellings_of_an_address(address: IPv4Address, styles: tuple[type[str], ...]) -> None:
    a, b, c, d = address.packed
    number = int(address)
    spelled = (
        str(address), f"{address}.", str(number), hex(number), f"0{number:o}",
        f"{a}.{number & 0xFFFFFF}", f"{a}.{b}.{number & 0xFFFF}",
        ".".join(style(part) for style, part in zip(styles, (a, b, c, d), strict=True)),
        f"[::ffff:{address}]",
    )  # fmt: skip
    *plain, mapped = [literal_address(host) for host in spelled]
    assert set(plain) == {address}
    assert isinstance(mapped, IPv6Address)
    assert mapped.ipv4_mapped == address


@pytest.mark.parametrize("host", ["", "news.example", "1.2.3.4.example", "0x", "256.1.1.1", "1.2.3.4.5", "tin-tức.vn"])
def test_a_name_is_no_address(host: str) -> None:
    assert literal_address(host) is None


def test_an_address_of_one_interface() -> None:
    assert literal_address("[fe80::1%eth0]") == IPv6Address("fe80::1")


@given(st.text())
def test_any_text_is_read_without_a_crash(host: str) -> None:
    literal_address(host)
    assert not is_listed(host, listed=frozenset())


def test_a_listed_host_is_found_in_any_spelling() -> None:
    listed = normalise_hosts(["127.0.0.1", " Intranet.Example. ", ""])
    assert is_listed("127.1", listed=listed)
    assert is_listed("intranet.example", listed=listed)
    assert not is_listed("localhost", listed=listed)
    assert not is_listed("127.0.0.2", listed=listed)
    assert not is_listed("", listed=listed)


@given(st.sampled_from(["10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "192.168.0.0/16", "100.64.0.0/10"]), st.data())
def test_no_address_of_a_private_network_is_public(network: str, data: st.DataObject) -> None:
    private = IPv4Network(network)
    number = data.draw(st.integers(int(private.network_address), int(private.broadcast_address)))
    assert not is_public(IPv4Address(number))
