"""Forecast claims: how probable they are by the simple projection, and by when."""

from calendar import monthrange
from datetime import date

import numpy as np

from parity.claims.claim import Claim
from parity.claims.judging.measure import Measure, Unanswerable
from parity.claims.judging.rules import finding, rules
from parity.claims.judging.turns import level_turn
from parity.claims.judging.words import number, percent, span
from parity.claims.verdict import Finding
from parity.estimates import Estimate, Pair, ratio
from parity.forecasts import project

__all__ = ["came_true", "due", "last_day", "outlook"]


def last_day(text: str | None) -> date | None:
    """Return the last day of a date in the text: a day, month, year, or the later end of a range; None if unreadable.

    >>> last_day("2030"), last_day("2026-06"), last_day("2028-02/2030-02"), last_day("late 2030s")
    (datetime.date(2030, 12, 31), datetime.date(2026, 6, 30), datetime.date(2030, 2, 28), None)
    """
    end = (text or "").split("/")[-1].strip()
    try:
        parts = [int(part) for part in end.split("-")]
        if len(parts) == 1:
            return date(parts[0], 12, 31)
        if len(parts) == 2:
            return date(parts[0], parts[1], monthrange(parts[0], parts[1])[1])
        return date(*parts)
    except (ValueError, TypeError):
        return None


def due(claim: Claim, published: date) -> tuple[date, bool]:
    """Return the day a forecast is due, and whether the claim named it."""
    named = last_day(claim.target_date)
    if named is not None and named > published:
        return named, True
    years = rules().forecast.horizon_years
    return date(published.year + years, published.month, min(published.day, 28)), False


def came_true(claim: Claim, pair: Pair, by: date) -> Measure:
    """Whether the follower was level with the leader by the day that a forecast named, now that it has come."""
    near, sign = _nearness(claim, pair)
    gap = ratio(pair.metric, pair.leader, pair.follower, on=min(by, pair.on))
    log = pair.metric.scale == "log"

    def word(shift: float) -> tuple[float, Finding]:
        level = gap.prob(lambda x: (np.log(x) if log else x) + shift <= near)
        p = level if sign else 1 - level
        return p, finding(p, p)

    level = word(0)[0] if sign else 1 - word(0)[0]
    text = (
        f"{pair.metric.label}: on {min(by, pair.on)} the gap of {pair.leader.bloc} over {pair.follower.bloc} was "
        f"{number(gap.median)} {gap.unit} {span(gap)}; level with probability {percent(level)}"
    )
    turn = level_turn(lambda shift: word(shift)[1], gap, f"the gap had been {{}} {gap.unit}", log=log)
    return Measure(gap, *word(0), text, turn)


def outlook(claim: Claim, pair: Pair, by: date, *, seed: int) -> Measure:
    """Probability that the follower is level with the leader by a day, by the joint drift random walk.

    Level is read with the rules' factor, so that "no gap" need not mean ahead.
    """
    near, sign = _nearness(claim, pair)
    ahead = project(pair, until=by, seed=seed)
    gap = ahead.leader - ahead.follower
    level_by = np.logical_or.accumulate(gap <= near, axis=1)
    level = level_by[:, -1]
    p = float(level.mean()) if sign else float(1 - level.mean())
    likely = next((day for day, share in zip(ahead.dates, level_by.mean(axis=0), strict=True) if share >= 0.5), None)
    turn = f"It falls due on {by}; by the same projection level is " + (
        f"as likely as not from {likely}." if likely else "less likely than not until then."
    )
    text = (
        f"{pair.metric.label}: if {pair.leader.bloc} and {pair.follower.bloc} go on "
        f"as in the three years to {pair.on}, "
        f"they are level by {by} with probability {percent(float(level.mean()))} (drift random walk)"
    )
    return Measure(Estimate(np.array([100 * p]), "% likely", pair.on), p, "too early", text, turn)


def _nearness(claim: Claim, pair: Pair) -> tuple[float, bool]:
    """How small a gap counts as none, in scores, and whether the claim foretells one; refuses other numbers."""
    if claim.value_low is not None or claim.value_high is not None:
        raise Unanswerable("its number is not one that the projection of two frontiers gives")
    tolerance = rules().tolerance.level_with
    near = np.log(rules().forecast.level_factor) if pair.metric.scale == "log" else tolerance[pair.metric.id]
    return float(near), (claim.direction != "widening") != claim.negated
