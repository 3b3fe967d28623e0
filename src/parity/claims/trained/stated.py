"""Whether a sentence states a claim at all: what the rules found and the words of the sentence, weighed together."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from parity.claims.draft import Draft
from parity.claims.scene import Scene
from parity.claims.trained.casting import cast
from parity.claims.trained.guess import guessed
from parity.claims.trained.metric import reconsider
from parity.claims.trained.network import TABLE, network, places
from parity.claims.trained.traits import of_rules, of_words

GUESSED = 0.2
"""The logarithm of the odds from which a claim is guessed; chosen on articles no rule was written for."""
STRUCK = -1.2
"""The logarithm of the odds below which what the rules found is struck out; chosen on the same articles."""
READ = "it was found by its words alone, and how it is meant could not be read for certain"


def settled(scene: Scene, drafts: Sequence[Draft], *, passed: bool, read: Callable[[], Iterable[Draft]]) -> list[Draft]:
    """Give the rules' drafts of a sentence their metrics and parties; guess one where it likely states a claim unread.

    Where its words say plainly that it states nothing, what the rules found is struck out.

    `passed` says that the sentence is of our subject; nothing is guessed in others.  A guess is told, never checked;
    `read` gives what the rules find in the sentence whatever they take it to be about.
    """
    if not (drafts or passed):
        return []
    answer = network(TABLE).scores(places(scene), [*of_rules(drafts), *of_words(scene)])
    heard = answer.metrics()
    for draft in drafts:
        reconsider(scene, draft, heard)
    if answer.odds < STRUCK:
        return []
    found = [
        replace(draft, resolved=[*draft.resolved]) for draft in drafts
    ]  # the story goes on with the rules' parties
    guess = guessed(scene, answer.kinds()) if not found and answer.odds > GUESSED else None
    if guess is not None:
        again = [draft for draft in read() if draft.kind == guess.kind]  # a rule may know its amounts all the same
        found = again or [guess]
        for draft in found:
            reconsider(scene, draft, heard)
            draft.unchecked = draft.unchecked or READ
    for draft in found:
        cast(scene, draft)
    return found
