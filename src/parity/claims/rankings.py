"""Who is ahead, without a number: rankings, leads, dependence, near-equals."""

import math
from collections.abc import Iterator
from itertools import chain

from parity.claims.actors import KINDS, Mention, Same
from parity.claims.contrasts import contrasts, expecting
from parity.claims.draft import Draft
from parity.claims.metrics import choose, excluded
from parity.claims.parties import orient, rivals, together
from parity.claims.phrases import Hit
from parity.claims.placings import Place, placed, placings
from parity.claims.roles import anaphor, oblique
from parity.claims.scene import Scene
from parity.claims.sides import counterpart, pair_around, subject, target
from parity.claims.standing import places

MAKERS = frozenset("maker chipmaker supplier producer foundry vendor seller provider manufacturer exporter".split())
MATCHED = frozenset(("with", "than", "against", "rivals", "matches", "matching", "rivaling"))
INTRODUCING = frozenset(("with", "by"))
NEEDED = frozenset((("need", "to"), ("needs", "to"), ("have", "to"), ("has", "to"), ("needed", "to")))
PASSING = frozenset(("pass", "passes", "passed", "passing"))
TOOLS = ("lithography", "euv", "duv", "scanners", "equipment", "tools")
PRICED = frozenset("cost costs price prices priced pricing cheaper".split())
NOUNS = frozenset(("lead", "advantage", "advantages", "edge", "dominance", "superiority", "leadership", "leads"))
EVEN = frozenset(("race", "very", "extremely"))  # "a close race" says of neither that it is behind
ECONOMIES = frozenset(("economy", "economies", "population", "customer", "customers"))
SPENDING = frozenset("spend spends spent spending invest invests invested investing".split())
MOVING = ("close", "catch", "widen", "fallback")
BESIDE = 3  # words between a verb and its object
OTHERS = frozenset("other others rivals competitors existing competing".split())
FIELD_REACH = 5  # words to the field that is dominated
EVERYONE_REACH = 7  # words within which all others are spoken of
LEADS = frozenset(
    "lead leads led leading ahead dominate dominates dominated dominating dominance leadership edge front unmatched"
    " unrivaled unrivalled advantage advantages superiority excels strongest".split()
)
TURNED = frozenset("is are was were be by : comes -".split())
PLACED_AFTER = frozenset("to in on at for with across and or when by over".split())
NOT_OBJECTS = frozenset(". , ; ) from to of that which is was has in for with and or we".split())
LESS = frozenset("less reduce reduces reduced reducing cut cuts cutting end lessen".split())


def rankings(scene: Scene) -> Iterator[Draft]:
    """Yield the orders a sentence states."""
    earlier: Draft | None = None
    done: set[tuple[object, object]] = set()
    subjects: list[tuple[int, Mention]] = []
    first: set[tuple[Same, float]] = set()  # who was given which place
    for tag in ("nearly", "behind", "ahead", "better_low", "worse_high"):
        for hit in scene.cues.get(tag, ()):
            chained = _chained(scene, hit, subjects)
            draft = _order(scene, hit, chained)
            if draft is not None and draft.leader and draft.follower:
                subjects.append((hit.last, draft.follower if tag in ("nearly", "behind") else draft.leader))
            if (
                draft is not None
                and tag == "better_low"
                and earlier is not None
                and "fraction" in scene.words.words[hit.first : hit.last]
            ):
                draft.leader, draft.follower = earlier.follower, earlier.leader  # "as good, at a fraction of the price"
            earlier = draft if draft is not None and tag in ("nearly", "behind") else earlier
            if draft is not None and draft.actor is not None:
                first.add((draft.actor.same, 1.0))
            if draft is not None and draft.leader and draft.follower:
                key = (draft.leader.same, draft.follower.same if chained else draft.metric)
                if key not in done:
                    done.add(key)
                    yield draft
    for draft in () if done else chain(_edges(scene), contrasts(scene)):
        yield draft
        break
    yield from _ranks(scene, first)
    for hit in scene.cues.get("dependence", ()):
        draft = _dependence(scene, hit)
        if draft is not None:
            yield draft


def _ranks(scene: Scene, given: set[tuple[Same, float]]) -> Iterator[Draft]:
    """Yield the first place a sentence gives somebody, and the numbered ones that it gives others."""
    numbered = list(placings(scene))
    covered = {index for hit, *_ in numbered for index in range(hit.first, hit.last)}
    plain = [hit for hit in scene.cues.get("rank", ()) if covered.isdisjoint(range(hit.first, hit.last))]
    named = [place for place in numbered if place.low is None] + [Place(hit) for hit in plain]
    told = [place for place in numbered if place.low is not None and (place.who or place.low == place.high)]
    loose = [place for place in numbered if place.low is not None and place not in told]  # "in the top five"
    for place in chain(told, sorted(named, key=lambda one: one.hit.first), places(scene), loose):
        unnamed = place.low is None and placed(scene.words.words[place.hit.first : place.hit.last], 0.0) == 0.0
        draft = None if given and unnamed else _rank(scene, place)
        if draft is not None and draft.actor is not None and draft.low is not None:
            key = draft.actor.same, draft.low
            if key not in given and not (place in loose and draft.actor.same in {who for who, _ in given}):
                given.add(key)
                yield draft


def _edges(scene: Scene) -> Iterator[Draft]:
    """Find a lead, an edge or an advantage that somebody keeps."""
    for hit in scene.cues.get("gap", ()):
        if scene.words.words[hit.last - 1] in NOUNS and _held(scene, hit):
            draft = _order(scene, Hit("ahead", "1", hit.first, hit.last))
            if draft is not None:
                yield draft


def _chained(scene: Scene, hit: Hit, subjects: list[tuple[int, Mention]]) -> Mention | None:
    """Return whom an order goes on to speak of: "just behind A, ahead of B" are two of one subject."""
    words = scene.words.words
    if words[hit.last - 1] != "of" or not subjects:
        return None
    before = hit.first - 1
    while before > 0 and words[before] in ("and", "but", "also", "well", "far"):
        before -= 1
    last, who = subjects[-1]
    return who if words[before] == "," and last < before else None


def _order(scene: Scene, hit: Hit, chained: Mention | None = None) -> Draft | None:
    spoken = scene.said("they", "we", "our", "their", "it") and (
        scene.story.pair is not None or scene.story.topic is not None
    )
    if not (scene.actors or spoken) or (_noun(scene, hit) and not _held(scene, hit)):
        return None
    if _attributive(scene, hit) or expecting(scene, hit.last):
        return None
    here, there, notes = pair_around(scene, hit.first, hit.last)
    if chained is not None:
        here, there, notes = chained, target(scene, hit.last, but=chained)[0], []
    if here is None:
        there, _ = target(scene, hit.last)
        more = [actor for actor in scene.after(hit.last) if there is not None and rivals(actor, there)]
        if there is None or not more:
            return None
        here, there = there, more[0]
    if there is None or not rivals(here, there):
        return None
    if hit.tag == "behind" and "only" in scene.words.words[hit.first - 1 : hit.last + 1]:
        return None  # "behind only A and B": a place
    if tuple(scene.words.words[max(0, hit.first - 2) : hit.first]) in NEEDED:
        return None  # "does not need to beat"
    if hit.tag == "ahead" and any(one.first == hit.last and one.kind == "percent" for one in scene.amounts):
        return None  # "the first to surpass 70%"
    if scene.words.words[hit.last - 1] in PASSING and not 0 <= there.first - hit.last <= 1:
        return None  # "passed a law"
    if scene.words.words[hit.last - 1] == "with" and (
        0 <= there.first < hit.first or scene.words.words[hit.last : hit.last + 1] in (["demand"], ["orders"])
    ):
        return None  # "cannot keep up with demand"
    priced = hit.tag in ("better_low", "worse_high")
    words = scene.words.words
    fraction = words.index("fraction", hit.first, hit.last) if "fraction" in words[hit.first : hit.last] else None
    if fraction is not None:
        priced = _at_price(words, fraction)
    metric = "cost" if priced else choose(scene, hit.first, (here, there), but=excluded(scene, hit))
    named = target(scene, hit.last, but=here)[0] is not None
    fields = any(0 <= topic.first - hit.last <= FIELD_REACH for topic in scene.topics)
    if fields and hit.tag == "ahead" and words[hit.last - 1].startswith("dominat") and there.first - hit.last > BESIDE:
        named = False  # "dominated the market for years, while B ...": over everybody
    if hit.tag == "ahead" and words[hit.last - 1] in ("leads", "led") and words[hit.last : hit.last + 1] == [","]:
        named = False  # "U.S. Leads, China Ranks Second"
    every = hit.tag == "ahead" and _everyone(words[hit.last : hit.last + EVERYONE_REACH])
    if (priced if fraction is not None else hit.tag in ("ahead", "better_low")) or (
        hit.tag == "nearly"
        and words[hit.first] in ("just", "narrowly", "slim", "narrow")
        and {"ahead", "lead"} & set(words[hit.first : hit.last])
    ):
        leader, follower = here, there
    else:
        leader, follower = there, here
    passive = words[hit.last : hit.last + 1] == ["by"] and hit.tag == "ahead"
    if passive:
        leader, follower = follower, leader
    even = hit.tag == "nearly" and not EVEN.isdisjoint(words[hit.first : hit.last])
    if hit.tag == "nearly" and not named and (even or not notes):
        leader, follower = orient(here, there, metric)
    if "fraction" in words[hit.first : hit.last] and not SPENDING.isdisjoint(words[max(0, hit.first - 3) : hit.first]):
        leader, follower = there, here  # "spends a fraction of what they do" says nothing of what it gets for it
        metric = choose(scene, hit.first, (here, there))
    draft = Draft("ranking", hit.first, leader=leader, follower=follower, metric=metric, resolved=notes)
    alone = hit.tag == "ahead" and not named and leader is here and not LEADS.isdisjoint(words[hit.first : hit.last])
    low, high = scene.clause(hit.first)
    moving = any(low <= one.first < high for tag in MOVING for one in scene.cues.get(tag, ()))
    if every or (alone and not moving):  # a lead over nobody named is a first place
        draft.actor, draft.low, draft.high, draft.semantics = here, 1.0, 1.0, "rank"
    return draft


def _everyone(after: list[str]) -> bool:
    """Whether one is ahead of all there are: "surpassing all other tools"; not of its own kind before it.

    >>> _everyone("the skills of all other tools".split()), _everyone("all of its forerunners".split())
    (True, False)
    """
    every = next((place for place, word in enumerate(after) if word in ("all", "any", "every")), len(after))
    return not OTHERS.isdisjoint(after[every + 1 : every + 3])


def _at_price(words: list[str], fraction: int) -> bool:
    """Whether a fraction is a price: "at a fraction of what B spends", "a fraction of the cost"; else it is little.

    >>> _at_price("built at a fraction of what B spends".split(), 3)
    True
    >>> _at_price("spends a tiny fraction of its rival".split(), 3)
    False
    """
    before, after = words[max(0, fraction - 4) : fraction], words[fraction : fraction + 9]
    return bool({"at", "for"} & set(before)) or bool(PRICED & set(after))


def _attributive(scene: Scene, hit: Hit) -> bool:
    """Whether a word of order only describes a noun ("for superior results") or is one ("a new approach")."""
    words = scene.words.words
    word, after = words[hit.last - 1], words[hit.last : hit.last + 1]
    if word in ("superior", "inferior"):
        plain = bool(after) and after[0].isalpha() and after[0] not in PLACED_AFTER
        return plain and not any(0 <= hit.first - verb.last <= 3 for verb in scene.cues.get("holds", ()))
    if word == "lead" and after in (["time"], ["times"]):
        return True
    if word.startswith("crush"):
        return after == ["it"]
    if word in ("approach", "approaches"):
        return not after or after[0] in NOT_OBJECTS
    return False


def _noun(scene: Scene, hit: Hit) -> bool:
    verb = scene.words.words[hit.last - 1] in ("lead", "leads", "led")
    if verb and any(0 <= actor.first - hit.last <= 1 for actor in scene.actors):
        return False  # "China leads the US"
    return hit.tag == "ahead" and scene.words.words[hit.last - 1] in NOUNS


def _held(scene: Scene, hit: Hit) -> bool:
    """Whether somebody holds the lead or advantage, or it is one over a named other."""
    over = scene.words.words[hit.last : hit.last + 2]
    held = any(0 <= hit.first - verb.last <= 3 for verb in scene.cues.get("holds", ()))
    return held or bool({"over", "against"} & set(over))


def _rank(scene: Scene, stated: Place) -> Draft | None:
    hit, told, words = stated.hit, stated.who, scene.words.words
    beside = next((one for one in scene.actors if one.last == hit.first and words[one.first - 1] in INTRODUCING), None)
    told = told or beside  # "with China in second place"
    if words[max(0, hit.first - 1)] in ("our", "my"):
        return None
    if not ECONOMIES.isdisjoint(words[hit.last : hit.last + 2]):
        return None
    if words[hit.last - 1 : hit.last + 1] == ["leader", "of"] and any(
        0 < actor.first - hit.last <= 3 and actor.firm is not None for actor in scene.actors
    ):
        return None  # "the leader of Alibaba's team"
    if words[hit.first] == "the" and words[hit.first - 1] in MATCHED and told is None:
        return None  # "competes with the best open models"
    passive = words[hit.last - 1] == "by"
    before = hit.first - 1
    while before > 0 and words[before] in ("the", "world", "'", "s", "its", "their"):
        before -= 1
    if {"largest", "biggest", "fastest"} & set(words[hit.first : hit.last]) and words[before] in (
        "in",
        "to",
        "from",
        "for",
    ):
        return None  # "in the world's largest market"
    who: Mention | None
    how: str | None
    if told is not None:
        who, how = told if stated.low is not None else together(scene, told, scene.actors), None
    elif passive:
        who, how = next(iter(scene.after(hit.last)), None), None
    else:
        who, how = subject(scene, hit.first)
        if "than" in words[hit.first : hit.last]:  # "bought more GPUs than any other firm"
            low, _ = scene.clause(hit.first)
            mains = [a for a in scene.actors if low <= a.first < hit.first and not oblique(scene, a)]
            who, how = (mains[0], None) if mains else (who, how)
        if who is None or (how is not None and anaphor(scene, hit.first) is None):
            later = [a for a in scene.after(hit.last) if a.country != "World" and a.kind not in KINDS]
            turned = who is None or hit.first < 2 or (later and words[later[0].first - 1] in TURNED)
            who, how = (later[0], None) if later and turned and words[hit.last : hit.last + 1] != ["in"] else (who, how)
    if who is None or who.country in ("World", "Hong Kong"):
        return None
    place = placed(words[hit.first : hit.last]) if stated.low is None else stated.low
    last = place if stated.high is None else None if stated.high == math.inf else stated.high
    draft = Draft(
        "ranking", hit.first, actor=who, low=place, high=last, semantics="rank", resolved=[how] if how else []
    )
    draft.metric, draft.sure = (
        choose(scene, hit.first, (who,)),
        told is not None and (stated.low is not None or beside is told),
    )
    if {"largest", "biggest"} & set(words[hit.first : hit.last]) and MAKERS & set(words[hit.last : hit.last + 4]):
        draft.metric = "market_share"
    other, note = counterpart(scene, who)
    if last == 1.0 and rivals(who, other) and other.kind not in KINDS:
        draft.leader = who
        draft.follower = other
        draft.resolved.append(note)
    return draft


def _dependence(scene: Scene, hit: Hit) -> Draft | None:
    here, there, notes = pair_around(scene, hit.first, hit.last)
    named, _ = target(scene, hit.last, but=here)
    if not LESS.isdisjoint(scene.words.words[max(0, hit.first - 2) : hit.last]):
        return None  # "less dependent on", "to reduce reliance on": what is to be overcome
    if here is None or there is None or named is None or not rivals(here, named):
        return None
    draft = Draft(
        "ranking",
        hit.first,
        leader=named,
        follower=here,
        metric=choose(scene, hit.first, (here, there)),
        resolved=notes,
    )
    if draft.metric == "chip_performance" or (draft.metric == "process_node" and not scene.said(*TOOLS)):
        draft.metric = "chip_production"  # a dependence is one of supply
    draft.unchecked = "it states a dependence without an amount"
    return draft
