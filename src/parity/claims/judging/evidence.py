"""Reading the evidence for a claim on a day: the metric that has it, the way it is counted, the sources behind it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from parity.claims.claim import Claim
from parity.claims.judging.desk import Desk
from parity.claims.judging.measure import MEASURES, Measure, Unanswerable
from parity.claims.judging.outlook import came_true, due, last_day, outlook
from parity.claims.judging.rules import Evidence
from parity.claims.verdict import Cited, Counting, Reading
from parity.errors import NotObserved
from parity.estimates import Pair, ratio
from parity.series import EPOCH, Bloc
from parity.store.sources import described

__all__ = ["Case", "Found", "as_of", "cited", "cited_as", "counting_asked", "countings", "measure", "read"]


@dataclass(frozen=True, slots=True)
class Case:
    """A claim with what it is judged by."""

    claim: Claim
    published: date
    on: date
    desk: Desk
    evidence: Evidence


class Found(NamedTuple):
    """A reading, the ids of the sources behind it, and the way back to the pair that it was taken from."""

    reading: Reading
    sources: tuple[str, ...]
    blocs: tuple[Bloc, Bloc]
    counting: str | None

    def pair(self, desk: Desk) -> Pair:
        """Return the pair: from the desk, which may have to draw it again."""
        one = self.reading
        return desk.pair(one.metric, *self.blocs, one.on, vintage=one.vintage, counting=self.counting)


def read(
    case: Case, leader: Bloc, follower: Bloc, day: date, vintage: date | None, counting: str | None
) -> Found | str:
    """Read the first metric that has evidence of the day and answers the claim's form; else say why none does."""
    key = ("reading", case.evidence.metrics, leader, follower, day, vintage, counting, asked(case))
    found = case.desk.remembered(key, lambda: _read(case, leader, follower, day, vintage, counting))
    if isinstance(found, str):
        return found
    return Found(*found, (leader, follower), counting)


def asked(case: Case) -> tuple[object, ...]:
    """Return what of a claim decides its measure: two claims alike in this are answered alike."""
    one = case.claim
    day = case.published if one.kind == "forecast" else None
    number = (one.value_low, one.value_high, one.unit, one.unit_raw, one.value_semantics)
    return (
        one.kind,
        *number,
        one.norm_ratio_low,
        one.norm_ratio_high,
        one.direction,
        one.negated,
        one.target_date,
        day,
    )


def measure(case: Case, pair: Pair, day: date) -> Measure:
    """Answer a claim from one pair of blocs."""
    return _foreseen(case, pair, day) if case.claim.kind == "forecast" else MEASURES[case.claim.kind](case.claim, pair)


def _read(
    case: Case, leader: Bloc, follower: Bloc, day: date, vintage: date | None, counting: str | None
) -> tuple[Reading, tuple[str, ...]] | str:
    desk = case.desk
    why = f"no evidence on {' or '.join(case.evidence.metrics)} of {leader.id} and {follower.id} by {day}"
    for name in case.evidence.metrics:
        try:
            pair = desk.pair(name, leader, follower, day, vintage=vintage, counting=counting)
            found = measure(case, pair, day)
        except NotObserved:
            continue
        except Unanswerable as reason:
            why = str(reason)
            continue
        sources = tuple(pair.facts["source"].unique().sort().to_list())
        return _told(found, pair, day, vintage, sources), sources
    return why


def _foreseen(case: Case, pair: Pair, day: date) -> Measure:
    """A forecast that is due is held against what happened; else it gets a probability."""
    by, named = due(case.claim, case.published if case.claim.target_date else day)
    if named and by <= day:
        return came_true(case.claim, pair, by)
    return outlook(case.claim, pair, by, seed=case.desk.seed)


def _told(found: Measure, pair: Pair, day: date, vintage: date | None, sources: tuple[str, ...]) -> Reading:
    summary = found.estimate.summary()
    partial = next(filter(None, (described(name).partial for name in sources)), None)
    narrow = partial is not None and found.finding == "contradicted"
    return Reading(
        on=day,
        vintage=vintage,
        median=summary["median"],
        low=summary["low"] if found.estimate.draws.size > 1 else None,
        high=summary["high"] if found.estimate.draws.size > 1 else None,
        unit=summary["unit"],
        verdict="unresolved" if narrow else found.finding,
        probability=found.probability,
        metric=pair.metric.id,
        text=f"{found.text}{_figures_of(pair, day)}" + (f" ({partial})" if partial else ""),
    )


def _figures_of(pair: Pair, day: date) -> str:
    """Say of which day the figures are where they come by quarter or year."""
    if pair.metric.kind == "record":
        return ""
    newest = EPOCH + timedelta(days=int(pair.leader.until(pair.on).days[-1]))
    return f" (figures to {newest})" if newest < day else ""


def as_of(case: Case) -> date:
    """Return the day a claim is about: the one it names, if that is not after the article's."""
    named = last_day(case.claim.as_of_date) if case.claim.as_of_explicit else None
    return min(named, case.published) if named else case.published


def counting_asked(evidence: Evidence, claim: Claim) -> str | None:
    """Return the way of counting that the claim's words ask for, or None for the metric's own."""
    text = f"{claim.leader_entity or ''} {claim.follower_entity or ''} {claim.sentence}"
    return next((one.use for one in evidence.countings if re.search(one.words, text, re.IGNORECASE)), None)


def countings(case: Case, found: Found) -> tuple[Counting, ...]:
    """Estimate the gap under each way of counting, where the metric has several and the claim is about the gap."""
    if case.claim.kind not in ("ratio_gap", "ranking", "forecast"):
        return ()
    one = found.reading
    key = ("countings", one.metric, found.blocs, one.on, one.vintage, found.counting)
    return case.desk.remembered(key, lambda: tuple(_countings(case, found.pair(case.desk))))


def _countings(case: Case, pair: Pair) -> Iterator[Counting]:
    if pair.counting is None:
        return
    for name, how in pair.metric.countings.items():
        other = case.desk.pair(pair.metric.id, *pair.blocs, pair.on, counting=name)
        gap = ratio(other.metric, other.leader, other.follower, on=other.on)
        low, high = gap.interval()
        yield Counting(
            id=name, label=how.label, median=gap.median, low=low, high=high, unit=gap.unit, used=name == pair.counting
        )


def cited(readings: Iterable[Found]) -> tuple[Cited, ...]:
    """Cite the sources of the facts behind some readings, each once, in order."""
    return cited_as(name for one in readings for name in one.sources)


def cited_as(sources: Iterable[str]) -> tuple[Cited, ...]:
    """Cite sources by their ids, each once, in order."""
    named = [described(name) for name in dict.fromkeys(sources)]
    return tuple(
        Cited(id=one.id, title=one.title, url=one.url, retrieved=one.retrieved, licence=one.licence.name)
        for one in named
    )
