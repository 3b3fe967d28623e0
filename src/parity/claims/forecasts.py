"""Forecasts: predictions, targets and goals that move a gap, a lead or an amount."""

from collections.abc import Iterator
from datetime import date

from parity.claims.dates import due, horizon
from parity.claims.draft import Draft
from parity.claims.metrics import choose
from parity.claims.phrases import Hit
from parity.claims.quantities import DURATIONS, Quantity
from parity.claims.scene import Scene
from parity.claims.sides import orient, pair_around, rivals, subject

REACH = 16  # words between the future and what it will bring
AMOUNTS = ("count", "nm", "power", "flop", "flops", "money", "percent", "times")
CHANCES = ("probability", "chance", "chances", "odds", "likelihood")
NO_HORIZON = "it names no date by which it should come true"


def forecasts(scene: Scene, published: date | None) -> Iterator[Draft]:
    """Yield the forecasts of a sentence."""
    start = _start(scene)
    if start is None or scene.has("openq"):
        return
    target = due(scene.sentence.text, published)
    lead = _lead(scene, start)
    certain = start.tag == "future"
    if not certain and (lead is None or lead.tag not in ("catch", "close", "widen", "fallback", "nearly")):
        return
    amounts = _amounts(scene, start, target) if certain else []
    if lead is not None:
        draft = _relation(scene, lead, lead.first)
        drafts = [draft] if draft is not None else []
    elif amounts:
        drafts = [draft for amount in amounts for draft in [_single(scene, start, amount)] if draft is not None]
    elif (target is not None and certain) or scene.near("progress", start.first, start.last, REACH):
        draft = _single(scene, start, None)
        drafts = [draft] if draft is not None and draft.metric not in (None, "other", "market_share") and scene.technical else []
    else:
        return
    for draft in drafts:
        _date(scene, draft, target, published, relation=lead is not None)
        draft.since = start.first
        yield draft


def _date(scene: Scene, draft: Draft, target: str | None, published: date | None, *, relation: bool) -> None:
    """Say when it falls due and how likely it is held, where the text does."""
    chance = next((a for a in scene.amounts if a.kind == "percent"), None) if scene.said(*CHANCES) else None
    if chance is not None:
        draft.low, draft.high, draft.unit, draft.semantics = chance.low, chance.high, "percent", "probability"
    span = next((a for a in scene.amounts if a.kind in DURATIONS and a.low is not None), None)
    draft.target = target
    if target is None and span is not None:
        draft.target = horizon(span.low, span.high, span.kind, published)
        if chance is None and relation:
            draft.low, draft.high, draft.unit, draft.semantics = span.low, span.high, span.kind, "horizon"
    if draft.target is None:
        draft.unchecked = NO_HORIZON


def _start(scene: Scene) -> Hit | None:
    """Find where the future begins; "may be closing" is the present."""
    words = scene.words.words
    for hit in scene.cues.get("future", ()):
        if not (words[hit.first] in ("may", "might", "could") and "be" in words[hit.last : hit.last + 3]):
            return hit
    for hit in scene.cues.get("would", ()):
        following = words[hit.last : hit.last + 4]
        progressive = "be" in following[:3] and any(word.endswith("ing") for word in following)
        if not progressive and "have" not in following[:2]:
            return hit
    return None


def _lead(scene: Scene, start: Hit) -> Hit | None:
    """Find what the future brings: a gap that moves, a lead, a lag, parity."""
    for tag in ("catch", "close", "widen", "fallback"):
        for hit in scene.cues.get(tag, ()):
            moves = tag in ("catch", "fallback") or scene.near("gap", hit.first, hit.last, 7) is not None
            if moves and hit.last > start.first - 3:
                return hit
    for tag in ("ahead", "behind", "parity", "nearly", "rank"):
        for hit in scene.cues.get(tag, ()):
            if 0 <= hit.first - start.first <= REACH:
                return hit
    return scene.near("gap", start.first, start.last, 8)


def _amounts(scene: Scene, start: Hit, target: str | None) -> list[Quantity]:
    found = []
    for amount in scene.amounts:
        near = -4 <= amount.first - start.first <= REACH
        bare = amount.kind == "bare" and (amount.low or 0) >= 1000 and target is not None
        if near and (amount.kind in AMOUNTS or bare):
            found.append(amount)
    return found


def _relation(scene: Scene, lead: Hit, anchor: int) -> Draft | None:
    here, there, notes = pair_around(scene, lead.first, lead.last)
    if here is None and scene.story.pair is not None:
        leader, follower = scene.story.pair
        notes = ["both parties carried over from an earlier sentence"]
    elif here is None or there is None:
        return None
    elif lead.tag in ("ahead", "rank") and not _noun(scene, lead):
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
