"""Whose an amount is: the actor it stands beside, the one before it in its clause, or one carried over."""

from parity.claims.actors import Mention
from parity.claims.draft import party
from parity.claims.numbers import APPROXIMATELY
from parity.claims.quantity import Quantity
from parity.claims.roles import PRONOUNS, anaphor, objective, oblique
from parity.claims.scene import Scene
from parity.claims.sides import domestic, subject, taken_up

LINKED = frozenset(
    tuple(words.split())
    for words in "at|for|in|were|are|were in|are in|came from|come from|from|were from|for the|in the|from the".split(
        "|"
    )
)
SENT = frozenset(
    "sold shipped exported delivered smuggled reached sell ship supply supplies supplied deliver export send".split()
)
ACQUIRED = frozenset(
    "acquire acquired acquires buy bought buys purchase purchased receive received receives get got obtain obtained"
    " order ordered stockpiled import imported".split()
)
DOING = frozenset("has have had made makes sold holds held got spent hit built trains runs owns filed took".split())
LONGEST_STEM = 3
BOUNDS = APPROXIMATELY | {"more", "less", "fewer", "than", "only", "just", "under", "~"}
IN_PLACE = frozenset("in at with a the distant close place spot second third fourth fifth next following ,".split())
SENT_REACH = 8  # words between what is sent and to whom
NOBODY = ("World", "Hong Kong")
DOMESTIC = frozenset(("domestic", "indigenous", "homegrown", "local"))
TRAINING = frozenset("train trained training pretraining".split())
HOME = {"GBP": "United Kingdom", "JPY": "Japan", "KRW": "South Korea", "INR": "India"}
NAMED = tuple("country people group firm model chip project government phone node".split())
GENERIC = (*NAMED, "open", "closed")


def holder(scene: Scene, amount: Quantity) -> tuple[Mention | None, str | None]:
    """Find whose amount it is: in its clause before it, directly after it ("China's"), or carried over."""
    low, high = scene.clause(amount.first)
    near = owned(scene, amount)
    if near is not None:
        return near, None
    named = ("World", "Hong Kong")
    before = [actor for actor in scene.before(amount.first) if actor.first >= low and actor.kind in GENERIC]
    before = [actor for actor in before if actor.country not in named] or before
    free = [actor for actor in before if not (oblique(scene, actor) or objective(scene, actor))]
    if not (before and close(scene, before[0], amount)):
        before = free or before
    if before and (taken_up(scene, amount.first, before) or _only_objects(scene, amount.first)):
        return subject(scene, amount.first)
    if before and before[0].country not in ("World", "Hong Kong"):
        return before[0], None
    if amount.kind == "money" and not before and amount.unit in HOME and scene.story.countries[HOME[amount.unit]] > 1:
        return party(HOME[amount.unit]), f"{HOME[amount.unit]} by its currency"
    if low < amount.first and not before and PRONOUNS & set(scene.words.words[low : amount.first]):
        return subject(scene, amount.first)
    after = [actor for actor in scene.after(amount.last) if actor.last <= high and actor.kind in NAMED]
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


def owned(scene: Scene, amount: Quantity) -> Mention | None:
    """Return whose an amount is where it stands right beside the name: "14% for China", "Japan's 120 megawatts"."""
    near = beside(scene, amount)
    if near is not None:
        return near
    verb = amount.first - 1
    while verb > 0 and scene.words.words[verb] in BOUNDS:
        verb -= 1
    doing = scene.words.words[verb]
    if doing in DOING or (doing.endswith("ed") and len(doing) > LONGEST_STEM):
        doer = next((one for one in scene.actors if one.last == verb and one.country not in NOBODY), None)
        if doer is not None and not oblique(scene, doer):
            return doer  # "while Nvidia made more than 3 million"
    last = next(iter(scene.before(amount.first)), None)
    between = scene.words.words[last.last : amount.first] if last is not None else []
    if between[-1:] in (["at"], ["with"]) and set(between) <= IN_PLACE and last is not None and len(between) > 1:
        return last  # "with China in second place at 16%"
    own = next((one for one in scene.actors if 0 <= amount.first - one.last <= 2), None)
    possessed = own is not None and scene.words.words[own.last : amount.first] == ["'", "s"]
    return own if own is not None and possessed and own.country not in NOBODY else None


def close(scene: Scene, actor: Mention, amount: Quantity) -> bool:
    """Whether an amount stands right after an actor: "edging out Japan at 12 percent"."""
    between = scene.words.words[actor.last : amount.first]
    return len(between) <= 2 and bool(between) and set(between) <= {"at", "with", "(", ","}


def _only_objects(scene: Scene, index: int) -> bool:
    """Whether all that stands before a word is compared with what a pronoun takes up: "It beats B and costs $5"."""
    named = scene.before(index)
    place = anaphor(scene, index)
    if place is None or not any(objective(scene, actor) for actor in named):
        return False
    return all(place < actor.first and (objective(scene, actor) or oblique(scene, actor)) for actor in named)


def beside(scene: Scene, amount: Quantity) -> Mention | None:
    """Return the actor in "60 % at TSMC", "14 % for China"."""
    words = scene.words.words
    for actor in scene.before(amount.first):
        if words[actor.last : amount.first] == ["'", "s"]:
            return actor  # "compared with Japan's 120"
    near = next((actor for actor in scene.after(amount.last) if actor.first - amount.last <= 3), None)
    if near is None or tuple(words[amount.last : near.first]) not in LINKED:
        return None
    if words[amount.last] == "from" and ACQUIRED & set(words[max(0, amount.first - 8) : amount.first]):
        return None  # "bought 3 million dies from TSMC"
    return None if near.country in NOBODY else near


def respective(scene: Scene, amount: Quantity) -> Mention | None:
    """Return whose of as many amounts as parties one is: "A and B released three and two models, respectively"."""
    if "respectively" not in scene.words.known:
        return None
    row = [one for one in scene.amounts if one.kind == amount.kind and one.unit == amount.unit]
    if amount not in row:
        return None
    named = [actor for actor in scene.actors if actor.last <= row[0].first and actor.country not in NOBODY]
    return named[row.index(amount)] if len(row) == len(named) > 1 else None


def bracketed(scene: Scene, amount: Quantity) -> Mention | None:
    """Return after whose name an amount stands in brackets: "Japan (4.2 thousand)"."""
    if amount.first == 0 or scene.words.words[amount.first - 1] != "(":
        return None
    return next(
        (actor for actor in scene.actors if actor.last == amount.first - 1 and actor.country not in NOBODY), None
    )


def recipient(scene: Scene, amount: Quantity) -> Mention | None:
    """Return the country in "shipped a million chips to China", which has them then."""
    if not SENT & scene.words.known:
        return None
    words = scene.words.words
    for actor in scene.after(amount.last):
        if actor.kind in ("country", "people", "government") and {"to", "into", "reached"} & set(
            words[max(0, actor.first - 2) : actor.first]
        ):
            return actor if actor.first - amount.last <= SENT_REACH else None
    return None


def about(scene: Scene, amount: Quantity, words: frozenset[str]) -> bool:
    """Whether one of these words stands in the clause of an amount."""
    low, high = scene.clause(amount.first)
    if words is TRAINING and any(
        topic.tag == "training_compute" and low <= topic.first < high for topic in scene.topics
    ):
        return True
    found = words & set(scene.words.words[low:high])
    if found == {"making"}:  # "..., making it the largest"
        place = scene.words.words.index("making", low)
        return scene.words.words[place + 1 : place + 2] not in (["it"], ["them"], ["this"])
    return bool(found)
