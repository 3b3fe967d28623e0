"""What `parity gap compute_stock --scenario` prints: the gap from supply beside the baseline's, by quarter."""

from datetime import date
from pathlib import Path
from typing import Any

from parity.cli.output import Format, banded, print_csv, print_json, short, table
from parity.cli.stock import draw_tornado, print_matter, say_inputs
from parity.errors import BadInput

__all__ = ["scenario_gap"]


def scenario_gap(
    metric: str,
    leader: str,
    follower: str,
    *,
    on: date,
    scenario: str,
    counting: str | None,
    assumptions: str,
    settings: list[str] | None,
    window: int,
    draws: int,
    seed: int,
    explain: bool,
    tornado: Path | None,
    form: Format,
) -> None:
    """Print a gap of the supply model beside the baseline's; raise `BadInput` for a metric without one."""
    from parity import api
    from parity.reports.stocks import stock_gap_dict
    from parity.series import metric as known

    if known(metric).id != "compute_stock":
        raise BadInput(f"--scenario: only compute_stock has a supply model, {metric} has none.")
    common: dict[str, Any] = {
        "on": on, "counting": counting, "scenario": scenario, "assumptions": assumptions, "settings": settings or (),
        "seed": seed,
    }  # fmt: skip
    found = api.stock_gap(leader, follower, draws=draws, window_months=window, **common)
    inputs = api.stock_inputs(leader, follower, **common) if explain or tornado is not None else None
    named = scenario + (" with --set" if settings else "")
    plain = stock_gap_dict(found, scenario=named, draws=draws, seed=seed, explain=inputs if explain else None)
    if tornado is not None and inputs is not None:
        draw_tornado(inputs, tornado)
    match form:
        case Format.json:
            print_json(plain)
        case Format.csv:
            print_csv(_quarter_rows(plain))
        case Format.table:
            _print_gap(plain)


def _quarter_rows(plain: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "quarter": q["quarter"],
            "end": q["end"],
            **{
                f"{world}{side}_{key}": value
                for world, of in (("", q), ("baseline_", q["baseline"]), ("difference_", q["difference"]))
                for side in ("leader", "follower", "ratio")
                for key, value in of[side].items()
            },
        }
        for q in plain["by_quarter"]
    ]


def _print_gap(plain: dict[str, Any]) -> None:
    reached = f" (figures to {plain['compared_on']})" if plain["compared_on"] != plain["on"] else ""
    title = (
        f"compute_stock: {plain['leader']} over {plain['follower']} on {plain['on']}{reached}, from supply: scenario "
        f"{plain['scenario']}, counting {plain['counting']}, assumptions {plain['assumptions']}"
    )
    base, apart = plain["baseline"], plain["difference"]
    rows: list[tuple[str, ...]] = [
        ("gap", banded(plain["ratio"], "x"), banded(base["ratio"], "x"), banded(apart["ratio"], "x")),
        ("lag, months", banded(plain["lag"], ""), banded(base["lag"], ""), ""),
        *(
            (plain[side], _frontier(plain, side), _frontier(base, side), banded(apart[side], ""))
            for side in ("leader", "follower")
        ),
    ]
    if plain["trend"] and base["trend"]:
        closing = [
            f"{short(one['trend']['slope'])} a year; P = {one['trend']['p_closing']:.2f}" for one in (plain, base)
        ]
        rows.append(("trend, P(closing)", *closing, ""))
    table(title, ("", plain["scenario"], "baseline", "difference, draw by draw"), rows)
    cells = [
        (q["quarter"], *(banded(one["ratio"], "x") for one in (q, q["baseline"], q["difference"])))
        for q in plain["by_quarter"][-8:]
    ]
    table("The gap by quarter", ("quarter", plain["scenario"], "baseline", "difference"), cells)
    if "explain" in plain:
        print_matter(plain["explain"])
    say_inputs(plain)


def _frontier(of: dict[str, Any], side: str) -> str:
    one = of[f"{side}_frontier"]
    return banded({"median": one["value"], "low": one["low"], "high": one["high"]}, "")
