"""Who is on which US list since when: hand-checked acts for the firms most asked about, the lists' files for all."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from parity.controls.entries import CERTAINTY, Entry, entries, rules
from parity.errors import UnknownName

__all__ = ["LISTS", "Listing", "UnknownFirm", "acts_of", "checked_listings", "listed_firms", "listings", "screen"]

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
    certainty: str = "checked by hand"
    """How the day of effect is known."""


@cache
def checked_listings() -> tuple[Listing, ...]:
    """Return the dated acts that were checked by hand."""
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


def acts_of(entry: Entry) -> Iterator[Listing]:
    """Yield the acts of one entry of the lists' files, in its order."""
    for number, act in enumerate(entry.acts):
        rule = rules()[act]
        first = "listed" if entry.list == "1260h" else "added"
        yield Listing(
            firm=entry.firm,
            list=entry.list,
            listed_name=entry.name,
            aliases=entry.aliases,
            country=entry.country,
            action="amended" if number else first,
            effective=rule.effective,
            published=rule.published,
            citation=rule.citation,
            link=rule.link,
            note="on the list of that day; whether new to it was not looked up" if entry.list == "1260h" else "",
            certainty=CERTAINTY[rule.certainty],
        )


@cache
def listings() -> tuple[Listing, ...]:
    """Return every dated act that is shipped, the hand-checked ones first."""
    return (*checked_listings(), *(act for entry in entries() for act in acts_of(entry)))


@cache
def listed_firms() -> tuple[str, ...]:
    """Return the firms whose acts were checked by hand, sorted.

    >>> "Huawei" in listed_firms()
    True
    """
    return tuple(sorted({one.firm for one in checked_listings()}))


@cache
def _by_name() -> dict[str, tuple[Entry, ...]]:
    """Entries by each of their names, folded."""
    named: dict[str, dict[int, Entry]] = {}
    for number, one in enumerate(entries()):
        for name in (one.firm, one.name, *one.aliases, *one.parts):
            named.setdefault(name.casefold(), {})[number] = one
    return {name: tuple(found.values()) for name, found in named.items()}


def screen(name: str, *, on: date) -> tuple[Listing, ...]:
    """Return the listings of a firm that were in effect by a day, oldest first; empty if it was on no list yet.

    The hand-checked acts answer for the lists they cover, the lists' files for the others.  Raises `UnknownFirm` with
    the nearest names if no listing of it is shipped.  Not legal advice.

    >>> [one.list for one in screen("SenseTime", on=date(2020, 1, 1))]
    ['entity-list']
    """
    wanted = name.strip().casefold()
    found = [one for one in checked_listings() if wanted in {known.casefold() for known in _names(one)}]
    covered = {one.list for one in found}
    found += [act for entry in _by_name().get(wanted, ()) if entry.list not in covered for act in acts_of(entry)]
    if not found:
        known = (known for one in checked_listings() for known in _names(one))
        raise UnknownFirm.among(name, [*listed_firms(), *known])
    in_effect = (one for one in found if one.effective <= on)
    return tuple(sorted(in_effect, key=lambda one: (one.effective, one.list, one.listed_name)))


def _names(one: Listing) -> Iterable[str]:
    return (one.firm, one.listed_name, *one.aliases)
