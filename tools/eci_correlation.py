"""How far do the errors of two index values move together?  Bootstrap the index over benchmarks and measure it.

The published intervals are per model; `capability` needs the correlation of two models' errors too.  This refits the
index (sigmoid model, ridge, anchored on the two models that have no interval) on resampled benchmarks and prints the
correlation by how far apart two models are.  Run: `python tools/eci_correlation.py` (needs ../shared/data, scipy).
"""

import os
from pathlib import Path

import numpy as np
import polars as pl
from scipy.optimize import minimize
from scipy.special import expit

SHARED = (
    Path(os.environ.get("PARITY_SHARED", Path(__file__).parents[2] / "shared"))
    / "data"
    / "epoch"
    / "eci"
    / "2026-08-11"
)
REFITS, RIDGE, SLOPES = 200, 0.1, (0.1, 10.0)


def fit(
    model: np.ndarray,
    bench: np.ndarray,
    score: np.ndarray,
    weight: np.ndarray,
    start: np.ndarray,
    sizes: tuple[int, int],
) -> np.ndarray:
    """Minimise the weighted squared error plus ridge; parameters are capabilities, difficulties, log slopes."""
    models, benches = sizes
    ridge = RIDGE / (models + 2 * benches - 1)

    def loss(p: np.ndarray) -> tuple[float, np.ndarray]:
        c, d, a = p[:models], p[models : models + benches], np.exp(p[models + benches :])
        gap = c[model] - d[bench]
        fitted = expit(a[bench] * gap)
        wrong = weight * (fitted - score)
        through = wrong * fitted * (1 - fitted)
        grad = np.concatenate([
            np.bincount(model, through * a[bench], models),
            -np.bincount(bench, through * a[bench], benches),
            np.bincount(bench, through * gap, benches) * a,
        ]) + ridge * np.concatenate([c, d, (a - 1) * a])  # fmt: skip
        return 0.5 * float(wrong @ (fitted - score)) + 0.5 * ridge * float(c @ c + d @ d + (a - 1) @ (a - 1)), grad

    limits = [(-10, 10)] * (models + benches) + [tuple(np.log(SLOPES))] * benches
    return minimize(
        loss, start, jac=True, bounds=limits, method="L-BFGS-B", options={"maxiter": 3000, "maxfun": 4000}
    ).x


def main() -> None:
    scores = pl.read_csv(SHARED / "eci_benchmarks.csv").filter(pl.col("performance").is_not_null())
    best = scores.group_by("Model", "benchmark").agg(pl.col("performance").max()).sort("Model", "benchmark")
    kept = best.group_by("Model").len().filter(pl.col("len") > 3)["Model"]
    best = best.filter(pl.col("Model").is_in(kept.implode()))
    names, tests = best["Model"].unique().sort().to_list(), best["benchmark"].unique().sort().to_list()
    model = best["Model"].replace_strict({n: i for i, n in enumerate(names)}).to_numpy()
    bench = best["benchmark"].replace_strict({n: i for i, n in enumerate(tests)}).to_numpy()
    score = best["performance"].to_numpy()
    published = pl.read_csv(SHARED / "eci_scores.csv").filter(pl.col("Model").is_in(names))
    low_anchor, high_anchor = published.filter(pl.col("eci_ci_low").is_null()).sort("eci").select("Model", "eci").rows()
    sizes = (len(names), len(tests))
    start = fit(model, bench, score, np.ones_like(score), np.zeros(sizes[0] + 2 * sizes[1]), sizes)
    rng = np.random.default_rng(0)
    refits = []
    for _ in range(REFITS):
        times = np.bincount(rng.integers(0, sizes[1], sizes[1]), minlength=sizes[1]).astype(float)
        c = fit(model, bench, score, times[bench], start, sizes)[: sizes[0]]
        a, b = c[names.index(low_anchor[0])], c[names.index(high_anchor[0])]
        refits.append(low_anchor[1] + (c - a) / (b - a) * (high_anchor[1] - low_anchor[1]))
    drawn = np.array(refits)
    index = [names.index(n) for n in published["Model"]]
    value, width = published["eci"].to_numpy(), (published["eci_ci_high"] - published["eci_ci_low"]).to_numpy()
    own = np.subtract(*np.quantile(drawn[:, index], [0.95, 0.05], axis=0))
    print(f"{sizes[0]} models, {sizes[1]} benchmarks, {len(score)} scores, anchors {low_anchor}, {high_anchor}")
    print("our 90 % width / published, median:", np.nanmedian(own / width).round(2))
    corr = np.corrcoef(drawn[:, index].T)
    near = ~np.isnan(width) & (own > 0.5)
    for low, high in ((0, 2), (2, 5), (5, 10), (10, 20), (20, 60)):
        apart = np.abs(value[:, None] - value[None, :])
        pairs = (apart >= low) & (apart < high) & near[:, None] & near[None, :] & np.triu(np.ones_like(corr, bool), 1)
        print(
            f"{low:>2}-{high} points apart: median correlation {np.nanmedian(corr[pairs]):.2f} over {pairs.sum()} pairs"
        )
    for one, other in (
        ("GPT-4 (Mar 2023)", "DeepSeek-V2 (MoE-236B, May 2024)"),
        ("o1", "DeepSeek-R1"),
        ("GPT-4 (Mar 2023)", "Yi-34B"),
        ("o3", "Kimi K2 Thinking"),
    ):
        if one in names and other in names:
            i, j = names.index(one), names.index(other)
            print(
                one,
                "/",
                other,
                "correlation",
                np.corrcoef(drawn[:, i], drawn[:, j])[0, 1].round(2),
                "P(first >= second)",
                (drawn[:, i] >= drawn[:, j]).mean().round(2),
            )


if __name__ == "__main__":
    main()
