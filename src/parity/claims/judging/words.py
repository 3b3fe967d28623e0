"""Numbers and names as a reader sees them."""

import math
from datetime import date

from parity.claims.claim import Claim
from parity.claims.verdict import Counting, Reading
from parity.estimates import Estimate

__all__ = ["because", "claimed_range", "number", "percent", "reading_of", "span"]


def number(x: float) -> str:
    """Write a number with three significant digits, large ones with their power of ten.

    >>> number(5.4321), number(14.46), number(1979.0), number(4.5e25), number(math.inf)
    ('5.43', '14.5', '1,980', '4.5e+25', 'never')
    """
    if not math.isfinite(x):
        return "never"
    if abs(x) >= 1e7:
        return f"{x:.3g}"
    rounded = float(f"{x:.3g}")
    return f"{rounded:,.0f}" if abs(rounded) >= 100 else f"{rounded:g}"


def span(estimate: Estimate) -> str:
    """Write a 90 % interval in brackets."""
    low, high = estimate.interval()
    return f"[{number(low)}, {number(high)}]"


def percent(p: float) -> str:
    """Write a probability as a person would: no false certainty.

    >>> percent(0.999), percent(0.634), percent(0.0)
    ('over 99 %', '63 %', 'under 1 %')
    """
    if p > 0.99:
        return "over 99 %"
    return "under 1 %" if p < 0.01 else f"{100 * p:.0f} %"


def claimed_range(low: float | None, high: float | None) -> str:
    """Write a claimed range, open where a bound is.

    >>> claimed_range(1, 3), claimed_range(10, 10), claimed_range(5, None), claimed_range(None, 2)
    ('1 to 3', '10', 'more than 5', 'less than 2')
    """
    if low is None and high is None:
        return "no number"
    if high is None:
        return f"more than {number(low or 0)}"
    if low is None:
        return f"less than {number(high)}"
    return number(low) if low == high else f"{number(low)} to {number(high)}"


def reading_of(claim: Claim, day: date | None) -> str:
    """Restate a claim in one normalised line: who, what, how much, as of when, said by whom."""
    who = (
        " / ".join(
            filter(None, (_named(claim.leader, claim.leader_entity), _named(claim.follower, claim.follower_entity)))
        )
        or _named(claim.actor, claim.actor_entity)
        or "nobody named"
    )
    amount = ""
    if claim.value_low is not None or claim.value_high is not None:
        unit = claim.unit_raw or claim.unit or ""
        amount = f" = {claimed_range(claim.value_low, claim.value_high)} {unit}".rstrip()
    when = claim.target_date or claim.as_of_date or (day.isoformat() if day else "no date")
    parts = [
        f"{claim.kind.replace('_', ' ')}: {claim.metric or 'nothing measurable'}, {who}{amount}",
        f"{'by' if claim.target_date else 'as of'} {when}",
        f"said by {claim.speaker}" if claim.speaker else "said by the article",
        f"hedged: {'yes' if claim.hedged else 'no'}",
    ]
    if claim.negated:
        parts.append("denied")
    return ", ".join(parts)


def _named(country: str | None, entity: str | None) -> str | None:
    if country and entity:
        return f"{entity} ({country})"
    return entity or country


def because(claim: Claim, published: date, readings: list[Reading], countings: tuple[Counting, ...]) -> str:
    """Say in plain words what a verdict rests on: the readings, where they differ, and the counting."""
    first = readings[0]
    told = [f"On {first.on}: {_sentence(first.text)}"]
    if claim.kind == "forecast" and not claim.target_date:
        told.append("It names no date; ten years are taken.")
    for other in readings[1:]:
        if other.verdict != first.verdict:
            when = f"By what was known on {published}" if other.vintage else "Now"
            told.append(f"{when} it is {other.verdict}: {_sentence(other.text)}")
    if len(readings) > 1 and len({one.verdict for one in readings}) == 1:
        told.append("The verdict is the same now" + (" and by what was known then." if readings[-1].vintage else "."))
    if not any(one.vintage for one in readings):
        told.append(f"No figures that answer it and were public on {published} are shipped.")
    used = next((one for one in countings if one.used), None)
    if used:
        rest = [one for one in countings if not one.used]
        least, most = min(rest, key=lambda one: one.median), max(rest, key=lambda one: one.median)
        told.append(
            f"Counted: {used.label}; other countings give {number(least.median)} ({least.label}) "
            f"to {number(most.median)} ({most.label})."
        )
    return " ".join(told)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".") + "."
