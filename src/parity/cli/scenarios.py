"""The command scenarios: what-ifs there are, what one changes, and what each does to a gap on a day."""

from datetime import date
from typing import Annotated, Any

import typer

from parity.cli.common import Counting, Draws, On, Seed
from parity.cli.output import (
    Format,
    FormatOption,
    JsonOption,
    banded,
    chosen,
    day,
    note,
    print_csv,
    print_json,
    say,
    short,
    table,
)

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the command of this room."""
    app.command()(scenarios)


def scenarios(
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", help="Names, or paths of files.")] = None,
    on: On = None,
    leader: Annotated[str, typer.Option("--leader", help="Who leads, with --on.")] = "US",
    follower: Annotated[str, typer.Option("--follower", help="Who follows, with --on.")] = "China",
    counting: Counting = None,
    draws: Draws = 2000,
    seed: Seed = 0,
    form: FormatOption = Format.table,
    as_json: JsonOption = False,
) -> None:
    """List the what-ifs of the compute stock; with NAMEs their changes, with --on what each does to the gap.

    A file of your own is named by its path and checked; see docs/scenarios.md for what it may hold.

    Example: parity scenarios --on 2025-12-31
    """
    from parity import api
    from parity.reports.scenarios import effect_dict, scenario_dict

    found = api.scenarios(names or ())
    rows = [scenario_dict(one) for one in found]
    asked = day(on, "--on")
    if asked is not None:
        for row, name in zip(rows, names or [one.id for one in found], strict=True):
            gap = api.stock_gap(leader, follower, on=asked, scenario=name, counting=counting, draws=draws, seed=seed)
            row["effect"] = effect_dict(gap)
    match chosen(form, as_json):
        case Format.json:
            print_json(rows)
        case Format.csv:
            print_csv([_flat(row) for row in rows])
        case Format.table:
            _print(rows, asked, bool(names))


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    plain = {key: row[key] for key in ("scenario", "label", "question")}
    plain["changes"] = "; ".join(one["text"] for one in row["changes"])
    for key, of in row.get("effect", {}).items():
        plain |= {f"{key}_{end}": value for end, value in of.items()} if isinstance(of, dict) else {key: of}
    return plain


def _print(rows: list[dict[str, Any]], on: date | None, whole: bool) -> None:
    if on is not None:
        _print_effects(rows)
    elif not whole:
        table(
            "Scenarios", ("scenario", "question"), [(row["scenario"], row["question"]) for row in rows], ratios=(1, 3)
        )
        note("`parity scenarios NAME` tells what one changes, `parity scenarios --on DATE` what each does to the gap.")
    if whole:
        for row in rows:
            say(f"{row['scenario']}: {row['question']}")
            for one in row["changes"]:
                say(f"- {one['text']}: {one['because']}", indent="  ")
            for source in row["sources"]:
                say(f"Source: {source['title']}, {source['url']}", indent="  ")


def _print_effects(rows: list[dict[str, Any]]) -> None:
    first = rows[0]["effect"]
    title = f"compute_stock on {first['on']}, counting {first['counting']}: each scenario less the baseline, paired"
    cells = [
        (
            row["scenario"],
            banded(row["effect"]["follower"], ""),
            banded(row["effect"]["follower_difference"], ""),
            banded(row["effect"]["ratio"], "x"),
            banded(row["effect"]["ratio_difference"], "x"),
        )
        for row in rows
    ]
    table(title, ("scenario", first["follower_name"], "difference", "gap", "difference"), cells)
    base = first["baseline_ratio"]
    say(f"Baseline: {first['leader_name']} over {first['follower_name']} {short(base['median'])} "
        f"[{short(base['low'])}, {short(base['high'])}] x.")  # fmt: skip
