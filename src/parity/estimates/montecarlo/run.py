"""A run of a model: draws made when they are asked for, each named quantity from a stream of its own.

The stream of a quantity is spawned from the seed by the hash of its name and the number of the batch.  So draws do
not depend on what else is drawn, on the order, or on who draws them: a scenario is paired draw by draw with the
baseline, and batches can be made anywhere.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from typing import Any, Protocol

import numpy as np

from parity.estimates.montecarlo.kinds import Floats
from parity.estimates.montecarlo.model import Model
from parity.estimates.montecarlo.quantity import Quantity

__all__ = ["Cache", "Random", "Run", "Scores"]


@cache
def stable(name: str) -> int:
    """Return the same whole number for a name on every machine."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little")


class Scores(Protocol):
    """Where independent standard normals come from."""

    def __call__(self, name: str, columns: int, *, draws: int, batch: int, first: int | None) -> Floats:
        """Return shape `(draws, columns)`; `first` is the place among all columns of the model, if it has one."""
        ...  # pragma: no cover


@dataclass(frozen=True, slots=True)
class Random:
    """Pseudo-random normals; `salt` gives a second, independent set."""

    seed: int = 0
    salt: int = 0

    def __call__(self, name: str, columns: int, *, draws: int, batch: int, first: int | None = None) -> Floats:
        """Draw the normals of one quantity; the first draws of a batch do not depend on how many follow."""
        key = (stable(name), batch, self.salt) if self.salt else (stable(name), batch)
        rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence(self.seed, spawn_key=key)))
        return rng.standard_normal((draws, columns))


@dataclass(slots=True)
class Cache:
    """Arrays by what they were made of, shared by runs: what a change does not reach is not computed again."""

    numbers: dict[Hashable, int] = field(default_factory=dict)
    arrays: dict[int, Any] = field(default_factory=dict)
    computed: list[str] = field(default_factory=list)
    """Names of all that was computed, in order: for tests and the curious."""

    def number(self, made_of: Hashable) -> int:
        """Return the number of a recipe."""
        return self.numbers.setdefault(made_of, len(self.numbers))


class Run:
    """Draws of a model: `run["nvidia_units"]` is an array `(draws or 1, *axes)`.

    `sources` lets single quantities take other scores than the rest (for sensitivity), `held` keeps quantities at
    their middle.  With a `cache` shared between runs only what differs is computed.
    """

    def __init__(
        self,
        model: Model,
        *,
        draws: int,
        seed: int = 0,
        batch: int = 0,
        scores: Scores | None = None,
        sources: Mapping[str, Scores] | None = None,
        held: frozenset[str] = frozenset(),
        cache: Cache | None = None,
    ) -> None:
        self.model, self.draws, self.batch = model, draws, batch
        self.scores: Scores = Random(seed) if scores is None else scores
        self.sources = sources or {}
        self.held = held
        self.cache = Cache() if cache is None else cache
        self._numbers: dict[str, int] = {}

    def number(self, name: str) -> int:
        """Return the number of what a name is made of in this run: equal numbers mean equal arrays."""
        if name not in self._numbers:
            self._numbers[name] = self.cache.number(self._recipe(name))
        return self._numbers[name]

    def _recipe(self, name: str) -> Hashable:
        model = self.model
        if name in model.given:
            return "given", name
        if name in model.quantities:
            one = model.quantities[name]
            if name in self.held:
                return "held", one
            drawn = (self.draws, self.batch, self._source(name)) if one.columns or one.changes else None
            follows = self.number(model.links[name].first) if name in model.links else None
            return "drawn", one, drawn, follows
        one_relation = model.relations[name]
        return "relation", one_relation, tuple(self.number(given) for given in one_relation.takes)

    def __getitem__(self, name: str) -> Floats:
        number = self.number(name)
        arrays = self.cache.arrays
        if number not in arrays:
            arrays[number] = self._compute(name)
            self.cache.computed.append(name)
        found: Floats = arrays[number]
        return found

    def _source(self, name: str) -> Scores:
        return self.sources.get(name, self.scores)

    def _compute(self, name: str) -> Floats:
        model = self.model
        if name in model.given:
            return model.given[name][2]
        if name in model.quantities:
            return self._drawn(model.quantities[name])
        one = model.relations[name]
        return one.formula(**{given: self[given] for given in one.takes})

    def _drawn(self, one: Quantity) -> Floats:
        if one.name in self.held:
            return one.values(np.zeros((1, one.plan.slots)), np.zeros((1, len(one.changes))))
        uncertain = any(not change.cell.certain for change in one.changes)
        extra = self._normals(f"{one.name}#changes", len(one.changes), None) if uncertain else None
        return one.values(self.score(one.name), extra)

    def score(self, name: str) -> Floats:
        """Return the scores of a quantity, shape `(draws, slots)`: normal, and correlated as declared."""
        one = self.model.quantities[name]
        if not one.columns:
            return np.zeros((1, 0))
        own = one.scores(self._normals(name, one.columns, self.model.columns[name]))
        link = self.model.links.get(name)
        if link is None:
            return own
        r = link.correlation
        followed: Floats = r * self.score(link.first) + np.sqrt(1 - r * r) * own
        return followed

    def _normals(self, name: str, columns: int, first: int | None) -> Floats:
        source = self._source(name.removesuffix("#changes"))
        return source(name, columns, draws=self.draws, batch=self.batch, first=first)
