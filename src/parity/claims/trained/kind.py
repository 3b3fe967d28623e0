"""What kind of claim a draft is, weighed once more by the cues and words around it."""

from collections.abc import Iterator

from parity.claims.draft import Draft
from parity.claims.scene import Scene
from parity.claims.trained.linear import linear

TABLE = "weights_kind.csv"
CLEARLY = 0.5  # by how much another kind must be ahead, as a logarithm of odds
REACH = 4  # words within which a cue is near
ASIDE = 10  # words on either side, of the same clause, that are looked at
CLOSE = 3  # words on either side whose place counts
SHORTEST = 3


def reconsidered(scene: Scene, draft: Draft) -> None:
    """Give a draft another kind where the words speak for that clearly enough; what it holds stays."""
    if draft.kind == "event":
        return
    found = linear(TABLE).scores(traits(scene, draft))
    found.pop("event", None)  # what is no act by the rules names none
    best = max(found, key=lambda kind: found[kind], default=draft.kind)
    if best != draft.kind and found[best] > found.get(draft.kind, 0.0) + CLEARLY:
        draft.kind = best  # type: ignore[assignment]
        draft.direction = {"trend_closing": "closing", "trend_widening": "widening"}.get(best, "none")  # type: ignore[assignment]


def traits(scene: Scene, draft: Draft) -> Iterator[str]:
    """Yield the features of a draft: what the rules made of it, the cues near it and the words around it."""
    words = scene.words.words
    at = max(0, min(draft.at, len(words) - 1))
    yield "always"
    yield f"rule={draft.kind}"
    yield f"rule={draft.kind}:{draft.metric}"
    yield f"rule={draft.kind}:{draft.semantics}:{draft.unit}"
    yield f"rule={draft.unit}:{draft.raw}"
    yield f"rule={draft.kind}:{draft.leader is not None}:{draft.actor is not None}"
    for tag, hits in scene.cues.items():
        for hit in hits:
            if abs(hit.first - at) <= REACH:
                yield f"near={tag}"
            if hit.first <= at < hit.last:
                yield f"at={tag}"
    low, high = scene.clause(at)
    for place in range(max(low, at - ASIDE), min(high, at + ASIDE + 1)):
        word = words[place]
        if len(word) >= SHORTEST and word.isalpha():
            yield f"near {word}"
    for place in range(max(0, at - CLOSE), min(len(words), at + CLOSE + 1)):
        yield f"{'_' if place < at else ''}{words[place]}{'_' if place > at else ''}"
