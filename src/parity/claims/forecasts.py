"""Forecasts: predictions, targets and goals that move a gap, a lead or an amount."""

from collections.abc import Iterator
from datetime import date

from parity.claims.dates import due, horizon
from parity.claims.draft import Draft
from parity.claims.metrics import choose
from parity.claims.phrases import Hit
from parity.claims.quantities import DURATIONS, Quantity
from parity.claims.scene import Scene
from parity.claims.sides import counterpart, orient, pair_around, rivals, subject

REACH = 16  # words between the future and what it will bring
AMOUNTS = ("count", "nm", "power", "flop", "flops", "money", "percent", "times")
NO_HORIZON = "it names no date by which it should come true"


def forecasts(scene: Scene, published: date | None) -> Iterator[Draft]:
    """Yield the forecasts of a sentence."""
    future = scene.cues.get("future", [])
    target = due(scene.sentence.text, published) if future or scene.has("would") else None
    gap = next((hit for tag in ("catch", "close", "widen", "fallback") for hit in scene.cues.get(tag, ()) if _moves(scene, hit)), None)
    if not future and not (scene.has("would") and gap is not None):
        return
    if scene.has("openq"):
        return
    start = future[0] if future else scene.cues["would"][0]
    chance = next((a for a in scene.amounts if a.kind == "percent"), None) if scene.said("probability", "chance", "odds", "likelihood") else None
    lead = gap or _lead(scene, start)
    amount = _amount(scene, start, target)
    if lead is None and amount is None and target is None:
        return
    anchor = lead.first if lead else amount.first if amount else start.first
    draft = _relation(scene, lead, anchor) if lead is not None else _single(scene, start, amount)
    if draft is None:
        return
    draft.target = target
    if chance is not None:
        draft.low, draft.high, draft.unit, draft.semantics = chance.low, chance.high, "percent", "probability"
    span = next((a for a in scene.amounts if a.kind in DURATIONS and a.low is not None), None)
    if target is None and span is not None:
        draft.target = horizon(span.low, span.high, span.kind, published)
        if chance is None and lead is not None:
            draft.low, draft.high, draft.unit, draft.semantics = span.low, span.high, span.kind, "horizon"
    if draft.target is None:
        draft.unchecked = NO_HORIZON
    yield draft


def _moves(scene: Scene, hit: Hit) -> bool:
    return hit.tag in ("catch", "fallback") or scene.near("gap", hit.first, hit.last, 7) is not None


def _lead(scene: Scene, start: Hit) -> Hit | None:
    """Find what the future brings: a lead, a lag, parity, a gap that goes away."""
    for tag in ("ahead", "behind", "parity", "nearly", "gap", "rank"):
        hit = scene.near(tag, start.first, start.last, REACH)
        if hit is not None:
            return hit
    return None


def _amount(scene: Scene, start: Hit, target: str | None) -> Quantity | None:
    for amount in scene.amounts:
        near = abs(amount.first - start.last) <= REACH
        bare = amount.kind == "bare" and (amount.low or 0) >= 1000 and target is not None
        if near and (amount.kind in AMOUNTS or bare):
            return amount
    return None


def _relation(scene: Scene, lead: Hit, anchor: int) -> Draft | None:
    here, there, notes = pair_around(scene, lead.first, lead.last)
    if here is None and scene.story.pair is not None:
        leader, follower = scene.story.pair
        notes = ["both parties carried over from an earlier sentence"]
    elif here is None or there is None:
        return None
    elif lead.tag in ("ahead", "rank") and lead.tag not in ("gap",) and not _noun(scene, lead):
        leader, follower = here, there
    elif lead.tag in ("behind", "nearly", "catch", "fallback"):
        leader, follower = there, here
    else:
        leader, follower = orient(here, there, None)
    if not rivals(leader, follower):
        return None
    draft = Draft("forecast", anchor, leader=leader, follower=follower, resolved=notes)
    draft.metric = choose(scene, anchor, (leader, follower))
    if lead.tag in ("rank", "ahead"):
        draft.actor = here
    if lead.tag in ("close", "catch", "gap", "parity", "nearly", "behind", "ahead"):
        draft.direction = "closing"
    if lead.tag in ("widen", "fallback"):
        draft.direction = "widening"
    return draft


def _noun(scene: Scene, hit: Hit) -> bool:
    return scene.words.words[hit.first] in ("lead", "advantage", "edge", "dominance", "superiority")


def _single(scene: Scene, start: Hit, amount: Quantity | None) -> Draft | None:
    who, how = subject(scene, start.first)
    if who is None:
        later = scene.after(start.last)
        who, how = (later[0], None) if later else (None, None)
    if who is None:
        return None
    at = amount.first if amount else start.first
    draft = Draft("forecast", at, actor=who, resolved=[how] if how else [])
    draft.metric = choose(scene, at, (who,))
    if amount is not None:
        draft.low, draft.high, draft.semantics = amount.low, amount.high, "absolute"
        draft.unit, draft.raw = unit_of(amount)
        if amount.kind in ("percent", "times"):
            draft.semantics = "growth"
    return draft


def unit_of(amount: Quantity) -> tuple[str, str | None]:
    """Return a claim's unit, and the raw one where the guideline's list has none."""
    plain = {"money": amount.unit, "percent": "percent", "fraction": "percent", "times": "x", "flop": "FLOP"}
    if amount.kind in plain:
        unit = plain[amount.kind]
        return (unit, None) if unit in ("USD", "percent", "x", "FLOP") else ("none", unit)
    return ("chips", None) if amount.unit == "chips" else ("none", amount.unit or None)


__all__ = ["counterpart", "forecasts", "unit_of"]
