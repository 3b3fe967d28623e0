"""What an actor does in its sentence: whether it stands free, hangs on a preposition, is an object, only speaks."""

from parity.claims.actors import Mention
from parity.claims.scene import Scene

PREPOSITIONS = frozenset("in to from with on by for at against using via under without including of than over".split())
ABSOLUTE = frozenset(("at", "on", "with", "alone", "second", "third", "first", "behind", "ahead"))
DETERMINERS = frozenset(("the", "a", "an", "its", "their", "this", "these", "many", "some"))
PLAIN = frozenset("southeast northern southern eastern western central neighbouring neighboring leading top major main"
                  " dominant largest biggest".split())  # fmt: skip
REFERRING = frozenset("company firm startup lab model chip processor accelerator chips models maker chipmaker".split())
POINTING = frozenset("the this these that those".split())
COMPARING = ("ahead", "behind", "parity", "nearly", "better_low", "worse_high")
QUALIFIERS = frozenset("the a an its their both even latest best very most previous previous-generation older newer of"
                       " every all other larger smaller big early current original proprietary".split())  # fmt: skip
NOT_OBJECT = frozenset("lead advantage edge dominance superiority leadership delay disadvantage in on at".split())
LISTED = frozenset((",", "and", "or", "both", "'", "s", "the"))
PRONOUNS = frozenset(("it", "its", "they", "their"))


def oblique(scene: Scene, actor: Mention) -> bool:
    """Whether an actor only hangs on a preposition or in a relative clause."""
    words, place = scene.words.words, actor.first - 1
    while place > 0 and (words[place] in DETERMINERS or words[place] in PLAIN):
        place -= 1
    if (
        place >= 0
        and (words[place] == "with" or words[place - 1 : place + 1] == ["followed", "by"])
        and words[actor.last : actor.last + 1]
        and (words[actor.last].endswith("ing") or words[actor.last] in ABSOLUTE)
    ):
        return False  # "with China accounting for 14 percent", "followed by Japan"
    return place >= 0 and words[place] in PREPOSITIONS


def objective(scene: Scene, actor: Mention) -> bool:
    """Whether an actor is the object of a comparison: "it beats A and B", "just ahead of the latest C"."""
    words = scene.words.words
    for tag in COMPARING:
        for hit in scene.cues.get(tag, ()):
            between = words[hit.last : actor.first]
            if (
                0 <= actor.first - hit.last <= 3
                and set(between) <= QUALIFIERS
                and words[hit.last - 1] not in NOT_OBJECT
            ):
                return True
    before = max((other for other in scene.actors if other.last <= actor.first), key=lambda a: a.last, default=None)
    listed = before is not None and set(words[before.last : actor.first]) <= LISTED and actor.first > before.last
    return before is not None and listed and objective(scene, before)


def anaphor(scene: Scene, index: int) -> int | None:
    """Return where before a word a pronoun or "the model", "these chips" takes up what was spoken of."""
    if scene.story.topic is None or (PRONOUNS | REFERRING).isdisjoint(scene.words.known):
        return None
    words = scene.words.words
    for place, word in enumerate(words[:index]):
        if word in PRONOUNS or (word in REFERRING and place and words[place - 1] in POINTING):
            return place
    return None


def predicate(scene: Scene, actor: Mention) -> bool:
    """Whether an actor only says what another is: "Mistral is the only European firm whose ..."."""
    words = scene.words.words
    before = words[max(0, actor.first - 4) : actor.first]
    if before[-1:] in (["is"], ["was"], ["remains"], ["became"]) and words[actor.last : actor.last + 2] == ["'", "s"]:
        return True  # "A is B's largest customer"
    named = any(other.last <= actor.first and actor.first - other.last <= 4 for other in scene.actors)
    if actor.kind == "rest" and anaphor(scene, actor.first) is not None:
        named = True  # "It is the first non-European model"
    return (
        named
        and actor.kind in ("group", "rest")
        and bool({"is", "was", "remains", "became"} & set(before))
        and "the" in before
    )


def aside(scene: Scene, actor: Mention) -> bool:
    """Whether an actor is only the one who speaks or a place something happened at."""
    if actor.country in ("World", "Hong Kong"):
        return True
    named = scene.speaker or ""
    spoken = actor.firm is not None and actor.firm in named
    return spoken and len(scene.actors) > 1 and actor.kind == "firm"


def mentioned(scene: Scene, actor: Mention) -> bool:
    """Whether an actor only speaks or helps: "ASML: China is ...", "ahead in phones (thanks to TSMC)"."""
    words = scene.words.words
    if words[actor.last : actor.last + 1] == [":"] and actor.first == 0:
        return True
    return words[max(0, actor.first - 2) : actor.first] in (["thanks", "to"], ["due", "to"], ["because", "of"])
