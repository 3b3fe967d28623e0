"""Two amounts or two names side by side: "$2 billion in China, $4 billion here", two lists of prices."""

from collections.abc import Iterator
from itertools import pairwise

from parity.claims.actors import PRODUCTS, Mention
from parity.claims.draft import Draft
from parity.claims.holders import TRAINING
from parity.claims.metrics import choose
from parity.claims.parties import label, rivals
from parity.claims.quantity import Quantity
from parity.claims.scene import Scene
from parity.claims.scores import owner
from parity.claims.sides import subject

RATED = ("flops", "bandwidth", "memory", "power")
LISTED = frozenset(("compared", "versus", "vs", "against", "than"))


def against(scene: Scene) -> Iterator[Draft]:
    """Read two amounts of one kind for two countries as a ratio: "$2.4 billion in China, $4 billion in the U.S."."""
    priced = any(topic.tag == "cost" for topic in scene.topics) or scene.story.metric == "cost"
    priced = priced or not scene.words.known.isdisjoint(TRAINING)
    lists = list(_price_lists(scene))
    yield from lists
    for kind in RATED if lists else ("money", *RATED):
        found = [amount for amount in scene.amounts if amount.kind == kind and amount.point]
        if kind == "power" and {amount.unit for amount in found} != {"W"}:
            continue  # gigawatts are what one has, watts what a machine draws
        owned = [(amount, owner(scene, amount)) for amount in found]
        pairs = [(a, one, b, two) for (a, one), (b, two) in pairwise(owned) if one and two and rivals(one, two)]
        for a, one, b, two in pairs:
            if kind == "money" and not priced and not _billed(scene, a, one, b, two):
                continue
            metric = choose(scene, a.first, (one, two), but=("export_control", "other"))
            carried = metric in (None, "capability", "other") and scene.story.metric == "investment"
            if kind == "money" and (metric == "investment" or carried):
                continue
            metric = "cost" if kind == "money" else "chip_performance" if kind == "power" else metric
            spent = kind in ("money", "power")
            small, large = ((a, one), (b, two)) if (a.point or 0) <= (b.point or 0) else ((b, two), (a, one))
            share = 100 * (small[0].point or 0) / (large[0].point or 1)
            share = round(share, 4)
            draft = Draft("ratio_gap", a.first, metric=metric, low=share, high=share, unit="percent")
            if kind == "money":
                draft.uses = a.first, b.first
            leader, follower = (small[1], large[1]) if spent else (large[1], small[1])
            draft.leader, draft.follower = leader, follower
            draft.semantics = "leader_pct_of_follower" if spent else "follower_pct_of_leader"
            draft.norm = (100 / share, 100 / share) if share else (None, None)
            draft.resolved = [f"derived from the amounts of {label(one)} and {label(two)}"]
            yield draft


def _billed(scene: Scene, a: Quantity, one: Mention, b: Quantity, two: Mention) -> bool:
    """Whether two sums are what two products cost: "$300 on A versus $1,500 on B"."""
    linked = not {"versus", "vs", "against"}.isdisjoint(scene.words.words[a.last : b.first])
    return linked and {one.kind, two.kind} <= {*PRODUCTS, "firm"} and scene.words.words[a.last] == "on"


def _price_lists(scene: Scene) -> Iterator[Draft]:
    """Read "$0.2 in and $0.4 out, compared with $3 in and $15 out for B", price by price."""
    found = [amount for amount in scene.amounts if amount.kind == "money" and amount.point]
    half = len(found) // 2
    if half < 2 or 2 * half != len(found):
        return
    between = scene.words.words[found[half - 1].last : found[half].first]
    if scene.words.known.isdisjoint(LISTED) or LISTED.isdisjoint(between):
        return
    there = next((actor for actor in scene.after(found[half - 1].last)), None)
    here, how = subject(scene, found[0].first, but=there) if there is not None else (None, None)
    if here is None or there is None or not rivals(here, there):
        return
    for ours, theirs in zip(found[:half], found[half:], strict=True):
        share = round(100 * (ours.point or 0) / (theirs.point or 1), 4)
        sides = (here, there) if share <= 100 else (there, here)
        share = share if share <= 100 else round(1e4 / share, 4)
        draft = Draft("ratio_gap", ours.first, *sides, None, "cost", share, share, "percent")
        draft.semantics, draft.norm = "leader_pct_of_follower", (100 / share, 100 / share)
        draft.resolved = [how] if how else []
        yield draft
