"""AI papers, patents and private investment: the countries, the union and the world that articles compare."""

import polars as pl

from common import read, ship

DAY = "2026-05-10"
SHIPPED = ["US", "CN", "GB", "DE", "FR", "JP", "KR", "IN", "CA", "IL", "SG", "TW", "EU", "WORLD"]
TABLES = (
    "annual-scholarly-publications-on-artificial-intelligence",
    "artificial-intelligence-patents-submitted",
    "private-investment-in-artificial-intelligence-cset",
)


def main() -> None:
    facts = pl.concat([read("owid_cset", "owid_cset", DAY, f"{name}.csv") for name in TABLES])
    ship("owid_cset", facts.filter(pl.col("country").is_in(SHIPPED)))
