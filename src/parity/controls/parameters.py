"""Dated thresholds: one file a parameter, with its figure, operator, certainty and citations."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parity.controls.truth import Floats
from parity.errors import BadInput
from parity.facts import read_yaml

__all__ = ["CERTAINTIES", "Citation", "Days", "Parameter", "parameter", "parameters", "weakest"]

FOLDER = Path(__file__).parent / "us"
KEYS = {"label", "figure", "operator", "unit", "values", "certainty", "note", "reference"}
CERTAINTIES = ("certain", "reported", "derived", "unconfirmed")
"""From the strongest to the weakest."""

Days = NDArray[np.datetime64]
"""Days, shape (chips,), `datetime64[D]`."""


def weakest(words: "list[str]") -> str:
    """Return the weakest of some certainty words; none is certain.

    >>> weakest(["certain", "derived", "reported"])
    'derived'
    """
    return max(words, key=CERTAINTIES.index, default="certain")


@dataclass(frozen=True, slots=True)
class Citation:
    """A text and where it can be read."""

    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A threshold by date: value at a day is the last that took effect on or before it; null ends it."""

    name: str
    label: str
    figure: str
    operator: str
    unit: str
    dates: tuple[date, ...]
    values: tuple[float | None, ...]
    certainty: str
    note: str
    reference: tuple[Citation, ...]

    def on(self, day: date) -> float | None:
        """Return the threshold in force on a day, or None.

        >>> parameter("io_2022").on(date(2023, 11, 16)), parameter("io_2022").on(date(2023, 11, 17))
        (600.0, None)
        """
        started = [value for since, value in zip(self.dates, self.values, strict=True) if since <= day]
        return started[-1] if started else None

    def thresholds(self, days: Days) -> Floats:
        """Return the thresholds in force on each day, NaN where none is; shape (chips,)."""
        since = np.array(self.dates, dtype="datetime64[D]")
        values = np.array([np.nan, *(np.nan if value is None else value for value in self.values)], np.float64)
        return values[np.searchsorted(since, days, side="right")]


def _parameter(path: Path) -> Parameter:
    tree: dict[str, Any] = read_yaml(path)
    if unknown := set(tree) - KEYS:
        raise BadInput(f"{path.name}: unknown key {min(unknown)!r}; known are {', '.join(sorted(KEYS))}.")
    if missing := KEYS - {"note"} - set(tree):
        raise BadInput(f"{path.name}: {min(missing)!r} is missing.")
    if tree["certainty"] not in CERTAINTIES:
        raise BadInput(f"{path.name}: certainty {tree['certainty']!r} is none of {', '.join(CERTAINTIES)}.")
    values = sorted(tree["values"].items())
    return Parameter(
        name=path.stem,
        label=tree["label"],
        figure=tree["figure"],
        operator=tree["operator"],
        unit=tree["unit"],
        dates=tuple(since for since, _ in values),
        values=tuple(None if value is None else float(value) for _, value in values),
        certainty=tree["certainty"],
        note=tree.get("note", ""),
        reference=tuple(Citation(**one) for one in tree["reference"]),
    )


@cache
def _paths() -> dict[str, Path]:
    return {path.stem: path for path in sorted(FOLDER.glob("*/*.yml"))}


@cache
def parameter(name: str) -> Parameter:
    """Return a parameter by the name of its file; raise `BadInput` if there is none."""
    if name not in _paths():
        raise BadInput(f"rules.yml: no parameter {name!r} in {FOLDER.name}/.")
    return _parameter(_paths()[name])


def parameters() -> dict[str, Parameter]:
    """Return every parameter by name."""
    return {name: parameter(name) for name in _paths()}
