"""The judge: for each claim the evidence that speaks to it, three dated readings, and a verdict with its reason."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Literal, Protocol

from parity.claims.claim import Claim
from parity.claims.extract import extract as by_rules
from parity.claims.judging.charts import chart_of
from parity.claims.judging.conflicts import conflicts
from parity.claims.judging.desk import Desk, FactsOf
from parity.claims.judging.events import event_reading, event_turn, firm_of, listing_sources
from parity.claims.judging.evidence import Case, Found, as_of, cited, cited_as, counting_asked, countings, read
from parity.claims.judging.influential import influential
from parity.claims.judging.measure import Unanswerable
from parity.claims.judging.prices import PRICED_BY, PRICES, asks_price, price_reading, price_turn
from parity.claims.judging.products import chip_of, product_reading, product_sources, product_turn
from parity.claims.judging.rules import evidence_for
from parity.claims.judging.summary import summary
from parity.claims.judging.turning import would_change
from parity.claims.judging.words import because, reading_of
from parity.claims.verdict import Article, Check, Cited, Reading, Verdict
from parity.errors import BadInput
from parity.series import metric

__all__ = ["Depth", "Extract", "judge", "judge_article", "no_claim"]

Depth = Literal["word", "card", "explained"]
"""word: the verdict and its readings; card: with chart, facts, summary and what would change it; explained: with what
the answer would be without each fact."""


class Extract(Protocol):
    """Finds the claims of an article: the rules, or a language model."""

    def __call__(self, text: str, *, published: date | None = None) -> tuple[Claim, ...]:
        """Return the claims in reading order."""


LISTS_READ = date(2026, 7, 9)
"""Retrieval day of the lists behind `controls/listings.csv`."""


def judge_article(
    article: Article,
    facts_of: FactsOf,
    *,
    published: date | None,
    on: date,
    draws: int,
    seed: int,
    depth: Depth = "card",
    extract: Extract = by_rules,
) -> Check:
    """Find and judge every claim of an article; `extract` finds them.

    An article that claims nothing has no verdicts.  Raises `BadInput` if the article has no date and none is given, or
    lies in the future.
    """
    day = published or article.date
    if day is None:
        raise BadInput(f"{article.source}: no date found in the article; give it with --date YYYY-MM-DD.")
    if day > on:
        raise BadInput(f"{article.source}: the article's date, {day}, lies after {on}; correct it with --date.")
    claims = extract(article.text, published=day)
    desk = Desk(facts_of, draws, seed)
    dated = Article(text=article.text, title=article.title, date=day, source=article.source)
    verdicts = tuple(judge(claim, published=day, on=on, desk=desk, depth=depth) for claim in claims)
    against = conflicts(claims)
    return Check(article=dated, on=on, draws=draws, seed=seed, verdicts=verdicts, conflicts=against)


def no_claim(source: str) -> str:
    """Say that an article makes no claim."""
    return f"{source}: no claim about a gap, level, share, rank, trend or listing found in it."


def judge(claim: Claim, *, published: date, on: date, desk: Desk, depth: Depth = "card") -> Verdict:
    """Judge one claim made on a day, as of then, now, and by what was known then."""
    case = Case(claim, published, on, desk, evidence_for(claim.metric))
    try:
        if claim.kind == "event":
            found = _event(case)
        elif asks_price(claim):
            found = _priced(case, depth)
        elif not claim.checkable and claim.kind != "forecast":
            reasons = (claim.unchecked_because or "it names nothing that could be measured", case.evidence.because)
            raise Unanswerable("; ".join(filter(None, reasons)))
        else:
            found = _measured(case, depth)
    except Unanswerable as why:
        found = _unchecked(case, str(why))
    return found if depth == "word" else replace(found, summary=summary(found, published))


def _measured(case: Case, depth: Depth) -> Verdict:
    claim, evidence = case.claim, case.evidence
    if evidence.because:
        raise Unanswerable(evidence.because)
    leader, follower = case.desk.sides(claim, metric(evidence.metrics[0]))
    counting = counting_asked(evidence, claim)
    day = as_of(case)
    then = read(case, leader.bloc, follower.bloc, day, None, counting)
    now = read(case, leader.bloc, follower.bloc, case.on, None, counting)
    known = read(case, leader.bloc, follower.bloc, day, case.published, counting)
    told = [one for one in (then, now, known) if not isinstance(one, str)]
    if not told or (isinstance(then, str) and isinstance(now, str)):
        raise Unanswerable(str(then))
    first = told[0]
    ways = countings(case, first)
    said = claim.resolution or ""
    notes = [side.note for side in (leader, follower) if side.note and side.note.split(" is read as ")[0] not in said]
    resolved = "; ".join(filter(None, (said, *notes, evidence.note))) or None
    found = Verdict(
        claim=replace(claim, resolution=resolved),
        verdict=first.reading.verdict,
        probability=first.reading.probability,
        because=because(claim, case.published, [one.reading for one in told], ways),
        reading=reading_of(claim, case.published),
        estimate_metric=first.reading.metric,
        then=_reading(then),
        now=_reading(now),
        known_then=_reading(known),
        countings=ways,
        sources=cited(told),
    )
    if depth == "word":
        return found
    drawn = first if isinstance(now, str) else now
    return replace(
        found,
        chart=chart_of(claim, drawn.pair(case.desk), case.published, case.on),
        influential=influential(claim, first.pair(case.desk), explain=depth == "explained"),
        would_change=would_change(case, first, ways),
    )


def _priced(case: Case, depth: Depth) -> Verdict:
    claim, day = case.claim, as_of(case)
    times = ((day, None), (case.on, None), (day, case.published))
    then, now, known = (price_reading(claim, case.desk, on=on, vintage=vintage) for on, vintage in times)
    told = [one for one in (then, now, known) if not isinstance(one, str)]
    if not told:
        raise Unanswerable(str(now))
    readings = [None if isinstance(one, str) else one for one in (then, now, known)]
    turn = None if depth == "word" else price_turn(claim, case.desk, on=told[0].on, vintage=told[0].vintage)
    return _without_draws(case, readings, of=PRICES, sources=cited_as((PRICED_BY,)), turn=turn)


def _reading(found: Found | str) -> Reading | None:
    return None if isinstance(found, str) else found.reading


def _event(case: Case) -> Verdict:
    claim, day = case.claim, as_of(case)
    firm, product = firm_of(claim), chip_of(claim, anywhere=False)
    if firm is None or product is not None:
        product = product or chip_of(claim, anywhere=True)
    times = ((day, None), (case.on, None), (day, case.published))
    readings: list[Reading | None]
    if product is not None:
        readings = [product_reading(product, claim, on=on, vintage=vintage) for on, vintage in times]
        metric_read, sources = "chip_rules", product_sources(product, on=day)
        turn = product_turn(product, claim, on=day, until=max(day, case.on))
    elif firm is not None:
        readings = [event_reading(firm, on=on, vintage=vintage, denied=claim.negated) for on, vintage in times]
        metric_read, sources = "listings", listing_sources(firm, on=case.on, retrieved=LISTS_READ)
        turn = event_turn(firm, on=day, until=case.on, denied=claim.negated)
    else:
        named = claim.follower_entity or claim.actor_entity or claim.follower or "the restricted party"
        raise Unanswerable(f"neither the shipped listings nor the rules on chips hold an act about {named}")
    return _without_draws(case, readings, of=metric_read, sources=sources, turn=turn)


def _without_draws(
    case: Case, readings: Sequence[Reading | None], *, of: str, sources: tuple[Cited, ...], turn: str | None
) -> Verdict:
    """Make the verdict of what is looked up and not estimated: readings of then, now and known then, one at least."""
    told = [one for one in readings if one is not None]
    return Verdict(
        claim=case.claim,
        verdict=told[0].verdict,
        probability=told[0].probability,
        because=because(case.claim, case.published, told, ()),
        reading=reading_of(case.claim, case.published),
        estimate_metric=of,
        then=readings[0],
        now=readings[1],
        known_then=readings[2],
        sources=sources,
        would_change=turn,
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
