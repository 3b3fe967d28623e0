"""What one has of something grew by a known part: "has doubled its capacity", "the share halved"."""

from collections.abc import Iterator

from parity.claims.draft import Draft
from parity.claims.metrics import choose
from parity.claims.scene import Scene
from parity.claims.sides import subject

GROWN = {
    **dict.fromkeys(("doubled", "doubling", "doubles"), 100.0),
    **dict.fromkeys(("tripled", "tripling", "triples", "trebled"), 200.0),
    **dict.fromkeys(("quadrupled", "quadrupling", "quadruples"), 300.0),
    **dict.fromkeys(("halved", "halving", "halves"), -50.0),
}
OF_BOTH = frozenset("gap lead lag distance difference cost costs price prices".split())
MADE = frozenset(("capacity", "output", "production"))
REACHED = ("money", "count", "percent", "power", "bare", "times", "flop", "flops")
TO_AMOUNT = 4  # words within which an amount stands that it grew to


def growth(scene: Scene) -> Iterator[Draft]:
    """Yield the growth a verb tells of one actor's amount."""
    words = scene.words.words
    if scene.words.known.isdisjoint(GROWN):
        return
    reached = [amount.first for amount in scene.amounts if amount.kind in REACHED]
    for place, word in enumerate(words):
        if word not in GROWN or any(0 <= first - place <= TO_AMOUNT for first in reached):
            continue
        low, high = scene.clause(place)
        topics = [
            hit for hit in scene.topics if low <= hit.first < high and hit.tag not in ("export_control", "capability")
        ]
        if not topics or not OF_BOTH.isdisjoint(words[low:high]):
            continue
        who, how = subject(scene, place)
        if who is None or who.country == "World":
            continue
        draft = Draft("level", place, actor=who, low=GROWN[word], high=GROWN[word], unit="percent", semantics="growth")
        draft.metric = made(scene, place, choose(scene, place, (who,)))
        draft.resolved = [how] if how else []
        yield draft


def made(scene: Scene, at: int, metric: str | None) -> str | None:
    """Read the capacity or output of a process or a chip as its production."""
    low, high = scene.clause(at)
    of_making = metric in ("process_node", "chip_performance") and not MADE.isdisjoint(scene.words.words[low:high])
    return "chip_production" if of_making else metric
