"""How long Parity's estimators take against the published analyses' algorithms, on this machine in this run.

The peers' algorithms are expressed anew with the libraries they use (see `peers.py`).  Where a peer would take minutes,
a few of its repetitions are timed and multiplied; the table says so.  Exit code 1 if a target is missed.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import peers
import workloads

from parity.estimates import compare, gap
from parity.estimates.breaks import fit, held_out
from parity.estimates.regression import parallel
from parity.series import scores

HERE = Path(__file__).parent
DRAWS = BOOTSTRAPS = 1000
FOLDS = peers.FOLDS
MIB = 2048
Floats = np.ndarray


def seconds(work: Callable[[], object], runs: int) -> float:
    """Best wall time of a few runs: what else the machine does can only add to it."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def gaps(runs: int) -> tuple[float, float, str]:
    """Seconds per joint draw of the gap on 147 models: the peer's loops over levels, our whole answer."""
    table = workloads.facts(147)
    frame = pd.DataFrame({
        "date": pd.to_datetime(table["date"].to_list()), "score": table["value"].to_list(),
        "leads": (table["country"] == "US").to_list(),
    })  # fmt: skip
    of, on = workloads.metric(), workloads.last(table)
    theirs = seconds(lambda: peers.gap_by_loops(frame), runs)
    ours = seconds(lambda: gap(compare(table, of, workloads.US, workloads.CHINA, on=on, draws=DRAWS)), runs) / DRAWS
    return theirs, ours, f"{DRAWS:,} draws; ours adds ratio, lag, catch-up times and trend"


def sides(table_size: int, seed: int) -> list[tuple[Floats, Floats]]:
    """Years and log scores of each side's models."""
    table, of = workloads.facts(table_size, seed), workloads.metric()
    score = scores(of, table["value"].to_numpy()) / 10
    years = table["date"].to_physical().to_numpy() / 365.25
    leads = (table["country"] == "US").to_numpy()
    return [(years[part], score[part]) for part in (leads, ~leads)]


def weights(n: int, rng: np.random.Generator) -> Floats:
    """Bootstrap weights: shape `(BOOTSTRAPS, n)`."""
    return rng.multinomial(n, np.full(n, 1 / n), size=BOOTSTRAPS).astype(float)


def open_closed(runs: int) -> tuple[float, float, str]:
    """Seconds of 1,000 bootstraps of three models with ten folds each, on 20 models."""
    both = sides(20, 4)
    x, y = (np.concatenate([one[part] for one in both]) for part in (0, 1))
    leads = np.repeat([True, False], [one[0].size for one in both])
    rng = np.random.default_rng(0)
    few = 4
    theirs = seconds(lambda: [peers.open_closed_bootstrap(x, y, leads, rng) for _ in range(few)], runs)
    order = np.argsort(x)

    def ours() -> None:
        rng = np.random.default_rng(0)
        drawn = [(*one, weights(one[0].size, rng)) for one in both]
        lines = parallel(*drawn)
        12 * (lines[0].level - lines[1].level) / lines[0].slope
        fold = [np.arange(one[0].size) % FOLDS for one in both]
        for left in range(FOLDS):
            kept = [(*one[:2], one[2] * (of != left)) for one, of in zip(drawn, fold, strict=True)]
            for line, one in zip(parallel(*kept), drawn, strict=True):
                (one[1] - line.predict(one[0])) ** 2
        for one in drawn:
            fit(*one)
            held_out(*one, "straight", folds=FOLDS, rng=rng)
        pooled = x[order], y[order], np.concatenate([one[2] for one in drawn], axis=1)[:, order]
        fit(*pooled)
        held_out(*pooled, "straight", folds=FOLDS, rng=rng)

    return theirs / few * BOOTSTRAPS, seconds(ours, runs), f"peer: {few} bootstraps timed, x {BOOTSTRAPS // few}"


def trends(runs: int) -> tuple[float, float, str]:
    """Seconds of 1,000 bootstraps of two categories, three shapes of line, ten folds, and the lag."""
    both = sides(138, 2)
    both = [(one[0][:55], one[1][:55]) for one in both]
    rng = np.random.default_rng(0)
    theirs = seconds(lambda: [peers.trends_bootstrap(*one, rng) for one in both], 1)

    def ours() -> None:
        rng = np.random.default_rng(0)
        lines = []
        for one in both:
            weight = weights(one[0].size, rng)
            for shape in ("straight", "kink", "jump"):
                lines.append(fit(*one, weight, shape))  # type: ignore[arg-type]
                held_out(*one, weight, shape, folds=FOLDS, rng=rng)  # type: ignore[arg-type]
        today = np.array([both[0][0][-1]])
        for leader in lines[:3]:
            for follower in lines[3:]:
                (leader.predict(today) - follower.predict(today)) / leader.slope[:, None]

    return theirs * BOOTSTRAPS, seconds(ours, runs), f"peer: 1 bootstrap of both sides timed, x {BOOTSTRAPS:,}"


def growth_of_cost(runs: int) -> list[tuple[str, float]]:
    """Power of observations and of draws with which the time of a gap grows: 1 is linear."""
    of = workloads.metric()

    def took(n: int, draws: int) -> float:
        table = workloads.facts(n)
        on = workloads.last(table)
        return seconds(lambda: gap(compare(table, of, workloads.US, workloads.CHINA, on=on, draws=draws)), runs)

    took(100, 100)
    return [
        ("observations, 500 to 2,000 at 500 draws", float(np.log(took(2000, 500) / took(500, 500)) / np.log(4))),
        ("draws, 500 to 4,000 at 200 observations", float(np.log(took(200, 4000) / took(200, 500)) / np.log(8))),
    ]


def main() -> int:
    """Print one row a workload: the peer's seconds, ours, ratio, target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="runs of each workload, of which the best counts")
    parser.add_argument("--draws", type=int, default=1_000_000, help="draws of the memory test")
    options = parser.parse_args()
    missed = 0
    print(f"{'work':<58} {'peer':>11} {'ours':>11} {'ratio':>7} {'target':>7}")
    for name, work, target in (
        ("US-China gap, per joint draw", gaps, 300),
        ("open/closed lag, 1,000 bootstraps x 3 models", open_closed, 500),
        ("growth, kinks and lag, 1,000 bootstraps, cross-validated", trends, 100),
    ):
        theirs, ours, note = work(options.runs)
        ratio = theirs / ours
        missed += ratio < target
        under = "  missed" if ratio < target else ""
        print(f"{name:<58} {theirs:>9.4f} s {ours:>9.6f} s {ratio:>6.0f}x {target:>6}x{under}\n    ({note})")
    for what, power in growth_of_cost(options.runs):
        over = power > 1.25  # linear but for a logarithm, of sorting and searching
        missed += over
        print(f"cost grows with {what}: power {power:.2f}{'  missed: more than linear' if over else ''}")
    command = [sys.executable, str(HERE / "million.py"), str(options.draws), "1000"]
    found = json.loads(subprocess.run(command, cwd=HERE, check=True, capture_output=True).stdout)
    over = found["mib"] > MIB
    missed += over
    print(
        f"{found['draws']:,} draws x 1,000 observations: {found['seconds']:.0f} s, peak {found['mib']:.0f} MiB "
        f"(target {MIB}){'  missed' if over else ''}"
    )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
