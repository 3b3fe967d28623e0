"""Which inputs matter for a stock or a gap: a bar and two Sobol indices for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import numpy as np

from parity.errors import NotObserved
from parity.estimates.montecarlo import Floats, Run
from parity.estimates.montecarlo.sensitivity import indices, tornado, uncertain
from parity.estimates.stock.counting import Counting, members
from parity.estimates.stock.holdings import Holdings, total
from parity.estimates.stock.owned import quarter_on
from parity.estimates.stock.parts import Part
from parity.estimates.stock.world import World
from parity.series import Bloc

__all__ = ["Input", "Matter", "matter"]


@dataclass(frozen=True, slots=True)
class Input:
    """A quantity and how much it moves the output."""

    name: str
    says: str
    unit: str
    low: float
    high: float
    """The output's 5 % and 95 % points when this alone is uncertain."""
    rises: bool
    first: float
    total: float
    """Shares of the output's variance: alone, and with others."""
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matter:
    """All uncertain inputs of an output, those that move it most first."""

    title: str
    unit: str
    middle: float
    """The output with every input at its middle."""
    on: date
    inputs: tuple[Input, ...]


def matter(
    world: World, blocs: Sequence[Bloc], rule: Counting, *, on: date, draws: int = 1024, seed: int = 0
) -> Matter:
    """Rank the inputs of one owner's stock, or of the ratio of two owners', by total Sobol index.

    Raises `NotObserved` if an owner holds nothing.
    """
    place = quarter_on(world, on)
    held = [
        tuple(part for part, mine in zip(world.parts, members(world.parts, one, rule), strict=True) if mine)
        for one in blocs
    ]
    for one, parts in zip(blocs, held, strict=True):
        if not parts:
            raise NotObserved(f"The supply model has no chips of {one.id}, counting {rule.id}.")
    model = world.model
    reached = {name for parts in held for part in parts for name in (part.units, part.share, part.speed) if name}
    behind = {name for one in (*reached, "survival", "h100_tops") for name in model.inputs_of(one)}
    names = uncertain(model, [name for name in model.quantities if name in behind])
    output = partial(_output, held, place)
    middle, bars = tornado(model, output, names, draws=draws, seed=seed)
    by_name = {one.name: one for one in bars}
    found = []
    for index in indices(model, output, names, draws=draws, seed=seed):
        bar, quantity = by_name[index.name], model.quantities[index.name]
        links = tuple(sorted({cell.link for cell in quantity.cells if cell.link}))
        found.append(
            Input(
                index.name, quantity.note, quantity.unit, bar.low, bar.high, bar.rises,
                max(index.first, 0.0), max(index.total, 0.0), links,
            )
        )  # fmt: skip
    what = " over ".join(one.id for one in blocs)
    unit = "H100-equivalents" if len(blocs) == 1 else "x"
    return Matter(f"What moves the compute stock of {what}", unit, middle, on, tuple(found))


def _output(held: Sequence[Sequence[Part]], place: int, run: Run) -> Floats:
    """The stock of one owner, or the ratio of two, at a quarter's end: shape `(draws or 1,)`."""
    holdings = Holdings(run)
    sides = [holdings.retired(total(holdings.flow(part) for part in parts))[:, place] for parts in held]
    found: Floats = sides[0] if len(sides) == 1 else sides[0] / sides[1]
    return np.asarray(found)
