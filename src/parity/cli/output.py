"""How every command prints: a table for people, JSON or CSV for programs, on standard output alone."""

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from textwrap import fill
from typing import Annotated, Any

import typer

from parity.errors import BadInput

__all__ = [
    "Format",
    "FormatOption",
    "JsonOption",
    "agreed",
    "banded",
    "chosen",
    "day",
    "flat",
    "json_text",
    "note",
    "print_csv",
    "print_json",
    "print_rows",
    "say",
    "short",
    "table",
]


class Format(StrEnum):
    """What standard output holds."""

    table = "table"
    json = "json"
    csv = "csv"


FormatOption = Annotated[Format, typer.Option("--format", help="Table for people, json or csv for programs.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Short for --format json.")]


def chosen(form: Format, as_json: bool) -> Format:
    """Let `--json` stand for `--format json`."""
    return Format.json if as_json else form


def day(text: str | None, option: str) -> date | None:
    """Read an ISO date of an option; raise `BadInput` naming the option otherwise."""
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=None).date()  # noqa: DTZ007
    except ValueError:
        raise BadInput(f"{option}: {text!r} is not a date; write it as 2024-05-28.") from None


def print_json(value: Any) -> None:
    """Print one JSON document, the same bytes for the same value; numbers that JSON lacks are null already."""
    sys.stdout.write(json_text(value))


def json_text(value: Any) -> str:
    """Write one JSON document, as `print_json` prints it."""
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def flat(plain: Mapping[str, Any]) -> dict[str, Any]:
    """Lay nested fields side by side as `outer_inner`, and leave lists out, as a CSV row needs."""
    row: dict[str, Any] = {}
    for key, value in plain.items():
        if isinstance(value, dict):
            row |= {f"{key}_{inner}": one for inner, one in value.items()}
        elif not isinstance(value, list):
            row[key] = value
    return row


def print_csv(rows: Iterable[Mapping[str, Any]]) -> None:
    """Print rows as CSV with a header, columns in the order of the first row."""
    rows = list(rows)
    if rows:
        writer = csv.DictWriter(sys.stdout, fieldnames=list(rows[0]), lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def print_rows(title: str, rows: list[dict[str, object]], form: Format) -> None:
    """Print rows of like columns in any form."""
    match form:
        case Format.json:
            print_json(rows)
        case Format.csv:
            print_csv(rows)
        case Format.table:
            table(title, list(rows[0]) if rows else [], [[str(cell) for cell in row.values()] for row in rows])


def table(
    title: str, columns: Iterable[str], rows: Iterable[Iterable[str]], *, ratios: Sequence[int | None] | None = None
) -> None:
    """Print a table; colours go away where standard output is no terminal.  `ratios` shares the width out."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from parity.claims.encoding import printable  # what an article holds must not steer the terminal

    console = Console()
    if not console.is_terminal:
        console = Console(width=120, no_color=True)
    made = Table(
        title=escape(printable(title)),
        title_justify="left",
        title_style="bold",
        header_style="bold",
        expand=ratios is not None,
    )
    for place, name in enumerate(columns):
        made.add_column(name, overflow="fold", ratio=ratios[place] if ratios else None)
    for row in rows:
        made.add_row(*(escape(printable(cell)) for cell in row))
    console.print(made)


def say(text: str, *, indent: str = "") -> None:
    """Print a paragraph on standard output, without what could steer a terminal."""
    from parity.claims.encoding import printable

    lines = fill(
        printable(text), width=118, initial_indent=indent, subsequent_indent=indent + "   ", break_long_words=False
    )
    sys.stdout.write(lines + "\n")


def note(text: str) -> None:
    """Say something beside the result, on standard error."""
    sys.stderr.write(text + "\n")


def agreed(question: str) -> bool:
    """Ask a person at a terminal; nobody there means no."""
    return sys.stdin.isatty() and sys.stderr.isatty() and typer.confirm(question, default=False, err=True)


def banded(estimate: dict[str, Any], unit: str) -> str:
    """Write a median with its 90 % interval and unit.

    >>> banded({"median": 12.7e6, "low": 10.8e6, "high": 14.7e6}, "chips")
    '12.7 [10.8, 14.7] million chips'
    """
    middle, low, high = (short(estimate[name]) for name in ("median", "low", "high"))
    word = next(
        (f" {word}" for word in ("million", "billion") if all(one.endswith(word) for one in (middle, low, high))), ""
    )
    return f"{middle.removesuffix(word)} [{low.removesuffix(word)}, {high.removesuffix(word)}]{word} {unit}"


def short(value: float | None) -> str:
    """Write a number with three significant digits, large counts in words.

    >>> short(16_987_654), short(734_012), short(3.98e25), short(0.25)
    ('17 million', '734,000', '3.98e+25', '0.25')
    """
    if value is None:
        return "not reached"
    size, rounded = abs(value), float(f"{value:.3g}")
    for least, word in ((1e9, "billion"), (1e7, "million")):
        if least <= size < 1e12:
            return f"{rounded / (1e9 if word == 'billion' else 1e6):.4g} {word}"
    return f"{value:.3g}" if size >= 1e7 else f"{rounded:,.0f}" if abs(rounded) >= 100 else f"{rounded:g}"
