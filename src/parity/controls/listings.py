"""Who is on which US list since when: a table read from the lists themselves and the Federal Register."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from parity.errors import UnknownName

__all__ = ["LISTS", "Listing", "UnknownFirm", "listed_firms", "listings", "screen"]

TABLE = Path(__file__).parent / "listings.csv"

LISTS = {
    "entity-list": "Entity List (Commerce, 15 CFR 744 Supp. 4)",
    "meu": "Military End-User List (Commerce, 15 CFR 744 Supp. 7)",
    "1260h": "Chinese military companies (Defense, section 1260H)",
    "ns-cmic": "Chinese Military-Industrial Complex Companies (Treasury)",
}
"""Ids of the lists and what they are."""


class UnknownFirm(UnknownName):
    """No listing of a firm with this name is shipped, which does not mean there is none."""

    kind = "listing of a firm"
    listing = "parity screen --all"


@dataclass(frozen=True, slots=True)
class Listing:
    """One dated act of a list about one firm."""

    firm: str
    list: str
    listed_name: str
    aliases: tuple[str, ...]
    country: str
    action: str
    effective: date
    published: date
    citation: str
    link: str
    note: str


@cache
def listings() -> tuple[Listing, ...]:
    """Return every dated act that is shipped."""
    with TABLE.open(encoding="utf-8", newline="") as table:
        return tuple(_listing(row) for row in csv.DictReader(table))


def _listing(row: dict[str, str]) -> Listing:
    return Listing(
        firm=row["firm"],
        list=row["list"],
        listed_name=row["listed_name"],
        aliases=tuple(name for name in row["aliases"].split(";") if name),
        country=row["country"],
        action=row["action"],
        effective=date.fromisoformat(row["effective"]),
        published=date.fromisoformat(row["published"]),
        citation=row["citation"],
        link=row["link"],
        note=row["note"],
    )


@cache
def listed_firms() -> tuple[str, ...]:
    """Return the firms whose listings are shipped, sorted.

    >>> "Huawei" in listed_firms()
    True
    """
    return tuple(sorted({one.firm for one in listings()}))


def screen(name: str, *, on: date) -> tuple[Listing, ...]:
    """Return the listings of a firm that were in effect by a day, oldest first; empty if it was on no list yet.

    Raises `UnknownFirm` with the nearest names if no listing of it is shipped.  Not legal advice.

    >>> [one.list for one in screen("SenseTime", on=date(2020, 1, 1))]
    ['entity-list']
    """
    wanted = name.strip().casefold()
    found = [one for one in listings() if wanted in {known.casefold() for known in _names(one)}]
    if not found:
        raise UnknownFirm.among(name, [*listed_firms(), *(known for one in listings() for known in _names(one))])
    in_effect = (one for one in found if one.effective <= on)
    return tuple(sorted(in_effect, key=lambda one: (one.effective, one.list, one.listed_name)))


def _names(one: Listing) -> Iterable[str]:
    return (one.firm, one.listed_name, *one.aliases)
