"""The desk that looks evidence up: facts, pairs of blocs and their draws, each made once for many claims."""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TypeVar

import polars as pl

from parity.claims.claim import Claim
from parity.claims.judging.measure import Unanswerable
from parity.claims.judging.sides import Side, sides_for
from parity.errors import NotObserved
from parity.estimates import Pair, compare
from parity.facts.keep import Keep
from parity.series import Bloc, Metric, metric

__all__ = ["Desk", "FactsOf"]

FactsOf = Callable[[str, tuple[str, ...], Keep | None], pl.DataFrame]
"""Brings the facts on a metric from its sources; the desk itself reads nothing."""

ROOM = 256 * 1024 * 1024
"""Bytes of draws that a desk keeps; the pair that was asked for longest ago goes first."""
KEPT = 50_000
"""Small answers that a desk keeps."""

_Key = tuple[str, Bloc, Bloc, date | None, str | None]
_T = TypeVar("_T")


@dataclass(slots=True)
class Desk:
    """Evidence for the claims of one article or of many: what it has once drawn or answered it keeps, within limits.

    What it keeps changes nothing but the time: draws depend on facts, metric and seed, not on the order of questions.
    """

    facts_of: FactsOf
    draws: int
    seed: int
    pairs: OrderedDict[_Key, Pair | NotObserved] = field(default_factory=OrderedDict)
    answers: OrderedDict[Hashable, object] = field(default_factory=OrderedDict)
    held: int = 0
    lean: bool = False
    """Keep no draws of single facts: many more pairs fit, but what the answer is without a fact cannot be asked."""

    def facts(self, of: Metric) -> pl.DataFrame:
        """Every fact on a metric, of all vintages."""
        return self.facts_of(of.id, of.sources, of.near)

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
        of = metric(name)
        used = counting if counting in of.countings else None
        whole = self._whole(of, leader, follower, vintage and self.edition(of, vintage), used)
        for side in (whole.leader, whole.follower):
            side.until(on)
        return replace(whole, on=on if of.kind == "record" else min(on, whole.on))

    def sides(self, claim: Claim, of: Metric) -> tuple[Side, Side]:
        """Return leader and follower of a claim in a metric's facts; raise `Unanswerable` where there is no pair."""
        named = (claim.leader, claim.leader_entity, claim.follower, claim.follower_entity)
        rank = claim.value_low if claim.kind == "ranking" else None
        key = ("sides", of.id, claim.kind, rank, *named, claim.actor, claim.actor_entity)
        found = self.remembered(key, lambda: _sides(claim, self.facts(of)))
        if isinstance(found, str):
            raise Unanswerable(found)
        return found

    def edition(self, of: Metric, vintage: date) -> date:
        """Return the newest day up to a vintage on which anything on a metric became known: days between are alike."""
        days = self.remembered(("editions", of.id), lambda: _editions(self.facts(of)))
        count = bisect_right(days, vintage)
        return days[count - 1] if count else days[0] - timedelta(days=1)

    def remembered(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """Return what a question was answered the first time."""
        if key in self.answers:
            self.answers.move_to_end(key)
            return self.answers[key]  # type: ignore[return-value]
        made = make()
        self.answers[key] = made
        if len(self.answers) > KEPT:
            self.answers.popitem(last=False)
        return made

    def _whole(self, of: Metric, leader: Bloc, follower: Bloc, vintage: date | None, counting: str | None) -> Pair:
        """Compare two blocs over all days known: a day then only cuts what is here."""
        key = (of.id, leader, follower, vintage, counting)
        found = self.pairs.get(key)
        if found is None:
            try:
                found = compare(
                    self.facts(of), of, leader, follower,
                    on=date.max, vintage=vintage, draws=self.draws, seed=self.seed, counting=counting,
                )  # fmt: skip
            except NotObserved as why:
                found = why.with_traceback(None)
            if self.lean and not isinstance(found, NotObserved):
                found = replace(found, drawn=found.drawn[:, :0].copy())
            self._keep(key, found)
        self.pairs.move_to_end(key)
        if isinstance(found, NotObserved):
            raise NotObserved(str(found))
        return found

    def _keep(self, key: _Key, found: Pair | NotObserved) -> None:
        self.pairs[key] = found
        self.held += _size(found)
        while self.held > ROOM and len(self.pairs) > 1:
            self.held -= _size(self.pairs.popitem(last=False)[1])


def _editions(facts: pl.DataFrame) -> list[date]:
    days: list[date] = facts["known_on"].unique().sort().to_list()
    return days


def _sides(claim: Claim, facts: pl.DataFrame) -> tuple[Side, Side] | str:
    try:
        return sides_for(claim, facts)
    except Unanswerable as why:
        return str(why)


def _size(pair: Pair | NotObserved) -> int:
    if isinstance(pair, NotObserved):
        return 0
    sides = (pair.leader, pair.follower)
    return pair.drawn.nbytes + sum(side.score.nbytes + side.fact.nbytes for side in sides)
