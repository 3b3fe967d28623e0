"""Stated parity: "matches", "on par with", "GPT-5 level"; and what falls short of it: "nearly matching"."""

from collections.abc import Iterator
from itertools import pairwise

from parity.claims.draft import Draft
from parity.claims.metrics import choose, excluded
from parity.claims.parties import orient, rivals
from parity.claims.phrases import Hit
from parity.claims.quantity import DURATIONS
from parity.claims.scene import Scene
from parity.claims.sides import pair_around, speaks_of_two, subject, target

NO_PARTY = (["claim"], ["claims"], ["they"], ["we"], ["you"])
GAP_REACH = 25  # words between parity and the gap that it ends
EVEN = frozenset("parity near on at neck level no within little nothing".split())  # said of two that need no naming
INTENT = frozenset("racing trying rushing scrambling hoping seeking struggling working vying aiming race tries".split())
STRIVING = INTENT | frozenset("striving strives hopes hope hard difficult tough impossible challenge wants".split())
STRIVING_REACH = 4  # words before "to match" within which somebody strives for it
DENIALS = frozenset("not cannot never unable nowhere far hardly nor".split())
DENIAL_REACH = 5  # words between a denial and what it denies
NEARLY = frozenset(("nearly", "almost", "virtually"))
AFTER_NOUNS = frozenset(". , ; ) and in at from such like across have has are were is will".split())
DOING = frozenset("performs perform performed does do did works work worked runs scores codes reasons just".split())


def parity(scene: Scene) -> Iterator[Draft]:
    """Read stated parity: "matches", "on par with", "GPT-5 level"."""
    levelled = next(_levelled(scene), None)
    if levelled is not None:
        yield levelled
        return
    for hit in scene.cues.get("parity", ()):
        draft = None if _none(scene, hit) else _level(scene, hit)
        if draft is not None:
            yield draft
            return


def _none(scene: Scene, hit: Hit) -> bool:
    """Whether a word of parity states none."""
    words, word = scene.words.words, scene.words.words[hit.first]
    after, before = words[hit.last : hit.last + 2], words[max(0, hit.first - STRIVING_REACH) : hit.first]
    if word in ("rival", "rivals"):
        named = any(hit.last <= actor.first <= hit.last + 4 for actor in scene.actors)
        if not named or AFTER_NOUNS & {*after[:1]}:
            return True  # "a formidable rival", "ahead of rivals in Asia"
    if before[-1:] in (["to"], ["of"]) and not STRIVING.isdisjoint(before):
        return True  # "racing to match ChatGPT", "in the hope of rivalling"
    if before[-1:] == ["to"] and any(one.last == hit.first - 1 for one in scene.amounts if one.kind in DURATIONS):
        return True  # "took five months to match": a lag
    if words[hit.first : hit.last] == ["as", "well", "as"] and DOING.isdisjoint(before[-1:]):
        return True  # "chips as well as models"
    compound = before[-1:] == ["-"] and scene.words.adjoins(hit.first)
    if compound or after[:1] in NO_PARTY or after == ["the", "one"]:
        return True  # "pattern-matched", "comparable to the one that ...", "a parity claim"
    if any(one.last == hit.first for one in scene.amounts):
        return True  # "five times as powerful as"
    # "how close they have come to matching ..."
    return "how" in scene.words.known and {"how", "close"} <= {*words[max(0, hit.first - 9) : hit.first]}


def _short(scene: Scene, hit: Hit) -> bool:
    """Whether parity is denied or not quite reached: "has not matched", "nearly matching"."""
    words = scene.words.words
    before = words[max(0, hit.first - DENIAL_REACH) : hit.first + 1]
    if "," in before:
        before = before[len(before) - before[::-1].index(",") :]
    denied = not DENIALS.isdisjoint(before) or any(pair == ("'", "t") for pair in pairwise(before))
    return (denied and "only" not in before and "longer" not in before) or not NEARLY.isdisjoint(before[-2:-1])


def _level(scene: Scene, hit: Hit) -> Draft | None:
    here, there, notes = pair_around(scene, hit.first, hit.last)
    named, _ = target(scene, hit.last, but=here)
    if here is None or there is None or not rivals(here, there):
        return None
    owned = any(rivals(actor, here) for actor in scene.actors)
    if named is None and not owned and not speaks_of_two(scene) and scene.words.words[hit.first] not in EVEN:
        return None
    metric = choose(scene, hit.first, (here, there), but=excluded(scene, hit))
    leader, follower = orient(here, there, metric)
    if _short(scene, hit):
        evenly = scene.words.words[hit.first] in EVEN or "parity" in scene.words.words[hit.first : hit.last]
        sides = (leader, follower) if evenly else (there, here)
        return Draft("ranking", hit.first, *sides, metric=metric, resolved=notes, negated=False)
    draft = Draft("ratio_gap", hit.first, leader=leader, follower=follower, metric=metric, resolved=notes)
    closed = any(-GAP_REACH <= gap.first - hit.last <= 5 for gap in scene.cues.get("gap", ()))
    if closed and "parity" in scene.words.words[hit.first : hit.last]:
        draft.low = draft.high = 0.0
        draft.unit, draft.semantics = "percent", "difference"
    else:
        draft.low = draft.high = 1.0
        draft.unit, draft.semantics, draft.norm = "x", "advantage", (1.0, 1.0)
    return draft


def _levelled(scene: Scene) -> Iterator[Draft]:
    """Read "is roughly GPT-5 level" and "an H100-class chip" as parity with what is named."""
    words = scene.words.words
    for there in scene.actors:
        after = words[there.last : there.last + 2]
        if there.kind not in ("model", "chip") or not {"level", "class"} & set(after[-1:] + after[:1]):
            continue
        here, how = subject(scene, there.first, but=there)
        if how is not None and there.first <= 1:
            continue  # "GPT-4-class models need ..."
        if here is not None and rivals(here, there):
            leader, follower = orient(here, there, None)
            draft = Draft("ratio_gap", there.first, leader=leader, follower=follower, low=1.0, high=1.0, unit="x")
            draft.semantics, draft.norm, draft.resolved = "advantage", (1.0, 1.0), [how] if how else []
            draft.metric = choose(scene, -1, (here, there))
            yield draft
