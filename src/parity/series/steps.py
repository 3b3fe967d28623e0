"""Right-continuous step functions over joint draws: the frontier of a record, the sum of a stock, a yearly flow."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from parity.errors import NotObserved
from parity.series.draws import values
from parity.series.metric import Metric

__all__ = ["BEST", "EPOCH", "Steps", "Top", "day_number", "steps"]

Floats = NDArray[np.float64]
Days = NDArray[np.int64]

EPOCH = date(1970, 1, 1)


def day_number(day: date) -> int:
    """Count days since 1970-01-01, as polars stores a date."""
    return (day - EPOCH).days


@dataclass(frozen=True, slots=True)
class Steps:
    """A bloc's score through time, one row a draw.

    `days`, shape `(knots,)`, are ascending day numbers; `score`, shape `(draws, knots)`, holds from its day on and
    never falls for a record or a stock.  `fact`, shape `(draws, knots)`, is the row of the fact that holds a record,
    or -1 for sums.
    """

    bloc: str
    days: Days
    score: Floats
    fact: NDArray[np.int64]

    def until(self, on: date) -> "Steps":
        """Cut at a day; raise `NotObserved` if nothing was reached by then."""
        kept = int(np.searchsorted(self.days, day_number(on), side="right"))
        if kept == 0:
            first = date.fromordinal(EPOCH.toordinal() + int(self.days[0]))
            raise NotObserved(f"Nothing is known of {self.bloc} by {on}; its first figure is of {first}.")
        return Steps(self.bloc, self.days[:kept], self.score[:, :kept], self.fact[:, :kept])

    def at(self, days: Days) -> Floats:
        """Scores on given days: shape `(draws, days)`; minus infinity before the first knot."""
        index = np.searchsorted(self.days, days, side="right") - 1
        return np.where(index >= 0, self.score[:, np.maximum(index, 0)], -np.inf)

    def first_reaching(self, level: Floats) -> NDArray[np.int64]:
        """Index of the first knot at or above a level: shape of `level`, `(draws, levels)`; `knots` if none is.

        A score never falls, so the index is the count of knots below the level, found by halving: the cost grows with
        the logarithm of the knots, and no array beyond `(draws, levels)`.
        """
        knots = self.days.size
        found = np.zeros(level.shape, dtype=np.int64)
        row = np.arange(level.shape[0])[:, None]
        step = 1 << (knots.bit_length() - 1)
        while step:
            probe = found + step
            below = self.score[row, np.minimum(probe, knots) - 1] < level
            found += step * (below & (probe <= knots))
            step >>= 1
        return found


@dataclass(frozen=True, slots=True)
class Top:
    """Which of a bloc's records make its frontier: the k-th best, or the mean of the best k."""

    k: int = 1
    mean: bool = False


BEST = Top()
"""The frontier as it is usually meant: the best."""


def steps(metric: Metric, facts: pl.DataFrame, drawn: Floats, member: pl.Series, bloc: str, top: Top = BEST) -> Steps:
    """Make the step function of a bloc's facts.

    `drawn` has shape `(draws, facts)`, in the order of `facts`, which is by date; `member` tells which count.
    """
    rows = member.arg_true().to_numpy().astype(np.int64)
    if rows.size == 0:
        raise NotObserved(f"No fact on {metric.id} belongs to {bloc}.")
    days = facts["date"].to_physical().to_numpy()[rows].astype(np.int64)
    if metric.kind == "record":
        if top.k == 1:
            return _record(drawn[:, rows], days, rows, bloc)
        return _record_top(drawn[:, rows], days, rows, bloc, top)
    return _sum(metric, facts, drawn, rows, bloc)


def _record(drawn: Floats, days: Days, rows: NDArray[np.int64], bloc: str) -> Steps:
    """Running best; of facts of one day the best counts, in whatever order they come."""
    best = np.maximum.accumulate(drawn, axis=1)
    sets = np.concatenate([np.ones((drawn.shape[0], 1), bool), drawn[:, 1:] > best[:, :-1]], axis=1)
    holder = np.maximum.accumulate(np.where(sets, np.arange(rows.size), 0), axis=1)
    last = np.flatnonzero(np.append(days[1:] != days[:-1], True))
    return Steps(bloc, days[last], best[:, last], rows[holder[:, last]])


def _record_top(drawn: Floats, days: Days, rows: NDArray[np.int64], bloc: str, top: Top) -> Steps:
    """Running k-th best or mean of the best k, from the day on which k facts are known."""
    if rows.size < top.k:
        raise NotObserved(f"Only {rows.size} facts of {bloc} are known, fewer than {top.k}.")
    best = np.sort(drawn[:, : top.k], axis=1)  # ascending: the k-th best is first
    score, fact = [], []
    for place in range(top.k - 1, rows.size):
        if place >= top.k:
            best[:, 0] = np.maximum(best[:, 0], drawn[:, place])
            best.sort(axis=1)
        score.append(best.mean(axis=1) if top.mean else best[:, 0].copy())
        if top.mean:
            fact.append(np.full(drawn.shape[0], -1))
        else:
            held = drawn[:, : place + 1] == best[:, :1]
            fact.append(rows[held.argmax(axis=1)])
    known = days[top.k - 1 :]
    last = np.flatnonzero(np.append(known[1:] != known[:-1], True))
    return Steps(bloc, known[last], np.stack(score, axis=1)[:, last], np.stack(fact, axis=1)[:, last])


def _sum(metric: Metric, facts: pl.DataFrame, drawn: Floats, rows: NDArray[np.int64], bloc: str) -> Steps:
    """Sum of the newest figure of each series; a flow's series is its entity."""
    part = facts[rows.tolist()]
    keys = ["entity", "tags"] if metric.kind == "stock" else ["entity"]
    series = part.select(pl.concat_str([pl.col(key).fill_null("") for key in keys], separator="|")).to_series()
    days = part["date"].to_physical().to_numpy().astype(np.int64)
    knots = np.unique(days)
    total = np.zeros((drawn.shape[0], knots.size))
    for name in series.unique().sort():
        of = (series == name).to_numpy()
        value = values(metric, drawn[:, rows[of]])
        if metric.kind == "stock":
            value = np.maximum.accumulate(value, axis=1)  # what was bought stays bought
        index = np.searchsorted(days[of], knots, side="right") - 1
        total += np.where(index >= 0, value[:, np.maximum(index, 0)], 0.0)
    score = np.log(total) if metric.scale == "log" else total
    return Steps(bloc, knots, score, np.full(score.shape, -1, dtype=np.int64))
