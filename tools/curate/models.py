"""Training compute: record-setting and large models from Epoch's tables, one row for each value a vintage held."""

import polars as pl

from common import read, rounded, ship

VINTAGES = {
    "2024-11-05": ("all_ml_systems.csv",),
    "2025-06-11": ("all_ml_systems.csv",),
    "2026-03-30": ("all_ai_models.csv", "large_scale_ai_models.csv"),
    "2026-07-19": ("notable_ai_models.csv",),
}
FIRST = pl.date(2012, 1, 1)
TOP = 6  # models kept for each country group: those among the six largest yet at their release
LARGE = 1e25  # and every model at least this large, FLOP
TOLD = ("date", "value", "confidence", "country")
"""What a later vintage must state anew for its row to be kept."""


def vintage(day: str) -> pl.DataFrame:
    """The facts of a vintage's files; a model that stands in several is taken from the first."""
    files = [read("epoch_models", "epoch", "models", day, name) for name in VINTAGES[day]]
    return pl.concat(files).filter(pl.col("date") >= FIRST).unique("entity", keep="first", maintain_order=True)


def kept(table: pl.DataFrame) -> set[str]:
    """Name the models among the largest so far of the US, of China and of the rest, and the very large ones."""
    group = (
        pl.when(pl.col("country").str.contains("US"))
        .then(pl.lit("US"))
        .when(pl.col("country").str.contains("CN|HK"))
        .then(pl.lit("CN"))
        .otherwise(pl.lit("other"))
    )
    names: set[str] = set(table.filter(pl.col("value") >= LARGE)["entity"])
    for _, part in table.with_columns(group=group).sort("date", "value").group_by("group"):
        so_far: list[float] = []
        for model, flop in part.select("entity", "value").iter_rows():
            so_far = sorted([*so_far, flop], reverse=True)[:TOP]
            if flop >= so_far[-1]:
                names.add(model)
    return names


def main() -> None:
    tables = [vintage(day) for day in VINTAGES]
    names = set().union(*(kept(table) for table in tables))
    facts = pl.concat(tables).filter(pl.col("entity").is_in(names)).sort("known_on", maintain_order=True)
    facts = facts.with_columns(
        value=rounded("value", 4), confidence=pl.col("tags").str.extract("confidence=([A-Za-z]*)")
    )  # fmt: skip
    # A vintage that repeats what was known adds no row.
    told = pl.struct(TOLD)
    ship("epoch_models", facts.filter(told.ne_missing(told.shift().over("entity"))))
