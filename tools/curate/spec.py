"""SPEC CPU 2017 integer, one copy: the best result of each processor with plain -O3."""

import polars as pl

from common import read, ship


def main() -> None:
    facts = read("spec_cpu", "spec_cpu", "2026-07-01", "spec_cpu_rate1.csv")
    plain = (pl.col("metric") == "spec_cpu2017_int_rate1") & pl.col("tags").str.starts_with("flags=-O3;")
    best = facts.filter(plain).sort("value", descending=True).unique("entity", keep="first", maintain_order=True)
    ship("spec_cpu", best)


if __name__ == "__main__":
    main()
