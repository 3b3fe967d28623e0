"""A quantity: cells over named axes, how their draws hang together, and what turns scores into its values."""

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from parity.estimates.montecarlo.changes import Change
from parity.estimates.montecarlo.kinds import Cell, Floats
from parity.estimates.montecarlo.mixes import check_mix
from parity.estimates.montecarlo.normal import z_of

__all__ = ["Quantity"]


class _Plan(NamedTuple):
    """Which cell takes which score, worked out once."""

    fixed: Floats  # (cells,): values of certain cells, else 0
    slot: NDArray[np.int64]  # (cells,): column of scores, -1 for a certain cell
    factor: NDArray[np.int64]  # (slots,): column of the common factors, if correlated
    slots: int
    factors: int


Places = NDArray[np.int64] | slice


class _Bulk(NamedTuple):
    """Cells of one kind: where they are, which scores they take, and what turns these into values."""

    cells: Places
    slots: Places
    location: Floats
    scale: Floats
    log: bool


def _run(places: NDArray[np.int64]) -> Places:
    """Return neighbours as a slice, which needs no copy."""
    first, last = int(places[0]), int(places[-1]) + 1
    return slice(first, last) if np.array_equal(places, np.arange(first, last)) else places


@dataclass(frozen=True, eq=False)
class Quantity:
    """Something nobody knows exactly, in one unit, over axes: an array `(draws, *axes)` when drawn.

    Cells that differ only along `shared` axes take one draw.  Along `over` axes scores correlate by `correlation`;
    along all others they are independent.  Values of a `mix` are divided by their sum along that axis.
    """

    name: str
    unit: str
    axes: tuple[str, ...]
    shape: tuple[int, ...]
    cells: tuple[Cell, ...]
    """In the order of the axes, the last running fastest."""
    shared: tuple[str, ...] = ()
    mix: str | None = None
    over: tuple[str, ...] = ()
    correlation: float = 0.0
    """Of normal scores; a rank correlation r is one of scores of 2 sin(pi r / 6)."""
    note: str = ""
    where: str = ""
    changes: tuple[Change, ...] = ()

    @cached_property
    def plan(self) -> _Plan:
        """Number the scores that the cells need."""
        own = [place for place, axis in enumerate(self.axes) if axis not in self.shared]
        apart = [place for place in own if self.axes[place] not in self.over]
        slots: dict[tuple[int, ...], int] = {}
        factors: dict[tuple[int, ...], int] = {}
        slot, factor = [], []
        for at, cell in zip(product(*map(range, self.shape)), self.cells, strict=True):
            if cell.certain:
                slot.append(-1)
                continue
            key = tuple(at[place] for place in own)
            if key not in slots:
                slots[key] = len(slots)
                factor.append(factors.setdefault(tuple(at[place] for place in apart), len(factors)))
            slot.append(slots[key])
        fixed = np.array([cell.middle if cell.certain else 0.0 for cell in self.cells])
        held = len(factors) if self.correlation else 0
        return _Plan(fixed, np.array(slot), np.array(factor, dtype=np.int64), len(slots), held)

    @property
    def columns(self) -> int:
        """How many independent standard normals it needs, those of its changes left aside."""
        return self.plan.slots + self.plan.factors

    def scores(self, normals: Floats) -> Floats:
        """Turn independent standard normals, shape `(draws, columns)`, into correlated ones `(draws, slots)`."""
        plan, r = self.plan, self.correlation
        if not plan.factors:
            return normals
        own, common = normals[:, plan.factors :], normals[:, : plan.factors] * np.sqrt(r)
        own *= np.sqrt(1 - r)  # in place: nobody else holds the normals
        own += common if plan.factors == 1 else np.take(common, plan.factor, axis=1)
        return own

    def values(self, scores: Floats, extra: Floats | None = None) -> Floats:
        """Return values, shape `(draws, *axes)`; `(1, *axes)` if nothing is drawn.

        `scores` has shape `(draws, slots)`, `extra` `(draws, changes)`: what cells without a score of their own take
        when a change makes them uncertain.
        """
        flat = self._shares(self._drawn(scores))
        for number, change in enumerate(self.changes):
            flat = self._changed(flat, change, scores, None if extra is None else extra[:, number])
        whole = self._shares(flat) if self.changes else flat
        return whole.reshape(-1, *self.shape)

    def _shares(self, flat: Floats) -> Floats:
        """Divide the values of a mix by their sum: shape `(draws, cells)`."""
        if self.mix is None:
            return flat
        found = flat.reshape(-1, *self.shape)
        total = found.sum(axis=1 + self.axes.index(self.mix), keepdims=True)
        return (found / np.where(total > 0, total, 1.0)).reshape(flat.shape)

    def _drawn(self, scores: Floats) -> Floats:
        plan = self.plan
        if not plan.slots:
            return plan.fixed[None, :].copy() if self.changes else plan.fixed[None, :]
        found = np.empty((scores.shape[0], len(self.cells)))
        if (plan.slot < 0).any():
            found[:] = plan.fixed
        for bulk in self._bulk:
            if isinstance(bulk.cells, slice):  # neighbours: the common case, filled in place
                some = found[:, bulk.cells]
                np.multiply(scores[:, bulk.slots], bulk.scale, out=some)
                some += bulk.location
                if bulk.log:
                    np.exp(some, out=some)
            else:
                some = scores[:, bulk.slots] * bulk.scale + bulk.location
                found[:, bulk.cells] = np.exp(some) if bulk.log else some
        for place in self._single:
            found[:, place] = self.cells[place].of(scores[:, plan.slot[place]])
        return found

    @cached_property
    def _bulk(self) -> list[_Bulk]:
        """Unbounded normal and lognormal cells, which are drawn together."""
        found = []
        for kind in ("normal", "lognormal"):
            places = [p for p, cell in enumerate(self.cells) if self._plain(cell) and cell.kind == kind]
            if not places:
                continue
            log = kind == "lognormal"
            ends = np.array([[self.cells[p].low, self.cells[p].high] for p in places]).T
            low, high = np.log(ends) if log else ends
            half = np.array([z_of(level) for level in (self.cells[p].level for p in places)])
            cells, slots = _run(np.array(places)), _run(self.plan.slot[places])
            if isinstance(slots, slice) != isinstance(cells, slice):
                cells, slots = np.array(places), self.plan.slot[places]
            found.append(_Bulk(cells, slots, (low + high) / 2, (high - low) / 2 / half, log))
        return found

    @cached_property
    def _single(self) -> list[int]:
        bulk = {"normal", "lognormal"}
        return [
            p for p, cell in enumerate(self.cells) if not cell.certain and not (cell.kind in bulk and self._plain(cell))
        ]

    @staticmethod
    def _plain(cell: Cell) -> bool:
        return not cell.certain and cell.least is None and cell.most is None

    def _changed(self, flat: Floats, change: Change, scores: Floats, extra: Floats | None) -> Floats:
        """Apply one change: what it covers in part (a quarter cut by its date) changes by the days it covers."""
        n = max(flat.shape[0], 1 if change.cell.certain else scores.shape[0] if extra is None else extra.shape[0])
        new = np.repeat(flat, n, axis=0) if flat.shape[0] < n else flat.copy()
        for place, weight in change.cells:
            score = self._score(change, place, scores, extra)
            to = change.cell.middle if score is None else change.cell.of(score)
            old = new[:, place]
            then = to if change.op == "set" else old * to if change.op == "times" else old + to
            new[:, place] = old + weight * (then - old)
        return new

    def _score(self, change: Change, place: int, scores: Floats, extra: Floats | None) -> Floats | None:
        if change.cell.certain:
            return None
        slot = self.plan.slot[place]
        return scores[:, slot] if change.op == "set" and slot >= 0 else extra

    def changed(self, change: Change) -> "Quantity":
        """Return the quantity with one more change; its scores stay the same, draw by draw."""
        found = replace(self, changes=(*self.changes, change))
        if self.mix is not None:
            found.check_mix(change.where)
        return found

    def check_mix(self, where: str) -> None:
        """Raise `BadInput` where shares that should sum to one cannot."""
        check_mix(self, self._middles(), where)

    def _middles(self) -> Floats:
        flat: Floats = np.array([[c.value if c.kind == "dirichlet" else c.middle for c in self.cells]])
        for change in self.changes:
            for place, weight in change.cells:
                to, old = change.cell.middle, flat[0, place]
                then = to if change.op == "set" else old * to if change.op == "times" else old + to
                flat[0, place] = old + weight * (then - old)
        middles: Floats = flat[0]
        return middles
