"""A bloc's frontier or stock through time, summed up over draws."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl

from parity.estimates.estimate import most_common
from parity.series import EPOCH, Bloc, Membership, Metric, Steps, draw, in_force, steps, values

__all__ = ["Line", "line_of", "lines"]


@dataclass(frozen=True, slots=True)
class Line:
    """Median and 90 % band of a bloc's step function, at the days on which its median changes."""

    bloc: str
    unit: str
    dates: tuple[date, ...]
    median: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    holders: tuple[str, ...]
    """What holds a frontier in most draws from each day on; empty for sums."""
    sources: tuple[str, ...]


def lines(
    facts: pl.DataFrame,
    metric: Metric,
    blocs: Iterable[Bloc],
    *,
    on: date,
    vintage: date | None = None,
    draws: int = 2000,
    seed: int = 0,
    counting: str | None = None,
    membership: Membership = "any",
) -> list[Line]:
    """Draw each bloc's facts in force and sum its step function up to a day.

    Blocs are told of by one source each, so that those of the same source share its facts and draws.
    """
    found, drawn = [], {}
    for bloc in blocs:
        known = in_force(facts, metric, (bloc,), vintage=vintage, counting=counting, membership=membership)
        (source,) = known["source"].unique()
        if source not in drawn:
            drawn[source] = draw(metric, known, draws=draws, seed=seed)
        side = steps(metric, known, drawn[source], bloc.members(known, membership=membership), bloc.id)
        found.append(line_of(metric, side.until(on), known))
    return found


def line_of(metric: Metric, side: Steps, facts: pl.DataFrame) -> Line:
    """Sum up a step function that is at hand already."""
    low, middle, high = values(metric, np.quantile(side.score, [0.05, 0.5, 0.95], axis=0))
    if metric.better == "lower":
        low, high = high, low
    moved = np.flatnonzero(np.append(True, np.diff(middle) != 0))
    entities = facts["entity"].to_list()
    held = [most_common(side.fact[:, knot]) for knot in moved.tolist()]
    return Line(
        bloc=side.bloc,
        unit=metric.unit,
        dates=tuple(EPOCH + timedelta(days=int(day)) for day in side.days[moved]),
        median=tuple(middle[moved].tolist()),
        low=tuple(low[moved].tolist()),
        high=tuple(high[moved].tolist()),
        holders=tuple(entities[row] for row in held if row >= 0),
        sources=tuple(facts["source"].unique().sort().to_list()),
    )
