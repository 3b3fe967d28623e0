"""The whole answer about a pair: ratio, lag, catch-up times and trend of one metric on one day, from the same draws."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl
from numpy.typing import NDArray

from parity.errors import BadInput
from parity.estimates.catch_up import CatchUp, catch_up
from parity.estimates.estimate import Estimate, most_common
from parity.estimates.lag import lag
from parity.estimates.ratio import ratio
from parity.estimates.trend import WINDOW_MONTHS, Trend, trend
from parity.series import BEST, EPOCH, Bloc, Membership, Metric, Steps, Top, draw, in_force, steps, values

__all__ = ["Gap", "Pair", "compare", "gap"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two blocs' step functions over the same draws, and the facts they were made of."""

    metric: Metric
    leader: Steps
    follower: Steps
    facts: pl.DataFrame
    on: date
    """The day compared: the day asked for, or the newest that all parts of a stock or flow cover."""
    counting: str | None
    blocs: tuple[Bloc, Bloc]
    members: tuple[pl.Series, pl.Series]
    """Which facts belong to either bloc."""
    drawn: NDArray[np.float64]
    """Scores of all facts, shape `(draws, facts)`."""
    top: Top = BEST


@dataclass(frozen=True, slots=True)
class Frontier:
    """Where a bloc stands on a day."""

    best: Estimate
    """In the metric's unit."""
    entity: str
    """What holds it in most draws; for a sum, its parts."""
    date: date
    """Day from which it holds in most draws."""


@dataclass(frozen=True, slots=True)
class Gap:
    """How far one bloc is behind another on one metric and day."""

    pair: Pair
    ratio: Estimate
    lag: Estimate
    catch_up: CatchUp | None
    trend: Trend | None
    leader_frontier: Frontier
    follower_frontier: Frontier


def compare(
    facts: pl.DataFrame,
    metric: Metric,
    leader: Bloc,
    follower: Bloc,
    *,
    on: date,
    vintage: date | None = None,
    draws: int = 2000,
    seed: int = 0,
    counting: str | None = None,
    membership: Membership = "any",
    top: Top = BEST,
    batch: int = 0,
) -> Pair:
    """Draw the facts in force and make both blocs' step functions.

    Raises `NotObserved` if either bloc has no figure in the vintage or by the day, `BadInput` if both are the same.
    """
    if leader.id == follower.id:
        raise BadInput(f"{leader.id} cannot be compared with itself; name two blocs.")
    known = in_force(facts, metric, (leader, follower), vintage=vintage, counting=counting, membership=membership)
    drawn = draw(metric, known, draws=draws, seed=seed, batch=batch)
    members = [one.members(known, membership=membership) for one in (leader, follower)]
    sides = [steps(metric, known, drawn, of, one.id, top) for of, one in zip(members, (leader, follower), strict=True)]
    for side in sides:
        side.until(on)
    day = on if metric.kind == "record" else min(on, *(_covered(metric, known, of) for of in members))
    used = counting or metric.default_counting
    return Pair(
        metric=metric,
        leader=sides[0],
        follower=sides[1],
        facts=known,
        on=day,
        counting=used if metric.countings else None,
        blocs=(leader, follower),
        members=(members[0], members[1]),
        drawn=drawn,
        top=top,
    )


def _covered(metric: Metric, facts: pl.DataFrame, member: pl.Series) -> date:
    """Newest day on which every series of a bloc has a figure: past it, one part would be held at an old value."""
    keys = ["entity", "tags"] if metric.kind == "stock" else ["entity"]
    newest = facts.filter(member).group_by(keys).agg(pl.col("date").max())["date"].min()
    return newest if isinstance(newest, date) else date.max


def gap(pair: Pair, *, window_months: int = WINDOW_MONTHS, seed: int = 0) -> Gap:
    """Estimate ratio, lag, catch-up times and trend of a pair on its day."""
    leader, follower, on = pair.leader, pair.follower, pair.on
    return Gap(
        pair=pair,
        ratio=ratio(pair.metric, leader, follower, on=on),
        lag=lag(leader, follower, on=on),
        catch_up=catch_up(leader, follower, on=on),
        trend=trend(pair.metric, leader, follower, on=on, months=window_months, seed=seed),
        leader_frontier=frontier(pair, leader),
        follower_frontier=frontier(pair, follower),
    )


def frontier(pair: Pair, side: Steps) -> Frontier:
    """Describe where one side of a pair stands on its day."""
    now = side.until(pair.on)
    # A copy: a view would keep every knot of the batch in memory.
    best = Estimate(values(pair.metric, now.score[:, -1].copy()), pair.metric.unit, pair.on)
    holder = most_common(now.fact[:, -1])
    if holder < 0:
        day = EPOCH + timedelta(days=int(now.days[-1]))
        return Frontier(best, f"all parts of {now.bloc}", day)
    row = pair.facts.row(holder, named=True)
    return Frontier(best, str(row["entity"]), row["date"])
