"""The world model: every supply's tables and relations as one graph, and the parts it is summed from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Literal

from parity.errors import BadInput
from parity.estimates.montecarlo import Change, Model, quarters, read_model
from parity.estimates.stock import (
    amd,
    china_cambricon,
    china_diverted,
    china_huawei,
    china_others,
    china_rented,
    common,
    nvidia,
    tpu,
    trainium,
)
from parity.estimates.stock.parts import Part, read_parts

__all__ = ["ASSUMPTIONS", "DATA", "Assumptions", "World", "world"]

DATA = Path(__file__).parent / "data"
FIRST, LAST = "2022Q1", "2026Q2"

SUPPLIES: tuple[ModuleType, ...] = (
    common,
    nvidia,
    tpu,
    amd,
    trainium,
    china_huawei,
    china_cambricon,
    china_others,
    china_diverted,
    china_rented,
)
"""Modules with `RELATIONS`, each with a folder of the same name in `data/`."""

Assumptions = Literal["ours", "published"]
ASSUMPTIONS: tuple[Assumptions, ...] = ("ours", "published")


@dataclass(frozen=True, eq=False)
class World:
    """A model and the parts that are counted."""

    model: Model
    parts: tuple[Part, ...]
    assumptions: str
    changes: tuple[Change, ...] = ()

    def changed(self, changes: Iterable[Change]) -> "World":
        """Return the world with changed quantities: draws of the same seed stay paired with this one's."""
        added = tuple(changes)
        return replace(self, model=self.model.with_changes(added), changes=(*self.changes, *added))

    def __reduce__(self) -> tuple[Callable[..., "World"], tuple[str, tuple[Change, ...]]]:
        """Travel to another process as what it was made from."""
        return _again, (self.assumptions, self.changes)


def _again(assumptions: str, changes: tuple[Change, ...]) -> World:
    return world(assumptions).changed(changes) if changes else world(assumptions)


@cache
def world(assumptions: str = "ours") -> World:
    """Return the world model under a set of assumptions: `ours`, or `published` as the published models take them.

    >>> len(world("published").parts) < len(world("ours").parts) or len(world("ours").parts) > 10
    True
    """
    if assumptions not in ASSUMPTIONS:
        raise BadInput(f"No assumptions {assumptions!r}; there are {' and '.join(ASSUMPTIONS)}.")
    folders = [DATA / one.__name__.rsplit(".", 1)[-1] for one in SUPPLIES]
    relations = [relation for one in SUPPLIES for relation in one.RELATIONS]
    model = read_model(folders, relations, assumptions=assumptions, axes=[quarters(FIRST, LAST)])
    parts = [part for folder in folders for part in read_parts(folder, model, assumptions)]
    return World(model, tuple(parts), assumptions)
