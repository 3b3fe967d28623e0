"""What would change a finding: how far the claim, or the evidence, would have to move until the word is another one."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from parity.claims.judging.words import claimed_range, number
from parity.claims.verdict import Finding
from parity.estimates import Estimate

__all__ = ["Turn", "level_turn", "number_turn", "share_turn", "turning"]

Bounds = tuple[float | None, float | None]

STEPS = 120
"""Steps looked at on either side before no change is within reach."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A finding as it follows one change: `word(0)` is the finding as it is."""

    word: Callable[[float], Finding]
    say: Callable[[float], str]
    """The changed claim or evidence in words, to follow "if"."""
    step: float
    """A small change."""


def number_turn(word: Callable[[Bounds], Finding], claimed: Bounds, unit: str) -> Turn:
    """Let a claimed number be another: both bounds by one factor, or by an amount where one is not above zero."""
    stated = [abs(one) for one in claimed if one is not None]
    if all(one is None or one > 0 for one in claimed):
        return _claimed(lambda by: _each(claimed, lambda one: one * float(np.exp(by))), word, unit, 0.05)
    return _claimed(lambda by: _each(claimed, lambda one: one + by), word, unit, max(*stated, 1.0) / 20)


def share_turn(word: Callable[[Bounds], Finding], claimed: Bounds, unit: str) -> Turn:
    """Let a claimed percentage be another, by points and within 0 and 100."""
    return _claimed(lambda by: _each(claimed, lambda one: min(max(one + by, 0.0), 100.0)), word, unit, 1.0)


def level_turn(word: Callable[[float], Finding], estimate: Estimate, told: str, *, log: bool = False) -> Turn:
    """Let the evidence be shifted as a whole: by an amount, or by a factor where gaps are ratios."""
    middle, (low, high) = estimate.median, estimate.interval()
    spread = np.log(high / low) if log and low > 0 else high - low
    step = float(spread) / 20 if np.isfinite(spread) and spread > 0 else 0.05
    return Turn(word, lambda by: told.format(number(middle * float(np.exp(by)) if log else middle + by)), step)


def turning(turn: Turn, *, least: Finding | None = None) -> str | None:
    """Say where the word changes, on either side; None where no change is within reach.

    `least` replaces "contradicted" where the evidence is too partial to contradict.

    >>> near = Turn(lambda by: "supported" if by < 1.5 else "contradicted", lambda by: f"it were {by:.1f}", 1)
    >>> turning(near)
    'It would be contradicted if it were 1.5.'
    """

    def word(by: float) -> Finding:
        found = turn.word(by)
        return least if least and found == "contradicted" else found

    found = [one for side in (-1, 1) if (one := _first_change(word, side * turn.step))]
    if not found:
        return None
    return "It would be " + ", and ".join(f"{new} if {turn.say(by)}" for by, new in found) + "."


def _first_change(word: Callable[[float], Finding], step: float) -> tuple[float, Finding] | None:
    """Walk until the word changes, then halve the last step down."""
    now = word(0)
    for count in range(1, STEPS + 1):
        if word(count * step) != now:
            same, other = (count - 1) * step, count * step
            for _ in range(12):
                middle = (same + other) / 2
                same, other = (middle, other) if word(middle) == now else (same, middle)
            return other, word(other)
    return None


def _claimed(change: Callable[[float], Bounds], word: Callable[[Bounds], Finding], unit: str, step: float) -> Turn:
    return Turn(lambda by: word(change(by)), lambda by: f"it said {claimed_range(*change(by))} {unit}", step)


def _each(claimed: Bounds, change: Callable[[float], float]) -> Bounds:
    low, high = (None if one is None else change(one) for one in claimed)
    return low, high
