"""One actor and one amount: levels; also "never lacks talent", which has no amount."""

from collections.abc import Iterator

from parity.claims.actors import Mention
from parity.claims.draft import Draft
from parity.claims.holders import TRAINING, about, beside, bracketed, holder, owned, recipient, respective
from parity.claims.metrics import OF_COUNT, OF_FIRM, scores
from parity.claims.numbers import APPROXIMATELY
from parity.claims.placings import LARGEST
from parity.claims.quantity import Quantity, unit_of
from parity.claims.scene import Scene
from parity.claims.shares import MAKING
from parity.claims.sides import domestic, subject

HAVING = frozenset(
    "with has had have used bought owns ordered developed created produced built made released trained hosts hosted"
    " operates runs counts".split()
)
TAKEN_UP = frozenset("it its they their we our here country region domestic".split())
AIMS = frozenset(("target", "targets", "goal", "goals", "expectations", "forecast", "forecasts"))
SPENT = frozenset(("spent", "spends", "spend", "cost", "costs", "paid"))
FEWEST = 100.0  # that are counted in brackets after a name: less may be a score or a year's day
BOUNDS = APPROXIMATELY | {"more", "less", "fewer", "than", "only", "just", "under"}
MOVED = frozenset("dropped fell declined plunged rose grew jumped surged increased climbed".split())
OPTICS = frozenset(("wavelength", "wavelengths", "wide"))  # of light and of lines, not of processes
SERVING = frozenset(("serve", "serves", "served", "processes", "processed", "handles", "handled"))
COUNTED = {"talent": "researchers", "publications": "papers", "compute_stock": "chips"}
FUNDED = frozenset("fund funds funding invested raised venture investors capex".split())
MONEY = ("investment", "cost")  # in this order where the words speak for both alike
LACKED = frozenset(("talent", "compute_stock", "chip_production", "other"))
NO_AMOUNT = "it names no amount that could be measured"


def levels(scene: Scene) -> Iterator[Draft]:
    """Yield the amounts a sentence gives to one actor each."""
    found = [draft for amount in scene.amounts if (draft := _level(scene, amount)) is not None]
    many = any(draft.metric != "process_node" for draft in found)
    yield from (draft for draft in found if draft.raw != "nm" or not many)  # the yield of a 2nm process is no node
    lack = scene.cues.get("lack", [])
    if lack:
        draft = _lack(scene, lack[0].first)
        if draft is not None:
            yield draft


def _level(scene: Scene, amount: Quantity) -> Draft | None:
    if amount.kind == "bare":
        amount = _inherited(scene, amount)
    low, _ = scene.clause(amount.first)
    if any(low <= hit.first < amount.first for hit in scene.cues.get("would", ())):
        return None
    if amount.kind not in ("money", "count", "power", "flop", "flops", "nm", "percent"):
        return None
    if amount.kind == "count" and _placed(scene, amount):
        return None
    who, how = holder(scene, amount)
    spec = amount.unit == "parameters" and who is not None and who.kind not in ("country", "people", "group")
    before = scene.words.words[max(0, amount.first - 2) : amount.first]
    filters = spec or (
        amount.unit == "parameters" and "above" in before and bool({"models", "model", "releases"} & set(before))
    )
    if who is None or filters:
        return None
    metric = _metric(scene, amount, who)
    if metric is None:
        return None
    bought = recipient(scene, amount) if amount.unit in ("chips", "stacks") else None
    if bought is not None:
        who, how, metric = bought, None, "compute_stock" if amount.unit == "chips" else metric
    if scene.words.words[low] == "no" and amount.high is None:  # "No model was trained with more than ..."
        amount = Quantity(amount.kind, None, amount.low, amount.unit, amount.first, amount.last)
    own = respective(scene, amount) or bracketed(scene, amount)
    draft = Draft("level", amount.first, actor=own or who, low=amount.low, high=amount.high, metric=metric)
    draft.sure = (own or owned(scene, amount)) is not None
    draft.unit, draft.raw = unit_of(amount)
    if amount.kind == "count":
        scene.story.counted = scene.story.number, amount.unit
    draft.semantics, draft.resolved = "absolute", [how] if how else []
    if amount.kind == "percent":
        draft.semantics = "growth" if metric == "investment" else "absolute"
        if draft.semantics == "growth" and scene.near("drop", amount.first, amount.first, 5):
            draft.low, draft.high = (None if bound is None else -bound for bound in (amount.high, amount.low))
    return draft


def _placed(scene: Scene, amount: Quantity) -> bool:
    """Whether a number says how many places there are: "the top ten models", "the five best models"."""
    words = scene.words.words
    before = words[max(0, amount.first - 2) : amount.first]
    best = before[-1:] in (["the"], ["s"]) and not LARGEST.isdisjoint(words[amount.first + 1 : amount.first + 3])
    if before[-1:] in (["behind"], ["beat"], ["beats"], ["beating"]):
        return True  # "seventh, behind six American models"
    return before[-1:] == ["top"] or before == ["top", "-"] or best


def _inherited(scene: Scene, amount: Quantity) -> Quantity:
    """Give the number in "China's 15" the unit of the amount it is set beside."""
    words = scene.words.words
    after = words[amount.last : amount.last + 2]
    if after[:1] in (["a"], ["per"], ["monthly"]) and (amount.point or 0) >= 100 and {"wafer", "wafers"} & set(words):
        return Quantity("count", amount.low, amount.high, "wafers", amount.first, amount.last)
    if bracketed(scene, amount) and words[amount.last : amount.last + 1] == [")"] and (amount.point or 0) >= FEWEST:
        unit = next((COUNTED[topic.tag] for topic in scene.topics if topic.tag in COUNTED), None)
        story = scene.story
        if story.counted is not None and story.number - story.counted[0] <= 1:
            unit = story.counted[1]
        if unit is not None:  # "Japan (4.1 thousand) and Germany (2.9 thousand) follow"
            return Quantity("count", amount.low, amount.high, unit, amount.first, amount.last)
    owned = beside(scene, amount) is not None or any(
        actor.last in (amount.first - 1, amount.first - 2) for actor in scene.actors
    )
    owned = owned or any(
        actor.last == amount.first and words[actor.first - 1] in (",", "and", "while", ";") for actor in scene.actors
    )  # "released 50 models, China 30"
    verb = amount.first - 1
    while verb > 0 and words[verb] in BOUNDS:
        verb -= 1
    owned = owned or (
        words[verb] in (*HAVING, *MAKING) and any(actor.last == verb for actor in scene.actors)
    )  # "while Nvidia made more than 3 million"
    for earlier in scene.amounts:
        if owned and earlier.kind in ("count", "power") and earlier.last <= amount.first:
            return Quantity(earlier.kind, amount.low, amount.high, earlier.unit, amount.first, amount.last)
    before = scene.words.words[max(0, amount.first - 3) : amount.first]
    counted, place = scene.story.counted, amount.first - 1
    while place > 0 and words[place] in APPROXIMATELY:
        place -= 1
    if counted is not None and scene.story.number - counted[0] <= 1 and words[place] in HAVING:
        return Quantity("count", amount.low, amount.high, counted[1], amount.first, amount.last)
    former = next((one for one in scene.amounts if one.kind == "count" and one.last <= amount.first), None)
    if former is not None and "to" in before and "from" in words[max(0, former.first - 3) : former.first]:
        return Quantity(
            "count", amount.low, amount.high, former.unit, amount.first, amount.last
        )  # "from 671 papers to"
    if "from" in before and any(one.kind == "count" and one.last <= amount.first for one in scene.amounts):
        unit = next(one.unit for one in scene.amounts if one.kind == "count")  # "2 million chips, up from 900,000"
        return Quantity("count", amount.low, amount.high, unit, amount.first, amount.last)
    if (
        (amount.point or 0) >= 100
        and {"from", "to", "at", "reached"} & set(before)
        and scene.has("widen", "drop", "close")
    ):
        for topic in scene.topics:  # "the workforce grew from 10,000 to 52,000"
            if topic.tag in COUNTED:
                return Quantity("count", amount.low, amount.high, COUNTED[topic.tag], amount.first, amount.last)
    return amount


def _sold(scene: Scene) -> bool:
    abroad = any(scene.words.words[a.first - 1] in ("to", "in") for a in scene.actors if a.first > 0 and a.firm is None)
    return scene.said("sold", "shipped", "ships", "delivered") and not abroad


def _metric(scene: Scene, amount: Quantity, who: Mention | None = None) -> str | None:
    """Choose what an amount measures, or None where it is no level of the guideline."""
    points = scores(scene, amount.first)
    if amount.kind == "money":
        if scene.story.metric == "smartphone_soc" or any(actor.kind == "phone" for actor in scene.actors):
            return None  # a phone's price is commerce
        found = {metric: points[metric] for metric in MONEY if metric in points}
        if any(actor.kind == "model" and 0 < actor.first - amount.last <= 3 for actor in scene.actors):
            return "cost"  # "spent $12 million on K2"
        if about(scene, amount, TRAINING) and ("investment" not in found or not about(scene, amount, FUNDED)):
            return "cost"
        several = sum(one.kind == "money" for one in scene.amounts) > 1 and about(scene, amount, SPENT)
        if several and scene.words.known & TRAINING and not about(scene, amount, FUNDED):
            return "cost"  # "A spent $100 million on training B, whereas C spent $6 million"
        fresh = scene.story.metric if scene.story.number - scene.story.measured <= 1 else None
        return max(found, key=lambda metric: found[metric]) if found else fresh if fresh in MONEY else None
    if amount.kind == "count":
        if (
            amount.unit == "tokens"
            and "market_share" not in points
            and ("context" in scene.words.known or not about(scene, amount, SERVING))
        ):
            return None  # the length of a context, the speed of a service
        metric = OF_COUNT.get(amount.unit)
        if amount.unit == "chips" and about(scene, amount, TRAINING):
            return "training_compute"
        made = about(scene, amount, MAKING) or (
            OF_FIRM.get((who and who.firm) or "") == "chip_performance" and _sold(scene)
        )
        produced = made or points.get("chip_production", 0) > points.get("compute_stock", 0)
        return "chip_production" if metric == "compute_stock" and produced else metric
    if amount.kind == "nm":
        used = "using" in scene.words.words[max(0, amount.first - 4) : amount.first]  # what a chip is made with
        return None if used or about(scene, amount, OPTICS) else "process_node"
    if amount.kind == "power":
        return (
            "compute_stock"
            if amount.unit in ("GW", "MW") and points.get("compute_stock", 0) > points.get("other", 0)
            else "other"
            if amount.unit == "TWh" or points.get("other", 0) > 0
            else None
        )
    if amount.kind == "flop":
        return "training_compute"
    if amount.kind == "flops":
        whole = who is not None and who.kind in ("project", "country", "people", "government")
        return "compute_stock" if "compute_stock" in points or whole else "chip_performance"
    if amount.kind == "percent":
        return (
            "chip_production"
            if scene.said("yield", "yields") or (scene.said("chips", "dies") and scene.said("working", "usable"))
            else "investment"
            if scene.said("capex", "spending", "expenditure", "expenditures", "budget")
            or (
                scene.said("funding")
                and not MOVED.isdisjoint(scene.words.words[max(0, amount.first - 4) : amount.first])
            )
            else None
        )
    return None


def _lack(scene: Scene, at: int) -> Draft | None:
    points = {metric: value for metric, value in scores(scene, at).items() if metric in LACKED}
    if not points:
        return None
    who, how = subject(scene, at)
    if "region" in scene.words.words[:at]:  # "told investors in Hong Kong that the region is starved of ..."
        who, how = domestic(scene, at) or (who, how)
    placed = [
        actor for actor in scene.after(at) if actor.first - at <= 8 and scene.words.words[actor.first - 1] == "in"
    ]
    if placed:
        who, how = placed[0], None
    if who is None or who.kind not in ("country", "people", "group", "firm"):
        return None
    words = scene.words.words
    if how is not None and scene.words.known.isdisjoint(TAKEN_UP):
        return None  # nobody is named: "scarcity was a spur"
    if (words[at : at + 1] == ["constrained"] and words[at - 1] in ("-", "previously")) or AIMS & set(
        words[at : at + 5]
    ):
        return None  # "memory-constrained", "falls short of its target"
    metric = max(points, key=lambda name: points[name])
    if metric == "other" and "talent" not in points:
        return None
    draft = Draft(
        "level", at, actor=who, metric="talent" if "talent" in points else metric, resolved=[how] if how else []
    )
    draft.unchecked = NO_AMOUNT
    return draft
