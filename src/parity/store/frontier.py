"""Reading what is near a frontier out of very many facts: a part at a time, and never a whole table at once."""

import polars as pl

from parity.facts.keep import Keep

__all__ = ["DEEP", "MANY", "Keep", "near_frontier"]

MANY = 100_000
"""So many facts of a record metric are read no deeper than `DEEP`, if the metric says no other depth."""
DEEP = 200
ONE_COUNTRY = {"HK": "CN", "MO": "CN"}


def near_frontier(facts: pl.LazyFrame, keep: Keep | None) -> pl.DataFrame:
    """Collect the facts that `keep` keeps; without it, all.

    A row is among the k best yet of a country on its day exactly if fewer than k earlier rows of the country are
    better.  The k outermost layers of running records hold all such rows, and hold enough of the better rows to count
    by; so k passes over columns do what a loop over rows would.

    >>> rows = pl.LazyFrame(
    ...     {"country": ["US"] * 4, "known_on": [1] * 4, "date": [1, 2, 3, 4], "value": [5.0, 3.0, 4.0, 6.0]}
    ... )
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
    rows = facts.select(
        pl.int_range(pl.len(), dtype=pl.UInt32).alias("place"),
        _codes(keep).alias("code"),
        "known_on",
        "date",
        score.alias("score"),
    )
    ranked = rows.explode("code").sort("date", "score").collect()
    near = _near(ranked, keep)
    if keep.always is not None:
        near = pl.concat([near, ranked.filter(pl.col("score") >= keep.always * sign)["place"]])
    return facts.with_row_index("place").filter(pl.col("place").is_in(near.unique().implode())).drop("place").collect()


def _codes(keep: Keep) -> pl.Expr:
    codes = pl.col("country").fill_null("").str.split(";").list.eval(pl.element().replace(ONE_COUNTRY)).list.unique()
    if keep.groups == "countries":
        return codes
    rival = codes.list.eval(pl.element().filter(pl.element().is_in(["US", "CN"])))
    return pl.when(rival.list.len() > 0).then(rival).otherwise(pl.concat_list(pl.lit("other")))


def _near(ranked: pl.DataFrame, keep: Keep) -> pl.Series:
    """Places of the rows near the frontier of one of their countries, in one edition."""
    group = ["code", "known_on"]
    best = pl.col("score").cum_max().over(group)
    if keep.within is not None:
        ranked = ranked.filter(pl.col("score") >= best - keep.within)
    if keep.depth is None:
        return ranked["place"]
    left, layers = ranked, []
    for _ in range(keep.depth):
        record = left.select((pl.col("score") >= best).alias("record"))["record"]
        if not record.len():
            break
        layers.append(left.filter(record))
        left = left.filter(~record)
    candidates = pl.concat(layers).sort("date", "score") if layers else ranked
    kept = [
        place
        for _, part in candidates.group_by(group, maintain_order=True)
        for place in _among_best(part["place"].to_list(), part["score"].to_list(), keep.depth)
    ]
    return pl.Series("place", kept, dtype=pl.UInt32)


def _among_best(places: list[int], scores: list[float], depth: int) -> list[int]:
    """Places of rows, in the order of their days, that fewer than `depth` earlier ones beat."""
    from heapq import heappush, heappushpop

    best: list[float] = []
    found = []
    for place, score in zip(places, scores, strict=True):
        if len(best) < depth:
            heappush(best, score)
            found.append(place)
        elif score >= best[0]:
            heappushpop(best, score)
            found.append(place)
    return found
