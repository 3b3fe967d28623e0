"""Rows of the capability index: the published fit on its published scores, and the newest edition on our own fit."""

import numpy as np
import polars as pl
from rows import Result
from tables import SHARED

from parity.estimates.index import fit_index, read_scores

PUBLISHED_COST = 3.44737996
TOP = 10


def index_fit() -> list[Result]:
    """Return cost, top models and difficulties beside the published ones, and the newest edition's scale."""
    return [*published_fit(), *newest_edition()]


def published_fit() -> list[Result]:
    """Fit the published scores as published: Winogrande has difficulty 0 and slope 1."""
    peers = SHARED / "peers"
    found = fit_index(read_scores(peers / "eci_input_scores_1324.csv"), bars="fit")
    models = pl.read_csv(peers / "eci_model_capabilities_default.csv").sort("estimated_capability", descending=True)
    hard = pl.read_csv(peers / "eci_benchmark_params_default.csv")
    ours, theirs = [one.name for one in found.ranking()[:TOP]], models["model"].head(TOP).to_list()
    able = dict(models.select("model", "estimated_capability").iter_rows())
    tests = dict(hard.select("benchmark_name", "estimated_difficulty").iter_rows())
    shared = [one for one in found.ranking() if one.name in able]
    off_able = max(abs(one.value - able[one.name]) for one in shared)
    off_hard = max(abs(one.value - tests[one.name]) for one in found.difficulties())
    agree = sum(a == b for a, b in zip(ours, theirs, strict=True))
    same = "the same ten in the same order" if agree == TOP else f"{agree} of ten in the same place"
    return [
        Result(
            "Capability index: cost of the fit, 1,324 scores, 179 models, 38 benchmarks",
            f"{PUBLISHED_COST:.8f}",
            f"{found.fitted.cost[0]:.8f}",
            "same model; ours goes on to the optimum, theirs stops at a gradient of 3e-4",
        ),
        Result("Capability index: the ten most able models", ", ".join(theirs[:3]) + " ...", same, "same model"),
        Result(
            "Capability index: capabilities and difficulties",
            f"{len(shared)} and {len(tests)} values of the same name",
            f"at most {off_able:.1e} and {off_hard:.1e} apart",
            "theirs stops early, where the cost hardly moves",
        ),
    ]


def newest_edition() -> list[Result]:
    """Fit the newest edition's scores on the publisher's scale, by the two models that have no interval."""
    edition = SHARED / "epoch/eci/2026-08-11"
    told = pl.read_csv(edition / "eci_scores.csv")
    anchors = dict(told.filter(pl.col("eci_ci_low").is_null()).select("Model", "eci").iter_rows())
    found = fit_index(read_scores(edition / "eci_benchmarks.csv"), anchors=anchors, bars="fit")
    ours = {one.name: one.value for one in found.ranking()}
    both = [(ours[name], value) for name, value in told.select("Model", "eci").iter_rows() if name in ours]
    a, b = np.array(both).T
    return [
        Result(
            "Capability index, edition of 2026-08-11: values on the published scale",
            f"{told.height} models",
            f"{len(both)} models, correlation {np.corrcoef(a, b)[0, 1]:.7f}, "
            f"at most {np.abs(a - b).max():.2f} points apart",
            "the difference grows below the anchors, as a ridge 2 % stronger than ours would give",
        )
    ]
