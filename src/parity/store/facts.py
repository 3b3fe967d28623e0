"""The facts Parity answers from: the shipped rows and the snapshots of the store, one table a metric.

A row is in force from the day it was known until the day its table was retrieved anew (`known_until`), so that a
vintage sees what stood there on that day, and nothing that a later edition had dropped or added.
"""

from collections import defaultdict
from datetime import date
from functools import lru_cache

import polars as pl

from parity.errors import SourceFailed
from parity.facts import SCHEMA
from parity.sources import shipped_facts, source, source_ids
from parity.store.frontier import DEEP, MANY, Keep, near_frontier
from parity.store.manifest import Manifest, Part, manifests
from parity.store.place import Place, here

__all__ = ["facts_of"]


def facts_of(metric: str, sources: tuple[str, ...], keep: Keep | None = None) -> pl.DataFrame:
    """Return every fact that the sources state on a metric, of all vintages, in the columns of `SCHEMA`.

    Of the store, only facts near a frontier are returned where `keep` says how near; the shipped rows are such.

    >>> facts_of("capability", ("epoch_eci",))["known_on"].n_unique()
    2
    """
    place = here()
    held = {name: manifests(place, name) for name in sources}
    state = tuple((one.source, one.id, one.rules) for many in held.values() for one in many)
    return _facts_of(metric, sources, keep, place.address, state)


@lru_cache(maxsize=64)
def _facts_of(
    metric: str, sources: tuple[str, ...], keep: Keep | None, address: str, state: tuple[tuple[str, str, str], ...]
) -> pl.DataFrame:
    place = here(address)
    shipped = [_shipped(metric, name) for name in sources if name in source_ids()]
    if not state:
        return pl.concat(shipped) if shipped else pl.DataFrame(schema=SCHEMA)
    tables = []
    for number, name in enumerate(sources):
        stored = manifests(place, name)
        if name in source_ids():
            tables.append(_superseded(shipped[number], metric, name, stored))
        tables += _stored(place, _in_turn(stored, metric), keep)
    return pl.concat(tables)


def _shipped(metric: str, name: str) -> pl.DataFrame:
    return shipped_facts(name).filter(pl.col("metric") == metric)


def _superseded(rows: pl.DataFrame, metric: str, name: str, stored: tuple[Manifest, ...]) -> pl.DataFrame:
    """End the shipped rows where a table that holds everything on the metric was retrieved after they were known."""
    whole = {one.id for one in source(name).tables.values() if metric in one.whole}
    days = sorted({one.retrieved for one in stored if any(part.table in whole for part in one.parts)})
    if not days or not rows.height:
        return rows
    ends = pl.DataFrame({"anew": days}, schema={"anew": pl.Date})
    return (
        rows.with_row_index("place")
        .sort("known_on")
        .join_asof(ends.with_columns(known_on=pl.col("anew")), on="known_on", strategy="forward")
        .sort("place")
        .with_columns(known_until=pl.min_horizontal("known_until", "anew"))
        .select(list(SCHEMA))
    )


def _in_turn(stored: tuple[Manifest, ...], metric: str) -> list[tuple[Part, date | None]]:
    """Each part on the metric, with the day on which its table was retrieved anew."""
    editions: dict[str, list[tuple[date, list[Part]]]] = defaultdict(list)
    for one in stored:
        for table in {read.table for read in one.tables}:
            parts = [part for part in one.parts if part.table == table and part.metric == metric]
            editions[table].append((one.retrieved, parts))
    found: list[tuple[Part, date | None]] = []
    for table in sorted(editions):
        many = editions[table]
        for (_, parts), after in zip(many, [*many[1:], None], strict=True):
            found += [(part, after[0] if after else None) for part in parts]
    return found


def _stored(place: Place, parts: list[tuple[Part, date | None]], keep: Keep | None) -> list[pl.DataFrame]:
    """Read few facts whole; of very many, what is near a frontier a part at a time, and again of a table's together."""
    many = sum(part.facts for part, _ in parts) > MANY
    if keep is not None and keep.depth is None and many:
        keep = keep.model_copy(update={"depth": DEEP})
    tables: dict[tuple[str, date | None], list[pl.DataFrame]] = defaultdict(list)
    for part, until in parts:
        lazy = pl.scan_parquet(place.scannable(part.path), storage_options=place.options)
        try:
            frame = near_frontier(lazy, keep if many else None).with_columns(known_until=pl.lit(until, dtype=pl.Date))
        except (pl.exceptions.PolarsError, OSError):
            raise SourceFailed(
                f"{place.address}/{part.path} is damaged or gone; `parity data verify --mend` reads its facts again."
            ) from None
        tables[part.table, until].append(frame.select(list(SCHEMA)))
    return [
        near_frontier(pl.concat(found).lazy(), keep) if not many or len(found) > 1 else found[0]
        for found in tables.values()
    ]
