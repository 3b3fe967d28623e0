"""The whole world by streaming: every part's stock at every quarter's end from any number of draws."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from parity.estimates.montecarlo import Random, Run
from parity.estimates.montecarlo.batches import over_batches
from parity.estimates.montecarlo.kinds import Floats
from parity.estimates.montecarlo.sketch import Sketch
from parity.estimates.stock.holdings import Holdings, total
from parity.estimates.stock.parts import Part
from parity.estimates.stock.world import World

if TYPE_CHECKING:
    from concurrent.futures import Executor

__all__ = ["Streamed", "stream_stocks"]

LEVELS = (0.05, 0.5, 0.95)


@dataclass(frozen=True, slots=True)
class Streamed:
    """5, 50 and 95 % points by row and quarter, H100-equivalents."""

    rows: tuple[str, ...]
    """The parts in their order as `owner, designer, channel`, then the sum of each country, then the world's."""
    quarters: tuple[str, ...]
    points: Floats
    """Shape `(levels, rows, quarters)`."""


def stream_stocks(world: World, *, draws: int, seed: int = 0, executor: "Executor | None" = None) -> Streamed:
    """Sum up any number of draws of every part without keeping one; the result does not depend on the executor.

    Quantiles are exact to 0.05 %.
    """
    whole: Sketch | None = None
    for one in over_batches(partial(_batch, world, seed), draws, executor=executor):
        if whole is None:
            whole = one
        else:
            whole.merge(one)
    assert whole is not None
    quarters = world.model.axes["quarter"].labels
    rows = (*(_name(part) for part in world.parts), *_countries(world), "World")
    return Streamed(rows, quarters, whole.quantile(LEVELS).reshape(len(LEVELS), len(rows), len(quarters)))


def _name(part: Part) -> str:
    return f"{part.owner}, {part.designer}, {part.channel}"


def _countries(world: World) -> list[str]:
    return list(dict.fromkeys(part.country for part in world.parts))


def _batch(world: World, seed: int, batch: tuple[int, int]) -> Sketch:
    number, draws = batch
    holdings = Holdings(Run(world.model, draws=draws, batch=number, scores=Random(seed)))
    flows = [holdings.flow(part) for part in world.parts]
    countries = [
        total(flow for part, flow in zip(world.parts, flows, strict=True) if part.country == country)
        for country in _countries(world)
    ]
    shape = (draws, len(holdings.labels))
    held = [np.broadcast_to(holdings.retired(one), shape) for one in (*flows, *countries, total(countries))]
    sketch = Sketch(len(held) * shape[1])
    sketch.add(np.concatenate(held, axis=1))
    return sketch
