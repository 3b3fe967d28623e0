# ruff: noqa: INP001 - a source is a folder of data
"""What Arena's tables do not tell of a model: whose it is, when it was first listed, whether its weights are open."""

import re
from functools import cache
from pathlib import Path

import polars as pl

__all__ = ["family", "first_listed", "named_day"]

FOLDER = Path(__file__).parent


@cache
def _families() -> tuple[str, dict[str, str]]:
    table = pl.read_csv(FOLDER / "families.csv", infer_schema=False)
    longest = sorted(table["prefix"], key=len, reverse=True)
    return f"^({'|'.join(re.escape(one) for one in longest)})", dict(table.iter_rows())


@cache
def _listed() -> pl.DataFrame:
    schema = {"model": pl.String, "listed": pl.Date, "weights": pl.String}
    return pl.read_csv(FOLDER / "listed.csv", schema=schema)


def family(key: pl.Expr) -> pl.Expr:
    """The maker of a model by the beginning of its name in lower case; the longest that fits decides.

    >>> pl.select(family(pl.lit("llama-3.1-nemotron-70b"))).item()
    'Nvidia'
    """
    pattern, makers = _families()
    return key.str.extract(pattern).replace_strict(makers, default=None, return_dtype=pl.String)


def first_listed(rows: pl.DataFrame) -> pl.DataFrame:
    """Add to rows with `key` and `day` when a model was first listed (`listed`), and its `weights` if known."""
    joined = rows.join(_listed(), left_on="key", right_on="model", how="left", maintain_order="left")
    return joined.with_columns(listed=pl.min_horizontal("listed", pl.col("day").min().over("key")))


def named_day(key: pl.Expr) -> pl.Expr:
    """The day that a model's name holds, as `claude-opus-4-1-20250805` or `o3-2025-04-16`.

    >>> pl.select(named_day(pl.lit("claude-opus-4-1-20250805-thinking-16k"))).item()
    datetime.date(2025, 8, 5)
    """
    year, month, day = (key.str.extract(r"(20\d\d)-?([01]\d)-?([0-3]\d)(?:\D|$)", group) for group in (1, 2, 3))
    return pl.concat_str(year, month, day).str.to_date("%Y%m%d", strict=False)
