"""AI papers, patents and private investment of countries and regions by year, from Our World in Data's charts."""

import polars as pl

from parity.sources.columns import countries, tags
from parity.sources.table import Table

GRAPHER = "https://ourworldindata.org/grapher/"
WHOLES = {"World": "WORLD", "European Union (27) (CSET)": "EU"}
"""Rows that stand for a whole, with the code blocs know them by."""
NAMES = {"European Union (27) (CSET)": "European Union"}


def _flow(table: Table, metric: str, chart: str, unit: str, *, world: float, newest_incomplete: bool) -> pl.DataFrame:
    """Make a fact of each amount; `world` is what the world's never fell below, so that another unit is noticed."""
    table.rows = table.rows.with_columns(
        value=pl.coalesce("amount", "projected"),
        is_projected=pl.col("amount").is_null() & pl.col("projected").is_not_null(),
        state=pl.when(pl.col("code").str.contains(r"^([A-Z]{3}|OWID_KOS)$")).then(pl.col("entity")),
    )
    table.refuse((pl.col("entity") == "World") & (pl.col("value") < world), "amount", f"the world's in {unit}")
    table.refuse(~pl.struct("entity", "year").is_first_distinct(), "year", "one row of its entity")
    table.leave_out(pl.col("value").is_null(), "no figure")
    rows = table.leave_out(pl.col("value") == 0, "zero, of which no ratio can be taken")
    newest = pl.col("year") == pl.col("year").max()
    if newest_incomplete and rows.height:
        last = rows["year"].dt.to_string("%Y").max()
        table.notes.append(f"{metric}: the newest year, {last!s}, may still be incomplete")
    return rows.select(
        "row",
        "value",
        entity=pl.col("entity").replace(NAMES),
        country=countries(table, "state").zip_with(
            rows["state"].is_not_null(), rows["entity"].replace_strict(WHOLES, default=None, return_dtype=pl.String)
        ),
        tags=tags(
            projected=pl.when("is_projected").then(pl.lit("yes")),
            incomplete=pl.when(newest).then(pl.lit("maybe")) if newest_incomplete else None,
            date_precision="year",
        ),
        metric=pl.lit(metric),
        date="year",
        unit=pl.lit(unit),
        link=pl.lit(GRAPHER + chart),
        read=pl.lit("table"),
    )


def publications(table: Table) -> pl.DataFrame:
    """Papers on AI."""
    chart = "annual-scholarly-publications-on-artificial-intelligence"
    return _flow(table, "publications", chart, "papers a year", world=1e4, newest_incomplete=True)


def patents(table: Table) -> pl.DataFrame:
    """Applications for patents on AI."""
    chart = "artificial-intelligence-patents-submitted"
    return _flow(table, "patents", chart, "applications a year", world=5e3, newest_incomplete=True)


def private_investment(table: Table) -> pl.DataFrame:
    """Private investment in AI; where a year is projected only, the projection, tagged so."""
    chart = "private-investment-in-artificial-intelligence-cset"
    return _flow(table, "private_investment", chart, "USD a year", world=1e10, newest_incomplete=False)
