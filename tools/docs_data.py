"""The generated part of docs/data.md: what each `source.yml` says and how many rows were read from it."""

import csv
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

SOURCES = Path(__file__).resolve().parent.parent / "src/parity/sources"


def described() -> list[dict[str, Any]]:
    """Read every source's description, with its id and its number of rows, by id."""
    yaml = YAML(typ="safe", pure=True)
    found = []
    for path in sorted(SOURCES.glob("*/source.yml")):
        count, shipped = 0, path.parent / "rows.csv"
        if shipped.exists():
            with shipped.open(newline="", encoding="utf-8") as rows:
                count = sum(1 for _ in csv.reader(rows)) - 1
        found.append({"id": path.parent.name, "rows": count, **yaml.load(path)})
    return found


def one_line(text: str) -> str:
    """Fold white space and keep a table's bars apart."""
    return " ".join(str(text).split()).replace("|", "\\|")


def short_table() -> str:
    """One line a source: what it is, what it feeds, how much of it ships, and whether its own files can be read."""
    lines = ["| source | publisher | feeds | rows shipped | newest | reads files |", "|---|---|---|---:|---|---|"]
    for source in described():
        feeds = ", ".join(f"`{metric}`" for metric in source["metrics"]) or "facts for SQL"
        tables = len(source.get("tables", {}))
        reads = f"{tables} tables" if tables > 1 else "yes" if tables else "-"
        publisher = one_line(source["publisher"]["name"]).split(",")[0]
        lines.append(
            f"| [`{source['id']}`]({source['url']}) | {publisher} | {feeds} | {source['rows']:,} "
            f"| {source['retrieved']} | {reads} |"
        )
    return "\n".join(lines)


def table() -> str:
    """One row a source."""
    lines = [
        "| source | title and publisher | metrics | rows | retrieved | licence |",
        "|---|---|---|---:|---|---|",
    ]
    for source in described():
        publisher, licence = source["publisher"], source["licence"]
        metrics = ", ".join(f"`{metric}`" for metric in source["metrics"])
        lines.append(
            f"| `{source['id']}` | [{one_line(source['title'])}]({source['url']}), "
            f"[{one_line(publisher['name'])}]({publisher['url']}) | {metrics} | {source['rows']:,} | "
            f"{source['retrieved']} | [{one_line(licence['name'])}]({licence['url']}) |"
        )
    lines += ["", f"Together {sum(source['rows'] for source in described()):,} rows."]
    return "\n".join(lines)


def credit() -> str:
    """Each source's credit line, and what a user should know before relying on it."""
    lines = []
    for source in described():
        lines.append(f"- **`{source['id']}`**: {one_line(source['cite'])}")
        if note := source.get("note"):
            lines.append(f"  Note: {one_line(note)}")
    return "\n".join(lines)
