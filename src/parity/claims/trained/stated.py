"""Whether a sentence states a claim at all: what the rules found and the words of the sentence, weighed together."""

from collections.abc import Sequence

from parity.claims.draft import Draft
from parity.claims.scene import Scene
from parity.claims.trained.casting import cast
from parity.claims.trained.guess import guessed
from parity.claims.trained.linear import linear
from parity.claims.trained.metric import reconsider
from parity.claims.trained.traits import traits

TABLE = "weights_claim.csv"
ENOUGH = -0.1  # the logarithm of the odds from which a sentence counts; chosen on articles no rule was written for


def settled(scene: Scene, drafts: Sequence[Draft], *, passed: bool) -> list[Draft]:
    """Keep the rules' drafts of a sentence that likely states a claim, or guess one; give each its parties.

    `passed` says that the sentence is of our subject; nothing is guessed in others.
    """
    model = linear(TABLE)
    likely = not model.weights or model.scores(traits(scene, drafts)).get("claim", 0.0) > ENOUGH
    if not model.weights:
        return list(drafts)
    if not likely:
        return []
    kept = list(drafts)
    guess = guessed(scene) if passed and not kept else None
    if guess is not None:
        reconsider(scene, guess)
        kept.append(guess)
    for draft in kept:
        cast(scene, draft)
    return kept
