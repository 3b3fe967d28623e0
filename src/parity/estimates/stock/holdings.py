"""What the parts of the world add and hold, by calendar quarter, in any measure, draw by draw."""

from collections.abc import Callable, Hashable, Iterable
from functools import reduce
from typing import Literal

import numpy as np

from parity.estimates.montecarlo import QUARTER, Floats, Run
from parity.estimates.stock.common import summed
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
        run, time = self.run, self.run.model.axes_of(part.units)[0]
        share = run.number(part.share) if part.share else None
        made_of = ("flow", self._added_number(part, measure, chip), share, part.label)
        return self._kept(made_of, "", lambda: self._by_quarter(self._owned(part, measure, chip), time))

    def _owned(self, part: Part, measure: Measure, chip: str | None) -> Floats:
        """Return what a part adds by its own periods."""
        run, model = self.run, self.run.model
        number = self._added_number(part, measure, chip)
        name = f"{part.units} in {measure}"
        added = self._kept(number, name, lambda: self._weighted(part, measure, chip))
        if not part.share:
            return added
        share, axes = run[part.share], model.axes_of(part.share)
        if part.label:
            share = share[..., model.axes[axes[-1]].labels.index(part.label)]
        return added * (share if len(axes) else share[:, None])

    def _by_quarter(self, flow: Floats, time: str) -> Floats:
        """Share periods out over calendar quarters; each falls into two or three of them."""
        if time == QUARTER:
            return flow
        shares = self.run[f"{time}_in_{QUARTER}"][0]
        # Quarters down and draws across: adding rows is twice as fast as adding columns.
        periods, found = np.ascontiguousarray(flow.T), np.zeros((shares.shape[1], flow.shape[0]))
        for period, quarter in zip(*np.nonzero(shares), strict=True):
            found[quarter] += periods[period] * shares[period, quarter]
        return found.T

    def stock(self, part: Part, measure: Measure = "H100e", chip: str | None = None) -> Floats:
        """Return what a part has in service at each quarter's end: shape `(draws or 1, quarters)`."""
        return self.retired(self.flow(part, measure, chip))

    def retired(self, flow: Floats) -> Floats:
        """Turn what is added, shape `(draws or 1, quarters)`, into what is in service at each quarter's end."""
        alive = self.run["survival"]
        if (alive == 1).all():
            held = np.array(flow.T, order="C")
            for quarter in range(1, len(held)):
                held[quarter] += held[quarter - 1]
            return held.T
        held = flow * alive[:, :1]
        for age in range(1, flow.shape[1]):
            held[:, age:] += flow[:, :-age] * alive[:, age : age + 1]
        return held

    def _added_number(self, part: Part, measure: Measure, chip: str | None) -> Hashable:
        by = {"chip": (), "H100e": (part.speed, "h100_tops"), "MW": (part.power,)}[measure]
        return "added", measure, chip, tuple(self.run.number(name) for name in (part.units, *by))

    def _weighted(self, part: Part, measure: Measure, chip: str | None) -> Floats:
        """Return units of the part's relation, weighted and summed over chips: shape `(draws or 1, periods)`."""
        run = self.run
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
        if weight.shape[0] > 1:
            return summed(units * weight[:, None, :])
        return summed(units, weight[0].tolist())

    def _kept(self, made_of: Hashable, name: str, make: Callable[[], Floats]) -> Floats:
        """Return an array from the cache, made the first time."""
        cache = self.run.cache
        number = cache.number(made_of)
        if number not in cache.arrays:
            cache.arrays[number] = make()
            if name:
                cache.computed.append(name)
        found: Floats = cache.arrays[number]
        return found

    def chips(self, part: Part) -> tuple[str, ...]:
        """Names of the chips that a part may hold."""
        return self.run.model.axes[self.run.model.axes_of(part.units)[1]].labels
