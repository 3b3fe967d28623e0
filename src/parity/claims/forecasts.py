"""Forecasts: predictions, targets and goals that move a gap, a lead or an amount."""

from collections.abc import Iterator
from datetime import date

from parity.claims.actors import Mention
from parity.claims.dates import due, horizon
from parity.claims.draft import Draft
from parity.claims.foretold import compared, grows, single
from parity.claims.metrics import choose
from parity.claims.parties import orient, rivals
from parity.claims.phrases import Hit
from parity.claims.placings import placed, top
from parity.claims.quantity import DURATIONS, Quantity
from parity.claims.scene import Scene
from parity.claims.sides import pair_around
from parity.claims.sides import target as facing

REACH = 16  # words between the future and what it will bring
AMOUNTS = ("count", "nm", "power", "flop", "flops", "money", "percent", "fraction", "times")
TAKING = frozenset(
    "regain take seize win gain retake claim hold keep maintain retain extend reclaim secure have".split()
)
CHANCES = ("confident", "probability", "chance", "chances", "odds", "likelihood")
OPINION = frozenset("say place put estimate guess call argue describe rate judge suggest reckon".split())
DUE_KINDS = (*AMOUNTS, "bare")
PRODUCTS = frozenset("chip chips model models processor processors gpu gpus".split())
PRESENT = frozenset("is are was were has remains remained leads led".split())
COMMERCE = frozenset("sales revenue revenues earnings profit profits shares valuation".split())
COMPARED = ("ahead", "behind", "nearly")  # "will be 30 percent cheaper than B"
LEADING = frozenset("lead dominate win".split())
NO_HORIZON = "it names no date by which it should come true"


def forecasts(scene: Scene, published: date | None) -> Iterator[Draft]:
    """Yield the forecasts of a sentence."""
    if scene.has("openq"):
        return
    words = scene.words.words
    condition = words.index(",") if words[0] == "if" and "," in words else 0
    starts = [start for start in _starts(scene) if start.first >= condition]
    if not starts and published is not None:  # "China draws even by 2030"
        later = any(amount.kind == "year" and (amount.low or 0) > published.year for amount in scene.amounts)
        later = later or "end of next year" in scene.sentence.text
        starts = list(_dated(scene)) or list(_due_amounts(scene, published)) if later else []
    target = due(scene.sentence.text, published) if starts else None
    told: list[tuple[int, int]] = []  # clauses already read
    for start in starts:
        if any(low <= start.first < high for low, high in told):
            continue
        drafts = list(_from(scene, start, target))
        for draft in drafts:
            draft.target = target and due(scene.sentence.text, published, scene.words.starts[draft.at])
            draft.since = start.first
            _date(scene, draft, published)
            told += [scene.clause(draft.at), scene.clause(start.first)]
            yield draft


def _from(scene: Scene, start: Hit, target: str | None) -> Iterator[Draft]:
    """Read what one word of the future brings."""
    lead, certain = (
        _lead(scene, start),
        start.tag == "future" or ((target is not None or _spans(scene, start)) and not scene.said("if", "without")),
    )
    if not certain and (
        lead is None
        or lead.tag not in ("catch", "close", "widen", "fallback", "nearly", "ahead", "behind", "parity")
        or (lead.tag == "parity" and not scene.said("within", "by", "soon"))
    ):
        return
    if (
        not certain
        and lead is not None
        and lead.tag in ("ahead", "behind")
        and scene.words.words[start.last] in ("be", "still", "also")
    ):
        return
    if (
        lead is not None
        and target is None
        and lead.tag in ("ahead", "behind", "parity", "nearly")
        and _stated(scene, start, lead)
    ):
        return  # "I will answer: America is ahead"
    if not certain or scene.words.words[start.first] in ("could", "may", "might"):
        maker = next(iter(scene.before(start.first)), None)
        product = scene.words.words[start.first - 1] in PRODUCTS and start.first > 0
        if (
            target is None
            and (product or (maker is not None and maker.kind in ("chip", "model")))
            and lead is not None
            and lead.tag in ("ahead", "parity")
        ):
            return  # what a product that is there "could rival" is an estimate of what it does
    amounts = _amounts(scene, start, target) if certain else []
    drafts: list[Draft | None] = []
    if lead is not None:
        moved = scene.has("close", "widen") and any(scene.words.words[one.first - 1] == "to" for one in amounts)
        valued = [compared(scene, amount) for amount in amounts] if lead.tag in COMPARED and not moved else []
        drafts = [draft for draft in valued if draft is not None] or [_relation(scene, lead, lead.first)]
    elif amounts:
        drafts = [compared(scene, amount) or single(scene, start, amount) for amount in amounts]
    elif certain and scene.technical and (target is not None or scene.near("progress", start.first, start.last, REACH)):
        draft = single(scene, start, None)
        dull: tuple[str | None, ...] = (None, "other", "market_share")
        aimed = scene.words.words[start.first] in ("target", "goal", "aim", "aims", "targets", "goals")
        if not aimed and not scene.near("progress", start.first, start.last, REACH):
            dull = (*dull, "capability", "chip_performance")  # a product to come
        drafts = [draft] if draft is not None and draft.metric not in dull else []
    yield from (
        draft for draft in drafts if draft is not None and (draft.metric is not None or draft.leader is not None)
    )


def _spans(scene: Scene, start: Hit) -> bool:
    """Whether what somebody would do is to take a span of time: "would invest $5 billion over the next three years"."""
    low, high = scene.clause(start.first)
    words = scene.words.words
    return any(
        low < hit.first < high and words[hit.first] in ("over", "within", "in") for hit in scene.cues.get("future", ())
    )


def _date(scene: Scene, draft: Draft, published: date | None) -> None:
    """Say when it falls due and how likely it is held, where the text does."""
    chance = next((a for a in scene.amounts if a.kind == "percent"), None) if scene.said(*CHANCES) else None
    if chance is not None:
        draft.low, draft.high, draft.unit, draft.semantics = chance.low, chance.high, "percent", "probability"
    span = next((a for a in scene.amounts if a.kind in DURATIONS and a.point is not None), None)
    if draft.target is None and span is not None:
        draft.target = horizon(span.low, span.high, span.kind, published)
        if (
            chance is None
            and (draft.leader is not None or draft.low is draft.high is None)
            and draft.semantics != "lag"
        ):
            draft.low, draft.high, draft.unit, draft.semantics = span.low, span.high, span.kind, "horizon"
    if draft.target is None:
        draft.unchecked = NO_HORIZON


def _starts(scene: Scene) -> Iterator[Hit]:
    """Yield where a future begins; "may be closing" is the present."""
    words = scene.words.words
    for hit in scene.cues.get("future", ()):
        if not (words[hit.first] in ("may", "might", "could") and "be" in words[hit.last : hit.last + 3]):
            yield hit
    if scene.sentence.text[-1:].isalnum() or scene.sentence.text.endswith("say"):  # "Huawei to double output"
        for actor in scene.actors:
            if words[actor.last : actor.last + 1] == ["to"] and words[actor.last + 1 : actor.last + 2] not in (
                [],
                ["the"],
            ):
                yield Hit("future", "1", actor.last, actor.last + 1)
    for hit in scene.cues.get("would", ()):
        following = words[hit.last : hit.last + 4]
        progressive = "be" in following[:3] and any(word.endswith("ing") for word in following)
        amount = any(0 <= one.first - hit.last - 1 <= 1 for one in scene.amounts)
        perfect = "have" in following[:2] and not amount
        if not OPINION & set(following[:2]) and not progressive and not perfect:
            yield hit


def _dated(scene: Scene) -> Iterator[Hit]:
    """Take the first relation of a sentence in the present tense for its future: "draws even by 2030"."""
    found = [hit for tag in ("catch", "ahead", "parity", "behind", "nearly") for hit in scene.cues.get(tag, ())]
    first = min(found, key=lambda hit: hit.first, default=None)
    if first is not None:
        yield Hit("future", "1", first.first, first.first)


def _due_amounts(scene: Scene, published: date) -> Iterator[Hit]:
    """Take an amount of a year to come for a forecast: "capacity: 45,000 wafers in 2027"."""
    words = scene.words.words
    for amount in scene.amounts:
        after = words[amount.last : amount.last + 9]
        told = next((n for n, word in enumerate(after) if word in ("in", "by")), None)
        if amount.kind not in DUE_KINDS or told is None or {",", ";", "and", "to"} & set(after[:told]):
            continue
        years = [int(word) for word in after[told : told + 5] if word.isdigit() and len(word) == 4]
        if max(years, default=0) > published.year:
            yield Hit("future", "1", amount.first, amount.first)


def _stated(scene: Scene, start: Hit, lead: Hit) -> bool:
    """Whether a present tense of its own stands between the future and what it seems to bring."""
    return (
        bool(PRESENT & set(scene.words.words[max(start.last, lead.first - 3) : lead.first])) and lead.first > start.last
    )


def _lead(scene: Scene, start: Hit) -> Hit | None:
    """Find what the future brings: a gap that moves, a lead, a lag, parity."""
    _, high = scene.clause(start.last)
    for tag in ("catch", "close", "widen", "fallback"):
        for hit in scene.cues.get(tag, ()):
            if hit.first >= high:
                continue
            moves = tag in ("catch", "fallback") or scene.near("gap", hit.first, hit.last, 7) is not None
            if moves and start.first - 3 < hit.last and hit.first - start.last <= 10:
                return hit
    for hit in scene.cues.get("parity", ()):
        if 0 <= start.first - hit.last <= 1 and scene.words.words[hit.last - 1] == "parity":
            return hit  # "parity would come in 2036"
    for tag in ("ahead", "behind", "parity", "nearly", "rank"):
        for hit in scene.cues.get(tag, ()):
            apart = start.tag == "would" and hit.first >= high  # "might help, though it still trails"
            if 0 <= hit.first - start.first <= REACH and not apart:
                return hit
    for tag, order in (
        () if start.tag != "future" else (("up", "ahead"), ("down", "behind"))
    ):  # "will have more researchers than the US"
        for hit in scene.cues.get(tag, ()):
            reach = scene.words.words[hit.last : hit.last + 7]
            than = hit.last + reach.index("than") if "than" in reach else -1
            if 0 <= hit.first - start.first <= REACH and any(0 < a.first - than <= 4 for a in scene.actors if than > 0):
                return Hit(order, "1", hit.first, than + 1)
    return scene.near("gap", start.first, start.last, 8)


def _amounts(scene: Scene, start: Hit, target: str | None) -> list[Quantity]:
    found = []
    here = scene.clause(start.first)
    elsewhere = {scene.clause(hit.first) for hit in scene.cues.get("future", ())} - {here}
    for amount in scene.amounts:
        if elsewhere and scene.clause(amount.first) in elsewhere:
            continue  # of a clause with a future of its own
        near = -4 <= amount.first - start.first <= REACH
        counted = scene.story.counted is not None and scene.story.number - scene.story.counted[0] <= 1
        bare = amount.kind == "bare" and (amount.low or 0) >= 1000 and (target is not None or counted)
        apart = amount.last <= start.first and {"and", ",", ";"} & set(scene.words.words[amount.last : start.first])
        if apart:
            continue  # "is at 3nm and will start 2nm"
        if scene.words.words[max(0, amount.first - 2) : amount.first] in (["cost", "it"], ["cost", "them"]):
            continue  # what a rule costs a firm
        former = "from" in scene.words.words[max(0, amount.first - 2) : amount.first]
        if near and not former and (amount.kind in AMOUNTS or bare):
            found.append(amount)
    words = scene.words.words
    reached = [
        a
        for a in found
        if a.kind not in ("times", "percent", "fraction") and "to" in words[max(0, a.first - 2) : a.first]
    ]
    if reached and any(grows(scene, a) for a in found if a.kind in ("times", "percent")):
        return reached  # "will triple output to half a million units"
    return [a for a in found if a.kind != "money" or not COMMERCE & set(words[max(0, a.first - 8) : a.last + 4])]


def _relation(scene: Scene, lead: Hit, anchor: int) -> Draft | None:
    here, there, notes = pair_around(scene, lead.first, lead.last)
    known = scene.story.pairs.get(choose(scene, anchor, ())) or scene.story.pair
    moving, spoken = lead.tag in ("gap", "close", "widen"), scene.said("they", "it", "that", "this", "we", "their")
    if known is not None and ((here is None and (moving or spoken)) or (not scene.actors and moving)):
        leader, follower = known
        notes = ["both parties carried over from an earlier sentence"]
    elif here is None or there is None:
        return None
    elif lead.tag == "nearly" and {"ahead", "lead"} & set(scene.words.words[lead.first : lead.last]):
        leader, follower = here, there  # "a narrow lead over"
    elif lead.tag in ("ahead", "rank") and (not _noun(scene, lead) or _taken(scene, lead)):
        leader, follower = here, there
    elif lead.tag in ("behind", "nearly", "catch", "fallback") or _closes(scene, here, lead):
        leader, follower = there, here
    else:
        leader, follower = orient(here, there, None)
    if not rivals(leader, follower):
        return None
    draft = Draft("forecast", anchor, leader=leader, follower=follower, resolved=notes)
    draft.metric = choose(scene, anchor, (leader, follower))
    if lead.tag in ("rank", "ahead"):
        draft.actor = here
    if lead.tag == "rank":
        draft.low, draft.high = _place(scene, lead)
        draft.semantics = "rank"
    if (
        lead.tag == "ahead"
        and scene.words.words[lead.last - 1] in LEADING
        and facing(scene, lead.last, but=here)[0] is None
    ):
        draft.low, draft.high, draft.semantics = 1.0, 1.0, "rank"  # "will lead in AI", over nobody named
        draft.sure = True
    denied = {"not", "never", "won", "unlikely", "nor"} & set(scene.words.words[max(0, lead.first - 5) : lead.first])
    if denied and lead.tag in ("catch", "ahead", "parity", "close"):
        draft.negated, draft.direction = True, "none"
    span = next((a for a in scene.amounts if a.kind in DURATIONS and 0 <= lead.first - a.last <= 1), None)
    if span is None and lead.tag in ("behind", "ahead", "gap"):  # "a lead of two years", "will lag by 12 months"
        span = next((a for a in scene.amounts if a.kind in DURATIONS and 0 <= a.first - lead.last <= 4
                     and {"of", "by"} & set(scene.words.words[lead.last : a.first])), None)  # fmt: skip
    if span is not None and lead.tag in ("behind", "ahead", "gap"):  # "will be left two generations behind"
        draft.low, draft.high, draft.unit, draft.semantics = span.low, span.high, span.kind, "lag"
    all_times = [amount for amount in scene.amounts if amount.kind == "times"]
    later = [a for a in all_times if "from" not in scene.words.words[max(0, a.first - 3) : a.first]]
    later = [a for a in later if a.first >= lead.first] or later  # "is 5x as good, widening to 17x by 2027"
    times = next(iter(later or all_times), None)
    if times is not None and lead.tag != "rank":
        draft.low, draft.high, draft.unit, draft.semantics = times.low, times.high, "x", "advantage"
        draft.norm = times.low, times.high
    if lead.tag == "parity" and draft.semantics == "none" and not draft.negated:  # "will match B"
        draft.low, draft.high, draft.unit, draft.semantics, draft.norm = 1.0, 1.0, "x", "advantage", (1.0, 1.0)
    if lead.tag in ("close", "catch", "gap", "parity", "nearly", "behind", "ahead"):
        draft.direction = "closing"
    if lead.tag in ("widen", "fallback"):
        draft.direction = "widening"
    return draft


def _place(scene: Scene, lead: Hit) -> tuple[float, float]:
    """Return the place that is foretold: "will rank second", "one of the world's top three"."""
    words = scene.words.words
    near = next((at for at in range(lead.first, min(len(words), lead.last + 3)) if words[at] == "top"), None)
    read = top(words, near) if near is not None else None
    place = placed(words[lead.first : lead.last])
    return (place, place) if read is None else (1.0, read[0])


def _closes(scene: Scene, here: Mention, lead: Hit) -> bool:
    """Whether somebody closes a gap: no gap stands between the subject and the verb, one after it."""
    gaps = scene.cues.get("gap", ())
    active = lead.tag == "close" and here.first >= 0 and here.last <= lead.first
    between = any(here.last <= hit.first < lead.first for hit in gaps)
    return active and not between and any(hit.first >= lead.last for hit in gaps)


def _noun(scene: Scene, hit: Hit) -> bool:
    return scene.words.words[hit.first] in ("lead", "advantage", "edge", "dominance", "superiority")


def _taken(scene: Scene, hit: Hit) -> bool:
    """Whether a lead is taken or kept by the subject."""
    return bool(TAKING & set(scene.words.words[max(0, hit.first - 4) : hit.first]))
