"""From a publisher's file to facts: find its table, read it strictly, mend what is declared, check what came out."""

import fnmatch
import importlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from types import ModuleType
from typing import Any

import polars as pl

from parity.errors import BadInput
from parity.facts import SCHEMA, Source, checked
from parity.facts.layout import Layout
from parity.sources.corrections import corrected
from parity.sources.table import ROW, Table, table_of, table_of_records

__all__ = ["File", "Reading", "layout_of", "read_file", "reading_of", "records_of"]

FIRST = date(1000, 1, 1)
"""No fact is older: a year of three digits, or a negative one, is a slip."""
GIVEN = {name: pl.col(name).cast(kind) for name, kind in SCHEMA.items()}
ABSENT = {name: pl.lit(None, dtype=kind) for name, kind in SCHEMA.items()}
"""A fact's columns as a reader gives them, and those it gives none of."""
Reader = Callable[[Table], pl.DataFrame]


@dataclass(frozen=True, slots=True)
class File:
    """One file as it was retrieved."""

    name: str
    content: bytes
    retrieved: date


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file gave: its facts, and the account of its rows: used + left out = rows."""

    table: str
    facts: pl.DataFrame
    rows: int
    left_out: dict[str, int]
    unknown: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def used(self) -> int:
        """Rows of the file that fed a fact."""
        return self.rows - sum(self.left_out.values())


def layout_of(source: Source, file: File) -> Layout:
    """Find which of a source's tables a file is: by its name, else by its columns; raise `BadInput` if none fits."""
    name = PurePosixPath(file.name).name
    named = [one for one in source.tables.values() if any(fnmatch.fnmatch(name, form) for form in one.files)]
    if len(named) == 1:
        return named[0]
    header = _header(file)
    fitting = [one for one in named or source.tables.values() if header is not None and _fits(one, header)]
    if len(fitting) == 1:
        return fitting[0]
    known = ", ".join(form for one in source.tables.values() for form in one.files)
    which = "several tables" if fitting else "no table"
    raise BadInput(f"{file.name}: {which} of {source.id} {'have' if fitting else 'has'} this name and these columns; "
                   f"it reads {known}.")  # fmt: skip


def read_file(source: Source, file: File) -> Reading:
    """Read one file of a source into facts.

    Raises `BadInput` with file, line and column for whatever is neither read nor declared as left unread, and for
    editions outside the declared bounds.
    """
    layout = layout_of(source, file)
    if layout.format == "json":
        records = records_of(source, layout, file)
        table = table_of_records(records, layout, origin=file.name, retrieved=file.retrieved)
    else:
        table = table_of(file.content, layout, origin=file.name, retrieved=file.retrieved)
    reader: Reader = getattr(_module(source), layout.id)
    return reading_of(table, source.id, reader)


def records_of(source: Source, layout: Layout, file: File) -> Iterable[dict[str, Any]]:
    """The records of a JSON file, as the source's reader takes them out of it."""
    records: Callable[[Any], Iterable[dict[str, Any]]] = getattr(_module(source), f"{layout.id}_records")
    return records(_tree(file))


def _module(source: Source) -> ModuleType:
    return importlib.import_module(f"parity.sources.{source.id}.reader")


def reading_of(table: Table, source_id: str, reader: Reader) -> Reading:
    """Make the facts of a typed table: repeats and declared errors first, then the reader, then every check."""
    _drop_repeats(table)
    corrected(table, source_id)
    facts = _whole(reader(table), source_id, table)
    _check_bounds(table, facts)
    name = table.layout.name_of(PurePosixPath(table.origin).name)
    return Reading(name, facts, table.height, dict(table.left_out), dict(table.unknown), tuple(table.notes))


def _tree(file: File) -> Any:
    try:
        return json.loads(file.content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadInput(f"{file.name}: not UTF-8.") from None
    except (json.JSONDecodeError, RecursionError) as error:
        where = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise BadInput(f"{file.name}{where}: not whole JSON; retrieve it again.") from None


def _header(file: File) -> set[str] | None:
    import csv

    head = file.content[: 1 << 16].decode("utf-8-sig", errors="replace")
    first = next(csv.reader(head.splitlines()), None)
    return set(first) if first else None


def _fits(layout: Layout, header: set[str]) -> bool:
    return layout.format == "csv" and all(
        spec.optional or header & set(spec.named or (ours,)) for ours, spec in layout.columns.items()
    )


def _drop_repeats(table: Table) -> None:
    """Rows that repeat another whole are left out; many of them mean a file pasted together twice."""
    read = [name for name in table.rows.columns if name != ROW]
    if not read or not table.rows.height or not table.rows.drop(ROW).is_duplicated().any():
        return
    repeated = ~table.rows.select(pl.struct(read).is_first_distinct()).to_series()
    if (count := int(repeated.sum())) > max(20, table.height // 5):
        row = int(table.rows[ROW].filter(repeated)[0])
        raise table.problem(row, read[0], f"one of {count} rows that stand there twice", "a row of its own")
    if count:
        table.leave_out(pl.lit(repeated), "repeats an earlier row")


def _whole(facts: pl.DataFrame, source_id: str, table: Table) -> pl.DataFrame:
    """Complete the reader's columns to those of a fact table, and check every fact."""
    if ROW in facts.columns:
        if silent := set(table.rows[ROW].to_list()).difference(facts[ROW].to_list()):
            row = next(one for one in table.rows[ROW] if one in silent)
            raise table.problem(row, next(iter(table.layout.columns)), "a row", "used or left out with a reason")
        late, old = facts.select((pl.col("date") > table.retrieved).any(), old=(pl.col("date") < FIRST).any()).row(0)
        if late:
            dated = facts.filter(pl.col("date") > table.retrieved)
            row = int(dated[ROW][0])
            raise table.problem(row, "date", str(dated["date"][0]), f"on or before the retrieval, {table.retrieved}")
        if old:
            early = facts.filter(pl.col("date") < FIRST)
            raise table.problem(
                int(early[ROW][0]), "date", str(early["date"].cast(pl.String)[0]), f"on or after {FIRST}"
            )
    given = {"known_on": pl.lit(table.retrieved, dtype=pl.Date), "source": pl.lit(source_id)}
    made = facts.select(
        GIVEN[name] if name in facts.columns else given.get(name, ABSENT[name]).alias(name) for name in SCHEMA
    )
    return checked(made, origin=f"facts of {table.origin}")


def _check_bounds(table: Table, facts: pl.DataFrame) -> None:
    expect, origin = table.layout.expect, table.origin
    for what, got, (least, most) in (
        ("rows", table.height, expect.rows),
        ("facts", facts.height, expect.facts),
    ):
        if got < least:
            raise BadInput(f"{origin}: {got} {what}, where at least {least} are expected; is the file whole?")
        if got > most:
            table.notes.append(f"{got} {what}, more than the {most} expected")
    # Few cells are distinct, so plain sets are quicker here than columns.
    countries = len({code for cell in facts["country"].unique() if cell is not None for code in cell.split(";")})
    if countries < expect.countries:
        raise BadInput(f"{origin}: facts of {countries} countries, where at least {expect.countries} are expected.")
    if expect.newest_within_days is not None and facts.height:
        newest = facts["date"].max()
        assert isinstance(newest, date)
        if (table.retrieved - newest).days > expect.newest_within_days:
            raise BadInput(
                f"{origin}: the newest date is {newest}, over {expect.newest_within_days} days before the retrieval of "
                f"{table.retrieved}; is it an old file, or the day of retrieval wrong?"
            )
