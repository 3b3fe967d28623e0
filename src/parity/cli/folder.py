"""`parity data import FOLDER`: every file below it, side by side, and what became of each."""

import time
from datetime import date
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from parity.cli.output import Format, note, print_rows, say
from parity.cli.progress import counting
from parity.errors import BadInput

if TYPE_CHECKING:
    from parity.store.manifest import TableRead
    from parity.store.many import Done

__all__ = ["counts", "folder_of", "import_folder"]


def folder_of(files: list[Path], mapping: Path | None) -> Path | None:
    """The one folder that is named instead of files; None if files are."""
    folders = [path for path in files if path.is_dir()]
    if folders and (len(files) > 1 or mapping is not None):
        raise BadInput(f"{folders[0]} is a folder: import it alone and without --map, or name files.")
    return folders[0] if folders else None


def import_folder(folder: Path, source: str | None, retrieved: date | None, *, accept_jump: bool, form: Format) -> None:
    """Import and tell; leave with 2 if a file failed, of which nothing is then stored."""
    from parity import data
    from parity.claims.encoding import printable
    from parity.store.folder import account, summary
    from parity.store.many import cores

    begun = time.perf_counter()
    with counting("files") as show:
        ready = count(1)
        done = data.import_folder(folder, source_id=source, retrieved=retrieved, accept_jump=accept_jump,
                                  workers=cores(), told=lambda name, _: show(next(ready), printable(name)))  # fmt: skip
    failed = sum(one.failure is not None and not one.nobodys for one in done.values())
    nobodys = sum(one.nobodys for one in done.values())
    said = summary(len(done) - nobodys - failed, nobodys, failed, time.perf_counter() - begun)
    if form is Format.table:
        for name, one in done.items():
            for line in account(name, one):
                typer.echo("    " * line.startswith(" ") + printable(line))
        say(said)
    else:
        print_rows("", [row for name, one in done.items() for row in _rows(name, one)], form)
        note(said)
    if failed:
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
            **counts(read),
            "because": "; ".join(f"{reason}: {count}" for reason, count in sorted(read.left_out.items())),
        }
        for read in one.tables
    ]


def counts(read: "TableRead") -> dict[str, object]:
    """How many rows of a table there were, and how many were used."""
    return {"table": read.table, "rows": read.rows, "used": read.used, "ignored": read.rows - read.used}
