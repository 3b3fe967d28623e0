"""Prices by API: what a million output tokens cost at American and Chinese vendors, at the base tier of context."""

import polars as pl

from common import read, ship


def main() -> None:
    facts = read("api_prices", "prices", "2026-08-05", "llm_prices.csv")
    ways = pl.col("tags").str.contains("direction=output") & ~pl.col("tags").str.contains("context=>")
    ship("api_prices", facts.filter(ways, pl.col("country").is_in(["US", "CN"])))


if __name__ == "__main__":
    main()
