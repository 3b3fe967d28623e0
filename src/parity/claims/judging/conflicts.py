"""Claims of one article that cannot both hold: a gap that closes and widens, two leaders, two numbers."""

from collections.abc import Sequence
from itertools import combinations

from parity.claims.claim import Claim
from parity.claims.judging.measure import MONTHS
from parity.claims.judging.rules import rules
from parity.claims.judging.words import claimed_range
from parity.claims.verdict import Conflict

__all__ = ["conflicts"]

MANY = 400
"""Claims of one article that are held against each other; a page with more is a table."""
Range = tuple[float, float]


def conflicts(claims: Sequence[Claim]) -> tuple[Conflict, ...]:
    """Return each pair of claims about the same thing on the same day that contradict each other.

    >>> base = {"char_start": 0, "char_end": 1, "metric": "capability", "kind": "ranking"}
    >>> us = Claim(sentence="The US leads.", leader="United States", follower="China", **base)
    >>> cn = Claim(sentence="China leads.", leader="China", follower="United States", **base)
    >>> conflicts((us, cn))[0].because
    'one has United States ahead of China, the other China ahead of United States'
    """
    found = []
    for (i, one), (j, other) in combinations(enumerate(claims[:MANY]), 2):
        if one.metric in (None, "other") or one.metric != other.metric or _day(one) != _day(other):
            continue
        if one.sentence != other.sentence and (why := _moves(one, other) or _order(one, other) or _numbers(one, other)):
            found.append(Conflict(first=i, second=j, because=why))
    return tuple(found)


def _day(claim: Claim) -> str | None:
    return claim.as_of_date if claim.as_of_explicit else claim.target_date


def _sides(claim: Claim) -> tuple[str, str] | None:
    leader, follower = claim.leader_entity or claim.leader, claim.follower_entity or claim.follower
    return (leader, follower) if leader and follower and leader != follower else None


def _moves(one: Claim, other: Claim) -> str | None:
    sides = [_sides(claim) for claim in (one, other)]
    ways = [_way(claim) for claim in (one, other)]
    if None in ways or None in sides or ways[0] == ways[1] or set(sides[0] or ()) != set(sides[1] or ()):
        return None
    return f"one has the gap {ways[0]}, the other {ways[1]}"


def _way(claim: Claim) -> str | None:
    """Which way a claim has the gap go; a denied one says nothing of the other way."""
    moves = {"trend_closing": "closing", "trend_widening": "widening"}
    return None if claim.negated else moves.get(claim.kind)


def _order(one: Claim, other: Claim) -> str | None:
    first, second = _ahead(one), _ahead(other)
    if first is None or second is None or first != second[::-1]:
        return None
    return f"one has {first[0]} ahead of {first[1]}, the other {second[0]} ahead of {second[1]}"


def _ahead(claim: Claim) -> tuple[str, str] | None:
    """Who is ahead of whom by a claim; None where it leaves that open."""
    if claim.negated or claim.kind not in ("ranking", "time_lag", "ratio_gap"):
        return None
    if claim.kind == "ratio_gap" and (claim.norm_ratio_low is None or claim.norm_ratio_low <= 1):
        return None
    if claim.kind == "time_lag" and (claim.value_low is None or claim.value_low <= 0):
        return None
    return _sides(claim)


def _numbers(one: Claim, other: Claim) -> str | None:
    if one.kind != other.kind or _named(one) != _named(other) or one.hedged != other.hedged:
        return None
    first, second = _range(one), _range(other)
    if first is None or second is None:
        return None
    (low, high), (least, most) = sorted((first, second))
    apart = high < least or most < low
    if one.negated != other.negated:
        return None if apart else f"one states {_said(one)}, the other denies it"
    return f"one states {_said(one)}, the other {_said(other)}" if apart and not one.negated else None


def _named(claim: Claim) -> tuple[object, ...]:
    unit = claim.unit_raw if claim.unit in (None, "none") else claim.unit
    return (_sides(claim), claim.actor_entity or claim.actor, None if claim.kind == "time_lag" else unit)


def _range(claim: Claim) -> Range | None:
    """The claimed range, widened by half of the wide tolerance on each side, so that two such ranges meet at it."""
    width = rules().tolerance
    low, high = claim.value_low, claim.value_high
    if claim.kind == "ratio_gap":
        low, high = claim.norm_ratio_low, claim.norm_ratio_high
    if (low is None and high is None) or claim.kind not in ("ratio_gap", "level", "share", "time_lag"):
        return None
    floor = float("-inf") if low is None else low
    ceiling = float("inf") if high is None else high
    if claim.kind == "share":
        return floor - width.share.wide / 2, ceiling + width.share.wide / 2
    if claim.kind == "time_lag":
        months = MONTHS.get(claim.unit or "")
        if months is None:
            return None
        part = width.lag.wide
        room = max(part.months / 2, part.share / 2 * months * abs(high if high is not None else low or 0))
        return floor * months - room, ceiling * months + room
    factor = (width.ratio.wide if claim.kind == "ratio_gap" else width.level.wide) ** 0.5
    return floor / factor, ceiling * factor


def _said(claim: Claim) -> str:
    return f"{claimed_range(claim.value_low, claim.value_high)} {claim.unit_raw or claim.unit or ''}".strip()
