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
    bad: pl.Expr | None
    """Of both: which cells could not be read or lie outside the column's bounds; None: no cell can."""
    expected: str
    column: Column


@lru_cache(maxsize=4096)
def parsing(theirs: str, ours: str, column: Column) -> Parsing:
    """Say how the publisher's column becomes ours, by its type."""
    plain = pl.col(theirs).str.replace_all(CONTROL, " ").str.strip_chars()
    clean = plain.replace(dict.fromkeys(["", *column.empty])).alias(CELLS + ours)
    cells, value = pl.col(CELLS + ours), pl.col(ours)
    made: tuple[pl.Expr, ...]
    bad: list[pl.Expr] = [] if column.type == "text" else [cells.is_not_null() & value.is_null()]
    match column.type:
        case "text":
            made, expected = (cells.str.replace_all(BLANKS, " "),), "text"
        case "flag":
            made = (cells.str.to_lowercase().replace_strict(FLAGS, default=None, return_dtype=pl.Boolean),)
            expected = "yes or no"
        case "day":
            made = (
                cells.str.to_date(column.formats[0], strict=False),
                pl.when(cells.is_not_null()).then(pl.lit("day")),
            )
            expected = f"a day as {' or '.join(column.formats)}, a month or a year"
        case "number" | "integer" | "percent":
            made, expected = (_number(_plain(cells, column), column),), _bounds(column)
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
    return Parsing(ours, clean, _named(made, ours), reduce(or_, bad) if bad else None, expected, column)


@lru_cache(maxsize=4096)
def _thorough(ours: str, column: Column) -> tuple[pl.Expr, ...]:
    """A column in every form that is understood, for where the plain one leaves a cell unread; nothing if it is all."""
    cells = pl.col(CELLS + ours)
    if column.type == "day":
        return _named(_day(cells, column), ours)
    if column.type in NUMBERS:
        plain = _plain(cells, column)
        grouped = pl.when(plain.str.contains(THOUSANDS)).then(plain.str.replace_all(",", "", literal=True))
        return _named((_number(pl.coalesce(grouped, plain), column),), ours)
    return ()


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
        if whole[how.name].null_count() > cells[CELLS + how.name].null_count()
        for one in _thorough(how.name, how.column)
    ]:
        whole = whole.with_columns(again)
    held = [(how, how.bad.any().alias(how.name)) for how in ways if how.bad is not None]
    broken = select(whole, [bad for _, bad in held]).row(0) if held else ()
    for name in cells.columns:
        whole.drop_in_place(name)
    return whole, [how for (how, _), one in zip(held, broken, strict=True) if one]


def first_bad(frame: pl.DataFrame, how: Parsing) -> int:
    """The row of a column's first bad cell."""
    assert how.bad is not None
    whole = frame.select(how.cells).with_columns(_thorough(how.name, how.column) or how.columns)
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


def _plain(cells: pl.Expr, column: Column) -> pl.Expr:
    """Numbers without a percent sign, with a decimal point."""
    plain = cells.str.strip_suffix("%").str.strip_chars() if column.type == "percent" else cells
    return plain.str.replace_many([".", ","], [",", "."]) if column.comma else plain


def _number(texts: pl.Expr, column: Column) -> pl.Expr:
    """Numbers as people write them: `1e25`, `5.6 %`, and thorough `1,234`; nothing else."""
    value = texts.cast(pl.Float64, strict=False)
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
