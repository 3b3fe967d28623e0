"""Your own file: any CSV or Parquet with a mapping becomes the facts of a metric, read as strictly as the others."""

import io

import polars as pl

from parity.errors import BadInput
from parity.facts.names import country_codes
from parity.sources.cells import Cell
from parity.sources.columns import countries, countries_of_organisations, first_link, tags
from parity.sources.mapping import Mapping, own_mapping
from parity.sources.reading import File, Reading, reading_of
from parity.sources.table import Table, table_of, table_of_frame

__all__ = ["Mapping", "own_mapping", "read_own"]

PARQUET = b"PAR1"
SAME_FACT = ("entity", "date", "known_on", "tags")


def read_own(mapping: Mapping, file: File) -> Reading:
    """Read a CSV or Parquet file by its mapping.

    Raises `BadInput` with file, line and column for columns neither mapped nor ignored, cells that are not what the
    mapping says, other units, dates after the retrieval, and two figures for the same fact.
    """
    layout = mapping.layout
    if file.content.startswith(PARQUET):
        layout = mapping.model_copy(update={"decimal": "."}).layout  # its numbers are no text
        frame = _of_parquet(mapping, file)
        table = table_of_frame(frame, layout, origin=file.name, retrieved=file.retrieved)
    else:
        table = table_of(file.content, layout, origin=file.name, retrieved=file.retrieved)
    return reading_of(table, mapping.id, lambda rows: _facts(rows, mapping))


def _of_parquet(mapping: Mapping, file: File) -> pl.DataFrame:
    """Take the columns that are not ignored, as the text a CSV would hold."""
    try:
        schema = pl.read_parquet_schema(io.BytesIO(file.content))
        names = [name for name in schema if not mapping.layout.ignores(name)]
        frame = pl.read_parquet(io.BytesIO(file.content), columns=names)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        raise BadInput(f"{file.name}: not a whole Parquet file: {str(error).splitlines()[0]}") from None
    texts = []
    for name, kind in frame.schema.items():
        if kind.is_nested() or kind in (pl.Binary, pl.Object):
            raise BadInput(f"{file.name}, column {name!r}: holds {kind}; expected text, numbers or days.")
        column = pl.col(name).dt.date() if isinstance(kind, pl.Datetime) else pl.col(name)
        texts.append(column.cast(pl.String))
    return frame.select(texts)


def _facts(table: Table, mapping: Mapping) -> pl.DataFrame:
    given = mapping.columns
    for name, values in mapping.keep.items():
        table.leave_out(~pl.col(f"keep:{name}").is_in(values).fill_null(value=False),
                        f"{name!r} is not {' or '.join(values)}")  # fmt: skip
    _complete(table, mapping)
    table.leave_out(pl.col("value").is_null(), "no value stated")
    table.leave_out(pl.col("date").is_null(), "no day stated")
    _refuse(table, mapping)
    country: pl.Expr | pl.Series = pl.lit(None, dtype=pl.String)
    if given.country and given.country.constant:
        country = pl.lit(country_codes(pl.Series([given.country.constant]))[0][0], dtype=pl.String)
    elif given.country:
        country = countries(table, "country")
    elif given.organization:
        country = countries_of_organisations(table, "organization")
    facts = table.rows.select(
        "row",
        "entity",
        "date",
        "value",
        "low",
        "high",
        "known_on",
        organization=pl.col("organization").str.replace_all(r"\s*[,;]\s*", ";"),
        country=country,
        tags=tags(**{name: pl.col(f"tag:{name}") for name in mapping.tags}),
        metric=pl.lit(mapping.id),
        unit=pl.lit(mapping.unit),
        link=first_link("link", mapping.url),
        read=pl.lit("table"),
    )
    twice = facts.filter(pl.struct(SAME_FACT).is_duplicated() & ~pl.struct(SAME_FACT).is_first_distinct())
    if twice.height:
        row = twice.row(0, named=True)
        raise table.problem(row["row"], mapping.columns.value.named[0], f"{row['value']:g}",
                            f"the only figure for {row['entity']!r} on {row['date']}: an earlier row has another; "
                            "map what tells them apart as a tag, or keep only one kind of row")  # fmt: skip
    return facts


def _complete(table: Table, mapping: Mapping) -> None:
    """Give every field a column: the constants, the days of knowledge, the multiples."""
    given, made = mapping.columns, []
    texts: dict[str, Cell | None] = {name: getattr(given, name) for name in ("entity", "organization", "link")}
    texts |= {f"tag:{name}": cell for name, cell in mapping.tags.items()}
    for name, cell in texts.items():
        if cell is None or cell.constant is not None:
            made.append(pl.lit(cell and cell.constant, dtype=pl.String).alias(name))
    for name in ("date", "known_on"):
        cell = getattr(given, name)
        if cell is None or cell.constant is not None:
            made.append(pl.lit(_day(cell, name) if cell else table.retrieved, dtype=pl.Date).alias(name))
        elif name == "known_on":
            made.append(pl.col(name).fill_null(table.retrieved))
    for name in ("value", "low", "high"):
        cell = getattr(given, name)
        made.append(pl.col(name) * cell.times if cell else pl.lit(None, dtype=pl.Float64).alias(name))
    table.rows = table.rows.with_columns(made)


def _day(cell: Cell, name: str) -> object:
    from parity.sources.parse import parsed_cell

    day, expected = parsed_cell(cell.constant or "", cell.column("day"))
    if expected:
        raise BadInput(f"columns.{name}: {cell.constant!r} is not {expected}.")
    return day


def _refuse(table: Table, mapping: Mapping) -> None:
    """Stop at the first row that states no name, another unit, the future, or an interval beside its value."""
    day = pl.lit(table.retrieved)
    table.refuse(pl.col("entity").is_null(), "entity", "a name")
    for name in ("date", "known_on"):
        table.refuse(pl.col(name) > day, name, f"on or before the retrieval, {table.retrieved}")
    if mapping.columns.unit:
        other = (pl.col("unit") != mapping.unit).fill_null(value=True)
        table.refuse(other, "unit", f"the unit of {mapping.id}, {mapping.unit!r}")
    if mapping.scale == "log":
        for name in ("value", "low", "high"):
            table.refuse(pl.col(name) <= 0, name, "above 0, as a log scale asks")
    table.refuse(pl.col("low") > pl.col("value"), "low", "at most the value")
    table.refuse(pl.col("high") < pl.col("value"), "high", "at least the value")
