"""The commands `parity data ...`: snapshots of publishers' files, and facts of one's own."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from parity.cli.common import Draws, Seed, StoreOption, use_store
from parity.cli.folder import counts, folder_of, import_folder
from parity.cli.output import (
    Format,
    FormatOption,
    JsonOption,
    agreed,
    chosen,
    day,
    note,
    print_csv,
    print_json,
    short,
    table,
)
from parity.cli.pull import pull
from parity.errors import SourceFailed

__all__ = ["app", "register"]

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Pull, import, list, verify and compare snapshots of the sources.",
    epilog="Example: parity data import all_ai_models.csv --source epoch_models --retrieved 2026-03-30",
)


def register(main: typer.Typer) -> None:
    """Add the commands of this room."""
    main.add_typer(app, name="data")


app.command("pull")(pull)


@app.command("import")
def import_(
    files: Annotated[
        list[Path], typer.Argument(help="The publisher's files (CSV, JSON, .csv.gz or .zip), or a folder of them.")
    ],
    source: Annotated[
        str | None, typer.Option("--source", metavar="ID", help="Whose files; found by names and columns if not given.")
    ] = None,
    retrieved: Annotated[
        str | None,
        typer.Option(
            "--retrieved",
            metavar="DATE",
            help="Day they were retrieved; today if not given, or the day in a path below a folder.",
        ),
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option("--map", metavar="YAML", help="Makes a metric of a file of your own; docs/own-data.md."),
    ] = None,
    accept_jump: Annotated[
        bool, typer.Option("--accept-jump", help="Take figures that jumped tenfold against the last snapshot.")
    ] = False,
    store: StoreOption = None,
    form: FormatOption = Format.table,
    as_json: JsonOption = False,
) -> None:
    """Take files from disk as one snapshot of a source, after reading every row and column.

    Of a folder, every file below it becomes a snapshot of its own; exit code 2 if one fails, of which nothing is kept.

    Example: parity data import notable_ai_models.csv --retrieved 2026-07-19
    """
    from parity import data
    from parity.store.jumps import Jump

    use_store(store)
    given = day(retrieved, "--retrieved")
    if (folder := folder_of(files, mapping)) is not None:
        import_folder(folder, source, given, accept_jump=accept_jump, form=chosen(form, as_json))
        return
    how: dict[str, Any] = {"source_id": source, "retrieved": given, "mapping": mapping}
    try:
        added = data.import_files(files, **how, accept_jump=accept_jump)
    except Jump as stop:
        if not agreed(f"{stop}\nTake it?"):
            raise
        added = data.import_files(files, **how, accept_jump=True)
    one = added.manifest
    if given is None:
        note(f"Taken as retrieved today, {one.retrieved}; --retrieved names another day.")
    if not added.new:
        note("The store had this snapshot already.")
    for text in (text for read in one.tables for text in read.remarks):
        note(text)
    rows = [
        {
            "file": read.file,
            **counts(read),
            "reasons": "; ".join(f"{reason}: {count}" for reason, count in read.left_out.items()),
        }
        for read in one.tables
    ]
    match chosen(form, as_json):
        case Format.json:
            print_json({"source": one.source, "snapshot": one.id, "retrieved": one.retrieved.isoformat(),
                        "new": added.new, "facts": one.facts, "files": rows})  # fmt: skip
        case Format.csv:
            print_csv(rows)
        case Format.table:
            title = f"{one.source}, retrieved {one.retrieved}: {one.facts:,} facts (snapshot {one.id})"
            table(title, list(rows[0]), [[str(cell) for cell in row.values()] for row in rows])


@app.command("list")
def list_(store: StoreOption = None, form: FormatOption = Format.table, as_json: JsonOption = False) -> None:
    """List what is held of each source: age, rows, licence, and the metrics it feeds.

    Example: parity data list
    """
    from parity import data

    use_store(store)
    today = date.today()
    rows: list[dict[str, object]] = [
        {
            "source": one.source.id,
            "newest": one.newest.isoformat(),
            "age_days": (today - one.newest).days,
            "checked": _iso(one.checked),
            "snapshots": len(one.snapshots),
            "rows": sum(read.rows for read in one.snapshots[-1].tables) if one.snapshots else 0,
            "facts": one.snapshots[-1].facts if one.snapshots else 0,
            "shipped": one.shipped,
            "licence": one.source.licence.name,
            "metrics": " ".join(one.source.metrics),
        }
        for one in data.held()
    ]
    match chosen(form, as_json):
        case Format.json:
            print_json(rows)
        case Format.csv:
            print_csv(rows)
        case Format.table:
            heads = ["source", "newest", "age", "checked", "snapshots", "rows", "facts", "shipped", "licence", "feeds"]
            ages = [{**row, "age_days": f"{row['age_days']} d", "checked": row["checked"] or ""} for row in rows]
            table(f"Sources in {_where()}", heads, [[str(cell) for cell in row.values()] for row in ages])


@app.command()
def verify(
    mended: Annotated[
        bool,
        typer.Option("--mend", help="First read again what is damaged or was read by other rules; clear leftovers."),
    ] = False,
    store: StoreOption = None,
    form: FormatOption = Format.table,
    as_json: JsonOption = False,
) -> None:
    """Hash every file again and read every snapshot anew; leave with 3 if something is wrong.

    Example: parity data verify
    """
    from parity import data

    use_store(store)
    findings = data.verify(mended=mended)
    rows: list[dict[str, object]] = [
        {"weight": one.weight, "source": one.source, "snapshot": one.snapshot, "finding": one.text} for one in findings
    ]
    match chosen(form, as_json):
        case Format.json:
            print_json(rows)
        case Format.csv:
            print_csv(rows)
        case Format.table if rows:
            table(f"Findings in {_where()}", list(rows[0]), [[str(cell) for cell in row.values()] for row in rows])
        case _:
            pass
    problems = sum(one.weight == "problem" for one in findings)
    count = sum(len(one.snapshots) for one in data.held())
    if problems:
        raise SourceFailed(f"{problems} problems in {count} snapshots of {_where()}.")
    note(f"{count} snapshots of {_where()}: every file and every fact is as it was added.")


@app.command()
def diff(
    source: Annotated[str, typer.Argument(help="Source id; see `parity data list`.")],
    before: Annotated[str, typer.Argument(metavar="DAY1", help="Day of the earlier retrieval.")],
    after: Annotated[str, typer.Argument(metavar="DAY2", help="Day of the later one.")],
    leader: Annotated[str, typer.Option("--leader", help="Of the gap that is measured by either.")] = "US",
    follower: Annotated[str, typer.Option("--follower")] = "China",
    draws: Draws = 2000,
    seed: Seed = 0,
    most: Annotated[int, typer.Option("--rows", min=0, help="Changed facts that the table shows.")] = 20,
    store: StoreOption = None,
    form: FormatOption = Format.table,
    as_json: JsonOption = False,
) -> None:
    """Compare two retrievals of a source: facts added, removed, changed, and the effect on each metric's gap.

    Example: parity data diff epoch_models 2024-11-05 2026-07-19
    """
    from parity import data

    use_store(store)
    days = day(before, "DAY1"), day(after, "DAY2")
    assert days[0] is not None
    assert days[1] is not None
    found = data.diff(source, days[0], days[1], leader=leader, follower=follower, draws=draws, seed=seed)
    rows = [
        {"metric": one.metric, "entity": one.entity, "change": one.change, "what": one.what, "before": one.before,
         "after": one.after, "date_before": _iso(one.date_before), "date_after": _iso(one.date_after)}
        for one in found.changes
    ]  # fmt: skip
    counts = {kind: sum(one.change == kind for one in found.changes) for kind in ("added", "removed", "changed")}
    gaps = [
        {"metric": name, "before": pair[0] and _gap_row(pair[0]), "after": pair[1] and _gap_row(pair[1])}
        for name, pair in found.gaps.items()
    ]
    match chosen(form, as_json):
        case Format.json:
            print_json({"source": source, "before": before, "after": after,
                        "facts": {"before": found.facts[0], "after": found.facts[1]}, **counts,
                        "gaps": gaps, "changes": rows})  # fmt: skip
        case Format.csv:
            print_csv(rows)
        case Format.table:
            shown = sorted(found.changes, key=lambda one: -max(one.before or 0.0, one.after or 0.0))[:most]
            title = f"{source}: {found.facts[0]:,} facts of {before}, {found.facts[1]:,} of {after}: " + ", ".join(
                f"{count} {kind}" for kind, count in counts.items()
            )
            cells = [
                [one.metric, one.entity, one.change, one.what, _figure(one.before), _figure(one.after),
                 str(one.date_before or ""), str(one.date_after or "")] for one in shown
            ]  # fmt: skip
            table(title, ["metric", "entity", "change", "what", "before", "after", "day before", "day after"], cells)
            if len(rows) > len(shown):
                note(f"The {len(shown)} largest of {len(rows)} changes; --json or --format csv has all, --rows N more.")
            heads = ["metric", f"by the facts of {before}", f"by the facts of {after}"]
            effects = [[str(row["metric"]), _words(row["before"]), _words(row["after"])] for row in gaps]
            table(f"{leader} to {follower} on {max(days[0], days[1])}", heads, effects)


def _figure(value: float | None) -> str:
    return "" if value is None else short(value)


@app.command()
def sql(
    query: Annotated[str, typer.Argument(help="One SELECT over the views facts, snapshots and shipped.")],
    most: Annotated[int, typer.Option("--rows", min=1, help="Most rows that are printed.")] = 1000,
    store: StoreOption = None,
    form: FormatOption = Format.table,
    as_json: JsonOption = False,
) -> None:
    """Ask the store by SQL, read-only (DuckDB).

    Example: parity data sql "SELECT metric, count(*) FROM facts GROUP BY metric"
    """
    from parity import data

    use_store(store)
    answer = data.sql(query, most=most)
    plain = [{name: _plain(cell) for name, cell in zip(answer.columns, row, strict=True)} for row in answer.rows]
    match chosen(form, as_json):
        case Format.json:
            print_json(plain)
        case Format.csv:
            print_csv(plain)
        case Format.table:
            table("", answer.columns, [["" if cell is None else str(cell) for cell in row] for row in answer.rows])
    if answer.cut:
        note(f"The first {most} rows; --rows N prints more.")


def _where() -> str:
    from parity.store.place import here

    return here().address


def _iso(one: date | None) -> str | None:
    return one.isoformat() if one else None


def _gap_row(gap: Any) -> dict[str, Any]:
    from parity.reports.plain import rounded

    found: dict[str, Any] = rounded({
        name: {"median": one.median, "low": one.interval().low, "high": one.interval().high, "unit": one.unit}
        for name, one in (("ratio", gap.ratio), ("lag", gap.lag))
    })  # fmt: skip
    return found


def _words(row: Any) -> str:
    if row is None:
        return "not reached by these facts"
    return "; ".join(
        f"{name} {short(one['median'])} [{short(one['low'])}, {short(one['high'])}] {one['unit']}"
        for name, one in row.items()
    )


def _plain(cell: Any) -> Any:
    if cell is None or isinstance(cell, bool | int | str):
        return cell
    if isinstance(cell, float):
        return cell if cell == cell and abs(cell) != float("inf") else None
    return cell.isoformat() if hasattr(cell, "isoformat") else str(cell)
