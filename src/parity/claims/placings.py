"""Places with a number: "sits 14th", "second only to", "fourth and fifth respectively", "six of the top eight"."""

import math
import re
from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from parity.claims.actors import Mention
from parity.claims.numbers import SMALL
from parity.claims.phrases import Hit
from parity.claims.scene import Scene

ENDINGS = frozenset(("st", "nd", "rd", "th"))
PLACES = frozenset("ranks ranked rank ranking sits came comes placed finished is was lies stands in at to".split())
PLACING = tuple([verb, who] for verb in ("placing", "putting", "ranking", "making") for who in ("it", "them", "her"))
GLOBALLY = (["globally"], ["worldwide"], ["internationally"], ["overall"])
SPOTS = frozenset("place position spot rank ranking".split())
ORDINALS = {
    word: float(place)
    for place, names in enumerate(
        "first second;runner third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
        " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
    for word in names.split(";")
}
LATER = frozenset(
    "eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()
)
LARGEST = frozenset("largest biggest fastest most highest best strongest".split())
LONGEST_LIST = 200  # places of a leaderboard; beyond, "#" numbers tickets and chapters
MOST = 20  # "24 of the top 100" counts, "six of the top eight" places
OWNED = frozenset("the world ' s global current worldwide".split())  # before "top five"
BEING = frozenset("are were is was come comes came hail hails hailed belong belongs belonged originate".split())
HAVING = frozenset(
    "has have had boasts holds held claims claimed took takes with counts placed occupies for up represent".split()
)
MADE = frozenset("developed made built created produced released trained owned designed published".split())
INTO = frozenset("in into among for enter entered enters entering crack cracked cracks reach reached joined".split())
RANKED = frozenset("is are was were ranks ranked rank ranking sits stands remains placed finished made makes".split())
PLACING_VERBS = frozenset("rank ranks ranked ranking placed placing came finished".split())
DENIED = frozenset("not no none never nowhere".split())
ROUNDING = frozenset("closes close rounds rounded rounding round completes".split())
OPEN = frozenset(". , ; : ) on in for by at worldwide globally overall that this with and as while -".split())
WHOLE = frozenset("% percent per percentile".split())
LISTING = frozenset(", and or the ( ) %".split())
ONLY = frozenset("behind trailing trails trail after".split())
ONLY_BY = frozenset("bested surpassed beaten outranked topped exceeded".split())
TO_VERB, TO_PARTY, TO_MOST = 22, 6, 9  # words within which the verb, the party, the superlative stands


class Place(NamedTuple):
    """A place: the words that say so, whose it is where the words next to it tell, and which where they do not."""

    hit: Hit
    who: Mention | None = None
    low: float | None = None
    high: float | None = None


def placings(scene: Scene) -> Iterator[Place]:
    """Yield the numbered places of a sentence, those that name their party first."""
    known = scene.words.known
    if "respectively" in known:
        yield from _respectively(scene)
    if "top" in known or not known.isdisjoint(LARGEST):
        yield from _tops(scene)
    if "only" in known or "after" in known:
        yield from _behind_only(scene)
    if not (known.isdisjoint(ORDINALS) and known.isdisjoint(ENDINGS)) or "#" in known:
        yield from map(Place, _numbered(scene))


def placed(words: list[str], unnamed: float = 1.0) -> float:
    """Return the place a rank names; the first where it names none."""
    for word in words:
        place = ORDINALS.get(word) or (float(digits[0]) if (digits := re.match(r"\d{1,3}", word)) else None)
        if place:
            return place
    return unnamed


def top(words: list[str], index: int) -> tuple[float, int] | None:
    """Read the number of a "top five" and where it ends; a top 100 and a top percent are none.

    >>> top("the top five".split(), 1), top("the top 10 percent".split(), 1), top("top - 5".split(), 0)
    ((5.0, 3), None, (5.0, 3))
    """
    at = index + 1 + (words[index + 1 : index + 2] == ["-"])
    word = words[at] if at < len(words) else ""
    many = SMALL.get(word) or (float(word) if word.isdigit() and len(word) < 3 else 0.0)
    after = words[at + 1] if at + 1 < len(words) else ""
    return (many, at + 1) if 1 < many <= MOST and after not in WHOLE else None


def _numbered(scene: Scene) -> Iterator[Hit]:
    """Find "sits 14th", "the 4th place", "the third-largest": a place after a verb or before its noun."""
    words = scene.words.words
    for place in range(1, len(words)):
        word, before, after = words[place], words[place - 1], words[place + 1 : place + 2]
        stated = (word in LATER and before in PLACES) or words[place - 2 : place] in PLACING or after in GLOBALLY
        stated = stated or words[place + 1 : place + 5] in (["on", "a", "global", "level"], ["in", "the", "world"])
        if word in ORDINALS and stated:
            yield Hit("rank", "1", place - 1, place + 1)
    for place in range(len(words) - 2):
        largest = words[place + 2] if words[place + 1] == "-" else words[place + 1]
        if words[place] in ORDINALS and largest in ("largest", "biggest", "fastest", "most"):
            yield Hit("rank", "1", place, place + 2)
    for place in range(1, len(words) - 1):
        if words[place] == "#" and words[place + 1].isdigit() and int(words[place + 1]) <= LONGEST_LIST:
            yield Hit("rank", "1", place, place + 2)
    for place in range(2, len(words)):
        if words[place] in ENDINGS and scene.words.adjoins(place):
            from_to = words[place - 2] == "the" and words[place - 3] in ("to", "from")
            if words[place - 2] in PLACES or from_to or {*words[place + 1 : place + 2]} & SPOTS:
                yield Hit("rank", "1", place - 1, place + 1)


def _respectively(scene: Scene) -> Iterator[Place]:
    """Read "A, B and C rank third, fourth and fifth respectively": as many places as parties."""
    words = scene.words.words
    end = words.index("respectively")
    names = {index for actor in scene.actors for index in range(actor.first, actor.last)}
    found = [
        (at, placed([words[at]], 0.0))
        for at in range(max(0, end - 12), end)
        if at not in names and (words[at] in ORDINALS or words[at + 1] in ENDINGS or words[at].isdigit())
    ]
    named = [actor for actor in scene.actors if found and actor.last <= found[0][0] and actor.country != "World"]
    ranked = scene.has("rank") or not scene.words.known.isdisjoint(PLACING_VERBS)
    if len(found) < 2 or len(named) < len(found) or not ranked:
        return
    for (at, place), who in zip(found, named[-len(found) :], strict=True):
        if 0 < place <= 2 * MOST:
            yield Place(Hit("rank", "1", at, at + 1), who, place, place)


def _tops(scene: Scene) -> Iterator[Place]:
    """Read "six of the top eight are Chinese", "entered the top five", "the five best models all come from ..."."""
    words = scene.words.words
    for at, word in enumerate(words):
        best = word in LARGEST and at > 1 and words[at - 1] in SMALL and words[at - 2] in ("the", "s")
        read = top(words, at) if word == "top" else top(words, at - 2) if best else None
        if read is None:
            continue
        many, last = read
        before = at - (2 if best else 1)
        while before > 0 and words[before] in OWNED:
            before -= 1
        some = words[before] == "of" and (words[before - 1] in SMALL or words[before - 1].isdigit())
        who = _of_them(scene, last) if some or "all" in words[last : last + TO_VERB] else None
        first = before - 1 if some else before
        if who is None and some and words[first - 1] in HAVING:
            who = next((actor for actor in scene.before(first) if actor.country != "World"), None)
        if who is not None:
            yield Place(Hit("rank", "1", first, last), who, 1.0, many)
        elif words[before] == "out" and words[before - 1] in ROUNDING:
            yield Place(Hit("rank", "1", before - 1, last), None, many, many)
        elif not DENIED.isdisjoint(words[max(0, before - 4) : before]):
            yield Place(Hit("rank", "1", before, last), None, many + 1.0, math.inf)
        elif words[before] in INTO and not best and not some and any(one.last <= before for one in scene.actors):
            alone = words[last : last + 1] == [] or words[last] in OPEN
            if alone or words[before - 1] in RANKED or words[last + 1 : last + 2] in GLOBALLY:
                yield Place(Hit("rank", "1", before, last), None, 1.0, many)


def _of_them(scene: Scene, index: int) -> Mention | None:
    """Return whose those of a top list are: "... are now Chinese", "... come from China"; none they are tested by."""
    words = scene.words.words
    verb = next((at for at in range(index, min(len(words), index + TO_VERB)) if words[at] in BEING), None)
    if verb is None:
        return None
    for actor in scene.after(verb):
        between = words[verb : actor.first]
        if actor.first - verb > TO_PARTY or ("by" in between and MADE.isdisjoint(between)):
            return None
        if actor.country != "World":
            return actor
    return None


def _behind_only(scene: Scene) -> Iterator[Place]:
    """Read "second only to A", "behind only A and B", "the most after A and B": a place below those named."""
    words = scene.words.words
    for at in range(1, len(words) - 1):
        only = words[at] == "only" and (
            words[at - 1] in ONLY
            or words[at + 1] in ONLY
            or (words[at - 1] == "second" and words[at + 1] == "to")
            or (words[at + 1] == "by" and words[at - 1] in ONLY_BY)
        )
        most = (
            words[at] == "after" and words[at - 1] != "," and not LARGEST.isdisjoint(words[max(0, at - TO_MOST) : at])
        )
        if not (only or most):
            continue
        ahead = _row(scene, at)
        if ahead or words[at - 1] == "second":
            place = 1.0 + max(ahead, 1)
            yield Place(Hit("rank", "1", at - 1, at + 1), None, place, place)


def _row(scene: Scene, index: int) -> int:
    """Count the parties that stand one after the other from a word on: "Israel (1.1%) and Singapore"."""
    words, last, row = scene.words.words, index + 2, 0
    for actor in scene.after(index):
        between = [word for word in words[last : actor.first] if not word[0].isdigit()]
        if list(takewhile(LISTING.__contains__, between)) != between or (row and not words[last : actor.first]):
            break
        row, last = row + 1, actor.last
    return row
