"""Clusters: those among the largest of the US, of China or of the rest when they began to work."""

import polars as pl

from common import read, rounded, ship

EDITIONS = ("2025-12-14", "2026-08-12")
TOP = 6  # clusters kept for each country group: those among the six largest yet
TOLD = ("date", "value", "tags")
"""What a later edition must state anew for its row to be kept."""


def kept(facts: pl.DataFrame) -> set[str]:
    """Name the clusters among the largest so far of their group, over all of them and over single ones alone."""
    country = pl.col("country").fill_null("")
    group = pl.when(country == "US").then(pl.lit("US")).when(country.is_in(["CN", "HK"])).then(pl.lit("CN"))
    grouped = facts.with_columns(group=group.otherwise(pl.lit("other")))
    names: set[str] = set()
    for counted in (grouped, grouped.filter(pl.col("tags").str.contains("single=Yes"))):
        for _, part in counted.sort("date", "value", "entity").group_by("group"):
            so_far: list[float] = []
            for name, size in part.select("entity", "value").iter_rows():
                so_far = sorted([*so_far, size], reverse=True)[:TOP]
                if size >= so_far[-1]:
                    names.add(name)
    return names


def main() -> None:
    facts = pl.concat(read("epoch_clusters", "epoch", "gpu_clusters", day, "gpu_clusters.csv") for day in EDITIONS)
    facts = facts.filter(pl.col("metric") == "cluster_performance", pl.col("date") >= pl.date(2016, 1, 1))
    facts = facts.filter(~pl.col("tags").str.contains("certainty=Unlikely")).with_columns(
        value=rounded("value", 6), low=rounded("low", 6), high=rounded("high", 6)
    )
    facts = facts.filter(pl.col("entity").is_in(kept(facts))).sort("known_on", maintain_order=True)
    told = pl.struct(TOLD)
    ship("epoch_clusters", facts.filter(told.ne_missing(told.shift().over("entity"))))
