"""A stock that answers to a slider: everything is drawn once, and a changed input recomputes what rests on it."""

from collections.abc import Iterable
from datetime import date

import numpy as np

from parity.errors import NotObserved
from parity.estimates.estimate import Estimate
from parity.estimates.montecarlo import Cache, Change, Random, Run
from parity.estimates.montecarlo.batches import batches
from parity.estimates.stock.counting import Counting, members
from parity.estimates.stock.holdings import Holdings, total
from parity.estimates.stock.owned import quarter_on
from parity.estimates.stock.world import World
from parity.series import Bloc

__all__ = ["Live"]


class Live:
    """One owner's stock on a day, ready to be asked again with changed inputs, on the same draws.

    Raises `NotObserved` if the owner has no part or the day is too early.
    """

    def __init__(
        self, world: World, owner: Bloc, rule: Counting, *, on: date, draws: int = 10_000, seed: int = 0
    ) -> None:
        self.world, self.place = world, quarter_on(world, on)
        self.on = (world.model.axes["quarter"].spans or ())[self.place][1]
        held = members(world.parts, owner, rule)
        self.parts = tuple(part for part, mine in zip(world.parts, held, strict=True) if mine)
        if not self.parts:
            raise NotObserved(f"The supply model has no chips of {owner.id}, counting {rule.id}.")
        self._batches = [(number, size, Cache()) for number, size in batches(draws)]
        self._scores = Random(seed)
        self._stock(world)  # fills the caches
        self._kept = [len(cache.arrays) for _, _, cache in self._batches]

    def answer(self, changes: Iterable[Change] = ()) -> Estimate:
        """Return the stock with changed inputs, in H100-equivalents."""
        found = self._stock(self.world.changed(changes))
        for kept, (_, _, cache) in zip(self._kept, self._batches, strict=True):
            for number in list(cache.arrays)[kept:]:  # the next answer takes the memory again
                del cache.arrays[number]
        return found

    def _stock(self, world: World) -> Estimate:
        draws = []
        for number, size, cache in self._batches:
            holdings = Holdings(Run(world.model, draws=size, batch=number, scores=self._scores, cache=cache))
            flow = total(holdings.flow(part) for part in self.parts)
            draws.append(np.broadcast_to(holdings.retired(flow)[:, self.place], (size,)))
        return Estimate(np.concatenate(draws), "H100-equivalents", self.on)
