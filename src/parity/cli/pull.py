"""`parity data pull`: the newest files of the publishers, with a bar a file, and what became of each source."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from parity.cli.common import StoreOption, use_store
from parity.cli.output import Format, FormatOption, JsonOption, agreed, chosen, note, print_csv, print_json, table

if TYPE_CHECKING:
    from parity.store.pull import Outcome, Progress

__all__ = ["pull"]


def pull(
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="SOURCE", help="Source ids; every source that has an address if none."),
    ] = None,
    store: StoreOption = None,
    mirror: Annotated[
        str | None,
        typer.Option("--mirror", metavar="URL", help="Take copies from here, as URL/SOURCE/FILE; else PARITY_MIRROR."),
    ] = None,
    timeout: Annotated[
        float, typer.Option("--timeout", metavar="S", min=0.1, max=86400.0, help="Seconds of one try at one file.")
    ] = 120.0,
    accept_jump: Annotated[
        bool, typer.Option("--accept-jump", help="Take figures that jumped tenfold against the last snapshot.")
    ] = False,
    form: FormatOption = Format.table,
    as_json: JsonOption = False,
) -> None:
    """Ask the publishers for their newest files; what fails leaves the last snapshot in force (exit code 3).

    Example: parity data pull epoch_models epoch_hardware
    """
    from parity import data

    use_store(store)
    with _progress() as told:
        outcomes = data.pull(sources or (), mirror=mirror, timeout=timeout, accept_jump=accept_jump, told=told)
    for place, one in enumerate(outcomes):
        if one.jumped and agreed(f"{one.reason}\nTake the figures of {one.source}?"):
            outcomes[place] = data.pull([one.source], mirror=mirror, timeout=timeout, accept_jump=True)[0]
    rows = [
        {
            "source": one.source,
            "outcome": one.state,
            "snapshot": one.snapshot,
            "retrieved": one.retrieved.isoformat() if one.retrieved else None,
            "facts": one.facts,
            "received_bytes": one.received,
            "reason": one.reason,
        }
        for one in outcomes
    ]
    match chosen(form, as_json):
        case Format.json:
            print_json(rows)
        case Format.csv:
            print_csv(rows)
        case Format.table:
            heads = ["source", "outcome", "in force", "facts", "received", "because"]
            table("Pulled", heads, [_cells(one) for one in outcomes])
    failures = sum(one.state == "failed" for one in outcomes)
    if failures:
        note(f"parity: {failures} of {len(outcomes)} sources failed; what was in force before stays so.")
        raise typer.Exit(3)


def _cells(one: "Outcome") -> list[str]:
    force = f"{one.retrieved} {one.snapshot}" if one.snapshot else "the shipped rows"
    facts = "" if one.facts is None else f"{one.facts:,}"
    return [one.source, one.state, force, facts, f"{one.received:,}", one.reason or ""]


def _lines(one: "Outcome") -> list[str]:
    """One source's outcome, and what its readers noticed."""
    from parity.claims.encoding import printable

    said = {
        "new": f"a new snapshot, {one.snapshot}, of {one.facts or 0:,} facts",
        "unchanged": f"unchanged; the snapshot of {one.retrieved} stays in force",
        "failed": f"failed: {one.reason}",
    }[one.state]
    return [printable(text) for text in (f"{one.source}: {said}", *(f"  {text}" for text in one.notes))]


@contextmanager
def _progress() -> "Iterator[Callable[[Progress | Outcome], None]]":
    """Show a bar for each file where standard error is a terminal, else a line for each source."""
    from parity.store.pull import Outcome

    if not sys.stderr.isatty():
        yield lambda what: note("\n".join(_lines(what))) if isinstance(what, Outcome) else None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TransferSpeedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn(),
               TextColumn("{task.fields[note]}"))  # fmt: skip
    with Bars(*columns, console=Console(stderr=True)) as bars:
        tasks = {}

        def show(what: "Progress | Outcome") -> None:
            if isinstance(what, Outcome):
                bars.console.print(*_lines(what), sep="\n", markup=False, highlight=False)
                return
            key = what.source, what.name
            if key not in tasks:
                named = f"{what.source} {what.name}"
                tasks[key] = bars.add_task(named if len(named) <= 40 else f"{named[:37]}...", total=None, note="")
            whole = what.total if what.state == "arriving" else max(what.received, 1)
            bars.update(tasks[key], completed=max(what.received, what.state != "arriving"), total=whole,
                        note=what.note or ("" if what.state == "arriving" else what.state))  # fmt: skip

        yield show
