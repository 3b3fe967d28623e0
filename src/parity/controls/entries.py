"""Every firm of the four lists as their files of one day have it: the layer behind the hand-checked acts."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

__all__ = ["CERTAINTY", "READ_ON", "Entry", "Rule", "entries", "rules"]

FOLDER = Path(__file__).parent
READ_ON = date(2026, 7, 9)
"""Day of the files: what was taken off the lists by then is not in them, what was added later neither."""
CERTAINTY = {
    "checked": "day of effect as the rule states it",
    "stated": "day of effect as the list states it",
    "print": "day of print; the rule may have taken effect some days earlier",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One text that put names on a list or changed their entries."""

    citation: str
    published: date
    effective: date
    certainty: str
    """A key of `CERTAINTY`."""
    link: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list, with its names and the texts it cites."""

    list: str
    firm: str
    """The firm under which it is shown: that of the hand-checked acts, or the first name of a like entry."""
    name: str
    aliases: tuple[str, ...]
    parts: tuple[str, ...]
    """Subsidiaries that the entry names."""
    country: str
    places: tuple[str, ...]
    acts: tuple[tuple[str, str], ...]
    """Citation and ISO day of print of each, in the entry's order."""
    requirement: str
    """What needs a licence, and the sections named; Entity List alone."""


@cache
def entries() -> tuple[Entry, ...]:
    """Return every entry that is shipped.

    >>> len(entries()) > 3000
    True
    """
    with (FOLDER / "us_lists.csv").open(encoding="utf-8", newline="") as table:
        return tuple(_entry(row) for row in csv.DictReader(table))


def _entry(row: dict[str, str]) -> Entry:
    return Entry(
        list=row["list"],
        firm=row["firm"] or row["name"],
        name=row["name"],
        aliases=_split(row["aliases"]),
        parts=_split(row["parts"]),
        country=row["country"],
        places=_split(row["places"]),
        acts=tuple((act[:-11], act[-10:]) for act in _split(row["acts"])),
        requirement=row["requirement"],
    )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(";")) if cell else ()


@cache
def rules() -> dict[tuple[str, str], Rule]:
    """Return the texts by citation and ISO day of print."""
    with (FOLDER / "us_rules.csv").open(encoding="utf-8", newline="") as table:
        return {
            (row["citation"], row["published"]): Rule(
                row["citation"], date.fromisoformat(row["published"]), date.fromisoformat(row["effective"]),
                row["certainty"], row["link"],
            )
            for row in csv.DictReader(table)
        }  # fmt: skip
