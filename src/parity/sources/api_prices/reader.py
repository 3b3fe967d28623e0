"""Prices of language models by API: one fact a direction, with the days for which it held."""

from collections.abc import Iterable
from typing import Any

import polars as pl

from parity.sources.api_prices.records import records
from parity.sources.columns import countries_of_organisations, tags
from parity.sources.table import Table

KINDS = {
    "input": ("input", None), "output": ("output", None), "cached": ("cached", None),
    "cache_write": ("cache_write", None), "input_audio": ("input", "audio"), "output_audio": ("output", "audio"),
    "cached_audio": ("cached", "audio"),
}  # fmt: skip
"""Columns, with the direction and the modality they are the price of."""
DEAREST = 5.0
"""USD that the dearest million of output tokens costs at least; less means another unit."""


def llm_prices(table: Table) -> pl.DataFrame:
    """Vendors' own prices; a name may end in the length of context it holds for."""
    context = r"\s*([≤>]\s*\d+k)$"
    table.rows = table.rows.with_columns(
        provider="vendor",
        page=pl.lit("https://www.llm-prices.com"),
        hours=pl.lit(None, dtype=pl.String),
        context=pl.col("name").str.extract(context).str.replace("≤", "<="),
        name=pl.col("name").str.replace(context, ""),
    )
    return _facts(table)


def genai_prices_records(tree: Any) -> Iterable[dict[str, Any]]:
    """One record for each price list of a model and tier of context."""
    return records(tree)


def genai_prices(table: Table) -> pl.DataFrame:
    """Prices of makers and of those who host others' models, in tiers of context."""
    table.rows = table.rows.with_columns(
        vendor=pl.col("vendor").str.replace(r" \(.*\)$", ""),  # `HuggingFace (groq)`: the provider's id says which
        name=pl.coalesce("name", "model"),
        context=pl.format(">{}", pl.col("above").cast(pl.Int64)),
    )
    return _facts(table)


def _facts(table: Table) -> pl.DataFrame:
    day = pl.lit(table.retrieved)
    table.leave_out(pl.col("from_date") > day, "announced for a day after the retrieval")
    kinds = [kind for kind in KINDS if kind in table.rows.columns]
    rows = table.leave_out(pl.all_horizontal(pl.col(kind).is_null() for kind in kinds), "no price of tokens")
    table.refuse((pl.col("output") == pl.col("output").max()) & (pl.col("output") < DEAREST), "output",
                 f"USD per million tokens, of which the dearest costs at least {DEAREST:g}")  # fmt: skip
    rows = rows.with_columns(country=countries_of_organisations(table, "vendor"))
    prices = rows.unpivot(kinds, index=[name for name in rows.columns if name not in kinds], variable_name="kind")
    ended = pl.col("to_date") <= day
    return prices.drop_nulls("value").select(
        "row",
        "country",
        "value",
        entity="name",
        organization="vendor",
        tags=tags(
            direction=pl.col("kind").replace_strict({kind: way for kind, (way, _) in KINDS.items()}),
            modality=pl.col("kind").replace_strict({kind: of for kind, (_, of) in KINDS.items()}),
            model=pl.col("model"),
            provider=pl.col("provider"),
            context=pl.col("context"),
            hours=pl.col("hours"),
            until=pl.col("to_date"),
            date_is=pl.when(pl.col("from_date").is_null())
            .then(pl.when(ended).then(pl.lit("last day")).otherwise(pl.lit("retrieved"))),
        ),
        metric=pl.lit("token_price"),
        date=pl.coalesce("from_date", pl.when(ended).then(pl.col("to_date").dt.offset_by("-1d")), day),
        unit=pl.lit("USD per million tokens"),
        link="page",
        read=pl.lit("table"),
    )  # fmt: skip
