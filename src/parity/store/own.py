"""Metrics and sources that users brought: what their mappings say, kept with each snapshot."""

from collections.abc import Callable
from typing import Any

from parity.errors import SourceFailed
from parity.facts import Source
from parity.sources import source_ids
from parity.sources.mapping import Mapping
from parity.sources.own import read_own
from parity.sources.reading import File, Reading
from parity.store.manifest import Manifest, held_sources, manifests
from parity.store.place import Place, here

__all__ = ["mapping_of", "own_ids", "own_metric", "own_reader", "own_source", "record_of"]


def own_ids(place: Place | None = None) -> tuple[str, ...]:
    """Return the ids of the metrics that users brought to the store, sorted."""
    return tuple(name for name in held_sources(place or here()) if name not in source_ids())


def own_metric(name: str, place: Place | None = None) -> dict[str, Any]:
    """Return the definition of a user's metric, as its newest snapshot's mapping has it."""
    return mapping_of(_newest(name, place or here())).metric


def own_source(name: str, place: Place | None = None) -> Source:
    """Describe a user's source."""
    newest = _newest(name, place or here())
    return mapping_of(newest).source(newest.retrieved)


def mapping_of(one: Manifest) -> Mapping:
    """Return the mapping that a snapshot of a user's file was read by."""
    if one.own is None:
        raise SourceFailed(f"The snapshot of {one.source} of {one.retrieved} holds no mapping.")
    return Mapping.model_validate(one.own)


def own_reader(mapping: Mapping) -> Callable[[Source, File], Reading]:
    """Read a file as the store reads any source's, by a mapping."""

    def read(_: Source, file: File) -> Reading:
        return read_own(mapping, file)

    return read


def record_of(mapping: Mapping) -> dict[str, Any]:
    """Write a mapping as a manifest keeps it."""
    return mapping.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _newest(name: str, place: Place) -> Manifest:
    found = manifests(place, name)
    if not found:
        raise SourceFailed(f"The store at {place.address} holds no snapshot of {name}.")
    return found[-1]
