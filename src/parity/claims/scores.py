"""Scores of two on one test, as the difference between them: "A got 71.2, B 68.5", "A trails B (67.9% vs 75.1%)"."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from parity.claims.actors import PRODUCTS, Mention
from parity.claims.draft import Draft
from parity.claims.parties import label, rivals
from parity.claims.quantity import Quantity
from parity.claims.scene import Scene
from parity.claims.sides import pair_around

LOOSE_SCORES = frozenset("manages managed gets posts posted clocks reaches hits hit".split())  # of a test alone
SCORES = frozenset(
    "score scores scored scoring benchmark accuracy mmlu humaneval gpqa aime swe resolves resolved got"
    " achieved achieves solved solves solve passed passes answered completed completes".split()
)
VERSUS = (["vs"], ["vs", "."], ["versus"])
LOOSELY = (["to"], ["against"], ["-"])  # of a named test alone: "71.2 to 68.5"
NEXT = (["and"], [","], [",", "and"])
OWNED_BY = (["for"], ["for", "the"], ["on"], ["with"])  # "$300 on Mistral"
HIGHEST = {"percent": 100.0, "bare": 4000.0, "points": 4000.0, "elo": 4000.0}
OUT_OF_ONE = 100.0  # what a score between 0 and 1 is out of


def scores(scene: Scene, told: Collection[Draft]) -> Iterator[Draft]:
    """Yield the differences between scores, but for those the sentence states itself."""
    known = scene.words.known
    tested = any(topic.tag in ("capability", "smartphone_soc") and topic.value != "1" for topic in scene.topics)
    plainly = bool(SCORES & known) or (tested and bool(LOOSE_SCORES & known))
    compared = scene.has("ahead", "behind", "nearly", "parity")
    if not (plainly or compared):
        return
    found = [amount for amount in scene.amounts if amount.kind in HIGHEST and amount.low == amount.high]
    if len(found) < 2:
        return
    coupled: set[int] = set()
    for one, two in pairwise(found):
        between = scene.words.words[one.last : two.first]
        if one.first not in coupled and (between in VERSUS or (tested and compared and between in LOOSELY)):
            coupled |= {one.first, two.first}
            draft = _couple(scene, one, two, tested=tested or plainly)
            if draft is not None and draft.low not in {one.low for one in told}:
                yield draft
    if not plainly or scene.has("gap"):
        return
    if any(one.metric == "smartphone_soc" or (one.unit == "x" and one.metric == "capability") for one in told):
        return  # "scores 1,600, half of the 3,200 of B"
    rest = [amount for amount in found if amount.first not in coupled]
    owned = [(amount, owner(scene, amount)) for amount in rest]
    if len({id(who) for _, who in owned}) == 1 and len(owned) == 2:  # "A beats B, scoring 44.9% versus 41.7%"
        named = [actor for actor in scene.actors if actor.kind in ("model", "chip", "firm")][:2]
        owned = [(amount, who) for (amount, _), who in zip(owned, named, strict=False)]
    yield from _owned(scene, owned)


def _couple(scene: Scene, one: Quantity, two: Quantity, *, tested: bool) -> Draft | None:
    """Read "(67.9% vs 75.1%)": the first score is the subject's."""
    hits = [
        hit
        for tag in ("ahead", "behind", "nearly", "parity")
        for hit in scene.cues.get(tag, ())
        if hit.last <= one.first
    ]
    last = max(hits, key=lambda hit: hit.first, default=None)
    if last is not None:
        here, there, _ = pair_around(scene, last.first, last.last)
    else:
        named = [actor for actor in scene.actors if actor.kind in ("model", "chip", "firm")]
        here, there = (named[0], named[1]) if len(named) == 2 else (None, None)
    if here is None or there is None or not (tested or {here.kind, there.kind} <= PRODUCTS):
        return None
    return _apart(here, one, there, two)


def _owned(scene: Scene, owned: Sequence[tuple[Quantity, Mention | None]]) -> Iterator[Draft]:
    """Read "A scored 60, compared with B's 55 and C's 24": the first two that are rivals, then A and the next."""
    for place, ((a, one), (b, two)) in enumerate(pairwise(owned)):
        draft = None if one is None or two is None else _apart(one, a, two, b)
        if draft is None or one is None:
            continue
        yield draft
        before, seen = b, {two}
        for amount, who in owned[place + 2 :]:
            between = scene.words.words[before.last : amount.first]
            if who is None or who in seen or between[:1] not in NEXT or len(between) > 1 + who.last - who.first + 2:
                return
            more = _apart(one, a, who, amount)
            if more is None:
                return
            seen.add(who)
            before = amount
            yield more
        return


def _apart(one: Mention, a: Quantity, two: Mention, b: Quantity) -> Draft | None:
    """Return by how much the one with the higher score leads."""
    if not rivals(one, two) or a.low is None or b.low is None:
        return None
    alike = a.kind == b.kind or {a.kind, b.kind} == {"elo", "bare"}
    if not alike or max(a.low, b.low) > HIGHEST[a.kind]:
        return None
    scale = OUT_OF_ONE if a.kind == "bare" and max(a.low, b.low) <= 1 else 1.0
    apart = round(abs(a.low - b.low) * scale, 4)
    leader, follower = (one, two) if a.low >= b.low else (two, one)
    draft = Draft("ratio_gap", a.first, leader=leader, follower=follower, metric="capability", low=apart, high=apart)
    draft.unit, draft.raw, draft.semantics, draft.sure = "percent", "points", "difference", True
    draft.resolved = [f"derived from the scores of {label(one)} and {label(two)}"]
    return draft


def owner(scene: Scene, amount: Quantity) -> Mention | None:
    """Return whose of two amounts side by side one is."""
    low, high = scene.clause(amount.first)
    beside = next((actor for actor in scene.after(amount.last) if actor.first - amount.last <= 2), None)
    if beside is not None and scene.words.words[amount.last : beside.first] in OWNED_BY:
        return beside  # "33 for the United States and 17 for China"
    before = [actor for actor in scene.before(amount.first) if actor.first >= low]
    after = [actor for actor in scene.after(amount.last) if actor.last <= high]
    than = bool(after) and "than" in scene.words.words[amount.last : after[0].first]
    if not before and after and (than or any(amount.last <= other.first < after[0].first for other in scene.amounts)):
        return scene.story.topic[1] if scene.story.topic is not None else None  # "it costs $3, against $25 for B"
    return next(iter(before or after), None)
