"""A snapshot's manifest: what was retrieved when and from where, and the tables of facts made of it.

A snapshot exists once its manifest does, and the manifest is written last: whatever a kill leaves behind is not named
by one and is never read.
"""

import json
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from parity.errors import SourceFailed
from parity.store.place import Place

__all__ = [
    "Blob",
    "Manifest",
    "Part",
    "TableRead",
    "held_sources",
    "manifest_at",
    "manifests",
    "path_of",
    "raw_path",
]

FOLDER = "snapshots"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Blob(_Model):
    """One file as it came, kept under the hash of its content."""

    name: str
    sha256: str
    bytes: int
    url: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    packed_in: str | None = None
    """The archive it came in, if one."""


class Part(_Model):
    """One Parquet file of facts on one metric, sorted by date."""

    path: str
    metric: str
    table: str
    facts: int
    first: date
    last: date
    sha256: str


class TableRead(_Model):
    """The account of one file's rows."""

    file: str
    table: str
    rows: int
    used: int
    left_out: dict[str, int]
    unknown: dict[str, int] = {}
    notes: tuple[str, ...] = ()

    @property
    def remarks(self) -> tuple[str, ...]:
        """What whoever imports the file should see: its notes, and the first of the names in no table."""
        found = [f"{self.file}: {text}." for text in self.notes]
        if self.unknown:
            names = ", ".join(sorted(self.unknown)[:8])
            found.append(f"{self.file}: names that are in no table of countries and organisations: {names}.")
        return tuple(found)


class Manifest(_Model):
    """One retrieval of one source."""

    source: str
    id: str
    """Of the source, the day and the content: the same files of one day are one snapshot."""
    retrieved: date
    imported: datetime
    parity: str
    """Version that read it."""
    rules: str
    """Hash of the reader, its layout and corrections: facts read by other rules can be read again."""
    licence: str
    files: tuple[Blob, ...]
    tables: tuple[TableRead, ...]
    parts: tuple[Part, ...]
    own: dict[str, Any] | None = None
    """The mapping of a user's own file."""

    @property
    def facts(self) -> int:
        """Facts in all parts."""
        return sum(part.facts for part in self.parts)

    @property
    def names(self) -> set[str]:
        """Names of the files as they came and of the facts made of them."""
        return {raw_path(blob.sha256) for blob in self.files} | {part.path for part in self.parts}


def raw_path(sha256: str) -> str:
    """Where a file's content is kept."""
    return f"raw/{sha256[:2]}/{sha256}"


def path_of(source: str, retrieved: date, snapshot: str) -> str:
    """Where a manifest is kept."""
    return f"{FOLDER}/{source}/{retrieved.isoformat()}_{snapshot}.json"


def manifests(place: Place, source: str | None = None) -> tuple[Manifest, ...]:
    """Return the manifests of a store, or of one of its sources, oldest retrieval first.

    Raises `SourceFailed` naming the manifest that cannot be read.
    """
    under = FOLDER if source is None else f"{FOLDER}/{source}"
    found = [manifest_at(place, name) for name in place.names(under) if name.endswith(".json")]
    return tuple(sorted(found, key=lambda one: (one.retrieved, one.imported, one.id)))


def held_sources(place: Place) -> list[str]:
    """Return the ids of the sources of which a store holds a snapshot, sorted."""
    return sorted({name.split("/")[1] for name in place.names(FOLDER)})


def manifest_at(place: Place, name: str) -> Manifest:
    """Read one manifest; raise `SourceFailed` naming it if it cannot be read."""
    try:
        return Manifest.model_validate_json(place.read(name))
    except (ValidationError, json.JSONDecodeError, UnicodeDecodeError):
        raise SourceFailed(
            f"{place.address}/{name} is damaged: `parity data verify` says what is wrong; without that file, its "
            "snapshot alone is lost."
        ) from None
