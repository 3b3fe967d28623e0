"""What changed between two retrievals of a source: facts added, removed and changed."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from parity.errors import BadInput
from parity.facts import SCHEMA
from parity.store.manifest import Manifest, manifests
from parity.store.place import Place

__all__ = ["Change", "facts_as_retrieved", "facts_changed"]

KEY = ["metric", "entity", "date", "tags"]
STATED = ["value", "low", "high", "organization", "country"]


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that one of two retrievals states otherwise, or alone."""

    metric: str
    entity: str
    change: str
    """added, removed or changed."""
    what: str
    """The columns that changed; all of a fact that came or went."""
    before: float | None
    after: float | None
    date_before: date | None
    date_after: date | None


def facts_as_retrieved(place: Place, source: str, day: date) -> pl.DataFrame:
    """Return the facts of all tables of a source that were retrieved on a day; raise `BadInput` if none were."""
    held = manifests(place, source)
    chosen = [one for one in held if one.retrieved == day]
    if not chosen:
        days = ", ".join(sorted({one.retrieved.isoformat() for one in held})) or "none"
        raise BadInput(f"{source} was not retrieved on {day}; the store holds its retrievals of: {days}.")
    latest: dict[str, Manifest] = {read.table: one for one in chosen for read in one.tables}
    parts = [
        pl.read_parquet(place.read(part.path)) for one in chosen for part in one.parts if latest[part.table] is one
    ]
    facts = pl.concat(parts) if parts else pl.DataFrame(schema=SCHEMA)
    # Tables overlap (the notable models are among all models): a fact stated twice counts once.
    return facts.unique([*KEY, "value"], keep="first", maintain_order=True)


def facts_changed(before: pl.DataFrame, after: pl.DataFrame) -> tuple[Change, ...]:
    """Compare two retrievals fact by fact, in a fixed order.

    A fact is the same if metric, entity, date and tags are; one whose date or tags alone moved is found by its entity
    where that names one fact on each side, and counts as changed.
    """
    # Nulls in tags would keep equal facts apart.
    before, after = (one.with_columns(pl.col("tags").fill_null("")).unique(KEY, keep="first", maintain_order=True)
                     for one in (before, after))  # fmt: skip
    same = before.join(after, on=KEY, how="inner", suffix="_after").with_columns(
        date_after=pl.col("date"), tags_after=pl.col("tags")
    )
    gone, come = before.join(after, on=KEY, how="anti"), after.join(before, on=KEY, how="anti")
    once = ["metric", "entity"]
    moved = gone.unique(once, keep="none").join(come.unique(once, keep="none"), on=once, how="inner", suffix="_after")
    pairs = pl.concat([same.select(sorted(same.columns)), moved.select(sorted(same.columns))])
    changes = [_changed(row) for row in pairs.iter_rows(named=True)]
    changes += [_one_sided(row, "removed") for row in gone.join(moved, on=once, how="anti").iter_rows(named=True)]
    changes += [_one_sided(row, "added") for row in come.join(moved, on=once, how="anti").iter_rows(named=True)]
    return tuple(sorted((one for one in changes if one), key=_place))


def _place(one: Change) -> tuple[str, str, str, str]:
    return one.metric, one.change, one.entity, str(one.date_after or one.date_before)


def _changed(row: dict[str, object]) -> Change | None:
    what = [name for name in (*STATED, "date", "tags") if row[name] != row[f"{name}_after"]]
    if not what:
        return None
    return Change(
        str(row["metric"]), str(row["entity"]), "changed", " ".join(what),
        row["value"], row["value_after"], row["date"], row["date_after"],  # type: ignore[arg-type]
    )  # fmt: skip


def _one_sided(row: dict[str, object], change: str) -> Change:
    value, day = row["value"], row["date"]
    before = (value, day) if change == "removed" else (None, None)
    after = (value, day) if change == "added" else (None, None)
    return Change(str(row["metric"]), str(row["entity"]), change, "all", before[0], after[0], before[1], after[1])  # type: ignore[arg-type]
