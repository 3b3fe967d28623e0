"""One reading of the evidence for one claim: the number that answers it, and how probable the claim is by it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from parity.claims.claim import Claim
from parity.claims.judging.rules import LagPart, finding, rules, trend_finding
from parity.claims.judging.words import number, percent, span
from parity.claims.verdict import Finding
from parity.estimates import Estimate, Pair, lag, ratio, trend
from parity.series import values

__all__ = ["MEASURES", "Measure", "Unanswerable"]

Floats = NDArray[np.float64]

MONTHS = {"days": 12 / 365.25, "weeks": 84 / 365.25, "months": 1.0, "quarters": 3.0, "years": 12.0}


class Unanswerable(Exception):
    """Not an error: why the evidence cannot answer a claim of this form, to follow "not checkable:"."""


@dataclass(frozen=True, slots=True)
class Measure:
    """The answer of one pair of blocs to one claim."""

    estimate: Estimate
    probability: float
    finding: Finding
    text: str


def ratio_gap(claim: Claim, pair: Pair) -> Measure:
    """How many times, or by how many points, the leader is better, against what is claimed."""
    of, estimate = pair.metric, ratio(pair.metric, pair.leader, pair.follower, on=pair.on)
    low, high = _claimed_ratio(claim)
    names = f"{pair.leader.bloc} over {pair.follower.bloc}"
    width = rules().tolerance
    if of.scale == "log":
        tight, wide = (_between(estimate, low, high, by, by) for by in (width.ratio.tight, width.ratio.wide))
        text = f"{of.label}, {names}: {number(estimate.median)} times {span(estimate)}"
        return _judged(claim, estimate, tight, wide, text)
    if (low, high) != (1, 1):
        raise Unanswerable(f"{of.label} is an index: it has differences but no ratios")
    near = width.level_with[of.id]
    level = np.abs(estimate.draws)
    text = f"{of.label}, {names}: {number(estimate.median)} {of.unit} {span(estimate)}; level means within {near:g}"
    return _judged(claim, estimate, float((level <= near).mean()), float((level <= 2 * near).mean()), text)


def time_lag(claim: Claim, pair: Pair) -> Measure:
    """How many months ago the leader was where the follower is, against what is claimed."""
    if claim.unit not in MONTHS:
        raise Unanswerable(f"a lag in {claim.unit or 'no unit'} is no fixed time")
    if claim.value_low is None and claim.value_high is None:
        raise Unanswerable("it names no time")
    estimate = lag(pair.leader, pair.follower, on=pair.on)
    low, high = (None if one is None else one * MONTHS[claim.unit] for one in (claim.value_low, claim.value_high))
    width = rules().tolerance.lag
    tight, wide = (_lag_between(estimate, low, high, by) for by in (width.tight, width.wide))
    least = "at least " if estimate.at_least else ""
    text = (
        f"{pair.metric.label}: {pair.follower.bloc} was {least}{number(estimate.median)} months "
        f"behind {pair.leader.bloc} {span(estimate)}"
    )
    found = _judged(claim, estimate, tight, wide, text)
    if estimate.at_least and found.finding != "contradicted":
        return replace(found, finding="unresolved")  # the true lag may be any longer time
    return found


def gap_trend(claim: Claim, pair: Pair) -> Measure:
    """Whether the gap closed, or widened, over the two years before the day."""
    found = trend(pair.metric, pair.leader, pair.follower, on=pair.on)
    if found is None:
        raise Unanswerable(f"too few figures on {pair.metric.label.lower()} to tell a trend")
    p = found.p_closing if claim.kind == "trend_closing" else 1 - found.p_closing
    p = 1 - p if claim.negated else p
    slope = found.slope
    if pair.metric.scale == "log":
        slope = Estimate(100 * np.expm1(slope.draws), "% a year", slope.on)
    text = (
        f"{pair.metric.label}: in the {found.window_months} months before, the gap of {pair.leader.bloc} over "
        f"{pair.follower.bloc} moved by {number(slope.median)} {slope.unit} {span(slope)}; "
        f"P(closing) = {percent(found.p_closing)}"
    )
    return Measure(slope, p, trend_finding(p), text)


def ranking(claim: Claim, pair: Pair) -> Measure:
    """Whether the leader was ahead."""
    estimate = ratio(pair.metric, pair.leader, pair.follower, on=pair.on)
    level = 1.0 if pair.metric.scale == "log" else 0.0
    p = estimate.prob(lambda x: x > level)
    p = 1 - p if claim.negated else p
    unit = "times" if pair.metric.scale == "log" else pair.metric.unit
    text = (
        f"{pair.metric.label}, {pair.leader.bloc} over {pair.follower.bloc}: "
        f"{number(estimate.median)} {unit} {span(estimate)}; ahead with probability {percent(p)}"
    )
    return Measure(estimate, p, trend_finding(p), text)


def share(claim: Claim, pair: Pair) -> Measure:
    """The actor's percentage of the world, against what is claimed; `pair` is the world against the actor."""
    if pair.metric.kind == "record":
        raise Unanswerable(f"{pair.metric.label.lower()} is a record, which has no shares")
    whole = ratio(pair.metric, pair.leader, pair.follower, on=pair.on)
    estimate = Estimate(100 / whole.draws, "percent", pair.on, whole.trace)
    width = rules().tolerance.share
    inside = [
        (estimate.draws >= _or(claim.value_low, -np.inf) - by) & (estimate.draws <= _or(claim.value_high, np.inf) + by)
        for by in (width.tight, width.wide)
    ]
    text = f"{pair.metric.label}: {pair.follower.bloc} had {number(estimate.median)} % of the world {span(estimate)}"
    return _judged(claim, estimate, float(inside[0].mean()), float(inside[1].mean()), text)


def level(claim: Claim, pair: Pair) -> Measure:
    """The actor's own amount, against what is claimed; `pair` is the world against the actor."""
    of = pair.metric
    if of.unit.split()[0] != (claim.unit or ""):
        raise Unanswerable(
            f"Parity's {of.label.lower()} is in {of.unit}, the claim is in {claim.unit_raw or claim.unit or 'no unit'}"
        )
    amount = values(of, pair.follower.until(pair.on).score[:, -1])
    estimate = Estimate(amount, of.unit, pair.on)
    width = rules().tolerance.level
    tight, wide = (_between(estimate, claim.value_low, claim.value_high, by, by) for by in (width.tight, width.wide))
    text = f"{of.label}, {pair.follower.bloc}: {number(estimate.median)} {of.unit} {span(estimate)}"
    return _judged(claim, estimate, tight, wide, text)


MEASURES: dict[str, Callable[[Claim, Pair], Measure]] = {
    "ratio_gap": ratio_gap,
    "time_lag": time_lag,
    "trend_closing": gap_trend,
    "trend_widening": gap_trend,
    "ranking": ranking,
    "share": share,
    "level": level,
}
"""How each kind of claim is measured; events and forecasts have modules of their own."""


def _judged(claim: Claim, estimate: Estimate, tight: float, wide: float, text: str) -> Measure:
    if claim.negated:
        tight, wide = 1 - wide, 1 - tight
    return Measure(estimate, wide, finding(tight, wide), text)


def _claimed_ratio(claim: Claim) -> tuple[float | None, float | None]:
    if claim.norm_ratio_low is not None or claim.norm_ratio_high is not None:
        return claim.norm_ratio_low, claim.norm_ratio_high
    if claim.value_semantics == "advantage":
        return claim.value_low, claim.value_high
    raise Unanswerable("its number cannot be restated as how many times the leader is better")


def _between(estimate: Estimate, low: float | None, high: float | None, down: float, up: float) -> float:
    """Probability that the number lies in a range widened by factors; an open bound is not widened to nothing."""
    return estimate.prob(lambda x: (x >= _or(low, -np.inf) / down) & (x <= _or(high, np.inf) * up))


def _lag_between(estimate: Estimate, low: float | None, high: float | None, by: LagPart) -> float:
    floor = _or(low, -np.inf)
    ceiling = _or(high, np.inf)
    down = max(by.months, by.share * abs(low or 0))
    up = max(by.months, by.share * abs(high or 0))
    if estimate.at_least:  # the true lag may be any longer time
        return estimate.prob(lambda x: x <= ceiling + up)
    return estimate.prob(lambda x: (x >= floor - down) & (x <= ceiling + up))


def _or(bound: float | None, otherwise: float) -> float:
    return otherwise if bound is None else bound
