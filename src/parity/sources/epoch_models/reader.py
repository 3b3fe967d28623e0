"""Epoch AI's models: training compute of every model for which it is stated."""

import polars as pl

from parity.sources.columns import countries, first_link, organisations, tags
from parity.sources.table import Table

PAGE = "https://epoch.ai/data/ai-models"


def all_models(table: Table) -> pl.DataFrame:
    """Make one fact of each model whose training compute and day of publication are stated."""
    table.leave_out(pl.col("flop").is_null(), "no training compute stated")
    table.leave_out(pl.col("confidence") == "Wrong", "marked as wrong by the publisher")
    table.leave_out(pl.col("day_precision") != "day", "no day of publication")
    table.leave_out(pl.col("day").is_null(), "no day of publication")
    rows = table.leave_out_repeats("model", reason="another row of the same model")
    access = pl.col("access")
    return rows.select(
        "row",
        entity="model",
        organization=organisations("organization"),
        country=countries(table, "country"),
        tags=tags(
            confidence=pl.col("confidence"),
            weights=pl.when(access.str.starts_with("Open weights")).then(pl.lit("open"))
            .when(access.is_not_null()).then(pl.lit("closed")),
        ),
        metric=pl.lit("training_compute"),
        date="day",
        value="flop",
        unit=pl.lit("FLOP"),
        link=first_link("link", PAGE),
        read=pl.lit("table"),
    )  # fmt: skip


notable_models = all_models
large_models = all_models
