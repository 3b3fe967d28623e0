"""Capability: near-frontier models of the US and China from the Epoch Capabilities Index, two editions."""

import polars as pl

from common import read, ship

EDITIONS = ("2025-12-20", "2026-08-11")
NEAR = 15.0  # index points below the bloc's best at release; a row further down cannot move a frontier


def near_frontier(facts: pl.DataFrame) -> pl.DataFrame:
    """Keep the models that set or came near their country's frontier on the day of release."""
    best = pl.col("value").cum_max().over("country")
    ours = facts.filter(pl.col("country").str.split(";").list.first().is_in(["US", "CN"]))
    return ours.sort("date", "value", "entity", descending=[False, True, False]).filter(pl.col("value") >= best - NEAR)


def main() -> None:
    editions = [near_frontier(read("epoch_eci", "epoch", "eci", day, "eci_scores.csv")) for day in EDITIONS]
    ship("epoch_eci", pl.concat(editions).with_columns(pl.col("value", "low", "high").round(2)))
