"""Reading columns of text cells as numbers, days or flags, all at once; the first bad cell is found, not hidden."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import polars as pl

from parity.facts.layout import Column

__all__ = ["BAD", "CONTROL", "Parsing", "parsed", "parsed_cell", "parsing"]

CONTROL = r"[\x00-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\ufeff]+"
"""Characters that no name needs: control codes, marks of writing direction, byte-order marks."""

BLANKS = r"\s{2,}|[^\S ]"
"""Blanks that become one plain blank; a plain one alone is left as it is, for it is most of what a text holds."""
THOUSANDS = r"^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$"
FLAGS = {"true": True, "yes": True, "1": True, "checked": True, "false": False, "no": False, "0": False}


CELLS = " cells "
BAD = " bad "
"""Names of the columns made on the way; no column of ours begins with a blank."""


@dataclass(frozen=True, slots=True)
class Parsing:
    """How one column of text is read, as expressions in three steps: each column of a table is passed over once."""

    cells: pl.Expr
    """The text without what no cell needs, nothing where it is empty."""
    columns: tuple[pl.Expr, ...]
    """Of those cells: the column, and of a day a second one, its precision: day, month or year."""
    bad: pl.Expr
    """Of both: which cells could not be read or lie outside the column's bounds."""
    expected: str


@lru_cache(maxsize=4096)
def parsing(theirs: str, ours: str, column: Column) -> Parsing:
    """Say how the publisher's column becomes ours, by its type."""
    plain = pl.col(theirs).str.replace_all(CONTROL, " ").str.strip_chars()
    clean = plain.replace(dict.fromkeys(["", *column.empty])).alias(CELLS + ours)
    cells, value = pl.col(CELLS + ours), pl.col(ours)
    extra: tuple[pl.Expr, ...] = ()
    match column.type:
        case "text":
            made, expected = cells.str.replace_all(BLANKS, " "), "text"
        case "flag":
            made = cells.str.to_lowercase().replace_strict(FLAGS, default=None, return_dtype=pl.Boolean)
            expected = "yes or no"
        case "day":
            made, precision = _day(cells, column)
            extra = (precision.alias(f"{ours}_precision"),)
            expected = f"a day as {' or '.join(column.formats)}, a month or a year"
        case "number" | "integer" | "percent":
            made, expected = _number(cells, column), _bounds(column)
    bad = cells.is_not_null() & value.is_null()
    if column.values:
        expected = f"one of {', '.join(column.values)}"
        bad = bad | ~cells.is_in(list(column.values))
    if column.filled:
        bad = bad | cells.is_null()
    if column.type in ("number", "integer", "percent"):
        bad = bad | ~value.is_finite()
        if column.least is not None:
            bad = bad | (value < column.least)
        if column.most is not None:
            bad = bad | (value > column.most)
    return Parsing(clean, (made.alias(ours), *extra), bad.fill_null(value=False).alias(BAD + ours), expected)


def parsed(frame: pl.DataFrame, ways: Collection[Parsing]) -> pl.DataFrame:
    """Read all columns: ours, and for each a mask of its bad cells."""
    cells = frame.select(how.cells for how in ways)
    columns = cells.with_columns(one for how in ways for one in how.columns)
    whole = columns.with_columns(how.bad for how in ways)
    for name in cells.columns:
        whole.drop_in_place(name)
    return whole


def parsed_cell(text: str, column: Column) -> tuple[Any, str | None]:
    """Read one cell: its value, and what was expected if it could not be read.

    >>> parsed_cell("1,234", Column(type="number"))
    (1234.0, None)
    >>> parsed_cell("many", Column(type="number"))
    (None, 'a finite number')
    """
    how = parsing("cell", "cell", column)
    row = parsed(pl.DataFrame({"cell": [text]}, schema={"cell": pl.String}), [how]).row(0, named=True)
    return row["cell"], how.expected if row[f"{BAD}cell"] else None


def _number(cells: pl.Expr, column: Column) -> pl.Expr:
    """Numbers as people write them: `1e25`, `1,234`, `5.6 %`; nothing else."""
    plain = cells.str.strip_suffix("%").str.strip_chars() if column.type == "percent" else cells
    if column.comma:
        plain = plain.str.replace_many([".", ","], [",", "."])
    grouped = pl.when(plain.str.contains(THOUSANDS)).then(plain.str.replace_all(",", "", literal=True))
    value = pl.coalesce(grouped, plain).cast(pl.Float64, strict=False)
    if column.type == "percent":
        return value / 100
    return pl.when(value == value.round()).then(value) if column.type == "integer" else value


def _day(cells: pl.Expr, column: Column) -> tuple[pl.Expr, pl.Expr]:
    """Days, and how exactly each is known; a month or a year alone stands on its last day."""
    day = pl.coalesce(cells.str.to_date(form, strict=False) for form in column.formats)
    month = (cells.str.extract(r"^(\d{4}-\d{2})$") + "-01").str.to_date("%Y-%m-%d", strict=False).dt.month_end()
    year = (cells.str.extract(r"^(\d{4})$") + "-12-31").str.to_date("%Y-%m-%d", strict=False)
    precision = (
        pl.when(day.is_not_null()).then(pl.lit("day"))
        .when(month.is_not_null()).then(pl.lit("month"))
        .when(year.is_not_null()).then(pl.lit("year"))
    )  # fmt: skip
    return pl.coalesce(day, month, year), precision


def _bounds(column: Column) -> str:
    word = {"number": "a finite number", "integer": "a whole number", "percent": "a percentage"}[column.type]
    low = f" of at least {column.least:g}" if column.least is not None else ""
    high = f"{' and' if low else ' of'} at most {column.most:g}" if column.most is not None else ""
    return f"{word}{low}{high}"
