"""How long a batch of rulings takes against ruling on one row after another, on this machine in this run.

The batch has 100,000 parts and days; the loop takes the first rows of it and also explains itself.  Exit code 1 if the
batch takes two seconds or more, or is less than a hundred times as fast a row as the loop.
"""

import argparse
import statistics
import sys
import time
from datetime import date

import numpy as np
import polars as pl

from parity.controls import destination, part_of, rule_batch, rule_on, stated

TARGET_SECONDS, TARGET_RATIO = 2.0, 100.0


def parts(rows: int, seed: int = 0) -> pl.DataFrame:
    """Return made-up parts with a day and a destination each, as a CSV would hold them."""
    rng = np.random.default_rng(seed)
    days = np.datetime64("2022-08-01") + rng.integers(0, 1600, rows)
    return pl.DataFrame(
        {
            "chip": [f"part {row}" for row in range(rows)],
            "on": [str(day) for day in days],
            "to": rng.choice(["CN", "HK", "MO", "SG", "SA", "JP"], rows),
            "hq": rng.choice(["", "CN", "US"], rows),
            "maker": rng.choice(["NVIDIA", "AMD", ""], rows),
            "datacentre": rng.choice(["yes", "no"], rows),
            "sparsity": ["dense"] * rows,
            "tops8": rng.uniform(0, 3000, rows),
            "die_area": rng.uniform(50, 1600, rows),
            "io": rng.uniform(0, 2000, rows),
            "memory_bandwidth": rng.uniform(100, 8000, rows),
        }
    ).cast(pl.String)


def one_by_one(table: pl.DataFrame) -> list[tuple[str, str]]:
    """Rule on each row alone, as a loop over a spreadsheet would."""
    answers = []
    for row in table.iter_rows(named=True):
        values = {key: float(row[key]) for key in ("tops8", "die_area", "io", "memory_bandwidth")}
        values |= {"sparsity": row["sparsity"], "maker": row["maker"], "datacentre": row["datacentre"] == "yes"}
        where = destination(row["to"], row["hq"] or None)
        found = rule_on(part_of(stated(values, where="row")), on=date.fromisoformat(row["on"]), where=where)
        answers.append((found.paragraph, found.outcome))
    return answers


def main() -> int:
    """Print the median seconds of the batch and the ratio a row."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--loop", type=int, default=300, help="rows of the loop")
    parser.add_argument("--runs", type=int, default=7)
    asked = parser.parse_args()
    table = parts(asked.rows)
    few = table.head(asked.loop)
    batch, loop = [], []
    rule_batch(table)  # loads the rules
    for _ in range(asked.runs):
        start = time.perf_counter()
        found = rule_batch(table)
        batch.append(time.perf_counter() - start)
        start = time.perf_counter()
        alone = one_by_one(few)
        loop.append(time.perf_counter() - start)
    same = found.head(asked.loop).select("paragraph", "outcome").rows() == alone
    seconds = statistics.median(batch)
    ratio = statistics.median(loop) / asked.loop / (seconds / asked.rows)
    print(f"batch of {asked.rows:,} rows: {seconds:.3f} s (target below {TARGET_SECONDS:g} s)")
    print(f"a row alone takes {ratio:,.0f} times as long as a row of the batch (target at least {TARGET_RATIO:g})")
    print(f"the two agree on the first {asked.loop} rows: {same}")
    return 0 if same and seconds < TARGET_SECONDS and ratio >= TARGET_RATIO else 1


if __name__ == "__main__":
    sys.exit(main())
