"""Which facts matter: the answer again without each fact that decided it, most influential first."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from parity.errors import NotObserved
from parity.estimates.gap import Gap
from parity.estimates.lag import lag
from parity.estimates.ratio import ratio
from parity.series import steps

__all__ = ["Influence", "influence"]

LEAST_SHARE = 0.01
"""A fact that decides fewer draws than this is not taken out: it cannot move a median."""


@dataclass(frozen=True, slots=True)
class Influence:
    """What the answer would be without one fact."""

    row: int
    lag_without: float | None
    """Median lag without it, months; None where the answer is then not observed."""
    ratio_without: float | None
    """Median gap without it, in the unit of the gap."""
    lag_moved: float
    """By how many months the median lag moves when it is taken out."""
    ratio_moved: float
    """By which factor, or how many points, the median gap moves."""


def influence(gap: Gap) -> tuple[Influence, ...]:
    """Leave out each fact that decided the answer in at least one of a hundred draws, and estimate again.

    The draws of all other facts stay as they were, so differences are not noise.  Sums are left without their parts
    one series at a time.  Most influential first: by months of lag where the lag moved, then by the gap.
    """
    pair = gap.pair
    found = [_without(gap, rows) for rows in _candidates(gap)]
    log = pair.metric.scale == "log"
    return tuple(
        sorted(
            found,
            key=lambda one: (-abs(one.lag_moved), -abs(np.log(one.ratio_moved) if log else one.ratio_moved), one.row),
        )
    )


def _candidates(gap: Gap) -> list[list[int]]:
    """Rows to take out together: one fact of a record, or all rows of one series of a sum."""
    pair = gap.pair
    if pair.metric.kind == "record":
        decided = {one.row for one in (*gap.lag.trace, *gap.ratio.trace) if one.share >= LEAST_SHARE}
        return [[row] for row in sorted(decided)]
    facts = pair.facts.with_row_index("row").filter(pair.members[0] | pair.members[1], pl.col("date") <= pair.on)
    keys = ["entity", "tags"] if pair.metric.kind == "stock" else ["entity"]
    parts = facts.sort("date", descending=True).group_by(keys, maintain_order=True).agg("row")["row"].to_list()
    return [list(rows) for rows in parts]  # the newest row of each series names it


def _without(gap: Gap, rows: list[int]) -> Influence:
    pair = gap.pair
    kept = np.ones(pair.facts.height, dtype=bool)
    kept[rows] = False
    try:
        sides = [
            steps(pair.metric, pair.facts, pair.drawn, member & pl.Series(kept), bloc.id, pair.top)
            for bloc, member in zip(pair.blocs, pair.members, strict=True)
        ]
        behind, apart = lag(*sides, on=pair.on).median, ratio(pair.metric, *sides, on=pair.on).median
    except NotObserved:
        return Influence(rows[0], None, None, np.inf, np.inf)
    moved = gap.ratio.median / apart if pair.metric.scale == "log" else gap.ratio.median - apart
    return Influence(rows[0], behind, apart, gap.lag.median - behind, moved)
