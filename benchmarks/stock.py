"""The supply model against the published way, normals alone, memory, and a slider, in one run.

The published way (epoch-research/ai-chip-counts) is expressed anew with what it uses: pandas tables looked up cell by
cell for every draw, squigglepy's distributions sampled one at a time or correlated over many, a loop over quarters,
chips and owners.  Where squigglepy is not installed its time as measured once is taken, and said so.  Exit code 1 if a
target is missed.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np

from parity.estimates.montecarlo import Floats, Random, Run
from parity.estimates.montecarlo.batches import BATCH, over_batches
from parity.estimates.montecarlo.quantiles import quantiles
from parity.estimates.montecarlo.sketch import Sketch
from parity.estimates.montecarlo.sobol import Sobol
from parity.estimates.stock import World, counting, setting, world
from parity.estimates.stock.holdings import Holdings, total
from parity.estimates.stock.live import Live
from parity.estimates.stock.parts import Part
from parity.estimates.stock.stream import stream_stocks
from parity.series import bloc

QUARTERS = 17  # as published: through the first of 2026
PUBLISHED_SECONDS = 7.67  # median of three, nvidia_owners.ipynb cell 10, N=5000
TARGETS = {"published": 200.0, "normals": 8.0, "slider": 0.1, "memory": 2.0}


def owners(found: World) -> list[list[Part]]:
    """NVIDIA's parts by owner: the five, China, and all others."""
    parts = [part for part in found.parts if part.designer == "NVIDIA" and part.channel == "bought"]
    named = sorted({part.owner for part in parts if not part.owner.startswith("Other")})
    # The published model does not tell others in the US from those abroad.
    others = next(part for part in parts if part.owner.startswith("Other"))
    return [*([part for part in parts if part.owner == owner] for owner in named), [replace(others, share="")]]


def stocks(found: World, batch: tuple[int, int]) -> Floats:
    """Cumulative H100-equivalents of NVIDIA's owners by quarter: shape `(draws, owners x quarters)`."""
    holdings = Holdings(Run(found.model, draws=batch[1], batch=batch[0], scores=Random(1)))
    single = [holdings.retired(total(holdings.flow(part) for part in row)) for row in owners(found)]
    return np.concatenate([one[:, :QUARTERS] for one in (*single, total(single))], axis=1)


def small(found: World, draws: int) -> Floats:
    """Run the owners' model whole, percentiles and all, as a user would ask for it."""
    return quantiles(np.concatenate(list(over_batches(partial(stocks, found), draws))), (0.05, 0.5, 0.95))


def large(found: World, draws: int) -> Floats:
    """The same by batches, percentiles from a sketch."""
    sketch: Sketch | None = None
    for one in over_batches(partial(stocks, found), draws):
        sketch = sketch or Sketch(one.shape[1])
        sketch.add(one)
    assert sketch is not None
    return sketch.quantile((0.05, 0.5, 0.95))


def normals(columns: int, draws: int) -> None:
    """Draw as many standard normals, batch by batch, and nothing else."""
    rng = np.random.default_rng(0)
    for _ in range(0, draws, BATCH):
        rng.standard_normal((BATCH, columns))


def timed(task: Callable[[], object], repeat: int) -> float:
    """Median seconds of some runs."""
    seconds = []
    for _ in range(repeat):
        start = time.perf_counter()
        task()
        seconds.append(time.perf_counter() - start)
    return float(np.median(seconds))


def peer(draws: int) -> float | None:
    """Seconds of the published way; None without squigglepy."""
    try:
        from peer_stock import run
    except ImportError:
        return None
    start = time.perf_counter()
    run(draws)
    return time.perf_counter() - start


def slider(draws: int) -> tuple[float, float]:
    """Middle and most seconds until the US stock answers to one changed input, all else drawn before."""
    base = world("ours")
    live = Live(base, bloc("US"), counting(None), on=date(2025, 12, 31), draws=draws)
    seconds = []
    for value in np.linspace(0.55, 0.65, 7):
        for text in (
            f"tpu_margin={value:.3f}..{value + 0.1:.3f}",
            f"nvidia_price[B300]*={value * 2:.3f}",
            f"chip_life={value * 8:.2f}",
        ):
            start = time.perf_counter()
            live.answer([setting(text, base.model)]).interval()
            seconds.append(time.perf_counter() - start)
    return float(np.median(seconds)), float(np.max(seconds))


def evenness(draws: int, repeats: int) -> tuple[float, float, float]:
    """How much less the mean, median and 95 % point of the US stock vary from seed to seed with Sobol points."""
    found = world("ours")
    parts = [part for part in found.parts if part.country == "US"]
    columns = sum(one.columns for one in found.model.quantities.values())
    spread = []
    for scores in (Random, partial(Sobol, columns)):
        told = []
        for seed in range(repeats):
            holdings = Holdings(Run(found.model, draws=draws, scores=scores(seed=seed)))
            stock = holdings.retired(total(holdings.flow(part) for part in parts))[:, 15]
            told.append((stock.mean(), *np.quantile(stock, (0.5, 0.95))))
        spread.append(np.var(told, axis=0))
    mean, middle, high = (spread[0] / spread[1]).tolist()
    return mean, middle, high


def memory(draws: int) -> tuple[float, float]:
    """Seconds and peak GiB of a process that streams the whole world model."""
    start = time.perf_counter()
    code = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import stock; stock.whole({draws})"
    subprocess.run([sys.executable, "-c", code], check=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
    return time.perf_counter() - start, used


def whole(draws: int) -> None:
    """Stream every part's stock by quarter."""
    stream_stocks(world("ours"), draws=draws, seed=1)


def main() -> int:
    """Print the table; 1 if a target is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--draws", type=int, default=1_000_000, help="draws of the large run")
    parser.add_argument(
        "--stream", type=int, default=200_000, help="draws of the streamed world model (10000000 by hand)"
    )
    options = parser.parse_args()
    found = world("published")
    small(found, 100)
    theirs = peer(5000)
    ours = timed(lambda: small(found, 5000), 9)
    ratio = (theirs or PUBLISHED_SECONDS) / ours
    columns = sum(found.model.quantities[name].columns for name in ("nvidia_hardware_share", "nvidia_price",
                  "nvidia_revenue_share", "nvidia_discount", "nvidia_china_share"))  # fmt: skip
    plain = timed(lambda: normals(columns, options.draws), 3)
    big = timed(lambda: large(found, options.draws), 1)
    middle_reach, reach = slider(10_000)
    seconds, used = memory(options.stream)
    mean, middle, high = evenness(1024, 24)
    how = "" if theirs else " (as measured once: squigglepy is not installed)"
    at_most, least = (f"<= {TARGETS[name]:.0f}" for name in ("normals", "memory"))
    rows = [
        ("NVIDIA owners, 5,000 draws, one at a time", f"{theirs or PUBLISHED_SECONDS:.2f} s{how}", "", ""),
        ("the same, ours", f"{ours * 1e3:.1f} ms", f"{ratio:.0f}x", f">= {TARGETS['published']:.0f}x"),
        (f"{options.draws:,} draws of its {columns} normals alone", f"{plain:.2f} s", "", ""),
        ("the same draws, ours with percentiles", f"{big:.2f} s", f"{big / plain:.1f}x", f"{at_most}x"),
        ("one input changed, 10,000 draws, US stock: middle", f"{middle_reach * 1e3:.0f} ms", "", "< 100 ms"),
        ("  the slowest of them", f"{reach * 1e3:.0f} ms", "", ""),
        (f"whole world, {options.stream:,} draws streamed", f"{seconds:.1f} s", f"{used:.2f} GiB", f"{least} GiB"),
        ("  of it for 10,000,000 draws, extrapolated", f"{seconds / options.stream * 1e7:.0f} s", "same memory", ""),
        (
            "variance of mean, median, 95 % point, random / Sobol",
            f"{mean:.0f}x, {middle:.1f}x, {high:.1f}x",
            "n=1,024",
            "",
        ),
    ]
    for row in rows:
        print("{:<58} {:<22} {:<12} {}".format(*row))
    met = (
        ratio >= TARGETS["published"] and big / plain <= TARGETS["normals"] and middle_reach < TARGETS["slider"]
        and used <= TARGETS["memory"]
    )  # fmt: skip
    return 0 if met else 1


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    sys.exit(main())
