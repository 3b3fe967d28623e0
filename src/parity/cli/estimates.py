"""Commands that estimate: gap, series, forecast."""

from datetime import date
from typing import Annotated, Any

import typer

from parity.cli.common import Counting, Draws, Members, On, Seed, Vintage
from parity.cli.output import Format, FormatOption, JsonOption, chosen, day, print_csv, print_json, say, table
from parity.errors import BadInput

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the commands of this room."""
    app.command()(gap)
    app.command()(series)
    app.command()(forecast)


MetricArgument = Annotated[str, typer.Argument(help="Metric id; see `parity metrics`.")]
LeaderArgument = Annotated[str, typer.Argument(help="Country, firm or kind that leads; see `parity blocs`.")]
FollowerArgument = Annotated[str, typer.Argument(help="Country, firm or kind that follows.")]


def gap(
    metric: MetricArgument,
    leader: LeaderArgument,
    follower: FollowerArgument,
    on: On = None,
    vintage: Vintage = None,
    draws: Draws = 2000,
    seed: Seed = 0,
    counting: Counting = None,
    members: Members = "any",
    window: Annotated[int, typer.Option("--window", min=3, help="Months over which the trend is taken.")] = 24,
    explain: Annotated[bool, typer.Option("--explain", help="Add the facts that decided the answer.")] = False,
    form: FormatOption = Format.table,
    as_json: JsonOption = False,
) -> None:
    """Measure how far FOLLOWER is behind LEADER: ratio, lag, catch-up times, and whether the gap closes.

    Example: parity gap compute_stock US China --on 2024-06-30
    """
    from parity import api
    from parity.reports.plain import gap_dict, trace_rows

    asked, known = day(on, "--on") or date.today(), day(vintage, "--vintage")
    found = api.gap(
        metric, leader, follower, on=asked, vintage=known, draws=draws, seed=seed, counting=counting,
        membership=_members(members), window_months=window,
    )  # fmt: skip
    plain = gap_dict(found, on=asked, vintage=known, draws=draws, seed=seed)
    if explain:
        plain["explain"] = trace_rows(found)
        plain["left_out"] = [one.model_dump() for one in found.pair.metric.leave_out]
    match chosen(form, as_json):
        case Format.json:
            print_json(plain)
        case Format.csv:
            print_csv(plain["explain"] if explain else [_flat(plain)])
        case Format.table:
            _print_gap(plain)


def _members(text: str) -> Any:
    if text not in ("any", "lead"):
        raise BadInput(f"--members: {text!r} is neither any nor lead.")
    return text


def _flat(plain: dict[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in plain.items():
        if isinstance(value, dict):
            flat |= {f"{key}_{inner}": one for inner, one in value.items()}
        elif not isinstance(value, list):
            flat[key] = value
    flat["sources"] = " ".join(one["url"] for one in plain["sources"])
    return flat


def _print_gap(plain: dict[str, Any]) -> None:
    lag, caught, moved = plain["lag"], plain["catch_up"], plain["trend"]
    behind = f"{'at least ' if lag['at_least'] else ''}{_of(lag, 'months')}"
    rows = [
        ("gap", _of(plain["ratio"], plain["ratio"]["unit"]), f"how far {plain['leader']} is ahead"),
        ("lag", behind, f"since {plain['leader']} was where {plain['follower']} is; negative if it leads"),
    ]
    if caught:
        rows += [
            (
                "catch-up, median",
                _of(caught, "months"),
                f"Kaplan-Meier; {_x(caught['matched'])} records reached, {_x(caught['censored'])} not yet",
            ),
            (
                "catch-up, matched only",
                f"{_x(caught['mean_matched_only'])} months",
                "what dashboards print; biased low",
            ),
        ]
    if moved:
        rows.append(
            (
                "trend",
                f"{_x(moved['slope'])} [{_x(moved['low'])}, {_x(moved['high'])}] {moved['unit']}",
                f"over {moved['window_months']} months; P(closing) = {moved['p_closing']:.2f}",
            )
        )
    for role in ("leader", "follower"):
        side = plain[f"{role}_frontier"]
        rows.append(
            (
                plain[role],
                f"{_x(side['value'])} [{_x(side['low'])}, {_x(side['high'])}]",
                f"{side['entity']}, since {side['date']}",
            )
        )
    counted = f", counting {plain['counting']}" if plain["counting"] else ""
    reached = f" (figures to {plain['compared_on']})" if plain["compared_on"] != plain["on"] else ""
    known = f", known by {plain['vintage']}" if plain["vintage"] else ""
    title = f"{plain['metric']}: {plain['leader']} over {plain['follower']} on {plain['on']}{reached}{known}{counted}"
    table(title, ("", "median [90 % interval]", ""), rows)
    if "explain" in plain:
        table(
            "Facts that decided it, by share of draws (of a sum: by share of it)",
            ("role", "share", "entity", "date", "value", "known on", "link"),
            [_fact(one) for one in plain["explain"]],
        )  # fmt: skip
        for one in plain["left_out"]:
            say(f"Left out: {one['entity']}: {one['because']} ({one['href']})")
    for one in plain["sources"]:
        say(f"Source: {one['title']}, {one['url']}, retrieved {one['retrieved']}, {one['licence']}")


def _months(value: float | None) -> str:
    return "none yet" if value is None else f"{_x(value)} months"


def _fact(one: dict[str, Any]) -> tuple[str, ...]:
    tags = f" ({one['tags']})" if one["role"].startswith("part of") else ""
    value = _x(one["value"])
    return one["role"], f"{one['share']:.2f}", one["entity"] + tags, one["date"], value, one["known_on"], one["link"]


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
        counting=counting, membership=_members(members),
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
                (one["bloc"], one["date"], _x(one["median"]), _x(one["low"]), _x(one["high"]), one["entity"] or "")
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
            print_csv(plain["gap"])
        case Format.table:
            rows = [(one["date"], _of(one, one["unit"]), f"{one['p_level_by']:.3f}") for one in plain["gap"]]
            table(
                f"{metric}: {leader} over {follower}, {plain['model']} from {plain['from']}",
                ("by", "gap, median [90 %]", "P(level by then)"),
                rows,
            )


def _of(estimate: dict[str, Any], unit: str) -> str:
    return f"{_x(estimate['median'])} [{_x(estimate['low'])}, {_x(estimate['high'])}] {unit}"


def _x(value: float | None) -> str:
    if value is None:
        return "not reached"
    rounded = float(f"{value:.3g}")
    return f"{value:.3g}" if abs(value) >= 1e7 else f"{rounded:,.0f}" if abs(rounded) >= 100 else f"{rounded:g}"
