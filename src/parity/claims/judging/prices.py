"""Claims of what models cost: held against the prices their makers ask for a million output tokens."""

import re
from datetime import date
from functools import partial

import numpy as np
import polars as pl
from numpy.typing import NDArray

from parity.claims.claim import Claim
from parity.claims.judging.desk import Desk
from parity.claims.judging.measure import Measure, Unanswerable, claimed_ratio, judged
from parity.claims.judging.rules import finding, rules
from parity.claims.judging.tolerances import within
from parity.claims.judging.turns import level_turn, turning
from parity.claims.judging.words import number, span
from parity.claims.verdict import Finding, Reading
from parity.estimates import Estimate

__all__ = ["METRIC", "SOURCE", "asks_price", "price_reading", "price_turn"]

METRIC, SOURCE = "token_price", "api_prices"
NOTE = "read as the price of output tokens by API"
OTHER_COSTS = re.compile(r"\b(train|build|develop|electric|energy|wafer|chip|hardware|salar)", re.IGNORECASE)
"""Words of a claim about another cost than that of use."""
PARTS = re.compile(r"[\s\-_()]+")
Floats = NDArray[np.float64]


def asks_price(claim: Claim) -> bool:
    """Whether a claim compares what two named models cost to use."""
    two = claim.leader_entity and claim.follower_entity
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
        metric=METRIC,
        text=measure.text,
    )


def price_turn(claim: Claim, desk: Desk, *, on: date, vintage: date | None) -> str | None:
    """Say at which claim, or which prices, the word would be another."""
    turn = _compared(claim, desk, on, vintage).turn
    return turn if turn is None or isinstance(turn, str) else turning(turn)


def _compared(claim: Claim, desk: Desk, on: date, vintage: date | None) -> Measure:
    facts = _in_force(desk, on, vintage)
    cheap, dear = (_prices(facts, name, on) for name in (claim.leader_entity, claim.follower_entity))
    ratios = (dear[:, None] / cheap[None, :]).ravel()
    return _measure(claim, Estimate(ratios, "times", on), _told(claim, cheap, dear))


def _measure(claim: Claim, estimate: Estimate, text: str) -> Measure:
    text = f"{text}: {number(estimate.median)} times {span(estimate)}; {NOTE}"
    if claim.kind == "ratio_gap":
        return judged(
            claim, estimate, partial(within, estimate, rules().tolerance.ratio), claimed_ratio(claim), text, "times"
        )

    def word(shift: float) -> tuple[float, Finding]:
        cheaper = estimate.prob(lambda x: x * np.exp(shift) > 1)
        cheaper = 1 - cheaper if claim.negated else cheaper
        return cheaper, finding(cheaper, cheaper)

    turn = level_turn(lambda shift: word(shift)[1], estimate, "the prices were {} times apart", log=True)
    return Measure(estimate, *word(0), text, turn)


def _told(claim: Claim, cheap: Floats, dear: Floats) -> str:
    def asked(prices: Floats) -> str:
        low, high = number(float(prices.min())), number(float(prices.max()))
        return f"${low}" if low == high else f"${low} to ${high}"

    return (
        f"Million output tokens of {claim.follower_entity} cost {asked(dear)}, of {claim.leader_entity} {asked(cheap)}"
    )


def _in_force(desk: Desk, on: date, vintage: date | None) -> pl.DataFrame:
    """Makers' own output prices at the base tier that hold on a day, the newest of each model."""
    return desk.remembered((METRIC, on, vintage), lambda: _asked(desk, on, vintage))


def _asked(desk: Desk, on: date, vintage: date | None) -> pl.DataFrame:
    def tag(name: str) -> pl.Expr:
        return pl.col("tags").str.extract(rf"(?:^|;){name}=([^;]+)")

    known = pl.col("known_on") <= vintage if vintage is not None else pl.lit(value=True)
    return (
        desk.facts_of(METRIC, (SOURCE,), None)
        .with_columns(
            model=tag("model"),
            until=tag("until").str.to_date(strict=False),
            base=tag("context").fill_null("<").str.starts_with("<"),
            own=tag("provider") == pl.col("organization"),
            output=tag("direction") == "output",
        )
        .filter(
            "output", "base", "own", known, pl.col("date") <= on, pl.col("until").is_null() | (pl.col("until") > on)
        )
        .sort("date", "known_on")
        .unique("model", keep="last", maintain_order=True)
    )


def _prices(facts: pl.DataFrame, name: str | None, on: date) -> Floats:
    """The prices of the models that a name stands for: the one of that name, else all whose names begin with it."""
    parts = [part for part in PARTS.split((name or "").casefold()) if part]
    held = [(PARTS.split(entity.casefold()), value) for entity, value in facts.select("entity", "value").iter_rows()]
    for first in (0, 1):  # with and without the maker's name before it
        wanted = "".join(parts[first:])
        if not any(letter.isdigit() for letter in wanted):
            break  # "Claude" is a family of a dozen prices
        same = [value for words, value in held if "".join(words) == wanted]
        family = [value for words, value in held if wanted in ("".join(words[:n]) for n in range(1, len(words)))]
        if same or family:
            return np.array(same or family)
    raise Unanswerable(f"Parity holds no price of {name} on {on}")
