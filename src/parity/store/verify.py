"""Whether a store still holds what it says: every file hashed and read anew, every table of facts counted."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from parity.errors import ParityError, UnknownSource
from parity.facts import Source
from parity.sources import source, source_ids
from parity.sources.reading import File, Reading, read_file
from parity.store.ingest import Snapshot, add_snapshot, received_of, rules_of
from parity.store.manifest import Manifest, manifest_at, manifests, path_of, raw_path
from parity.store.own import mapping_of, own_reader
from parity.store.place import Place

__all__ = ["Finding", "mend", "verify"]

HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a snapshot, or worth knowing of the store."""

    weight: Literal["problem", "note"]
    source: str
    snapshot: str
    text: str


def verify(place: Place) -> list[Finding]:
    """Hash and read every snapshot again; return what is wrong, and notes of what a broken-off write left behind.

    A file that no manifest names is never read, so it is a note, not a problem.
    """
    found: list[Finding] = []
    named: set[str] = set()
    for name in place.names("snapshots"):
        _, source_id, file = name.split("/")
        try:
            one = manifest_at(place, name)
        except ParityError as error:
            found.append(Finding("problem", source_id, file, str(error)))
            continue
        if path_of(one.source, one.retrieved, one.id) != name:
            found.append(Finding("problem", source_id, file, "the manifest of another snapshot"))
            continue
        named |= one.names
        found += _checked(place, one)
    if idle := _idle(place, named):
        found.append(Finding("note", "", "", f"{len(idle)} files that no snapshot names; a write was broken off"))
    if left := place.leftovers():
        found.append(Finding("note", "", "", f"{len(left)} pieces of writes that were broken off"))
    return found


def mend(place: Place) -> list[Snapshot]:
    """Read again the snapshots whose facts are damaged or were read by other rules, and clear away what is idle.

    One whose files as they came are damaged stays as it is: there is nothing to read it from.  What is younger than an
    hour may be another process's work and stays.
    """
    made: list[Snapshot] = []
    named: set[str] = set()
    for one in manifests(place):
        named |= one.names
        facts_lost = any(_hash(place, part.path) != part.sha256 for part in one.parts)
        if not facts_lost and one.rules == _rules(one):
            continue
        if any(_hash(place, raw_path(blob.sha256)) != blob.sha256 for blob in one.files):
            continue
        made.append(_again(place, one))
        for path in one.names - made[-1].manifest.names:
            place.remove(path)
        named |= made[-1].manifest.names
    for name in (*_idle(place, named), *place.leftovers()):
        if place.age(name) > HOUR:
            place.remove(name)
    return made


def _again(place: Place, one: Manifest) -> Snapshot:
    described, reader = _described(one)
    return add_snapshot(
        place,
        described,
        [received_of(place, blob) for blob in one.files],
        retrieved=one.retrieved,
        today=max(one.retrieved, one.imported.date()),
        accept_jump=True,
        read=reader,
        own=one.own,
        anew=True,
    )


def _idle(place: Place, named: set[str]) -> list[str]:
    """Files that no manifest names."""
    return [name for under in ("raw", "facts") for name in place.names(under) if name not in named]


def _checked(place: Place, one: Manifest) -> list[Finding]:
    def problem(text: str) -> Finding:
        return Finding("problem", one.source, f"{one.retrieved} {one.id}", text)

    found = [
        problem(f"{blob.name}: the file as it came is {'gone' if digest is None else 'damaged'}")
        for blob in one.files
        if (digest := _hash(place, raw_path(blob.sha256))) != blob.sha256
    ]
    found += [
        problem(f"facts on {part.metric}: {'gone' if digest is None else 'damaged'}; `--mend` reads them again")
        for part in one.parts
        if (digest := _hash(place, part.path)) != part.sha256
    ]
    if found:
        return found
    if one.rules != _rules(one):
        text = "read by the rules of another version; `parity data verify --mend` reads it by today's"
        return [Finding("note", one.source, f"{one.retrieved} {one.id}", text)]
    try:
        read = _read_again(place, one)
    except ParityError as error:
        return [problem(f"can no longer be read: {error}")]
    if read != [(account.rows, account.used) for account in one.tables]:
        return [problem("gives other rows than when it was added")]
    return []


def _read_again(place: Place, one: Manifest) -> list[tuple[int, int]]:
    described, reader = _described(one)
    found = []
    for blob in one.files:
        reading: Reading = reader(described, File(blob.name, place.read(raw_path(blob.sha256)), one.retrieved))
        found.append((reading.rows, reading.used))
    return found


def _described(one: Manifest) -> tuple[Source, Callable[[Source, File], Reading]]:
    if one.own is not None:
        mapping = mapping_of(one)
        return mapping.source(one.retrieved), own_reader(mapping)
    if one.source not in source_ids():
        raise UnknownSource.among(one.source, source_ids())
    return source(one.source), read_file


def _rules(one: Manifest) -> str:
    return one.rules if one.own is not None else rules_of(one.source)


def _hash(place: Place, name: str) -> str | None:
    try:
        return hashlib.sha256(place.read(name)).hexdigest()
    except FileNotFoundError:
        return None
