"""The day on which a publisher was last asked: a snapshot that is old may still be the newest there is."""

import json
from datetime import date

from parity.store.place import Place

__all__ = ["last_checked", "note_checked"]


def last_checked(place: Place, source: str) -> date | None:
    """Return the day a pull of a source last came to an end without failing; None if there was none.

    >>> from parity.store.place import place_of
    >>> last_checked(place_of("/nowhere"), "epoch_eci") is None
    True
    """
    try:
        return date.fromisoformat(json.loads(place.read(_name(source)))["checked"])
    except (FileNotFoundError, NotADirectoryError, ValueError, KeyError, TypeError):
        return None


def note_checked(place: Place, source: str, day: date) -> None:
    """Remember the day; raise `SourceFailed` where the store cannot be written."""
    place.write(_name(source), json.dumps({"source": source, "checked": day.isoformat()}).encode() + b"\n")


def _name(source: str) -> str:
    return f"checked/{source}.json"
