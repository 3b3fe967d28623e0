"""The command gap and its table."""

from datetime import date
from typing import Annotated, Any

import typer

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
from parity.cli.stock import Assumed, Scenario, Settings, Tornado
from parity.errors import BadInput

__all__ = ["gap"]


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
    top: Annotated[int, typer.Option("--top", min=1, help="Frontier: the k-th best of each side.")] = 1,
    mean: Annotated[bool, typer.Option("--mean-of-top", help="Frontier: the mean of the best k of each side.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Add every fact that moved the answer, and the answer without it.")
    ] = False,
    scenario: Scenario = None,
    assumptions: Assumed = "ours",
    settings: Settings = None,
    tornado: Tornado = None,
    form: FormatOption = Format.table,
    as_json: JsonOption = False,
) -> None:
    """Measure how far FOLLOWER is behind LEADER: ratio, lag, catch-up times, and whether the gap closes.

    With --scenario the compute stock comes from the supply model, beside the baseline; else from published facts.

    Example: parity gap compute_stock US China --on 2024-06-30
    """
    if scenario is None and (settings or tornado is not None or assumptions != "ours"):
        raise BadInput("--set, --tornado and --assumptions go with --scenario; --scenario baseline changes nothing.")
    if scenario is not None:
        if vintage is not None or members != "any" or top != 1 or mean:
            raise BadInput("--scenario: the supply model has no --vintage, --members, --top or --mean-of-top.")
        from parity.cli.scenario_gap import scenario_gap

        scenario_gap(
            metric, leader, follower, on=day(on, "--on") or date.today(), scenario=scenario, counting=counting,
            assumptions=assumptions, settings=settings, window=window, draws=draws, seed=seed, explain=explain,
            tornado=tornado, form=chosen(form, as_json))  # fmt: skip
        return
    from parity import api
    from parity.estimates import detail
    from parity.reports.gaps import gap_dict, trace_rows

    asked, known = day(on, "--on") or date.today(), day(vintage, "--vintage")
    found = api.gap(
        metric, leader, follower, on=asked, vintage=known, draws=draws, seed=seed, counting=counting,
        membership=membership(members), window_months=window, top=top, mean_of_top=mean)  # fmt: skip
    beside = detail(found, months=window, seed=seed)
    plain = gap_dict(found, on=asked, vintage=known, draws=draws, seed=seed, beside=beside)
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


def _flat(plain: dict[str, Any]) -> dict[str, Any]:
    return {**flat(plain), "sources": " ".join(one["url"] for one in plain["sources"])}


def _print_gap(plain: dict[str, Any]) -> None:
    counted = f", counting {plain['counting']}" if plain["counting"] else ""
    reached = f" (figures to {plain['compared_on']})" if plain["compared_on"] != plain["on"] else ""
    known = f", known by {plain['vintage']}" if plain["vintage"] else ""
    title = f"{plain['metric']}: {plain['leader']} over {plain['follower']} on {plain['on']}{reached}{known}{counted}"
    table(title, ("", "median [90 % interval]", ""), [*_headline(plain), *_around(plain), *_frontiers(plain)])
    if "explain" in plain:
        shown = [one for one in plain["explain"] if one["share"] >= LEAST_SHOWN]
        columns = ("fact", "date", "value", "decides", "share", "without it")
        title = "What moved it, most influential first (share: of draws, or of the sum)"
        table(title, columns, [_fact(one) for one in shown], ratios=(36, 11, 10, 26, 6, 20))
        say(f"{len(plain['explain']) - len(shown)} more facts, and the links of all, in --json or --format csv.")
        for one in plain["left_out"]:
            say(f"Left out: {one['entity']}: {one['because']} ({one['href']})")
    for one in plain["sources"]:
        say(f"Source: {one['title']}, {one['url']}, retrieved {one['retrieved']}, {one['licence']}")
        if one["covers_only"]:
            say(f"It covers less than the metric means: {one['covers_only'].strip()}")


LEAST_SHOWN = 0.01
"""Facts that decide fewer draws are left to --json."""

Rows = list[tuple[str, str, str]]


def _headline(plain: dict[str, Any]) -> Rows:
    lag, caught, moved = plain["lag"], plain["catch_up"], plain["trend"]
    behind = f"{'at least ' if lag['at_least'] else ''}{banded(lag, 'months')}"
    rows = [
        ("gap", banded(plain["ratio"], plain["ratio"]["unit"]), f"how far {plain['leader']} is ahead"),
        ("lag", behind, f"since {plain['leader']} was where {plain['follower']} is; negative if it leads"),
    ]
    if caught:
        counts = f"{short(caught['matched'])} records reached, {short(caught['censored'])} not yet"
        rows.append(("catch-up, median", banded(caught, "months"), f"Kaplan-Meier; {counts}"))
        rows.append(
            ("catch-up, matched only", _months(caught["mean_matched_only"]), "what dashboards print; biased low")
        )
    if moved:
        slope = f"{short(moved['slope'])} [{short(moved['low'])}, {short(moved['high'])}] {moved['unit']}"
        closing = f"over {moved['window_months']} months; P(closing) = {moved['p_closing']:.2f}"
        rows.append(("trend", slope, closing))
    return rows


def _around(plain: dict[str, Any]) -> Rows:
    """What stands beside the headline."""
    window, lines, change, hidden = (
        plain[key] for key in ("lag_window", "regression", "change_point", "if_unpublished")
    )
    span = f"over {window['window_months']} months; between {short(window['least'])} and {short(window['most'])}"
    rows = [("lag, average", banded(window["mean"], "months"), span)]
    if lines:
        slope = f"{banded(lines['slope'], lines['slope']['unit'])}"
        rows.append(("lag, by regression", banded(lines["lag"], "months"), f"parallel lines, {slope}"))
    if hidden:
        rows.append(
            ("lag, if one is hidden", banded(hidden["lag"], "months"), "follower's best unpublished by a usual step")
        )
    if change and change["probability"] >= 0.5:
        slopes = [short(change[f"slope_{when}"]["median"]) for when in ("before", "after")]
        turn = f"{slopes[0]}, then {slopes[1]} {change['slope_after']['unit']}; P = {change['probability']:.2f}"
        rows.append(("trend turned", change["date"], turn))
    for role in ("leader", "follower"):
        if grown := plain["growth"][role]:
            doubled = grown["doubling"]
            told = f"doubles in {banded(doubled, 'months')}" if doubled else ""
            rows.append((f"growth of {plain[role]}", banded(grown["rate"], grown["rate"]["unit"]), told))
    return rows


def _frontiers(plain: dict[str, Any]) -> Rows:
    rows = []
    for role in ("leader", "follower"):
        side = plain[f"{role}_frontier"]
        value = f"{short(side['value'])} [{short(side['low'])}, {short(side['high'])}]"
        rows.append((plain[role], value, f"{side['entity']}, since {side['date']}"))
    return rows


def _months(value: float | None) -> str:
    return "none yet" if value is None else f"{short(value)} months"


def _fact(one: dict[str, Any]) -> tuple[str, ...]:
    entity = one["entity"]
    if one["role"].startswith("part of"):
        entity += " (" + ", ".join(tag.split("=")[1] for tag in (one["tags"] or "").split(";")[1:3]) + ")"
    without = (
        "-" if one["lag_without"] is None else f"{short(one['lag_without'])} months, {short(one['ratio_without'])}"
    )
    return entity, one["date"], short(one["value"]), one["role"], f"{one['share']:.2f}", without
