"""Gaps in percent, points and fractions: so much more, so much of, a lead of so many points."""

from dataclasses import replace

from parity.claims.actors import PRODUCTS, Mention
from parity.claims.compared import compared_sides, fronted, grows
from parity.claims.draft import Draft
from parity.claims.metrics import choose
from parity.claims.numbers import APPROXIMATELY
from parity.claims.parties import label, orient, rivals
from parity.claims.phrases import Hit
from parity.claims.quantity import Quantity
from parity.claims.scene import Scene
from parity.claims.sides import pair_around

REACH = 5
BILLS = frozenset("cost costs price prices bill bills".split())
FALL_REACH = 26  # words from a gap to what it fell to
DIRECT = 8  # words from a part to whose it is a part of
MARKED = frozenset(("premium", "discount"))
AHEAD = (["over"], ["ahead"], ["clear"])  # "leads with 4 points over B"
LIKENED = frozenset("of at for by produced made reached achieved offered asked used charged from".split())
AGAINST = frozenset(("to", "over", "versus", "against", "compared", "relative"))
LIKE = frozenset(("that", "those"))
PRICE_WORDS = frozenset(
    "cost costs price prices priced pricing cheaper expensive cheap power costing pricier costlier bill"
    " electricity charges charge charged charging asks premium discount".split()
)
WHOLES = frozenset(("world", "global", "all", "total", "worldwide", "market", "domestic", "planet"))
DROPPED = frozenset("cut cuts reduced reduces lowered lowers slashed trimmed fell dropped declined".split())
COMMERCE = frozenset("sales revenue revenues business profit profits orders output".split())
ONLY = frozenset(("just", "only", "merely", "barely", "a", "mere"))
COPULAS = frozenset(("is", "was", "be", "remains", "reached"))
STANDS = frozenset(("stands", "stood", "is", "was", "remains", "remained", "sits"))


def percent(scene: Scene, amount: Quantity) -> Draft | None:
    """Read a percentage, points or a fraction as how far two are apart."""
    words = scene.words.words
    after, nearby = words[amount.last : amount.last + 4], words[amount.last : amount.last + 7]
    noun = scene.near("gap", amount.first, amount.last, 4)
    up = next((hit for hit in scene.cues.get("up", ()) if _right_after(words, amount, hit)), None)
    down = next((hit for hit in scene.cues.get("down", ()) if _right_after(words, amount, hit)), None)
    low, high = amount.low, amount.high
    place = amount.first - 1
    while place > 0 and (words[place] in APPROXIMATELY or words[place] in ONLY):
        place -= 1
    if words[max(0, place - 1) : place + 1] == ["margin", "of"]:
        place = next((at for at in range(place - 2, max(0, place - 5), -1) if words[at] == "by"), place)
    if amount.kind != "fraction" and words[place] == "within" and after[:1] == ["of"]:
        low = amount.high if low is None else low
        return _difference(scene, replace(amount, low=low), above=False)  # "within 4 points", "within 3-6 points"
    if noun is not None and noun.first >= amount.last and "," in words[amount.last : noun.first]:
        noun = None  # "rose to 57%, widening the gap"
    part_of = (
        amount.kind == "fraction"
        and after[:1] == ["of"]
        and any(0 < one.first - amount.last <= 2 for one in scene.actors)
    )
    fallen = any(0 <= place - hit.last <= FALL_REACH for hit in scene.cues.get("gap", ()))  # "the gap fell to 3%"
    part_of = part_of or (words[place] == "to" and fallen)
    if DROPPED & set(words[max(0, place - 8) : place + 1]) and words[place] in ("by", "to") and not part_of:
        return None  # "cut bills by up to half"
    by = words[place] == "by" or (words[place] == "with" and amount.kind == "points" and after[:1] in AHEAD)
    verb = _verb_before(scene, place) if by and amount.kind != "fraction" else None
    if verb is not None and not (up or down):
        here, there, notes = pair_around(scene, verb.first, verb.last)
        sides = (here, there, notes) if here is not None and there is not None else None
        return _difference(
            scene, amount, above=verb.tag == "ahead", sides=sides, metric="cost" if verb.tag == "better_low" else None
        )
    if amount.kind != "fraction" and (up is not None or down is not None):
        compared = (
            scene.has("pronoun")
            or fronted(scene, amount) is not None
            or (bool(MARKED & set(after)) and not AGAINST.isdisjoint(nearby))
            or any(
                word in words[amount.last :]
                for word in (
                    "than",
                    "compared",
                    "over",
                    "above",
                    "below",
                    "versus",
                    "relative",
                    "behind",
                    "ahead",
                    "short",
                )
            )
        )
        if (
            grows(scene, amount)
            or not compared
            or (set(nearby) & {"than", "from"} and set(nearby) & {"last", "previous", "2023", "2024"})
        ):
            return None
        return _difference(scene, amount, above=up is not None and (down is None or up.first <= down.first))
    if (
        noun is None
        and (words[place] in ("to", "from") or words[amount.first - 1 : amount.first] == ["at"])
        and scene.has("close", "widen")
    ):
        noun = next((hit for hit in scene.cues.get("gap", ()) if 0 <= amount.first - hit.last <= FALL_REACH), None)
    standing = words[place] in COPULAS or (words[place] == "at" and words[place - 1] in STANDS)
    if noun is None and standing and "gap" in scene.cues:  # "the gap turned out to be just 3%", "... stands at 3%"
        low_place, _ = scene.clause(amount.first)
        noun = next(
            (hit for hit in scene.cues["gap"] if low_place <= hit.first < place and place - hit.last <= FALL_REACH),
            None,
        )
    if words[place] == "with" and noun is not None and noun.last <= place:
        return None  # "leads with 37 percent": a share
    if noun is not None and not scene.near("share", amount.first, amount.last, 1):
        return _gap_of(scene, amount)
    computing = {"computing", "compute", "processing"} & set(nearby)
    priced = bool((PRICE_WORDS - {"power"} if computing else PRICE_WORDS) & set(nearby)) or (
        amount.kind == "fraction" and "much" in after and bool(PRICE_WORDS & set(words))
    )
    priced = priced or bool(
        {"costs", "cost", "costing", "priced", "price", "prices"} & set(words[max(0, amount.first - 3) : amount.first])
    )
    if words[place] in COPULAS:  # "the cost of running A is a tenth of that of B"
        priced = priced or not BILLS.isdisjoint(words[scene.clause(place)[0] : place])
    compared = amount.kind == "fraction" or after[:1] == ["of"] or "as" in after
    sides = (
        compared_sides(scene, amount, strict=not (amount.kind == "fraction" and scene.has("pronoun")))
        if compared
        else None
    )
    owner = scene.story.about if after[:2] in (["of", "its"], ["of", "their"]) and _performance(nearby) else None
    upright = [actor for actor in scene.before(amount.first) if owner is not None and rivals(actor, owner)]
    if owner is not None and upright and not any(actor.same == owner.same for actor in scene.actors):
        sides = upright[0], owner, [f"{label(owner)} carried over from an earlier sentence"]
    if sides is None:
        return None
    here, there, notes = sides
    if {"account", "accounts", "accounted", "accounting"} & set(words[max(0, place - 4) : place + 1]):
        return None  # a share
    if owner is not None and there is owner:
        draft = Draft("ratio_gap", amount.first, there, here, None, None, low, high, "percent", resolved=notes)
        draft.metric, draft.semantics = (
            choose(scene, amount.first, (here, there), head=amount.last),
            "follower_pct_of_leader",
        )
        draft.norm = (100 / high if high else None, 100 / low if low else None)
        return draft
    if priced and words[place] in ("at", "for"):
        low_place, _ = scene.clause(amount.first)
        heads = [actor for actor in scene.actors if low_place <= actor.first < amount.first]
        if len(heads) > 1 and rivals(heads[0], heads[1]):
            here, there = heads[0], heads[1]  # "matched GPT-4 at a tenth of the cost"
    direct = [
        actor
        for actor in scene.actors
        if 0 <= actor.first - amount.last <= DIRECT and "," not in words[amount.last : actor.first]
    ]
    if direct and amount.kind == "percent" and not rivals(here, direct[0]) and direct[0].firm is not None:
        return None  # "needs a tenth of the memory of its predecessor"
    if direct and direct[0].firm is None and direct[0].country == here.country and not priced:
        return None  # "46 percent of new Chinese capacity": a share
    if not rivals(here, there) or not (priced or direct or (amount.kind == "fraction" and "as" in after)):
        return None
    if after[:1] == ["of"] and not priced and not _reaches(scene, amount):
        return None
    asked = priced and bool({"price", "prices"} & set(after))  # "half the market price"
    if not asked and WHOLES & set(
        words[amount.last : amount.last + (9 if scene.near("share", amount.first, amount.first, 4) else 4)]
    ):
        return None  # a share
    if (
        not priced
        and there.firm is not None
        and here.firm is None
        and COMMERCE & set(nearby)
        and not scene.said("produced", "produce", "made")
    ):
        return None  # "a fifth of Nvidia's sales"
    alike = here.kind == there.kind and here.kind in PRODUCTS and after[:1] == ["of"]
    if direct and words[direct[0].last : direct[0].last + 2] == ["'", "s"]:  # "about 60% of Micron's"
        alike = alike or words[direct[0].last + 2 : direct[0].last + 3] in ([], ["."], [","], ["in"])
    if (
        not priced
        and amount.kind == "percent"
        and scene.has("share")
        and not (alike or after[:1] == ["as"] or _performance(words[amount.last : amount.last + 9]))
    ):
        return None
    metric = choose(scene, amount.first, (here, there), head=amount.last)
    draft = Draft("ratio_gap", amount.first, metric=metric, low=low, high=high, unit="percent", resolved=notes)
    draft.norm = (100 / high if high else None, 100 / low if low else None)
    if priced:
        draft.leader, draft.follower, draft.semantics = here, there, "leader_pct_of_follower"
        if metric != "other" and not {"power", "electricity"} & set(nearby):
            draft.metric = "cost"
    else:
        draft.leader, draft.follower, draft.semantics = there, here, "follower_pct_of_leader"
    return draft


def _verb_before(scene: Scene, place: int) -> Hit | None:
    """Find what "by 5 percent" says how far: that one is ahead or behind."""
    low, _ = scene.clause(place)
    found = [
        hit
        for tag in ("ahead", "behind", "nearly", "better_low")
        for hit in scene.cues.get(tag, ())
        if low <= hit.first < place
    ]
    return max(found, key=lambda hit: hit.first, default=None)


def _right_after(words: list[str], amount: Quantity, hit: Hit) -> bool:
    return 0 <= hit.first - amount.last <= 2 and "," not in words[amount.last : hit.first]


def _reaches(scene: Scene, amount: Quantity) -> bool:
    """Whether "half of ..." goes on to a rival's performance, not to a group that it is a share of."""
    words = scene.words.words
    if "what" in words[amount.last : amount.last + 3] or _performance(words[amount.last : amount.last + 9]):
        return True
    if LIKE & set(words[amount.last + 1 : amount.last + 2]) and LIKENED & set(words[amount.last + 2 : amount.last + 3]):
        return True  # "a third of those made by B"
    near = [actor for actor in scene.actors if 0 < actor.first - amount.last <= 3]
    return bool(near) and (near[0].firm is not None or words[near[0].last : near[0].last + 2] == ["'", "s"])


def _performance(nearby: list[str]) -> bool:
    return bool(
        {
            "performance",
            "capability",
            "throughput",
            "speed",
            "bandwidth",
            "compute",
            "inference",
            "efficiency",
            "work",
            "power",
            "capacity",
            "output",
            "yield",
            "flops",
            "score",
            "scores",
            "level",
            "levels",
        }
        & set(nearby)
    )


def _difference(
    scene: Scene,
    amount: Quantity,
    *,
    above: bool,
    sides: tuple[Mention, Mention, list[str]] | None = None,
    metric: str | None = None,
) -> Draft | None:
    sides = sides or compared_sides(scene, amount, strict=not scene.has("pronoun") and len(scene.actors) != 1)
    if sides is None or not rivals(sides[0], sides[1]):
        return None
    here, there, notes = sides
    cost = metric == "cost"
    metric = metric or choose(scene, amount.first, (here, there), head=amount.last)
    around = scene.words.words[max(0, amount.first - 8) : amount.last + 5]
    priced = bool(
        (PRICE_WORDS - {"power"} if {"processing", "computing", "compute"} & set(around) else PRICE_WORDS) & set(around)
    )
    priced = priced or cost
    metric = "cost" if priced else metric
    leads = above != priced
    draft = Draft("ratio_gap", amount.first, metric=metric, low=amount.low, high=amount.high, unit="percent")
    draft.leader, draft.follower = (here, there) if leads else (there, here)
    draft.semantics, draft.resolved = "difference", notes
    if amount.kind == "percent":
        low, high = amount.low, amount.high
        if above:
            draft.norm = (None if low is None else 1 + low / 100, None if high is None else 1 + high / 100)
        else:
            draft.norm = (_inverse(low), _inverse(high))
    else:
        draft.raw = "points"
    return draft


def _inverse(percent: float | None) -> float | None:
    return 1 / (1 - percent / 100) if percent is not None and percent < 100 else None


def _gap_of(scene: Scene, amount: Quantity) -> Draft | None:
    """Read "a gap of 2 points between A and B", "leads by 5 %", and both ends of "fell from 9 % to 3 %"."""
    here, there, notes = pair_around(scene, amount.first, amount.last)
    if here is None or there is None or not rivals(here, there):
        return None
    metric = choose(scene, amount.first, (here, there), head=amount.last)
    ahead = scene.near("ahead", amount.first, amount.last, REACH)
    leader, follower = (here, there) if ahead is not None else orient(here, there, metric)
    draft = Draft(
        "ratio_gap", amount.first, leader=leader, follower=follower, metric=metric, low=amount.low, high=amount.high
    )
    draft.unit, draft.semantics, draft.resolved = "percent", "difference", notes
    draft.raw = "points" if amount.kind != "percent" else None
    return draft
