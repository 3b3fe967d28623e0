"""Two numbers set against each other by no verb of scoring: "A: 18,100 vs B: 21,300", "it is 70.5 against 60"."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from parity.claims.actors import PRODUCTS, Mention
from parity.claims.draft import Draft
from parity.claims.metrics import choose
from parity.claims.parties import label, rivals
from parity.claims.quantity import Quantity
from parity.claims.scene import REMEMBERED, Scene
from parity.claims.scores import owner

LINKS = (["vs"], ["vs", "."], ["versus"], ["against"], ["compared", "with"], ["compared", "to"])
AGAINST = frozenset(("vs", "versus", "against", "compared"))
BESIDE = frozenset(": ( ) ' s scores scored score at with gets got a the only ~ , reported about around its".split())
AFTERWARDS = frozenset("for on with at by the typical".split())
KINDS = ("bare", "percent", "points", "elo")
MEASURED = ("capability", "smartphone_soc", "chip_performance")
VERBS = frozenset("manages managed gets posts posted clocks reaches hits hit scores scored achieves achieved".split())
YIELDS = frozenset(("yield", "yields"))
OUT_OF = 100.0  # scores up to this are points of a test
OWN_REACH, NOTE_REACH = 4, 3  # words to whose number it is; to the difference in brackets


def versus(scene: Scene, told: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the differences of such pairs, but where the sentence has a difference already."""
    if len(scene.amounts) < 2:
        return
    linked = not scene.words.known.isdisjoint(AGAINST | YIELDS) or scene.has("ahead", "behind")
    if told or not linked or scene.has("share"):
        return
    found = [amount for amount in scene.amounts if amount.kind in KINDS and amount.low == amount.high]
    for one, two in pairwise(found):
        link = _link(scene, one, two)
        if link is not None:
            sides = _named(scene, one, two, link) if scene.actors else _carried(scene)
        elif one.kind == two.kind == "percent" and not YIELDS.isdisjoint(scene.words.known):
            sides = _each(scene, one, two)  # "the yield of A is 90%, while that of B is only 50%"
        else:
            continue
        draft = None if sides is None else _apart(scene, one, two, *sides)
        if draft is not None:
            yield draft


def _link(scene: Scene, one: Quantity, two: Quantity) -> int | None:
    """Return the word after "vs", if nothing but that and the name of a party stands between two numbers."""
    words, place = scene.words.words, one.last
    while words[place] in (",", ")"):
        place += 1
    link = next((len(link) for link in LINKS if words[place : place + len(link)] == link), 0)
    if not link:  # "A's 71.9 beats B's 65.2"
        verbs = (hit for tag in ("ahead", "behind") for hit in scene.cues.get(tag, ()) if hit.first == place)
        link = next((hit.last - hit.first for hit in verbs), 0)
    if not link or one.kind != two.kind:
        return None
    place += link + (words[place + link] == ".")
    names = {index for actor in scene.actors for index in range(actor.first, actor.last)}
    return place if all(index in names or words[index] in BESIDE for index in range(place, two.first)) else None


def _named(scene: Scene, one: Quantity, two: Quantity, link: int) -> tuple[Mention, Mention] | None:
    words = scene.words.words
    there = next((actor for actor in scene.actors if link <= actor.first < two.first), None) or next(
        (
            actor
            for actor in scene.after(two.last)
            if actor.first - two.last <= OWN_REACH and {*words[two.last : actor.first]} <= AFTERWARDS
        ),
        None,
    )
    here = next(iter(scene.before(one.first)), None)
    if here is None or there is None or not rivals(here, there):
        return None
    headed = {*words[here.last : one.first]} <= BESIDE and {here.kind, there.kind} <= PRODUCTS
    scored = one.kind != "bare" and not VERBS.isdisjoint(words[here.last : one.first])
    scored = scored or (one.kind == "percent" and not YIELDS.isdisjoint(scene.words.known))
    return (here, there) if headed or scored else None


def _each(scene: Scene, one: Quantity, two: Quantity) -> tuple[Mention, Mention] | None:
    here, there = owner(scene, one), owner(scene, two)
    return (here, there) if here is not None and there is not None and rivals(here, there) else None


def _carried(scene: Scene) -> tuple[Mention, Mention] | None:
    """Return the last two compared, the one that is spoken of first: "On the second test, it is 70.5 against 60"."""
    story = scene.story
    if story.pair is None or story.number - story.paired > REMEMBERED or story.metric not in MEASURED:
        return None
    first, second = story.pair
    about = story.about
    return (second, first) if about is not None and about.same == second.same else (first, second)


def _apart(scene: Scene, a: Quantity, b: Quantity, one: Mention, two: Mention) -> Draft | None:
    made = a.kind == "percent" and not YIELDS.isdisjoint(scene.words.known)
    metric = "chip_production" if made else choose(scene, a.first, (one, two))
    if metric not in (*MEASURED, "chip_production") or a.low is None or b.low is None:
        return None
    leader, follower = (one, two) if a.low >= b.low else (two, one)
    noted = next(
        (
            amount
            for amount in scene.amounts
            if amount.kind == "percent"
            and 0 < amount.first - b.last <= NOTE_REACH
            and "(" in scene.words.words[b.last : amount.first]
        ),
        None,
    )
    apart = round(abs(a.low - b.low), 4) if noted is None else noted.low
    draft = Draft("ratio_gap", a.first, leader, follower, None, metric, apart, apart, semantics="difference", sure=True)
    tested = max(a.low, b.low) <= OUT_OF
    draft.unit, draft.raw = "percent" if tested or noted else "none", None if noted else "points"
    draft.uses = (a.first, b.first) if made else ()
    draft.resolved = [f"derived from the scores of {label(one)} and {label(two)}"]
    return draft
