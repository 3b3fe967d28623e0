"""A claim in a sentence whose grammar no rule knows: its likeliest kind, and what the sentence holds to fill it."""

from collections.abc import Mapping

from parity.claims.contrasts import expecting
from parity.claims.draft import Draft, party
from parity.claims.metrics import choose
from parity.claims.quantity import DURATIONS, unit_of
from parity.claims.scene import Scene

PLACED = "ranking of one"
"""A label of its own: one that leads, no other named."""
CUES = {
    "ranking": ("ahead", "behind", "nearly", "better_low", "worse_high", "rank", "gap", "parity", "dependence"),
    PLACED: ("rank", "ahead", "gap"),
    "ratio_gap": ("parity", "ahead", "behind", "compare"),
    "time_lag": ("behind", "ahead", "gap"),
    "trend_closing": ("close", "catch", "gap"),
    "trend_widening": ("widen", "fallback", "gap"),
    "forecast": ("future", "would"),
    "event": ("event", "control", "act"),
    "share": ("share",),
    "level": ("lack",),
}
MEASURED = frozenset(("money", "count", "power", "flop", "flops", "nm", "percent"))
NO_MEASURE = "the sentence gives no amount that could be measured"


def guessed(scene: Scene, kinds: Mapping[str, float]) -> Draft | None:
    """Make the claim of the likeliest of the `kinds`, or none where there is nobody it could be about."""
    if not kinds or not (scene.actors or scene.story.named):
        return None
    if len(scene.actors) > 1 and len({actor.firm or actor.same for actor in scene.actors}) == 1:
        return None  # one firm's models side by side: nobody is behind another
    if "than" in scene.words.known and expecting(scene, scene.words.words.index("than")):
        return None
    label = max(kinds, key=lambda one: kinds[one])
    if label == "ratio_gap" and not scene.has("parity"):
        label = "ranking"  # a ratio needs a number, and the rules know those
    if label == "time_lag" and not any(amount.kind in DURATIONS for amount in scene.amounts):
        label = "ranking"
    if label == "share" and not any(amount.kind == "percent" for amount in scene.amounts):
        label = "level"
    at = _at(scene, label)
    draft = Draft("ranking" if label == PLACED else label, at)  # type: ignore[arg-type]
    draft.metric = choose(scene, at)
    _fill(scene, draft, alone=label == PLACED)
    return draft


def _at(scene: Scene, label: str) -> int:
    for tag in CUES[label]:
        if scene.cues.get(tag):
            return scene.cues[tag][0].first
    return scene.amounts[0].first if scene.amounts else len(scene.words) // 2


def _fill(scene: Scene, draft: Draft, *, alone: bool) -> None:
    """Fill in the amount, and who may be meant; the parties are cast afterwards."""
    one, two = (scene.actors[0] if scene.actors else None), (scene.actors[1] if len(scene.actors) > 1 else None)
    one = one or scene.story.about
    match draft.kind:
        case "event":
            draft.metric, draft.leader = "export_control", party("United States")
            draft.follower = next((actor for actor in scene.actors if actor.country != "United States"), party("China"))
        case "level" | "share":
            draft.actor = one
            wanted = ("percent",) if draft.kind == "share" else MEASURED
            amount = next((amount for amount in scene.amounts if amount.kind in wanted), None)
            if amount is not None:
                draft.low, draft.high = amount.low, amount.high
                draft.unit, draft.raw = unit_of(amount)
                draft.semantics = "share_of_total" if draft.kind == "share" else "absolute"
            else:
                draft.unchecked = NO_MEASURE
        case "forecast" if len(scene.actors) < 2:
            draft.actor = one
        case _ if alone:
            draft.actor, draft.low, draft.high, draft.semantics = one, 1.0, 1.0, "rank"
        case _:
            draft.leader, draft.follower = one, two or party("United States")
            if draft.kind == "ratio_gap":
                draft.low = draft.high = 1.0
                draft.unit, draft.semantics, draft.norm = "x", "advantage", (1.0, 1.0)
            elif draft.kind == "time_lag":
                amount = next(amount for amount in scene.amounts if amount.kind in DURATIONS)
                draft.low, draft.high = amount.low, amount.high
                draft.unit, draft.semantics = amount.kind, "lag"
            elif draft.kind.startswith("trend"):
                draft.direction = "closing" if draft.kind == "trend_closing" else "widening"
