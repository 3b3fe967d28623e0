"""Epoch AI's estimates of the compute that each lab uses at the end of a year."""

import polars as pl

from parity.sources.columns import countries_of_organisations
from parity.sources.table import Table

PAGE = "https://epoch.ai/data"
MADE = r"\bon (\d{4}-\d{2}-\d{2})\b"
"""The note says on which day the row was generated."""


def labs(table: Table) -> pl.DataFrame:
    """Make one fact of each lab and year."""
    table.refuse(pl.col("day").dt.year() != pl.col("year"), "day", "a day of the row's year")
    table.refuse(pl.col("low") > pl.col("h100e"), "low", "at most the median")
    table.refuse(pl.col("high") < pl.col("h100e"), "high", "at least the median")
    table.leave_out(pl.col("day") > table.retrieved, "a year's end after the retrieval")
    rows = table.leave_out_repeats("lab", "day", reason="another row of the same lab and day")
    made = pl.col("made").str.extract(MADE).str.to_date(strict=False)
    return rows.select(
        "row",
        "low",
        "high",
        # A figure for every year: the lab's name alone would let a later year revise an earlier one.
        entity=pl.format("{} end-{}", "lab", pl.col("day").dt.year()),
        organization="lab",
        country=countries_of_organisations(table, "lab"),
        metric=pl.lit("lab_compute"),
        date="day",
        value="h100e",
        unit=pl.lit("H100-equivalents"),
        known_on=pl.min_horizontal(made, pl.lit(table.retrieved)),
        link=pl.lit(PAGE),
        read=pl.lit("table"),
    )
