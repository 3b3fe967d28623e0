"""Gaps that close or widen, now or up to now."""

from collections.abc import Iterator

from parity.claims.actors import Mention
from parity.claims.draft import Draft
from parity.claims.metrics import choose
from parity.claims.parties import orient, rivals
from parity.claims.phrases import Hit
from parity.claims.scene import Scene
from parity.claims.sides import between, counterpart, pair_around, target

REACH = 10  # words between "closing" and "gap"
LEADERS_OWN = frozenset(("lead", "leads", "advantage", "edge", "head"))


def trends(scene: Scene) -> Iterator[Draft]:
    """Yield the movements of a gap that a sentence states."""
    for tag, kind in (
        ("close", "trend_closing"),
        ("catch", "trend_closing"),
        ("widen", "trend_widening"),
        ("fallback", "trend_widening"),
    ):
        for hit in scene.cues.get(tag, ()):
            draft = _trend(scene, hit, tag, closing=kind == "trend_closing")
            if draft is not None:
                yield draft
                break


def _trend(scene: Scene, hit: Hit, tag: str, *, closing: bool) -> Draft | None:
    words = scene.words.words
    if (words[hit.first] == "convergence" or "-" in words[hit.first : hit.last]) and not (
        between(scene, hit.first) or len(scene.actors) > 1
    ):
        return None  # "the convergence is not the work of one model"
    noun = scene.near("gap", hit.first, hit.last, REACH + 8 * (between(scene, 0) is not None))
    if tag in ("close", "widen") and (noun is None or noun.first == hit.first):
        return None
    if words[hit.first - 1 : hit.first] == ["to"] and words[hit.first - 2 : hit.first - 1] not in (
        ["able"],
        ["managed"],
        ["continues"],
        ["continue"],
        ["begun"],
        ["starting"],
    ):
        return None
    first, last = (min(hit.first, noun.first), max(hit.last, noun.last)) if noun else (hit.first, hit.last)
    sides = parties(scene, first, last, hit, words[noun.first] if noun else "", closing=closing)
    if sides is None:
        return None
    leader, follower, notes = sides
    if (
        closing and tag == "catch" and "share" in words[hit.last - 1 : hit.last + 2]
    ):  # who gains a share and leads already goes further ahead
        closing = orient(leader, follower, None)[0] is leader
        leader, follower = (leader, follower) if closing else (follower, leader)
    draft = Draft(
        "trend_closing" if closing else "trend_widening", hit.first, leader=leader, follower=follower, resolved=notes
    )
    draft.metric = choose(scene, hit.first, (leader, follower))
    draft.direction = "closing" if closing else "widening"
    return draft


def parties(
    scene: Scene, first: int, last: int, hit: Hit, noun: str, *, closing: bool
) -> tuple[Mention, Mention, list[str]] | None:
    """Find who leads and who follows in a gap that moves."""
    here, there, notes = pair_around(scene, first, last)
    words = scene.words.words
    story = scene.story
    if not scene.actors and noun and story.pair is not None and story.number - story.paired <= 1:
        return *story.pair, ["both parties carried over from an earlier sentence"]
    if here is not None and there is not None and there.kind in ("open", "closed") and words[there.first - 1] == "on":
        there, how = counterpart(scene, here)  # "falls behind on open models"
        notes.append(how)
    if between(scene, first) is not None and here is not None and there is not None:
        leader, follower = orient(here, there, None)
        return leader, follower, []
    if here is None:
        there, _ = target(scene, last)
        if there is None:
            return None
        here, how = counterpart(scene, there)
        notes.append(how)
    if there is None or not rivals(here, there):
        return None
    if noun in LEADERS_OWN and first < hit.first and (here.last >= first - 2 or words[first - 1] in ("its", "their")):
        return here, there, notes
    if hit.tag == "fallback" and words[hit.last - 1] in ("ahead", "away"):
        return here, there, notes  # "China pulls further ahead"
    if noun in LEADERS_OWN and hit.tag == "widen" and 0 <= hit.first - here.last <= 3:
        return here, there, notes  # "China extends its lead"
    if hit.tag in ("catch", "fallback") or (
        closing and hit.first < last and scene.words.words[hit.last - 1].endswith("ing")
    ):
        return there, here, notes
    leader, follower = orient(here, there, None)
    return leader, follower, notes
