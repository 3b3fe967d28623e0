"""Reading what is near a frontier out of very many facts: a part at a time, and never a whole table at once."""

from heapq import heappush, heappushpop
from itertools import pairwise

import numpy as np
import polars as pl
from numpy.typing import NDArray

from parity.facts.keep import Keep

__all__ = ["DEEP", "MANY", "Keep", "near_frontier"]

MANY = 100_000
"""So many facts of a record metric are read no deeper than `DEEP`, if the metric says no other depth."""
DEEP = 10
FIRST = 4096
"""Rows of the first block; each later one is twice as long."""
ONE_COUNTRY = {"HK": "CN", "MO": "CN"}


def near_frontier(facts: pl.LazyFrame, keep: Keep | None) -> pl.DataFrame:
    """Collect the facts that `keep` keeps; without it, all.  Two reads: of four columns, then of the rows to keep.

    >>> rows = pl.LazyFrame({"country": ["US"] * 4, "known_on": 1, "date": [1, 2, 3, 4], "value": [5.0, 3.0, 4.0, 6.0]})
    >>> near_frontier(rows, Keep(depth=1))["value"].to_list()
    [5.0, 6.0]
    """
    if keep is None:
        return facts.collect()
    sign = 1.0 if keep.better == "higher" else -1.0
    score = pl.col("value") * sign
    if keep.since is not None:
        facts = facts.filter(pl.col("date") >= keep.since)
    if keep.at_least is not None:
        facts = facts.filter(score >= keep.at_least * sign)
    if keep.depth is None and keep.within is None:
        return facts.collect()
    ranked = (
        facts.select(
            pl.int_range(pl.len(), dtype=pl.UInt32).alias("place"),
            _groups(keep).alias("group"),
            pl.col("known_on").cast(pl.Int32) if keep.editions else pl.lit(0).alias("known_on"),
            "date",
            score.alias("score"),
        )
        .explode("group")
        .sort("group", "known_on", "date", "score")
        .collect()
    )
    near = _near(ranked, keep)
    if keep.always is not None:
        near = np.append(near, ranked.filter(pl.col("score") >= keep.always * sign)["place"].to_numpy())
    kept = pl.Series("place", near, dtype=pl.UInt32).implode()
    return facts.with_row_index("place").filter(pl.col("place").is_in(kept)).drop("place").collect()


def _groups(keep: Keep) -> pl.Expr:
    """Whose frontiers a fact may be near: a list for each."""
    codes = pl.col("country").fill_null("").str.split(";").list.eval(pl.element().replace(ONE_COUNTRY)).list.unique()
    if keep.groups == "countries":
        return codes
    rival = codes.list.eval(pl.element().filter(pl.element().is_in(["US", "CN"])))
    return pl.when(rival.list.len() > 0).then(rival).otherwise(pl.concat_list(pl.lit("other")))


def _near(ranked: pl.DataFrame, keep: Keep) -> NDArray[np.uint32]:
    """Places, some twice, of the rows near a frontier of their groups; `ranked` is sorted by group, edition and day."""
    places, scores = ranked["place"].to_numpy(), ranked["score"].to_numpy()
    starts = ranked.select(pl.struct("group", "known_on").rle_id().alias("run"))["run"].to_numpy()
    edges = np.flatnonzero(np.diff(starts, prepend=-1, append=-2)) if starts.size else np.array([], dtype=np.int64)
    found = [np.array([], dtype=np.uint32)]
    for first, last in pairwise(edges):
        rows = np.arange(first, last)
        if keep.within is not None:
            rows = rows[scores[rows] >= np.maximum.accumulate(scores[rows]) - keep.within]
        if keep.depth is not None:
            rows = rows[_among_best(scores[rows], keep.depth)]
        found.append(places[rows])
    return np.concatenate(found)


def _among_best(scores: NDArray[np.float64], depth: int) -> NDArray[np.int64]:
    """Which scores, in the order of their days, fewer than `depth` earlier ones beat.

    A block is first cut down to what reaches the depth-th best of all before it, which nearly empties it; the exact
    count then walks over the little that is left.
    """
    best: list[float] = []
    found: list[int] = []
    start, size = 0, FIRST
    while start < scores.size:
        block = scores[start : start + size]
        left = np.flatnonzero(block >= best[0]) if len(best) == depth else np.arange(block.size)
        for row, score in zip((left + start).tolist(), block[left].tolist(), strict=True):
            if len(best) < depth:
                heappush(best, score)
            elif score >= best[0]:
                heappushpop(best, score)
            else:
                continue
            found.append(row)
        start, size = start + size, size * 2
    return np.array(found, dtype=np.int64)
