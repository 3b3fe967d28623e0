"""What the parts of the world add and hold, by calendar quarter, in any measure, draw by draw."""

from collections.abc import Iterable
from functools import reduce
from typing import Literal

import numpy as np

from parity.estimates.montecarlo import QUARTER, Floats, Run
from parity.estimates.stock.parts import Part

__all__ = ["MEASURES", "Holdings", "Measure", "total"]

Measure = Literal["H100e", "chip", "MW"]
MEASURES: tuple[Measure, ...] = ("H100e", "chip", "MW")


def total(flows: Iterable[Floats]) -> Floats:
    """Sum arrays of draws, of which some may have one row for all."""
    return reduce(np.add, flows)


class Holdings:
    """Flows and stocks of a run; what is asked for twice is computed once, also between runs that share a cache."""

    def __init__(self, run: Run) -> None:
        self.run = run

    @property
    def labels(self) -> tuple[str, ...]:
        """Names of the calendar quarters."""
        return self.run.model.axes[QUARTER].labels

    def flow(self, part: Part, measure: Measure = "H100e", chip: str | None = None) -> Floats:
        """Return what a part adds in each quarter: shape `(draws or 1, quarters)`; of one chip if it is named."""
        added = self._added(part, measure, chip)
        if part.share:
            share = self.run[part.share]
            axes = self.run.model.axes_of(part.share)
            if part.label:
                share = share[..., self.run.model.axes[axes[-1]].labels.index(part.label)]
            added = added * (share if len(axes) else share[:, None])
        time = self.run.model.axes_of(part.units)[0]
        return added if time == QUARTER else added @ self.run[f"{time}_in_{QUARTER}"][0]

    def stock(self, part: Part, measure: Measure = "H100e", chip: str | None = None) -> Floats:
        """Return what a part has in service at each quarter's end: shape `(draws or 1, quarters)`."""
        return self.retired(self.flow(part, measure, chip))

    def retired(self, flow: Floats) -> Floats:
        """Turn what is added, shape `(draws or 1, quarters)`, into what is in service at each quarter's end."""
        alive = self.run["survival"]
        held: Floats = flow @ alive[0] if alive.shape[0] == 1 else np.matmul(flow[:, None, :], alive)[:, 0, :]
        return held

    def _added(self, part: Part, measure: Measure, chip: str | None) -> Floats:
        """Return units of the part's relation, weighted and summed over chips, by its own periods."""
        run = self.run
        wanted = (
            part.units,
            *(() if measure == "chip" else (part.speed, "h100_tops") if measure == "H100e" else (part.power,)),
        )
        number = run.cache.number(("added", measure, chip, tuple(run.number(name) for name in wanted)))
        arrays = run.cache.arrays
        if number not in arrays:
            units = run[part.units]
            if measure == "H100e":
                weight = run[part.speed] / run["h100_tops"][:, None]
            elif measure == "MW":
                weight = run[part.power] / 1e6
            else:
                weight = np.ones((1, units.shape[2]))
            if chip is not None:
                only = np.zeros(units.shape[2])
                only[run.model.axes[run.model.axes_of(part.units)[1]].labels.index(chip)] = 1
                weight = weight * only
            arrays[number] = units @ weight[0] if weight.shape[0] == 1 else np.matmul(units, weight[..., None])[..., 0]
            run.cache.computed.append(f"{part.units} in {measure}")
        found: Floats = arrays[number]
        return found

    def chips(self, part: Part) -> tuple[str, ...]:
        """Names of the chips that a part may hold."""
        return self.run.model.axes[self.run.model.axes_of(part.units)[1]].labels
