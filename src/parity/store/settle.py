"""From the files that arrived of one source to a snapshot, or to the reason why the last one stays in force."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from parity.errors import ParityError
from parity.facts import Source
from parity.sources.unpack import unpacked
from parity.store.checked import note_checked
from parity.store.download import Arrived
from parity.store.ingest import Received, add_snapshot, received_of
from parity.store.jumps import Jump
from parity.store.manifest import Manifest, manifests
from parity.store.place import Place

__all__ = ["Outcome", "failed", "settle"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a pull did for one source, and the snapshot that is in force after it."""

    source: str
    state: Literal["new", "unchanged", "failed"]
    snapshot: str | None
    """Id of the snapshot in force; None: the store has none, and the shipped rows stand alone."""
    retrieved: date | None
    """Day of the snapshot in force."""
    facts: int | None
    """Of the snapshot in force."""
    received: int
    """Bytes that came over the network."""
    reason: str | None = None
    """Why it failed, in one line."""
    notes: tuple[str, ...] = ()
    """What a new snapshot's readers noticed: names in no table, more rows than expected."""
    jumped: bool = False
    """It failed because figures moved tenfold; `accept_jump` takes them."""


def settle(place: Place, source: Source, arrived: Sequence[Arrived], *, today: date, accept_jump: bool) -> Outcome:
    """Add the files of one source to the store as a snapshot, unless its newest one holds the same.

    Whatever is wrong with them is the outcome's reason; nothing is raised for it.
    """
    sent = sum(one.sent for one in arrived)
    try:
        received = [file for one in arrived for file in _received(place, one)]
        newest = (manifests(place, source.id) or (None,))[-1]
        if newest is not None and _contents(received) == {(blob.name, blob.sha256) for blob in newest.files}:
            state: Literal["new", "unchanged"] = "unchanged"
        else:
            added = add_snapshot(place, source, received, retrieved=today, today=today, accept_jump=accept_jump)
            newest, state = added.manifest, "new" if added.new else "unchanged"
        notes = tuple(text for read in newest.tables for text in read.remarks) if state == "new" else ()
        note_checked(place, source.id, today)
    except (ParityError, OSError) as problem:
        return failed(place, source.id, problem, sent)
    return Outcome(source.id, state, newest.id, newest.retrieved, newest.facts, sent, notes=notes)


def failed(place: Place, source: str, problem: Exception, sent: int = 0) -> Outcome:
    """Say why a source failed and which snapshot stays in force."""
    last: Manifest | None = None
    try:
        last = (manifests(place, source) or (None,))[-1]
        reason = str(problem) if isinstance(problem, ParityError) else f"The store at {place.address}: {problem}."
    except (ParityError, OSError) as worse:
        reason = str(worse)
    return Outcome(
        source,
        "failed",
        last.id if last else None,
        last.retrieved if last else None,
        last.facts if last else None,
        sent,
        " ".join(reason.split()),
        jumped=isinstance(problem, Jump),
    )


def _received(place: Place, one: Arrived) -> list[Received]:
    """The file that came, or what the store has of one that did not change."""
    wanted, edition = one.wanted, one.edition
    if one.content is not None:
        return [Received(wanted.name, one.content, wanted.url, edition.etag, edition.last_modified)]
    return [received_of(place, blob) for blob in wanted.held]


def _contents(received: Sequence[Received]) -> set[tuple[str, str]]:
    files = [file for one in received for file in unpacked(one.name, one.content)]
    return {(name, hashlib.sha256(content).hexdigest()) for name, content in files}
