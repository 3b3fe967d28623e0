"""Questions to a language model's endpoint: one POST of JSON to an address that the user names, tried again with care.

The address may be private, because the user names it and nobody else does.  Redirects are not followed, proxies and
other settings of the environment are not used, and the key goes into one header: it is in no message and no file.
"""

import re
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from secrets import SystemRandom
from typing import TYPE_CHECKING, Any

from parity import __version__
from parity.errors import BadInput, MissingExtra, SourceFailed
from parity.store.addresses import Address, Resolve, closed, system_resolve
from parity.store.again import AGAIN, PATIENCE, retry_after
from parity.store.fetch import MIB
from parity.store.hops import checked_within, one_line, parsed_url

if TYPE_CHECKING:
    import httpx2

__all__ = ["TIMEOUT", "Answer", "host_of", "post"]

TIMEOUT = 180.0  # s; a model on a laptop takes its time
TRIES = 4


@dataclass(frozen=True, slots=True)
class Answer:
    """What an endpoint answered: with success, or with a refusal that another try would not change."""

    status: int
    reason: str
    body: bytes


def post(
    url: str,
    payload: Mapping[str, Any],
    *,
    key: str | None = None,
    timeout: float = TIMEOUT,
    limit_bytes: int = 8 * MIB,
    backoff: float = 1.0,
    tell: Callable[[str], None] = lambda line: None,
    verify: ssl.SSLContext | None = None,
    resolve: Resolve = system_resolve,
) -> Answer:
    """Send JSON to an endpoint and return its answer; 429, 5xx, cut connections and timeouts are tried again.

    Parameters
    ----------
    url : str
        http or https, without a query; plain http takes a key only to this machine or a private network.
    payload : mapping
    key : str, optional
        Sent as a bearer token, and nowhere else.
    timeout : float, [s]
        For one try: name, connection and answer.  No new try begins after twice this.
    limit_bytes : int, of what is sent back and of what it unpacks to
    backoff : float, [s]
        The first pause; the next ones double, with jitter.  `Retry-After` is honoured up to a minute.
    tell : callable
        Takes a line about each new try.

    Raises
    ------
    BadInput
        An address or key that cannot be used as given.
    SourceFailed
        Unreachable, too slow, too large, redirected, or failing after every try.
    MissingExtra
        Without the extra `news`.
    """
    try:
        import httpcore2
        import httpx2
    except ImportError:
        raise MissingExtra.of("--extractor llm", "news") from None
    target, host, begun = _endpoint(url), host_of(url), time.monotonic()
    if key is not None and not (key.isascii() and key.isprintable() and " " not in key and key):
        raise BadInput("PARITY_LLM_KEY holds characters that no key has; set it again.")
    for number in range(1, TRIES + 1):
        wanted: float | None = None
        deadline = time.monotonic() + timeout
        try:
            addresses = checked_within(deadline, target, resolve, allow_private=True)
            _refuse_plain(target, key, addresses)
            answer, wanted = _exchange(target, addresses, payload, key, deadline, limit_bytes, verify)
            if answer.status not in AGAIN:
                return answer
            problem = f"answered {answer.status} {answer.reason}".strip()
        except BadInput as refusal:
            raise BadInput(f"--llm-url: {refusal}") from None
        except (httpcore2.TimeoutException, TimeoutError):
            problem = f"did not answer within {timeout:g} s"
        except (httpcore2.RemoteProtocolError, httpcore2.ReadError, httpcore2.WriteError):
            problem = "cut the connection"
        except (httpcore2.NetworkError, httpcore2.ProtocolError, httpx2.HTTPError, OSError) as fault:
            if isinstance(fault, SourceFailed):
                raise
            raise SourceFailed(f"{host} cannot be reached: {one_line(fault)}. Is the endpoint running?") from None
        pause = _pause(number, wanted, backoff)
        spent = time.monotonic() - begun + pause > 2 * timeout
        if wanted is not None and wanted > PATIENCE:
            raise SourceFailed(f"{host} {problem} and asks to wait {wanted:.0f} s; try again then.")
        if number == TRIES or spent:
            raise SourceFailed(f"{host} {problem}{f', {number} times' if number > 1 else ''}; try again later.")
        tell(f"{host} {problem}; trying again in {pause:.1f} s")
        time.sleep(pause)
    raise AssertionError  # pragma: no cover - the last try has returned or raised


def host_of(url: str) -> str:
    """Return an endpoint's host, with its port if the address names one.

    >>> host_of("http://127.0.0.1:11434/v1")
    '127.0.0.1:11434'
    """
    return str(_endpoint(url).netloc.decode("ascii"))


def _endpoint(url: str) -> "httpx2.URL":
    try:
        parsed = parsed_url(url)
    except BadInput as refusal:
        raise BadInput(f"--llm-url: {refusal}") from None
    except ImportError:
        raise MissingExtra.of("--extractor llm", "news") from None
    if parsed.query:
        raise BadInput("--llm-url: an endpoint's address has no query; a key belongs in PARITY_LLM_KEY.")
    return parsed


def _refuse_plain(target: "httpx2.URL", key: str | None, addresses: tuple[Address, ...]) -> None:
    if key is not None and target.scheme == "http" and not all(map(closed, addresses)):
        raise BadInput(f"the key would travel to {target.host} in the clear; use https.")


def _exchange(
    target: "httpx2.URL",
    addresses: tuple[Address, ...],
    payload: Mapping[str, Any],
    key: str | None,
    deadline: float,
    limit: int,
    verify: ssl.SSLContext | None,
) -> tuple[Answer, float | None]:
    """One request: the answer, and the pause it asks for."""
    import httpx2

    from parity.store.connection import Exchange

    headers = {"User-Agent": f"parity/{__version__}", "Accept": "application/json", "Accept-Encoding": "gzip, deflate"}
    if key is not None:
        headers["Authorization"] = f"Bearer {key}"
    too_large = SourceFailed(f"{target.host} sends more than {limit / MIB:g} MB; that is too large for an answer.")
    with Exchange(addresses, deadline, verify) as transport:
        response = transport.handle_request(httpx2.Request("POST", target, headers=headers, json=payload))
        status = response.status_code
        if 300 <= status < 400:
            raise SourceFailed(f"{target.host} redirects elsewhere, which is not followed; give the final --llm-url.")
        coding = {one.lower() for one in response.headers.get_list("content-encoding", split_commas=True)}
        if unknown := coding - {"gzip", "deflate", "identity"}:
            raise SourceFailed(f"{target.host} sends content encoding {min(unknown)[:40]!r}, which was not asked for.")
        content = bytearray()
        for piece in response.iter_bytes():
            content += piece
            if len(content) > limit or response.num_bytes_downloaded > limit:
                raise too_large
            if time.monotonic() > deadline:
                raise TimeoutError
        reason = re.sub(r"[^ -~]", "", response.reason_phrase)[:60]
        return Answer(status, reason, bytes(content)), retry_after(response.headers.get("retry-after", ""))


def _pause(number: int, wanted: float | None, backoff: float) -> float:
    """The pause before the next try: doubling with jitter, and never shorter than asked for."""
    grown: float = min(backoff * 2 ** (number - 1), 20.0) * SystemRandom().uniform(0.5, 1.0)
    return grown if wanted is None else wanted + grown / 4
