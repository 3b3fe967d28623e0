"""What an analyst's notebook does with the same files in pandas: read, convert, make long rows of figures, save.

`rows` makes the figures row by row (`iterrows`), as the published analyses do; `columns` makes them by `melt`, which is
the best that pandas does.  Neither refuses anything, keeps raw files, hashes them or knows vintages.
"""

import gzip
import io
import json
import sys
import time
from pathlib import Path

import pandas as pd


def frame(path: Path, table: dict) -> pd.DataFrame:
    """Read one file and give its columns our names and types."""
    if table["records"] is not None:
        read = pd.DataFrame(json.loads(Path(table["records"]).read_text(encoding="utf-8")))
    else:
        content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        read = pd.read_csv(io.BytesIO(content))
    names = {theirs: ours for ours, theirs in table["columns"].items() if theirs in read.columns}
    read = read[list(names)].rename(columns=names)
    for name in set(table["days"]) & set(read.columns):
        read[name] = pd.to_datetime(read[name], errors="coerce", format="mixed")
    for name in set(table["numbers"]) & set(read.columns):
        read[name] = pd.to_numeric(read[name].astype(str).str.replace(",", ""), errors="coerce")
    for name in {"country", "organization"} & set(read.columns):
        read[name] = read[name].apply(
            lambda cell: (
                ";".join(dict.fromkeys(one.strip() for one in str(cell).split(","))) if pd.notna(cell) else None
            )
        )
    return read


def by_rows(read: pd.DataFrame, table: dict) -> pd.DataFrame:
    """Long rows of figures, one after another."""
    numbers = [name for name in table["numbers"] if name in read.columns]
    others = [name for name in read.columns if name not in numbers]
    facts = []
    for _, row in read.iterrows():
        shared = {other: row[other] for other in others}
        facts += [{"metric": name, "value": row[name], **shared} for name in numbers if pd.notna(row[name])]
    return pd.DataFrame(facts)


def by_columns(read: pd.DataFrame, table: dict) -> pd.DataFrame:
    """Long rows of figures, all at once."""
    numbers = [name for name in table["numbers"] if name in read.columns]
    others = [name for name in read.columns if name not in numbers]
    return read.melt(id_vars=others, value_vars=numbers, var_name="metric").dropna(subset="value")


def main() -> None:
    """Do it and print the time."""
    how = {"rows": by_rows, "columns": by_columns}[sys.argv[1]]
    out = Path(sys.argv[3])
    begun, count = time.perf_counter(), 0
    for number, (path, table) in enumerate(json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))):
        facts = how(frame(Path(path), table), table)
        facts.to_csv(out / f"{number}.csv", index=False)
        count += len(facts)
    print(json.dumps({"facts": count, "seconds": time.perf_counter() - begun}))


if __name__ == "__main__":
    main()
