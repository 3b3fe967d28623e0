"""The index's model: scores as a sigmoid of capability minus difficulty, its cost, gradient and Hessian.

Everything works on a batch of parameter vectors at once (`fits` first), because a bootstrap is many fits of one table.
"""

from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray

__all__ = ["RIDGE", "Curvature", "Layout", "Parameters", "expected"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

RIDGE = 0.1
"""Published strength of the ridge; it is divided by the number of free parameters."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """A batch of parameter vectors; capability and difficulty share one scale, on which the ridge is zero at zero."""

    capability: Floats
    """Shape `(fits, models)`."""
    difficulty: Floats
    """Shape `(fits, benchmarks)`."""
    slope: Floats
    """Shape `(fits, benchmarks)`, a unit of the scale."""

    def take(self, rows: NDArray[np.intp] | NDArray[np.bool_]) -> Self:
        """Keep some fits of the batch."""
        return type(self)(self.capability[rows], self.difficulty[rows], self.slope[rows])


@dataclass(frozen=True, slots=True)
class Curvature:
    """Gradient and Hessian of the cost in blocks; models meet benchmarks only in `cross`."""

    by_model: Floats
    """Gradient by capability, `(fits, models)`."""
    by_benchmark: Floats
    """Gradient by difficulty, then by slope, `(fits, 2 benchmarks)`."""
    models: Floats
    """Diagonal of the Hessian of capabilities, `(fits, models)`."""
    benchmarks: Floats
    """Diagonal of the Hessian of difficulties, then of slopes, `(fits, 2 benchmarks)`."""
    own: Floats
    """Second derivative by difficulty and slope of the same benchmark, `(fits, benchmarks)`."""
    cross: Floats
    """Second derivatives by difficulty (then slope) and capability, `(fits, 2 benchmarks, models)`."""


def expected(z: Floats, chance: Floats) -> tuple[Floats, Floats]:
    """Expected score and its derivative where the curve's argument is `z` and guessing gives `chance`.

    >>> expected(np.array([0.0]), np.array([0.25]))
    (array([0.625]), array([0.1875]))
    """
    sigmoid = 1 / (1 + np.exp(-np.clip(z, -500, 500)))
    return chance + (1 - chance) * sigmoid, (1 - chance) * sigmoid * (1 - sigmoid)


@dataclass(frozen=True)
class Layout:
    """Which model and benchmark each score belongs to; scores are in order of benchmark, then model.

    `E[score] = g_b + (1 - g_b) sigmoid(a_b (C_m - D_b))`, with `cost = 1/2 sum w (E - score)^2 + 1/2 ridge (sum C^2 +
    sum D^2 + sum a^2)`, where the anchor benchmark's slope is 1 and not in the ridge (Ho and others 2025,
    arXiv:2512.00193).
    """

    model: Ints
    """Shape `(scores,)`."""
    benchmark: Ints
    """Shape `(scores,)`, ascending."""
    score: Floats
    """Shape `(scores,)`, shares of 1."""
    chance: Floats
    """Score that guessing gives, shape `(benchmarks,)`."""
    models: int
    anchor: int
    """Place of the benchmark whose slope is 1."""
    strength: float = RIDGE
    _of_model: NDArray[np.intp] = field(init=False, repr=False)
    _model_starts: NDArray[np.intp] = field(init=False, repr=False)
    _benchmark_starts: NDArray[np.intp] = field(init=False, repr=False)
    _cells: Ints = field(init=False, repr=False)

    def __post_init__(self) -> None:
        order = np.argsort(self.model, kind="stable")
        steps = (np.searchsorted(self.model[order], np.arange(self.models)), self.benchmark.searchsorted(self._every))
        for name, value in zip(("_of_model", "_model_starts", "_benchmark_starts"), (order, *steps), strict=True):
            object.__setattr__(self, name, value)
        object.__setattr__(self, "_cells", self.benchmark * self.models + self.model)

    @property
    def _every(self) -> Ints:
        return np.arange(self.benchmarks)

    @property
    def benchmarks(self) -> int:
        """How many benchmarks there are."""
        return int(self.chance.size)

    @property
    def ridge(self) -> float:
        """Weight of the squared parameters: the strength over the number of free ones."""
        return self.strength / (self.models + 2 * self.benchmarks - 1)

    def free_slopes(self, slope: Floats) -> Floats:
        """Slopes with the anchor's set to zero: what the ridge sees."""
        seen = slope.copy()
        seen[:, self.anchor] = 0.0
        return seen

    def cost(self, at: Parameters, weight: Floats) -> Floats:
        """Half the weighted squared errors plus half the ridge, shape `(fits,)`; `weight` is `(fits, scores)`."""
        a = at.slope[:, self.benchmark]
        z = a * (at.capability[:, self.model] - at.difficulty[:, self.benchmark])
        wrong = expected(z, self.chance[self.benchmark])[0] - self.score
        squares = [(one**2).sum(axis=1) for one in (at.capability, at.difficulty, self.free_slopes(at.slope))]
        return np.asarray((np.sum(weight * wrong**2, axis=1) + self.ridge * sum(squares)) / 2)

    def curvature(self, at: Parameters, weight: Floats, second: Floats) -> Curvature:
        """Gradient and Hessian; `second`, `(fits, 1)`, is 1 for Newton's Hessian and 0 for that of Gauss and Newton."""
        a = at.slope[:, self.benchmark]
        u = at.capability[:, self.model] - at.difficulty[:, self.benchmark]
        chance = self.chance[self.benchmark]
        fitted, rise = expected(a * u, chance)
        wrong = weight * (fitted - self.score)
        e = wrong * rise
        # The derivative of `rise` by z: rise (1 - 2 sigmoid).
        bend = rise * (1 - 2 * (fitted - chance) / (1 - chance))
        k = weight * rise**2 + second * wrong * bend
        ka, bent = k * a, second * e
        kau = ka * u + bent
        cross = np.zeros((a.shape[0], 2, self.benchmarks * self.models))
        cross[:, 0, self._cells] = -ka * a
        cross[:, 1, self._cells] = kau
        by_model, models = (
            np.add.reduceat(one[:, self._of_model], self._model_starts, axis=1) for one in (e * a, ka * a)
        )
        ku = k * u
        sums = np.add.reduceat(np.stack([e, e * u, k, ku * u, kau]), self._benchmark_starts, axis=2)
        slopes = self.free_slopes(at.slope)
        return Curvature(
            by_model=by_model + self.ridge * at.capability,
            by_benchmark=np.concatenate(
                [self.ridge * at.difficulty - at.slope * sums[0], sums[1] + self.ridge * slopes], axis=1
            ),
            models=models + self.ridge,
            benchmarks=np.concatenate([at.slope**2 * sums[2], sums[3]], axis=1) + self.ridge,
            own=-sums[4],
            cross=cross.reshape(a.shape[0], 2 * self.benchmarks, self.models),
        )
