"""One actor and one amount: levels, and shares of a whole; also "never lacks talent", which has no amount."""

from collections.abc import Iterator

from parity.claims.actors import Mention
from parity.claims.draft import Draft, party
from parity.claims.forecasts import unit_of
from parity.claims.metrics import NO_SHARE, OF_COUNT, OF_FIRM, choose, scores
from parity.claims.numbers import APPROXIMATELY
from parity.claims.quantities import Quantity
from parity.claims.scene import Scene
from parity.claims.sides import PRONOUNS, domestic, oblique, subject, taken_up

SHARED = frozenset(("talent", "compute_stock", "publications", "market_share", "chip_production"))
COUNTED = {"talent": "researchers", "publications": "papers", "compute_stock": "chips"}
NOT_WHOLES = frozenset(
    "growth cost costs price power performance increase decrease annual higher lower more less"
    " faster cheaper gain".split()
)
GROWN = frozenset("grow grows growing grew grown rising rose risen increasing increased expanding expanded".split())
LINKED = frozenset(
    tuple(words.split())
    for words in "at|for|in|were|are|were in|are in|came from|come from|from|were from|for the|in the|from the".split(
        "|"
    )
)
BOUNDING = frozenset(("more", "less", "than", "just", "under", "only"))
MOVED = frozenset(("from", "to", "against", "versus"))
DOMESTIC = frozenset(("domestic", "indigenous", "homegrown", "local"))
TRAINING = frozenset("train trained training pretraining".split())
FUNDED = frozenset("fund funds funding invested raised venture investors capex".split())
MAKING = frozenset("produce produces produced producing make makes made making manufacture manufactures built".split())
SUPPLYING = frozenset("supply supplies supplied commands controls control holds hold held".split())
USING = frozenset("building build built run runs running deployed used".split())
SOLD = frozenset("sold sales bought sells buys purchased shipments".split())
MONEY = frozenset(("investment", "cost"))
REACH = 6  # words between a percentage and what makes it a share
HOME = {"GBP": "United Kingdom", "JPY": "Japan", "KRW": "South Korea", "INR": "India"}
LACKED = frozenset(("talent", "compute_stock", "chip_production", "other"))
NO_AMOUNT = "it names no amount that could be measured"
GENERIC = ("country", "people", "group", "firm", "model", "chip", "project", "government", "phone", "node")


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


def shares(scene: Scene) -> Iterator[Draft]:
    """Yield the percentages of a whole a sentence gives."""
    story = scene.story
    whole = story.whole if story.number - story.shared <= 1 else None  # what the share before was of
    begun = False
    apart = whole is not None and not scene.has("up", "down", "gap", "ahead", "behind") and bool(scene.actors)
    for amount in scene.amounts:
        if amount.kind not in ("percent", "fraction"):
            continue
        moved = begun and MOVED & set(scene.words.words[max(0, amount.first - 3) : amount.first])
        again = whole is not None and (
            apart or bool(moved) or _beside(scene, amount) is not None
        )  # "74 % of it, against 14 % for China"
        if not again and not _of_whole(scene, amount):
            continue
        low, _ = scene.clause(amount.first)
        if GROWN & set(scene.words.words[max(low, amount.first - 4) : amount.first]) and not begun:
            continue
        if NOT_WHOLES & set(scene.words.words[amount.last : amount.last + 4]):
            continue
        who, how = _holder(scene, amount)
        if who is None or not (again or scene.topics or scene.story.number - scene.story.measured <= 1):
            continue
        draft = Draft("share", amount.first, actor=who, low=amount.low, high=amount.high, unit="percent")
        draft.semantics, draft.resolved = "share_of_total", [how] if how else []
        draft.metric = whole if again else _share_metric(scene, amount)
        if draft.metric is None:
            continue
        whole = draft.metric
        story.whole, story.shared, begun = whole, story.number, True
        yield draft


def _share_metric(scene: Scene, amount: Quantity) -> str | None:
    words = scene.words.words
    if {"market", "markets"} & set(words[max(0, amount.first - 14) : amount.last + 8]):
        return "market_share"
    head = choose(scene, amount.first, (), but=("export_control", "cost"), head=amount.last)
    if head in ("chip_performance", "process_node", "chip_production", None):
        if _about(scene, amount, MAKING):
            return "chip_production"
        if _about(scene, amount, SUPPLYING):
            return "market_share"
    if SOLD & set(words[amount.last : amount.last + 8]):
        return "market_share"
    if USING & set(words):
        return "market_share"  # "four in five of them build on Qwen"
    if {"reliant", "sufficient", "sufficiency"} & set(words[max(0, amount.first - 8) : amount.last + 4]):
        return "chip_production" if head in ("chip_performance", "chip_production") else "other"
    if head is None or head not in NO_SHARE:
        return head
    return choose(scene, amount.first, (), but=NO_SHARE, head=amount.last)


def _of_whole(scene: Scene, amount: Quantity) -> bool:
    words = scene.words.words
    before = words[max(0, amount.first - REACH) : amount.first]
    if {"market", "markets"} & set(before) and words[amount.first - 1] in ("with", "at", "on"):
        return True  # "led the market with 47 percent"
    if _share_moved(scene, amount):
        return True
    if (
        words[amount.first - 1] in ("with", "at", "s")
        and not scene.said("yield", "yields")
        and any(topic.tag in SHARED for topic in scene.topics)
    ):
        ranked = any(hit.last <= amount.first for tag in ("ahead", "rank", "behind") for hit in scene.cues.get(tag, ()))
        if ranked or "followed" in words[: amount.first]:
            return True  # "leads with 37 percent, ahead of China's 32 percent"
    if GROWN & set(before) and words[amount.first - 1] in ("by", "around", "about", "nearly", "over", "roughly"):
        return False
    if words[amount.first - 1 : amount.first] == ["("] and any(
        actor.last == amount.first - 1 for actor in scene.actors
    ):
        return any(topic.tag in SHARED for topic in scene.topics)  # "the US (60%) and China (20%)"
    if words[0] == "of" and words[amount.last : amount.last + 1] != ["of"]:
        return any(topic.tag in SHARED for topic in scene.topics)  # "Of the authors of ..., 51 percent ..."
    stays = {"stay", "stayed", "remain", "remained", "retained", "retention", "retains", "leave", "left", "work"} & set(
        words
    )
    if stays and any(topic.tag == "talent" for topic in scene.topics):
        return True
    if scene.near("gap", amount.first, amount.last, 8) is not None and scene.has("close", "widen"):
        return False
    if any(0 < actor.first - amount.last <= 2 and actor.firm is not None for actor in scene.actors):
        return False  # "15% of the H100's"
    return (
        words[amount.last : amount.last + 1] == ["of"]
        or bool(scene.near("share", amount.first, amount.last, REACH))
        or "from" in before
    )


def _share_moved(scene: Scene, amount: Quantity) -> bool:
    """Whether a share named earlier in the clause comes to this: "its share has climbed from nothing to 5 percent"."""
    words = scene.words.words
    low, _ = scene.clause(amount.first)
    place = amount.first - 1
    while place > low and words[place] in APPROXIMATELY | BOUNDING:
        place -= 1
    linked = words[place] in ("to", "from", "at", "was", "is", "reached", "hit", "exceeded", "stood")
    return linked and bool({"share", "shares", "proportion"} & set(words[low:place]))


def _holder(scene: Scene, amount: Quantity) -> tuple[Mention | None, str | None]:
    """Find whose amount it is: in its clause before it, directly after it ("China's"), or carried over."""
    low, high = scene.clause(amount.first)
    beside = _beside(scene, amount)
    if beside is not None:
        return beside, None
    named = ("World", "Hong Kong")
    before = [actor for actor in scene.before(amount.first) if actor.first >= low and actor.kind in GENERIC]
    before = [actor for actor in before if actor.country not in named] or before
    before = [actor for actor in before if not oblique(scene, actor)] or before
    if before and taken_up(scene, amount.first, before):
        return subject(scene, amount.first)
    if before and before[0].country not in ("World", "Hong Kong"):
        return before[0], None
    if amount.kind == "money" and not before and amount.unit in HOME and scene.story.countries[HOME[amount.unit]] > 1:
        return party(HOME[amount.unit]), f"{HOME[amount.unit]} by its currency"
    if low < amount.first and not before and PRONOUNS & set(scene.words.words[low : amount.first]):
        return subject(scene, amount.first)
    after = [actor for actor in scene.after(amount.last) if actor.last <= high and actor.kind in GENERIC]
    if after and after[0].country not in ("World", "Hong Kong"):
        return after[0], None
    after = [actor for actor in after if actor.country not in named]
    if before or after:
        return next(iter(after), None), None
    home = domestic(scene, amount.first) if DOMESTIC & set(scene.words.words[low : amount.first]) else None
    if home is not None:
        return home
    opening = [*scene.words.words[:4], *(PRONOUNS & set(scene.words.words[low:high]))]
    if not {
        "it",
        "they",
        "its",
        "their",
        "company",
        "firm",
        "startup",
        "lab",
        "we",
        "country",
        "state",
        "government",
        "that",
        "facility",
        "chip",
    } & set(opening):
        return None, None
    return subject(scene, amount.first)


def _beside(scene: Scene, amount: Quantity) -> Mention | None:
    """Return the actor in "60 % at TSMC", "14 % for China"."""
    words = scene.words.words
    near = next((actor for actor in scene.after(amount.last) if actor.first - amount.last <= 3), None)
    if near is None or tuple(words[amount.last : near.first]) not in LINKED:
        return None
    return None if near.country in ("World", "Hong Kong") else near


def _level(scene: Scene, amount: Quantity) -> Draft | None:
    if amount.kind == "bare":
        amount = _inherited(scene, amount)
    low, _ = scene.clause(amount.first)
    if any(low <= hit.first < amount.first for hit in scene.cues.get("would", ())):
        return None
    if amount.kind not in ("money", "count", "power", "flop", "flops", "nm", "percent"):
        return None
    who, how = _holder(scene, amount)
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
    bought = _recipient(scene, amount) if amount.unit == "chips" else None
    if bought is not None:
        who, how, metric = bought, None, "compute_stock"
    if scene.words.words[low] == "no" and amount.high is None:  # "No model was trained with more than ..."
        amount = Quantity(amount.kind, None, amount.low, amount.unit, amount.first, amount.last)
    draft = Draft("level", amount.first, actor=who, low=amount.low, high=amount.high, metric=metric)
    draft.unit, draft.raw = unit_of(amount)
    if amount.kind == "count":
        scene.story.counted = scene.story.number, amount.unit
    draft.semantics, draft.resolved = "absolute", [how] if how else []
    if amount.kind == "percent":
        draft.semantics = "growth" if metric == "investment" else "absolute"
        if draft.semantics == "growth" and scene.near("drop", amount.first, amount.first, 5):
            draft.low, draft.high = (None if bound is None else -bound for bound in (amount.high, amount.low))
    return draft


def _inherited(scene: Scene, amount: Quantity) -> Quantity:
    """Give the number in "China's 15" the unit of the amount it is set beside."""
    words = scene.words.words
    after = words[amount.last : amount.last + 2]
    if after[:1] in (["a"], ["per"], ["monthly"]) and (amount.point or 0) >= 100 and {"wafer", "wafers"} & set(words):
        return Quantity("count", amount.low, amount.high, "wafers", amount.first, amount.last)
    owned = any(actor.last in (amount.first - 1, amount.first - 2) for actor in scene.actors)
    for earlier in scene.amounts:
        if owned and earlier.kind in ("count", "power") and earlier.last <= amount.first:
            return Quantity(earlier.kind, amount.low, amount.high, earlier.unit, amount.first, amount.last)
    before = scene.words.words[max(0, amount.first - 3) : amount.first]
    counted = scene.story.counted
    if (
        counted is not None
        and scene.story.number - counted[0] <= 1
        and words[amount.first - 1] in ("with", "has", "had")
    ):
        return Quantity("count", amount.low, amount.high, counted[1], amount.first, amount.last)
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


def _recipient(scene: Scene, amount: Quantity) -> Mention | None:
    """Return the country in "shipped a million chips to China", which has them now."""
    if not {"sold", "shipped", "exported", "delivered", "smuggled", "reached"} & set(scene.words.words):
        return None
    words = scene.words.words
    for actor in scene.after(amount.last):
        if actor.kind in ("country", "people") and words[actor.first - 1] in ("to", "into", "reached"):
            return actor if actor.first - amount.last <= 6 else None
    return None


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
        if _about(scene, amount, TRAINING) and ("investment" not in found or not _about(scene, amount, FUNDED)):
            return "cost"
        return max(found, key=lambda metric: found[metric]) if found else None
    if amount.kind == "count":
        if amount.unit == "tokens" and "market_share" not in points:
            return None  # the length of a context, the speed of a service
        metric = OF_COUNT.get(amount.unit)
        if amount.unit == "chips" and _about(scene, amount, TRAINING):
            return "training_compute"
        made = _about(scene, amount, MAKING) or (
            OF_FIRM.get((who and who.firm) or "") == "chip_performance" and _sold(scene)
        )
        produced = made or points.get("chip_production", 0) > points.get("compute_stock", 0)
        return "chip_production" if metric == "compute_stock" and produced else metric
    if amount.kind == "nm":
        return "process_node"
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
            if scene.said("yield", "yields")
            else "investment"
            if scene.said("capex", "spending")
            else None
        )
    return None


def _about(scene: Scene, amount: Quantity, words: frozenset[str]) -> bool:
    """Whether one of these words stands in the clause of an amount."""
    low, high = scene.clause(amount.first)
    if words is TRAINING and any(
        topic.tag == "training_compute" and low <= topic.first < high for topic in scene.topics
    ):
        return True
    return bool(words & set(scene.words.words[low:high]))


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
    metric = max(points, key=lambda name: points[name])
    if metric == "other" and "talent" not in points:
        return None
    draft = Draft(
        "level", at, actor=who, metric="talent" if "talent" in points else metric, resolved=[how] if how else []
    )
    draft.unchecked = NO_AMOUNT
    return draft
