"""What counts for an owner: named countings of the world's parts, by owner, by place, or by who can use them."""

from collections.abc import Sequence
from functools import cache

import numpy as np
import polars as pl
from numpy.typing import NDArray
from pydantic import BaseModel

from parity.errors import UnknownName
from parity.estimates.stock.parts import Part
from parity.estimates.stock.world import DATA
from parity.facts.yaml import read_yaml
from parity.series import Bloc, metric

__all__ = ["Counting", "counting", "countings", "members", "side_by_side"]


class UnknownCounting(UnknownName):
    """No counting has this name."""

    kind = "counting"
    listing = "parity metrics"


class Counting(BaseModel, frozen=True, extra="forbid"):
    """A named way of counting."""

    id: str
    label: str
    by: str
    """Field of a part that says for which country it counts: country, place or user."""
    leave_out: tuple[dict[str, str], ...] = ()

    def counts(self, part: Part) -> bool:
        """Whether a part is counted at all."""
        tags = part.tags
        return not any(all(tags.get(key) == value for key, value in one.items()) for one in self.leave_out)


@cache
def countings() -> dict[str, Counting]:
    """Return every counting by name: those of places and users, and those of the metric.

    >>> list(countings())[:3]
    ['owned', 'in-country', 'usable']
    """
    found = {name: Counting(id=name, **body) for name, body in read_yaml(DATA / "countings.yml").items()}
    for name, one in metric("compute_stock").countings.items():
        # Rented chips are somebody else's property: they count only where use is what is asked for.
        found[name] = Counting(
            id=name, label=one.label, by="country", leave_out=(*one.leave_out, {"channel": "rented"})
        )
    return found


def counting(name: str | None) -> Counting:
    """Return a counting by name, `owned` if none is given; raise `UnknownName` with the nearest otherwise."""
    known = countings()
    if name is not None and name not in known:
        raise UnknownCounting.among(name, known)
    return known[name or "owned"]


def members(parts: Sequence[Part], of: Bloc, how: Counting) -> NDArray[np.bool_]:
    """Tell for each part whether it counts for a bloc: shape `(parts,)`."""
    table = pl.DataFrame({
        "country": [getattr(part, how.by) for part in parts],
        "organization": [part.organization or part.owner for part in parts],
        "tags": [";".join(f"{key}={value}" for key, value in part.tags.items()) for part in parts],
    })  # fmt: skip
    counted = np.array([how.counts(part) for part in parts])
    found: NDArray[np.bool_] = counted & of.members(table).to_numpy()
    return found


def side_by_side(parts: Sequence[Part], of: Bloc) -> dict[str, list[Part]]:
    """Return what every counting counts for a bloc; those that count nothing are left out."""
    held = {name: members(parts, of, how) for name, how in countings().items()}
    rows = {name: [part for part, one in zip(parts, row, strict=True) if one] for name, row in held.items()}
    return {name: row for name, row in rows.items() if row}
