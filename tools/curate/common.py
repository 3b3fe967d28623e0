"""What every curation shares: where the publishers' files are, and how rows and their description are written."""

import os
from datetime import date
from pathlib import Path

import polars as pl

from parity.facts import COLUMNS
from parity.sources import source
from parity.sources.reading import File, read_file
from parity.sources.unpack import unpacked

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("PARITY_SHARED", ROOT.parent / "shared")) / "data"
SOURCES = ROOT / "src" / "parity" / "sources"


def tags(**pairs: object) -> str:
    return ";".join(f"{key}={value}" for key, value in pairs.items() if value not in (None, ""))


def read(name: str, *parts: str, on: str | None = None) -> pl.DataFrame:
    """Facts of one of the publisher's files, `.../RETRIEVAL-DAY/FILE` under ../shared/data, by the source's reader."""
    path = SHARED.joinpath(*parts)
    retrieved = date.fromisoformat(on or path.parent.name)
    ((inner, content),) = unpacked(path.name, path.read_bytes())
    reading = read_file(source(name), File(inner, content, retrieved))
    reasons = ", ".join(f"{count} {reason}" for reason, count in sorted(reading.left_out.items()))
    print(f"  {'/'.join(parts)}: {reading.rows} rows, {reading.used} used; left out: {reasons or 'none'}")
    return reading.facts


def rounded(column: str, digits: int) -> pl.Expr:
    """A column to so many significant digits, written as short as that (`round_sig_figs` gives 3.4109999e18)."""
    return pl.col(column).map_elements(lambda value: float(f"{value:.{digits}g}"), return_dtype=pl.Float64)


def ship(name: str, facts: pl.DataFrame) -> None:
    """Write `rows.csv` of one source, rows in a stable order."""
    kinds = {**COLUMNS, "known_until": pl.Date()} if facts["known_until"].is_not_null().any() else COLUMNS
    table = facts.select(pl.col(one).cast(kind) for one, kind in kinds.items()).unique()
    table = table.sort("metric", "date", "entity", "tags", "known_on")
    table.write_csv(SOURCES / name / "rows.csv", null_value="")
    print(f"{name}: {table.height} rows")
