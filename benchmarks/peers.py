"""What the published analyses do, expressed anew with the libraries they use: pandas loops and statsmodels fits."""

import warnings

import numpy as np
import pandas as pd
import statsmodels.api as sm

warnings.filterwarnings("ignore", module="statsmodels")
warnings.filterwarnings("ignore", message="The design matrix is rank-deficient")
FOLDS = 10
Fits = list[tuple[np.ndarray, float]]


def gap_by_loops(models: pd.DataFrame, levels: int = 100) -> float:
    """Mean horizontal gap in months between two running bests, over a grid of score levels."""
    frontiers = {}
    for side in (True, False):
        best, kept = -np.inf, []
        for _, row in models[models["leads"] == side].sort_values("date").iterrows():
            if row["score"] > best:
                best = row["score"]
                kept.append({"date": row["date"], "score": best})
        frontiers[side] = pd.DataFrame(kept)
    one, other = frontiers[True], frontiers[False]
    low, high = max(one["score"].min(), other["score"].min()), min(one["score"].max(), other["score"].max())
    gaps = []
    for level in np.linspace(low, high, levels):
        first = one[one["score"] >= level].sort_values("date").iloc[0]
        later = other[other["score"] >= level].sort_values("date").iloc[0]
        gaps.append((later["date"] - first["date"]).days / 30.5)
    return float(np.mean(gaps))


def ols(y: np.ndarray, *columns: np.ndarray) -> tuple[np.ndarray, float, float]:
    """Coefficients, sum of squares and BIC of one least-squares fit."""
    found = sm.OLS(y, sm.add_constant(np.column_stack(columns), has_constant="add")).fit()
    return np.asarray(found.params), float(found.ssr), float(found.bic)


def missed(params: np.ndarray, y: np.ndarray, *columns: np.ndarray) -> float:
    """Mean squared error of a fit on points that it was not fitted to."""
    return float(((y - sm.add_constant(np.column_stack(columns), has_constant="add") @ params) ** 2).mean())


def best_break(x: np.ndarray, y: np.ndarray, kind: str) -> np.ndarray:
    """Coefficients of the line with the break, tried month by month, that leaves the least sum of squares."""
    if kind == "straight":
        return ols(y, x)[0]
    best: tuple[float, np.ndarray] | None = None
    for at in np.arange(np.sort(x)[2] + 1 / 12, np.sort(x)[-3], 1 / 12):
        columns = [x, np.maximum(x - at, 0)]
        if kind == "jump":
            columns.append((x >= at).astype(float))
        params, ssr, _ = ols(y, *columns)
        if best is None or ssr < best[0]:
            best = ssr, params
    if best is None:
        raise ValueError("too few points for a break")
    return best[1]


def folds(n: int, rng: np.random.Generator) -> list[np.ndarray]:
    """Rows left out in turn."""
    return np.array_split(rng.permutation(n), FOLDS)


def trends_bootstrap(x: np.ndarray, y: np.ndarray, rng: np.random.Generator) -> list[np.ndarray]:
    """One bootstrap of one category: three shapes of line, each fitted to all and to all but each fold."""
    rows = rng.integers(0, x.size, x.size)
    x, y = x[rows], y[rows]
    out = []
    for kind in ("straight", "kink", "jump"):
        out.append(best_break(x, y, kind))
        for left in folds(x.size, rng):
            keep = np.setdiff1d(np.arange(x.size), left)
            best_break(x[keep], y[keep], kind)
    return out


def open_closed_bootstrap(
    x: np.ndarray, y: np.ndarray, leads: np.ndarray, rng: np.random.Generator
) -> list[np.ndarray]:
    """One bootstrap of open against closed: a slope each, one slope, one line, each with its folds."""
    rows = np.concatenate([rng.choice(np.flatnonzero(leads == side), (leads == side).sum()) for side in (True, False)])
    x, y, side = x[rows], y[rows], leads[rows].astype(float)
    shapes = [(x, side, x * side), (x, side), (x,)]
    out = []
    for columns in shapes:
        out.append(ols(y, *columns)[0])
        for left in folds(x.size, rng):
            keep = np.setdiff1d(np.arange(x.size), left)
            params = ols(y[keep], *(column[keep] for column in columns))[0]
            missed(params, y[left], *(column[left] for column in columns))
    return out
