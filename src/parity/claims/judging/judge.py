"""The judge: for each claim the evidence that speaks to it, three dated readings, and a verdict with its reason."""

from dataclasses import replace
from datetime import date

from parity.claims.claim import Claim
from parity.claims.extract import extract
from parity.claims.judging.charts import chart_of
from parity.claims.judging.desk import Desk, FactsOf
from parity.claims.judging.events import event_reading, firm_of, listing_sources
from parity.claims.judging.evidence import Case, as_of, cited, counting_asked, countings, read
from parity.claims.judging.measure import Unanswerable
from parity.claims.judging.rules import evidence_for
from parity.claims.judging.sides import sides_for
from parity.claims.judging.words import because, reading_of
from parity.claims.verdict import Article, Check, Reading, Verdict
from parity.errors import BadInput
from parity.estimates import Pair
from parity.series import metric

__all__ = ["judge", "judge_article"]

LISTS_READ = date(2026, 7, 9)
"""Retrieval day of the lists behind `controls/listings.csv`."""


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
    case = Case(claim, published, on, desk, evidence_for(claim.metric))
    try:
        if claim.kind == "event":
            return _event(case)
        if not claim.checkable and claim.kind != "forecast":
            reasons = (claim.unchecked_because or "it names nothing that could be measured", case.evidence.because)
            raise Unanswerable("; ".join(filter(None, reasons)))
        return _measured(case)
    except Unanswerable as why:
        return _unchecked(case, str(why))


def _measured(case: Case) -> Verdict:
    claim, evidence = case.claim, case.evidence
    if evidence.because:
        raise Unanswerable(evidence.because)
    leader, follower = sides_for(claim, case.desk.facts(metric(evidence.metrics[0])))
    counting = counting_asked(evidence, claim)
    day = as_of(case)
    then = read(case, leader.bloc, follower.bloc, day, None, counting)
    now = read(case, leader.bloc, follower.bloc, case.on, None, counting)
    known = read(case, leader.bloc, follower.bloc, day, case.published, counting)
    first = next((one for one in (then, now) if not isinstance(one, str)), None)
    if first is None:
        raise Unanswerable(str(then))
    told = [one for one in (then, now, known) if not isinstance(one, str)]
    reading, pair = first
    ways = countings(case, pair)
    said = claim.resolution or ""
    notes = [side.note for side in (leader, follower) if side.note and side.note.split(" is read as ")[0] not in said]
    resolved = "; ".join(filter(None, (said, *notes, evidence.note))) or None
    return Verdict(
        claim=replace(claim, resolution=resolved),
        verdict=reading.verdict,
        probability=reading.probability,
        because=because(claim, case.published, [one[0] for one in told], ways),
        reading=reading_of(claim, case.published),
        estimate_metric=pair.metric.id,
        then=_reading(then),
        now=_reading(now),
        known_then=_reading(known),
        countings=ways,
        sources=cited([one[1] for one in told]),
        chart=chart_of(claim, pair if isinstance(now, str) else now[1], case.published, case.on),
    )


def _reading(found: tuple[Reading, Pair] | str) -> Reading | None:
    return None if isinstance(found, str) else found[0]


def _event(case: Case) -> Verdict:
    claim = case.claim
    firm = firm_of(claim)
    if firm is None:
        named = claim.follower_entity or claim.actor_entity or claim.follower or "the restricted party"
        raise Unanswerable(f"the shipped listings hold no act about {named}, and rules on products are not read yet")
    day = as_of(case)
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


def _unchecked(case: Case, why: str) -> Verdict:
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
