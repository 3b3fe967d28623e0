"""How far do the errors of two index values move together?  Refit the index on weighed benchmarks and scores.

The published intervals are per model; `capability` needs the correlation of two models' errors too.  This fits the
index to the publisher's scores on the publisher's scale and prints the correlation of refits by how far apart two
models are.  Run: `python tools/eci_correlation.py` (needs ../shared/data).
"""

import os
from pathlib import Path

import numpy as np
import polars as pl

from parity.estimates.index import fit_index, read_scores

SHARED = Path(os.environ.get("PARITY_SHARED", Path(__file__).parents[2] / "shared"))
EDITION = SHARED / "data/epoch/eci/2026-08-11"
REFITS = 1000
PAIRS = (
    ("GPT-4 (Mar 2023)", "DeepSeek-V2 (MoE-236B, May 2024)"),
    ("o1", "DeepSeek-R1"),
    ("GPT-4 (Mar 2023)", "Yi-34B"),
    ("o3", "Kimi K2 Thinking"),
)


def main() -> None:
    published = pl.read_csv(EDITION / "eci_scores.csv")
    anchors = dict(published.filter(pl.col("eci_ci_low").is_null()).select("Model", "eci").iter_rows())
    scores = read_scores(EDITION / "eci_benchmarks.csv")
    found = fit_index(scores, anchors=anchors, refits=REFITS)
    names = list(scores.models)
    index = [names.index(name) for name in published["Model"]]
    assert found.draws is not None
    drawn = found.draws.capability[:, index]
    value = published["eci"].to_numpy()
    width = (published["eci_ci_high"] - published["eci_ci_low"]).to_numpy()
    own = np.subtract(*np.quantile(drawn, [0.95, 0.05], axis=0))
    print(f"{len(names)} models, {len(scores.benchmarks)} benchmarks, {scores.score.size} scores, anchors {anchors}")
    print("our 90 % width / published, median:", np.nanmedian(own / width).round(2))
    near = ~np.isnan(width) & (own > 0.5)  # not the anchors, whose draws are all the same
    corr = np.full((near.size, near.size), np.nan)
    corr[np.ix_(near, near)] = np.corrcoef(drawn[:, near].T)
    apart = np.abs(value[:, None] - value[None, :])
    for low, high in ((0, 2), (2, 5), (5, 10), (10, 20), (20, 60)):
        pairs = (apart >= low) & (apart < high) & np.triu(~np.isnan(corr), 1)
        told = f"median correlation {np.median(corr[pairs]):.2f} over {pairs.sum()} pairs"
        print(f"{low:>2}-{high} points apart: {told}")
    place = {name: i for i, name in enumerate(published["Model"])}
    for one, other in PAIRS:
        if one in place and other in place:
            i, j = place[one], place[other]
            ahead = (drawn[:, i] >= drawn[:, j]).mean()
            print(f"{one} / {other}: correlation {corr[i, j]:.2f}, P(first >= second) {ahead:.2f}")


if __name__ == "__main__":
    main()
