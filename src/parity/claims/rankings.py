"""Who is ahead, without a number: rankings, leads, dependence, near-equals."""

import re
from collections.abc import Iterator

from parity.claims.actors import KINDS, Mention
from parity.claims.draft import Draft
from parity.claims.metrics import choose, excluded
from parity.claims.parties import orient, rivals, together
from parity.claims.phrases import Hit
from parity.claims.scene import Scene
from parity.claims.sides import PRONOUNS, counterpart, oblique, pair_around, subject, target

ENDINGS = frozenset(("st", "nd", "rd", "th"))
PLACES = frozenset("ranks ranked rank ranking sits came comes placed finished is was lies stands in at to".split())
MAKERS = frozenset("maker chipmaker supplier producer foundry vendor seller provider manufacturer exporter".split())
NO_SUPERLATIVES = frozenset(
    "latest honest request interest forest modest harvest suggest contest protest fastest-growing invest".split()
)
BEING = frozenset(
    "is was are were has have had remains remain becomes became boasts makes making runs operates owns".split()
)
NEEDED = frozenset((("need", "to"), ("needs", "to"), ("have", "to"), ("has", "to"), ("needed", "to")))
PASSING = frozenset(("pass", "passes", "passed", "passing"))
TOOLS = ("lithography", "euv", "duv", "scanners", "equipment", "tools")
DOWN = frozenset("slower weaker poorer older smaller lower fewer worse shallower thinner shorter later".split())
NO_COMPARATIVES = frozenset(
    "other rather another whether further however never under after either neither together over consumer computer"
    " developer maker supplier number chipmaker toolmaker server founder user customer leader power paper order"
    " center transformer supercomputer accelerator wafer foundry provider manufacturer researcher engineer".split()
)
NOUNS = frozenset(("lead", "advantage", "advantages", "edge", "dominance", "superiority", "leadership", "leads"))
ORDINALS = {
    word: float(place)
    for place, names in enumerate(
        "first second;runner third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
        " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
    for word in names.split(";")
}
LATER = frozenset(
    "eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()
)


def rankings(scene: Scene) -> Iterator[Draft]:
    """Yield the orders a sentence states."""
    earlier: Draft | None = None
    done: set[tuple[object, object]] = set()
    for tag in ("nearly", "behind", "ahead", "better_low", "worse_high"):
        for hit in scene.cues.get(tag, ()):
            draft = _order(scene, hit)
            if (
                draft is not None
                and tag == "better_low"
                and earlier is not None
                and "fraction" in scene.words.words[hit.first : hit.last]
            ):
                draft.leader, draft.follower = earlier.follower, earlier.leader  # "as good, at a fraction of the price"
            earlier = draft if draft is not None and tag in ("nearly", "behind") else earlier
            if draft is not None and draft.leader and draft.follower:
                key = (draft.leader.same, draft.metric)
                if key not in done:
                    done.add(key)
                    yield draft
    for hit in () if done else [*_edges(scene), *_comparatives(scene)]:
        draft = _order(scene, hit) if hit.tag == "ahead" else _than(scene, hit)
        if draft is not None and not done:
            done.add((draft.leader, draft.metric))
            yield draft
    for hit in [*scene.cues.get("rank", ()), *_numbered(scene), *_superlatives(scene)]:
        draft = _rank(scene, hit)
        if draft is not None:
            yield draft
            break
    for hit in scene.cues.get("dependence", ()):
        draft = _dependence(scene, hit)
        if draft is not None:
            yield draft


def _superlatives(scene: Scene) -> Iterator[Hit]:
    """Find "is the most used open model", "has the highest density": a superlative that a subject is or has."""
    words = scene.words.words
    if not scene.topics or ("most" not in scene.words.known and not any(word.endswith("est") for word in words)):
        return
    for place in range(2, len(words) - 1):
        word = words[place]
        much = word == "most" and words[place + 1].isalpha()
        high = word == "best" or (word.endswith("est") and len(word) > 5 and word not in NO_SUPERLATIVES)
        if not (much or high) or words[place - 1] not in ("the", "s"):
            continue
        verb = {*words[max(0, place - 5) : place]} & BEING
        if verb and any(actor.last <= place for actor in scene.actors):
            yield Hit("rank", "1", place - 1, place + 1)


def _edges(scene: Scene) -> Iterator[Hit]:
    """Find a lead, an edge or an advantage that somebody keeps."""
    for hit in scene.cues.get("gap", ()):
        if scene.words.words[hit.last - 1] in NOUNS and _held(scene, hit):
            yield Hit("ahead", "1", hit.first, hit.last)


def _comparatives(scene: Scene) -> Iterator[Hit]:
    """Find "less compute", "slower and more verbose": what a "than" may follow, and which way it goes."""
    words = scene.words.words
    if "than" not in words:
        return
    found = [hit for tag in ("up", "down") for hit in scene.cues.get(tag, ())]
    for place, word in enumerate(words):
        if word.endswith("er") and len(word) > 4 and word not in NO_COMPARATIVES and place < len(words) - 1:
            found.append(Hit("down" if word in DOWN else "up", "1", place, place + 1))
    yield from sorted(found, key=lambda hit: (hit.first, hit.tag))


def _numbered(scene: Scene) -> Iterator[Hit]:
    """Find "sits 14th": a place in digits after a verb."""
    words, known = scene.words.words, scene.words.known
    if known.isdisjoint(ORDINALS) and known.isdisjoint(ENDINGS):
        return
    for place in range(1, len(words)):
        if words[place] in LATER and words[place - 1] in PLACES:
            yield Hit("rank", "1", place - 1, place + 1)
    for place in range(len(words) - 2):
        largest = words[place + 2] if words[place + 1] == "-" else words[place + 1]
        if words[place] in ORDINALS and largest in ("largest", "biggest", "fastest", "most"):
            yield Hit("rank", "1", place, place + 2)
    for place in range(2, len(words)):
        if words[place] in ENDINGS and scene.words.adjoins(place) and words[place - 2] in PLACES:
            yield Hit("rank", "1", place - 1, place + 1)


def _order(scene: Scene, hit: Hit) -> Draft | None:
    spoken = scene.said("they", "we", "our", "their") and (
        scene.story.pair is not None or scene.story.topic is not None
    )
    if not (scene.actors or spoken) or (_noun(scene, hit) and not _held(scene, hit)):
        return None
    here, there, notes = pair_around(scene, hit.first, hit.last)
    if here is None:
        there, _ = target(scene, hit.last)
        more = [actor for actor in scene.after(hit.last) if there is not None and rivals(actor, there)]
        if there is None or not more:
            return None
        here, there = there, more[0]
    if there is None or not rivals(here, there):
        return None
    if tuple(scene.words.words[max(0, hit.first - 2) : hit.first]) in NEEDED:
        return None  # "does not need to beat"
    if scene.words.words[hit.last - 1] in PASSING and not 0 <= there.first - hit.last <= 1:
        return None  # "passed a law"
    priced = hit.tag in ("better_low", "worse_high")
    metric = "cost" if priced else choose(scene, hit.first, (here, there), but=excluded(scene, hit))
    words = scene.words.words
    named = target(scene, hit.last, but=here)[0] is not None
    if hit.tag in ("ahead", "better_low") or (
        hit.tag == "nearly"
        and words[hit.first] in ("just", "narrowly", "slim", "narrow")
        and "ahead" in words[hit.first : hit.last]
    ):
        leader, follower = here, there
    else:
        leader, follower = there, here
    passive = words[hit.last : hit.last + 1] == ["by"] and hit.tag == "ahead"
    if passive:
        leader, follower = follower, leader
    if hit.tag == "nearly" and not named and not notes:
        leader, follower = orient(here, there, metric)
    return Draft("ranking", hit.first, leader=leader, follower=follower, metric=metric, resolved=notes)


def _than(scene: Scene, hit: Hit) -> Draft | None:
    """Read "far less compute than their American rivals"."""
    words = scene.words.words
    reach = words[hit.last : hit.last + 6]
    if "than" not in reach:
        return None
    than = hit.last + reach.index("than")
    if words[than + 1 : than + 2] and words[than + 1] in ("last", "previous", "before", "ever"):
        return None  # than its own of before
    there = next((actor for actor in scene.after(than) if actor.first - than <= 5 and actor.country != "World"), None)
    here = subject(scene, hit.first, but=there)[0] if there is not None else None
    taken_up = bool(PRONOUNS & set(words[: hit.first]))
    if here is None or there is None or not rivals(here, there) or not (here in scene.actors or taken_up):
        return None
    there = together(scene, there, scene.after(than))
    leader, follower = (here, there) if hit.tag == "up" else (there, here)
    return Draft("ranking", hit.first, leader=leader, follower=follower, metric=choose(scene, hit.first, (here, there)))


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


def _rank(scene: Scene, hit: Hit) -> Draft | None:
    words = scene.words.words
    if words[max(0, hit.first - 1)] in ("our", "my"):
        return None
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
    if passive:
        who, how = next(iter(scene.after(hit.last)), None), None
    else:
        who, how = subject(scene, hit.first)
        if "than" in words[hit.first : hit.last]:  # "bought more GPUs than any other firm"
            low, _ = scene.clause(hit.first)
            mains = [a for a in scene.actors if low <= a.first < hit.first and not oblique(scene, a)]
            who, how = (mains[0], None) if mains else (who, how)
        if who is None or how is not None:
            later = [a for a in scene.after(hit.last) if a.country != "World" and a.kind not in KINDS]
            who, how = (later[0], None) if later and words[hit.last : hit.last + 1] != ["in"] else (who, how)
    if who is None or who.country in ("World", "Hong Kong"):
        return None
    place = placed(words[hit.first : hit.last])
    draft = Draft(
        "ranking", hit.first, actor=who, low=place, high=place, semantics="rank", resolved=[how] if how else []
    )
    draft.metric = choose(scene, hit.first, (who,))
    if {"largest", "biggest"} & set(words[hit.first : hit.last]) and MAKERS & set(words[hit.last : hit.last + 4]):
        draft.metric = "market_share"
    other, note = counterpart(scene, who)
    if place == 1.0 and rivals(who, other) and other.kind not in KINDS:
        draft.leader = who
        draft.follower = other
        draft.resolved.append(note)
    return draft


def placed(words: list[str]) -> float:
    """Return the place a rank names; the first where it names none."""
    for word in words:
        place = ORDINALS.get(word) or (float(digits[0]) if (digits := re.match(r"\d{1,3}", word)) else None)
        if place:
            return place
    return 1.0


def _dependence(scene: Scene, hit: Hit) -> Draft | None:
    here, there, notes = pair_around(scene, hit.first, hit.last)
    named, _ = target(scene, hit.last, but=here)
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
