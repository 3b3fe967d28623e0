"""TOP500: the largest systems yet of the US and of China, and records of other countries that count in the world."""

import gzip
from datetime import date

import polars as pl

from common import SHARED, ship
from parity.sources import source
from parity.sources.reading import File, read_file

FILE = "top500_1993_2025.csv.gz"
LAST = date(2025, 6, 30)
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
    content = gzip.decompress((SHARED / "top500" / FILE).read_bytes())
    reading = read_file(source("top500"), File(FILE.removesuffix(".gz"), content, LAST))
    print(f"  top500/{FILE}: {reading.rows} rows, {reading.used} used")
    new = reading.facts.filter(pl.col("metric") == "supercomputer_rmax")
    ship("top500", kept(new).with_columns(tags=pl.lit("date_precision=month")))


if __name__ == "__main__":
    main()
