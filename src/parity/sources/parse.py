"""Reading columns of text cells as numbers, days or flags, all at once; the first bad cell is found, not hidden."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_
from typing import Any

import polars as pl

from parity.facts.layout import Column

__all__ = ["CONTROL", "Parsing", "first_bad", "parsed", "parsed_cell", "parsing"]

CONTROL = r"[\x00-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\ufeff]+"
"""Characters that no name needs: control codes, marks of writing direction, byte-order marks."""

BLANKS = r"\s{2,}|[^\S ]"
"""Blanks that become one plain blank; a plain one alone is left as it is, for it is most of what a text holds."""
THOUSANDS = r"^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$"
NUMBERS = ("number", "integer", "percent")
FLAGS = {"true": True, "yes": True, "1": True, "checked": True, "false": False, "no": False, "0": False}


CELLS = " cells "
"""Begins the names of columns made on the way; no column of ours begins with a blank."""

SMALL = 5_000
"""Rows up to which one thread is done before others have begun."""


@dataclass(frozen=True, slots=True)
class Parsing:
    """How one column of text is read, as expressions in steps: each column of a table is passed over once."""

    name: str
    cells: pl.Expr
    """The text without what no cell needs, nothing where it is empty."""
    columns: tuple[pl.Expr, ...]
    """Of those cells: the column, and of a day a second one, its precision: day, month or year."""
    thorough: tuple[pl.Expr, ...]
    """The same in every form that is understood, for a column of which the first leaves a cell unread."""
    bad: pl.Expr | None
    """Of both: which cells could not be read or lie outside the column's bounds; None: no cell can."""
    expected: str


@lru_cache(maxsize=4096)
def parsing(theirs: str, ours: str, column: Column) -> Parsing:
    """Say how the publisher's column becomes ours, by its type."""
    plain = pl.col(theirs).str.replace_all(CONTROL, " ").str.strip_chars()
    clean = plain.replace(dict.fromkeys(["", *column.empty])).alias(CELLS + ours)
    cells, value = pl.col(CELLS + ours), pl.col(ours)
    made: tuple[pl.Expr, ...]
    thorough: tuple[pl.Expr, ...] = ()
    bad: list[pl.Expr] = [] if column.type == "text" else [cells.is_not_null() & value.is_null()]
    match column.type:
        case "text":
            made, expected = (cells.str.replace_all(BLANKS, " "),), "text"
        case "flag":
            made = (cells.str.to_lowercase().replace_strict(FLAGS, default=None, return_dtype=pl.Boolean),)
            expected = "yes or no"
        case "day":
            made, thorough = _day(cells, column)
            expected = f"a day as {' or '.join(column.formats)}, a month or a year"
        case "number" | "integer" | "percent":
            (made, thorough), expected = _number(cells, column), _bounds(column)
            bad.append(~value.is_finite())
    if column.values:
        expected = f"one of {', '.join(column.values)}"
        bad.append(~cells.is_in(list(column.values)))
    if column.filled:
        bad.append(cells.is_null())
    if column.least is not None and column.type in NUMBERS:
        bad.append(value < column.least)
    if column.most is not None and column.type in NUMBERS:
        bad.append(value > column.most)
    return Parsing(ours, clean, _named(made, ours), _named(thorough, ours), reduce(or_, bad) if bad else None, expected)


def _named(columns: tuple[pl.Expr, ...], ours: str) -> tuple[pl.Expr, ...]:
    return tuple(one.alias(name) for one, name in zip(columns, (ours, f"{ours}_precision"), strict=False))


def parsed(frame: pl.DataFrame, ways: Collection[Parsing]) -> tuple[pl.DataFrame, list[Parsing]]:
    """Read all columns; return ours, and which of them hold a bad cell."""
    select = pl.DataFrame.select_seq if frame.height <= SMALL else pl.DataFrame.select
    cells = select(frame, [how.cells for how in ways])
    whole = cells.with_columns(one for how in ways for one in how.columns)
    if again := [
        one
        for how in ways
        if how.thorough and whole[how.name].null_count() > cells[CELLS + how.name].null_count()
        for one in how.thorough
    ]:
        whole = whole.with_columns(again)
    held = [how for how in ways if how.bad is not None]
    broken = select(whole, [how.bad.any().alias(how.name) for how in held if how.bad is not None]) if held else None
    for name in cells.columns:
        whole.drop_in_place(name)
    return whole, [] if broken is None else [how for how, one in zip(held, broken.row(0), strict=True) if one]


def first_bad(frame: pl.DataFrame, how: Parsing) -> int:
    """The row of a column's first bad cell."""
    assert how.bad is not None
    whole = frame.select(how.cells).with_columns(how.thorough or how.columns)
    return int(whole.select(bad=how.bad.fill_null(value=False))["bad"].arg_max() or 0)


def parsed_cell(text: str, column: Column) -> tuple[Any, str | None]:
    """Read one cell: its value, and what was expected if it could not be read.

    >>> parsed_cell("1,234", Column(type="number"))
    (1234.0, None)
    >>> parsed_cell("many", Column(type="number"))
    (None, 'a finite number')
    """
    how = parsing("cell", "cell", column)
    whole, bad = parsed(pl.DataFrame({"cell": [text]}, schema={"cell": pl.String}), [how])
    return whole["cell"][0], how.expected if bad else None


def _number(cells: pl.Expr, column: Column) -> tuple[tuple[pl.Expr], tuple[pl.Expr, ...]]:
    """Numbers as people write them: `1e25`, `1,234`, `5.6 %`; nothing else.  At first without commas for thousands."""
    plain = cells.str.strip_suffix("%").str.strip_chars() if column.type == "percent" else cells
    if column.comma:
        plain = plain.str.replace_many([".", ","], [",", "."])
    grouped = pl.when(plain.str.contains(THOUSANDS)).then(plain.str.replace_all(",", "", literal=True))
    quick, value = (one.cast(pl.Float64, strict=False) for one in (plain, pl.coalesce(grouped, plain)))
    if column.type == "percent":
        return (quick / 100,), (value / 100,)
    if column.type == "integer":
        return (_integer(quick),), (_integer(value),)
    return (quick,), (value,)


def _integer(value: pl.Expr) -> pl.Expr:
    return pl.when(value == value.round()).then(value)


def _day(cells: pl.Expr, column: Column) -> tuple[tuple[pl.Expr, pl.Expr], tuple[pl.Expr, pl.Expr]]:
    """Days, and how exactly each is known; a month or a year alone stands on its last day.

    At first days in the newest form alone.
    """
    quick = cells.str.to_date(column.formats[0], strict=False)
    day = pl.coalesce(cells.str.to_date(form, strict=False) for form in column.formats)
    month = (cells.str.extract(r"^(\d{4}-\d{2})$") + "-01").str.to_date("%Y-%m-%d", strict=False).dt.month_end()
    year = (cells.str.extract(r"^(\d{4})$") + "-12-31").str.to_date("%Y-%m-%d", strict=False)
    precision = (
        pl.when(day.is_not_null()).then(pl.lit("day"))
        .when(month.is_not_null()).then(pl.lit("month"))
        .when(year.is_not_null()).then(pl.lit("year"))
    )  # fmt: skip
    every_day = pl.when(cells.is_not_null()).then(pl.lit("day"))
    return (quick, every_day), (pl.coalesce(day, month, year), precision)


def _bounds(column: Column) -> str:
    word = {"number": "a finite number", "integer": "a whole number", "percent": "a percentage"}[column.type]
    low = f" of at least {column.least:g}" if column.least is not None else ""
    high = f"{' and' if low else ' of'} at most {column.most:g}" if column.most is not None else ""
    return f"{word}{low}{high}"
