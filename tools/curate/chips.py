"""Who owns the compute: cumulative H100-equivalents by owner, designer and quarter, from Epoch AI's tables."""

import math

import polars as pl

from common import SHARED, read, ship
from parity.sources.epoch_chips.reader import US_PART

FILES = (
    ("chip_owners", "2026-04-22", "nvidia_owners_cumulative_totals.csv"),
    ("chip_inputs", "2026-04-22", "nvidia_other_cumulative_totals.csv"),
    ("chip_owners", "2026-04-22", "amd_owners_cumulative_totals.csv"),
    ("chip_sales", "2026-10-01", "cumulative_timelines_by_designer.csv"),
    ("chip_sales", "2026-10-01", "timelines_by_chip.partial.csv"),
    ("chip_owners", "2026-09-24", "cumulative_by_designer.curated.csv"),
)
"""One edition for each series; files of other editions state the same series or parts of them."""


def us_part_of_other() -> tuple[float, float, float]:
    """Least, middle and largest share of the US in known NVIDIA clusters of other owners outside China, 2023 to 2025.

    Weighted by H100-equivalents, clusters in operation at five half-year ends; the spread stands for 5 % and 95 %.
    """
    table = pl.read_csv(SHARED / "epoch" / "gpu_clusters" / "2026-08-12" / "gpu_clusters.csv", infer_schema_length=0)
    table = table.with_columns(pl.col("H100 equivalents").cast(pl.Float64), pl.col("Owner", "Country").fill_null(""))
    table = table.filter(
        pl.col("Status") == "Existing",
        pl.col("Include in Standard Analysis") == "True",
        pl.col("GPU Supplier (primary)") == "NVIDIA",
        ~pl.col("Owner").str.contains("Microsoft|Meta|Amazon|Google|Oracle"),
        ~pl.col("Country").str.contains("China|Hong Kong"),
    )
    shares = []
    for end in ("2023-12-31", "2024-06-30", "2024-12-31", "2025-06-30", "2025-12-31"):
        known = table.filter(pl.col("First Operational Date") <= end)
        us = known.filter(pl.col("Country").str.contains("United States"))
        shares.append(us["H100 equivalents"].sum() / known["H100 equivalents"].sum())
    shares.sort()
    return shares[0], shares[2], shares[4]


def main() -> None:
    shares = us_part_of_other()
    if not all(map(math.isclose, shares, US_PART)):
        raise ValueError(f"the US part of other owners is now {shares}: set it in epoch_chips/reader.py")
    facts = pl.concat([read("epoch_chips", "epoch", *file) for file in FILES])
    facts = facts.filter(pl.col("metric") == "compute_stock")
    ship("epoch_chips", facts.with_columns(pl.col("value", "low", "high").round()))
