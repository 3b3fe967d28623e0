"""Epoch AI's GPU clusters: size of every cluster that has been in operation, by the country it stands in."""

import polars as pl

from parity.sources.columns import countries, first_link, organisations, tags
from parity.sources.table import Table

PAGE = "https://epoch.ai/data/gpu-clusters"

CONCEALED = "Anonymized Chinese System"
"""The one name that China's clusters share, their figures being rounded to one digit."""

FIGURES = (
    ("cluster_performance", "h100e", "H100-equivalents"),
    ("cluster_chips", "chips", "chips"),
    ("cluster_power", "power", "MW"),
)
"""Metric, our column, unit."""


def clusters(table: Table) -> pl.DataFrame:
    """Make up to three facts of each cluster that is or was in operation."""
    figures = [column for _, column, _ in FIGURES]
    table.leave_out(pl.col("status") == "Planned", "planned")
    table.leave_out(pl.col("duplicate"), "possibly another row's cluster")
    table.leave_out(pl.col("day").is_null(), "no first day of operation")
    table.leave_out(pl.col("day") > table.retrieved, "not in operation by the retrieval")
    table.leave_out(pl.all_horizontal(pl.col(figures).is_null()), "no figure of its size")
    table.rows = table.rows.with_columns(cluster=_named())
    rows = table.leave_out_repeats("cluster", reason="another row of the same cluster")
    rows = rows.with_columns(country=countries(table, "country"), organization=organisations("owner"))
    return pl.concat([_facts(rows, *figure) for figure in FIGURES])


def _named() -> pl.Expr:
    """Names without quotes around them; China's concealed ones told apart by month and size, and by number if alike."""
    name = pl.col("cluster").str.strip_chars('" ')
    size = pl.col("h100e").cast(pl.Int64).cast(pl.String).fill_null("?")
    told = pl.format("{} ({}, {} H100e)", name, pl.col("day").dt.strftime("%Y-%m"), size)
    alike = pl.int_range(1, pl.len() + 1).over(told)
    told = pl.when(alike > 1).then(pl.format("{} #{}", told, alike)).otherwise(told)
    return pl.when(name == CONCEALED).then(told).otherwise(name)


def _facts(rows: pl.DataFrame, metric: str, column: str, unit: str) -> pl.DataFrame:
    value = pl.col(column)
    concealed = pl.col("cluster").str.starts_with(CONCEALED)
    digit = pl.lit(10.0).pow(value.log10().floor())
    # Rounding to one digit: 20,000 may be 15,000 to 25,000, and 10,000 is 9,500 to 15,000.
    below = pl.when(value == digit).then(digit / 20).otherwise(digit / 2)
    return rows.filter(value.is_not_null()).select(
        "row",
        "organization",
        "country",
        entity="cluster",
        tags=tags(
            single=pl.col("single").fill_null("Unclear"),
            certainty=pl.col("certainty"),
            chip=pl.col("chip"),
            date_precision=pl.when(concealed).then(pl.lit("month"))
            .when(pl.col("day_precision") != "day").then(pl.col("day_precision")),
        ),
        metric=pl.lit(metric),
        date="day",
        value=value,
        low=pl.when(concealed).then(value - below),
        high=pl.when(concealed).then(value + digit / 2),
        unit=pl.lit(unit),
        link=first_link("link", PAGE),
        read=pl.lit("table"),
        note=pl.when(concealed).then(pl.lit("rounded to one digit by the publisher")),
    )  # fmt: skip
