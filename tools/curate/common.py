"""What every curation shares: where the publishers' files are, and how rows and their description are written."""

import os
from datetime import date
from pathlib import Path

import polars as pl
import pycountry

from parity.facts import COLUMNS
from parity.sources import source
from parity.sources.reading import File, read_file
from parity.sources.unpack import unpacked

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("PARITY_SHARED", ROOT.parent / "shared")) / "data"
SOURCES = ROOT / "src" / "parity" / "sources"

CC_BY = "{name: CC BY 4.0, url: https://creativecommons.org/licenses/by/4.0/}"
EPOCH = "{name: Epoch AI, url: https://epoch.ai}"

UNLISTED = {"Taiwan": "TW", "Turkey": "TR", "Russia": "RU", "Multinational": "", "Korea (Republic of)": "KR"}
"""Names that publishers use and the ISO register does not know."""


def iso(names: str | None) -> str:
    """Turn comma-joined country names, one per organisation, into distinct ISO codes joined by ";"."""
    codes: list[str] = []
    for name in (names or "").split(","):
        name = name.strip()
        # An unknown name stops the run.
        code = UNLISTED[name] if name in UNLISTED else pycountry.countries.lookup(name).alpha_2 if name else ""
        if code and code not in codes:
            codes.append(code)
    return ";".join(codes)


def link(text: str | None, default: str) -> str:
    """Take the first address a cell gives, or the table's own."""
    for word in (text or "").replace(",http", " http").split():
        if word.startswith(("http://", "https://")):
            return word.rstrip(".,;)")
    return default


def tags(**pairs: object) -> str:
    return ";".join(f"{key}={value}" for key, value in pairs.items() if value not in (None, ""))


def write(name: str, rows: list[dict[str, object]], description: str) -> None:
    """Write `rows.csv` and `source.yml` of one source, rows in a stable order."""
    table = pl.DataFrame(rows, schema={**COLUMNS, "date": pl.String(), "known_on": pl.String()}, orient="row")
    table = table.unique().sort("metric", "date", "entity", "tags", "known_on", nulls_last=True)
    folder = SOURCES / name
    folder.mkdir(exist_ok=True)
    table.write_csv(folder / "rows.csv", null_value="")
    (folder / "source.yml").write_text(description, encoding="utf-8")
    print(f"{name}: {table.height} rows")


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
