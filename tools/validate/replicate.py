"""One replicate of a process, estimated three ways: by Parity, by the exact posterior, and from the latent values."""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from processes import DAY_0, SPAN, SPREAD, Z90, World, world

from parity.estimates import catch_up, lag, ratio, trend
from parity.series import Steps, bloc, draw, steps

DRAWS = 400
ON = DAY_0 + timedelta(days=round(SPAN))
LEVELS = (0.5, 0.8, 0.9)
ESTIMANDS = ("gap", "lag", "catch-up median", "restricted mean", "slope")


@dataclass(frozen=True)
class Row:
    """How one estimate of one replicate stands to the truth."""

    process: str
    estimand: str
    truth: float
    median: float
    inside: tuple[bool, ...]
    """Whether the closed central intervals hold the truth."""
    place: float
    """Randomised probability integral transform: uniform if draws and truth are of one distribution."""
    width: float
    """Of the 90 % interval."""
    exact: float
    """Width of the exact posterior's 90 % interval; nan where it is not defined."""
    p_closing: float
    scale: float
    """The lag the process was made with, months."""


def replicate(name: str, number: int) -> list[Row]:
    """Make a world, estimate it and hold the estimates against the truth."""
    one = world(name, number)
    rng = np.random.default_rng([number, 77])
    ours = _estimates(one, draw(one.metric, one.told, draws=DRAWS, seed=number))
    exact = _estimates(one, _exact(one, rng))
    true = {what: float(found[0]) for what, found in _estimates(one, one.latent[None]).items()}
    true["slope"] = one.slope
    rows = []
    for what in ESTIMANDS:
        if what not in ours or what not in true:
            continue
        rows.append(_row(name, what, one, ours[what], exact.get(what), true[what], float(rng.random())))
    return rows


def _row(name: str, what: str, one: World, drawn: np.ndarray, exact: np.ndarray | None, truth: float, v: float) -> Row:
    ends = [_interval(drawn, level) for level in LEVELS]
    if np.isinf(truth):
        below, at = float(np.isfinite(drawn).mean()), float(np.isinf(drawn).mean())
    else:
        below, at = float((drawn < truth - 1e-9).mean()), float((np.abs(drawn - truth) <= 1e-9).mean())
    with np.errstate(invalid="ignore"):
        width = float(np.diff(ends[-1])[0])
        known = float(np.diff(_interval(exact, 0.9))[0]) if exact is not None and what != "slope" else np.nan
    return Row(
        name, what, truth, float(np.quantile(drawn, 0.5, method="nearest")),
        tuple(bool(low - 1e-9 <= truth <= high + 1e-9) for low, high in ends), below + v * at, width, known,
        float((drawn < 0).mean()) if what == "slope" else np.nan, one.lag if one.lag is not None else np.nan,
    )  # fmt: skip


def _interval(drawn: np.ndarray, level: float) -> tuple[float, float]:
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2], method="nearest").tolist()
    return low, high


def _estimates(one: World, drawn: np.ndarray) -> dict[str, np.ndarray]:
    """Draws of each estimand, from draws of the scores of all facts."""
    sides: list[Steps] = []
    for name in ("US", "China"):
        of = bloc(name)
        sides.append(steps(one.metric, one.told, drawn, of.members(one.told), name))
    found = {
        "gap": ratio(one.metric, *sides, on=ON).draws,
        "lag": lag(*sides, on=ON).draws,
    }
    times = catch_up(*sides, on=ON)
    if times is not None:
        found["catch-up median"], found["restricted mean"] = times.median.draws, times.restricted_mean.draws
    moved = trend(one.metric, *sides, on=ON)
    if moved is not None:
        found["slope"] = moved.slope.draws
    return found


def _exact(one: World, rng: np.random.Generator) -> np.ndarray:
    """Draw the latent values from their posterior given spread and error structure, the trends unknown: Gaussian."""
    n = one.latent.size
    rho = one.metric.shared_error.correlation if one.metric.shared_error else 0.0
    noise = (one.half / Z90) ** 2 * ((1 - rho) * np.eye(n) + rho)
    flat = 1e4 * sum(np.outer(x, x) for x in one.directions)  # each side's level and growth: next to nothing known
    prior = SPREAD**2 * np.eye(n) + flat
    gain = prior @ np.linalg.inv(prior + noise)
    mean = one.trend + gain @ (one.told["value"].to_numpy() - one.trend)
    root = np.linalg.cholesky(prior - gain @ prior + 1e-9 * np.eye(n))
    return mean + rng.standard_normal((DRAWS, n)) @ root.T
