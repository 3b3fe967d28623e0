"""Which inputs move an output: Sobol indices by exchanging one input's draws, and a tornado by moving one at a time.

With A and B two independent sets of draws and AB_i the set A with input i taken from B, the total index is
E[(y_A - y_ABi)^2] / 2V (Jansen 1999, doi:10.1016/S0010-4655(98)00154-4) and the first-order index
E[y_B (y_ABi - y_A)] / V (Saltelli et al. 2010, doi:10.1016/j.cpc.2009.09.018).  An input is a whole quantity, with all
its cells; quantities that follow another by a declared correlation move with it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from parity.estimates.montecarlo.kinds import Floats
from parity.estimates.montecarlo.model import Model
from parity.estimates.montecarlo.run import Cache, Random, Run

__all__ = ["Bar", "Index", "Output", "indices", "tornado", "uncertain"]

Output = Callable[[Run], Floats]
"""From a run to the number asked about, shape `(draws,)` or `(1,)`."""


@dataclass(frozen=True, slots=True)
class Index:
    """Shares of an output's variance: due to the input alone, and with all that it does together with others."""

    name: str
    first: float
    total: float


@dataclass(frozen=True, slots=True)
class Bar:
    """5 % and 95 % points of an output when one input alone is drawn and all others stay at their middles."""

    name: str
    low: float
    high: float
    rises: bool
    """Whether the output rises with the input (with the mean of its scores)."""

    @property
    def width(self) -> float:
        """How far apart the ends are."""
        return self.high - self.low


def uncertain(model: Model, names: Sequence[str]) -> tuple[str, ...]:
    """Return those of some quantities that anything is drawn for."""
    return tuple(
        name
        for name in names
        if (one := model.quantities[name]).columns or any(not change.cell.certain for change in one.changes)
    )


def indices(
    model: Model, output: Output, names: Sequence[str], *, draws: int = 2048, seed: int = 0
) -> tuple[Index, ...]:
    """Return first-order and total Sobol indices of quantities, largest total first.

    Costs `names + 2` runs, of which each computes only what its input reaches.  The standard error of an index is
    about 1 / sqrt(draws); one that is below 0 is 0 within it.
    """
    a, b, cache = Random(seed), Random(seed, salt=1), Cache()
    y_a, y_b = (output(Run(model, draws=draws, scores=one, cache=cache)) for one in (a, b))
    both = np.concatenate([y_a, y_b])
    middle, spread = float(both.mean()), float(both.var())
    found = []
    for name in names:
        kept = len(cache.arrays)
        y = output(Run(model, draws=draws, scores=a, sources={name: b}, cache=cache))
        first = float(np.mean((y_b - middle) * (y - y_a))) / spread if spread else 0.0
        total = float(np.mean((y_a - y) ** 2)) / 2 / spread if spread else 0.0
        found.append(Index(name, first, total))
        for number in list(cache.arrays)[kept:]:  # what only this exchange needed
            del cache.arrays[number]
    return tuple(sorted(found, key=lambda one: -one.total))


def tornado(
    model: Model, output: Output, names: Sequence[str], *, draws: int = 1000, seed: int = 0
) -> tuple[float, tuple[Bar, ...]]:
    """Return the output with every input at its middle, and a bar for each input, widest first."""
    cache, every = Cache(), frozenset(model.quantities)
    middle = float(output(Run(model, draws=1, held=every, cache=cache))[0])
    bars = []
    for name in names:
        run = Run(model, draws=draws, seed=seed, held=every - {name}, cache=cache)
        y = output(run)
        score = run.score(name).mean(axis=1)
        low, high = np.quantile(y, (0.05, 0.95)).tolist()
        rises = bool(np.cov(score, y)[0, 1] >= 0) if y.size == score.size and y.size > 1 else True
        bars.append(Bar(name, low, high, rises))
    return middle, tuple(sorted(bars, key=lambda one: -one.width))
