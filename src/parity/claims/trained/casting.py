"""Who plays which part in a claim, weighed: every party in sight tried as leader, follower and actor.

The rules' own choice is one of the features, and so are the order of the parties, the words between and around them,
and what the sentences before compared.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from parity.claims.actors import Mention, Same
from parity.claims.draft import Draft, party
from parity.claims.parties import UNSPECIFIED, label, rivals
from parity.claims.scene import Scene
from parity.claims.trained.linear import Linear, linear

TABLE = "weights_party.csv"
ONE = frozenset(("level", "share"))
EITHER = frozenset(("ranking", "forecast"))
ROLES = ("leader", "follower", "actor")
TRIED = 4  # of each part, the likeliest that are tried together
MORE = 3.0  # a pair whose parts are further behind the best is not tried: it hardly ever makes that good
MOST = 8  # parties that are tried at all
RECENT = 4
MARKING = frozenset(
    "ahead behind nearly parity rank close catch widen better_low worse_high gap compare dependence".split()
)
DETERMINERS = frozenset(("the", "a", "its", "their"))
PRONOUNS = frozenset(("it", "its", "they", "their", "them"))
WE = frozenset(("we", "our", "us"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A party that may be meant, and where it comes from."""

    who: Mention
    sources: frozenset[str]


def cast(scene: Scene, draft: Draft) -> None:
    """Give the parts of a draft to the likeliest parties."""
    model = linear(TABLE)
    if draft.kind == "event" or draft.sure or not model.weights:
        return
    pool = candidates(scene, draft)
    setting = Setting.of(scene, draft)
    features = [list(traits(setting, one)) for one in pool]
    chosen: dict[str, Mention] = {}
    if draft.kind not in ONE and (draft.leader is not None or draft.follower is not None):
        pair = _pair(model, setting, pool, features)
        if pair is not None:
            chosen["leader"], chosen["follower"] = pair[0].who, pair[1].who
    if draft.kind in ONE or draft.kind in EITHER:
        points = [model.score("actor", one) for one in features]
        chosen["actor"] = pool[points.index(max(points))].who
    for role, who in chosen.items():
        before: Mention | None = getattr(draft, role)
        if before is None or before.same != who.same:
            setattr(draft, role, who)
            if all(actor.same != who.same for actor in scene.actors) and who.country != UNSPECIFIED and role != "actor":
                draft.resolved.append(f"{label(who)} carried over from an earlier sentence")


def _pair(
    model: Linear, setting: "Setting", pool: list[Candidate], features: list[list[str]]
) -> tuple[Candidate, Candidate] | None:
    """Choose leader and follower together."""
    leading, following = ([model.score(role, one) for one in features] for role in ROLES[:2])
    places = range(len(pool))
    leaders = sorted(places, key=lambda n: -leading[n])[:TRIED]
    followers = sorted(places, key=lambda n: -following[n])[:TRIED]
    tried = [(leading[one] + following[two], one, two) for one in leaders for two in followers if one != two]
    best: tuple[float, int, int] | None = None
    for alone, one, two in tried:
        if best is None or alone + MORE > best[0]:
            score = alone + model.score("pair", of_two(setting, pool[one], pool[two]))
            if best is None or score > best[0]:
                best = score, one, two
    return (pool[best[1]], pool[best[2]]) if best is not None else None


def candidates(scene: Scene, draft: Draft) -> list[Candidate]:
    """List who may be meant: parties of the sentence, of the rules' reading, of the story before, or none named."""
    story = scene.story
    found: dict[Same, Mention] = {}
    sources: dict[Same, set[str]] = {}

    def add(who: Mention | None, source: str) -> None:
        if who is not None:
            found.setdefault(who.same, who)
            sources.setdefault(who.same, set()).add(source)

    for actor in scene.actors:
        if actor.kind != "machine":
            add(actor, "here")
    for role in ROLES:
        add(getattr(draft, role), f"rule:{role}")
    add(story.about, "topic")
    if story.pair is not None:
        add(story.pair[0], "pair:leader")
        add(story.pair[1], "pair:follower")
    for number, actor in enumerate(story.recent()):
        if number > RECENT:
            break
        add(actor, "recent")
    for number, country in enumerate(story.ranked[:2]):
        add(party(country), f"main:{number}")
    kept = list(found)[: MOST - 1]
    add(party(UNSPECIFIED), "unnamed")
    unnamed = party(UNSPECIFIED).same
    return [Candidate(found[same], frozenset(sources[same])) for same in dict.fromkeys((*kept, unnamed))]


@dataclass(frozen=True, slots=True)
class Setting:
    """What is alike for every party that is tried in a draft."""

    scene: Scene
    draft: Draft
    order: list[Mention]
    first: dict[Same, int]  # where in the order each party is named first
    first_before: Same | None
    next_before: Same | None
    next_after: Same | None
    cues: list[str]
    hits: list[tuple[str, int]]  # every cue of the sentence, with its place
    clause: tuple[int, int]
    pronoun: bool
    we: bool

    @classmethod
    def of(cls, scene: Scene, draft: Draft) -> "Setting":
        """Look it up once."""
        words, at = scene.words.words, draft.at
        cues = [
            name
            for tag, hits in scene.cues.items()
            if tag in MARKING
            for hit in hits
            if hit.first == at or hit.first <= at < hit.last
            for name in (f"cue={tag}", f"cue={words[hit.last - 1]}")
        ]
        if at < len(words):
            cues.append(f"at={words[at]}")
        order = [actor for actor in scene.actors if actor.kind != "machine"]
        ahead = [one.same for one in order if one.last <= at]
        return cls(
            scene,
            draft,
            order,
            {actor.same: n for n, actor in reversed([*enumerate(order)])},
            ahead[0] if ahead else None,
            ahead[-1] if ahead else None,
            next((one.same for one in order if one.first >= at), None),
            cues,
            [(tag, hit.first) for tag, hits in scene.cues.items() for hit in hits],
            scene.clause(min(max(at, 0), len(words) - 1)),
            not scene.words.known.isdisjoint(PRONOUNS),
            not scene.words.known.isdisjoint(WE),
        )


def traits(setting: Setting, candidate: Candidate) -> Iterator[str]:
    """Yield the features of one party, for whatever part it is tried."""
    who, kind = candidate.who, setting.draft.kind
    for source in candidate.sources:
        yield source
        yield f"{source}:{kind}"
    yield f"kind={who.kind}:{kind}"
    yield f"country={who.country}"
    yield f"country={who.country}:{setting.draft.metric}"
    yield f"entity={who.entity is not None}:{kind}"
    here = setting.first.get(who.same)
    yield from _absent(setting, candidate) if here is None else _present(setting, here)


def _present(setting: Setting, here: int) -> Iterator[str]:
    """Yield the features of a party that the sentence names: its place, and the words beside it."""
    kind, at, words = setting.draft.kind, setting.draft.at, setting.scene.words.words
    actor = setting.order[here]
    before, same = actor.last <= at, actor.same
    yield f"order={min(here, 3)}:{kind}"
    yield f"before={before}:{kind}"
    yield f"far={min(abs(actor.first - at) // 3, 4)}:{before}"
    if setting.next_before == same:
        yield f"next before:{kind}"
    if setting.first_before == same:
        yield f"first before:{kind}"
    if setting.next_after == same:
        yield f"next after:{kind}"
    last = words[actor.first - 1] if actor.first else "^"
    yield f"{last} _"
    yield f"_ {words[actor.last] if actor.last < len(words) else '$'}"
    if last in DETERMINERS:
        yield f"{words[actor.first - 2] if actor.first > 1 else '^'} the _"
    yield f"clause={setting.clause[0] <= actor.first < setting.clause[1]}"
    for cue in setting.cues:
        yield f"{cue}:{before}"
    yield f"named={min(len(setting.order), 4)}:{before}"


def _absent(setting: Setting, candidate: Candidate) -> Iterator[str]:
    """Yield the features of a party that the sentence does not name."""
    yield f"absent={min(len(setting.scene.actors), 3)}:{setting.draft.kind}"
    yield f"absent:{setting.pronoun}:{'topic' in candidate.sources}"
    yield f"absent:we={setting.we}"
    if any(actor.country == candidate.who.country for actor in setting.scene.actors):
        yield "absent:country named"
    for source in candidate.sources:
        yield f"absent:{source}:{setting.pronoun}"


def of_two(setting: Setting, one: Candidate, two: Candidate) -> Iterator[str]:
    """Yield the features of a leader and a follower tried together."""
    leader, follower, kind = one.who, two.who, setting.draft.kind
    yield f"rivals={rivals(leader, follower)}:{kind}"
    yield f"same country={leader.country == follower.country}:{kind}"
    yield f"{leader.country}>{follower.country}"
    yield f"{leader.country}>{follower.country}:{setting.draft.metric}"
    here = "here" in one.sources, "here" in two.sources
    for origin, told in (("rule", kind), ("pair", f"{here[0]}{here[1]}")):
        leads, follows = f"{origin}:leader", f"{origin}:follower"
        if leads in one.sources and follows in two.sources:
            yield f"{origin}:both"
            yield f"{origin}:both:{told}"
        if leads in two.sources and follows in one.sources:
            yield f"{origin}:swapped"
            yield f"{origin}:swapped:{told}"
    yield f"here={here[0]}{here[1]}:{kind}:{min(len(setting.scene.actors), 3)}"
    yield f"kinds={leader.kind}/{follower.kind}:{all(here)}"
    if all(here):
        order, first = setting.order, setting.first
        yield from _between(setting, order[first[leader.same]], order[first[follower.same]])


def _between(setting: Setting, leader: Mention, follower: Mention) -> Iterator[str]:
    ahead = leader.first < follower.first
    yield f"leader first={ahead}:{setting.draft.kind}"
    low, high = min(leader.first, follower.first), max(leader.first, follower.first)
    for tag, place in setting.hits:
        yield f"{'before' if place < low else 'between' if place < high else 'after'}={tag}:{ahead}"
    for word in setting.scene.words.words[min(leader.last, follower.last) : high]:
        yield f"between {word}:{ahead}"
