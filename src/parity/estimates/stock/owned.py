"""An owner's stock: what it holds on a day, by designer, chip, channel or owner, and what it added by quarter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Literal

import numpy as np

from parity.errors import BadInput, NotObserved
from parity.estimates.estimate import Estimate
from parity.estimates.montecarlo import QUARTER, Floats, Random, Run
from parity.estimates.montecarlo.batches import over_batches
from parity.estimates.montecarlo.sketch import Sketch
from parity.estimates.stock.counting import Counting, counting, members, side_by_side
from parity.estimates.stock.holdings import MEASURES, Holdings, total
from parity.estimates.stock.parts import Part
from parity.estimates.stock.world import World
from parity.series import Bloc

if TYPE_CHECKING:
    from concurrent.futures import Executor

__all__ = ["BYS", "MOST_DRAWS", "By", "Group", "Quarter", "Stock", "quarter_on", "stock_of"]

By = Literal["total", "designer", "chip", "channel", "owner", "counting"]
BYS: tuple[By, ...] = ("total", "designer", "chip", "channel", "owner", "counting")

MOST_DRAWS = 1_000_000
"""Beyond this the draws of the day would fill the memory; `stream_stocks` goes further, and keeps no draws."""

LEVELS = (0.5, 0.05, 0.95)

Rows = dict[str, list[tuple[Part, str | None]]]
"""Parts, and which chip of each if not all, by the name of a row."""


@dataclass(frozen=True, slots=True)
class Quarter:
    """What was added in a quarter and held at its end, in H100-equivalents: median, 5 % and 95 % points."""

    label: str
    end: date
    added: tuple[float, float, float]
    held: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Group:
    """One row of a stock: everything, what is of one designer, chip, channel or owner, or all by another counting."""

    name: str
    h100e: Estimate
    units: Estimate
    power: Estimate
    share: Estimate
    """Of the world's H100-equivalents."""
    quarters: tuple[Quarter, ...]


@dataclass(frozen=True, slots=True)
class Stock:
    """What an owner holds on a day."""

    owner: Bloc
    on: date
    reached: date
    """End of the quarter that the figures are of."""
    counting: Counting
    by: By
    total: Group
    groups: tuple[Group, ...]
    """Largest first; empty if nothing was asked for but the total."""
    parts: tuple[Part, ...]
    world: World


def quarter_on(world: World, on: date) -> int:
    """Return the place of the newest quarter that has ended by a day; raise `NotObserved` before the first."""
    spans = world.model.axes[QUARTER].spans or ()
    ended = [place for place, (_, end) in enumerate(spans) if end <= on]
    if not ended:
        raise NotObserved(f"The supply model begins with the quarter that ends on {spans[0][1]}; {on} is before it.")
    return ended[-1]


def stock_of(
    world: World,
    owner: Bloc,
    *,
    on: date,
    by: By = "total",
    how: str | None = None,
    draws: int = 2000,
    seed: int = 0,
    executor: "Executor | None" = None,
) -> Stock:
    """Sum the parts of an owner on a day: H100-equivalents, units, MW and share of the world, with 90 % intervals.

    Raises `NotObserved` if the owner has no part or the day is too early, `BadInput` for a counting or a number of
    draws there is not.
    """
    if by not in BYS:
        raise BadInput(f"No rows by {by!r}; there are {', '.join(BYS)}.")
    if not 1 <= draws <= MOST_DRAWS:
        raise BadInput(f"From 1 to {MOST_DRAWS:,} draws can be made, not {draws:,}.")
    rule = counting(how)
    place = quarter_on(world, on)
    mine = tuple(part for part, held in zip(world.parts, members(world.parts, owner, rule), strict=True) if held)
    if not mine:
        raise NotObserved(f"The supply model has no chips of {owner.id}, counting {rule.id}.")
    other = side_by_side(world.parts, owner) if by == "counting" else {}
    made = list(over_batches(partial(_batch, world, mine, rule, by, other, place, seed), draws, executor=executor))
    names = made[0].names
    joined = np.concatenate([one.now for one in made])  # (draws, groups, measures + share)
    added, held = _merged([one.added for one in made]), _merged([one.held for one in made])
    spans = world.model.axes[QUARTER].spans or ()
    groups = [
        _group(name, joined[:, number], spans[place][1], _quarters(world, number, added, held, place))
        for number, name in enumerate(names)
    ]
    rows = [one for one in groups[1:] if any(one.h100e.interval())]
    rows.sort(key=lambda one: -one.h100e.median)
    return Stock(owner, on, spans[place][1], rule, by, groups[0], tuple(rows), mine, world)


@dataclass(frozen=True, slots=True)
class _Batch:
    names: tuple[str, ...]
    now: Floats
    added: Sketch
    held: Sketch


def _batch(
    world: World,
    mine: Sequence[Part],
    rule: Counting,
    by: By,
    other: Mapping[str, Sequence[Part]],
    place: int,
    seed: int,
    batch: tuple[int, int],
) -> _Batch:
    """Draw one batch; the first row is the total."""
    number, draws = batch
    holdings = Holdings(Run(world.model, draws=draws, batch=number, scores=Random(seed)))
    rows: Rows = {"total": [(part, None) for part in mine]}
    rows |= {name: [(part, None) for part in parts] for name, parts in other.items()} or _rows(holdings, mine, by)
    flows = [
        [total(holdings.flow(part, measure, chip) for part, chip in row) for measure in MEASURES]
        for row in rows.values()
    ]
    quarters = len(holdings.labels)
    shape = (draws, quarters)
    held = [[np.broadcast_to(holdings.retired(flow), shape) for flow in row] for row in flows]
    everyone = total(holdings.flow(part) for part in world.parts if rule.counts(part))
    world_held = np.broadcast_to(holdings.retired(everyone), shape)[:, place]
    now = np.empty((draws, len(rows), len(MEASURES) + 1))
    added_sketch, held_sketch = Sketch(len(rows) * quarters), Sketch(len(rows) * quarters)
    for spot, row in enumerate(held):
        for column, measure in enumerate(row):
            now[:, spot, column] = measure[:, place]
        now[:, spot, -1] = now[:, spot, 0] / np.where(world_held > 0, world_held, np.inf)
    added_sketch.add(np.concatenate([np.broadcast_to(row[0], shape) for row in flows], axis=1))
    held_sketch.add(np.concatenate([row[0] for row in held], axis=1))
    return _Batch(tuple(rows), now, added_sketch, held_sketch)


def _rows(holdings: Holdings, mine: Sequence[Part], by: By) -> Rows:
    """Which parts, and which chips of them, go into which row."""
    found: Rows = {}
    for part in mine:
        if by == "chip":
            for chip in holdings.chips(part):
                found.setdefault(chip, []).append((part, chip))
        elif by != "total":
            found.setdefault(getattr(part, by), []).append((part, None))
    return found


def _merged(sketches: Sequence[Sketch]) -> Floats:
    """Quantiles of all batches together: shape `(levels, columns)`."""
    first = sketches[0]
    for one in sketches[1:]:
        first.merge(one)
    return first.quantile(LEVELS)


def _quarters(world: World, number: int, added: Floats, held: Floats, place: int) -> tuple[Quarter, ...]:
    axis = world.model.axes[QUARTER]
    start = number * len(axis)
    return tuple(
        Quarter(axis.labels[q], (axis.spans or ())[q][1], _triple(added[:, start + q]), _triple(held[:, start + q]))
        for q in range(place + 1)
    )


def _triple(values: Floats) -> tuple[float, float, float]:
    middle, low, high = values.tolist()
    return middle, low, high


def _group(name: str, draws: Floats, on: date, quarters: tuple[Quarter, ...]) -> Group:
    units = ("H100-equivalents", "chips", "MW", "of the world")
    h100e, chips, power, share = (
        Estimate(np.ascontiguousarray(draws[:, column]), unit, on) for column, unit in enumerate(units)
    )
    return Group(name, h100e, chips, power, share, quarters)
