"""Worlds with a known truth: how models come out, how able they are, and with what error that is told."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl

from parity.facts import SCHEMA
from parity.series import Metric, SharedError

DAY_0 = date(2020, 1, 1)
YEAR = 365.25
SPAN = 5 * YEAR
"""Days simulated; the day asked about is the last."""
SPREAD = 3.0
"""Standard deviation of the latent values around their side's trend, points; a side gains some 12 points a year."""
GROWTH = 12.0
Z90 = 1.6448536269514722


@dataclass(frozen=True)
class World:
    """One replicate: what is told, what is true, and what an all-knowing statistician would assume."""

    metric: Metric
    told: pl.DataFrame
    latent: np.ndarray
    directions: tuple[np.ndarray, ...]
    """Level and growth of each side, by fact: what a statistician who knows all else does not know."""
    trend: np.ndarray
    """Trend of each fact's side on its day."""
    half: float
    """Half of the 90 % interval that is told, points."""
    lag: float | None
    """Months by which the follower's trend is behind the leader's on the day, where that is one number."""
    slope: float
    """True slope of the gap over the last 24 months, points a year."""


@dataclass(frozen=True)
class Process:
    """How worlds of one kind are made."""

    title: str
    because: str
    counts: tuple[int, int]
    half: float
    leader: Callable[[np.ndarray], np.ndarray]
    """Trend of the leader by days since the start."""
    follower: Callable[[np.ndarray, float], np.ndarray]
    """Trend of the follower by days and the lag of this replicate, months."""
    lags: tuple[float, ...]
    shared: float = 0.0
    shrink: bool = True


def _line(days: np.ndarray) -> np.ndarray:
    return GROWTH * days / YEAR


def _behind(days: np.ndarray, months: float) -> np.ndarray:
    return _line(days - months / 12 * YEAR)


def _nearing(days: np.ndarray, months: float) -> np.ndarray:
    """Twice the lag at the start, none of it left at the end but a quarter."""
    return _line(days) - GROWTH * months / 12 * (2 - 1.75 * days / SPAN)


def _crossing(days: np.ndarray, months: float) -> np.ndarray:
    """Behind by the lag at the start and ahead by as much at the end."""
    return _line(days) - GROWTH * months / 12 * (1 - 2 * days / SPAN)


def _turning(days: np.ndarray, rate: float) -> np.ndarray:
    """Thirty points behind at the start; the gap moves by a rate, points a year."""
    return _line(days) - 30 + rate * days / YEAR


def _kinked(days: np.ndarray, months: float) -> np.ndarray:
    """Falls back for four years at a third less growth, then gains at twice the leader's: no straight trend."""
    turn = 0.7 * SPAN
    return _line(days) * 2 / 3 - GROWTH * months / 12 + np.maximum(days - turn, 0) / YEAR * GROWTH * (2 - 2 / 3)


PROCESSES: dict[str, Process] = {
    "equal": Process(
        "Equal growth, a known lag", "both gain 12 points a year, the follower 3, 6, 12, 24 or 36 months later",
        (40, 40), 2.0, _line, _behind, (3, 6, 12, 24, 36)),
    "changing": Process(
        "Changing lag", "the lag falls in a straight line from 36 to 4.5 months",
        (40, 40), 2.0, _line, _nearing, (18,)),
    "kinked": Process(
        "Changing lag, no straight trend", "the follower falls back, then gains at twice the leader's rate",
        (40, 40), 2.0, _line, _kinked, (12,)),
    "noisy": Process(
        "Noisy data", "errors three times the spread around the trend, as in training compute",
        (40, 40), 3 * Z90 * SPREAD, _line, _behind, (6, 12, 24)),
    "censored": Process(
        "Censored data", "the follower is 42 months behind in a span of 60: most records are not reached",
        (40, 40), 2.0, _line, _behind, (42,)),
    "sparse": Process(
        "Sparse follower", "six models of the follower against forty",
        (40, 6), 2.0, _line, _behind, (6, 12, 24)),
    "crossing": Process(
        "Crossing frontiers", "the follower starts 12 months behind and ends 12 months ahead",
        (40, 40), 2.0, _line, _crossing, (12,)),
    "shared": Process(
        "Shared calibration error",
        "errors of all figures correlate by 0.45",
        (40, 40),
        4.0,
        _line,
        _behind,
        (6, 12, 24),
        shared=0.45,
    ),
    "as told": Process(
        "The same, figures not drawn towards the trend",
        "as the capability index is estimated",
        (40, 40),
        4.0,
        _line,
        _behind,
        (6, 12, 24),
        shared=0.45,
        shrink=False,
    ),
    "turning": Process(
        "Gaps that close and widen",
        "30 points at first, moving by -6 to 6 points a year: for P(closing)",
        (40, 40),
        2.0,
        _line,
        _turning,
        tuple(rate / 2 for rate in range(-11, 12, 2)),
    ),
}  # fmt: skip


def world(name: str, replicate: int) -> World:
    """Make one replicate of a process: the same for the same name and number."""
    of = PROCESSES[name]
    rng = np.random.default_rng([zlib.crc32(name.encode()), replicate])
    months = of.lags[replicate % len(of.lags)]
    days = [np.sort(rng.integers(0, round(SPAN), n)) for n in of.counts]
    trend = np.concatenate([of.leader(days[0]), of.follower(days[1], months)]) + 100
    latent = trend + rng.normal(0, SPREAD, trend.size)
    sd = of.half / Z90
    common = rng.normal() * np.sqrt(of.shared)
    told = latent + sd * (common + np.sqrt(1 - of.shared) * rng.normal(size=trend.size))
    day, side = np.concatenate(days), np.repeat(["US", "CN"], of.counts)
    order = np.lexsort((np.arange(day.size), side, day))  # the order in which facts are in force
    metric = Metric.model_validate({
        "id": "simulated", "label": "Simulated", "question": "?", "unit": "points", "kind": "record",
        "better": "higher", "scale": "linear", "vintage": "latest", "sources": ("s",), "shrink_to_trend": of.shrink,
        "shared_error": SharedError(correlation=of.shared) if of.shared else None,
    })  # fmt: skip
    ends = np.array([SPAN - 2 * YEAR, SPAN])
    before, now = of.leader(ends) - of.follower(ends, months)
    grid = np.linspace(SPAN - 2 * YEAR, SPAN, 25)
    slope = np.polyfit(grid / YEAR, of.leader(grid) - of.follower(grid, months), 1)[0]
    years = (day[order] - SPAN / 2) / YEAR
    directions = tuple(np.where(side[order] == country, x, 0.0) for country in ("US", "CN") for x in (1.0, years))
    return World(
        metric, _facts(day[order], side[order], told[order], of.half), latent[order], directions, trend[order], of.half,
        12 * now / GROWTH, 0.0 if abs(slope) < 1e-9 and abs(now - before) < 1e-9 else float(slope),
    )  # fmt: skip


def _facts(days: np.ndarray, side: np.ndarray, value: np.ndarray, half: float) -> pl.DataFrame:
    dates = [DAY_0 + timedelta(days=int(day)) for day in days]
    return pl.DataFrame(
        {
            "entity": [f"{country}-{i:03}" for i, country in enumerate(side)], "country": side.tolist(),
            "metric": "simulated", "date": dates, "value": value, "low": value - half, "high": value + half,
            "unit": "points", "known_on": dates, "link": "https://example.org", "read": "derived", "source": "s",
        },
        schema_overrides=SCHEMA,
    ).with_columns(organization=None, tags=None, note=None, known_until=None).select(
        pl.col(name).cast(kind) for name, kind in SCHEMA.items()
    )  # fmt: skip
