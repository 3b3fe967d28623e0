"""`parity data import FOLDER`: every file below it, side by side, and what became of each."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from parity.cli.output import Format, note, print_csv, print_json, say
from parity.errors import BadInput

if TYPE_CHECKING:
    from parity.store.many import Done

__all__ = ["folder_of", "import_folder"]


def folder_of(files: list[Path], mapping: Path | None) -> Path | None:
    """The one folder that is named instead of files; None if files are."""
    folders = [path for path in files if path.is_dir()]
    if folders and (len(files) > 1 or mapping is not None):
        raise BadInput(f"{folders[0]} is a folder: import it alone and without --map, or name files.")
    return folders[0] if folders else None


def import_folder(folder: Path, source: str | None, retrieved: date | None, *, accept_jump: bool, form: Format) -> None:
    """Import and tell; leave with 2 if a file failed, of which nothing is then stored."""
    from parity import data
    from parity.store.folder import account, summary
    from parity.store.many import cores

    begun = time.perf_counter()
    with _progress() as told:
        done = data.import_folder(folder, source_id=source, retrieved=retrieved, accept_jump=accept_jump,
                                  workers=cores(), told=told)  # fmt: skip
    said = summary(list(done.values()), time.perf_counter() - begun)
    rows = [row for name, one in done.items() for row in _rows(name, one)]
    match form:
        case Format.json:
            print_json(rows)
        case Format.csv:
            print_csv(rows)
        case Format.table:
            for name, one in done.items():
                for line in account(name, one):
                    typer.echo("    " * line.startswith(" ") + _printable(line))
    (say if form is Format.table else note)(said)
    if any(one.failure is not None and not one.nobodys for one in done.values()):
        raise typer.Exit(2)


def _rows(name: str, done: "Done") -> list[dict[str, object]]:
    """One row for each table of a file, or one that says why nothing was read."""
    one = done.manifest
    head = {
        "file": name,
        "outcome": "imported" if one else "no source's" if done.nobodys else "failed",
        "retrieved": done.job.retrieved.isoformat(),
        "source": one.source if one else None,
        "snapshot": one.id if one else None,
        "new": done.new,
    }
    if one is None:
        nothing = dict.fromkeys(("table", "rows", "used", "ignored"))
        return [{**head, **nothing, "because": done.failure}]
    return [
        {
            **head,
            "table": read.table,
            "rows": read.rows,
            "used": read.used,
            "ignored": read.rows - read.used,
            "because": "; ".join(f"{reason}: {count}" for reason, count in sorted(read.left_out.items())),
        }
        for read in one.tables
    ]


def _printable(text: str) -> str:
    from parity.claims.encoding import printable

    return printable(text)


@contextmanager
def _progress() -> "Iterator[Callable[[str, Done], None]]":
    """Show how many files are done, where standard error is a terminal."""
    if not sys.stderr.isatty():
        yield lambda name, done: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed} files"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[name]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("files", total=None, name="")
        yield lambda name, done: bar.update(task, advance=1, name=_printable(name))
