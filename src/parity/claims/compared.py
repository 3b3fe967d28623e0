"""Who is compared with whom by an amount, and whether it is only one that grows."""

from parity.claims.actors import Mention
from parity.claims.parties import rivals, together
from parity.claims.quantity import Quantity
from parity.claims.scene import Scene
from parity.claims.sides import between, counterpart, domestic, subject

GROWTH = frozenset(
    "grew grow grows growing growth increased increase increases rose rise jumped doubled tripled"
    " quadrupled since annually"
    " faster-growing risen surged climbed expanded year-over-year improved improvement improvements cagr yearly".split()
)
OWNING = frozenset(("it", "its"))
FRONTED = frozenset(
    (
        ("compared", "to"),
        ("compared", "with"),
        ("relative", "to"),
        ("in", "contrast"),
        ("versus", "the"),
        ("in", "comparison"),
    )
)
THEIRS = frozenset(("theirs", "ours"))
CHEAPER = frozenset("less cheaper lower expensive dearer pricier costlier".split())
ANAPHORS = frozenset(("that", "this", "it", "they", "these", "which"))


def grows(scene: Scene, amount: Quantity) -> bool:
    """Whether an amount is one actor's change over time."""
    if scene.words.words[amount.first] in ("to", "will", "would"):
        return True  # "to double spending"
    around = set(scene.words.words[max(0, amount.first - 7) : amount.last + 4])
    rivals_named = any(actor.first >= amount.last and actor.first - amount.last <= 4 for actor in scene.actors)
    return bool(around & GROWTH) and not rivals_named


def fronted(scene: Scene, amount: Quantity) -> tuple[Mention, Mention] | None:
    """Find the two of "Compared to the H100, the H20 has a 40% lower ...": the second is the subject."""
    if tuple(scene.words.words[:2]) not in FRONTED:
        return None
    named = [actor for actor in scene.actors if actor.last <= amount.first][:2]
    if len(named) < 2 or not rivals(named[1], named[0]):
        return None
    apart = "," in scene.words.words[named[0].last : named[1].first]  # "with the core of A, that of B has ..."
    return (named[1], named[0]) if named[0].first <= 4 or apart else None


def _priced(scene: Scene, amount: Quantity) -> bool:
    """Whether so many times less is a price, of which the sentences before spoke."""
    story, after = scene.story, scene.words.words[amount.last : amount.last + 2]
    return amount.kind == "times" and story.metric == "cost" and not CHEAPER.isdisjoint(after)


def compared_sides(scene: Scene, amount: Quantity, *, strict: bool) -> tuple[Mention, Mention, list[str]] | None:
    """Find the subject and the one it is measured against; `strict` asks for two that are named."""
    two = between(scene, amount.first) or fronted(scene, amount)
    if two is not None:
        return *two, []
    unnamed = not scene.actors and scene.story.pair is not None
    if (
        unnamed
        and scene.story.pair is not None
        and (_priced(scene, amount) or not THEIRS.isdisjoint(scene.words.known))
    ):
        first, second = (scene.story.pairs.get("cost") if _priced(scene, amount) else None) or scene.story.pair
        ours = domestic(scene, amount.first)
        if ours is not None and ours[0].country == second.country:
            first, second = second, first
        return first, second, ["both parties carried over from an earlier sentence"]
    gap = scene.near("gap", amount.first, amount.last, 5) if unnamed else None
    if gap is not None and scene.story.pair is not None:
        return *scene.story.pair, ["both parties carried over from an earlier sentence"]
    if unnamed and scene.story.pair is not None and scene.words.words[0] in ANAPHORS:
        first, second = scene.story.pair
        to_one = scene.words.words[amount.last - 2 : amount.last] in (["to", "one"], ["to", "1"])
        known = scene.story.topic if scene.words.words[0] in ("it", "they") and not to_one else None
        if known is not None and second.country == known[1].country != first.country:
            first, second = second, first  # "it is a tenth of the price"
        return first, second, ["both parties carried over from an earlier sentence"]
    there = next((actor for actor in scene.after(amount.last) if actor.country != "World"), None)
    here, how = subject(scene, amount.first, but=there)
    if here is None and there is None:
        return None
    about = scene.story.about
    carried = how is not None and amount.kind == "percent"
    if carried and about is not None and there is not None and about.firm is not None:
        own = about.firm == there.firm and not rivals(about, there)
        if own and not scene.words.known.isdisjoint(OWNING):
            return None  # "It needs a tenth of the memory of V3": one maker's own products
    notes = [how] if how else []
    if here is None and there is not None:
        named = [actor for actor in scene.after(amount.last) if rivals(actor, there)]
        if not named and not scene.said("they", "we", "our", "it"):
            return None
        if not named:
            other, note = counterpart(scene, there)
            return other, there, [note]
        return named[0], together(scene, there, scene.after(amount.last)), notes
    if here is None:
        return None
    if there is None or not rivals(here, there):
        named = [actor for actor in scene.after(amount.last) if rivals(actor, here)]
        before = [actor for actor in scene.before(amount.first) if rivals(actor, here)]
        if named or before:
            there = (named or before)[0]
        elif strict:
            return None
        else:
            there, note = counterpart(scene, here)
            notes.append(note)
    return here, together(scene, there, scene.after(amount.last)), notes
