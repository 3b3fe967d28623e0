"""The command cluster: what chips could train in some months, and how many a training run needs."""

from datetime import date
from typing import Annotated

import typer

from parity.cli.common import Draws, On, Seed
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
    table,
)
from parity.cli.stock import Settings

__all__ = ["cluster"]


def cluster(
    chip: Annotated[str, typer.Argument(help="Kind of chip, as H100, B200, TPU v5p, MI300X, Ascend 910C.")] = "H100",
    chips: Annotated[float | None, typer.Option("--chips", help="How many chips.")] = None,
    flop: Annotated[float | None, typer.Option("--flop", help="Operations to reach: gives the chips needed.")] = None,
    owner: Annotated[
        str | None, typer.Option("--owner", help="Take an owner's stock, as H100-equivalents, in place of --chips.")
    ] = None,
    part: Annotated[float, typer.Option("--part", help="Part of the owner's stock that is used.")] = 1.0,
    months: Annotated[float, typer.Option("--months", help="For how long.")] = 3.0,
    precision: Annotated[int, typer.Option("--precision", help="Bits of the arithmetic: 16 or 8.")] = 16,
    on: On = None,
    settings: Settings = None,
    draws: Draws = 2000,
    seed: Seed = 0,
    form: FormatOption = Format.table,
    as_json: JsonOption = False,
) -> None:
    """Work out what chips could train in some months and at what cost, or how many a run needs.

    Example: parity cluster H100 --chips 16384 --months 2.7
    """
    from parity import api
    from parity.reports.clusters import cluster_dict

    found = api.cluster(
        chip, chips=chips, flop=flop, owner=owner, part=part, months=months, precision=precision,
        on=day(on, "--on") or date.today(), settings=settings or (), draws=draws, seed=seed)  # fmt: skip
    plain = cluster_dict(found, of=owner, draws=draws, seed=seed)
    match chosen(form, as_json):
        case Format.json:
            print_json(plain)
        case Format.csv:
            print_csv([{**flat(plain), **flat(plain["could_train"])}])
        case Format.table:
            trained = plain["could_train"]
            rows = [
                ("chips", banded(plain["chips"], "")),
                ("operations", banded(plain["flop"], "FLOP")),
                ("best dense model", banded(trained["parameters"], "parameters")),
                ("trained on", banded(trained["tokens"], "tokens")),
                ("power of the site", banded(plain["power"], "MW")),
                ("cost, hardware and electricity", banded(plain["cost"], "USD")),
            ]
            whose = f" of {owner}" if owner else ""
            title = f"{plain['chip']}{whose}, {plain['precision_bits']} bit, {plain['months']:g} months"
            table(title, ("", "median [90 % interval]"), rows)
            say(f"Scaling law: {trained['law']}. Each assumption and its source: --json; change one with --set.")
