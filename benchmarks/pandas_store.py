"""What an analyst's notebook does with the same files in pandas: read, convert, make long rows of figures, save.

`rows` makes the figures row by row (`iterrows`), as the published analyses do; `columns` makes them by `melt`, which is
the best that pandas does.  Neither refuses anything, keeps raw files, hashes them or knows vintages.  `same` works as
`rows` does and does in the main what an import does: it keeps the raw bytes under their hash, refuses unknown columns
and leaves out repeated rows, reads days with their precision, resolves countries by the same table, and writes one file
for each metric and an account of the rows.
"""

import fnmatch
import gzip
import hashlib
import io
import json
import sys
import time
from datetime import datetime
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


def day_of(cell: object) -> tuple[object, str | None]:
    """One day and how exactly it is known, from `2024-05-13`, `2024-05` or `2024`."""
    text = str(cell).strip()
    for form, length, precision in (("%Y-%m-%d", 10, "day"), ("%Y-%m", 7, "month"), ("%Y", 4, "year")):
        if len(text) == length:
            try:
                day = datetime.strptime(text, form)  # noqa: DTZ007 - a day, not a moment
            except ValueError:
                continue
            if precision != "day":
                day += pd.offsets.MonthEnd(0) if precision == "month" else pd.offsets.YearEnd(0)
            return day.date(), precision
    return None, None


def codes_of(cell: object, known: dict[str, str]) -> str | None:
    """ISO codes of one cell of countries or firms, by a look-up of each name."""
    if pd.isna(cell):
        return None
    whole = known.get(str(cell).strip().casefold())
    found = [whole] if whole else [known.get(one.strip().casefold()) for one in str(cell).replace(";", ",").split(",")]
    return ";".join(dict.fromkeys(code for code in found if code)) or None


def number_of(cell: object, *, percent: bool) -> float | None:
    """One number as people write it: `1,234`, `5.6 %`; NaN if it is none."""
    text = str(cell).replace(",", "").strip().removesuffix("%")
    return pd.to_numeric(text, errors="coerce") / (100 if percent else 1)


def same(path: Path, table: dict, out: Path, known: dict[str, dict[str, str]]) -> int:
    """Import one file as the store does in the main: keep, read, refuse, convert, resolve, write, account."""
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    (out / "raw").mkdir(exist_ok=True)
    (out / "raw" / digest).write_bytes(content)
    if table["records"] is not None:
        read = pd.DataFrame(json.loads(Path(table["records"]).read_text(encoding="utf-8")))
    else:
        plain = gzip.decompress(content) if path.suffix == ".gz" else content
        read = pd.read_csv(io.BytesIO(plain), dtype=str, keep_default_na=False, na_values=[""])
    names = {theirs: ours for ours, theirs in table["columns"].items() if theirs in read.columns}
    for name in read.columns:
        if name in table["known"] or name.startswith("Unnamed: "):  # so pandas calls a column without a name
            continue
        if not any(fnmatch.fnmatch(name, form) for form in table["ignore"]):
            raise SystemExit(f"{path}: column {name!r} is new")
    read = read[list(names)].rename(columns=names)
    rows = len(read)
    read = read.drop_duplicates()
    for name in set(table["days"]) & set(read.columns):
        days = read[name].apply(day_of)
        read[name], read[f"{name}_precision"] = days.str[0], days.str[1]
    for name in set(table["numbers"]) & set(read.columns):
        read[name] = read[name].apply(number_of, percent=name in table["percents"])
    who = next((one for one in ("country", "organization", "vendor", "maker", "designer") if one in read.columns), None)
    lookup = known["countries" if who == "country" else "organisations"]
    read["country"] = read[who].apply(codes_of, known=lookup) if who else None
    read["source"], read["known_on"] = table["source"], table["retrieved"]
    if "link" not in read.columns:
        read["link"] = table["url"]
    facts = by_rows(read, table)
    written = {}
    for metric, part in facts.groupby("metric") if len(facts) else ():
        folder = f"metric={''.join(char if char.isalnum() else '_' for char in metric)}"
        (out / folder).mkdir(exist_ok=True)
        name = f"{folder}/{path.stem}_{digest[:12]}.csv"
        part.to_csv(out / name, index=False)
        written[name] = {"facts": len(part), "sha256": hashlib.sha256((out / name).read_bytes()).hexdigest()}
    account = {"file": path.name, "sha256": digest, "rows": rows, "repeated": rows - len(read), "parts": written}
    (out / f"{path.stem}_{digest[:12]}.json").write_text(json.dumps(account, indent=1), encoding="utf-8")
    return len(facts)


def names_in(path: str, column: str) -> dict[str, str]:
    """Every spelling in a table of names, folded, to its code."""
    table = pd.read_csv(path, keep_default_na=False)
    return {
        name.casefold(): row[column].strip("-")
        for _, row in table.iterrows()
        for name in (row["name"], *row["aliases"].split(";"))
        if name
    }


def import_all(plan: list[tuple[str, dict]], out: Path) -> int:
    """Import every file."""
    known = {
        "countries": names_in(plan[0][1]["countries"], "code"),
        "organisations": names_in(plan[0][1]["organisations"], "country"),
    }
    return sum(same(Path(path), table, out, known) for path, table in plan)


def main() -> None:
    """Do it and print the time."""
    if sys.argv[1] == "same":
        begun = time.perf_counter()
        count = import_all(json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")), Path(sys.argv[3]))
        print(json.dumps({"facts": count, "seconds": time.perf_counter() - begun}))
        return
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
