"""Which network addresses Parity may connect to: public ones, and nothing inside a visitor's or its own network.

The ranges are written out, from the IANA special-purpose address registries (RFC 6890 and its successors), so that
the answer does not change with the Python version.
"""

import re
import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from parity.errors import BadInput

Address = IPv4Address | IPv6Address
Resolve = Callable[[str], Sequence[str]]  # name -> the addresses it stands for
HINT = " (--allow-private-address opens one that you name yourself)"  # of `parity check`, for an article's address

CLOSED_V4: tuple[tuple[IPv4Network, str], ...] = tuple(
    (IPv4Network(network), what)
    for network, what in [
        ("0.0.0.0/8", "unspecified"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "shared (carrier-grade NAT)"),
        ("127.0.0.0/8", "loopback"),
        ("168.63.129.16/32", "cloud metadata"),
        ("169.254.169.254/32", "cloud metadata (link-local)"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "reserved (documentation)"),
        ("192.88.99.0/24", "reserved (6to4 relay)"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "reserved (benchmarks)"),
        ("198.51.100.0/24", "reserved (documentation)"),
        ("203.0.113.0/24", "reserved (documentation)"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    ]
)
CLOSED_V6: tuple[tuple[IPv6Network, str], ...] = tuple(
    (IPv6Network(network), what)
    for network, what in [
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("::ffff:0:0/96", "IPv4-mapped"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "private (site-local)"),
        ("ff00::/8", "multicast"),
        ("2001::/23", "reserved"),  # with Teredo, 2001::/32
        ("2001:db8::/32", "reserved (documentation)"),
        ("3fff::/20", "reserved (documentation)"),
    ]
)
UNICAST_V6 = IPv6Network("2000::/3")  # the only IPv6 block given out for the public internet
NAT64 = IPv6Network("64:ff9b::/96")
SIX_TO_FOUR = IPv6Network("2002::/16")
NAME = re.compile(r"(?=.{1,253}\Z)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\Z")
ENDS_IN_NUMBER = re.compile(r"(\A|\.)(\d+|0x[0-9a-f]*)\Z")


def closed(address: Address) -> str | None:
    """What kind of closed address this is, or None for a public one.

    An address that carries an IPv4 address to a translator (NAT64, 6to4) is as closed as what it carries.

    >>> closed(ip_address("169.254.169.254")), closed(ip_address("2002:0a00:0001::")), closed(ip_address("8.8.8.8"))
    ('cloud metadata (link-local)', 'private (in 6to4)', None)
    """
    if isinstance(address, IPv4Address):
        return next((what for network, what in CLOSED_V4 if address in network), None)
    if address.scope_id is not None:
        return "link-local"
    if address in NAT64:
        return _carried(IPv4Address(int(address) & 0xFFFFFFFF), "NAT64")
    if address in SIX_TO_FOUR:
        return _carried(IPv4Address(int(address) >> 80 & 0xFFFFFFFF), "6to4")
    named = next((what for network, what in CLOSED_V6 if address in network), None)
    return named or (None if address in UNICAST_V6 else "reserved")


def addresses_of(host: str, resolve: Resolve, *, allow_private: bool = False) -> tuple[Address, ...]:
    """Every address a host stands for, once all of them are known to be public.

    `host` is lower-case ASCII as a parsed URL has it (an IPv6 address without its brackets).  One closed address
    among several refuses the host, unless `allow_private`; odd spellings of an address are refused always.
    Raises `BadInput`; whatever `resolve` raises passes through.

    >>> addresses_of("example.org", lambda name: ["8.8.8.8"])
    (IPv4Address('8.8.8.8'),)
    >>> addresses_of("0x7f.1", lambda name: ["8.8.8.8"])
    Traceback (most recent call last):
    parity.errors.BadInput: '0x7f.1' is an odd way to write an address; write it as four decimal numbers or as a name.
    """
    literal = _literal(host)
    found = (literal,) if literal else tuple(ip_address(one) for one in dict.fromkeys(resolve(host)))
    for address in found:
        kind = closed(address)
        if kind and not allow_private:
            stands = "is" if literal else f"stands for {address},"
            message = f"{host} {stands} a {kind} address; Parity reads public addresses only{HINT}."
            raise BadInput(message)
    return found


def system_resolve(name: str) -> list[str]:
    """The addresses that the system's resolver gives for a name; raises `OSError` if it has none."""
    return [str(entry[4][0]) for entry in socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)]


def _carried(inner: IPv4Address, how: str) -> str | None:
    kind = closed(inner)
    return f"{kind} (in {how})" if kind else None


def _literal(host: str) -> Address | None:
    """The address that a host is written as, or None for a well-formed name."""
    if ":" in host:
        try:
            return IPv6Address(host)
        except ValueError:
            raise BadInput(f"{host!r} is not an address.") from None
    if ENDS_IN_NUMBER.search(host):
        try:
            return IPv4Address(host)
        except ValueError:
            message = f"{host!r} is an odd way to write an address; write it as four decimal numbers or as a name."
            raise BadInput(message) from None
    if not NAME.match(host):
        raise BadInput(f"{host!r} is not a host name.")
    return None
