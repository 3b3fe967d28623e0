"""Chips: throughput, memory bandwidth, efficiency and price of accelerators, each figure since it was known."""

import polars as pl

from common import read, rounded, ship

EDITIONS = ("2025-12-14", "2026-04-22", "2026-07-19")
METRICS = ("chip_performance", "chip_memory_bandwidth", "chip_efficiency", "compute_price")
TOLD = ("date", "value")
"""What a later edition must state anew for its row to be kept."""


def main() -> None:
    editions = [read("epoch_hardware", "epoch", "ml_hardware", day, "ml_hardware.csv") for day in EDITIONS]
    # What the newest edition no longer lists was withdrawn or renamed; what the maker's page told needs no other day.
    figure = ["metric", "entity"]
    listed = editions[-1].select(figure)
    at_launch = editions[-1].filter(pl.col("known_on") == pl.col("date")).select(figure)
    earlier = [one.join(listed, on=figure, how="semi").join(at_launch, on=figure, how="anti") for one in editions[:-1]]
    facts = pl.concat([*earlier, editions[-1]]).filter(pl.col("metric").is_in(METRICS))
    facts = facts.with_columns(
        value=pl.when(pl.col("read") == "derived").then(rounded("value", 5)).otherwise("value")
    ).sort("known_on", maintain_order=True)  # fmt: skip
    told = pl.struct(TOLD)
    ship("epoch_hardware", facts.filter(told.ne_missing(told.shift().over(figure))))
