"""Clusters: those among the largest of their country when they began to work."""

import polars as pl

from common import read, rounded, ship

EDITIONS = ("2025-12-14", "2026-08-12")
TOP = {"US": 6, "CN": 6}  # clusters kept of a country: those among so many largest yet
ELSEWHERE = 2
TOLD = ("date", "value", "tags")
"""What a later edition must state anew for its row to be kept."""


def kept(facts: pl.DataFrame) -> set[str]:
    """Name the clusters among the largest so far of their country, over all of them and over single ones alone."""
    grouped = facts.with_columns(group=pl.col("country").fill_null("").replace({"HK": "CN"}))
    names: set[str] = set()
    for counted in (grouped, grouped.filter(pl.col("tags").str.contains("single=Yes"))):
        for (country,), part in counted.sort("date", "value", "entity").group_by("group", maintain_order=True):
            so_far: list[float] = []
            for name, size in part.select("entity", "value").iter_rows():
                so_far = sorted([*so_far, size], reverse=True)[: TOP.get(str(country), ELSEWHERE)]
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
