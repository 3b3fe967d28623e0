"""A bloc: a named set of entities.  Who belongs to it is data (`blocs.csv`), not code."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import polars as pl

from parity.errors import UnknownBloc

__all__ = ["Bloc", "Membership", "bloc", "bloc_ids", "bloc_of_country"]

TABLE = Path(__file__).parent / "blocs.csv"

Membership = Literal["any", "lead"]
"""How an entity of several countries or firms counts: for each of them, or for the first alone."""


@dataclass(frozen=True, slots=True)
class Bloc:
    """A set of entities: those of countries, of a firm, or with a tag.

    `match` holds what an entity must have: ISO codes, spellings of the firm, or `key=value` tags.  `*` matches all,
    and a list led by `!` matches all that have none of it.  Where a table has a row for the bloc as a whole, under the
    code in `aggregate`, that row stands for it, so that nothing is counted twice.
    """

    id: str
    kind: Literal["country", "firm", "tag"]
    aggregate: str | None
    match: tuple[str, ...]
    aliases: tuple[str, ...]

    def members(self, facts: pl.DataFrame, *, membership: Membership = "any") -> pl.Series:
        """Tell for each fact whether its entity belongs to the bloc: a boolean series as long as `facts`."""
        column = {"country": "country", "firm": "organization", "tag": "tags"}[self.kind]
        if self.aggregate and (whole := facts["country"] == self.aggregate).any():
            return whole.fill_null(value=False)
        parts = pl.col(column).fill_null("").str.split(";")
        if membership == "lead" and self.kind != "tag":
            parts = parts.list.head(1)
        if self.match == ("*",):
            return pl.repeat(True, facts.height, eager=True)
        wanted = [one.removeprefix("!") for one in self.match]
        found = parts.list.eval(pl.element().str.strip_chars().is_in(wanted)).list.any().fill_null(value=False)
        if self.match[0].startswith("!"):
            found = ~found & pl.col(column).is_not_null()
        return facts.select(found.alias("member")).to_series()


@cache
def _blocs() -> dict[str, Bloc]:
    with TABLE.open(encoding="utf-8", newline="") as table:
        return {
            row["bloc"]: Bloc(
                row["bloc"],
                row["kind"],  # type: ignore[arg-type]
                row["aggregate"] or None,
                _names(row["match"]),
                _names(row["aliases"]),
            )
            for row in csv.DictReader(table)
        }


def _names(cell: str) -> tuple[str, ...]:
    return tuple(name for name in cell.split(";") if name)


@cache
def _by_name() -> dict[str, str]:
    named: dict[str, str] = {}
    for one in _blocs().values():
        names: Iterable[str] = (one.id, *one.aliases, *(one.match if one.kind == "firm" else ()))
        for name in names:
            named.setdefault(name.casefold(), one.id)
    return named


def bloc_ids() -> tuple[str, ...]:
    """Return the ids of all blocs in the order of the table: countries, kinds, firms.

    >>> bloc_ids()[:2]
    ('US', 'China')
    """
    return tuple(_blocs())


def bloc(name: str) -> Bloc:
    """Look a bloc up by id or alias, in any case; raise `UnknownBloc` with the nearest names if there is none.

    >>> bloc("united states").id, bloc("PRC").id
    ('US', 'China')
    """
    found = _by_name().get(name.strip().casefold())
    if found is None:
        raise UnknownBloc.among(name, [*_blocs(), *(alias for one in _blocs().values() for alias in one.aliases)])
    return _blocs()[found]


def bloc_of_country(name: str | None) -> Bloc | None:
    """Return the bloc a country's name in prose stands for, or None."""
    found = _by_name().get((name or "").strip().casefold())
    return _blocs()[found] if found else None
