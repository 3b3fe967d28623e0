"""Letters to single makers: licence requirements beside the Control List, for the addressee's chips alone."""

from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
from numpy.typing import NDArray

from parity.controls.destinations import EMBARGOED, GROUPS, HEADQUARTERS
from parity.controls.parameters import FOLDER, Citation
from parity.controls.rules import Tests
from parity.controls.truth import NO, YES, Truth, any_of
from parity.controls.where import Where
from parity.facts import read_yaml

__all__ = ["Notice", "addressed", "notice_met", "noticed", "notices"]


@dataclass(frozen=True, slots=True)
class Notice:
    """One letter: who got it, from when until when, what it names, what rule it states, and where it reaches."""

    addressee: str
    effective: date
    until: date | None
    published: date
    names: tuple[str, ...]
    rule: str | None
    reach: str | tuple[str, ...]
    certainty: str
    note: str
    reference: Citation


@cache
def notices() -> tuple[Notice, ...]:
    """Return every letter read of, oldest first.

    >>> [(one.addressee, one.effective.year) for one in notices()][:2]
    [('NVIDIA', 2022), ('AMD', 2022)]
    """
    return tuple(
        Notice(
            addressee=one["addressee"],
            effective=one["effective"],
            until=one["until"],
            published=one["published"],
            names=tuple(one["names"]),
            rule=one["rule"],
            reach=one["reach"] if isinstance(one["reach"], str) else tuple(one["reach"]),
            certainty=one["certainty"],
            note=one.get("note", ""),
            reference=Citation(**one["reference"]),
        )
        for one in read_yaml(FOLDER / "notices.yml")["notices"]
    )


def addressed(one: Notice, tests: Tests, where: Where) -> NDArray[np.bool_]:
    """Whether a letter is in force on each day, to the maker of each chip, for its destination; shape (chips,)."""
    days = tests.days
    in_force = (days >= np.datetime64(one.effective)) & (days < np.datetime64(one.until or date.max))
    bound: NDArray[np.bool_] = in_force & (tests.chips.maker == one.addressee) & _reached(one, where)
    return bound


def notice_met(one: Notice, tests: Tests, where: Where) -> Truth:
    """Whether a letter asks for a licence for each chip on its day to its destination; shape (chips,)."""
    named = np.where(np.isin(tests.chips.name, one.names), YES, NO).astype(np.int8)
    met = any_of([named, tests.met(one.rule)]) if one.rule else named
    return np.where(addressed(one, tests, where), met, NO).astype(np.int8)


def _reached(one: Notice, where: Where) -> NDArray[np.bool_]:
    match one.reach:
        case "embargoed":
            return np.isin(where.reach, [HEADQUARTERS, EMBARGOED])
        case "groups":
            return np.isin(where.reach, [GROUPS, HEADQUARTERS, EMBARGOED])
        case codes:
            return np.isin(where.to, list(codes))


def noticed(tests: Tests, where: Where) -> Truth:
    """Whether any letter asks for a licence; shape (chips,)."""
    met = [notice_met(one, tests, where) for one in notices()]
    return any_of([np.full(len(tests.chips), NO, np.int8), *met])
