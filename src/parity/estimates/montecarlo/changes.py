"""A change of a quantity: the seam by which scenarios and what-ifs reach the model."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Literal

import numpy as np

from parity.errors import BadInput
from parity.estimates.montecarlo.axes import Axis
from parity.estimates.montecarlo.kinds import Cell

if TYPE_CHECKING:
    from parity.estimates.montecarlo.quantity import Quantity

__all__ = ["Change", "change_of"]

Op = Literal["set", "times", "plus"]


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of some cells of a quantity: set to a value or interval, multiplied, or added to.

    Draws stay paired with the unchanged model: a cell that is set takes its old score.
    """

    quantity: str
    op: Op
    cell: Cell
    cells: tuple[tuple[int, float], ...]
    """Places of the cells, each with the share of its days that the change covers."""
    where: str = ""


def change_of(
    quantity: "Quantity",
    axes: Mapping[str, Axis],
    *,
    op: Op,
    cell: Cell,
    at: str = "",
    since: date | None = None,
    until: date | None = None,
    where: str = "",
) -> Change:
    """Make a change of the cells `at` labels (`label;label` in the order of the axes, `*`, `a|b`, `first..last`).

    `since` and `until` are days; what they cut in two changes by its share of days.  Raises `BadInput` that begins
    with `where` for labels there are not, for days outside the quantity's time, or for days where it has no time.
    """
    cell.check()
    try:
        places = [axes[name].find(one) for name, one in zip(quantity.axes, labels_of(quantity.axes, at), strict=True)]
    except BadInput as error:
        raise BadInput(f"{where}: {quantity.name}: {error}.") from None
    dated = next((place for place, name in enumerate(quantity.axes) if axes[name].spans is not None), None)
    weight = None
    if since is not None or until is not None:
        if dated is None:
            raise BadInput(f"{where}: {quantity.name} is the same at all times; leave the dates out.")
        time = axes[quantity.axes[dated]]
        first, last = (time.spans or ())[0][0], (time.spans or ())[-1][1]
        for day in (since, until):
            if day is not None and not first <= day <= last:
                raise BadInput(f"{where}: {day} is outside the model: {quantity.name} runs from {first} to {last}.")
        if since is not None and until is not None and since > until:
            raise BadInput(f"{where}: since {since} is after until {until}.")
        weight = time.covered(since, until)
    cells = []
    for spot in product(*places):
        share = 1.0 if weight is None or dated is None else float(weight[spot[dated]])
        if share > 0:
            cells.append((int(np.ravel_multi_index(spot, quantity.shape)) if spot else 0, share))
    return Change(quantity.name, op, cell, tuple(cells), where)


def labels_of(axes: tuple[str, ...], at: str) -> list[str]:
    """Split `label;label` by axis; what is not named is all of it."""
    labels = [one.strip() or "*" for one in at.split(";")] if at.strip() else []
    if len(labels) > len(axes):
        raise BadInput(f"{at!r} names {len(labels)} labels, but the axes are {', '.join(axes) or 'none'}")
    return labels + ["*"] * (len(axes) - len(labels))
