"""SQL over the store, read-only: DuckDB reads the Parquet files themselves and nothing else."""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parity.errors import BadInput, MissingExtra
from parity.sources import shipped_facts, source_ids
from parity.store.manifest import manifests
from parity.store.place import Folder, Place

__all__ = ["Answer", "run_sql"]

COLUMNS = (
    "entity, organization, country, tags, metric, date, value, low, high, unit, known_on, link, read, note, source"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """The columns and rows that a query returned."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    cut: bool
    """Whether there were more rows than were asked for."""


def run_sql(place: Place, query: str, *, most: int = 100_000, memory_mib: int = 1024) -> Answer:
    """Answer one query over the views `facts`, `snapshots` and `shipped`.

    `facts` holds every fact of every snapshot (with `retrieved` and `snapshot`), `shipped` the rows inside the
    package, `snapshots` what was retrieved when.  Nothing can be written, attached or read from elsewhere.

    Raises `BadInput` with the engine's own first line for a query that it refuses.
    """
    try:
        import duckdb
    except ImportError:
        raise MissingExtra.of("SQL over the store", "sql") from None
    with tempfile.TemporaryDirectory(prefix="parity-sql-") as scratch:
        engine = duckdb.connect(":memory:", config={"memory_limit": f"{memory_mib}MB", "threads": "2"})
        try:
            _views(engine, place, Path(scratch))
            _close_doors(engine, place, Path(scratch))
            try:
                statements = duckdb.extract_statements(query)
                if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
                    raise BadInput("sql: one SELECT (or WITH ... SELECT) is expected; the store is read-only.")
                result = engine.execute(query)
                rows = result.fetchmany(most + 1)
            except duckdb.Error as error:
                lines = [line.strip() for line in str(error).splitlines() if line.strip()]
                raise BadInput(f"sql: {' '.join(lines[:2])}") from None
            names = tuple(column[0] for column in result.description or ())
            return Answer(names, rows[:most], len(rows) > most)
        finally:
            engine.close()


def _views(engine: Any, place: Place, scratch: Path) -> None:
    held = manifests(place)
    parts = [(part.path, one) for one in held for part in one.parts]
    if not isinstance(place, Folder):
        _fetch(place, [path for path, _ in parts], scratch)
    root = str(place.root) if isinstance(place, Folder) else str(scratch)
    engine.execute("CREATE TABLE snapshots (source VARCHAR, snapshot VARCHAR, retrieved DATE, facts BIGINT, "
                   "bytes BIGINT, licence VARCHAR, file VARCHAR)")  # fmt: skip
    if held:
        engine.executemany(
            "INSERT INTO snapshots VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(one.source, one.id, one.retrieved, one.facts, sum(blob.bytes for blob in one.files), one.licence,
              ";".join(blob.name for blob in one.files)) for one in held],
        )  # fmt: skip
    files = [f"{root}/{path}" for path, _ in parts]
    if files:
        listed = ", ".join("'" + name.replace("'", "''") + "'" for name in files)
        engine.execute("CREATE TABLE parts (filename VARCHAR, snapshot VARCHAR, retrieved DATE)")
        engine.executemany(
            "INSERT INTO parts VALUES (?, ?, ?)",
            [(name, one.id, one.retrieved) for name, (_, one) in zip(files, parts, strict=True)],
        )
        engine.execute(
            f"CREATE VIEW facts AS SELECT {COLUMNS}, retrieved, snapshot FROM "  # noqa: S608 - names of our own files
            f"read_parquet([{listed}], filename=true, hive_partitioning=false) JOIN parts USING (filename)"
        )
    else:
        engine.execute(f"CREATE VIEW facts AS SELECT {COLUMNS}, NULL::DATE AS retrieved, NULL AS snapshot FROM "  # noqa: S608
                       f"({_empty()}) WHERE false")  # fmt: skip
    engine.execute(f"CREATE TABLE shipped AS {_empty()} WHERE false")
    for number, name in enumerate(source_ids()):
        path = scratch / f"shipped-{number}.parquet"
        shipped_facts(name).drop("known_until").write_parquet(path)
        engine.execute(f"INSERT INTO shipped SELECT {COLUMNS} FROM read_parquet('{path}')")  # noqa: S608


def _empty() -> str:
    days = {"date", "known_on"}
    numbers = {"value", "low", "high"}
    kinds = {
        name: "DATE" if name in days else "DOUBLE" if name in numbers else "VARCHAR" for name in COLUMNS.split(", ")
    }
    return "SELECT " + ", ".join(f"NULL::{kind} AS {name}" for name, kind in kinds.items())


def _close_doors(engine: Any, place: Place, scratch: Path) -> None:
    """From here on the query may read the store's facts and nothing else of this machine or any other."""
    facts = f"{place.root}/facts/" if isinstance(place, Folder) else f"{scratch}/"
    engine.execute("SET allowed_directories = [?]", [facts])
    engine.execute("SET enable_external_access = false")
    engine.execute("SET lock_configuration = true")


def _fetch(place: Place, paths: list[str], scratch: Path) -> None:
    """Bring the facts of an object store here: DuckDB has no keys to it."""
    for path in paths:
        local = scratch / path
        local.parent.mkdir(parents=True, exist_ok=True)
        local.write_bytes(place.read(path))
