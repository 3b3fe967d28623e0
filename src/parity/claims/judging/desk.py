"""The desk that looks evidence up: facts, pairs of blocs and their draws, each made once for an article."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from parity.estimates import Pair, compare
from parity.series import Bloc, Metric, metric

__all__ = ["Desk", "FactsOf"]

FactsOf = Callable[[str, tuple[str, ...]], pl.DataFrame]
"""Brings the facts on a metric from its sources; the desk itself reads nothing."""

_Key = tuple[str, Bloc, Bloc, date, date | None, str | None]


@dataclass(slots=True)
class Desk:
    """Evidence for one article."""

    facts_of: FactsOf
    draws: int
    seed: int
    pairs: dict[_Key, Pair] = field(default_factory=dict)

    def facts(self, of: Metric) -> pl.DataFrame:
        """Every fact on a metric, of all vintages."""
        return self.facts_of(of.id, of.sources)

    def pair(
        self,
        name: str,
        leader: Bloc,
        follower: Bloc,
        on: date,
        *,
        vintage: date | None = None,
        counting: str | None = None,
    ) -> Pair:
        """Compare two blocs on a metric and day; raise `NotObserved` where there is no evidence."""
        key = (name, leader, follower, on, vintage, counting)
        if key not in self.pairs:
            of = metric(name)
            used = counting if counting in of.countings else None
            self.pairs[key] = compare(
                self.facts(of), of, leader, follower,
                on=on, vintage=vintage, draws=self.draws, seed=self.seed, counting=used,
            )  # fmt: skip
        return self.pairs[key]
