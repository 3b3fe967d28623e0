"""A fact: one dated figure that one source states; and the table that thousands of them make."""

import datetime as dt
from dataclasses import dataclass

import polars as pl

from parity.errors import BadInput

__all__ = ["COLUMNS", "SCHEMA", "Fact", "checked", "facts_in", "tag"]

COLUMNS: dict[str, pl.DataType] = {
    "entity": pl.String(),  # what the figure is about: a model, a chip, an owner, a country
    "organization": pl.String(),  # firms behind it, joined by ";"
    "country": pl.String(),  # ISO 3166 alpha-2 of the firms, joined by ";", without repeats
    "tags": pl.String(),  # key=value pairs joined by ";": weights=open, owner=Microsoft, confidence=Likely
    "metric": pl.String(),
    "date": pl.Date(),  # day the figure held
    "value": pl.Float64(),
    "low": pl.Float64(),  # 5 % and 95 % where the source gives them
    "high": pl.Float64(),
    "unit": pl.String(),
    "known_on": pl.Date(),  # day the source said so
    "link": pl.String(),
    "read": pl.String(),  # how it was read: table, text, teardown, datasheet, derived
    "note": pl.String(),
}
"""The columns of a source's `rows.csv`, in order."""

SCHEMA: dict[str, pl.DataType] = {**COLUMNS, "source": pl.String(), "known_until": pl.Date()}
"""The columns of a fact table: those of `rows.csv`, the id of the source, and the day from which a later edition of the
same table no longer says so; a `rows.csv` may have that last one too."""


def tag(name: str) -> pl.Expr:
    """Return what the tags of each fact say under a name; null where they do not.

    >>> pl.DataFrame({"tags": ["weights=open;owner=Meta", None]}).select(tag("owner")).to_series().to_list()
    ['Meta', None]
    """
    return pl.col("tags").str.extract(rf"(?:^|;){name}=([^;]*)")


REQUIRED = ("entity", "metric", "date", "value", "unit", "known_on", "link", "read")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One dated figure that one source states about one entity."""

    entity: str
    metric: str
    date: dt.date
    value: float
    low: float | None
    high: float | None
    unit: str
    known_on: dt.date
    source: str
    organization: str | None
    country: str | None
    tags: str | None
    link: str
    read: str
    note: str | None
    known_until: dt.date | None = None


def _failed() -> dict[str, pl.Expr]:
    """By column, the rows in which it is not whole and consistent."""
    rules: dict[str, pl.Expr] = {name: pl.col(name).is_not_null() for name in REQUIRED}
    rules["value"] = rules["value"] & pl.col("value").is_finite()
    rules["low"] = pl.col("low").is_null() | (pl.col("low") <= pl.col("value"))
    rules["high"] = pl.col("high").is_null() | (pl.col("high") >= pl.col("value"))
    rules["link"] = rules["link"] & pl.col("link").str.contains(r"^https?://\S+$")
    return {name: (~rule.fill_null(value=False)).alias(name) for name, rule in rules.items()}


FAILED = _failed()
BROKEN = [one.any() for one in FAILED.values()]


def checked(facts: pl.DataFrame, *, origin: str) -> pl.DataFrame:
    """Return the facts if each is whole and consistent; else raise `BadInput` naming the first bad row and column.

    Rows are numbered as an editor shows the file: the header is line 1.
    """
    broken = facts.select(BROKEN).row(0)
    for (name, one), hit in zip(FAILED.items(), broken, strict=True):
        if hit:
            line = int(facts.select(one)[name].arg_max() or 0)
            got = facts[name][line]
            raise BadInput(f"{origin}, line {line + 2}, column {name!r}: {got!r} is not a valid {name} of a fact.")
    return facts


def facts_in(table: pl.DataFrame) -> tuple[Fact, ...]:
    """Turn the rows of a fact table into facts, in order."""
    names = list(SCHEMA)
    return tuple(Fact(**row) for row in table.select(names).iter_rows(named=True))
