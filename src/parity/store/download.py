"""One file of a publisher, downloaded with care: only if it changed, from where the last try broke off, and whole."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, metadata
from secrets import SystemRandom
from time import monotonic
from typing import TYPE_CHECKING

from parity import __version__
from parity.errors import BadInput, SourceFailed
from parity.store import answered
from parity.store.addresses import HINT, Address
from parity.store.again import Again
from parity.store.fetch import MIB
from parity.store.hops import REDIRECTS, Elsewhere, follow
from parity.store.partial import Edition, Partial
from parity.store.terms import Progress, Terms
from parity.store.wanted import Wanted

if TYPE_CHECKING:
    import httpx2

__all__ = ["Arrived", "download", "user_agent"]

TRIES = 4
logging.getLogger("stamina").addHandler(logging.NullHandler())  # a new try is told by `told`, in our words


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file that came whole, or (`content` None) did not change since the newest snapshot."""

    wanted: Wanted
    content: bytes | None
    edition: Edition
    sent: int
    """Bytes that came over the network."""


def download(wanted: Wanted, partial: Partial, terms: Terms) -> Arrived:
    """Ask for a file until it is here; `partial` holds what has arrived, also of earlier pulls.

    Raises `SourceFailed` in one line for whatever keeps it from arriving whole.
    """
    import stamina

    sent = 0

    def tell(note: str | None = None) -> None:
        terms.told(Progress(wanted.source, wanted.name, "arriving", partial.size, partial.edition.total, note))

    def ask(target: "httpx2.URL", addresses: tuple[Address, ...], deadline: float) -> Arrived | Elsewhere:
        nonlocal sent

        def counted(piece: bytes) -> None:
            nonlocal sent
            sent += len(piece)
            if terms.stop.is_set():
                raise SourceFailed(f"{wanted.url}: stopped.")
            tell()

        arrived = _exchange(wanted, partial, terms, target, addresses, deadline, counted)
        return arrived if isinstance(arrived, Elsewhere) else Arrived(wanted, arrived, partial.edition, sent)

    try:
        for attempt in stamina.retry_context(
            on=_pause, attempts=TRIES, timeout=None, wait_initial=0.5, wait_max=20.0, wait_jitter=1.0
        ):
            with attempt:
                if attempt.num > 1:
                    tell(f"try {attempt.num} of {TRIES}")
                return follow(
                    wanted.url, ask, timeout=terms.timeout, allow_private=wanted.private, resolve=terms.resolve
                )
    except Again as last:
        raise SourceFailed(f"{str(last).rstrip('.')}, {TRIES} times; pull again later.") from None
    except BadInput as refusal:
        raise SourceFailed(str(refusal).replace(HINT, "")) from None
    raise AssertionError  # pragma: no cover - the last try has returned or raised


@cache
def user_agent() -> str:
    """Return how Parity introduces itself: its version, and its page where the installed package names one."""
    try:
        urls = metadata("parity").get_all("Project-URL") or []
    except PackageNotFoundError:
        urls = []
    page = next((one.partition(",")[2].strip() for one in urls), None)
    return f"parity/{__version__} (+{page})" if page else f"parity/{__version__} (reads published tables; data pull)"


def _pause(problem: Exception) -> bool | float:
    """Whether to try again, and after how long if the server said; stamina's own pauses grow, with jitter."""
    if not isinstance(problem, Again) or problem.wait is None:
        return isinstance(problem, Again)
    return problem.wait + SystemRandom().uniform(0.0, 1.0)


def _exchange(
    wanted: Wanted,
    partial: Partial,
    terms: Terms,
    target: "httpx2.URL",
    addresses: tuple[Address, ...],
    deadline: float,
    counted: Callable[[bytes], None],
) -> bytes | Elsewhere | None:
    """One request: the whole content, None if it did not change, or where it redirects to."""
    import httpx2

    from parity.store.connection import Exchange

    url = str(target)
    too_large = SourceFailed(f"{url} sends more than {terms.limit / MIB:g} MB; that is too large for a table.")
    # Without compression, so that lengths and parts are those of the file.
    headers = {"User-Agent": user_agent(), "Accept": "*/*", "Accept-Encoding": "identity", **_asked(wanted, partial)}
    with Exchange(addresses, deadline) as transport:
        answer = transport.handle_request(httpx2.Request("GET", target, headers=headers))
        if answer.status_code in REDIRECTS and "location" in answer.headers:
            return Elsewhere(str(answer.headers["location"]))
        if answer.status_code == 416:
            partial.restart(Edition())
            raise Again(f"{url} has no such part.", 0.0)
        answered.refuse_status(answer, url)
        answered.refuse_clock(answer, target, terms.now())
        if answer.status_code == 304:
            if not (partial.complete or wanted.held):
                raise SourceFailed(f"{url} answered 304 to a question without a condition.")
            return partial.content() if partial.complete else None
        answered.refuse_kind(answer, url, wanted.kind)
        _begin(answer, partial, url)
        if (partial.edition.total or 0) > terms.limit:
            raise too_large
        for piece in answer.iter_raw():
            partial.add(piece)
            counted(piece)
            if partial.size > terms.limit:
                partial.restart(Edition())
                raise too_large
            if monotonic() > deadline:
                raise TimeoutError
        if partial.edition.total not in (None, partial.size):
            raise Again(f"{url} broke off at {partial.size:,} of {partial.edition.total:,} bytes.")
    content = partial.content()
    try:
        answered.refuse_page(content, url)
    except SourceFailed:
        partial.restart(Edition())
        raise
    return content


def _asked(wanted: Wanted, partial: Partial) -> dict[str, str]:
    """The conditions of a request: the rest of what has arrived, or a newer edition than what is here."""
    validator = partial.edition.validator
    if partial.size and validator and not partial.complete:
        return {"Range": f"bytes={partial.size}-", "If-Range": validator}
    here = partial.edition if partial.complete else _held(wanted)
    conditions = {"If-None-Match": here.etag, "If-Modified-Since": here.last_modified}
    return {name: value for name, value in conditions.items() if value}


def _held(wanted: Wanted) -> Edition:
    """The edition that the newest snapshot has, where all of its files agree on it."""
    editions = {(blob.etag, blob.last_modified) for blob in wanted.held}
    return Edition(*editions.pop()) if len(editions) == 1 else Edition()


def _begin(answer: "httpx2.Response", partial: Partial, url: str) -> None:
    """Go on with a part, or begin anew where the server sends everything."""
    etag, modified = answer.headers.get("etag"), answer.headers.get("last-modified")
    if answer.status_code == 200:
        partial.restart(Edition(etag, modified, answered.declared_length(answer)))
        return
    begins = answered.span(answer)
    same = etag is None or partial.edition.etag is None or etag == partial.edition.etag
    if not same or begins is None or begins[0] != partial.size or begins[1] not in (None, partial.edition.total):
        partial.restart(Edition())
        raise Again(f"{url} sends another part than the one asked for.", 0.0)
