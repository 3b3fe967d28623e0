"""What readers make of columns again and again: countries' codes, tags, links."""

import polars as pl

from parity.facts.names import country_codes, country_of_organisation
from parity.sources.table import Table

__all__ = ["countries", "countries_of_organisations", "first_link", "organisations", "tags"]

LINK = r"(https?://[^\s\"'<>]+)"


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


def organisations(column: str) -> pl.Expr:
    """Join a cell's organisations, which commas part, by ";"; a name that holds a comma stands in quotes."""
    names = pl.col(column).str.extract_all(r'"[^"]*"|[^,"]+').list.eval(pl.element().str.strip_chars(' "'))
    joined = names.list.eval(pl.element().filter(pl.element() != "")).list.join(";")
    return pl.when(joined != "").then(joined)


def tags(**pairs: pl.Expr | str | None) -> pl.Expr:
    """Join `key=value` pairs by ";", without those whose value is missing; a value's own ";" becomes a comma."""
    parts = []
    for key, value in pairs.items():
        if value is None:
            continue
        text = pl.lit(value) if isinstance(value, str) else value.cast(pl.String).str.replace_all(";", ",")
        parts.append(pl.concat_str(pl.lit(f"{key}="), text))  # null where the value is
    if not parts:
        return pl.lit(None, dtype=pl.String)
    joined = pl.concat_str(parts, separator=";", ignore_nulls=True)
    return pl.when(joined != "").then(joined)


def first_link(column: str, default: str) -> pl.Expr:
    """Take the first address in a cell, or the table's own."""
    # A comma may belong to an address; before the next address it does not.
    found = pl.col(column).str.replace_all(r",\s*http", " http").str.extract(LINK).str.strip_chars_end(".,);")
    return found.fill_null(default)
