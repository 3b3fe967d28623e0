"""Mixes: shares that must sum to one, checked before anything is drawn."""

from typing import TYPE_CHECKING

import numpy as np

from parity.errors import BadInput
from parity.estimates.montecarlo.kinds import Cell, Floats

if TYPE_CHECKING:
    from parity.estimates.montecarlo.quantity import Quantity

__all__ = ["check_mix"]


def check_mix(quantity: "Quantity", middles: Floats, where: str) -> None:
    """Raise `BadInput` where shares that should sum to one cannot; `middles` has shape `(cells,)`.

    Shares told as intervals are divided by their sum, so that one must lie between the sums of their ends; all others,
    and any that a change touched, must sum to one in their middles.  A mix of nothing is one of a time without sales.
    """
    along = quantity.axes.index(quantity.mix or "")
    grid = np.empty(len(quantity.cells), dtype=object)
    grid[:] = quantity.cells
    cells = np.moveaxis(grid.reshape(quantity.shape), along, -1).reshape(-1, quantity.shape[along])
    rows = np.moveaxis(middles.reshape(quantity.shape), along, -1).reshape(-1, quantity.shape[along])
    for row, shares in zip(cells, rows, strict=True):
        total = float(shares.sum())
        loose = not quantity.changes and any(_interval(cell) and not cell.certain for cell in row)
        low, high = (sum(_end(cell, end) for cell in row) for end in ("low", "high"))
        fits = low - 1e-9 <= 1 <= high + 1e-9 if loose else abs(total - 1) < 1e-6
        if not fits and total != 0:
            at = where if quantity.changes else next((cell.where for cell in row if cell.where), where)
            shares_of = f"the shares of {quantity.name} along {quantity.mix}"
            raise BadInput(f"{at}: {shares_of} must sum to one, not {total:.4g}.")


def _interval(cell: Cell) -> bool:
    return cell.kind not in ("point", "dirichlet")


def _end(cell: Cell, end: str) -> float:
    return float(getattr(cell, end)) if _interval(cell) else cell.value
