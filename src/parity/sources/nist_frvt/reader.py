"""NIST's test of face verification: error rates of algorithms, by set of pictures."""

import polars as pl

from parity.sources.columns import countries_of_organisations, tags
from parity.sources.table import Table

PAGE = "https://pages.nist.gov/frvt/html/frvt11.html"
MAIN = "visa_border"
SETS = {
    "visa_mc": "VISA at 1e-4", "visa": "VISA at 1e-6", "mugshot": "MUGSHOT at 1e-5",
    "mugshot_12": "MUGSHOT over 12 years at 1e-5", "visa_border": "VISABORDER at 1e-6", "border": "BORDER at 1e-6",
    "border_5": "BORDER at 1e-5", "wild": "WILD at 1e-4",
}  # fmt: skip
"""Columns, and NIST's sets with the rate of false matches allowed in each."""


def overview(table: Table) -> pl.DataFrame:
    """Make a fact of each error rate; that of the main set carries the metric's own name."""
    table.refuse(~pl.col("name").str.contains(r"^\S+-\d+$"), "name", "a developer and a number, as `megvii-002`")
    table.refuse(~pl.col("name").is_first_distinct(), "name", "an algorithm of its own")
    table.leave_out(pl.all_horizontal(pl.col(one).is_null() for one in SETS), "no error rate stated")
    table.rows = table.rows.with_columns(developer=pl.col("name").str.replace(r"-\d+$", ""))
    rows = table.rows.with_columns(country=countries_of_organisations(table, "developer"))
    rates = rows.unpivot(list(SETS), index=["row", "name", "developer", "country"], variable_name="set").drop_nulls(
        "value"
    )
    main = pl.col("set") == MAIN
    return rates.select(
        "row",
        "country",
        "value",
        entity="name",
        organization="developer",
        tags=tags(set=pl.col("set").replace(SETS), date_is="retrieved"),
        metric=pl.when(main)
        .then(pl.lit("face_verification_error"))
        .otherwise(pl.lit("face_verification_error_by_set")),
        date=pl.lit(table.retrieved),
        unit=pl.lit("share of true pairs missed"),
        link=pl.lit(PAGE),
        read=pl.lit("table"),
    )
