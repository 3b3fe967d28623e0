"""How far the evidence pins the index down: refits under random weights of benchmarks and of scores."""

from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from parity.errors import BadInput
from parity.estimates.index.fit import fit
from parity.estimates.index.model import Layout, Parameters

__all__ = ["BATCH", "Over", "Refits", "refit", "weights"]

Floats = NDArray[np.float64]

Over = Literal["both", "benchmarks", "scores"]
"""What a refit weighs anew."""

BATCH, CELLS = 50, 4_000_000
"""Refits done at once, and fewer where their Hessians would hold more cells: the table decides, never the workers."""
TOLERANCE = 1e-6
"""Gradient norm at which a refit ends: far below what a quantile of refits can show."""


@dataclass(frozen=True, slots=True)
class Refits:
    """Draws of all parameters, one row a refit, and the share of them that converged."""

    at: Parameters
    converged: float


def weights(layout: Layout, rng: np.random.Generator, count: int, over: Over = "both") -> Floats:
    """Draw weights of scores, shape `(count, scores)`, mean 1.

    The Bayesian bootstrap (Rubin 1981, doi:10.1214/aos/1176345338): exponential weights in place of counts, so that no
    refit loses a benchmark, and the table stays linked.  `both` multiplies a weight of the benchmark and one of the
    score, as a bootstrap of two stages does.
    """
    shape = (count, layout.score.size)
    drawn = np.ones(shape)
    if over in ("both", "benchmarks"):
        drawn = drawn * rng.standard_exponential((count, layout.benchmarks))[:, layout.benchmark]
    if over in ("both", "scores"):
        drawn = drawn * rng.standard_exponential(shape)
    return drawn


def refit(
    layout: Layout,
    best: Parameters,
    *,
    refits: int,
    seed: int = 0,
    over: Over = "both",
    executor: Executor | None = None,
) -> Refits:
    """Refit under `refits` draws of weights, each started from the best fit.

    Batch `i` has the `i`-th seed spawned from `seed`, so any executor gives the same draws, bit for bit.
    Raises `BadInput` for no refits or an unknown `over`.
    """
    if refits < 1:
        raise BadInput(f"At least one refit is needed, not {refits}.")
    if over not in get_args(Over):
        raise BadInput(f"{over!r} cannot be weighed anew; it is one of {', '.join(get_args(Over))}.")
    batch = min(BATCH, max(1, CELLS // (2 * layout.benchmarks * layout.models)))
    seeds = np.random.SeedSequence(seed).spawn(-(-refits // batch))
    counts = [min(batch, refits - batch * i) for i in range(len(seeds))]
    each = ([layout] * len(seeds), [best] * len(seeds), seeds, [batch] * len(seeds), counts, [over] * len(seeds))
    done = list(executor.map(_batch, *each) if executor else map(_batch, *each))
    at = Parameters(*(np.concatenate([getattr(one, name) for one, _ in done]) for name in Parameters.__slots__))
    return Refits(at, float(np.concatenate([ended for _, ended in done]).mean()))


def _batch(
    layout: Layout, best: Parameters, seed: np.random.SeedSequence, batch: int, count: int, over: Over
) -> tuple[Parameters, NDArray[np.bool_]]:
    # A whole batch is drawn and then cut, so that more refits begin with the same ones.
    weight = weights(layout, np.random.default_rng(seed), batch, over)[:count]
    found = fit(layout, weight, best.take(np.zeros(count, np.intp)), tolerance=TOLERANCE)
    return found.at, found.converged
