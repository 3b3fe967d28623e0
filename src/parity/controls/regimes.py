"""What was in force when: the dated texts, announcements, and until when they were verified."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import numpy as np

from parity.controls.parameters import FOLDER, Citation
from parity.facts import read_yaml

__all__ = ["FIRST", "Regime", "developments", "effective", "regimes", "text_on", "verified_until"]

FIRST = date(2022, 8, 26)
"""The day of the first control on a chip by its performance that Parity has read."""


@dataclass(frozen=True, slots=True)
class Regime:
    """One text and the days that matter of it: a rule binds when it is effective, some of it only by compliance."""

    id: str
    effective: date
    published: date
    certainty: str
    what: str
    title: str
    href: str
    compliance: date | None = None

    @property
    def citation(self) -> Citation:
        """The text."""
        return Citation(self.title, self.href)


@cache
def _tree() -> dict[str, Any]:
    return read_yaml(FOLDER / "regimes.yml")


@cache
def regimes() -> tuple[Regime, ...]:
    """Return every text, oldest first.

    >>> [one.id for one in regimes()][:3]
    ['R0', 'R1', 'R1m']
    """
    return tuple(sorted((Regime(**one) for one in _tree()["regimes"]), key=lambda one: one.effective))


def verified_until() -> date:
    """Return the last day on which the texts were known to be the newest."""
    last: date = _tree()["verified_until"]
    return last


def effective(name: str, *, compliance: bool = False) -> "np.datetime64[date]":
    """Return the day a text took effect, or the day by which it had to be complied with."""
    one = next(one for one in regimes() if one.id == name)
    return np.datetime64(one.compliance if compliance and one.compliance else one.effective, "D")


def text_on(day: date) -> Regime | None:
    """Return the newest text in force on a day, None before the first."""
    started = [one for one in regimes() if one.effective <= day]
    return started[-1] if started else None


@cache
def developments() -> dict[str, Any]:
    """Return what happened to licences and what was announced, none of which changed a rule."""
    return read_yaml(FOLDER / "developments.yml")
