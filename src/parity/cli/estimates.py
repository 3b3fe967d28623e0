"""Commands that estimate: gap, series, stock, forecast."""

from typing import Annotated

import typer

from parity.cli.cluster import cluster
from parity.cli.common import (
    Counting,
    Draws,
    FollowerArgument,
    LeaderArgument,
    Members,
    MetricArgument,
    On,
    Seed,
    Vintage,
    membership,
)
from parity.cli.gap import gap
from parity.cli.output import (
    Format,
    FormatOption,
    JsonOption,
    banded,
    chosen,
    day,
    flat,
    print_csv,
    print_json,
    say,
    short,
    table,
)
from parity.cli.stock import stock
from parity.errors import BadInput

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the commands of this room."""
    app.command()(gap)
    app.command()(series)
    app.command()(stock)
    app.command()(cluster)
    app.command()(forecast)


def series(
    metric: MetricArgument,
    bloc: Annotated[list[str] | None, typer.Option("--bloc", help="Bloc to show; may be given many times.")] = None,
    on: On = None,
    vintage: Vintage = None,
    draws: Draws = 2000,
    seed: Seed = 0,
    counting: Counting = None,
    members: Members = "any",
    form: FormatOption = Format.table,
    as_json: JsonOption = False,
) -> None:
    """Print frontiers or stocks as dated rows with 90 % intervals.

    Example: parity series capability --bloc US --bloc China --format csv
    """
    from parity import api
    from parity.reports.plain import series_rows

    lines = api.series(
        metric, bloc or ["US", "China"], on=day(on, "--on"), vintage=day(vintage, "--vintage"), draws=draws, seed=seed,
        counting=counting, membership=membership(members),
    )  # fmt: skip
    rows = series_rows(lines)
    match chosen(form, as_json):
        case Format.json:
            print_json(
                {"metric": metric, "series": rows, "sources": sorted({name for one in lines for name in one.sources})}
            )
        case Format.csv:
            print_csv(rows)
        case Format.table:
            cells = [
                (
                    one["bloc"],
                    one["date"],
                    short(one["median"]),
                    short(one["low"]),
                    short(one["high"]),
                    one["entity"] or "",
                )
                for one in rows
            ]
            table(f"{metric} [{rows[0]['unit']}]", ("bloc", "from", "median", "5 %", "95 %", "held by"), cells)


def forecast(
    metric: MetricArgument,
    leader: LeaderArgument,
    follower: FollowerArgument,
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="Last day projected.")],
    on: On = None,
    vintage: Vintage = None,
    draws: Draws = 2000,
    seed: Seed = 0,
    counting: Counting = None,
    form: FormatOption = Format.table,
    as_json: JsonOption = False,
) -> None:
    """Project both sides as a joint drift random walk: the gap by date, and the chance that they are level by then.

    Example: parity forecast compute_stock US China --until 2034-12-31
    """
    from parity import api
    from parity.reports.plain import forecast_dict

    end = day(until, "--until")
    if end is None:
        raise BadInput("--until needs a date such as 2034-12-31.")
    ahead = api.forecast(
        metric, leader, follower, until=end, on=day(on, "--on"), vintage=day(vintage, "--vintage"), draws=draws,
        seed=seed, counting=counting,
    )  # fmt: skip
    plain = forecast_dict(ahead)
    match chosen(form, as_json):
        case Format.json:
            print_json(plain)
        case Format.csv:
            print_csv([flat(one) for one in plain["gap"]])
        case Format.table:
            rows = [
                (
                    one["date"],
                    banded(one, one["unit"]),
                    *(banded(one[side], "") for side in ("leader", "follower")),
                    f"{one['p_level_by']:.3f}",
                )
                for one in plain["gap"]
            ]
            title = f"{metric}: {leader} over {follower}, {plain['model']} from {plain['from']} (medians, 90 % bands)"
            table(title, ("by", "gap", leader, follower, "P(level by then)"), rows)
            first, last = (plain["parity_day"][key] or "not by then" for key in ("low", "high"))
            middle = plain["parity_day"]["median"] or f"not by {until}"
            say(f"Level: {middle} [{first}, {last}]; P(not by {until}) = {plain['p_not_by_horizon']:.2f}")
