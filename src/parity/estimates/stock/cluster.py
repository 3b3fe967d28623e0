"""A calculator: chips, utilisation and months to operations, what these could train and cost, and the way back.

Operations are chips x operations a second x utilisation x the part of the time in which the run goes on.  What is best
trained with them follows the scaling law of Hoffmann et al. (2022, arXiv 2203.15556) with the constants as fitted anew
by Besiroglu et al. (2024, arXiv 2404.10102).  Cost is hardware written off over its life, and electricity; staff,
failed runs and the site are left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np

from parity.errors import BadInput
from parity.estimates.estimate import Estimate
from parity.estimates.montecarlo import Cell, Floats, Model, Random, Run, change_of, read_model, relation
from parity.estimates.stock.chips import Chip
from parity.estimates.stock.settings import setting
from parity.estimates.stock.world import DATA

__all__ = ["Cluster", "Training", "cluster", "compute_optimal"]

FOLDER = DATA / "cluster"
SECONDS_A_MONTH = 365.25 / 12 * 86_400
LAW_E, LAW_A, LAW_B, LAW_ALPHA, LAW_BETA = 1.8172, 482.01, 2085.43, 0.3478, 0.3658
PRICE_ERROR = 1.25
"""A chip's price is known within this factor, 90 %: our judgement; the tables have one figure."""


@relation(unit="OP/s/chip")
def cluster_rate(cluster_speed: Floats, cluster_utilisation: Floats, cluster_running: Floats) -> Floats:
    """Operations that train, by chip and second."""
    return cluster_speed * cluster_utilisation * cluster_running


@relation(unit="W/chip")
def cluster_power(cluster_watts: Floats, cluster_power_ratio: Floats) -> Floats:
    """Power of the site by chip."""
    return cluster_watts * cluster_power_ratio


@relation(unit="USD/s/chip")
def cluster_cost(
    cluster_price: Floats,
    cluster_overhead: Floats,
    cluster_life: Floats,
    cluster_power: Floats,
    cluster_power_price: Floats,
) -> Floats:
    """Dollars by chip and second: hardware over its life, and electricity."""
    return cluster_price * cluster_overhead / cluster_life + cluster_power * cluster_power_price


@dataclass(frozen=True, slots=True)
class Training:
    """What a number of operations could train at best."""

    parameters: Estimate
    tokens: Estimate
    loss: Estimate
    """Cross-entropy in nats a token on the data of the scaling law: only good to compare two runs."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Chips at work for some months."""

    chip: Chip
    precision: int
    months: float
    chips: Estimate
    flop: Estimate
    power: Estimate
    cost: Estimate
    training: Training
    assumptions: tuple[tuple[str, str, str], ...]
    """Input, what it is, link."""


@cache
def _model() -> Model:
    return read_model([FOLDER], (cluster_rate, cluster_power, cluster_cost), assumptions="ours")


def compute_optimal(flop: Floats) -> tuple[Floats, Floats, Floats]:
    """Return parameters, tokens and loss of the best dense model for some operations, in their shape.

    Minimises L = E + A / N^alpha + B / D^beta under C = 6 N D: N = G (C / 6)^(beta / (alpha + beta)) with
    G = (alpha A / (beta B))^(1 / (alpha + beta)), and D = C / 6 / N.

    >>> [f"{one[0]:.3g}" for one in compute_optimal(np.array([5.76e23]))]
    ['7.22e+10', '1.33e+12', '1.97']
    """
    both = LAW_ALPHA + LAW_BETA
    scale = (LAW_ALPHA * LAW_A / (LAW_BETA * LAW_B)) ** (1 / both)
    parameters: Floats = scale * (flop / 6) ** (LAW_BETA / both)
    tokens: Floats = flop / 6 / parameters
    loss: Floats = LAW_E + LAW_A / parameters**LAW_ALPHA + LAW_B / tokens**LAW_BETA
    return parameters, tokens, loss


def cluster(
    chip: Chip,
    *,
    months: float,
    on: date,
    chips: Floats | float | None = None,
    flop: float | None = None,
    precision: int = 16,
    settings: Sequence[str] = (),
    draws: int = 2000,
    seed: int = 0,
) -> Cluster:
    """Return what `chips` of a kind do in some months, or how many are needed for `flop` operations.

    `chips` is a number or draws of it, shape `(draws,)`.  Raises `BadInput` unless one of the two is given and all
    numbers are above zero, or for a precision at which the chip has no figure.
    """
    if (chips is None) == (flop is None):
        raise BadInput("Give the number of chips, or the operations to reach, and not both.")
    if months <= 0 or (flop is not None and flop <= 0) or (chips is not None and np.min(chips) <= 0):
        raise BadInput("Chips, months and operations must be above zero.")
    if precision not in chip.ops:
        known = " and ".join(str(bits) for bits in chip.ops)
        raise BadInput(f"{chip.name} has no figure at {precision} bit; there is {known} bit.")
    model = _of_chip(chip, precision, settings)
    run = Run(model, draws=draws, scores=Random(seed))
    rate, seconds = run["cluster_rate"], months * SECONDS_A_MONTH
    held = np.broadcast_to(np.asarray(chips if flop is None else flop / (rate * seconds), dtype=float), (draws,))
    done = np.broadcast_to(held * rate * seconds if flop is None else np.asarray(flop), (draws,))
    parameters, tokens, loss = compute_optimal(done)

    def told(values: Floats, unit: str) -> Estimate:
        return Estimate(np.array(np.broadcast_to(values, (draws,))), unit, on)

    return Cluster(
        chip=chip,
        precision=precision,
        months=months,
        chips=told(held, "chips"),
        flop=told(done, "FLOP"),
        power=told(held * run["cluster_power"] / 1e6, "MW"),
        cost=told(held * run["cluster_cost"] * seconds, "USD"),
        training=Training(told(parameters, "parameters"), told(tokens, "tokens"), told(loss, "nats a token")),
        assumptions=tuple((one.name, one.note, one.cells[0].link or chip.link) for one in model.quantities.values()),
    )


def _of_chip(chip: Chip, precision: int, settings: Sequence[str]) -> Model:
    model = _model()
    cells = [
        ("cluster_speed", Cell("point", value=chip.ops[precision])),
        ("cluster_watts", Cell("point", value=chip.watts)),
    ]
    if chip.price is not None:
        cells.append((
            "cluster_price", Cell("lognormal", low=chip.price / PRICE_ERROR, high=chip.price * PRICE_ERROR),
        ))  # fmt: skip
    found = model.with_changes(
        change_of(model.quantities[name], model.axes, op="set", cell=cell, where=chip.name) for name, cell in cells
    )
    return found.with_changes([setting(text, found) for text in settings])
