"""The public functions on the supply model: stocks, the gap between them, what matters, what chips can train.

`parity.api` has them beside the others; errors and defaults are the same.
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from parity.errors import BadInput
from parity.estimates import WINDOW_MONTHS
from parity.series import bloc

if TYPE_CHECKING:
    from concurrent.futures import Executor

    import numpy as np
    from numpy.typing import NDArray

    from parity.estimates.stock import By, Stock, StockGap, World
    from parity.estimates.stock.cluster import Cluster
    from parity.estimates.stock.matter import Matter

__all__ = ["cluster", "stock", "stock_gap", "stock_inputs"]

DRAWS, SEED = 2000, 0


def stock(
    owner: str,
    *,
    on: date | None = None,
    by: "By" = "total",
    counting: str | None = None,
    scenario: str = "baseline",
    assumptions: str = "ours",
    settings: Sequence[str] = (),
    draws: int = DRAWS,
    seed: int = SEED,
    executor: "Executor | None" = None,
) -> "Stock":
    """Estimate the AI compute that an owner has in service, from what was sold and made: see docs/stock.md.

    `by` adds rows by designer, chip, channel or owner; `assumptions` are ours or the published ones; `scenario` names
    one of the catalogue or a file; `settings` change single inputs, as in `chip_life=3..5`.

    >>> from datetime import date
    >>> stock("US", on=date(2025, 12, 31), by="designer").groups[0].name
    'NVIDIA'
    """
    from parity.estimates.stock import stock_of

    made = _world(assumptions, scenario, settings)[0]
    return stock_of(
        made, bloc(owner), on=on or date.today(), by=by, how=counting, draws=draws, seed=seed, executor=executor
    )


def stock_gap(
    leader: str,
    follower: str,
    *,
    on: date | None = None,
    counting: str | None = None,
    scenario: str = "baseline",
    assumptions: str = "ours",
    settings: Sequence[str] = (),
    draws: int = DRAWS,
    seed: int = SEED,
    window_months: int = WINDOW_MONTHS,
) -> "StockGap":
    """Compare two owners' stocks from the supply model, in a scenario and in the baseline, draws paired.

    >>> from datetime import date
    >>> found = stock_gap("US", "China", on=date(2025, 12, 31), settings=["nvidia_sold[*;H20]=0"], draws=500)
    >>> found.scenario.ratio.median > found.baseline.ratio.median
    True
    """
    from parity.estimates.stock import gap_of

    changed, baseline = _world(assumptions, scenario, settings)
    return gap_of(
        changed, baseline, bloc(leader), bloc(follower), on=on or date.today(), how=counting, draws=draws, seed=seed,
        window_months=window_months,
    )  # fmt: skip


def stock_inputs(
    owner: str,
    follower: str | None = None,
    *,
    on: date | None = None,
    counting: str | None = None,
    scenario: str = "baseline",
    assumptions: str = "ours",
    settings: Sequence[str] = (),
    draws: int = 1024,
    seed: int = SEED,
) -> "Matter":
    """Rank the inputs of an owner's stock, or of its ratio to a follower's, by what they add to its variance."""
    from parity.estimates.stock import counting as rule
    from parity.estimates.stock.matter import matter

    blocs = [bloc(name) for name in (owner, follower) if name is not None]
    made = _world(assumptions, scenario, settings)[0]
    return matter(made, blocs, rule(counting), on=on or date.today(), draws=draws, seed=seed)


def cluster(
    chip: str = "H100",
    *,
    chips: float | None = None,
    flop: float | None = None,
    owner: str | None = None,
    part: float = 1.0,
    months: float = 3.0,
    precision: int = 16,
    on: date | None = None,
    settings: Sequence[str] = (),
    draws: int = DRAWS,
    seed: int = SEED,
) -> "Cluster":
    """Work out what chips could train in some months, or how many are needed for `flop` operations.

    With `owner` the chips are that part of the owner's stock on a day, as H100-equivalents.

    >>> 2e25 < cluster("H100", chips=16384, months=2.7).flop.median < 5e25
    True
    """
    from parity.estimates.stock.chips import chip_named
    from parity.estimates.stock.cluster import cluster as work_out

    kind, day = chip_named(chip), on or date.today()
    held: float | NDArray[np.float64] | None = chips
    if owner is not None:
        if chips is not None or flop is not None or kind.name != "H100":
            raise BadInput("An owner's stock is counted in H100-equivalents: leave out chips, flop and other kinds.")
        if not 0 < part <= 1:
            raise BadInput(f"The part of a stock lies above 0 and up to 1, not at {part:g}.")
        held = stock(owner, on=day, draws=draws, seed=seed).total.h100e.draws * part
    elif part != 1:
        raise BadInput("A part is one of an owner's stock; name the owner.")
    return work_out(
        kind, months=months, on=day, chips=held, flop=flop, precision=precision, settings=settings, draws=draws,
        seed=seed,
    )  # fmt: skip


def _world(assumptions: str, scenario: str, settings: Sequence[str]) -> "tuple[World, World]":
    """Return the world asked for, and the baseline it is held against.

    With a scenario, settings are common to both worlds; without one they are what makes the difference.
    """
    from parity.estimates.stock import setting, world

    plain = world(assumptions)
    own = plain.changed([setting(text, plain.model) for text in settings]) if settings else plain
    if scenario == "baseline":
        return own, plain
    from parity.scenarios import load

    return own.changed(load(scenario).changes(own.model)), own
