"""The one door to the network: fetch an address, or say in one line why not."""

import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parity import __version__
from parity.errors import MissingExtra, SourceFailed
from parity.store.addresses import Address, Resolve, system_resolve
from parity.store.hops import REDIRECTS, Elsewhere, follow

if TYPE_CHECKING:
    import httpx2

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address sent."""

    content: bytes  # decoded from its transfer and content encodings
    content_type: str  # "text/html", lower case, without parameters; "" if the server named none
    charset: str | None  # the charset parameter of the content type
    final_url: str  # after redirects


def fetch(
    url: str,
    *,
    limit_bytes: int = 20 * MIB,
    timeout: float = 20.0,
    allow_private: bool = False,
    resolve: Resolve = system_resolve,
) -> Fetched:
    """Fetch a public http or https address, following at most five redirects.

    Parameters
    ----------
    url : str
    limit_bytes : int
        Of what is sent and of what it unpacks to.
    timeout : float, [s]
        For everything together: names, redirects and content.
    allow_private : bool
        Opens the host named in `url` even if it is private or loopback.  Hosts it redirects to stay closed.
    resolve : callable
        From a name to its addresses.  It is asked once a hop, and the connection goes to what it answered.

    Raises
    ------
    BadInput
        Not http(s), an odd or closed address, or a redirect to one.
    SourceFailed
        Unreachable, too slow, too large, or answered with an error.
    MissingExtra
        Without the extra `news`.

    >>> fetch("http://169.254.169.254/latest/meta-data/")
    Traceback (most recent call last):
    parity.errors.BadInput: 169.254.169.254 is a cloud metadata (link-local) address; Parity reads public ...
    """
    try:
        import httpx2  # noqa: F401
    except ImportError:
        raise MissingExtra.of("Fetching an address", "news") from None

    def ask(target: "httpx2.URL", addresses: tuple[Address, ...], deadline: float) -> Fetched | Elsewhere:
        return _exchange(target, addresses, deadline, limit_bytes)

    return follow(url, ask, timeout=timeout, allow_private=allow_private, resolve=resolve)


def _exchange(target: "httpx2.URL", addresses: tuple[Address, ...], deadline: float, limit: int) -> Fetched | Elsewhere:
    """One request: the content, or where it redirects to."""
    from email.message import Message

    import httpx2

    from parity.store.connection import Exchange

    headers = {"User-Agent": f"parity/{__version__}", "Accept": "*/*", "Accept-Encoding": "gzip, deflate"}
    too_large = f"{target} sends more than {limit / MIB:g} MB; that is too large for an article."
    with Exchange(addresses, deadline) as transport:
        response = transport.handle_request(httpx2.Request("GET", target, headers=headers))
        status = response.status_code
        if status in REDIRECTS and "location" in response.headers:
            return Elsewhere(str(response.headers["location"]))
        if not 200 <= status < 300:
            raise SourceFailed(f"{target} answered {status} {response.reason_phrase}".strip() + ".")
        coding = {one.lower() for one in response.headers.get_list("content-encoding", split_commas=True)}
        if unknown := coding - {"gzip", "deflate", "identity"}:
            raise SourceFailed(f"{target} sends content encoding {min(unknown)[:40]!r}, which was not asked for.")
        declared = response.headers.get("content-length", "")
        if declared.isascii() and declared.isdigit() and len(declared) < 30 and int(declared) > limit:
            raise SourceFailed(too_large)
        content = bytearray()
        for piece in response.iter_bytes():
            content += piece
            if len(content) > limit or response.num_bytes_downloaded > limit:
                raise SourceFailed(too_large)
            if time.monotonic() > deadline:  # unpacking takes time as well
                raise TimeoutError
        kind = Message()
        kind["Content-Type"] = re.sub(r"[\r\n]", " ", response.headers.get("content-type", ""))
        named = bool(response.headers.get("content-type", "").strip())
        charset = kind.get_content_charset()
        return Fetched(bytes(content), kind.get_content_type() if named else "", charset, str(target))
