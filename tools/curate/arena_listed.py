"""When each model was first listed, and whether its weights are open, from both long tables."""

import polars as pl

from common import SHARED, SOURCES

LONG = ("leaderboard_2024-06_2025-07.csv", "overall_2023-05_2025-02.csv")


def main() -> None:
    tables = [pl.read_csv(SHARED / "arena" / name, infer_schema=False) for name in LONG]
    key = pl.col("model").str.to_lowercase().str.strip_chars().alias("model")
    first = pl.concat([one.select(key, "date") for one in tables]).group_by("model").agg(listed=pl.col("date").min())
    closed = pl.col("license").str.to_lowercase().is_in(["proprietary", "propretary"])
    weights = pl.when(closed).then(pl.lit("closed")).when(pl.col("license").is_not_null()).then(pl.lit("open"))
    told = (
        tables[0].select(key, weights.alias("weights")).drop_nulls().unique("model", keep="last", maintain_order=True)
    )
    table = first.join(told, on="model", how="left").sort("model")
    table.write_csv(SOURCES / "arena" / "listed.csv", null_value="")
    print(f"arena: {table.height} models listed")


if __name__ == "__main__":
    main()
