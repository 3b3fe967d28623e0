"""The one door to the network: fetch an address, or say in one line why not."""

import re
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parity import __version__
from parity.errors import BadInput, MissingExtra, SourceFailed
from parity.store.addresses import Address, Resolve, addresses_of, system_resolve

if TYPE_CHECKING:
    import httpx2

MIB = 1024 * 1024
HOPS = 5  # redirects that are followed
SAFE_URL = re.compile(r"https?://[^\s\x00-\x20\x7f\\@/?#%]+([/?#][^\s\x00-\x20\x7f\\]*)?\Z", re.IGNORECASE)


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
        import httpcore2
        import httpx2
    except ImportError:
        raise MissingExtra.of("Fetching an address", "news") from None
    deadline = time.monotonic() + timeout
    target = parsed_url(url)
    named = target.host if allow_private else None
    for hop in range(HOPS + 1):
        try:
            checked = checked_within(deadline, target, resolve, allow_private=target.host == named)
            answer = _exchange(target, checked, deadline, limit_bytes)
        except (httpcore2.TimeoutException, TimeoutError):
            raise SourceFailed(f"{target} did not answer within {timeout:g} s.") from None
        except (httpcore2.NetworkError, httpcore2.ProtocolError, httpx2.HTTPError, OSError) as problem:
            if isinstance(problem, SourceFailed):
                raise
            raise SourceFailed(f"{target} could not be read: {one_line(problem)}.") from None
        except BadInput as refusal:
            if hop == 0:
                raise
            raise BadInput(f"{url} redirects to {target}: {refusal}") from None
        if isinstance(answer, Fetched):
            return answer
        target = _redirected(target, answer)
    raise SourceFailed(f"{url} redirects more than {HOPS} times.")


def parsed_url(url: str) -> "httpx2.URL":
    """The URL, if it is one that every parser reads alike; raises `BadInput`."""
    import httpx2

    shown = url if len(url) <= 200 else url[:200] + "..."
    if not re.match(r"https?://", url, re.IGNORECASE):
        raise BadInput(f"{shown!r} is not an http or https address.")
    try:
        parsed = httpx2.URL(url)
        host = parsed.raw_host.decode("ascii")
    except (httpx2.InvalidURL, ValueError):
        raise BadInput(f"{shown!r} is not a valid address.") from None
    if parsed.userinfo:
        raise BadInput(f"{parsed.scheme}://{host} comes with a user name or password; leave it out.")
    port = 80 if parsed.port is None else parsed.port
    if not SAFE_URL.match(url) or not host or not 0 < port < 65536:
        raise BadInput(f"{shown!r} is not a valid address.")
    return parsed.copy_with(fragment=None)


def _redirected(base: "httpx2.URL", location: str) -> "httpx2.URL":
    import httpx2

    try:
        joined = str(base.join(location))
    except (httpx2.InvalidURL, ValueError):
        raise BadInput(f"{base} redirects to {location[:200]!r}, which is not a valid address.") from None
    try:
        return parsed_url(joined)
    except BadInput as refusal:
        raise BadInput(f"{base} redirects elsewhere: {refusal}") from None


def checked_within(
    deadline: float, target: "httpx2.URL", resolve: Resolve, *, allow_private: bool
) -> tuple[Address, ...]:
    """The target's checked addresses; the system's resolver knows no deadline, so it runs beside us."""
    outcome: list[tuple[Address, ...] | Exception] = []
    host = target.raw_host.decode("ascii")

    def look_up() -> None:
        try:
            outcome.append(addresses_of(host, resolve, allow_private=allow_private))
        except Exception as problem:  # noqa: BLE001 - raised again below, in the thread that asked
            outcome.append(problem)

    worker = threading.Thread(target=look_up, name="parity-resolve", daemon=True)
    worker.start()
    worker.join(max(0.0, deadline - time.monotonic()))
    if not outcome:
        raise TimeoutError
    if isinstance(outcome[0], Exception):
        raise outcome[0]
    return outcome[0]


def _exchange(target: "httpx2.URL", addresses: tuple[Address, ...], deadline: float, limit: int) -> Fetched | str:
    """One request: the content, or the address it redirects to."""
    from email.message import Message

    import httpx2

    from parity.store.connection import Exchange

    headers = {"User-Agent": f"parity/{__version__}", "Accept": "*/*", "Accept-Encoding": "gzip, deflate"}
    too_large = f"{target} sends more than {limit / MIB:g} MB; that is too large for an article."
    with Exchange(addresses, deadline) as transport:
        response = transport.handle_request(httpx2.Request("GET", target, headers=headers))
        status = response.status_code
        if status in {301, 302, 303, 307, 308} and "location" in response.headers:
            return str(response.headers["location"])
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


def one_line(problem: Exception) -> str:
    """What went wrong, as the end of a one-line message."""
    text = " ".join(str(getattr(problem, "strerror", None) or problem).split()).rstrip(".")
    return text[:200] or type(problem).__name__
