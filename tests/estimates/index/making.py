"""Tables of scores made for tests."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from parity.estimates.index import Layout, Parameters

Floats = NDArray[np.float64]


def table(rows: list[tuple[str, str, object]], **more: list[object]) -> pl.DataFrame:
    """Rows of model, benchmark, performance, as a CSV gives them: text."""
    names, tests, values = zip(*rows, strict=True)
    columns = {"model": names, "benchmark": tests, "performance": values, **more}
    return pl.DataFrame({key: [None if one is None else str(one) for one in some] for key, some in columns.items()})


def curve(capability: Floats, difficulty: Floats, slope: Floats) -> Floats:
    """Expected scores, models down, benchmarks across."""
    return 1 / (1 + np.exp(-slope * (capability[:, None] - difficulty)))


def world(rng: np.random.Generator, models: int = 50, benchmarks: int = 14) -> tuple[Parameters, NDArray[np.bool_]]:
    """True parameters on the scale of the first benchmark, and which scores are known: at least four a model."""
    difficulty = np.append(0.0, np.linspace(-1.2, 2.5, benchmarks - 1))
    slope = np.append(1.0, rng.uniform(0.8, 2.5, benchmarks - 1))
    capability = np.linspace(-1.5, 3, models)
    known = rng.random((models, benchmarks)) < 0.5
    for row in known:
        row[rng.choice(benchmarks, 4, replace=False)] = True
    return Parameters(capability[None], difficulty[None], slope[None]), known


def scored(true: Parameters, known: NDArray[np.bool_], noise: Floats) -> pl.DataFrame:
    """The known scores with noise, cut to between 0 and 1."""
    score = np.clip(curve(true.capability[0], true.difficulty[0], true.slope[0]) + noise, 0, 1)
    rows = [(f"m{i:02}", f"b{j:02}", float(score[i, j])) for i, j in zip(*np.nonzero(known), strict=True)]
    return table(rows)


def layout(rng: np.random.Generator, models: int = 7, benchmarks: int = 5, chance: float = 0.0) -> Layout:
    """A small full table of random scores, the third benchmark the anchor."""
    benchmark, model = (one.ravel() for one in np.indices((benchmarks, models)))
    return Layout(model, benchmark, rng.uniform(0, 1, model.size), np.full(benchmarks, chance), models, 2)
