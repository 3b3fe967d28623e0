"""Models in order of capability: of a fitted index, or as a source publishes it."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from parity.errors import NotObserved
from parity.estimates.estimate import Interval
from parity.estimates.index.capability import FittedIndex, Standing
from parity.estimates.index.scores import Scores
from parity.series import Metric, in_force

__all__ = ["Ranking", "published_ranking", "ranking_of"]


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """Models with their capability, the most able first."""

    unit: str
    interval: str
    """What the intervals are, in words."""
    models: tuple[Standing, ...]
    benchmarks: tuple[Standing, ...] = ()
    """The hardest first; empty where a source publishes models alone."""
    carried: tuple[Standing, ...] = ()
    """Models placed by their scores on the benchmarks as fitted."""
    index: FittedIndex | None = None
    sources: tuple[str, ...] = ()


def ranking_of(index: FittedIndex, new: Scores | None = None) -> Ranking:
    """Rank a fitted index's models, and place new ones beside them without a refit."""
    if index.refits is None:
        interval = "5 % more misfit of its own scores, all else held fixed: a bar of fit, not of evidence"
    else:
        what = {"both": "benchmarks and scores"}.get(index.over, index.over)
        count = index.refits.at.slope.shape[0]
        interval = f"90 %, bootstrap over {what} ({count} refits, seed {index.seed})"
    return Ranking(
        unit="points" if index.scale.models else f"units of {index.scores.benchmarks[index.scale.benchmark]}'s slope",
        interval=interval,
        models=index.ranking(),
        benchmarks=index.difficulties(),
        carried=index.carry(new) if new else (),
        index=index,
    )


def published_ranking(facts: pl.DataFrame, metric: Metric, *, on: date, vintage: date | None = None) -> Ranking:
    """Rank the models of the facts in force, released by a day, as the source publishes them.

    Raises `NotObserved` where no model was known.
    """
    known = in_force(facts, metric, (), vintage=vintage).filter(pl.col("date") <= on)
    if not known.height:
        when = f" by {vintage}" if vintage else ""
        raise NotObserved(f"No model's {metric.id} was known{when} of those released by {on}.")
    rows = known.sort(["value", "entity"], descending=[True, False]).iter_rows(named=True)
    models = tuple(
        Standing(
            row["entity"],
            row["value"],
            Interval(
                row["value"] if row["low"] is None else row["low"], row["value"] if row["high"] is None else row["high"]
            ),
            released=row["date"],
            country=row["country"],
        )
        for row in rows
    )
    sources = tuple(known["source"].unique().sort().to_list())
    return Ranking(metric.unit, "90 %, as published", models, sources=sources)
