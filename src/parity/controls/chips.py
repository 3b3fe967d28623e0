"""Chips as columns: what the rules ask of each, every figure between a low and a high."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from parity.controls.truth import Floats, Truth

__all__ = ["FIGURES", "NOT_APPLICABLE", "UNSTATED", "Chips", "Figure", "Part", "columns"]

FIGURES = {
    "tpp": "TOPS x bit length",
    "density": "TPP per mm2",
    "io": "GB/s",
    "dram": "GB/s",
    "dram_io": "GB/s",
    "stack_density": "GB/s per mm2",
    "transistors": "transistors",
    "node": "nm",
}
"""What the tests compare, and its unit."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure between two bounds, how sure it is, and a least value that is surer."""

    low: float
    high: float
    certainty: str = "certain"
    floor: float | None = None
    floor_certainty: str = "certain"

    @property
    def point(self) -> float | None:
        """The figure where it is one finite number."""
        return self.low if self.low == self.high and np.isfinite(self.low) else None


UNSTATED = Figure(0.0, np.inf, "unconfirmed")
NOT_APPLICABLE = Figure(-np.inf, -np.inf)


@dataclass(frozen=True, slots=True)
class Part:
    """One item to be ruled on: its figures and what it is."""

    name: str
    figures: dict[str, Figure]
    of: str = ""
    """The catalogue's chip, where the name is of a system that holds it."""
    datacentre: bool | None = True
    maker: str = ""
    country: str = ""
    system: bool = False
    reported: str = ""
    """A paragraph that a source gives where the figures decide nothing."""
    reported_from: str = ""
    reported_certainty: str = "reported"
    memory: bool = False
    china_version_of: str = ""
    published: str = ""
    launch: str = ""
    sources: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()

    @property
    def model(self) -> str:
        """The name that notices and licences know it by."""
        return self.of or self.name

    def bare(self, figures: "dict[str, Figure] | None" = None, *, datacentre: "bool | str | None" = "same") -> "Part":
        """Return the part without what a source reports of its paragraph, some figures replaced."""
        centre = self.datacentre if isinstance(datacentre, str) else datacentre
        return replace(self, figures=self.figures | (figures or {}), datacentre=centre, reported="", reported_from="")


@dataclass(frozen=True, slots=True)
class Chips:
    """Many parts as columns, each of shape (chips,)."""

    low: dict[str, Floats]
    high: dict[str, Floats]
    datacentre: Truth
    name: NDArray[np.str_]
    maker: NDArray[np.str_]
    country: NDArray[np.str_]
    system: NDArray[np.bool_]
    reported: NDArray[np.str_]
    reported_from: NDArray[np.datetime64]

    def __len__(self) -> int:
        return len(self.name)

    def take(self, rows: NDArray[np.intp]) -> "Chips":
        """Return the chips of these rows, in their order."""
        return Chips(
            {key: column[rows] for key, column in self.low.items()},
            {key: column[rows] for key, column in self.high.items()},
            *(
                getattr(self, key)[rows]
                for key in ("datacentre", "name", "maker", "country", "system", "reported", "reported_from")
            ),
        )


def columns(parts: Sequence[Part]) -> Chips:
    """Lay parts out as columns."""
    low = {key: np.array([one.figures.get(key, UNSTATED).low for one in parts], np.float64) for key in FIGURES}
    high = {key: np.array([one.figures.get(key, UNSTATED).high for one in parts], np.float64) for key in FIGURES}
    known = {True: 1, False: -1, None: 0}
    return Chips(
        low,
        high,
        datacentre=np.array([known[one.datacentre] for one in parts], np.int8),
        name=np.array([one.model for one in parts], np.str_),
        maker=np.array([one.maker for one in parts], np.str_),
        country=np.array([one.country for one in parts], np.str_),
        system=np.array([one.system for one in parts], np.bool_),
        reported=np.array([one.reported for one in parts], np.str_),
        reported_from=np.array([one.reported_from or "NaT" for one in parts], "datetime64[D]"),
    )
