"""Who is ahead and who is behind: the two parties of a comparison, from the sentence or the ones before it."""

from itertools import pairwise

from parity.claims.actors import Mention
from parity.claims.draft import party
from parity.claims.parties import UNSPECIFIED, label, orient, rivals, together
from parity.claims.roles import PRONOUNS, anaphor, aside, mentioned, objective, oblique, predicate
from parity.claims.scene import REMEMBERED, Scene

OTHER_KIND = {"open": ("closed models", "closed"), "closed": ("open-weight models", "open"),
              "frontier": ("open-weight models", "open")}  # fmt: skip
NATIONS = frozenset("countries nations leaders sides powers superpowers governments economies giants".split())
OBJECTS: tuple[list[str], ...] = (
    [],
    ["by"],
    ["on"],
    ["in"],
    ["at"],
    [","],
    ["."],
    ["with"],
)  # what may follow "both" that stands alone
OURS = 2  # how much oftener another country must be named than the United States to be "we"
LATELY = 2  # sentences for which a comparison stays in mind
RIVAL = frozenset("rival rivals competitor compatriot peer neighbour neighbor counterpart".split())
REGIONS = frozenset(("Asia", "Europe", "Middle East", "Africa", "Latin America", "North America"))
FRONTED = 5  # words within which a circumstance stands before its sentence: "In China, ..."
PLACED = frozenset(("machine", "place", "government"))


def subject(scene: Scene, index: int, *, but: Mention | None = None) -> tuple[Mention | None, str | None]:
    """Find who does what the word at `index` says, and how it was resolved if the sentence does not name it."""
    begun = _with_phrase(scene, index)
    if begun is not None:
        mains = [
            actor
            for actor in scene.actors
            if actor.last <= begun
            and not (oblique(scene, actor) or objective(scene, actor))
            and (but is None or rivals(actor, but))
        ]
        if mains:
            return together(scene, mains[0], scene.before(index)), None
    able = [
        actor
        for actor in scene.before(index)
        if (but is None or rivals(actor, but)) and not aside(scene, actor) and not predicate(scene, actor)
    ]
    if scene.story.topic is not None and PRONOUNS & set(scene.words.words[:index]):
        able = [actor for actor in able if actor.kind != "place"]
    if _resumed(scene, index) and len(able) > 1 and scene.actors[0] in able:
        return together(scene, scene.actors[0], able), None
    if not able:
        able = [
            actor
            for actor in scene.before(index)
            if (but is None or rivals(actor, but)) and actor.country not in ("World", "Hong Kong")
        ]
    upright = [actor for actor in able if not oblique(scene, actor) and not objective(scene, actor)]
    spoken = anaphor(scene, index) if not upright and any(objective(scene, actor) for actor in able) else None
    if able and not taken_up(scene, index, able) and (spoken is None or spoken > min(a.first for a in able)):
        return together(scene, (upright or able)[0], scene.before(index)), None
    if {"they", "them"} & set(scene.words.words[:index]) and not scene.actors and scene.said("us", "we", "our"):
        home = domestic(scene, len(scene.words))
        others = [one for one in scene.story.main_two if home is not None and one != home[0].country]
        if home is not None and len(others) == 1:
            return party(others[0]), f'"they" read as {others[0]}'
    local = domestic(scene, index)
    if local is not None and (but is None or rivals(local[0], but)):
        return local
    for noun in ("model", "chip", "phone"):
        if noun in scene.words.words[:index] and scene.words.words[scene.words.words.index(noun) - 1] == "the":
            called = next((a for a in scene.story.recent() if a.kind == noun and (but is None or rivals(a, but))), None)
            if called is not None:
                return called, f'"the {noun}" read as {label(called)}'
    pair = scene.story.pair
    if but is not None and but.firm is not None and pair is not None and not PRONOUNS & set(scene.words.words[:index]):
        for one, two in (pair, pair[::-1]):
            if two.firm == but.firm and rivals(one, but):
                return one, f"{label(one)} carried over from an earlier sentence"
    for actor in scene.story.recent():
        if (
            actor.kind not in ("machine", "place")
            and (actor.kind != "government" or actor is scene.story.about)
            and (but is None or rivals(actor, but))
            and actor.country not in ("World", "Hong Kong")
        ):
            return actor, f"{label(actor)} carried over from an earlier sentence"
    return None, None


def topic(scene: Scene) -> Mention | None:
    """Return what a sentence is about: its first actor, or what a pronoun before that takes up again."""
    words = scene.words.words
    able = [a for a in scene.actors if not (oblique(scene, a) or aside(scene, a) or objective(scene, a))]
    main = next((a for a in able if a.kind not in PLACED), None)
    if able and able[0].kind == "government" and able[0].first <= 2 and (main is None or main.first > able[0].last + 3):
        main = able[0]  # "The European Commission wants to ...  It has ..."
    taken = next((place for place, word in enumerate(words) if word in PRONOUNS), len(words))
    known = scene.story.topic
    if main is not None and main.kind in OTHER_KIND and scene.story.about is not None and scene.story.about.firm:
        return scene.story.about  # "the best open model yet" says what it is
    if known is not None and taken < (main.first if main is not None else len(words)):
        return known[1]
    return main


def taken_up(scene: Scene, index: int, able: list[Mention]) -> bool:
    """Whether a pronoun stands between a word and the actors before it, mere circumstances: "In China, its ..."."""
    last = max(actor.last for actor in able)
    if scene.story.topic is None:
        return False
    return (
        last <= FRONTED
        and bool(set(scene.words.words[last:index]) & PRONOUNS)
        and all(oblique(scene, actor) for actor in able)
    )


def domestic(scene: Scene, index: int) -> tuple[Mention, str] | None:
    """Resolve "domestic", "home-grown", "the country", "we" and "here" to a country."""
    words = scene.words.words
    for place in range(min(index, len(words)) - 1, -1, -1):
        word = words[place]
        if word in ("they", "them"):
            break
        if word in ("domestic", "indigenous", "homegrown", "local"):
            country = scene.speaker_country or _told_of(scene)
            if country:
                return party(country, None), f'"{word}" read as of {country}, whose affairs the text is about'
        if word in ("we", "our", "us") and not scene.speaker_country and scene.story.countries["China"]:
            named = scene.story.countries
            country = scene.story.foremost(but="China")
            if any(actor.country == country for actor in scene.actors) and len(scene.story.main_two) > 1:
                others = [one for one in scene.story.ranked if one not in ("China", country)]
                scene.story.we = scene.story.we or next(iter(others), None)  # "never as many as Microsoft"
            if scene.story.we is not None:
                return party(scene.story.we), f'"{word}" read as {scene.story.we}'
            country = "United States" if 0 < named[country or ""] <= OURS * named["United States"] else country
            if country:
                return party(country), f'"{word}" read as {country}, the other of the two the text is about'
        if word in ("we", "here", "our") and scene.speaker and scene.speaker_country:
            return (
                party(scene.speaker_country),
                f'"{word}" read as {scene.speaker_country}, where {scene.speaker} is from',
            )
        if word == "region" and words[place - 1 : place] == ["the"]:
            region = next((a for a in scene.story.recent() if a.country in REGIONS), None)
            if region is not None and region.country:
                return party(region.country), f'"the region" read as {region.country}'
        if word == "country" and words[place - 1 : place] == ["the"]:
            country = _told_of(scene)
            if country:
                return party(country), f'"the country" read as {country}'
    return None


def _resumed(scene: Scene, index: int) -> bool:
    """Whether a pronoun right before a verb takes the sentence's first subject up again: "...: it leads"."""
    before = scene.words.words[max(0, index - 3) : index]
    joined = before[-2:-1] in (["and"], ["but"]) and before[-1].endswith(("s", "ed"))  # "A matches B and costs ..."
    return joined or bool({"it", "they"} & set(before))


def _with_phrase(scene: Scene, index: int) -> int | None:
    """Return where ", with ..." begins, if the word at `index` stands in one: it belongs to the main subject."""
    words = scene.words.words
    for place in range(index - 1, max(0, index - 16), -1):
        if words[place] == "with" and words[place - 1] == ",":
            return None if any(actor.first > place and actor.last <= index for actor in scene.actors) else place
    return None


def _told_of(scene: Scene) -> str | None:
    near = {actor.country for actor in scene.story.recent()} - {
        None,
        "United States",
        UNSPECIFIED,
        "World",
        "Hong Kong",
    }
    if near:
        return max(near, key=lambda country: (scene.story.countries[country or ""], country or ""))
    return "China" if scene.story.countries["China"] else None


def target(scene: Scene, index: int, *, but: Mention | None = None) -> tuple[Mention | None, str | None]:
    """Find whom the word at `index` is measured against."""
    if scene.words.words[index : index + 1] == ["both"] and scene.words.words[index + 1 : index + 2] in OBJECTS:
        found = _both(scene, but)
        if found[0] is not None:
            return found
    for actor in scene.after(index):
        if actor.kind in OTHER_KIND and actor.first > index and scene.words.words[actor.first - 1] in ("on", "in"):
            continue  # "falls behind in open models"
        if (but is None or rivals(actor, but)) and actor.country not in ("World", "Hong Kong"):
            return together(scene, actor, scene.after(index)), None
    if {"both", "either"} & set(scene.words.words[index : index + 2]):
        return _both(scene, but)
    return None, None


def _rival(scene: Scene) -> bool:
    """Whether a sentence speaks of a rival without naming it: "behind its smaller compatriot"."""
    return bool(RIVAL & scene.words.known)


def _both(scene: Scene, but: Mention | None) -> tuple[Mention | None, str | None]:
    """Resolve "it beats both" to the last two that were named together."""
    for _, group in reversed(scene.story.named[-REMEMBERED:]):
        others = [actor for actor in group if actor.firm is not None and (but is None or rivals(actor, but))]
        if len({actor.same for actor in others}) > 1:
            entity = "; ".join(dict.fromkeys(actor.entity or "" for actor in others))
            country = others[0].country if len({actor.country for actor in others}) == 1 else UNSPECIFIED
            return Mention(country, entity, "group", None, -1, -1), f'"both" read as {entity}'
    return None, None


def counterpart(scene: Scene, one: Mention) -> tuple[Mention, str]:
    """Choose the other party of a comparison that names only one."""
    if one.kind in OTHER_KIND:
        facing = next((actor for actor in scene.actors if rivals(actor, one) and objective(scene, actor)), None)
        if facing is not None:
            return facing, f"measured against {label(facing)}, named in the sentence"
        entity, kind = OTHER_KIND[one.kind]
        return party(None, entity, kind), f"measured against {entity}, which the text implies"
    for actor in scene.actors:
        if (
            actor.kind not in ("machine", "place")
            and not mentioned(scene, actor)
            and not (
                actor.kind in OTHER_KIND and scene.words.words[max(0, actor.first - 1)] in ("on", "in", "for", "among")
            )
            and rivals(actor, one)
            and actor.country not in ("World", "Hong Kong")
        ):
            return actor, f"measured against {label(actor)}, named in the sentence"
    if one.kind in ("phone", "chip", "model", "node"):
        for actor in scene.story.recent():
            if actor.kind == one.kind and rivals(actor, one) and actor.country != one.country:
                return actor, f"{label(actor)} carried over from an earlier sentence"
    known = scene.story.about
    of_firms = one.firm is not None and known is not None and known.firm is not None
    if of_firms and known is not None and known.country == one.country and rivals(known, one) and _rival(scene):
        return known, f"{label(known)} carried over from an earlier sentence"
    of_many = one.firm is not None or (one.kind == "group" and "; " in (one.entity or ""))
    if one.kind in ("phone", "chip", "node") and (known is None or known.kind != one.kind):
        of_many = False  # a chip is not measured against a maker of tools
    if of_many and known is not None and known.firm is not None and known.country != one.country and rivals(known, one):
        return known, f"{label(known)} carried over from an earlier sentence"
    main = scene.story.main_two
    old = scene.story.number - scene.story.paired > LATELY
    if old and one.country in main and len(main) == 2 and one.kind in ("country", "people"):
        country = main[1 - main.index(one.country)]
        return party(country), f"{country} taken as the other party, which the article is about"
    pair = scene.story.pair
    if pair is not None and one.country is not None:
        for other, this in (pair, pair[::-1]):
            unnamed = other.kind == "rest" and (other.entity or "").lower().startswith(("any", "every", "no ", "all"))
            if this.country == one.country and other.country not in (None, one.country) and not unnamed:
                return other, f"{label(other)} carried over from an earlier sentence"
        ahead = pair[0]
        third = ahead.country is not None and one.country not in (ahead.country, pair[1].country)
        if third and rivals(ahead, one) and one.kind in ("country", "people", "group") and ahead.firm is None:
            return ahead, f"{label(ahead)} carried over from an earlier sentence"
    for actor in scene.story.recent():
        if actor.kind == "rest" and actor.entity and actor.entity.startswith("rest of"):
            continue
        others = one.country and actor.country not in (None, one.country, "World", "Hong Kong")
        if others and actor.kind != "machine" and rivals(actor, one):
            return actor, f"{label(actor)} carried over from an earlier sentence"
    usual = "China" if one.country == "United States" else "United States"
    country = (
        usual
        if scene.story.countries[usual] or one.country in ("China", "United States")
        else scene.story.foremost(but=one.country) or usual
    )
    return party(country), f"{country} taken as the other party, which the article is about"


def between(scene: Scene, first: int) -> tuple[Mention, Mention] | None:
    """Find the two of "the gap between A and B", from a few words before `first` on."""
    words = scene.words.words
    start = next(
        (place for place in range(max(0, first - 3), len(words)) if words[place] in ("between", "separates")), None
    )
    if start is None:
        return None
    named = [actor for actor in scene.after(start) if actor.country not in ("World", "Hong Kong")]
    two = [actor for actor in named[1:] if rivals(named[0], actor)] if named else []
    return (named[0], two[0]) if two else None


def pair_around(scene: Scene, first: int, last: int) -> tuple[Mention | None, Mention | None, list[str]]:
    """Find the subject before some words and the party after them, the missing one from the text before."""
    two = between(scene, first)
    if two is not None and not _around(scene, first, last):
        return *two, []
    if not scene.actors and speaks_of_two(scene):
        known = _the_two(scene)
        if known is not None:
            return *known, ["both parties carried over from an earlier sentence"]
    facing, _ = target(scene, last)
    here, how = subject(scene, first)
    within = next((actor for actor in scene.actors if first < actor.first <= first + 4 and actor.last <= last), None)
    if within is not None and facing is not None and not scene.before(first) and rivals(within, facing):
        return facing, within, []  # "Falling behind A by ten years will hurt B"
    beside = facing is not None and facing.first - last <= 3 and facing.firm is None
    if here is None or (facing is not None and (how is not None or beside) and not rivals(here, facing)):
        here, how = subject(scene, first, but=facing)
    if here is None:
        return None, facing, []
    if (
        facing is not None
        and here.firm is not None
        and here.firm == facing.firm
        and facing.first - last <= 6
        and not rivals(here, facing)
    ):
        return None, None, []  # one maker's own products
    there, also = target(scene, last, but=here)
    if there is None:
        there, also = counterpart(scene, here)
    return here, there, [note for note in (how, also) if note]


def _around(scene: Scene, first: int, last: int) -> bool:
    """Whether two rivals stand right around some words, and nothing between them: "A outperforms B"."""
    before, after = scene.before(first), scene.after(last)
    close = bool(before and after) and first - before[0].last <= 2 and after[0].first - last <= 2
    return close and rivals(before[0], after[0])


def _the_two(scene: Scene) -> tuple[Mention, Mention] | None:
    """Return the last two compared, or of "the two countries" those the article names most."""
    main = scene.story.main_two
    if NATIONS & scene.words.known and len(main) == 2:
        return orient(party(main[0]), party(main[1]), None)
    return scene.story.pair


def speaks_of_two(scene: Scene) -> bool:
    """Whether a sentence speaks of "the two", "the two countries", "the pair"."""
    words = scene.words.words
    return any(
        pair in (("the", "two"), ("these", "two"), ("the", "pair"), ("both", "sides")) for pair in pairwise(words)
    )
