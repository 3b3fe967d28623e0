"""Errors of a publisher's, corrected by declaration: each says what, why and from where, and expires once mended."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

import polars as pl
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from parity.errors import BadInput
from parity.facts import read_yaml
from parity.sources.table import Table

__all__ = ["Correction", "corrected", "corrections_of"]

FOLDER = Path(__file__).parent


class Bounds(BaseModel):
    """What a cell must still hold for its correction to be needed."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    gt: float | None = None
    lt: float | None = None
    eq: float | str | None = None
    empty: bool = False
    same_as: str | None = None  # another column of ours


class Correction(BaseModel):
    """One declared correction of rows of one table."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: str | None = None
    """The table it is about; none: every table of the source."""
    match: dict[str, str | tuple[str, ...]]
    """The rows: texts (or days as text) that our columns must hold."""
    do: Literal["leave out", "set", "note"]
    to: dict[str, float | str | None] = Field(default={}, validate_default=True)
    """New values, for `set`."""
    expect: dict[str, Bounds] = {}
    """What the publisher's cells held when this was written; where they no longer do, it has expired."""
    mended: date | None = None
    """First retrieval in which the publisher had mended it: only older editions still need it, and nothing is noted."""
    because: str
    href: str
    added: date
    """Day it was written."""


@cache
def corrections_of(source: str) -> tuple[Correction, ...]:
    """Return the declared corrections of a source, in order; none if it has no `corrections.yml`."""
    path = FOLDER / source / "corrections.yml"
    if not path.exists():
        return ()
    try:
        return tuple(Correction.model_validate(one) for one in read_yaml(path)["corrections"])
    except (KeyError, ValidationError) as error:
        raise BadInput(f"sources/{source}/corrections.yml: {error}") from None


@cache
def _rules(source: str, table: str) -> tuple[list[tuple[Correction, pl.Expr, pl.Expr]], pl.Expr]:
    """What is declared of a table: each with its rows and what they must still hold; and whether any is there."""
    declared = [(one, _chosen(one), _needed(one)) for one in corrections_of(source) if one.table in (None, table)]
    return declared, pl.any_horizontal(pl.lit(value=False), *(chosen for _, chosen, _ in declared)).any()


def corrected(table: Table, source: str) -> None:
    """Apply the corrections that still hold to a table; note those that matched rows but have expired."""
    declared, concerned = _rules(source, table.layout.id)
    if not declared or not table.rows.select(concerned).item():
        return  # one look at the table; most editions hold no such row
    for one, chosen, needed in declared:
        hits = table.rows.filter(chosen).select(needed.alias("needed"))["needed"].drop_nulls()
        if not hits.len():
            continue  # no such row, or none that states the figure
        who = ", ".join("/".join(v) if isinstance(v, tuple) else v for v in one.match.values())
        if not hits.any():
            if one.mended is not None and table.retrieved >= one.mended:
                continue
            table.notes.append(f"correction of {who} has expired: the publisher's figure has changed; remove it")
            continue
        both = (chosen & needed).fill_null(value=False)
        if one.do == "leave out":
            table.leave_out(both, f"correction: {one.because}")
        elif one.do == "set":
            table.rows = table.rows.with_columns([_set(name, value, both, table) for name, value in one.to.items()])
            table.notes.append(f"corrected {who}: {one.because}")
        else:
            table.notes.append(f"{who}: {one.because}")


def _chosen(one: Correction) -> pl.Expr:
    rule = pl.lit(value=True)
    for name, wanted in one.match.items():
        texts = [wanted] if isinstance(wanted, str) else list(wanted)
        rule = rule & pl.col(name).cast(pl.String).is_in(texts).fill_null(value=False)
    return rule


def _needed(one: Correction) -> pl.Expr:
    rule = pl.lit(value=True)
    for name, bounds in one.expect.items():
        cell = pl.col(name)
        if bounds.empty:
            rule = rule & cell.is_null()
        if bounds.same_as:
            rule = rule & (cell == pl.col(bounds.same_as))
        if bounds.gt is not None:
            rule = rule & (cell > bounds.gt)
        if bounds.lt is not None:
            rule = rule & (cell < bounds.lt)
        if bounds.eq is not None:
            rule = rule & (cell == bounds.eq if isinstance(bounds.eq, float) else cell.cast(pl.String) == bounds.eq)
    return rule


def _set(name: str, value: Any, where: pl.Expr, table: Table) -> pl.Expr:
    if name not in table.rows.columns:
        raise BadInput(f"corrections of {table.layout.id}: no column {name!r}.")
    new = pl.lit(value).cast(table.rows.schema[name], strict=True)
    return pl.when(where).then(new).otherwise(pl.col(name)).alias(name)
