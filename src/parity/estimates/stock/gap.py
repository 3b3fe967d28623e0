"""The gap between two owners' stocks from the supply model, and how a scenario moves it, draw by draw."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import numpy as np

from parity.errors import BadInput, NotObserved
from parity.estimates.catch_up import CatchUp, catch_up
from parity.estimates.estimate import Estimate
from parity.estimates.lag import lag
from parity.estimates.montecarlo import QUARTER, Cache, Floats, Random, Run
from parity.estimates.montecarlo.batches import over_batches
from parity.estimates.stock.counting import Counting, counting, members
from parity.estimates.stock.holdings import Holdings, total
from parity.estimates.stock.owned import quarter_on
from parity.estimates.stock.world import World
from parity.estimates.trend import WINDOW_MONTHS, Trend, trend
from parity.series import Bloc, Steps, day_number, metric

__all__ = ["MOST_GAP_DRAWS", "GapQuarter", "Side", "StockGap", "gap_of"]

MOST_GAP_DRAWS = 200_000
"""Both sides of both worlds are kept for every quarter."""

Triple = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Side:
    """The gap in one world on the day."""

    ratio: Estimate
    lag: Estimate
    catch_up: CatchUp | None
    trend: Trend | None
    leader: Estimate
    follower: Estimate


@dataclass(frozen=True, slots=True)
class GapQuarter:
    """Both worlds at a quarter's end: median, 5 % and 95 % points; differences are of paired draws."""

    label: str
    end: date
    leader: Triple
    follower: Triple
    ratio: Triple
    baseline_leader: Triple
    baseline_follower: Triple
    baseline_ratio: Triple
    leader_difference: Triple
    follower_difference: Triple
    ratio_difference: Triple


@dataclass(frozen=True, slots=True)
class StockGap:
    """How far one owner's stock is behind another's, in a scenario and in the baseline."""

    leader: Bloc
    follower: Bloc
    on: date
    reached: date
    counting: Counting
    scenario: Side
    baseline: Side
    ratio_difference: Estimate
    leader_difference: Estimate
    follower_difference: Estimate
    quarters: tuple[GapQuarter, ...]
    world: World


def gap_of(
    world: World,
    baseline: World,
    leader: Bloc,
    follower: Bloc,
    *,
    on: date,
    how: str | None = None,
    draws: int = 2000,
    seed: int = 0,
    window_months: int = WINDOW_MONTHS,
) -> StockGap:
    """Compare two owners' stocks in a world and in the baseline on the same draws.

    Raises `NotObserved` if an owner has no part or the day is too early, `BadInput` for owners that are the same or
    too many draws.
    """
    if leader.id == follower.id:
        raise BadInput(f"{leader.id} cannot be compared with itself; name two blocs.")
    if not 1 <= draws <= MOST_GAP_DRAWS:
        raise BadInput(f"A scenario can be drawn from 1 to {MOST_GAP_DRAWS:,} times, not {draws:,}.")
    rule = counting(how or metric("compute_stock").default_counting)
    place = quarter_on(world, on)
    for one in (leader, follower):
        if not members(world.parts, one, rule).any():
            raise NotObserved(f"The supply model has no chips of {one.id}, counting {rule.id}.")
    task = partial(_stocks, (world, baseline), (leader, follower), rule, place, seed)
    made = np.concatenate(list(over_batches(task, draws)), axis=2)  # (worlds, sides, draws, quarters)
    axis = world.model.axes[QUARTER]
    spans = (axis.spans or ())[: place + 1]
    ends = np.array([day_number(end) for _, end in spans])
    sides = [
        _side(made[number], ends, (leader.id, follower.id), spans[place][1], window_months, seed) for number in (0, 1)
    ]
    with np.errstate(divide="ignore", invalid="ignore"):  # an owner may hold nothing in the first quarters
        ratios = made[:, 0] / made[:, 1]
        ratio_apart = ratios[0] - ratios[1]
    apart = made[0] - made[1]
    reached = spans[place][1]
    rows = [
        GapQuarter(
            axis.labels[q],
            spans[q][1],
            *(_triple(one[:, q]) for one in (made[0, 0], made[0, 1], ratios[0], made[1, 0], made[1, 1], ratios[1])),
            *(_triple(one[:, q]) for one in (apart[0], apart[1], ratio_apart)),
        )
        for q in range(place + 1)
    ]
    return StockGap(
        leader, follower, on, reached, rule, sides[0], sides[1],
        Estimate(ratio_apart[:, place].copy(), "x", reached),
        Estimate(apart[0][:, place], UNIT, reached), Estimate(apart[1][:, place], UNIT, reached), tuple(rows), world,
    )  # fmt: skip


UNIT = "H100-equivalents"


def _stocks(
    worlds: Sequence[World], blocs: Sequence[Bloc], rule: Counting, place: int, seed: int, batch: tuple[int, int]
) -> Floats:
    """Draw a batch of both worlds: shape `(worlds, sides, draws, quarters)`; what is the same is drawn once."""
    number, draws = batch
    cache = Cache()
    found = np.empty((len(worlds), len(blocs), draws, place + 1))
    for at, one in enumerate(worlds):
        holdings = Holdings(Run(one.model, draws=draws, batch=number, scores=Random(seed), cache=cache))
        for side, bloc in enumerate(blocs):
            held = members(one.parts, bloc, rule)
            flow = total(holdings.flow(part) for part, mine in zip(one.parts, held, strict=True) if mine)
            found[at, side] = holdings.retired(flow)[:, : place + 1]
    return found


def _side(stocks: Floats, ends: np.ndarray, names: tuple[str, str], on: date, months: int, seed: int) -> Side:
    """Estimate the gap of one world; stocks have shape `(sides, draws, quarters)`."""
    known = int(np.argmax((stocks > 0).all(axis=(0, 1)))) if (stocks[..., -1] > 0).all() else -1
    if known < 0:
        raise NotObserved(f"{names[1]} or {names[0]} holds no chips on {on} in some draws, so that there is no ratio.")
    of, days = metric("compute_stock"), ends[known:]
    none = np.full((stocks.shape[1], days.size), -1, dtype=np.int64)
    plain = [Steps(name, days, np.log(one[:, known:]), none) for name, one in zip(names, stocks, strict=True)]
    # Who held how much first: what retires later does not undo it.
    first = [Steps(one.bloc, days, np.maximum.accumulate(one.score, axis=1), none) for one in plain]
    ratio = Estimate(stocks[0, :, -1] / stocks[1, :, -1], "x", on)
    return Side(
        ratio=ratio,
        lag=lag(*first, on=on),
        catch_up=catch_up(*first, on=on),
        trend=trend(of, *plain, on=on, months=months, seed=seed),
        leader=Estimate(stocks[0, :, -1].copy(), UNIT, on),
        follower=Estimate(stocks[1, :, -1].copy(), UNIT, on),
    )


def _triple(values: Floats) -> Triple:
    with np.errstate(invalid="ignore"):
        middle, low, high = np.quantile(values, (0.5, 0.05, 0.95)).tolist()
    return middle, low, high
