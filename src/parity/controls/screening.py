"""Screening a name: exact names first, then names known of a firm, then near ones, each shown as what it is."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from parity.controls.listings import Listing, UnknownFirm, listed_firms, listings, screen
from parity.controls.names import Name, distance, name_of
from parity.controls.parameters import Citation
from parity.controls.regimes import developments

__all__ = ["Match", "Screened", "affiliates_rule", "matches", "screen_name"]

TABLE = Path(__file__).parent / "firm_names.csv"
Kind = Literal["listed name", "known name", "near match"]
ORDER: tuple[Kind, ...] = ("listed name", "known name", "near match")


COMMON = frozenset({"cambrian", "contemporary", "dawning", "yangtze"})
"""Telling words of listed names that are also common ones: other words behind them make another name."""


@dataclass(frozen=True, slots=True)
class Match:
    """A firm that a name may mean, by which of its names, and how."""

    firm: str
    name: str
    kind: Kind
    why: str


@dataclass(frozen=True, slots=True)
class Screened:
    """A match with the acts of the lists in effect by the day.  Not legal advice."""

    match: Match
    listings: tuple[Listing, ...]


@cache
def _known() -> tuple[tuple[str, str, bool], ...]:
    """Return firm, name, and whether a list has the name."""
    rows = [(one.firm, name, True) for one in listings() for name in (one.firm, one.listed_name, *one.aliases)]
    with TABLE.open(encoding="utf-8", newline="") as table:
        rows += [(row["firm"], row["name"], False) for row in csv.DictReader(table)]
    return tuple(dict.fromkeys(rows))


def matches(name: str) -> tuple[Match, ...]:
    """Return the firms that a name may mean, the surest first; empty if none does.

    >>> matches("Hauwei")[0]
    Match(firm='Huawei', name='Huawei', kind='near match', why='spelt nearly so')
    >>> matches("商湯科技")[0].firm, matches("Dahua Construction")
    ('SenseTime', ())
    """
    asked = name_of(name)
    found: dict[str, Match] = {}
    for firm, known, listed in _known():
        if name.strip().casefold() == known.casefold():
            hit = Match(firm, known, "listed name" if listed else "known name", "the same name")
        elif why := _near(asked, name_of(known)):
            same = why == "the same but for legal form, place or spacing"
            hit = Match(firm, known, "known name" if same and not listed else "near match", why)
        else:
            continue
        if firm not in found or ORDER.index(hit.kind) < ORDER.index(found[firm].kind):
            found[firm] = hit
    return tuple(sorted(found.values(), key=lambda one: ORDER.index(one.kind)))


def _near(asked: Name, known: Name) -> str:
    """Return in what way two names are near, or nothing."""
    if not asked.plain or asked.han != known.han:
        return ""
    if asked.plain == known.plain or (asked.telling == known.telling and _telling(known)):
        return "the same but for legal form, place or spacing"
    if known.han:
        return "begins with the name" if len(known.plain) > 2 and asked.plain.startswith(known.plain) else ""
    if not _telling(known):
        return ""
    one, other = "".join(asked.telling), "".join(known.telling)
    if one == other:
        return "the same but for legal form, place or spacing"
    most = 0 if min(len(one), len(other)) < 6 and max(len(one), len(other)) < 6 else 1 if len(other) < 10 else 2
    if most and one[:1] == other[:1] and distance(one, other, most=most) <= most:
        return "spelt nearly so"
    if len(known.telling) == 1 and len(other) >= 6 and asked.telling[:1] == known.telling and other not in COMMON:
        return "begins with the name"
    return ""


def _telling(known: Name) -> bool:
    return not set(known.telling) <= known.others


def screen_name(name: str, *, on: date) -> tuple[Screened, ...]:
    """Return every match of a name with its listings by a day; raise `UnknownFirm` if it is like none.

    An exact name answers alone, as `screen` does; anything else shows every firm it may mean.

    >>> [(one.match.kind, one.match.firm) for one in screen_name("Hikvison", on=date(2020, 1, 1))]
    [('near match', 'Hikvision')]
    """
    found = matches(name)
    if not found:
        raise UnknownFirm.among(name, [*listed_firms(), *(known for _, known, _ in _known())])
    if found[0].kind == "listed name":
        return tuple(Screened(one, screen(name, on=on)) for one in found[:1])
    return tuple(Screened(one, screen(one.firm, on=on)) for one in found)


def affiliates_rule(on: date) -> tuple[str, tuple[Citation, ...]]:
    """Return whether firms held to half or more by listed ones were caught on a day, and the texts; "" before the rule.

    >>> affiliates_rule(date(2025, 10, 15))[0]
    'in force'
    """
    rule: dict[str, Any] = developments()["affiliates_rule"]
    cited = tuple(Citation(**one) for one in rule["reference"])
    return next(_states(rule, on), ""), cited


def _states(rule: dict[str, Any], on: date) -> Iterator[str]:
    return (one["state"] for one in rule["spans"] if one["from"] <= on < (one["until"] or date.max))
