"""Shares of a whole: so many percent of a market, of the world's researchers, of all papers."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, takewhile

from parity.claims.draft import Draft
from parity.claims.holders import about, beside, close, holder, owned
from parity.claims.metrics import NO_SHARE, choose
from parity.claims.numbers import APPROXIMATELY
from parity.claims.parties import rivals
from parity.claims.quantity import Quantity
from parity.claims.scene import Scene
from parity.claims.sides import pair_around, subject

SHARED = frozenset(("talent", "compute_stock", "publications", "market_share", "chip_production"))
NOT_WHOLES = frozenset(
    "growth cost costs price power performance increase decrease annual higher lower more less"
    " faster cheaper gain utilization utilisation".split()
)
GROWN = frozenset("grow grows growing grew grown rising rose risen increasing increased expanding expanded".split())
BOUNDING = frozenset(("more", "less", "than", "just", "under", "only", "near", "virtually"))
EARNED = frozenset(("sales", "revenue", "revenues", "profit", "profits", "earnings", "income"))
OWNED = (["company"], ["firm"], ["group"], ["machine"], ["business"], ["proceeds"], ["budget"], ["start"], ["startup"])
LIST_MARKS = frozenset((",", ":", ";", "/", "and", "-"))
CONTRIBUTING = frozenset(("contribute", "contributes", "contributed", "contributing"))
MOVED = frozenset(("from", "to", "against", "versus", "vs"))
AT_HOME = frozenset(("domestically", "locally"))
ENDS = frozenset(("to", "and", ",", ";", ")"))  # the next amount may be "less than ..."
ORDERED = ("ahead", "behind", "nearly")
VERSUS = (["vs"], ["vs", "."], ["versus"], ["to"], ["against"])
MAKING = frozenset("produce produces produced producing make makes made making manufacture manufactures built".split())
SUPPLYING = frozenset("supply supplies supplied commands controls control holds hold held".split())
USING = frozenset("building build built run runs running deployed used".split())
SOLD = frozenset("sold sales bought sells buys purchased shipments".split())
PLAINLY = 3.0  # from here on a word says by itself what is shared
REACH = 6  # words between a percentage and what makes it a share


def shares(scene: Scene) -> Iterator[Draft]:
    """Yield the percentages of a whole a sentence gives."""
    story = scene.story
    whole = story.whole if story.number - story.shared <= 1 else None  # what the share before was of
    begun = False
    apart = whole is not None and not scene.has("up", "down", "gap", "ahead", "behind") and bool(scene.actors)
    rows = _listed(scene)
    coupled = {draft.at: draft for draft in _coupled(scene)} if scene.has(*ORDERED) else {}
    yield from coupled.values()
    for amount in scene.amounts:
        if amount.first in coupled:
            continue
        if amount.kind == "bare" and amount.point == 0 and _share_moved(scene, amount):
            amount = replace(amount, kind="percent")  # "its share has fallen to near zero"
        if amount.kind not in ("percent", "fraction"):
            continue
        moved = begun and (
            MOVED & set(scene.words.words[max(0, amount.first - 3) : amount.first])
            or any(close(scene, actor, amount) for actor in scene.before(amount.first)[:1])
        )
        again = whole is not None and (
            apart or bool(moved) or beside(scene, amount) is not None
        )  # "74 % of it, against 14 % for China"
        listed = amount.first in rows
        if not (again or listed) and not _of_whole(scene, amount):
            continue
        if scene.said("yield", "yields") and not scene.said("share", "market"):
            continue
        low, _ = scene.clause(amount.first)
        grown = GROWN & set(scene.words.words[max(low, amount.first - 4) : amount.first])
        if grown and not _from_to(scene, amount) and not begun and not _share_moved(scene, amount):
            continue
        following = [*takewhile(lambda word: word not in ENDS, scene.words.words[amount.last : amount.last + 4])]
        whole_of = following[:1] == ["of"] and following[1:2] in (["total"], ["global"], ["all"])
        if not whole_of and (NOT_WHOLES - ({"power"} if "computing" in following else set())) & set(following):
            continue
        who, how = holder(scene, amount)
        if who is None and not AT_HOME.isdisjoint(following):
            who, how = subject(scene, amount.first)  # "China used 3 million; 40% were domestically made"
        if who is None or not (again or scene.topics or scene.story.number - scene.story.measured <= 1):
            continue
        draft = Draft("share", amount.first, actor=who, low=amount.low, high=amount.high, unit="percent")
        draft.semantics, draft.resolved = "share_of_total", [how] if how else []
        draft.sure = listed or owned(scene, amount) is not None
        own = _share_metric(scene, amount) if not again or _plainly(scene, amount) else None
        draft.metric = own or whole
        if draft.metric is None:
            continue
        whole = draft.metric
        story.whole, story.shared, begun = whole, story.number, True
        yield draft


def _listed(scene: Scene) -> frozenset[int]:
    """Return where the shares of a list stand: "Installed power: US 45%, China 25%, Europe 15%"."""
    words = scene.words.words
    ends = {actor.last: actor.first for actor in scene.actors}
    rows, starts = [], []
    for one in scene.amounts:
        place = one.first
        while place > 0 and words[place - 1] in APPROXIMATELY | BOUNDING:
            place -= 1  # "the EU less than 5%"
        start = ends.get(place, ends.get(place - 1) if words[place - 1] in (":", "-", "~", "(") else None)
        if one.kind == "percent" and start is not None:
            rows.append(one)
            starts.append(start - 1)
    begins = [words[place - 1] if words[place] == "the" else words[place] for place in starts]
    shared = any(
        one.first < rows[0].first and words[one.last : one.last + 1] == ["of"] and one.kind == "percent"
        for one in scene.amounts
        if rows
    )  # "the US has 74% of it, China 14% and the EU 5%"
    long = len(rows) > 2 or (shared and len(rows) > 1)
    return frozenset(one.first for one in rows) if long and set(begins) <= LIST_MARKS else frozenset()


def _plainly(scene: Scene, amount: Quantity) -> bool:
    """Whether the words right after a share say of what it is: "seven percent of the world's AI experts"."""
    if scene.words.words[amount.last : amount.last + 1] != ["of"]:
        return False
    named = [
        topic for topic in scene.topics if 0 <= topic.first - amount.last <= REACH and float(topic.value) >= PLAINLY
    ]
    return any(topic.tag not in NO_SHARE for topic in named)


def _share_metric(scene: Scene, amount: Quantity) -> str | None:
    words = scene.words.words
    if {"market", "markets"} & set(words[max(0, amount.first - 14) : amount.last + 8]):
        return "market_share"
    if words[0] == "of":  # "Of the top AI researchers by citations, 42 percent ..."
        first = next((hit for hit in scene.topics if hit.tag in SHARED and float(hit.value) >= PLAINLY), None)
        if first is not None and first.last <= amount.first:
            return first.tag
    head = choose(scene, amount.first, (), but=("export_control", "cost"), head=amount.last)
    up = {"make", "makes", "made"} & set(words) and "up" in words
    chips = {"chips", "semiconductors", "chip", "semiconductor"} & set(words[amount.last : amount.last + REACH + 2])
    made = head == "market_share" and not up and bool(chips) and about(scene, amount, MAKING)
    if made or head in ("chip_performance", "process_node", "chip_production", None):
        if about(scene, amount, MAKING):
            return "chip_production"
        if about(scene, amount, SUPPLYING):
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
    if words[amount.last : amount.last + 2] in (["of", "its"], ["of", "their"]) and EARNED & {
        *words[amount.last + 2 : amount.last + 3]
    }:
        return False  # "more than half of its sales"
    if words[amount.last : amount.last + 1] == ["of"] and words[amount.last + 2 : amount.last + 3] in OWNED:
        return False  # "owns a tenth of the company"
    if words[amount.last : amount.last + 1] in (["to"], ["toward"]) and CONTRIBUTING & set(before):
        return True  # "contributes 2 percent to the world's papers"
    if {"market", "markets"} & set(before) and words[amount.first - 1] in ("with", "at", "on"):
        return True  # "led the market with 47 percent"
    if _share_moved(scene, amount) or not AT_HOME.isdisjoint(words[amount.last : amount.last + 3]):
        return True
    if words[amount.first + 1 : amount.first + 2] == ["in"] and amount.last == amount.first + 3:
        return True  # "one in eight American workers"
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


def _from_to(scene: Scene, amount: Quantity) -> bool:
    """Whether something rose from or to a share, not by one: "rising from under 3 percent"."""
    place = amount.first - 1
    while place > 0 and scene.words.words[place] in APPROXIMATELY | BOUNDING:
        place -= 1
    return scene.words.words[place] in ("from", "to")


def _coupled(scene: Scene) -> Iterator[Draft]:
    """Read "A overtook B in downloads (18% vs 16%)" as a share of each, the subject's first."""
    rows = [one for one in scene.amounts if one.kind == "percent"]
    for one, two in pairwise(rows):
        between = scene.words.words[one.last : two.first]
        hits = [hit for tag in ORDERED for hit in scene.cues.get(tag, ()) if hit.last <= one.first]
        if between not in VERSUS or scene.words.words[one.first - 1] != "(" or not hits:
            continue
        metric = choose(scene, one.first, (), but=("export_control", "cost"))
        last = max(hits, key=lambda hit: hit.first)
        here, there, notes = pair_around(scene, last.first, last.last)
        if metric not in SHARED or here is None or there is None or not rivals(here, there):
            continue
        for amount, who in ((one, here), (two, there)):
            draft = Draft("share", amount.first, actor=who, metric=metric, low=amount.low, high=amount.high, sure=True)
            draft.unit, draft.semantics, draft.resolved = "percent", "share_of_total", list(notes)
            yield draft


def _share_moved(scene: Scene, amount: Quantity) -> bool:
    """Whether a share named earlier in the clause comes to this: "its share has climbed from nothing to 5 percent"."""
    words = scene.words.words
    low, _ = scene.clause(amount.first)
    place = amount.first - 1
    while place > low and words[place] in APPROXIMATELY | BOUNDING:
        place -= 1
    linked = words[place] in ("to", "from", "at", "was", "is", "reached", "hit", "exceeded", "stood")
    return linked and bool({"share", "shares", "proportion"} & set(words[low:place]))
