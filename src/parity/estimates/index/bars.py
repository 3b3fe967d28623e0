"""The published error bars: how far one parameter may move before its own scores fit 5 % worse.

They measure fit, not evidence: everything else is held fixed, and a model whose few scores happen to fit well gets the
narrowest bar of all.  They are here to be compared with; `bootstrap` says what the evidence allows.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from parity.estimates.index.model import Layout, Parameters, expected

__all__ = ["WORSE", "capability_bars", "difficulty_bars"]

Floats = NDArray[np.float64]

WORSE = 1.05
"""Published factor on the sum of a model's, or a benchmark's, squared errors."""
REACH = 40.0
"""Distance at which the search gives up and the bar is infinite."""
GRID = np.geomspace(0.1, 10, 41)


def capability_bars(layout: Layout, best: Parameters) -> tuple[Floats, Floats]:
    """Lower and upper capability, shape `(models,)` each, at which a model's squared errors are 5 % larger.

    `best` holds one fit.  Found by bisection for all models at once; infinite where no distance makes the fit as bad.
    """
    a, d = best.slope[0, layout.benchmark], best.difficulty[0, layout.benchmark]
    chance = layout.chance[layout.benchmark]

    def misfit(capability: Floats) -> Floats:
        wrong = expected(a * (capability[layout.model] - d), chance)[0] - layout.score
        return np.asarray(np.bincount(layout.model, wrong**2, layout.models), np.float64)

    low, high = (_bisected(misfit, best.capability[0], side) for side in (-1.0, 1.0))
    return low, high


def difficulty_bars(layout: Layout, best: Parameters) -> tuple[Floats, Floats]:
    """Lower and upper difficulty, shape `(benchmarks,)` each, likewise, with the benchmark's slope chosen anew.

    The slope is sought on a grid of its bounds and then refined, so bars are good to about 1e-3 of a unit.
    """
    u = best.capability[0, layout.model]
    chance = layout.chance[layout.benchmark]

    def at(difficulty: Floats, slope: Floats) -> Floats:
        z = slope[layout.benchmark] * (u - difficulty[layout.benchmark])
        wrong = expected(z, chance)[0] - layout.score
        return np.asarray(np.bincount(layout.benchmark, wrong**2, layout.benchmarks), np.float64)

    def misfit(difficulty: Floats) -> Floats:
        every = np.array([at(difficulty, np.full_like(difficulty, one)) for one in GRID])
        place = every.argmin(axis=0)
        left, right = GRID[np.maximum(place - 1, 0)], GRID[np.minimum(place + 1, GRID.size - 1)]
        for _ in range(24):
            one, other = left + (right - left) * 0.382, left + (right - left) * 0.618
            worse = at(difficulty, one) > at(difficulty, other)
            left, right = np.where(worse, one, left), np.where(worse, right, other)
        return at(difficulty, (left + right) / 2)

    start = at(best.difficulty[0], best.slope[0])
    low, high = (_bisected(misfit, best.difficulty[0], side, start) for side in (-1.0, 1.0))
    return low, high


def _bisected(misfit: Callable[[Floats], Floats], middle: Floats, side: float, start: Floats | None = None) -> Floats:
    """Where the misfit first passes the limit on one side of the middle, looking in doubling steps."""
    limit = WORSE * (misfit(middle) if start is None else start)
    near, far = np.zeros_like(middle), np.full_like(middle, 1e-3)
    while True:
        inside = (misfit(middle + side * far) < limit) & (far < REACH)
        if not inside.any():
            break
        near, far = np.where(inside, far, near), np.where(inside, 2 * far, far)
    for _ in range(50):
        half = (near + far) / 2
        inside = misfit(middle + side * half) < limit
        near, far = np.where(inside, half, near), np.where(inside, far, half)
    return np.where(near >= REACH / 2, side * np.inf, middle + side * far)
