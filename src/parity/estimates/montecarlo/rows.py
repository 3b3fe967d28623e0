"""Reading what one row says: a number with its distribution and unit, or a correlation."""

from collections.abc import Mapping
from math import asin, pi, sin

import numpy as np

from parity.errors import BadInput
from parity.estimates.montecarlo.kinds import Cell
from parity.estimates.montecarlo.units import unit

__all__ = ["cell_of", "correlation_of", "rank_of", "scores_of"]


def scores_of(rank: float) -> float:
    """Return the correlation of normal scores that gives a rank correlation.

    >>> round(scores_of(0.5), 4)
    0.5176
    """
    return 2 * sin(pi * rank / 6)


def rank_of(scores: float) -> float:
    """Return the rank correlation that a correlation of normal scores gives."""
    return 6 / pi * asin(scores / 2)


def cell_of(row: Mapping[str, str], to: str, where: str) -> Cell:
    """Read a row into a cell in the unit `to`; raise `BadInput` with `where` for what does not fit."""
    try:
        given, wanted = unit(row.get("unit") or to), unit(to)
    except BadInput as error:
        raise BadInput(f"{where}: {error}.") from None
    if not given.fits(wanted):
        raise BadInput(f"{where}: units do not match: {given.name} is given, the quantity is in {wanted.name}.")
    scale = given.factor / wanted.factor
    numbers = {key: _number(row, key, where) for key in ("value", "low", "high", "level", "least", "most")}
    needed = {"point": ("value",), "dirichlet": ("value",)}.get(row["kind"], ("low", "high"))
    if row["kind"] in ("point", "dirichlet", "normal", "lognormal", "uniform"):
        for key in needed:
            if numbers[key] is None:
                raise BadInput(f"{where}: {row['kind']} needs {' and '.join(needed)}.")
    scaled = {key: value * scale for key, value in numbers.items() if value is not None and key != "level"}
    found = Cell(
        kind=row["kind"], **scaled, level=numbers["level"] or 0.9, ends=row.get("ends") or "clip",
        parameters=row.get("parameters", ""), link=row.get("link", ""), note=row.get("note", ""), where=where,
    )  # fmt: skip
    if scale != 1 and found.kind in ("beta", "categorical", "empirical"):
        raise BadInput(f"{where}: a {found.kind} is given in the quantity's own unit, {wanted.name}.")
    found.check()
    return found


def _number(row: Mapping[str, str], key: str, where: str) -> float | None:
    text = row.get(key, "")
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        raise BadInput(f"{where}: {key} {text!r} is no number.") from None
    if np.isnan(value):
        raise BadInput(f"{where}: {key} is no number.")
    return value


def correlation_of(row: Mapping[str, str], where: str) -> float:
    """Read `rank` or `scores` as a correlation of scores; raise `BadInput` with `where` if it is not possible."""
    rank, scores = _number(row, "rank", where), _number(row, "scores", where)
    if rank is not None and scores is not None:
        raise BadInput(f"{where}: give rank or scores, not both.")
    found = scores if scores is not None else scores_of(rank) if rank is not None else 0.0
    if not -1 <= found <= 1 or ("over" in row and found < 0):
        raise BadInput(f"{where}: a correlation of {found:g} is not possible here.")
    return found
