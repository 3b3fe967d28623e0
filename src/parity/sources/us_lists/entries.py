"""The files of the US lists, read strictly: from bytes to entries of firms, with every field used or set aside."""

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from parity.errors import BadInput
from parity.facts import read_yaml
from parity.sources.us_lists.acts import Act, agreed, citations, dated
from parity.sources.us_lists.names import is_firm, names_of, parts_of
from parity.sources.us_lists.terms import places_of, requirement_of, treasury_terms

__all__ = ["LISTS", "Entries", "Entry", "entries_in", "entries_of"]

LISTS = {"bis-entity-list": "entity-list", "bis-meu": "meu", "dow-1260h": "1260h", "ofac-nscmic": "ns-cmic"}
"""The files' ids of the lists, and ours."""
HEAD = {"list_id", "source_file", "extracted", "count", "entities"}
FIELDS = {"name", "aliases", "country", "address", "status", "effective_date", "federal_register", "notes"}
TREASURY = "E.O. 13959 as amended by E.O. 14032"
NOTICE = re.compile(r"^(?P<citation>\d+ FR \d+) \([A-Z][a-z]+ \d{1,2}, \d{4}\)$")
TOGETHER = re.compile(r"^Listed together with subsidiaries: (?P<names>.*?)(?: \| .*)?$", re.DOTALL)
NO_NAME = re.compile(r"^Address \d+$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list: names, places, dated acts and the licence requirement in codes."""

    list: str
    name: str
    aliases: tuple[str, ...]
    parts: tuple[str, ...]
    """Subsidiaries that the entry names."""
    country: str
    """Heading of the list under which it stands, as the file spells it."""
    places: tuple[str, ...]
    acts: tuple[Act, ...]
    effective: date | None
    """Day of effect, where the file gives one."""
    requirement: str
    row: int


@dataclass(frozen=True, slots=True)
class Entries:
    """What one file holds, and the account of it: entries used + left out = entries in the file."""

    list: str
    extracted: date
    rows: int
    entries: tuple[Entry, ...]
    aside: dict[int, str]
    """Why each entry that was left out was, by its place in the file."""
    notes: tuple[str, ...]

    @property
    def left_out(self) -> dict[str, int]:
        """How many entries were left out, by reason."""
        return dict(Counter(self.aside.values()))


def _checked_head(tree: Any, origin: str) -> str:
    if not isinstance(tree, dict) or set(tree) != HEAD:
        raise BadInput(f"{origin}: expected the fields {', '.join(sorted(HEAD))}; the layout has changed.")
    if tree["list_id"] not in LISTS:
        raise BadInput(f"{origin}: list_id {tree['list_id']!r} is none of {', '.join(LISTS)}.")
    if not isinstance(tree["entities"], list) or tree["count"] != len(tree["entities"]):
        raise BadInput(f"{origin}: count says {tree['count']} entries; is the file truncated? Retrieve it again.")
    return LISTS[tree["list_id"]]


def entries_of(content: bytes, *, origin: str) -> Entries:
    """Read one file of a list; raise `BadInput` with file, entry and field for whatever is not understood.

    Left out and counted: natural persons, addresses without a name, entries that repeat another whole.
    """
    try:
        tree = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise BadInput(f"{origin}: not whole JSON in UTF-8 ({error}); retrieve it again.") from None
    return entries_in(tree, origin=origin)


def entries_in(tree: Any, *, origin: str) -> Entries:
    """Read the tree of one file, as `entries_of` does its bytes."""
    kind = _checked_head(tree, origin)
    aside: dict[int, str] = {}
    seen: set[str] = set()
    kept: list[Entry] = []
    cut = 0
    used: set[str] = set()
    for row, raw in enumerate(tree["entities"]):
        where = f"{origin}, entry {row + 1}"
        _check_fields(raw, kind, where)
        key = json.dumps(raw, sort_keys=True)
        reason = _set_aside(raw, repeated=key in seen)
        seen.add(key)
        if reason:
            aside[row] = reason
            continue
        names = names_of(raw["name"], raw["aliases"])
        cut += names.cut
        kept.append(_entry(raw, kind, names.name, names.aliases, row, where, used))
    days = dated(one.acts for one in kept)
    whole = tuple(_whole(one, days, origin) for one in kept)
    idle = [text for text in _mends() if text not in used] if kind == "entity-list" else []
    notes = [f"{cut} addresses cut from names"] if cut else []
    notes += [f"mend.yml is no longer needed: {one}" for one in idle]
    return Entries(kind, _day(tree["extracted"], f"{origin}, extracted"), len(tree["entities"]), whole, aside,
                   tuple(notes))  # fmt: skip


def _check_fields(raw: Any, kind: str, where: str) -> None:
    if not isinstance(raw, dict) or set(raw) != FIELDS:
        strange = sorted(set(raw) ^ FIELDS) if isinstance(raw, dict) else ["not an object"]
        raise BadInput(f"{where}, field {strange[0]!r}: expected exactly {', '.join(sorted(FIELDS))}.")
    dates = kind in {"1260h", "ns-cmic"}
    shapes: dict[str, tuple[bool, str]] = {
        "name": (isinstance(raw["name"], str) and bool(raw["name"].strip()), "a name"),
        "aliases": (isinstance(raw["aliases"], list) and all(isinstance(one, str) for one in raw["aliases"]),
                    "a list of names"),
        "country": (isinstance(raw["country"], str) and bool(raw["country"]), "a country"),
        "address": (raw["address"] is None or isinstance(raw["address"], str), "an address or null"),
        "status": (raw["status"] is None, "null: no edition has said anything there yet"),
        "effective_date": (isinstance(raw["effective_date"], str) if dates else raw["effective_date"] is None,
                           "a day" if dates else "null: this list's days stand in federal_register"),
        "federal_register": (raw["federal_register"] is None if kind == "ns-cmic"
                             else isinstance(raw["federal_register"], str), "a citation"),
        "notes": (raw["notes"] is None or isinstance(raw["notes"], str), "a text or null"),
    }  # fmt: skip
    for name, (fine, expected) in shapes.items():
        if not fine:
            raise BadInput(f"{where}, field {name!r}: {str(raw[name])[:60]!r} is not {expected}.")


def _set_aside(raw: dict[str, Any], *, repeated: bool) -> str:
    if repeated:
        return "repeats an earlier entry"
    if NO_NAME.match(raw["name"]):
        return "an address without a name"
    return "" if is_firm(raw["name"], raw["aliases"]) else "a natural person"


def _entry(raw: dict[str, Any], kind: str, name: str, aliases: tuple[str, ...], row: int, where: str,
           used: set[str]) -> Entry:  # fmt: skip
    def read(field: str, how: Callable[[str], Any]) -> Any:
        try:
            return how(raw[field] or "")
        except (ValueError, KeyError) as error:
            raise BadInput(f"{where}, field {field!r}: {error}.") from None

    parts: tuple[str, ...] = ()
    requirement, effective = "", None
    if kind in {"entity-list", "meu"}:
        used.add(" ".join(raw["federal_register"].split()))
        acts = read("federal_register", lambda text: citations(text, _mends()))
        if kind == "entity-list":
            requirement = read("notes", requirement_of)
    else:
        effective = _day(raw["effective_date"], f"{where}, field 'effective_date'")
        if kind == "ns-cmic":
            acts = (Act(TREASURY, read("notes", treasury_terms), "as listed"),)
        else:
            found = NOTICE.match(raw["federal_register"])
            if found is None:
                raise BadInput(f"{where}, field 'federal_register': {raw['federal_register'][:60]!r} is no citation.")
            acts = (Act(found["citation"], effective, "day of the list"),)
            together = TOGETHER.match(raw["notes"] or "")
            parts = parts_of(together["names"]) if together else ()
    places = places_of(raw["address"])
    return Entry(kind, name, aliases, parts, raw["country"], places, acts, effective, requirement, row)


def _whole(entry: Entry, days: dict[str, date], origin: str) -> Entry:
    if entry.list not in {"entity-list", "meu"}:
        return entry
    for act in entry.acts:
        if act.citation not in days:
            raise BadInput(f"{origin}, entry {entry.row + 1}, field 'federal_register': {act.citation} has no day here "
                           "nor in any other entry; give it one in mend.yml.")  # fmt: skip
    return replace(entry, acts=agreed(entry.acts, days))


def _day(text: Any, where: str) -> date:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        raise BadInput(f"{where}: {str(text)[:40]!r} is not a day as 2026-07-09.") from None


@cache
def _mends() -> dict[str, str]:
    rows: list[dict[str, str]] = read_yaml(Path(__file__).parent / "mend.yml")["mends"]
    return {row["cell"]: row["means"] for row in rows}
