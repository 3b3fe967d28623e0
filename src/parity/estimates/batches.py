"""A million draws in bounded memory: batches with seeds of their own, put together afterwards."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from parity.errors import BadInput
from parity.estimates.catch_up import CatchUp
from parity.estimates.estimate import Estimate
from parity.estimates.gap import Frontier, Gap
from parity.estimates.trend import Trend

__all__ = ["MOST_CELLS", "MOST_DRAWS", "in_batches"]

MOST_CELLS = 4_000_000
"""Draws x facts held at once: with its working copies less than a gigabyte."""

MOST_DRAWS = 5_000_000
"""Beyond this the answer's own draws would fill the memory; a 90 % interval is settled long before."""


def in_batches(made: Callable[[int, int], Gap], *, draws: int, facts: int) -> Gap:
    """Estimate a gap in as many batches as memory asks for; `made(draws, batch)` estimates one.

    The first batch draws what an unbatched run of its size would.  The pair of the result is the first batch's.
    Raises `BadInput` for no draws or more than memory can answer with.
    """
    if not 1 <= draws <= MOST_DRAWS:
        raise BadInput(f"From 1 to {MOST_DRAWS:,} draws can be made, not {draws:,}.")
    size = max(min(draws, MOST_CELLS // max(facts, 1)), 1)
    sizes = [size] * (draws // size) + ([draws % size] if draws % size else [])
    gaps: list[Gap] = []
    for batch, one in enumerate(sizes):
        found = made(one, batch)
        gaps.append(replace(found, pair=gaps[0].pair) if gaps else found)  # lets the batch's draws of the data go
    return _joined(gaps)


def _joined(gaps: Sequence[Gap]) -> Gap:
    if len(gaps) == 1:
        return gaps[0]
    first = gaps[0]
    return replace(
        first,
        ratio=_estimate([one.ratio for one in gaps]),
        lag=_estimate([one.lag for one in gaps]),
        catch_up=_catch_up([one.catch_up for one in gaps if one.catch_up]),
        trend=_trend([one.trend for one in gaps if one.trend]),
        leader_frontier=_frontier([one.leader_frontier for one in gaps]),
        follower_frontier=_frontier([one.follower_frontier for one in gaps]),
    )


def _estimate(parts: Sequence[Estimate]) -> Estimate:
    return replace(parts[0], draws=np.concatenate([one.draws for one in parts]))


def _frontier(parts: Sequence[Frontier]) -> Frontier:
    return replace(parts[0], best=_estimate([one.best for one in parts]))


def _trend(parts: Sequence[Trend]) -> Trend | None:
    return replace(parts[0], slope=_estimate([one.slope for one in parts])) if parts else None


def _catch_up(parts: Sequence[CatchUp]) -> CatchUp | None:
    if not parts:
        return None
    # Means are restricted to the horizon of the first batch, which all share up to the draws' noise in records.
    return replace(
        parts[0],
        median=_estimate([one.median for one in parts]),
        restricted_mean=_estimate([one.restricted_mean for one in parts]),
        mean_matched_only=_estimate([one.mean_matched_only for one in parts]),
        matched=float(np.mean([one.matched for one in parts])),
        censored=float(np.mean([one.censored for one in parts])),
    )
