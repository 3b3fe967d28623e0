"""What readers make of columns again and again: countries' codes, tags, links."""

import polars as pl

from parity.facts.names import country_codes, country_of_organisation
from parity.sources.table import Table

__all__ = ["countries", "countries_of_organisations", "first_link", "tags"]

LINK = r"(https?://[^\s,\"'<>]+)"


def countries(table: Table, column: str) -> pl.Series:
    """ISO codes of a column of country names, as wide as the table's rows; names not known are counted."""
    codes, unknown = country_codes(table.rows[column])
    table.unknown.update(f"country {name!r}" for name in unknown)
    return codes.alias("country")


def countries_of_organisations(table: Table, column: str) -> pl.Series:
    """ISO codes of the countries of a column of organisations; names not known are counted."""
    codes, unknown = country_of_organisation(table.rows[column])
    table.unknown.update(f"organisation {name!r}" for name in unknown)
    return codes.alias("country")


def tags(**pairs: pl.Expr | str | None) -> pl.Expr:
    """Join `key=value` pairs by ";", without those whose value is missing; a value's own ";" becomes a comma."""
    parts = []
    for key, value in pairs.items():
        if value is None:
            continue
        text = pl.lit(value) if isinstance(value, str) else value.cast(pl.String).str.replace_all(";", ",")
        parts.append(pl.concat_str(pl.lit(f"{key}="), text))  # null where the value is
    joined = pl.concat_str(parts, separator=";", ignore_nulls=True)
    return pl.when(joined != "").then(joined)


def first_link(column: str, default: str) -> pl.Expr:
    """Take the first address in a cell, or the table's own."""
    found = pl.col(column).str.extract(LINK).str.strip_chars_end(".);")
    return found.fill_null(default)
