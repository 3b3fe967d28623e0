"""Long articles in parts: whole sentences, with some of the part before for context; and the parts' claims as one."""

from collections.abc import Iterable, Sequence

from parity.claims.claim import Claim
from parity.claims.llm.quotes import Passage
from parity.claims.sentences import Sentence, sentences
from parity.errors import BadInput

__all__ = ["halves", "merged", "parts_of"]

LONGEST = 6000  # characters of a part: with the rules some 3,000 tokens, which a small local model still holds
OVERLAP = 3  # sentences of the part before that are shown again, to say who "it" is
MOST = 60  # parts; a longer text is no article, and its reading would cost accordingly


def parts_of(text: str, where: str = "the article") -> list[Passage]:
    """Cut a text into parts that a model is shown one by one; raises `BadInput` if it is far too long."""
    all_of = sentences(text)
    parts: list[Passage] = []
    first = 0
    for number, one in enumerate(all_of):
        if number > first and one.end - all_of[first].start > LONGEST:
            parts.append(_passage(text, all_of, first, number))
            first = max(number - OVERLAP, first + 1)
            while first < number and one.end - all_of[first].start > LONGEST:
                first += 1  # sentences so long that nothing of the part before fits
    if first < len(all_of):
        parts.append(_passage(text, all_of, first, len(all_of)))
    if len(parts) > MOST:
        most = MOST * LONGEST // 10_000 * 10_000
        raise BadInput(f"{where} has {len(text):,} characters; --extractor llm reads up to some {most:,}.")
    return parts


def halves(part: Passage) -> tuple[Passage, ...]:
    """Return the two halves of a part by its sentences, or nothing if it is one sentence."""
    inside = part.touching(part.start, part.end)
    if len(inside) < 2:
        return ()
    middle = inside[len(inside) // 2]
    return (
        Passage(part.text, part.sentences, part.start, inside[len(inside) // 2 - 1].end),
        Passage(part.text, part.sentences, middle.start, part.end),
    )


def merged(lists: Iterable[Sequence[Claim]]) -> tuple[Claim, ...]:
    """Join the claims of parts in reading order, each once.

    A sentence shown twice may be read twice, with other words for the same parties; the first reading stands, for it
    had what went before.
    """
    kept: dict[tuple[object, ...], Claim] = {}
    for claims in lists:
        earlier = {_gist(one) for one in kept.values()}
        for one in claims:
            if _gist(one) not in earlier:
                kept.setdefault((*_gist(one), one.leader, one.leader_entity, one.follower, one.follower_entity,
                                 one.actor, one.actor_entity), one)  # fmt: skip
    return tuple(sorted(kept.values(), key=lambda one: one.char_start))


def _gist(claim: Claim) -> tuple[object, ...]:
    return claim.char_start, claim.char_end, claim.kind, claim.value_low, claim.value_high


def _passage(text: str, all_of: list[Sentence], first: int, last: int) -> Passage:
    return Passage(text, all_of, all_of[first].start, all_of[last - 1].end)
