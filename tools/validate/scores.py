"""Bias, coverage and width of every estimand in every process: the tables of the simulation."""

from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
from processes import PROCESSES
from replicate import ESTIMANDS, LEVELS, Row, replicate

REPLICATES = 500
TARGETS = {0.5: (0.47, 0.60), 0.9: (0.87, 0.96)}
MOST_BIAS, MOST_WIDTH = 0.05, 1.25


@dataclass(frozen=True)
class Score:
    """One estimand in one process."""

    process: str
    estimand: str
    n: int
    truth: float
    bias: float
    """Median error."""
    scale: float
    """What the bias is held against: the truth, or a year's growth for slopes."""
    closed: tuple[float, ...]
    placed: tuple[float, ...]
    width: float
    exact: float

    def missed(self) -> list[str]:
        """Name the targets that are missed."""
        out = []
        for level, (least, most) in TARGETS.items():
            found = self.placed[LEVELS.index(level)]
            if not least <= found <= most:
                out.append(f"{level:.0%} {'low' if found < least else 'high'}")
        if abs(self.bias) > MOST_BIAS * self.scale:
            out.append("bias")
        if self.width / self.exact > MOST_WIDTH:
            out.append("width")
        return out

    def within_noise(self) -> bool:
        """Tell whether only coverages miss, and by less than two of their standard errors."""
        if {"bias", "width"} & set(self.missed()):
            return False
        for level, (least, most) in TARGETS.items():
            found = self.placed[LEVELS.index(level)]
            if max(least - found, found - most) > 2 * np.sqrt(level * (1 - level) / self.n):
                return False
        return True


def simulate(workers: int = 2) -> dict[str, list[Row]]:
    """Run all replicates of all processes."""
    rows: dict[str, list[Row]] = {}
    with ProcessPoolExecutor(workers) as pool:
        for name in PROCESSES:
            found = pool.map(partial(replicate, name), range(REPLICATES), chunksize=25)
            rows[name] = [row for some in found for row in some]
    return rows


def scored(rows: Iterable[Row], process: str, estimand: str) -> Score | None:
    """Sum up one estimand in one process; None where it was never estimated."""
    some = [row for row in rows if row.estimand == estimand]
    if not some:
        return None
    place = np.array([row.place for row in some])
    error = np.array([row.median - row.truth for row in some if np.isfinite(row.truth)])
    widths = np.array([(row.width, row.exact) for row in some])
    both = np.isfinite(widths).all(axis=1)
    width, exact = widths[both].mean(axis=0) if both.any() else (np.nanmean(widths[:, 0]), np.nan)
    return Score(
        process,
        estimand,
        len(some),
        float(np.median([row.truth for row in some])),
        float(np.median(error)),
        12.0 if estimand == "slope" else float(np.median([abs(row.truth) for row in some])),
        tuple(float(np.mean([row.inside[k] for row in some])) for k in range(len(LEVELS))),
        tuple(float((np.abs(place - 0.5) <= level / 2).mean()) for level in LEVELS),
        float(width),
        float(exact),
    )


def table(rows: dict[str, list[Row]]) -> list[Score]:
    """Return the scores of every process and estimand, in order."""
    found = [scored(rows[process], process, estimand) for process in PROCESSES for estimand in ESTIMANDS]
    return [one for one in found if one is not None]


def closing(rows: dict[str, list[Row]]) -> list[tuple[float, float, int, float, float]]:
    """Hold P(closing) against how often the gap closes, where half of the gaps do.

    Rows of least and largest P, how many, mean P and share that closes.
    """
    some = [row for row in rows["turning"] if row.estimand == "slope"]
    p, falls = np.array([row.p_closing for row in some]), np.array([row.truth < 0 for row in some])
    out = []
    for low, high in ((0.0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 1.0)):
        of = (p >= low) & ((p < high) if high < 1 else (p <= high))
        if of.any():
            out.append((low, high, int(of.sum()), float(p[of].mean()), float(falls[of].mean())))
    return out
