"""Fifty million facts in the store's layout: `parity series` and `parity gap` over them, with their peak memory.

The facts are made up: one metric, a year a part, thirty countries, each fact with an interval.
"""

import argparse
import hashlib
import io
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import polars as pl

from parity import __version__
from parity.facts import SCHEMA
from parity.store.manifest import Blob, Manifest, Part, TableRead, path_of
from parity.store.place import place_of

METRIC = "made_up_speed"
FIRST, LAST = 1993, 2026
COUNTRIES = ["US", "CN", "HK", "JP", "DE", "FR", "GB", "KR", "TW", "IN", "US;CN", "CA", "IL", "SG", "NL", "AE", "IT",
             "ES", "SE", "CH", "FI", "NO", "BR", "AU", "SA", "RU", "PL", "AT", "BE", "DK"]  # fmt: skip
MAPPING = {
    "id": METRIC, "label": "Made-up speed", "unit": "FLOP/s", "kind": "record", "better": "higher", "scale": "log",
    "url": "https://example.org/speed", "licence": {"name": "none", "url": "https://example.org"}, "cite": "made up",
    "columns": {"entity": "entity", "country": "country", "date": "date", "value": "value"},
}  # fmt: skip
MANY_YEARS = LAST - FIRST + 1


def year(number: int, rows: int) -> pl.DataFrame:
    """Facts of one year; progress of tenfold in three years, spread tenfold either way."""
    rng = np.random.default_rng([7, number])
    days = np.sort(rng.integers(0, 365 if number < LAST else 300, rows))
    when = (np.datetime64(f"{number}-01-01") - np.datetime64("1970-01-01")).astype(int) + days
    country = rng.integers(0, len(COUNTRIES), rows)
    value = 10 ** (9 + (number - FIRST + days / 365) / 3 + rng.standard_normal(rows) - 0.3 * (country > 0))
    frame = pl.DataFrame({"n": np.arange(rows), "country": country, "date": when.astype(np.int32), "value": value})
    made = frame.select(
        pl.format("system {}-{}", pl.lit(number), "n").alias("entity"),
        pl.col("country").replace_strict(dict(enumerate(COUNTRIES)), return_dtype=pl.String),
        pl.lit(METRIC).alias("metric"),
        pl.col("date").cast(pl.Date),
        "value",
        low=pl.col("value") / 1.2,
        high=pl.col("value") * 1.2,
        unit=pl.lit("FLOP/s"),
        known_on=pl.lit(date(2026, 11, 1)),
        link=pl.lit("https://example.org/speed"),
        read=pl.lit("table"),
        source=pl.lit(METRIC),
    )
    absent = [pl.lit(None, dtype=kind).alias(name) for name, kind in SCHEMA.items() if name not in made.columns]
    return made.with_columns(absent).select(list(SCHEMA))


def fill(folder: Path, rows: int) -> int:
    """Write the made-up snapshot into a store; return its bytes."""
    place, parts, total = place_of(folder), [], 0
    for number in range(FIRST, LAST + 1):
        facts = year(number, rows // MANY_YEARS)
        buffer = io.BytesIO()
        facts.write_parquet(buffer, compression="lz4", row_group_size=100_000, statistics=True)
        path = f"facts/metric={METRIC}/year={number}/{METRIC}_2026-11-01_made_0.parquet"
        place.write(path, buffer.getvalue())
        total += buffer.tell()
        parts.append(Part(path=path, metric=METRIC, table=METRIC, facts=facts.height, first=facts["date"][0],
                          last=facts["date"][-1], sha256=hashlib.sha256(buffer.getvalue()).hexdigest()))  # fmt: skip
    manifest = Manifest(
        source=METRIC, id="made", retrieved=date(2026, 11, 1), imported=datetime.now(UTC), parity=__version__,
        rules="made", licence="none", files=(Blob(name="made.csv", sha256="0" * 64, bytes=0),),
        tables=(TableRead(file="made.csv", table=METRIC, rows=rows, used=rows, left_out={}),),
        parts=tuple(parts), own=MAPPING,
    )  # fmt: skip
    place.write(path_of(METRIC, manifest.retrieved, "made"), manifest.model_dump_json().encode())
    return total


def main() -> None:
    """Do it and print the time."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=50_000_000)
    options.add_argument("--store", type=Path, help="Keep it here instead of a temporary folder.")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        folder = chosen.store or Path(passing)
        begun = time.perf_counter()
        size = fill(folder, chosen.rows)
        print(f"{chosen.rows:,} facts written in {time.perf_counter() - begun:.0f} s, {size / 1e9:.2f} GB of Parquet")
        for command in (["series", METRIC, "--draws", "1000"], ["gap", METRIC, "US", "China", "--draws", "1000"]):
            begun = time.perf_counter()
            answer = subprocess.run(
                [sys.executable, "-m", "parity.cli.main", *command, "--on", "2026-10-01", "--json"],
                env={**os.environ, "PARITY_STORE": str(folder)}, capture_output=True, text=True, check=True,
            )  # fmt: skip
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            print(f"parity {command[0]}: {time.perf_counter() - begun:.1f} s, peak {peak:,.0f} MiB "
                  f"({len(answer.stdout):,} bytes of JSON)")  # fmt: skip


if __name__ == "__main__":
    main()
