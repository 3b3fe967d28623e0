"""The judge: for each claim the evidence that speaks to it, three dated readings, and a verdict with its reason."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from parity.claims.claim import Claim, Kind
from parity.claims.extract import extract
from parity.claims.judging.charts import chart_of
from parity.claims.judging.desk import Desk, FactsOf
from parity.claims.judging.events import event_reading, firm_of, listing_sources
from parity.claims.judging.measure import MEASURES, Measure, Unanswerable
from parity.claims.judging.outlook import due, last_day, outlook
from parity.claims.judging.rules import Evidence, evidence_for
from parity.claims.judging.sides import sides_for
from parity.claims.judging.words import because, reading_of
from parity.claims.verdict import Article, Check, Cited, Counting, Reading, Verdict
from parity.errors import BadInput, NotObserved
from parity.estimates import Pair, ratio
from parity.series import EPOCH, Bloc, metric
from parity.sources import source

__all__ = ["judge", "judge_article"]

LISTS_READ = date(2026, 7, 9)
"""Retrieval day of the lists behind `controls/listings.csv`."""


@dataclass(frozen=True, slots=True)
class _Case:
    """A claim with what it is judged by."""

    claim: Claim
    published: date
    on: date
    desk: Desk
    evidence: Evidence


def judge_article(
    article: Article, facts_of: FactsOf, *, published: date | None, on: date, draws: int, seed: int
) -> Check:
    """Find and judge every claim of an article.

    Raises `BadInput` if the article has no date and none is given, lies in the future, or makes no claim.
    """
    day = published or article.date
    if day is None:
        raise BadInput(f"{article.source}: no date found in the article; give it with --date YYYY-MM-DD.")
    if day > on:
        raise BadInput(f"{article.source}: the article's date, {day}, lies after {on}; correct it with --date.")
    claims = extract(article.text, published=day)
    if not claims:
        raise BadInput(f"{article.source}: no claim about a gap, level, share, rank, trend or listing found in it.")
    desk = Desk(facts_of, draws, seed)
    dated = Article(text=article.text, title=article.title, date=day, source=article.source)
    verdicts = tuple(judge(claim, published=day, on=on, desk=desk) for claim in claims)
    return Check(article=dated, on=on, draws=draws, seed=seed, verdicts=verdicts)


def judge(claim: Claim, *, published: date, on: date, desk: Desk) -> Verdict:
    """Judge one claim made on a day, as of then, now, and by what was known then."""
    case = _Case(claim, published, on, desk, evidence_for(claim.metric))
    try:
        if claim.kind == "event":
            return _event(case)
        if not claim.checkable and claim.kind != "forecast":
            reasons = (claim.unchecked_because or "it names nothing that could be measured", case.evidence.because)
            raise Unanswerable("; ".join(filter(None, reasons)))
        return _measured(case)
    except Unanswerable as why:
        return _unchecked(case, str(why))


def _measured(case: _Case) -> Verdict:
    claim, evidence = case.claim, case.evidence
    if evidence.because:
        raise Unanswerable(evidence.because)
    leader, follower = sides_for(claim, case.desk.facts(metric(evidence.metrics[0])))
    counting = _counting(evidence, claim)
    day = _as_of(case)
    then = _read(case, leader.bloc, follower.bloc, day, None, counting)
    now = _read(case, leader.bloc, follower.bloc, case.on, None, counting)
    known = _read(case, leader.bloc, follower.bloc, day, case.published, counting)
    first = next((one for one in (then, now) if not isinstance(one, str)), None)
    if first is None:
        raise Unanswerable(str(then))
    told = [one for one in (then, now, known) if not isinstance(one, str)]
    reading, pair = first
    countings = _countings(case, pair)
    said = claim.resolution or ""
    notes = [side.note for side in (leader, follower) if side.note and side.note.split(" is read as ")[0] not in said]
    resolved = "; ".join(filter(None, (said, *notes, evidence.note))) or None
    return Verdict(
        claim=replace(claim, resolution=resolved),
        verdict=reading.verdict,
        probability=reading.probability,
        because=because(claim, case.published, [one[0] for one in told], countings),
        reading=reading_of(claim, case.published),
        estimate_metric=pair.metric.id,
        then=_reading(then),
        now=_reading(now),
        known_then=_reading(known),
        countings=countings,
        sources=_sources([one[1] for one in told]),
        chart=chart_of(claim, pair if isinstance(now, str) else now[1], case.published, case.on),
    )


def _reading(found: tuple[Reading, Pair] | str) -> Reading | None:
    return None if isinstance(found, str) else found[0]


def _read(
    case: _Case, leader: Bloc, follower: Bloc, day: date, vintage: date | None, counting: str | None
) -> tuple[Reading, Pair] | str:
    """Read the first metric that has evidence of the day and answers the claim's form; else say why none does."""
    claim, desk = case.claim, case.desk
    why = f"no evidence on {' or '.join(case.evidence.metrics)} of {leader.id} and {follower.id} by {day}"
    for name in case.evidence.metrics:
        try:
            pair = desk.pair(name, leader, follower, day, vintage=vintage, counting=counting)
            found = _foreseen(case, pair, day) if claim.kind == "forecast" else MEASURES[claim.kind](claim, pair)
        except NotObserved:
            continue
        except Unanswerable as reason:
            why = str(reason)
            continue
        return _told(found, pair, day, vintage), pair
    return why


def _foreseen(case: _Case, pair: Pair, day: date) -> Measure:
    """A forecast that is due is held against what happened; else it gets a probability."""
    by, named = due(case.claim, case.published if case.claim.target_date else day)
    if named and by <= day:  # it is due: what was foretold is read as a claim about the day
        kind: Kind = "trend_closing" if case.claim.value_low is None else "ratio_gap"
        return MEASURES[kind](replace(case.claim, kind=kind), pair)
    return outlook(case.claim, pair, by, seed=case.desk.seed)


def _told(found: Measure, pair: Pair, day: date, vintage: date | None) -> Reading:
    summary = found.estimate.summary()
    return Reading(
        on=day,
        vintage=vintage,
        median=summary["median"],
        low=summary["low"] if found.estimate.draws.size > 1 else None,
        high=summary["high"] if found.estimate.draws.size > 1 else None,
        unit=summary["unit"],
        verdict=found.finding,
        probability=found.probability,
        metric=pair.metric.id,
        text=f"{found.text}{_figures_of(pair, day)}",
    )


def _figures_of(pair: Pair, day: date) -> str:
    """Say of which day the figures are where they come by quarter or year."""
    if pair.metric.kind == "record":
        return ""
    newest = EPOCH + timedelta(days=int(pair.leader.until(pair.on).days[-1]))
    return f" (figures to {newest})" if newest < day else ""


def _as_of(case: _Case) -> date:
    """The day a claim is about: the one it names, if that is not after the article's."""
    named = last_day(case.claim.as_of_date) if case.claim.as_of_explicit else None
    return min(named, case.published) if named else case.published


def _counting(evidence: Evidence, claim: Claim) -> str | None:
    text = f"{claim.leader_entity or ''} {claim.follower_entity or ''} {claim.sentence}"
    return next((one.use for one in evidence.countings if re.search(one.words, text, re.IGNORECASE)), None)


def _countings(case: _Case, pair: Pair) -> tuple[Counting, ...]:
    """The gap under each way of counting, where the metric has several and the claim is about the gap."""
    if pair.counting is None or case.claim.kind not in ("ratio_gap", "ranking", "forecast"):
        return ()
    found = []
    for name, how in pair.metric.countings.items():
        other = case.desk.pair(pair.metric.id, *pair.blocs, pair.on, counting=name)
        gap = ratio(other.metric, other.leader, other.follower, on=other.on)
        low, high = gap.interval()
        found.append(
            Counting(
                id=name,
                label=how.label,
                median=gap.median,
                low=low,
                high=high,
                unit=gap.unit,
                used=name == pair.counting,
            )
        )
    return tuple(found)


def _sources(pairs: list[Pair]) -> tuple[Cited, ...]:
    ids = dict.fromkeys(name for pair in pairs for name in pair.facts["source"].unique().sort().to_list())
    described = [source(name) for name in ids]
    return tuple(
        Cited(id=one.id, title=one.title, url=one.url, retrieved=one.retrieved, licence=one.licence.name)
        for one in described
    )


def _event(case: _Case) -> Verdict:
    claim = case.claim
    firm = firm_of(claim)
    if firm is None:
        named = claim.follower_entity or claim.actor_entity or claim.follower or "the restricted party"
        raise Unanswerable(f"the shipped listings hold no act about {named}, and rules on products are not read yet")
    day = _as_of(case)
    then, now, known = (
        event_reading(firm, on=on, vintage=vintage, denied=claim.negated)
        for on, vintage in ((day, None), (case.on, None), (day, case.published))
    )
    return Verdict(
        claim=claim,
        verdict=then.verdict,
        probability=then.probability,
        because=because(claim, case.published, [then, now, known], ()),
        reading=reading_of(claim, case.published),
        estimate_metric="listings",
        then=then,
        now=now,
        known_then=known,
        sources=listing_sources(firm, on=case.on, retrieved=LISTS_READ),
    )


def _unchecked(case: _Case, why: str) -> Verdict:
    return Verdict(
        claim=case.claim,
        verdict="not checkable",
        probability=None,
        because=f"Not checkable: {why}.",
        reading=reading_of(case.claim, case.published),
        estimate_metric=None,
        then=None,
        now=None,
        known_then=None,
    )
