"""One reading of the evidence for one claim: the number that answers it, and how probable the claim is by it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from parity.claims.claim import Claim
from parity.claims.judging.rules import finding, rules, trend_finding
from parity.claims.judging.tolerances import Bounds, lag_within, share_within, within
from parity.claims.judging.turns import Turn, level_turn, number_turn, share_turn
from parity.claims.judging.words import number, percent, span
from parity.claims.verdict import Finding
from parity.estimates import Estimate, Pair, lag, ratio, trend
from parity.series import values

__all__ = ["MEASURES", "Measure", "Unanswerable", "claimed_ratio", "judged", "ordered"]

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
    turn: Turn | str | None = None
    """What would change the finding: how it follows a change, or, where that is one fact, the fact."""


def ratio_gap(claim: Claim, pair: Pair) -> Measure:
    """How many times, or by how many points, the leader is better, against what is claimed."""
    of, estimate = pair.metric, ratio(pair.metric, pair.leader, pair.follower, on=pair.on)
    low, high = claimed_ratio(claim)
    names = f"{pair.leader.bloc} over {pair.follower.bloc}"
    width = rules().tolerance
    if of.scale == "log":
        text = f"{of.label}, {names}: {number(estimate.median)} times {span(estimate)}"
        held = partial(within, estimate, width.ratio)
        return judged(claim, estimate, held, (low, high), text, "times")
    if (low, high) != (1, 1):
        raise Unanswerable(f"{of.label} is an index: it has differences but no ratios")
    near = width.level_with[of.id]
    text = f"{of.label}, {names}: {number(estimate.median)} {of.unit} {span(estimate)}; level means within {near:g}"

    def word(shift: float) -> tuple[float, Finding]:
        apart = np.abs(estimate.draws + shift)
        return _word(claim, float((apart <= near).mean()), float((apart <= 2 * near).mean()))

    turn = level_turn(lambda shift: word(shift)[1], estimate, f"the gap were {{}} {of.unit}")
    return Measure(estimate, *word(0), text, turn)


def time_lag(claim: Claim, pair: Pair) -> Measure:
    """How many months ago the leader was where the follower is, against what is claimed."""
    if claim.unit not in MONTHS:
        raise Unanswerable(f"a lag in {claim.unit or 'no unit'} is no fixed time")
    if claim.value_low is None and claim.value_high is None:
        raise Unanswerable("it names no time")
    estimate = lag(pair.leader, pair.follower, on=pair.on)
    low, high = (None if one is None else one * MONTHS[claim.unit] for one in (claim.value_low, claim.value_high))
    least = "at least " if estimate.at_least else ""
    text = (
        f"{pair.metric.label}: {pair.follower.bloc} was {least}{number(estimate.median)} months "
        f"behind {pair.leader.bloc} {span(estimate)}"
    )
    return judged(claim, estimate, partial(lag_within, estimate), (low, high), text, "months")


def gap_trend(claim: Claim, pair: Pair) -> Measure:
    """Whether the gap closed, or widened, over the two years before the day."""
    found = trend(pair.metric, pair.leader, pair.follower, on=pair.on)
    if found is None:
        raise Unanswerable(f"too few figures on {pair.metric.label.lower()} to tell a trend")

    def word(shift: float) -> tuple[float, Finding]:
        p = float((slope.draws + shift < 0).mean())
        p = p if (claim.kind == "trend_closing") != claim.negated else 1 - p
        return p, trend_finding(p)

    slope = found.slope
    if pair.metric.scale == "log":
        slope = Estimate(100 * np.expm1(slope.draws), "% a year", slope.on)
    text = (
        f"{pair.metric.label}: in the {found.window_months} months before, the gap of {pair.leader.bloc} over "
        f"{pair.follower.bloc} moved by {number(slope.median)} {slope.unit} {span(slope)}; "
        f"P(closing) = {percent(found.p_closing)}"
    )
    turn = level_turn(lambda shift: word(shift)[1], slope, f"the gap moved by {{}} {slope.unit}")
    return Measure(slope, *word(0), text, turn)


def ranking(claim: Claim, pair: Pair) -> Measure:
    """Whether the leader was ahead."""
    estimate = ratio(pair.metric, pair.leader, pair.follower, on=pair.on)
    log = pair.metric.scale == "log"
    unit = "times" if log else pair.metric.unit
    text = f"{pair.metric.label}, {pair.leader.bloc} over {pair.follower.bloc}: "
    text += f"{number(estimate.median)} {unit} {span(estimate)}"
    found = ordered(claim, estimate, text, f"the gap were {{}} {unit}", log=log)
    return replace(found, text=f"{text}; ahead with probability {percent(found.probability)}")


def ordered(claim: Claim, estimate: Estimate, text: str, shifted: str, *, log: bool) -> Measure:
    """Judge an order by the gap: a ratio above 1 where it is `log`, else a difference above 0."""

    def word(shift: float) -> tuple[float, Finding]:
        p = estimate.prob(lambda x: x * np.exp(shift) > 1 if log else x + shift > 0)
        p = 1 - p if claim.negated else p
        return p, trend_finding(p)

    turn = level_turn(lambda shift: word(shift)[1], estimate, shifted, log=log)
    return Measure(estimate, *word(0), text, turn)


def share(claim: Claim, pair: Pair) -> Measure:
    """The actor's percentage of the world, against what is claimed; `pair` is the world against the actor."""
    if pair.metric.kind == "record":
        raise Unanswerable(f"{pair.metric.label.lower()} is a record, which has no shares")
    whole = ratio(pair.metric, pair.leader, pair.follower, on=pair.on)
    estimate = Estimate(100 / whole.draws, "percent", pair.on, whole.trace)
    text = f"{pair.metric.label}: {pair.follower.bloc} had {number(estimate.median)} % of the world {span(estimate)}"
    return judged(claim, estimate, partial(share_within, estimate), (claim.value_low, claim.value_high), text, "%")


def level(claim: Claim, pair: Pair) -> Measure:
    """The actor's own amount, against what is claimed; `pair` is the world against the actor."""
    of = pair.metric
    if of.unit.split()[0] != (claim.unit or ""):
        raise Unanswerable(
            f"Parity's {of.label.lower()} is in {of.unit}, the claim is in {claim.unit_raw or claim.unit or 'no unit'}"
        )
    amount = values(of, pair.follower.until(pair.on).score[:, -1])
    estimate = Estimate(amount, of.unit, pair.on)
    text = f"{of.label}, {pair.follower.bloc}: {number(estimate.median)} {of.unit} {span(estimate)}"
    held = partial(within, estimate, rules().tolerance.level)
    return judged(claim, estimate, held, (claim.value_low, claim.value_high), text, of.unit)


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


Held = Callable[[Bounds], tuple[float, float]]


def judged(claim: Claim, estimate: Estimate, held: Held, claimed: Bounds, text: str, unit: str) -> Measure:
    """Judge a claimed number: `held` gives the probabilities that a range holds, tightly and widely read."""

    def word(bounds: Bounds) -> tuple[float, Finding]:
        p, found = _word(claim, *held(bounds))
        # Behind a least lag the true one may be any longer time.
        return p, "unresolved" if estimate.at_least and found != "contradicted" else found

    turn = share_turn if unit == "%" else number_turn
    return Measure(estimate, *word(claimed), text, turn(lambda bounds: word(bounds)[1], claimed, unit))


def _word(claim: Claim, tight: float, wide: float) -> tuple[float, Finding]:
    if claim.negated:
        tight, wide = 1 - wide, 1 - tight
    return wide, finding(tight, wide)


def claimed_ratio(claim: Claim) -> tuple[float | None, float | None]:
    """Return how many times better a claim has the leader."""
    if claim.norm_ratio_low is not None or claim.norm_ratio_high is not None:
        return claim.norm_ratio_low, claim.norm_ratio_high
    if claim.value_semantics == "advantage":
        return claim.value_low, claim.value_high
    raise Unanswerable("its number cannot be restated as how many times the leader is better")
