"""A tenfold jump against the last snapshot: a changed unit, or half a file, looks like one; stop and ask."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from parity.errors import BadInput
from parity.sources.reading import Reading
from parity.store.manifest import Manifest
from parity.store.place import Place

__all__ = ["Jump", "refuse_jump"]

TENFOLD = 10.0
SHARE = 0.05  # of the facts both snapshots state: so many that moved tenfold are no revision of single figures
KEY = ("entity", "organization", "tags", "metric", "date")


class Jump(BadInput):
    """Figures moved tenfold against the last snapshot; whoever knows better may take them all the same."""


def refuse_jump(
    place: Place, source: str, earlier: Sequence[Manifest], readings: Sequence[Reading], retrieved: date
) -> None:
    """Raise `Jump` if a table has a tenth or ten times the facts of its last edition, or many moved tenfold."""
    for reading in readings:
        before = [one for one in earlier if one.retrieved <= retrieved and _parts(one, reading.table)]
        if not before:
            continue
        last = before[-1]
        parts = _parts(last, reading.table)
        had, has = sum(part.facts for part in parts), reading.facts.height
        if had >= 10 and not had / TENFOLD < has < had * TENFOLD:
            raise _jump(source, reading.table, f"{had:,} facts became {has:,}", last)
        old = pl.concat([pl.read_parquet(place.read(part.path)) for part in parts])
        both = _by_key(reading.facts).join(_by_key(old), on=["metric", "key"], suffix="_old")
        ratio = (pl.col("value") / pl.col("value_old")).abs()
        moved = both.filter((ratio >= TENFOLD) | (ratio <= 1 / TENFOLD))
        if moved.height > max(2, SHARE * both.height):
            row = moved.row(0, named=True)
            shown = f"{row['entity']} went from {row['value_old']:g} to {row['value']:g}"
            raise _jump(source, reading.table, f"{moved.height} of {both.height} figures moved tenfold ({shown})", last)


def _parts(one: Manifest, table: str) -> list:  # type: ignore[type-arg]
    return [part for part in one.parts if part.table == table]


def _by_key(facts: pl.DataFrame) -> pl.DataFrame:
    """Facts that their key names alone, so that none is held against another's."""
    key = pl.struct([pl.col(name).cast(pl.String).fill_null("") for name in KEY]).hash().alias("key")
    return facts.select("metric", "entity", "value", key).filter(pl.col("value") != 0).unique("key", keep="none")


def _jump(source: str, table: str, what: str, last: Manifest) -> Jump:
    return Jump(
        f"{source}, table {table}: against the snapshot of {last.retrieved}, {what}. "
        "If that is so, say --accept-jump; until then the last snapshot stays in force."
    )
