"""Facts of wide tables: a column `X low` beside `X high` is a range of X, a column `share X` a share of X."""

from collections.abc import Mapping

import polars as pl

from parity.sources.columns import tags
from parity.sources.table import Table

__all__ = ["SHARE", "Labels", "between", "ranges", "shares", "stated"]

SHARE = "share"
NOTHING = pl.lit(None, dtype=pl.Float64)
Labels = Mapping[str, pl.Expr | str | None]


def stated(
    table: Table, entity: pl.Expr | str, metric: str, unit: str, value: pl.Expr, *, firm: str, labels: Labels,
    low: pl.Expr | None = None, high: pl.Expr | None = None,
) -> pl.DataFrame:  # fmt: skip
    """Make a fact of each row that states the value; `firm` is an American one, the day is in the column `end`."""
    made = table.rows.select(
        "row",
        value=value.cast(pl.Float64),
        low=NOTHING if low is None else low.cast(pl.Float64),
        high=NOTHING if high is None else high.cast(pl.Float64),
        entity=pl.lit(entity) if isinstance(entity, str) else entity,
        organization=pl.lit(firm),
        country=pl.lit("US"),
        tags=tags(**labels),
        metric=pl.lit(metric),
        date="end",
        unit=pl.lit(unit),
        read=pl.lit("table" if low is None else "derived"),
        note=pl.lit(None if low is None else "middle of the stated range", dtype=pl.String),
    )
    return made.filter(pl.col("value").is_not_null())


def between(
    table: Table, low: str, high: str, entity: pl.Expr | str, metric: str, unit: str, *, firm: str, labels: Labels,
    times: float = 1,
) -> pl.DataFrame:  # fmt: skip
    """Make facts of a range; its value is the middle: the geometric mean of amounts, the arithmetic one of shares."""
    table.refuse_first(
        (pl.col(low).is_null() != pl.col(high).is_null(), low, "one end of a range beside the other"),
        (pl.col(low) > pl.col(high), low, "at most the high end"),
    )
    middle = (pl.col(low) + pl.col(high)) / 2 if unit == SHARE else (pl.col(low) * pl.col(high)).sqrt()
    value = middle.clip(pl.col(low), pl.col(high)) * times
    return stated(table, entity, metric, unit, value, firm=firm, labels=labels,
                  low=pl.col(low) * times, high=pl.col(high) * times)  # fmt: skip


def ranges(table: Table, metric: str, unit: str, *, labels: Labels, firm: str | None = None) -> list[pl.DataFrame]:
    """Make facts of every pair of columns `X low`, `X high`; without `firm`, X is a firm itself."""
    names = [name.removesuffix(" low") for name in table.rows.columns if name.endswith(" low")]
    return [between(table, f"{one} low", f"{one} high", one, metric, unit, firm=firm or one, labels=labels)
            for one in names]  # fmt: skip


def shares(table: Table, metric: str, *, labels: Labels, firm: str | None = None) -> list[pl.DataFrame]:
    """Make facts of every column `share X`, which may not pass the whole together; without `firm`, X is a firm."""
    names = [name.removeprefix("share ") for name in table.rows.columns if name.startswith("share ")]
    table.refuse(pl.sum_horizontal(f"share {one}" for one in names) > 1.02, f"share {names[0]}",
                 "a share that leaves the sum at most 1")  # fmt: skip
    return [stated(table, one, metric, SHARE, pl.col(f"share {one}"), firm=firm or one, labels=labels)
            for one in names]  # fmt: skip
