"""How a corpus is printed: tables for people, JSON and CSV for programs, a row at a time."""

import csv
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from parity.cli.output import Format, say, table

if TYPE_CHECKING:
    from parity.claims.corpus import Corpus

__all__ = ["name_of", "print_corpus"]

MOST = 25
"""Rows of each table; the rest are in --json and --csv."""


def name_of(corpus: str) -> str:
    """Name a corpus without telling the reader's folders."""
    return Path(corpus).name or Path(corpus).resolve().name


def print_corpus(corpus: str, found: "Corpus", form: Format) -> None:
    """Print what a corpus adds up to."""
    match form:
        case Format.json:
            _print_json(corpus, found)
        case Format.csv:
            _print_csv(found)
        case Format.table:
            _print(corpus, found)


def _print_json(corpus: str, found: "Corpus") -> None:
    """Print the result row by row, so that its length is no matter; whole or not at all."""
    from tempfile import SpooledTemporaryFile

    from parity.reports.corpus import corpus_head, corpus_parts

    with SpooledTemporaryFile(8_000_000, "w+", encoding="utf-8") as out:
        head = json.dumps(
            {"corpus": name_of(corpus), **corpus_head(found)}, ensure_ascii=False, indent=2, allow_nan=False
        )
        out.write(head.removesuffix("\n}"))
        for name, rows in corpus_parts(found).items():
            out.write(f',\n  "{name}": [')
            for number, row in enumerate(rows):
                out.write(("," if number else "") + "\n    " + json.dumps(row, ensure_ascii=False, allow_nan=False))
            out.write("\n  ]")
        out.write("\n}\n")
        out.seek(0)
        sys.stdout.writelines(out)


def _print_csv(found: "Corpus") -> None:
    from parity.reports.corpus import claim_rows

    writer: csv.DictWriter[str] | None = None
    for row in claim_rows(found):
        if writer is None:
            writer = csv.DictWriter(sys.stdout, fieldnames=list(row), lineterminator="\n")
            writer.writeheader()
        writer.writerow({name: _cell(value) for name, value in row.items()})


def _cell(value: Any) -> Any:
    """Keep a spreadsheet from reading what an article says as a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _print(corpus: str, found: "Corpus") -> None:
    from parity.reports.corpus import corpus_head

    head = corpus_head(found)
    articles = head["articles"]
    say(
        f"{name_of(corpus)}: {articles['read']:,} articles, {articles['with_claims']:,} with claims; {found.quotes:,} "
        f"claims, and {head['claims_merged']:,} more that repeat one of them."
    )
    for reason, count in articles["reasons"].items():
        say(f"Left out: {count:,}, {reason}", indent="  ")
    if articles["repeated"]:
        say(f"Came twice, word for word: {articles['repeated']:,}", indent="  ")
    for name, nobody in (("speaker", "the article itself"), ("outlet", "not known")):
        _tally(head[f"by_{name}"], name, nobody)
    rows = [
        (one["date"], shorten(one["speaker"] or "the article", 40), one["outlet"] or one["article"] or "",
         shorten(one["sentence"], 120, placeholder=" ..."), f"{one['times']}", one["verdict"],
         one["now"]["verdict"] if one["now"] else "-")
        for one, _ in zip(found.claims(), range(MOST), strict=False)
    ]  # fmt: skip
    columns = ("when", "who", "where", "says", "times", "then", "now")
    table("Who claimed what when", columns, rows, ratios=(11, 16, 16, 44, 5, 13, 13))
    if found.quotes > MOST:
        say(f"{found.quotes - MOST:,} more claims in --json, --csv and --html.")
    for one, _ in zip(found.conflicts(), range(MOST), strict=False):
        say(f"Cannot both hold, {one['title'] or one['article']} ({one['date']}): {one['because']}.")


def _tally(rows: list[Mapping[str, Any]], name: str, nobody: str) -> None:
    words = ("supported", "roughly right", "contradicted", "unresolved", "too early", "not checkable")
    shown = [
        (shorten(row[name] or nobody, 60), *(f"{row[key]}" for key in ("claims", *words)), _held(row))
        for row in rows[:MOST]
    ]
    table(f"By {name}", (name, "claims", *words, "held up"), shown)


def _held(row: Mapping[str, Any]) -> str:
    return f"{round(row['held_up'] * row['judged'])} of {row['judged']}" if row["judged"] else "-"
