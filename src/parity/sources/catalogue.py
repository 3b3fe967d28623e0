"""The sources that ship with Parity: their descriptions and their facts."""

from functools import cache
from pathlib import Path

import polars as pl

from parity.errors import BadInput, UnknownSource
from parity.facts import COLUMNS, SCHEMA, Source, checked, read_yaml

__all__ = ["named", "shipped_facts", "source", "source_ids"]

FOLDER = Path(__file__).parent


@cache
def source_ids() -> tuple[str, ...]:
    """Return the ids of all shipped sources, sorted.

    >>> "epoch_eci" in source_ids()
    True
    """
    return tuple(sorted(path.parent.name for path in FOLDER.glob("*/source.yml")))


@cache
def source(name: str) -> Source:
    """Describe one source; raise `UnknownSource` with the nearest names if there is none.

    >>> source("epoch_eci").licence.name
    'CC BY 4.0'
    """
    if name not in source_ids():
        raise UnknownSource.among(name, source_ids())
    return Source.model_validate({"id": name, **read_yaml(FOLDER / name / "source.yml")})


def named(name: str) -> Source:
    """Return a source by its id or another id it goes by; raise `UnknownSource` if there is none.

    >>> named("epoch_eci").id
    'epoch_eci'
    """
    if name in source_ids():
        return source(name)
    for one in source_ids():
        if name in source(one).aliases:
            return source(one)
    raise UnknownSource.among(name, source_ids())


@cache
def shipped_facts(name: str) -> pl.DataFrame:
    """Return the facts a source ships, checked, in the columns of `parity.facts.SCHEMA`.

    >>> shipped_facts("epoch_eci").height > 120
    True
    """
    path = FOLDER / name / "rows.csv"
    if not path.exists():
        return pl.DataFrame(schema=SCHEMA)  # read from its publisher's files alone
    try:
        rows = pl.read_csv(path, schema=_columns(path), null_values=[""])
    except pl.exceptions.PolarsError as error:
        raise BadInput(f"{path}: not a table of facts: {str(error).splitlines()[0]}") from None
    rows = checked(rows, origin=f"sources/{name}/rows.csv").with_columns(source=pl.lit(name))
    if "known_until" not in rows.columns:
        rows = rows.with_columns(known_until=pl.lit(None, dtype=pl.Date))
    return rows.select(list(SCHEMA))


def _columns(path: Path) -> dict[str, pl.DataType]:
    """The columns of facts, and the optional last one if the file has it."""
    with path.open(encoding="utf-8") as file:
        ends = file.readline().rstrip().endswith(",known_until")
    return {**COLUMNS, "known_until": pl.Date()} if ends else COLUMNS
