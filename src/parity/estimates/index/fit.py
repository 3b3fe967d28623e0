"""Fitting the index: damped Newton steps with the models eliminated, for many weightings of one table at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parity.estimates.index.model import Curvature, Layout, Parameters

__all__ = ["LIMIT", "SLOPES", "Fitted", "fit", "start"]

Floats = NDArray[np.float64]

LIMIT = 10.0
"""Capabilities and difficulties stay within this of zero."""
SLOPES = (0.1, 10.0)
"""Slopes stay positive: without the bound, a benchmark of a few scores may be said to get easier for weaker models."""

ONE_THREAD = 200_000
"""Multiplications in a product of matrices up to which OpenBLAS keeps to one thread (its threshold is 262,144)."""
NEAR = 0.3
"""Gradient norm below which the full Hessian is used; above it, the always positive one of Gauss and Newton."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A batch of fits and how they ended; arrays have shape `(fits,)`."""

    at: Parameters
    cost: Floats
    gradient: Floats
    """Euclidean norm of the gradient, without the parts that a bound holds."""
    iterations: NDArray[np.int64]
    converged: NDArray[np.bool_]


def start(layout: Layout, weight: Floats) -> Parameters:
    """Start from a two-way additive fit of the scores' logits, shapes of `fits = weight.shape[0]`.

    Models are eliminated, so a `(benchmarks, benchmarks)` system is solved; slopes start at one.
    """
    chance = layout.chance[layout.benchmark]
    share = np.clip((layout.score - chance) / (1 - chance), 0.02, 0.98)
    logit = np.log(share / (1 - share))
    seen = np.zeros((weight.shape[0], layout.models, layout.benchmarks))
    seen[:, layout.model, layout.benchmark] = weight
    value = np.zeros_like(seen)
    value[:, layout.model, layout.benchmark] = weight * logit
    rows = seen.sum(axis=2) + 0.1
    across = seen / rows[:, :, None]
    left = np.eye(layout.benchmarks) * (seen.sum(axis=1) + 0.1)[:, None] - seen.swapaxes(1, 2) @ across
    right = -value.sum(axis=1) + (across.swapaxes(1, 2) @ value.sum(axis=2)[:, :, None])[:, :, 0]
    hard = np.linalg.solve(left, right[:, :, None])[:, :, 0]
    able = (value.sum(axis=2) + (seen @ hard[:, :, None])[:, :, 0]) / rows
    middle = np.concatenate([able, hard], axis=1).mean(axis=1, keepdims=True)
    within = [np.clip(one - middle, -LIMIT / 2, LIMIT / 2) for one in (able, hard)]
    return Parameters(within[0], within[1], np.ones_like(hard))


def fit(
    layout: Layout, weight: Floats, begin: Parameters | None = None, *, tolerance: float = 1e-8, most: int = 300
) -> Fitted:
    """Minimise the cost within the bounds for each row of weights, shape `(fits, scores)`.

    Levenberg-Marquardt damping on a Newton step in which each capability is eliminated (Schur complement), so that one
    step costs a system of `2 benchmarks` unknowns.  A parameter at its bound that wants to leave is held there
    (Bertsekas 1982, doi:10.1137/0320018).  What has not converged within `most` steps is marked so, never hidden.
    """
    at = begin or start(layout, weight)
    at = Parameters(at.capability.copy(), at.difficulty.copy(), at.slope.copy())
    at.slope[:, layout.anchor] = 1.0
    fits = weight.shape[0]
    cost, norm = layout.cost(at, weight), np.full(fits, np.inf)
    damping, iterations = np.full(fits, 0.01), np.zeros(fits, np.int64)
    second = np.zeros(fits)
    open_ = np.arange(fits)
    for _ in range(most + 1):
        here, w = at.take(open_), weight[open_]
        local = layout.curvature(here, w, second[open_][:, None])
        held_m, held_b = _held(layout, here, local)
        norm[open_] = np.sqrt(
            (np.where(held_m, 0, local.by_model) ** 2).sum(axis=1)
            + (np.where(held_b, 0, local.by_benchmark) ** 2).sum(axis=1)
        )
        going = norm[open_] > tolerance
        if not going.any() or _ == most:
            break
        if not going.all():
            keep = np.flatnonzero(going)
            open_, here, w = open_[keep], here.take(keep), w[keep]
            local = Curvature(*(getattr(local, name)[keep] for name in Curvature.__slots__))
            held_m, held_b = held_m[keep], held_b[keep]
        tried = _moved(layout, here, *_step(local, held_m, held_b, damping[open_]))
        new = layout.cost(tried, w)
        # Near the minimum a step gains less than the cost can show.
        better = new <= cost[open_] + 1e-14 * (1 + cost[open_])
        iterations[open_] += 1
        moved = open_[better]
        for name in Parameters.__slots__:
            getattr(at, name)[moved] = getattr(tried, name)[better]
        cost[moved] = new[better]
        near = norm[open_] < NEAR
        damping[open_] = np.where(better, damping[open_] * 0.2, np.maximum(damping[open_], 0.01) * 5)
        second[open_] = np.where(better, near, 0.0)
    return Fitted(at, cost, norm, iterations, norm <= tolerance)


def _held(layout: Layout, at: Parameters, local: Curvature) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Parameters that a bound holds: they stand at it and the cost would fall beyond it."""
    value = np.concatenate([at.difficulty, at.slope], axis=1)
    low = np.repeat([-LIMIT, SLOPES[0]], layout.benchmarks)
    high = np.repeat([LIMIT, SLOPES[1]], layout.benchmarks)
    models = ((at.capability <= -LIMIT) & (local.by_model > 0)) | ((at.capability >= LIMIT) & (local.by_model < 0))
    others = ((value <= low) & (local.by_benchmark > 0)) | ((value >= high) & (local.by_benchmark < 0))
    others[:, layout.benchmarks + layout.anchor] = True
    return models, others


def _step(
    local: Curvature, held_m: NDArray[np.bool_], held_b: NDArray[np.bool_], damping: Floats
) -> tuple[Floats, Floats]:
    """Solve the damped system for both groups of parameters; what is held does not move."""
    grow = 1 + damping[:, None]
    models = np.where(held_m, 1.0, np.maximum(local.models * grow, 1e-9))
    g_m = np.where(held_m, 0.0, local.by_model)
    g_b = np.where(held_b, 0.0, local.by_benchmark)
    root = 1 / np.sqrt(models)
    cross = local.cross
    cross *= np.where(held_m, 0.0, root)[:, None, :]
    cross[held_b] = 0.0
    reduced = -_products(cross)
    size = reduced.shape[1]
    place, half = np.arange(size), np.arange(size // 2)
    reduced[:, place, place] += np.where(held_b, 1.0, local.benchmarks * grow)
    own = np.where(held_b[:, : size // 2] | held_b[:, size // 2 :], 0.0, local.own)
    reduced[:, half, half + size // 2] += own
    reduced[:, half + size // 2, half] += own
    right = -g_b + np.einsum("fbm,fm->fb", cross, root * g_m)
    move_b = np.linalg.solve(reduced, right[:, :, None])[:, :, 0]
    move_m = (-root * g_m - np.einsum("fb,fbm->fm", move_b, cross)) * root
    return np.where(held_m, 0.0, move_m), np.asarray(move_b, np.float64)


def _products(cross: Floats) -> Floats:
    """Products of all pairs of rows, `(fits, rows, rows)`, in pieces so small that OpenBLAS does each on one thread.

    Many small products gain nothing from threads, and lose tenfold where other work holds the machine's cores.
    """
    fits, size, models = cross.shape
    rows = 32
    deep = ONE_THREAD // (rows * size)
    if deep < rows:
        return np.asarray(cross @ cross.swapaxes(1, 2), np.float64)
    found = np.zeros((fits, size, size))
    for first in range(0, size, rows):
        some, until = slice(first, first + rows), slice(0, first + rows)
        for left in range(0, models, deep):
            part = slice(left, left + deep)
            found[:, some, until] += cross[:, some, part] @ cross[:, until, part].swapaxes(1, 2)
        found[:, :first, some] = found[:, some, :first].swapaxes(1, 2)
    return found


def _moved(layout: Layout, at: Parameters, move_m: Floats, move_b: Floats) -> Parameters:
    """Step, but stay within the bounds; no parameter moves by more than two units at once."""
    longest = np.maximum(np.abs(move_m).max(axis=1), np.abs(move_b).max(axis=1))
    part = np.minimum(1.0, 2.0 / np.maximum(longest, 1e-300))[:, None]
    half = layout.benchmarks
    slope = np.clip(at.slope + part * move_b[:, half:], *SLOPES)
    slope[:, layout.anchor] = 1.0
    return Parameters(
        np.clip(at.capability + part * move_m, -LIMIT, LIMIT),
        np.clip(at.difficulty + part * move_b[:, :half], -LIMIT, LIMIT),
        slope,
    )
