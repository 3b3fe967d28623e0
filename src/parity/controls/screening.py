"""Screening a name: exact names first, then names known of a firm, then near ones, each shown as what it is."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from parity.controls.alike import alike, closeness
from parity.controls.index import index
from parity.controls.listings import Listing, UnknownFirm, checked_listings, listed_firms, screen
from parity.controls.names import COMMON, SECTOR, Name, distance, name_of
from parity.errors import BadInput

__all__ = ["HITS", "Match", "Screened", "matches", "screen_match", "screen_name"]

TABLE = Path(__file__).parent / "firm_names.csv"
Kind = Literal["listed name", "same name", "known name", "near match"]
ORDER: tuple[Kind, ...] = ("listed name", "same name", "known name", "near match")
HITS = frozenset(ORDER[:3])
"""Kinds that say the name is a listed one; a near match never does."""
LONGEST = 300
"""Characters of a name at most; the longest on the lists has 217."""
SAME = "the same but for capitals, spacing or legal form"
MOST = 8
"""Near matches shown at most, the nearest first."""
ABBREVIATED = 3
"""A list's abbreviation of so few letters is as often another firm's."""
BEHIND = 0.25
"""A near name is shown unless another is so much nearer."""
SURE = ("the same words", "spelt nearly so")
NEAREST = (
    "an abbreviation the list gives", "the same words", "spelt nearly so",
    "the same but for legal form, place or spacing", "the same but for place or trade", "the same but for one word",
    "begins with the name", "the name begins so",
)  # fmt: skip


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
    unread: tuple[str, ...] = ()
    """Lists that the firm is on from a later day that is an edition's: whether it was on them before is not known."""


@cache
def _known() -> tuple[tuple[str, str, bool, Name], ...]:
    """Return firm, name, whether a list has the name, and its words, of the firms checked by hand."""
    rows = [(one.firm, name, True) for one in checked_listings() for name in (one.firm, one.listed_name, *one.aliases)]
    with TABLE.open(encoding="utf-8", newline="") as table:
        rows += [(row["firm"], row["name"], False) for row in csv.DictReader(table)]
    return tuple((firm, name, listed, name_of(name)) for firm, name, listed in dict.fromkeys(rows))


def matches(name: str) -> tuple[Match, ...]:
    """Return the firms that a name may mean, the surest first; empty if none does.

    Where a name is a listed or a known one, near ones are not returned beside it.  Raises `BadInput` for a text that is
    too long to be a name.

    >>> matches("Hauwei")[0]
    Match(firm='Huawei', name='Huawei', kind='near match', why='spelt nearly so')
    >>> matches("商湯科技")[0].firm, matches("Dahua Construction")
    ('SenseTime', ())
    """
    if len(name) > LONGEST:
        raise BadInput(f"{name[:40]!r}...: {len(name):,} characters; a name has at most {LONGEST}.")
    asked = name_of(name)
    if not asked.plain:
        return ()
    found: dict[str, Match] = {}
    for hit in (*_checked(name, asked), *_on_the_lists(name, asked)):
        if hit.firm not in found or _rank(hit) < _rank(found[hit.firm]):
            found[hit.firm] = hit
    if not any(hit.kind in HITS for hit in found.values()):
        for hit in _near_the_lists(asked):
            if hit.firm not in found or _rank(hit) < _rank(found[hit.firm]):
                found[hit.firm] = hit
    ranked = sorted(found.values(), key=_rank)
    sure = tuple(hit for hit in ranked if hit.kind in HITS)
    return sure or tuple(ranked[:MOST])


def _rank(hit: Match) -> tuple[int, int]:
    return ORDER.index(hit.kind), NEAREST.index(hit.why) if hit.why in NEAREST else 0


def _checked(name: str, asked: Name) -> Iterator[Match]:
    """Yield what the firms checked by hand give."""
    folded = name.strip().casefold()
    for firm, text, listed, known in _known():
        if folded == text.casefold():
            yield Match(firm, text, "listed name" if listed else "known name", "the same name")
        elif listed and not asked.han and asked.plain == known.plain and _telling(known):
            yield Match(firm, text, "same name", SAME)
        elif why := _near(asked, known):
            same = why == "the same but for legal form, place or spacing"
            yield Match(firm, text, "known name" if same and not listed else "near match", why)


def _on_the_lists(name: str, asked: Name) -> Iterator[Match]:
    """Yield the entries of the lists that have the name."""
    folded = " ".join(name.split()).casefold()
    for known in index().same(asked):
        kind: Kind = "listed name" if folded == known.text.casefold() else "same name"
        if len(asked.plain) <= ABBREVIATED and known.text != known.entry.name and not known.part:
            yield Match(known.entry.firm, known.text, "near match", "an abbreviation the list gives")
        elif known.part:
            yield Match(known.entry.firm, known.text, kind, "a subsidiary the list names")
        else:
            yield Match(known.entry.firm, known.text, kind, SAME if kind == "same name" else "the same name")


def _near_the_lists(asked: Name) -> list[Match]:
    """Return the near names of the lists, but for those much farther than the nearest."""
    names = index().names
    near: list[tuple[float, Match]] = []
    for number in sorted(index().candidates(asked)):
        known = names[number]
        compared = name_of(known.text)
        if why := alike(asked, compared):
            close = 1.0 if why in SURE else closeness(asked, compared)
            near.append((close, Match(known.entry.firm, known.text, "near match", why)))
    best = max((close for close, _ in near), default=0.0)
    return [match for close, match in near if close > best - BEHIND]


def _near(asked: Name, known: Name) -> str:
    """Return in what way a name is near one of a firm checked by hand, or nothing."""
    if asked.han != known.han:
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
    return not set(known.telling) <= known.others | SECTOR


def screen_name(name: str, *, on: date) -> tuple[Screened, ...]:
    """Return every match of a name with its listings by a day; raise `UnknownFirm` if it is like none.

    >>> [(one.match.kind, one.match.firm) for one in screen_name("Hikvison", on=date(2020, 1, 1))]
    [('near match', 'Hikvision')]
    """
    found = matches(name)
    if not found:
        raise UnknownFirm.among(name, [*listed_firms(), *(text for _, text, _, _ in _known())])
    return tuple(screen_match(one, on=on) for one in found)


def screen_match(match: Match, *, on: date) -> Screened:
    """Return the acts by a day on a firm checked by hand, or on the entries that have the name that matched."""
    of_firm = match.kind == "known name" or (match.kind != "listed name" and match.name.casefold() in _checked_names())
    acts = screen(match.firm if of_firm else match.name, on=date.max)
    by_then = tuple(one for one in acts if one.effective <= on)
    known = {one.list for one in by_then}
    unread = {one.list for one in acts if one.action == "listed" and one.effective > on} - known
    return Screened(match, by_then, tuple(sorted(unread)))


@cache
def _checked_names() -> frozenset[str]:
    return frozenset(text.casefold() for _, text, _, _ in _known())
