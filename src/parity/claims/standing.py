"""First places that no phrase of the lexicon names: who leads, who has the best, whose dominance it is."""

from collections.abc import Iterator

from parity.claims.actors import KINDS, Mention
from parity.claims.parties import together
from parity.claims.phrases import Hit
from parity.claims.placings import Place
from parity.claims.roles import PRONOUNS
from parity.claims.scene import Scene
from parity.claims.sides import subject

NO_SUPERLATIVES = frozenset(
    "latest honest request interest forest modest harvest suggest contest protest invest earliest nearest".split()
)
BEING = frozenset(
    "is was are were be being has have had remains remain becomes became boasts makes making runs operates owns as"
    " receives received get gets attracts attracted possess possesses retains offers offer got s re ve".split()
)
OWNERS = frozenset("company firm lab startup group its their our my".split())
LEADING = frozenset("lead leads led leading dominate dominates dominated dominating".split())
WINNING = frozenset(("winning", "wins", "won", "crushing"))
RACES = frozenset("race war battle contest competition it".split())
AUXILIARIES = frozenset(
    "is are was were been being be s re ve has have had still now currently also already remains"
    " so basically just".split()
)
CONTINUING = frozenset(("continues", "continue", "continued", "continuing"))
NO_PRIZES = frozenset(
    "rival rivals threat threats challenge challenges question questions problem problems concern concerns risk risks"
    " obstacle obstacles bottleneck bottlenecks issue issues mistake customer customers hurdle hurdles barrier story"
    " news reason reasons difference change changes advocate critic critics beneficiary beneficiaries authoritative"
    " important likely recent interesting part of".split()
)
FIELDS = frozenset(
    "on in across at with among here there globally overall worldwide this these every all most both . , ; -".split()
)
DOMINATED = frozenset(("dominated", "monopolized", "monopolised", "controlled"))
LEADERS = frozenset("leader leaders champion champions frontrunner frontrunners".split())
WORDY = frozenset(("leaders", "leader", "lead"))  # a noun where a possessive stands before
POSSESSED = frozenset(("dominance", "supremacy", "leadership", "superiority", "primacy", "hegemony"))
HINDERING = frozenset("for by from to with via without using of through".split())
WIDEST = frozenset(("world", "planet", "market", "available", "ever", "globally", "today", "anywhere", "there"))
PEOPLE = PRONOUNS | {"we"}
SKILLS = frozenset(
    "coding reasoning mathematics math maths benchmarks benchmark writing programming quality speed price pricing cost"
    " efficiency performance preference capability translation vision research adoption engineering tasks".split()
)
REACH = 6  # words between "is" and "leader"


def places(scene: Scene) -> Iterator[Place]:
    """Yield the first places of a sentence."""
    known = scene.words.known
    decoys = {n for hit in scene.cues.get("decoy", ()) for n in range(hit.first, hit.last)}
    if not known.isdisjoint(LEADING) or not known.isdisjoint(WINNING):
        yield from _leading(scene, decoys)
    if "by" in known and not known.isdisjoint(DOMINATED):
        yield from _dominated(scene)
    if not known.isdisjoint(LEADERS):
        yield from _leaders(scene)
    if "most" in known or "best" in known or any(word.endswith("est") for word in known):
        yield from _superlatives(scene)
    if not known.isdisjoint(POSSESSED) and not scene.has("close", "catch", "widen", "fallback"):
        yield from _possessed(scene)


def _place(first: int, last: int, who: Mention | None = None) -> Place:
    return Place(Hit("rank", "1", first, last), who)


def _ending(scene: Scene, index: int) -> Mention | None:
    """Return the actor whose name ends right before a word."""
    return next((one for one in scene.actors if one.last == index and one.country not in ("World", "Hong Kong")), None)


def _leading(scene: Scene, decoys: set[int]) -> Iterator[Place]:
    """Find "is still leading in", "leads on price", "are winning the race": a verb of leading without a rival."""
    words = scene.words.words
    for place, word in enumerate(words):
        wins = word in WINNING
        if not (wins or word in LEADING) or place in decoys or place == 0:
            continue
        after = words[place + 1 : place + 7]
        skilled = _skilled(after)
        if wins and not (RACES & set(after) or after[:1] == ["on"] or skilled):
            continue
        if not wins and after and after[0] not in FIELDS and not skilled:
            continue
        before = place - 1
        if words[before] == "to" and words[before - 1] in CONTINUING:
            before -= 2  # "continues to lead in", but no "wants to lead in"
        while before > 0 and (words[before] in AUXILIARIES or words[before].endswith("ly") or words[before] == "'"):
            before -= 1
        if word in WORDY and words[place - 1] in ("s", "'"):
            continue  # "China's lead in ..."
        who = _ending(scene, before + 1)
        if who is None and words[before] not in PEOPLE | {"and", "but", "which", "who", "that"}:
            continue
        helped = bool({*words[before + 1 : place]} & AUXILIARIES)
        if word.endswith("ing") and not helped and not (who is not None and after[:1] != []):
            continue
        yield _place(place, place + 1, who)


def _skilled(after: list[str]) -> bool:
    """Whether a field is led or won: "leads agentic coding", "wins mathematics"; no contract, no team.

    >>> _skilled("long-form writing".replace("-", " - ").split()), _skilled("a study of coding".split())
    (True, False)
    """
    return after[:1] != ["a"] and not SKILLS.isdisjoint(after[:4]) and FIELDS.isdisjoint({*after[:1]} - {"the"})


def _dominated(scene: Scene) -> Iterator[Place]:
    """Find whom a market or a field is dominated by."""
    words = scene.words.words
    for place in range(len(words) - 2):
        if words[place] in DOMINATED and words[place + 1] == "by":
            near = (one for one in scene.after(place + 2) if one.first - place <= REACH and one.country != "World")
            who = next(near, None)
            if who is not None:
                yield _place(place, place + 2, together(scene, who, scene.after(place + 2)))


def _leaders(scene: Scene) -> Iterator[Place]:
    """Find "was the clear leader", "is seen as a leader in", and turned round "the champion here is China"."""
    words = scene.words.words
    for place, word in enumerate(words):
        if word not in LEADERS:
            continue
        after = words[place + 1 : place + 3]
        if after[:1] == ["of"] and after[1:] not in (["the"], ["this"], ["all"]):
            continue  # "the leader of Alibaba's team"
        turned = next(
            (one for one in scene.after(place) if set(words[place + 1 : one.first][-2:]) & {"is", "remains", "are"}),
            None,
        )
        low = max(0, place - REACH)
        verb = next((n for n in range(place - 1, low, -1) if words[n] in BEING and not _joined(words, n)), None)
        named = any(one.last > (verb or place) and one.first <= place for one in scene.actors)
        if turned is not None and turned.first - place <= REACH and turned.kind not in KINDS:
            yield _place(place, place + 1, turned)
        elif verb is not None and not named and not {"its", "their", "by"} & set(words[verb:place]):
            yield _place(place, place + 1)


def _joined(words: list[str], index: int) -> bool:
    """Whether "be" or "s" is no verb here: "China's would-be champions"."""
    return words[index - 1] == "-" or (words[index] == "s" and words[index - 2] not in PEOPLE)


def _superlatives(scene: Scene) -> Iterator[Place]:
    """Find "is the most used open model", "have the best chips", and turned round "the best chip maker is ..."."""
    words = scene.words.words
    for place in range(1, len(words) - 1):
        word = words[place]
        much = word == "most" and words[place + 1].isalpha()
        high = word == "best" or (word.endswith("est") and len(word) > 5 and word not in NO_SUPERLATIVES)
        if (
            not (much or high)
            or words[place - 1] not in ("the", "s", "single", "new")
            or words[place + 1 : place + 3] == ["-", "growing"]
        ):
            continue
        if not NO_PRIZES.isdisjoint(words[place + 1 : place + 3]):
            continue
        owned = _ending(scene, place - 2) if words[place - 1] == "s" else None
        if owned is not None and (owned.firm is not None or words[place - 3] in OWNERS):
            continue  # "remains Nvidia's best chip": among its own
        turned = _turned(scene, place)
        if turned is not None:
            yield _place(place - 1, place + 1, turned)
            continue
        verb = next((n for n in range(place - 1, max(-1, place - 6), -1) if words[n] in BEING), None)
        if verb is None or (words[verb] == "s" and place - verb == 1):
            if words[place - 1] != "s":
                continue
            verb = next((n for n in range(place - 2, max(-1, place - 6), -1) if words[n] in BEING), None)
            if verb is None:
                continue
        between = set(words[verb + 1 : place])
        if between & HINDERING and "one" not in between:
            continue  # "is essential for producing the most advanced chips"
        named = any(actor.last <= place and actor.country != "World" for actor in scene.actors)
        taken = bool(PEOPLE & set(words[:place])) and subject(scene, place)[0] is not None
        of_trade = any(0 <= topic.first - place <= 4 for topic in scene.topics)
        if (named and scene.topics) or (taken and (of_trade or WIDEST & set(words[place:]))):
            yield _place(place - 1, place + 1)


def _turned(scene: Scene, place: int) -> Mention | None:
    """Return who is named after the verb: "the best foundry is TSMC", "the strongest model comes from Alibaba"."""
    words = scene.words.words
    if any(word in BEING for word in words[max(0, place - 3) : place - 1]):
        return None
    for verb in range(place + 2, min(len(words) - 1, place + 9)):
        if words[verb] in (",", ";"):
            return None
        if words[verb] in ("is", "are", "remains", "comes", "come", "was"):
            return next(
                (
                    one
                    for one in scene.after(verb)
                    if one.first - verb <= 4
                    and one.kind not in KINDS
                    and not HINDERING - {"from", "by"} & set(words[verb : one.first])
                ),
                None,
            )
    return None


def _possessed(scene: Scene) -> Iterator[Place]:
    """Find "America's dominance", "the dominance of America"."""
    words = scene.words.words
    for place, word in enumerate(words):
        if word not in POSSESSED:
            continue
        owner = next(
            (
                one
                for one in scene.actors
                if (0 <= place - one.last <= 4 and words[one.last : one.last + 2] == ["'", "s"])
                or (one.kind == "people" and 0 <= place - one.last <= 2)
                or (words[place + 1 : place + 2] == ["of"] and 0 <= one.first - place - 2 <= 1)
            ),
            None,
        )
        if owner is not None and owner.country not in ("World", "Hong Kong"):
            yield _place(place, place + 1, owner)
