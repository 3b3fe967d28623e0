"""The command stock: what an owner has in service, from what was sold and made."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from parity.cli.common import Counting, Draws, On, Seed
from parity.cli.output import (
    Format,
    FormatOption,
    JsonOption,
    banded,
    chosen,
    day,
    print_csv,
    print_json,
    say,
    short,
    table,
)

if TYPE_CHECKING:
    from parity.estimates.stock.matter import Matter

__all__ = ["Assumed", "Scenario", "Settings", "Tornado", "draw_tornado", "print_matter", "say_inputs", "stock"]

Assumed = Annotated[
    str, typer.Option("--assumptions", metavar="ours|published", help="Inputs: ours, or the published models' own.")
]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="INPUT=VALUE", help="Change one input, as in chip_life=3..5; may be given many times."
    ),
]
Tornado = Annotated[
    Path | None,
    typer.Option("--tornado", metavar="FILE", help="Draw which inputs move the answer, as .svg or .html."),
]
Scenario = Annotated[
    str | None, typer.Option("--scenario", help="From supply: a scenario's name or file, or baseline.")
]
TEN = 10


def stock(
    owner: Annotated[str, typer.Argument(help="Country or firm; see `parity blocs`.")],
    by: Annotated[
        str, typer.Option("--by", metavar="designer|chip|channel|owner|counting", help="Add rows by one of these.")
    ] = "total",
    on: On = None,
    scenario: Scenario = None,
    counting: Counting = None,
    assumptions: Assumed = "ours",
    settings: Settings = None,
    draws: Draws = 2000,
    seed: Seed = 0,
    explain: Annotated[bool, typer.Option("--explain", help="Add the ten inputs that matter most.")] = False,
    tornado: Tornado = None,
    form: FormatOption = Format.table,
    as_json: JsonOption = False,
) -> None:
    """Estimate the AI compute OWNER has in service, from what was sold and made: H100-equivalents, chips, MW.

    Example: parity stock US --on 2025-12-31 --by designer
    """
    from parity import api
    from parity.reports.stocks import stock_dict

    asked = day(on, "--on") or date.today()
    named = scenario or "baseline"
    told = named + (" with --set" if settings else "")
    common: dict[str, Any] = {
        "on": asked, "counting": counting, "scenario": named, "assumptions": assumptions, "settings": settings or (),
        "seed": seed,
    }  # fmt: skip
    found = api.stock(owner, by=by, draws=draws, **common)  # type: ignore[arg-type]
    inputs = api.stock_inputs(owner, **common) if explain or tornado is not None else None
    plain = stock_dict(found, draws=draws, seed=seed, scenario=told, explain=inputs if explain else None)
    if tornado is not None and inputs is not None:
        draw_tornado(inputs, tornado)
    match chosen(form, as_json):
        case Format.json:
            print_json(plain)
        case Format.csv:
            print_csv(_flow_rows(plain))
        case Format.table:
            _print_stock(plain)


def draw_tornado(found: "Matter", path: Path) -> None:
    """Write the picture, as its file's ending says; raise `BadInput` for another ending."""
    from parity.cli.exports import name_all, write_all
    from parity.errors import BadInput
    from parity.reports.tornado import tornado_html, tornado_svg

    writers = {".svg": tornado_svg, ".html": tornado_html}
    if path.suffix not in writers:
        raise BadInput(f"--tornado {path}: end the file's name in {' or '.join(writers)}.")
    files = {"--tornado": (path, writers[path.suffix](found).encode())}
    write_all(files)
    name_all(files)


def _flow_rows(plain: dict[str, Any]) -> list[dict[str, Any]]:
    """One row a group and quarter, added and held, for spreadsheets."""
    return [
        {
            "owner": plain["owner"],
            "by": plain["by"],
            "name": group["name"],
            "quarter": q["quarter"],
            "end": q["end"],
            **{f"added_{key}": value for key, value in q["added"].items()},
            **{f"held_{key}": value for key, value in q["held"].items()},
            "unit": "H100-equivalents",
        }
        for group in [plain["total"], *plain["rows"]]
        for q in group["flow"]
    ]


def _print_stock(plain: dict[str, Any]) -> None:
    reached = f" (figures to {plain['reached']})" if plain["reached"] != plain["on"] else ""
    how = f"counting {plain['counting']}, assumptions {plain['assumptions']}, scenario {plain['scenario']}"
    columns = (plain["by"] or "", "H100-equivalents", "chips", "MW", "of the world", "added in the quarter")
    rows = [_row(one) for one in [*plain["rows"], plain["total"]]]
    table(f"{plain['owner']} on {plain['on']}{reached}: {how}", columns, rows, ratios=(14, 30, 30, 22, 22, 30))
    if any(one["h100e"]["median"] < 0 for one in plain["rows"]):
        say("A row below zero: chips counted as bought here that went on to another owner.")
    if "explain" in plain:
        print_matter(plain["explain"])
    say_inputs(plain)


def _row(one: dict[str, Any]) -> tuple[str, ...]:
    share = {key: value * 100 for key, value in one["share_of_world"].items() if key != "unit"}
    added = one["flow"][-1]["added"]
    amounts = [banded(one[key], "") for key in ("h100e", "units", "power")]
    return one["name"], *amounts, banded(share, "%"), banded(added, "")


def print_matter(rows: list[dict[str, Any]]) -> None:
    """Print the ten inputs that matter most."""
    cells = [
        (
            one["input"],
            one["says"],
            f"{short(one['low'])} to {short(one['high'])}",
            f"{one['first_order']:.2f}",
            f"{one['total']:.2f}",
        )
        for one in rows[:TEN]
    ]
    columns = ("input", "what it is", "the answer if it alone is uncertain", "first-order", "total")
    table("What matters most (shares of the variance)", columns, cells, ratios=(24, 44, 28, 10, 8))


def say_inputs(plain: dict[str, Any]) -> None:
    """Credit those whose inputs they are."""
    credit, *links = plain["sources"]
    say(f"Inputs: {credit['title']}, {credit['url']}, {credit['licence']}; {len(links)} addresses in --json.")
