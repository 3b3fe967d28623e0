"""Chips of the calculator: their figures, read from one table."""

import csv
from dataclasses import dataclass
from functools import cache

from parity.errors import UnknownName
from parity.estimates.stock.world import DATA

__all__ = ["Chip", "chip_named"]

TABLE = DATA / "cluster" / "chips.csv"


class UnknownChip(UnknownName):
    """No chip of the calculator has this name."""

    kind = "chip"
    listing = "parity cluster --help"


@dataclass(frozen=True, slots=True)
class Chip:
    """A chip's figures: dense operations a second at 8 and 16 bit, watts, dollars."""

    name: str
    ops: dict[int, float]
    watts: float
    price: float | None
    link: str


@cache
def _chips() -> dict[str, Chip]:
    text = TABLE.read_text("utf-8").splitlines()
    return {
        row["chip"].casefold(): Chip(
            row["chip"],
            {bits: float(row[key]) * 1e12 for bits, key in ((8, "tops_8bit"), (16, "tflops_16bit")) if row[key]},
            float(row["watts"]),
            float(row["price"]) if row["price"] else None,
            row["link"],
        )
        for row in csv.DictReader(text)
    }


def chip_named(name: str) -> Chip:
    """Return a chip by name; raise `UnknownName` with the nearest otherwise.

    >>> chip_named("h100").ops[16]
    989400000000000.0
    """
    known = _chips()
    if name.casefold() not in known:
        raise UnknownChip.among(name, [one.name for one in known.values()])
    return known[name.casefold()]
