"""The model: axes, quantities and relations as one graph, checked whole before anything is drawn."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property

import numpy as np

from parity.errors import BadInput
from parity.estimates.montecarlo.axes import AGE, QUARTER, Axis, Floats, overlap, shape_of
from parity.estimates.montecarlo.changes import Change
from parity.estimates.montecarlo.quantity import Quantity
from parity.estimates.montecarlo.relation import Relation
from parity.estimates.montecarlo.units import unit

__all__ = ["Link", "Model"]


@dataclass(frozen=True, slots=True)
class Link:
    """Scores of the second quantity follow those of the first by a correlation."""

    first: str
    second: str
    correlation: float
    where: str = ""


@dataclass(frozen=True, eq=False)
class Model:
    """A graph of quantities and relations.  Make it with `Model.of`, which checks it."""

    axes: Mapping[str, Axis]
    quantities: Mapping[str, Quantity]
    relations: Mapping[str, Relation]
    links: Mapping[str, Link]
    """By their second quantity."""
    given: Mapping[str, tuple[str, tuple[str, ...], Floats]]
    """What follows from the axes alone, as unit, axes and array `(1, *axes)`; see `_given`."""

    @classmethod
    def of(
        cls,
        axes: Mapping[str, Axis],
        quantities: Mapping[str, Quantity],
        relations: Iterable[Relation],
        links: Sequence[Link] = (),
    ) -> "Model":
        """Put a model together; raise `BadInput` for names, cycles and units that do not hold together."""
        named: dict[str, Relation] = {}
        for one in relations:
            if one.name in named or one.name in quantities:
                raise BadInput(f"{one.where}: there is a {one.name!r} already.")
            named[one.name] = one
        if QUARTER in axes:
            axes = {**axes, AGE: Axis(AGE, tuple(str(n) for n in range(len(axes[QUARTER]))))}
        found = cls(axes, quantities, named, {one.second: one for one in links}, _given(axes))
        found._check_links(links)
        for one in named.values():
            found._check_names(one)
        _ = found.order
        for one in named.values():
            found._check_units(one)
        return found

    def unit_of(self, name: str) -> str:
        """Return the unit of a quantity, a relation, or what the axes give."""
        return self.given[name][0] if name in self.given else self._node(name).unit

    def axes_of(self, name: str) -> tuple[str, ...]:
        """Return its axes."""
        return self.given[name][1] if name in self.given else self._node(name).axes

    def _node(self, name: str) -> Quantity | Relation:
        return self.quantities[name] if name in self.quantities else self.relations[name]

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Relations, each after what it needs; raise `BadInput` with the round where there is one."""
        done: dict[str, None] = {}
        path: list[str] = []

        def visit(name: str) -> None:
            if name in done or name not in self.relations:
                return
            if name in path:
                round_ = " -> ".join([*path[path.index(name) :], name])
                raise BadInput(f"{self.relations[name].where}: relations run in a circle: {round_}.")
            path.append(name)
            for one in self.relations[name].takes:
                visit(one)
            path.pop()
            done[name] = None

        for name in self.relations:
            visit(name)
        return tuple(done)

    @cached_property
    def columns(self) -> Mapping[str, int]:
        """First column of each quantity among all independent normals, in the order of the tables."""
        found, at = {}, 0
        for name, one in self.quantities.items():
            found[name], at = at, at + one.columns
        return found

    def inputs_of(self, name: str) -> tuple[str, ...]:
        """Return the quantities that something rests on, in the order of the tables."""
        seen: set[str] = set()
        left = [name]
        while left:
            one = left.pop()
            if one not in seen and one not in self.given:
                seen.add(one)
                left += self.relations[one].takes if one in self.relations else ()
                if one in self.links:
                    left.append(self.links[one].first)
        return tuple(name for name in self.quantities if name in seen)

    def with_changes(self, changes: Iterable[Change]) -> "Model":
        """Return the model with changed quantities, all else shared with this one; nothing is drawn yet."""
        changed = dict(self.quantities)
        for one in changes:
            changed[one.quantity] = self.quantity(one.quantity, one.where, among=changed).changed(one)
        return replace(self, quantities=changed)

    def quantity(self, name: str, where: str, *, among: Mapping[str, Quantity] | None = None) -> Quantity:
        """Return a quantity by name; raise `BadInput` with the nearest names otherwise."""
        known = self.quantities if among is None else among
        if name not in known:
            near = get_close_matches(name, known, n=3)
            guess = f" Did you mean {', '.join(near)}?" if near else ""
            raise BadInput(f"{where}: no quantity {name!r} in the model.{guess}")
        return known[name]

    def _check_names(self, one: Relation) -> None:
        for axis in one.axes:
            if axis not in self.axes:
                raise BadInput(f"{one.where}: {one.name} is over {axis!r}, which is no axis.")
        known = {*self.quantities, *self.relations, *self.given}
        for name in one.takes:
            if name not in known:
                near = get_close_matches(name, known, n=1)
                guess = f"; did you mean {near[0]}?" if near else ""
                raise BadInput(f"{one.where}: {one.name} needs {name!r}, which is nowhere{guess}.")

    def _check_links(self, links: Sequence[Link]) -> None:
        for one in links:
            first, second = (self.quantity(name, one.where).plan.slots for name in (one.first, one.second))
            if first not in (1, second):
                raise BadInput(f"{one.where}: {one.first} has {first} draws, {one.second} {second}: which go together?")
            if one.first in self.links or one.first == one.second:
                raise BadInput(f"{one.where}: {one.first} follows another quantity already; link both to the same one.")
        if len({one.second for one in links}) < len(links):
            raise BadInput(f"{links[-1].where}: a quantity can follow one other only.")

    def _check_units(self, one: Relation) -> None:
        """Scale the base units: what is in chips must grow as chips do, whatever the formula is made of."""
        rng = np.random.default_rng(0)
        sizes = {
            base: float(rng.uniform(2, 3)) for base in _bases(self.unit_of(name) for name in (*one.takes, one.name))
        }
        plain = {
            name: np.abs(rng.uniform(0.5, 1.5, (1, *shape_of(self.axes, self.axes_of(name))))) for name in one.takes
        }
        scaled = {name: array * unit(self.unit_of(name)).scaled(sizes) for name, array in plain.items()}
        with np.errstate(all="ignore"):
            before, after = one.formula(**plain), one.formula(**scaled)
        if before.shape[1:] != shape_of(self.axes, one.axes):
            wanted = shape_of(self.axes, one.axes)
            raise BadInput(f"{one.where}: {one.name} returns shape (draws, *{before.shape[1:]}), not {wanted}.")
        expected = before * unit(one.unit).scaled(sizes)
        if not np.allclose(after, expected, rtol=1e-9, atol=1e-12, equal_nan=True):
            told = ", ".join(f"{name} [{self.unit_of(name)}]" for name in one.takes)
            raise BadInput(f"{one.where}: units do not match: {one.name} [{one.unit}] does not follow from {told}.")


def _bases(names: Iterable[str]) -> list[str]:
    return sorted({base for name in names for base in unit(name).powers})


def _given(axes: Mapping[str, Axis]) -> dict[str, tuple[str, tuple[str, ...], Floats]]:
    """What follows from the axes: how fiscal quarters fall into calendar quarters, and the ages of what was added.

    `AXIS_in_quarter` has axes (AXIS, quarter): the share of each span's days in each quarter.  `quarter_age` has axis
    (age): years from the middle of a quarter to its own end, to that of the next, and so on.
    """
    calendar = axes.get(QUARTER)
    if calendar is None or calendar.spans is None:
        return {}
    found: dict[str, tuple[str, tuple[str, ...], Floats]] = {
        f"{name}_in_{QUARTER}": ("1", (name, QUARTER), overlap(one, calendar)[None])
        for name, one in axes.items()
        if one.spans is not None and name != QUARTER
    }
    ages = (np.arange(len(calendar)) + 0.5) / 4
    found[f"{QUARTER}_age"] = ("year", (AGE,), ages[None])
    return found
