"""Training compute: record-setting and large models from Epoch's tables, one row for each value a vintage held."""

from datetime import date

import polars as pl

from common import read, rounded, ship
from parity.series import metric
from parity.store.frontier import near_frontier

VINTAGES = {
    "2024-11-05": ("all_ml_systems.csv",),
    "2025-06-11": ("all_ml_systems.csv",),
    "2026-03-30": ("all_ai_models.csv", "large_scale_ai_models.csv"),
    "2026-07-19": ("notable_ai_models.csv",),
}
WHOLE = [date.fromisoformat(day) for day in ("2024-11-05", "2025-06-11", "2026-03-30")]
"""Vintages of the table of all models: a model that such a one no longer has was renamed or withdrawn."""
TOLD = ("date", "value", "confidence", "country")
"""What a later vintage must state anew for its row to be kept."""


def vintage(day: str) -> pl.DataFrame:
    """The facts of a vintage's files; a model that stands in several is taken from the first."""
    files = [read("epoch_models", "epoch", "models", day, name) for name in VINTAGES[day]]
    return pl.concat(files).unique("entity", keep="first", maintain_order=True)


def ended(facts: pl.DataFrame, tables: list[pl.DataFrame]) -> pl.DataFrame:
    """Say of each row from which vintage on its model stands no longer in the table of all models."""
    ends = pl.lit(None, dtype=pl.Date)
    held = {table["known_on"][0]: table["entity"].implode() for table in tables}
    for day in reversed(WHOLE):
        gone = (pl.col("known_on") < day) & ~pl.col("entity").is_in(held[day])
        ends = pl.when(gone).then(pl.lit(day)).otherwise(ends)
    return facts.with_columns(known_until=ends)


def main() -> None:
    tables = [vintage(day) for day in VINTAGES]
    keep = metric("training_compute").near
    names = {name for table in tables for name in near_frontier(table.lazy(), keep)["entity"]}
    facts = pl.concat(tables).filter(pl.col("entity").is_in(names), pl.col("date") >= keep.since)
    facts = facts.sort("known_on", maintain_order=True).with_columns(
        value=rounded("value", 4), confidence=pl.col("tags").str.extract("confidence=([A-Za-z]*)")
    )
    # A vintage that repeats what was known adds no row.
    told = pl.struct(TOLD)
    ship("epoch_models", ended(facts.filter(told.ne_missing(told.shift().over("entity"))), tables))
