import contextlib
from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.errors import BadInput, ParityError
from parity.store.addresses import addresses_of, closed, system_resolve


def never(name: str) -> list[str]:
    pytest.fail(f"{name} was looked up")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("10.1.2.3", "private"),
        ("172.31.255.255", "private"),
        ("192.168.0.1", "private"),
        ("127.0.0.1", "loopback"),
        ("127.8.8.8", "loopback"),
        ("0.0.0.0", "unspecified"),
        ("169.254.1.1", "link-local"),
        ("169.254.169.254", "cloud metadata"),
        ("168.63.129.16", "cloud metadata"),
        ("100.100.100.200", "carrier-grade"),
        ("224.0.0.251", "multicast"),
        ("255.255.255.255", "reserved"),
        ("198.18.0.1", "reserved"),
        ("::", "unspecified"),
        ("::1", "loopback"),
        ("::ffff:127.0.0.1", "IPv4-mapped"),
        ("::ffff:8.8.8.8", "IPv4-mapped"),
        ("::127.0.0.1", "reserved"),
        ("64:ff9b::7f00:1", "loopback (in NAT64)"),
        ("64:ff9b::a9fe:a9fe", "cloud metadata"),
        ("64:ff9b:1::808:808", "reserved"),
        ("2002:7f00:1::", "loopback (in 6to4)"),
        ("2002:c0a8:101::5", "private (in 6to4)"),
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", "reserved"),
        ("fd00:ec2::254", "private"),
        ("fe80::1", "link-local"),
        ("fe80::1%eth0", "link-local"),
        ("fec0::1", "site-local"),
        ("ff02::1", "multicast"),
        ("2001:db8::1", "documentation"),
        ("4000::1", "reserved"),
    ],
)
def test_an_address_off_the_public_internet_is_closed(text: str, kind: str):
    assert kind in (closed(ip_address(text)) or "public")


@pytest.mark.parametrize(
    "text", ["8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2002:808:808::1", "64:ff9b::808:808"]
)
def test_a_public_address_is_open(text: str):
    assert closed(ip_address(text)) is None


@pytest.mark.parametrize(
    "host",
    [
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "127.1",
        "127.0.0.01",
        "1.2.3.4.5",
        "256.1.1.1",
        "example.0x",
        "10.0.0.1.",
        "localhost.",
        "exa mple.org",
        "a..b",
        "-a.org",
        "a%2eb",
        "",
        "x" * 64 + ".org",
        "fe80::zz",
    ],
)
def test_an_odd_host_is_refused_even_where_private_ones_are_allowed(host: str):
    with pytest.raises(BadInput):
        addresses_of(host, never, allow_private=True)


def test_one_private_address_among_public_ones_refuses_the_name():
    with pytest.raises(BadInput, match=r"shop\.example stands for 10\.0\.0\.7, a private address"):
        addresses_of("shop.example", lambda name: ["8.8.8.8", "10.0.0.7"])


def test_a_literal_is_never_looked_up():
    assert addresses_of("8.8.4.4", never) == (ip_address("8.8.4.4"),)
    assert addresses_of("2606:4700::1111", never) == (ip_address("2606:4700::1111"),)


def test_localhost_by_name_is_refused_with_the_real_resolver():
    with pytest.raises(BadInput, match="loopback"):
        addresses_of("localhost", system_resolve)


@given(st.text(max_size=30))
def test_any_host_is_read_or_refused(host: str):
    with contextlib.suppress(ParityError):
        addresses_of(host, lambda name: ["8.8.8.8"])


@given(st.ip_addresses())
def test_what_python_calls_unroutable_is_closed_here_too(address):
    if not address.is_global and not address.is_multicast and closed(address) is None:
        # Python judges the 6to4 and NAT64 blocks as a whole; here they are judged by what they carry.
        assert address.version == 6
        assert any(address in ip_network(carrier) for carrier in ("2002::/16", "64:ff9b::/96"))
