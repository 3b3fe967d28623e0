"""Arena ratings: dated tables in long form, and LMArena's own file of one edition by category."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import polars as pl

from parity.errors import BadInput
from parity.sources.arena.models import family, first_listed, named_day
from parity.sources.columns import countries_of_organisations, tags
from parity.sources.table import Table

PAGE = "https://huggingface.co/spaces/lmarena-ai/chatbot-arena-leaderboard"
CATALOG = "https://github.com/lmarena/arena-catalog"
NARROWER = 1.645 / 1.96
"""From the 95 % interval that Arena gives to the 90 % of a fact."""
CLOSED = ("proprietary", "propretary")
"""Licences of closed weights, the second as some tables misspell it."""


def leaderboard(table: Table) -> pl.DataFrame:
    """Dated tables with makers, licences and intervals."""
    table.rows = table.rows.with_columns(
        rating=pl.coalesce("rating", "elo"), licence=pl.col("licence").str.to_lowercase()
    )
    table.refuse(pl.col("rating").is_null(), "rating", "a rating, here or in arena_elo")
    margin = [
        pl.col("interval").str.extract(r"^\+(\d+(?:\.\d+)?)/-(\d+(?:\.\d+)?)$", one).cast(float) for one in (1, 2)
    ]
    table.rows = table.rows.with_columns(above=margin[0], below=margin[1])
    table.refuse(pl.col("interval").is_not_null() & pl.col("above").is_null(), "interval", "two margins, as +5/-4")
    weights = pl.when(pl.col("licence").is_in(CLOSED)).then(pl.lit("closed")).when(pl.col("licence").is_not_null())
    table.rows = table.rows.with_columns(
        stated=weights.then(pl.lit("open")),
        low=(pl.col("rating") - pl.col("below") * NARROWER).round(1),
        high=(pl.col("rating") + pl.col("above") * NARROWER).round(1),
    )
    return _facts(table, link=PAGE)


def overall(table: Table) -> pl.DataFrame:
    """Dated ratings alone: makers are told by the names."""
    blank = pl.lit(None, dtype=pl.Float64)
    table.rows = table.rows.with_columns(_maker(), stated=pl.lit(None, dtype=pl.String), low=blank, high=blank)
    return _facts(table, link=PAGE)


def catalog_records(tree: Any) -> Iterator[dict[str, Any]]:
    """One record for each model of each category of a `leaderboard-text.json`."""
    if not isinstance(tree, dict) or "full" not in tree:
        raise BadInput("leaderboard-text.json: no category 'full'; it should hold one object a category.")
    for category, models in tree.items():
        if not isinstance(models, dict):
            raise BadInput(f"leaderboard-text.json: category {category!r} is no object of models.")
        for model, figures in models.items():
            if not isinstance(figures, dict):
                raise BadInput(f"leaderboard-text.json: {model!r} in {category!r} has no object of figures.")
            yield {"category": category, "model": model, **figures}


def catalog(table: Table) -> pl.DataFrame:
    """One edition of LMArena's own: the text leaderboard in its categories; `full` is the whole."""
    day = _edition(table)
    table.refuse(~pl.col("rating").is_between("lowest", "highest"), "rating", "within its own interval")
    table.rows = table.rows.with_columns(
        _maker(),
        day=pl.lit(day),
        stated=pl.lit(None, dtype=pl.String),
        low=pl.col("rating") - (pl.col("rating") - pl.col("lowest")) * NARROWER,
        high=pl.col("rating") + (pl.col("highest") - pl.col("rating")) * NARROWER,
    )
    facts = _facts(table, link=CATALOG)
    part = facts.with_columns(table.rows["category"]).select(
        whole=pl.col("category") == "full",
        joined=pl.concat_str("tags", pl.format("category={}", "category"), separator=";", ignore_nulls=True),
    )
    return facts.with_columns(
        metric=pl.when(part["whole"]).then("metric").otherwise(pl.lit("arena_rating_by_category")),
        tags=pl.when(part["whole"]).then("tags").otherwise(part["joined"]),
    )


def _edition(table: Table) -> date:
    """The day in the file's name, as `text_2025-03-07_b3b0fef89.json`, else that of the retrieval."""
    found = re.search(r"(20\d\d-[01]\d-[0-3]\d)", table.origin)
    day = date.fromisoformat(found[1]) if found else table.retrieved
    if day > table.retrieved:
        raise BadInput(f"{table.origin}: its name says {day}, after the retrieval on {table.retrieved}.")
    return day


def _maker() -> pl.Expr:
    return family(pl.col("model").str.to_lowercase()).alias("organization")


def _facts(table: Table, *, link: str) -> pl.DataFrame:
    """Make one fact of each row: a model is dated by its first listing, or by its name if that is all there is."""
    rows = first_listed(table.rows.with_columns(key=pl.col("model").str.to_lowercase()))
    rows = rows.with_columns(named=named_day(pl.col("key")))
    only_named = (pl.col("listed") == pl.col("day").min()) & (pl.col("named") < pl.col("listed"))
    table.rows = table.rows.with_columns(organization=rows["organization"])
    table.unknown.update(
        f"model {name!r}" for name in rows.filter(pl.col("organization").is_null())["model"].unique(maintain_order=True)
    )
    return rows.select(
        "row",
        "organization",
        "low",
        "high",
        entity="model",
        country=countries_of_organisations(table, "organization"),
        tags=tags(
            weights=pl.coalesce("stated", "weights"),
            dated=pl.when(only_named).then(pl.lit("by name")),
        ),
        metric=pl.lit("arena_rating"),
        date=pl.when(only_named).then("named").otherwise("listed"),
        value="rating",
        unit=pl.lit("rating points"),
        known_on="day",
        link=pl.lit(link),
        read=pl.lit("table"),
    )
