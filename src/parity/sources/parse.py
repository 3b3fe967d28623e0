"""Reading one column of text cells as numbers, days or flags, all at once; the first bad cell is found, not hidden."""

import polars as pl

from parity.facts.layout import Column

__all__ = ["CONTROL", "parsed"]

CONTROL = r"[\x00-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\ufeff]+"
"""Characters that no name needs: control codes, marks of writing direction, byte-order marks."""

THOUSANDS = r"^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$"
FLAGS = {"true": True, "yes": True, "1": True, "checked": True, "false": False, "no": False, "0": False}


def parsed(cells: pl.Series, column: Column) -> tuple[dict[str, pl.Series], pl.Series, str]:
    """Read text cells as a column's type.

    Returns the columns made (a day has a second one, its precision: day, month or year), a mask of the cells that
    could not be read or lie outside the column's bounds, and what was expected of them.

    >>> parsed(pl.Series("flop", ["1e25", "1,234", "many"]), Column(type="number"))[1].to_list()
    [False, False, True]
    """
    name = cells.name
    cells = cells.str.replace_all(CONTROL, " ").str.strip_chars()
    gone = cells == ""
    if column.empty:
        gone = gone | cells.is_in(list(column.empty))
    cells = cells.set(gone.fill_null(value=False), None)
    made: dict[str, pl.Series]
    match column.type:
        case "text":
            made, wanted = {name: cells.str.replace_all(r"\s+", " ")}, "text"
            if column.values:
                bad = cells.is_not_null() & ~cells.is_in(list(column.values))
                return made, bad | _missing(cells, column), f"one of {', '.join(column.values)}"
        case "flag":
            flags = cells.str.to_lowercase().replace_strict(FLAGS, default=None, return_dtype=pl.Boolean)
            made, wanted = {name: flags}, "yes or no"
        case "day":
            made, wanted = _days(cells, column), f"a day as {' or '.join(column.formats)}, a month or a year"
        case "number" | "integer" | "percent":
            made, wanted = {name: _numbers(cells, column)}, _bounds(column)
    value = made[name]
    bad = (cells.is_not_null() & value.is_null()) | _missing(cells, column)
    if value.dtype == pl.Float64:
        finite = value.is_finite().fill_null(value=True)
        bad = bad | ~finite | _outside(value, column)
    return made, bad.fill_null(value=False), wanted


def _numbers(cells: pl.Series, column: Column) -> pl.Series:
    """Numbers as people write them: `1e25`, `1,234`, `5.6 %`; nothing else."""
    plain = cells.str.strip_suffix("%").str.strip_chars() if column.type == "percent" else cells
    grouped = plain.str.contains(THOUSANDS).fill_null(value=False)
    if grouped.any():
        plain = plain.str.replace_all(",", "").zip_with(grouped, plain)
    value = plain.cast(pl.Float64, strict=False)
    if column.type == "percent":
        value = value / 100
    if column.type == "integer":
        value = value.set((value != value.round()).fill_null(value=False), None)
    return value


def _days(cells: pl.Series, column: Column) -> dict[str, pl.Series]:
    """Days, and how exactly each is known; a month or a year alone stands on its last day."""
    name = cells.name
    day = pl.Series(name, [None] * cells.len(), dtype=pl.Date)
    for form in column.formats:
        day = day.zip_with(day.is_not_null(), cells.str.to_date(form, strict=False).alias(name))
    month = (cells.str.extract(r"^(\d{4}-\d{2})$") + "-01").str.to_date(strict=False).dt.month_end()
    year = (cells.str.extract(r"^(\d{4})$") + "-12-31").str.to_date(strict=False)
    exact = (
        pl.DataFrame({"day": day, "month": month, "year": year})
        .select(
            pl.when(pl.col("day").is_not_null()).then(pl.lit("day"))
            .when(pl.col("month").is_not_null()).then(pl.lit("month"))
            .when(pl.col("year").is_not_null()).then(pl.lit("year"))
        )
        .to_series()
        .alias(f"{name}_precision")
    )  # fmt: skip
    day = day.zip_with(day.is_not_null(), month.zip_with(month.is_not_null(), year).alias(name))
    return {name: day, f"{name}_precision": exact}


def _missing(cells: pl.Series, column: Column) -> pl.Series:
    return cells.is_null() if column.filled else pl.Series([False]).new_from_index(0, cells.len())


def _outside(value: pl.Series, column: Column) -> pl.Series:
    out = pl.Series([False]).new_from_index(0, value.len())
    if column.least is not None:
        out = out | (value < column.least).fill_null(value=False)
    if column.most is not None:
        out = out | (value > column.most).fill_null(value=False)
    return out


def _bounds(column: Column) -> str:
    word = {"number": "a finite number", "integer": "a whole number", "percent": "a percentage"}[column.type]
    low = f" of at least {column.least:g}" if column.least is not None else ""
    high = f"{' and' if low else ' of'} at most {column.most:g}" if column.most is not None else ""
    return f"{word}{low}{high}"
