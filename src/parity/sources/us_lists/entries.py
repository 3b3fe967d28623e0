"""The files of the US lists, read strictly: from bytes to entries of firms, with every field used or set aside."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from parity.errors import BadInput
from parity.facts import read_yaml
from parity.sources.us_lists.acts import Act, agreed, citations, dated
from parity.sources.us_lists.entry import Entries, Entry
from parity.sources.us_lists.names import is_firm, main_name
from parity.sources.us_lists.terms import requirement_of, treasury_terms

__all__ = ["LISTS", "Entries", "Entry", "entries_in", "entries_of"]

LISTS = {"bis-entity-list": "entity-list", "bis-meu": "meu", "dow-1260h": "1260h", "ofac-nscmic": "ns-cmic"}
"""The files' ids of the lists, and ours."""
HEAD = {"list_id", "source_file", "extracted", "count", "entities"}
TEXTS = ("name", "country", "address", "status", "effective_date", "federal_register", "notes")
FIELDS = {*TEXTS, "aliases"}
TREASURY = "E.O. 13959 as amended by E.O. 14032"
NOTICE = re.compile(r"^(?P<citation>\d+ FR \d+) \([A-Z][a-z]+ \d{1,2}, \d{4}\)$")
NO_NAME = re.compile(r"^Address \d+$")


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
    seen: set[tuple[str | None, ...]] = set()
    kept: list[Entry] = []
    used: set[str] = set()
    for row, raw in enumerate(tree["entities"]):
        where = f"{origin}, entry {row + 1}"
        _check_fields(raw, kind, where)
        key = (*(raw[name] for name in TEXTS), *raw["aliases"])
        reason = _set_aside(raw, repeated=key in seen)
        seen.add(key)
        if reason:
            aside[row] = reason
            continue
        kept.append(_entry(raw, kind, row, where, used))
    days = dated(one.acts for one in kept)
    whole = tuple(_whole(one, days, origin) for one in kept)
    idle = tuple(text for text in _mends() if text not in used) if kind == "entity-list" else ()
    return Entries(kind, _day(tree["extracted"], f"{origin}, extracted"), len(tree["entities"]), whole, aside, idle)


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


def _entry(raw: dict[str, Any], kind: str, row: int, where: str, used: set[str]) -> Entry:
    def read(field: str, how: Callable[[str], Any]) -> Any:
        try:
            return how(raw[field] or "")
        except (ValueError, KeyError) as error:
            raise BadInput(f"{where}, field {field!r}: {error}.") from None

    requirement, effective = "", None
    if kind in {"entity-list", "meu"}:
        used.add(" ".join(raw["federal_register"].split()))
        acts = read("federal_register", _citations)
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
    name = main_name(raw["name"], raw["aliases"])
    return Entry(kind, name, raw["country"], acts, effective, requirement, row, raw)


def _whole(entry: Entry, days: dict[str, date], origin: str) -> Entry:
    if entry.list not in {"entity-list", "meu"}:
        return entry
    for act in entry.acts:
        if act.citation not in days:
            raise BadInput(f"{origin}, entry {entry.row + 1}, field 'federal_register': {act.citation} has no day here "
                           "nor in any other entry; give it one in mend.yml.")  # fmt: skip
    acts = agreed(entry.acts, days)
    return entry if acts == entry.acts else replace(entry, acts=acts)


def _day(text: Any, where: str) -> date:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        raise BadInput(f"{where}: {str(text)[:40]!r} is not a day as 2026-07-09.") from None


@lru_cache(maxsize=4096)
def _citations(text: str) -> tuple[Act, ...]:
    """The citations of a cell; of the entries that one rule added, all have the same."""
    return citations(text, _mends())


@cache
def _mends() -> dict[str, str]:
    rows: list[dict[str, str]] = read_yaml(Path(__file__).parent / "mend.yml")["mends"]
    return {row["cell"]: row["means"] for row in rows}
