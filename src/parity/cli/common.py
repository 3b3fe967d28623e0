"""Options that mean the same in every command."""

from typing import Annotated

import typer

__all__ = ["Counting", "Draws", "Members", "On", "Seed", "Vintage"]

On = Annotated[str | None, typer.Option("--on", metavar="DATE", help="Day the question is about; today if not given.")]
Vintage = Annotated[
    str | None,
    typer.Option("--vintage", metavar="DATE", help="Use only what was known on this day; the newest if not given."),
]
Draws = Annotated[int, typer.Option("--draws", min=1, max=1_000_000, help="Joint draws of the data.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="Seed of the draws: the same seed gives the same numbers.")]
Counting = Annotated[str | None, typer.Option("--counting", help="How a stock is counted; see `parity metrics`.")]
Members = Annotated[
    str,
    typer.Option(
        "--members", metavar="any|lead", help="A model of several countries counts for any of them, or for the first."
    ),
]
