"""A publisher's table, read strictly: every column is used or ignored, every row is used or left out with a reason."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from parity.errors import BadInput
from parity.facts.layout import Layout
from parity.sources.parse import first_bad, parsed, parsing
from parity.sources.shape import frame_of, place

__all__ = ["Table", "table_of", "table_of_frame", "table_of_records"]

ROW = "row"
ABSENT = " absent"
"""A column of nothing, in place of optional ones; no publisher's name begins with a blank."""


@dataclass(slots=True)
class Table:
    """The typed rows of one file, in our column names, with the number of each row in `row` (from 0).

    A reader takes rows away with `leave_out`, which counts them by reason, and makes facts of those in `rows`.
    """

    origin: str
    """File name, for messages."""
    layout: Layout
    retrieved: date
    rows: pl.DataFrame
    content: bytes = b""
    height: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    """Names that the tables of countries and organisations do not hold."""
    notes: list[str] = field(default_factory=list)

    def leave_out(self, which: pl.Expr, reason: str) -> pl.DataFrame:
        """Take away the rows where `which` holds, count them under the reason, and return what is left."""
        every = pl.col(ROW).is_not_null().alias("gone")  # a rule that is one literal holds for each row
        gone = self.rows.select(every & which.fill_null(value=False))["gone"]
        if count := int(gone.sum()):
            self.left_out[reason] += count
            self.rows = self.rows.filter(~gone)
        return self.rows

    def leave_out_repeats(self, *names: str, reason: str) -> pl.DataFrame:
        """Keep the first row of each combination of values."""
        return self.leave_out(~pl.struct(names).is_first_distinct(), reason)

    def refuse(self, which: pl.Expr, column: str, expected: str) -> None:
        """Raise `BadInput` naming the first row where `which` holds."""
        self.refuse_first((which, column, expected))

    def refuse_first(self, *rules: tuple[pl.Expr, str, str]) -> None:
        """Refuse by several rules, looked at all at once; the first that a row breaks is named."""
        # A rule that is one literal holds for each row, and for none of no rows.
        broken = self.rows.select(which.any().alias(str(number)) for number, (which, _, _) in enumerate(rules)).row(0)
        if not self.rows.height or not any(broken):
            return
        for which, column, expected in (rule for rule, hit in zip(rules, broken, strict=True) if hit):
            row = self.rows.filter(which.fill_null(value=False)).row(0, named=True)
            raise self.problem(int(row[ROW]), self._theirs(column), repr(str(row.get(column))), expected)

    def problem(self, row: int, column: str, got: str, expected: str) -> BadInput:
        """Say what is wrong with one cell, as an editor would show its place."""
        shown = got if len(got) <= 80 else f"{got[:77]}..."
        where = place(self.content, row, self.layout.separator)
        return BadInput(f"{self.origin}, {where}, column {column!r}: {shown} is not {expected}.")

    def _theirs(self, column: str) -> str:
        spec = self.layout.columns.get(column)
        return spec.named[0] if spec and spec.named else column


def table_of(content: bytes, layout: Layout, *, origin: str, retrieved: date) -> Table:
    """Read a CSV file by its layout; raise `BadInput` with file, line and column for whatever the layout does not say.

    Refused are other encodings than UTF-8, rows with too many or too few cells, columns missing, unknown or twice,
    and cells that are not what the column holds.
    """
    return _typed(frame_of(content, layout, origin), layout, origin=origin, retrieved=retrieved, content=content)


def table_of_records(records: Iterable[Mapping[str, Any]], layout: Layout, *, origin: str, retrieved: date) -> Table:
    """Read records (of a JSON file) by a layout, as strictly as a CSV; keys not declared stop the run."""
    listed = list(records)
    keys: dict[str, None] = {}
    for record in listed:
        keys.update(dict.fromkeys(record))
    cells = {key: _texts([record.get(key) for record in listed]) for key in keys}
    frame = pl.DataFrame(cells, schema=dict.fromkeys(keys, pl.String))
    return table_of_frame(frame, layout, origin=origin, retrieved=retrieved)


def table_of_frame(frame: pl.DataFrame, layout: Layout, *, origin: str, retrieved: date) -> Table:
    """Read a frame of text columns by a layout, as strictly as a CSV; places are then numbers of records."""
    return _typed(frame, layout, origin=origin, retrieved=retrieved, content=b"")


def _typed(frame: pl.DataFrame, layout: Layout, *, origin: str, retrieved: date, content: bytes) -> Table:
    found: dict[str, str] = {}
    for ours, spec in layout.columns.items():
        theirs = next((name for name in spec.named or (ours,) if name in frame.columns), None)
        if theirs is not None:
            found[ours] = theirs
        elif not spec.optional:
            wanted = " or ".join(repr(name) for name in spec.named or (ours,))
            raise BadInput(f"{origin}, line 1: no column {wanted}; there is {_listed(frame.columns)}.")
    read = set(found.values())
    for name in frame.columns:
        if name not in read and not layout.ignores(name):
            raise BadInput(
                f"{origin}, line 1: column {name!r} is new: neither read nor ignored by {layout.id!r}. "
                "A changed table must be looked at before its figures are used."
            )
    table = Table(origin, layout, retrieved, pl.DataFrame(), content, frame.height)
    ways = {ours: parsing(found.get(ours, ABSENT), ours, spec) for ours, spec in layout.columns.items()}
    if len(found) < len(ways):
        frame = frame.with_columns(pl.lit(None, dtype=pl.String).alias(ABSENT))
    whole, bad = parsed(frame, ways.values())
    for how in bad:
        if (theirs := found.get(how.name)) is not None:
            first = first_bad(frame, how)
            got = frame[theirs][first]
            raise table.problem(first, theirs, "an empty cell" if got is None else repr(got), how.expected)
    table.rows = whole.insert_column(0, pl.Series(ROW, range(whole.height), dtype=pl.Int64))
    return table


def _texts(cells: list[Any]) -> list[str | None]:
    """A column's cells as texts; most columns hold one kind, which need not be asked cell by cell."""
    kinds = set(map(type, cells))
    if kinds <= {str, type(None)}:
        return cells
    if kinds <= {int, float}:
        return list(map(repr, cells))
    return [_cell(one) for one in cells]


def _cell(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _listed(names: list[str]) -> str:
    shown = ", ".join(repr(name) for name in names[:8])
    return f"{shown} and {len(names) - 8} more" if len(names) > 8 else shown
