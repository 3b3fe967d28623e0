"""From a publisher's files to a snapshot in the store: read, compared with the last one, and written whole."""

import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from parity import __version__
from parity.errors import BadInput
from parity.facts import Source, names
from parity.sources import catalogue
from parity.sources.reading import File, Reading, read_file
from parity.sources.unpack import unpacked
from parity.store.jumps import refuse_jump
from parity.store.manifest import Blob, Manifest, Part, TableRead, manifest_at, manifests, path_of, raw_path
from parity.store.place import Place

__all__ = [
    "Received", "Snapshot", "add_snapshot", "readable", "received_from", "received_of", "rules_of", "split",
    "unreadable",
]  # fmt: skip

MOST_BYTES = 2 << 30

YEARS_APART = 1_000_000
"""Facts of one metric above which years are kept in files of their own."""


@dataclass(frozen=True, slots=True)
class Received:
    """One file as it came from disk or from an address."""

    name: str
    content: bytes
    url: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    packed_in: str | None = None
    """The archive it came in, if it is taken from an earlier snapshot."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was added: its manifest, and whether the store had it already."""

    manifest: Manifest
    new: bool
    readings: tuple[Reading, ...] = field(default=())


def add_snapshot(
    place: Place,
    source: Source,
    received: Sequence[Received],
    *,
    retrieved: date,
    today: date,
    accept_jump: bool = False,
    read: Callable[[Source, File], Reading] = read_file,
    own: dict[str, Any] | None = None,
    anew: bool = False,
) -> Snapshot:
    """Read a retrieval's files and add them to the store as one snapshot.

    Nothing is written before every file was read and compared with the last snapshot, and the manifest is written
    last.  Adding the same files of the same day again changes nothing, unless they are to be read `anew`.

    Raises `BadInput` for files that cannot be read as the source's tables, for a retrieval in the future, and for
    figures that jumped tenfold against the last snapshot unless `accept_jump`.
    """
    if retrieved > today:
        raise BadInput(f"The retrieval of {retrieved} lies in the future; today is {today}. Is the clock right?")
    files = [(one, member, content) for one in received for member, content in unpacked(one.name, one.content)]
    if not files:
        raise BadInput(f"No file of {source.id} was given.")
    blobs = tuple(_blob(one, member, content, packed=len(unpacked_of(files, one)) > 1 or member != one.name)
                  for one, member, content in files)  # fmt: skip
    rules = rules_of(source.id) if own is None else _hash(repr(sorted(own.items())).encode())
    snapshot = _hash("\n".join([source.id, retrieved.isoformat(), *sorted(b.name + b.sha256 for b in blobs)]).encode())
    name = path_of(source.id, retrieved, snapshot[:12])
    if not anew and place.exists(name) and (same := manifest_at(place, name)).rules == rules:
        return Snapshot(same, new=False)
    readings = tuple(read(source, File(member, content, retrieved)) for _, member, content in files)
    if not accept_jump:
        refuse_jump(place, source.id, manifests(place, source.id), readings, retrieved)
    parts = tuple(
        part
        for number, reading in enumerate(readings)
        for part in _written(place, source.id, snapshot[:12], reading, number, retrieved)
    )
    for blob, (_, _, content) in zip(blobs, files, strict=True):
        if not place.exists(raw := raw_path(blob.sha256)):
            place.write(raw, content)
    manifest = Manifest(
        source=source.id,
        id=snapshot[:12],
        retrieved=retrieved,
        imported=datetime.now(UTC),
        parity=__version__,
        rules=rules,
        licence=source.licence.name,
        files=blobs,
        tables=tuple(_account(member, reading) for (_, member, _), reading in zip(files, readings, strict=True)),
        parts=parts,
        own=own,
    )
    place.write(name, manifest.model_dump_json(indent=1).encode())
    return Snapshot(manifest, new=True, readings=readings)


def unpacked_of(files: Sequence[tuple[Received, str, bytes]], one: Received) -> list[str]:
    """Names of what was packed in a file."""
    return [member for owner, member, _ in files if owner is one]


def readable(source: Source) -> Source:
    """Return a source that is read from its publisher's files; raise `BadInput` for one gathered by hand."""
    if not source.tables:
        raise BadInput(f"{source.id} was gathered by hand; no publisher's file feeds it.")
    return source


def received_from(path: Path) -> Received:
    """A file from disk; raise `BadInput` if it cannot be read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadInput(f"{path}: over {MOST_BYTES >> 30} GB; split it.")
        return Received(path.name, path.read_bytes())
    except OSError as problem:
        raise unreadable(path, problem) from None


def unreadable(path: Path, problem: OSError) -> BadInput:
    """Say why a file from disk cannot be read."""
    return BadInput(f"{path}: cannot be read: {problem.strerror or problem}.")


def received_of(place: Place, blob: Blob) -> Received:
    """The file of a snapshot as it came, from the store."""
    content = place.read(raw_path(blob.sha256))
    return Received(blob.name, content, blob.url, blob.etag, blob.last_modified, blob.packed_in)


@cache
def rules_of(source: str) -> str:
    """Hash what decides how a source is read: its description, reader, corrections and the names it resolves."""
    files = (Path(catalogue.__file__).parent / source).glob("*")
    own = sorted(path for path in files if path.suffix in {".py", ".yml", ".csv"} and path.name != "rows.csv")
    return _hash(b"\n".join((*(path.read_bytes() for path in own), *_shared_rules())))[:12]


@cache
def _shared_rules() -> tuple[bytes, ...]:
    """What decides how any source is read."""
    rooms = Path(catalogue.__file__).parent, Path(names.__file__).parent
    found = (path for room in rooms for path in sorted(room.glob("*")) if path.suffix in {".py", ".csv"})
    return tuple(path.read_bytes() for path in found)


def split(facts: pl.DataFrame) -> list[tuple[str, int, int, pl.DataFrame]]:
    """Split facts by metric, and very many by year: (metric, first year, last year, facts sorted by date)."""
    found = []
    if not facts.height:
        return []
    metrics = facts["metric"].unique(maintain_order=True).to_list()
    facts = facts.sort("date", "entity", "known_on", maintain_order=True)
    parts = facts.partition_by("metric", maintain_order=True) if len(metrics) > 1 else [facts]
    for metric, part in sorted(((part["metric"][0], part) for part in parts), key=lambda one: metrics.index(one[0])):
        groups = [part]
        if part.height > YEARS_APART:
            years = part["date"].dt.year()
            groups = [part.filter(years == year) for year in years.unique().sort()]
        found += [(str(metric), group["date"][0].year, group["date"][-1].year, group) for group in groups]
    return found


def _written(place: Place, source: str, snapshot: str, reading: Reading, number: int, retrieved: date) -> list[Part]:
    made = []
    for metric, first, last, facts in split(reading.facts):
        years = str(first) if first == last else f"{first}-{last}"
        path = f"facts/metric={metric}/year={years}/{source}_{retrieved}_{snapshot}_{number}.parquet"
        content = _parquet(facts)
        place.write(path, content, lasting=False)  # can be read again from the file as it came
        made.append(
            Part(
                path=path,
                metric=metric,
                table=reading.table,
                facts=facts.height,
                first=facts["date"][0],
                last=facts["date"][-1],
                sha256=_hash(content),
            )
        )
    return made


def _parquet(facts: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    facts.write_parquet(buffer, compression="zstd", row_group_size=100_000, statistics=True)
    return buffer.getvalue()


def _blob(one: Received, member: str, content: bytes, *, packed: bool) -> Blob:
    return Blob(
        name=member,
        sha256=_hash(content),
        bytes=len(content),
        url=one.url,
        etag=one.etag,
        last_modified=one.last_modified,
        packed_in=one.name if packed else one.packed_in,
    )


def _account(file: str, reading: Reading) -> TableRead:
    return TableRead(
        file=file,
        table=reading.table,
        rows=reading.rows,
        used=reading.used,
        left_out=reading.left_out,
        unknown=reading.unknown,
        notes=reading.notes,
    )


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
