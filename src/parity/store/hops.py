"""From an address to its answer over redirects, every hop checked anew before any connection is made."""

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from parity.errors import BadInput, SourceFailed
from parity.store.addresses import Address, Resolve, addresses_of
from parity.store.again import Again

if TYPE_CHECKING:
    import httpx2

__all__ = ["HOPS", "REDIRECTS", "Elsewhere", "checked_within", "follow", "one_line", "parsed_url"]

HOPS = 5  # redirects that are followed
REDIRECTS = frozenset((301, 302, 303, 307, 308))
SAFE_URL = re.compile(r"https?://[^\s\x00-\x20\x7f\\@/?#%]+([/?#][^\s\x00-\x20\x7f\\]*)?\Z", re.IGNORECASE)

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A redirect: where the answer is said to be."""

    location: str


def follow(
    url: str,
    ask: "Callable[[httpx2.URL, tuple[Address, ...], float], Answer | Elsewhere]",
    *,
    timeout: float,
    allow_private: bool,
    resolve: Resolve,
) -> Answer:
    """Ask an address, and those it redirects to; `ask` takes the address, where to connect, and the deadline.

    Raises `BadInput` for an odd or closed address or a redirect to one, and `SourceFailed` for what cannot be
    reached: `Again` where another try may help.
    """
    import httpcore2
    import httpx2

    deadline = time.monotonic() + timeout
    target = parsed_url(url)
    named = target.host if allow_private else None
    for hop in range(HOPS + 1):
        try:
            checked = checked_within(deadline, target, resolve, allow_private=target.host == named)
            answer = ask(target, checked, deadline)
        except (httpcore2.TimeoutException, TimeoutError):
            raise Again(f"{target} did not answer within {timeout:g} s.") from None
        except (httpcore2.NetworkError, httpcore2.ProtocolError, httpx2.HTTPError, OSError) as problem:
            if isinstance(problem, SourceFailed):
                raise
            raise Again(f"{target} could not be read: {one_line(problem)}.") from None
        except BadInput as refusal:
            if hop == 0:
                raise
            raise BadInput(f"{url} redirects to {target}: {refusal}") from None
        if not isinstance(answer, Elsewhere):
            return answer
        target = _redirected(target, answer.location)
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


def one_line(problem: Exception) -> str:
    """What went wrong, as the end of a one-line message."""
    text = " ".join(str(getattr(problem, "strerror", None) or problem).split()).rstrip(".")
    return text[:200] or type(problem).__name__
