"""A relation: a short vectorised function whose argument names are what it needs.

    @relation(unit="chip", axes=("nvidia_quarter", "nvidia_chip"))
    def nvidia_units(nvidia_sales: Floats, nvidia_mix: Floats, nvidia_price: Floats) -> Floats:
        \"\"\"Chips sold: sales x share of sales / price.\"\"\"
        return nvidia_sales[..., None] * nvidia_mix / nvidia_price[:, None, :]

Arrays come as `(draws, *axes)` in the order in which the quantity or relation declares its axes; the first axis has
length 1 where nothing is drawn, so write formulas that broadcast over it.  Constants with a unit are quantities, too:
the units of a formula are checked by scaling its inputs, and a number hidden in it would not scale.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

__all__ = ["Relation", "relation"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Relation:
    """A named formula with its unit and axes."""

    name: str
    unit: str
    axes: tuple[str, ...]
    takes: tuple[str, ...]
    """What it needs: names of quantities and of other relations."""
    formula: Callable[..., Floats]
    where: str

    def __call__(self, *args: Floats, **named: Floats) -> Floats:
        """Apply the formula."""
        return self.formula(*args, **named)

    @property
    def says(self) -> str:
        """First line of its docstring: what it is, in words."""
        return (inspect.getdoc(self.formula) or "").split("\n")[0]


def relation(*, unit: str, axes: tuple[str, ...] = ()) -> Callable[[Callable[..., Floats]], Relation]:
    """Make a function a relation of the model: `unit` and `axes` are those of what it returns.

    >>> @relation(unit="chip")
    ... def sold(sales, price):
    ...     return sales / price
    >>> sold.name, sold.takes
    ('sold', ('sales', 'price'))
    """

    def made(formula: Callable[..., Floats]) -> Relation:
        code = formula.__code__
        return Relation(
            name=formula.__name__,
            unit=unit,
            axes=axes,
            takes=tuple(inspect.signature(formula).parameters),
            formula=formula,
            where=f"{Path(code.co_filename).name}, line {code.co_firstlineno}",
        )

    return made
