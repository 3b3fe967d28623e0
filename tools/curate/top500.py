"""TOP500: the largest systems yet of the US and of China, and records of other countries that count in the world."""

import polars as pl

from common import read, ship

LAST = "2025-06-30"
DEEP = 3
NOTABLE = 0.02
"""Least share of the largest system yet that a record of another country must have."""


def kept(facts: pl.DataFrame) -> pl.DataFrame:
    """Those among the three largest yet of the US or of China, or a notable record of another country."""
    bloc = pl.col("country").replace({"HK": "CN"})
    depth = dict.fromkeys(("US", "CN"), DEEP)
    rows: list[int] = []
    facts = facts.sort("date", "value", descending=[False, True])
    facts = facts.filter(bloc.is_in(list(depth)) | (pl.col("value") >= NOTABLE * pl.col("value").cum_max()))
    facts = facts.with_row_index("nr")
    for (name,), part in facts.group_by(bloc.alias("bloc"), maintain_order=True):
        best: list[float] = []
        for number, value in part.select("nr", "value").iter_rows():
            if len(best) < depth.get(str(name), 1) or value > best[-1]:
                best = sorted([*best, value], reverse=True)[: depth.get(str(name), 1)]
                rows.append(number)
    return facts[rows].drop("nr")


def main() -> None:
    facts = read("top500", "top500", "top500_1993_2025.csv.gz", on=LAST)
    new = facts.filter(pl.col("metric") == "supercomputer_rmax")
    ship("top500", kept(new).with_columns(tags=pl.lit("date_precision=month")))


if __name__ == "__main__":
    main()
