"""Options that mean the same in every command."""

import os
from typing import Annotated, Any

import typer

from parity.errors import BadInput

__all__ = [
    "Counting",
    "Draws",
    "FollowerArgument",
    "LeaderArgument",
    "Members",
    "MetricArgument",
    "On",
    "Seed",
    "StoreOption",
    "Vintage",
    "membership",
    "use_store",
]

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
MetricArgument = Annotated[str, typer.Argument(help="Metric id; see `parity metrics`.")]
LeaderArgument = Annotated[str, typer.Argument(help="Country, firm or kind that leads; see `parity blocs`.")]
FollowerArgument = Annotated[str, typer.Argument(help="Country, firm or kind that follows.")]


StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store", metavar="PLACE", help="Folder or s3:// address of the store; PARITY_STORE or the platform's if not."
    ),
]


def membership(text: str) -> Any:
    """Read --members; raise `BadInput` for anything but its two words."""
    if text not in ("any", "lead"):
        raise BadInput(f"--members: {text!r} is neither any nor lead.")
    return text


def use_store(store: str | None) -> None:
    """Let --store stand for PARITY_STORE, for this process and those it starts."""
    if store is not None:
        if not store.strip():
            raise BadInput("--store: name a folder or an address such as s3://bucket/folder.")
        os.environ["PARITY_STORE"] = store
