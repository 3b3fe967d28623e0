"""Gaps with a number: so many times, so many percent, points, fractions, money differences, and stated parity."""

from collections.abc import Iterator
from dataclasses import replace

from parity.claims.compared import ANAPHORS, compared_sides, grows
from parity.claims.draft import Draft
from parity.claims.equals import parity
from parity.claims.metrics import choose
from parity.claims.pairs import against
from parity.claims.parties import orient, rivals
from parity.claims.percents import PRICE_WORDS, percent
from parity.claims.quantities import DOUBLE
from parity.claims.quantity import Quantity
from parity.claims.scene import Scene
from parity.claims.scores import scores
from parity.claims.versus import versus

USES = frozenset(("consumes", "consume", "uses", "use", "draws", "draw", "needs", "need", "requires", "burns"))
COUNTABLE = ("compute_stock", "talent", "publications", "chip_production", "market_share", "other")
DOWN = frozenset(("less", "lower", "slower", "fewer", "smaller", "worse", "cheaper", "weaker"))
SELF = frozenset((link, "it", verb) for link in ("as", "than") for verb in ("does", "did", "has", "had", "was", "is"))
PAID_REACH = 3  # words from a sum to how many times less it is
OWN_REACH = 6  # words from an amount to what it is measured against
BILLS = frozenset("cost costs price prices pricing priced bill bills budget budgets".split())
COMPARATIVES = frozenset("as faster slower cheaper larger bigger smaller better higher lower stronger the".split())


def ratios(scene: Scene) -> Iterator[Draft]:
    """Yield the ratios and differences a sentence states."""
    earlier: Draft | None = None
    told: list[Draft] = []
    for amount in scene.amounts:
        draft = _at_another_time(scene, amount, earlier) or ratio(scene, amount)
        if draft is not None:
            if (
                earlier is not None
                and earlier.semantics == draft.semantics == "advantage"
                and earlier.follower == draft.leader
            ):
                draft.leader = earlier.leader  # "12 times China's and 24 times Britain's"
            earlier = draft
            told.append(draft)
            yield draft
    for draft in scores(scene, told):
        told.append(draft)
        yield draft
    yield from versus(scene, told)
    yield from against(scene)
    yield from parity(scene)


def ratio(scene: Scene, amount: Quantity) -> Draft | None:
    """Read one amount as how far two are apart."""
    if amount.kind == "times":
        return _times(scene, amount)
    return percent(scene, amount) if amount.kind in ("percent", "points", "fraction", "elo") else None


def _at_another_time(scene: Scene, amount: Quantity, earlier: Draft | None) -> Draft | None:
    """Read "..., compared with 9.3 percent two years earlier": the same two."""
    before = scene.words.words[max(0, amount.first - 3) : amount.first]
    if (
        earlier is None
        or amount.kind != "percent"
        or earlier.semantics != "difference"
        or not {"with", "from", "versus"} & set(before)
    ):
        return None
    if any(actor.first >= earlier.at and actor.first < amount.first + 6 for actor in scene.actors):
        return None
    norm = (
        None if amount.low is None else 1 + amount.low / 100,
        None if amount.high is None else 1 + amount.high / 100,
    )
    return replace(earlier, at=amount.first, low=amount.low, high=amount.high, norm=norm)


def _own(scene: Scene, amount: Quantity) -> bool:
    """Whether one maker's products are compared: "Grok 3 used ten times the compute of Grok 2"."""
    words = scene.words.words
    after = words[amount.last : amount.last + OWN_REACH + 2]
    if any((after[at], *after[at + 1 : at + 3]) in SELF for at in range(len(after))):
        return True  # "twice as much as it has now"
    there = next((one for one in scene.actors if 0 <= one.first - amount.last <= OWN_REACH), None)
    here = next(iter(scene.before(amount.first)), None)
    if there is None or here is None or there.firm is None or here.firm != there.firm or rivals(here, there):
        return False
    return words[there.first - 1] in ("than", "of", "the", "its", "over")


def _times(scene: Scene, amount: Quantity) -> Draft | None:
    words = scene.words.words
    if grows(scene, amount):
        return None
    noun = scene.near("gap", amount.first, amount.last, 3 if scene.actors else 5)
    if noun is None and words[amount.first - 1 : amount.first] in (["to"], ["from"]) and scene.has("close", "widen"):
        noun = next((hit for hit in scene.cues.get("gap", ()) if 0 <= amount.first - hit.last <= 14), None)
    if set(words[amount.last : amount.last + 4]) & {"reduction", "improvement", "speedup", "increase", "boost"}:
        return None
    linked = scene.has("compare", "pronoun") or noun is not None or scene.said("of", "the", "to")
    alone = (
        len(scene.actors) == 1
        and scene.actors[0].kind in ("group", "model", "chip")
        and scene.actors[0].last <= amount.first
    )
    if (
        alone
        and words[amount.last : amount.last + 1] == ["more"]
        and words[amount.last + 1 : amount.last + 2] != ["than"]
    ):
        linked = compared_alone = True
    else:
        compared_alone = False
    anaphoric = words[0] in ANAPHORS or noun is not None or scene.said("it", "they", "its", "their")
    compared = bool(COMPARATIVES & set(words[amount.last : amount.last + 3])) and len(scene.actors) == 1
    sides = compared_sides(
        scene, amount, strict=not (compared or compared_alone or (anaphoric and len(scene.actors) <= 1))
    )
    after = set(words[amount.last : amount.last + 4])
    linked = linked or any(0 <= one.first - amount.last <= 1 for one in scene.actors)  # "nearly ten times China's"
    linked = (
        linked or words[amount.first] in DOUBLE or (len(scene.actors) > 1 and not after.isdisjoint(DOWN))
    )  # "beats B at 50x cheaper pricing"
    if sides is None or not linked or _own(scene, amount):
        return None
    here, there, notes = sides
    if not rivals(here, there):
        return None
    metric = choose(scene, amount.first, (here, there), head=amount.last)
    if "many" in after and {"chips", "gpus", "accelerators"} & set(words[amount.last : amount.last + 8]):
        metric = "compute_stock" if metric == "chip_performance" else metric  # so many chips, not so good ones
    if "many" in after and metric in ("capability", "chip_performance", None):
        counted = [known for known in scene.story.metrics if known in COUNTABLE]
        metric = counted[-1] if counted and not scene.topics else metric  # "has seven times as many"
    low, high = amount.low, amount.high
    if low is not None and low == high and low < 1:  # "0.35x of an H200"
        percent = replace(amount, kind="percent", low=100 * low, high=100 * low, unit="%")
        draft = Draft("ratio_gap", amount.first, there, here, None, metric, percent.low, percent.high, "percent")
        draft.semantics, draft.norm, draft.resolved = "follower_pct_of_leader", (1 / low, 1 / low), notes
        return draft
    down = after & DOWN
    if down and BILLS & set(words[amount.last : amount.last + 6]) and metric != "other":
        metric = "cost"  # "6x lower output cost than", "8x less than the usual budget"
    paid = any(one.kind == "money" and 0 <= amount.first - one.last <= PAID_REACH for one in scene.amounts)
    if down and paid and metric != "investment":
        metric = "cost"  # "for $5 million, about 20 times less than"
    if noun is not None:
        leader, follower = orient(here, there, metric)
    elif amount.low and {"cost", "costs", "costing", "pay", "pays"} & set(
        words[max(0, amount.first - 4) : amount.first]
    ):
        leader, follower = (here, there) if down else (there, here)  # "costing 20 times less"
        metric = metric if metric == "other" else "cost"
    elif after & {"cheaper"} or (down and metric == "cost"):
        leader, follower = here, there
        metric = "cost"
    elif after & {"expensive", "costlier", "pricier", "costly"} or (metric == "cost" and after & PRICE_WORDS):
        leader, follower, metric = there, here, "cost"
    elif down or (after & {"power", "energy"} and set(words[max(0, amount.first - 5) : amount.first]) & USES):
        leader, follower = there, here
    else:
        leader, follower = here, there
    draft = Draft(
        "ratio_gap", amount.first, leader=leader, follower=follower, metric=metric, low=low, high=high, unit="x"
    )
    draft.semantics, draft.norm, draft.resolved = "advantage", (low, high), notes
    return draft
