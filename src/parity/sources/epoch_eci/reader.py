"""Epoch's capability index: models on its scale, the benchmark scores it is fitted to, difficulties of benchmarks."""

import polars as pl

from parity.sources.columns import countries, first_link, organisations, tags
from parity.sources.table import Table

SCORES = "https://epoch.ai/data/eci_scores.csv"
BENCHMARKS = "https://epoch.ai/data/eci_benchmarks.csv"
DIFFICULTIES = "https://epoch.ai/data/edi_scores.csv"

VERSION = r"[(,] ?((?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) 20\d\d)[,)]"
"""The month in a version's name: "GPT-4o (Nov 2024)", "Gemini 2.5 Pro (I/O, Jun 2025)"."""


def scores(table: Table) -> pl.DataFrame:
    """Make one fact of each model on the index that has a date."""
    table.leave_out(pl.col("day").is_null(), "no date")
    rows = table.leave_out_repeats("model", reason="another row of the same model")
    return rows.select(
        "row",
        *_released(table),
        entity="model",
        organization=organisations("organization"),
        country=countries(table, "country"),
        tags=tags(
            weights=pl.col("access").replace_strict(
                {"Open weights": "open", "Closed weights": "closed"}, default=None, return_dtype=pl.String
            ),
            date_precision=_precision(),
        ),
        metric=pl.lit("capability"),
        value="eci",
        # The two models the scale is anchored on have no interval.
        low=pl.when(pl.col("low").is_not_null()).then(pl.min_horizontal("low", "eci")),
        high=pl.when(pl.col("high").is_not_null()).then(pl.max_horizontal("high", "eci")),
        unit=pl.lit("ECI points"),
        link=pl.lit(SCORES),
        read=pl.lit("table"),
    )


def benchmarks(table: Table) -> pl.DataFrame:
    """Make one fact of each model's score on each benchmark."""
    table.leave_out(pl.col("day").is_null(), "no date")
    rows = table.leave_out_repeats("model", "version", "benchmark", reason="another score of the same version")
    return rows.select(
        "row",
        *_released(table),
        entity="model",
        tags=tags(
            benchmark=pl.col("benchmark"),
            version=pl.col("version"),
            optimized=pl.when("optimized").then(pl.lit("yes")),
        ),
        metric=pl.lit("benchmark_score"),
        value="score",
        unit=pl.lit("share"),
        link=first_link("link", BENCHMARKS),
        read=pl.lit("table"),
    )


def difficulties(table: Table) -> pl.DataFrame:
    """Make two facts of each benchmark: its difficulty on the index, and how steeply scores rise there."""
    rows = table.leave_out_repeats("benchmark", reason="another row of the same benchmark")
    figures = (("benchmark_difficulty", "difficulty", "ECI points"), ("benchmark_slope", "slope", "per ECI point"))
    return pl.concat(
        [
            rows.select(
                "row",
                entity="benchmark",
                tags=tags(
                    released=pl.col("released").cast(pl.String),
                    anchor=pl.when("anchor").then(pl.lit("yes")),
                ),
                metric=pl.lit(metric),
                date=pl.lit(table.retrieved),  # each edition fits them anew
                value=column,
                unit=pl.lit(unit),
                link=pl.lit(DIFFICULTIES),
                read=pl.lit("table"),
            )
            for metric, column, unit in figures
        ]
    )


def _released(table: Table) -> tuple[pl.Expr, pl.Expr]:
    """Date a version by the month in its name where the table gives the family's earlier first release.

    The last day of that month stands for it: "GPT-4o (Nov 2024)" did not exist on 2024-05-13.
    """
    month = ("1 " + pl.col("model").str.extract(VERSION)).str.to_date("%d %b %Y", strict=False)
    later = (pl.col("day") < month).fill_null(value=False)
    last = pl.min_horizontal(month.dt.month_end(), pl.lit(table.retrieved))
    note = pl.format("dated by the version; the table says {}", pl.col("day"))
    return (
        pl.when(later).then(last).otherwise("day").alias("date"),
        pl.when(later).then(note).alias("note"),
    )


def _precision() -> pl.Expr:
    return pl.when(pl.col("day_precision") != "day").then(pl.col("day_precision"))
