"""Claims of what models cost: held against the prices their makers ask for a million output tokens."""

import re
from datetime import date
from functools import partial

import numpy as np
import polars as pl
from numpy.typing import NDArray

from parity.claims.claim import Claim
from parity.claims.judging.desk import Desk
from parity.claims.judging.measure import Measure, Unanswerable, claimed_ratio, judged, ordered
from parity.claims.judging.rules import rules
from parity.claims.judging.tolerances import within
from parity.claims.judging.turns import turning
from parity.claims.judging.words import number, span
from parity.claims.verdict import Reading
from parity.estimates import Estimate
from parity.facts import tag

__all__ = ["PRICED_BY", "PRICES", "asks_price", "price_reading", "price_turn"]

PRICES, PRICED_BY = "token_price", "api_prices"
NOTE = "read as the price of output tokens by API"
OTHER_COSTS = re.compile(r"\b(train|build|develop|electric|energy|wafer|chip|hardware|salar)", re.IGNORECASE)
"""Words of a claim about another cost than that of use."""
PARTS = re.compile(r"[\s\-_()]+")
Floats = NDArray[np.float64]


def asks_price(claim: Claim) -> bool:
    """Whether a claim compares what two named models cost to use, and may be judged."""
    two = claim.metric == "cost" and claim.checkable and claim.leader_entity and claim.follower_entity
    return bool(two) and claim.kind in ("ratio_gap", "ranking") and not OTHER_COSTS.search(claim.sentence)


def price_reading(claim: Claim, desk: Desk, *, on: date, vintage: date | None) -> Reading | str:
    """Compare two models' prices in force on a day; else say why that cannot be done.

    The leader on cost is the cheaper.  A name that several models share stands for all of them: each pair of prices
    counts alike.
    """
    try:
        measure = _compared(claim, desk, on, vintage)
    except Unanswerable as why:
        return str(why)
    interval = measure.estimate.interval()
    return Reading(
        on=on,
        vintage=vintage,
        median=measure.estimate.median,
        low=interval.low,
        high=interval.high,
        unit="times",
        verdict=measure.finding,
        probability=measure.probability,
        metric=PRICES,
        text=measure.text,
    )


def price_turn(claim: Claim, desk: Desk, *, on: date, vintage: date | None) -> str | None:
    """Say at which claim, or which prices, the word would be another."""
    turn = _compared(claim, desk, on, vintage).turn
    return turn if turn is None or isinstance(turn, str) else turning(turn)


def _compared(claim: Claim, desk: Desk, on: date, vintage: date | None) -> Measure:
    held = _in_force(desk, on, vintage)
    cheap, dear = (_prices(held, name, on) for name in (claim.leader_entity, claim.follower_entity))
    ratios = (dear[:, None] / cheap[None, :]).ravel()
    return _measure(claim, Estimate(ratios, "times", on), _told(claim, cheap, dear))


def _measure(claim: Claim, estimate: Estimate, text: str) -> Measure:
    text = f"{text}: {number(estimate.median)} times {span(estimate)}; {NOTE}"
    if claim.kind == "ratio_gap":
        return judged(
            claim, estimate, partial(within, estimate, rules().tolerance.ratio), claimed_ratio(claim), text, "times"
        )
    return ordered(claim, estimate, text, "the prices were {} times apart", log=True)


def _told(claim: Claim, cheap: Floats, dear: Floats) -> str:
    def asked(prices: Floats) -> str:
        low, high = number(float(prices.min())), number(float(prices.max()))
        return f"${low}" if low == high else f"${low} to ${high}"

    return (
        f"Million output tokens of {claim.follower_entity} cost {asked(dear)}, of {claim.leader_entity} {asked(cheap)}"
    )


def _in_force(desk: Desk, on: date, vintage: date | None) -> list[tuple[list[str], float]]:
    """Makers' own output prices at the base tier on a day, the newest of each model, by the parts of its name."""
    return desk.remembered((PRICES, on, vintage), lambda: _asked(desk, on, vintage))


def _asked(desk: Desk, on: date, vintage: date | None) -> list[tuple[list[str], float]]:
    known = pl.col("known_on") <= vintage if vintage is not None else pl.lit(value=True)
    until = tag("until").str.to_date(strict=False)
    held = (
        desk.facts_of(PRICES, (PRICED_BY,), None)
        .filter(
            tag("direction") == "output",
            tag("context").fill_null("<").str.starts_with("<"),
            tag("provider") == pl.col("organization"),
            known,
            pl.col("date") <= on,
            until.is_null() | (until > on),
        )
        .sort("date", "known_on")
        .unique(tag("model"), keep="last", maintain_order=True)
    )
    return [(PARTS.split(name.casefold()), value) for name, value in held.select("entity", "value").iter_rows()]


def _prices(held: list[tuple[list[str], float]], name: str | None, on: date) -> Floats:
    """The prices of the models that a name stands for: the one of that name, else all whose names begin with it."""
    parts = [part for part in PARTS.split((name or "").casefold()) if part]
    for first in (0, 1):  # with and without the maker's name before it
        wanted = "".join(parts[first:])
        if not any(letter.isdigit() for letter in wanted):
            break  # "Claude" is a family of a dozen prices
        same = [value for words, value in held if "".join(words) == wanted]
        family = [value for words, value in held if wanted in ("".join(words[:n]) for n in range(1, len(words)))]
        if same or family:
            return np.array(same or family)
    raise Unanswerable(f"Parity holds no price of {name} on {on}")
