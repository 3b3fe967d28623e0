"""The command that ranks models by capability: the shipped index, or one fitted to a table of scores."""

import os
from math import isfinite
from pathlib import Path
from typing import Annotated, Any

import typer

from parity.cli.common import On, Seed, Vintage
from parity.cli.output import Format, FormatOption, JsonOption, chosen, day, print_csv, print_json, say, table
from parity.errors import BadInput

__all__ = ["register"]

ROWS = 20


def register(app: typer.Typer) -> None:
    """Add the command of this room."""
    app.command()(capability)


def capability(
    source: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="CSV of scores to fit: model, benchmark, performance (0 to 1)."),
    ] = None,
    top: Annotated[int | None, typer.Option("--top", min=1, help="Print the first N; 20 in a table, else all.")] = None,
    refits: Annotated[int, typer.Option("--refits", min=1, max=100_000, help="Refits of the bootstrap.")] = 200,
    seed: Seed = 0,
    bars: Annotated[
        str, typer.Option("--bars", metavar="evidence|fit", help="Bootstrap, or the published bars of 5 % more misfit.")
    ] = "evidence",
    over: Annotated[
        str, typer.Option("--over", metavar="both|benchmarks|scores", help="What the bootstrap weighs anew.")
    ] = "both",
    anchor: Annotated[
        list[str] | None,
        typer.Option("--anchor", metavar="MODEL=VALUE", help="Value of a model; two of them fix the scale."),
    ] = None,
    anchor_benchmark: Annotated[
        str | None, typer.Option("--anchor-benchmark", metavar="NAME", help="Benchmark of difficulty 0 and slope 1.")
    ] = None,
    min_scores: Annotated[int, typer.Option("--min-scores", min=1, help="Drop models of fewer scores.")] = 4,
    carry: Annotated[
        Path | None,
        typer.Option("--carry", metavar="FILE", help="CSV of new models' scores: place them without a refit."),
    ] = None,
    on: On = None,
    vintage: Vintage = None,
    form: FormatOption = Format.table,
    as_json: JsonOption = False,
) -> None:
    """Rank models by capability: the shipped index, or with --from one fitted to a table of scores.

    Example: parity capability --from scores.csv --top 10
    """
    # Many small systems are solved: threads would wait for each other longer than they work.  Read when numpy loads.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from parity import api
    from parity.reports.index import index_dict

    ranking = api.capability(
        source, on=day(on, "--on"), vintage=day(vintage, "--vintage"), anchors=_anchors(anchor or []),
        anchor_benchmark=anchor_benchmark, min_scores=min_scores, bars=_bars(bars), refits=refits, seed=seed,
        over=_over(over), carry=carry,
    )  # fmt: skip
    form = chosen(form, as_json)
    plain = index_dict(ranking, top=top if form is not Format.table else top or ROWS)
    match form:
        case Format.json:
            print_json(plain)
        case Format.csv:
            print_csv(plain["carried"] + plain["ranking"])
        case Format.table:
            _print(plain, top or ROWS)


def _anchors(words: list[str]) -> dict[str, float]:
    found = {}
    for word in words:
        name, equals, value = word.rpartition("=")
        try:
            found[name.strip()] = float(value)
        except ValueError:
            equals = ""
        if not equals or not name.strip() or not isfinite(found[name.strip()]):
            raise BadInput(f"--anchor: {word!r} is not a model and its value; write it as 'GPT-5=150'.")
    return found


def _bars(text: str) -> Any:
    if text not in ("evidence", "fit"):
        raise BadInput(f"--bars: {text!r} is neither evidence nor fit.")
    return text


def _over(text: str) -> Any:
    if text not in ("both", "benchmarks", "scores"):
        raise BadInput(f"--over: {text!r} is none of both, benchmarks, scores.")
    return text


def _print(plain: dict[str, Any], top: int) -> None:
    columns = ("", "model", "capability", "low", "high", "scores" if plain["cost"] else "released")
    cells = [_row(str(place), one) for place, one in enumerate(plain["ranking"], 1)]
    cells += [_row("new", one) for one in plain["carried"]]
    table(
        f"Capability of {plain['models']} models in {plain['unit']}; low and high: {plain['interval']}", columns, cells
    )
    if plain["cost"] is not None:
        hardest = [
            (
                one["benchmark"],
                _x(one["difficulty"]),
                _x(one["low"]),
                _x(one["high"]),
                _x(one["slope"]),
                _x(one["scores"]),
            )
            for one in plain["difficulties"][:top]
        ]
        title = f"Difficulty of {plain['benchmarks']} benchmarks, the hardest first"
        table(title, ("benchmark", "difficulty", "low", "high", "slope", "scores"), hardest)
        ended = (
            f"converged in {plain['iterations']} steps" if plain["converged"] else "NOT converged: do not rely on it"
        )
        say(f"Fitted to {plain['observations']} scores: cost {plain['cost']:.8g}, {ended}.")
        left = [f"{count} {reason.replace('_', ' ')}" for reason, count in plain["dropped"].items() if count]
        if left:
            say(f"Left out: {', '.join(left)}.")
    for one in plain["sources"]:
        say(f"Source: {one['title']}, {one['url']}, retrieved {one['retrieved']}, {one['licence']}")


def _row(place: str, one: dict[str, Any]) -> tuple[str, ...]:
    last = one["date"] if "date" in one else _x(one["scores"])
    return place, one["model"], _x(one["capability"]), _x(one["low"]), _x(one["high"]), last


def _x(value: float | None) -> str:
    return "open" if value is None else str(value) if isinstance(value, int) else f"{value:.2f}"
