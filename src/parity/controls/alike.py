"""Whether two names are alike, and in what way: compared word by word, each word by how much it tells."""

from parity.controls.names import COMMON, PLACES, SECTOR, TRADE, Name, distance

__all__ = ["alike", "closeness", "weight"]

GENERIC = PLACES | TRADE | SECTOR
LONG = 10
"""From this many letters on, two of a word may be wrong; below, one."""
FUZZY = 6
"""Shorter words are never taken for misspelt."""
SHORT = 5
"""A word of fewer letters tells half."""
SLIGHT = TRADE | {"municipal", "municipality", "prefecture", "state", "national", "new", "autonomous"}
"""Of two names that are places and trades alone, one may lack such a word."""
ENOUGH = 1.0
"""Weight of the words in common from which they say which firm is meant."""


def weight(word: str) -> float:
    """How much a word tells: 1 for a name's own, half for a short or an everyday one, nothing for place and trade.

    >>> weight("wingtech"), weight("panda"), weight("shanghai")
    (1.0, 0.5, 0.0)
    """
    if word in GENERIC or word.isdigit():
        return 0.0
    return 0.5 if word in COMMON or len(word) < SHORT else 1.0


def alike(asked: Name, known: Name) -> str:
    """Say in what way two names that are not the same are near, or nothing.

    >>> from parity.controls.names import name_of
    >>> alike(name_of("Quectell Wireless Solutions"), name_of("Quectel Wireless Solutions Co., Ltd."))
    'spelt nearly so'
    >>> alike(name_of("Tianjin Medical University"), name_of("Tianjin University"))
    ''
    """
    if asked.han or known.han:
        same = asked.han and known.han and len(known.plain) > 2 and asked.plain.startswith(known.plain)
        return "begins with the name" if same else ""
    more, less, shared = _apart(asked.words, known.words)
    spelt = _mend(more, less, shared)
    if more and less and "".join(more) == "".join(less):
        shared += less
        more, less = [], []
    told = sum(map(weight, shared))
    enough = told >= ENOUGH or len(shared) > 2
    if spelt:
        return "spelt nearly so" if enough and spelt <= 1 + (len(known.words) > 4) and _only_places(more, less) else ""
    if not more and not less:
        return "the same words" if enough else ""
    if told < ENOUGH:
        return "the same but for one word" if _all_but_one(asked, known, more + less, shared) else ""
    if not any(map(weight, more)) and not any(map(weight, less)):
        return "" if _contradict(more, less, told) else "the same but for place or trade"
    if any(map(weight, more)) and not less:
        return "begins with the name" if _begins(asked.words, known.words, told) else ""
    if any(map(weight, less)) and not more:
        return "the name begins so" if len(asked.words) > 1 and _begins(known.words, asked.words, told) else ""
    return ""


def closeness(asked: Name, known: Name) -> float:
    """The share of words that two names have in common, from 0 to 1.

    >>> from parity.controls.names import name_of
    >>> closeness(name_of("Shanghai Fudan Micro"), name_of("Fudan Micro"))
    0.8
    """
    *_, shared = _apart(asked.words, known.words)
    return 2 * len(shared) / (len(asked.words) + len(known.words))


def _mend(more: list[str], less: list[str], shared: list[str]) -> int:
    """Pair the words that are misspelt with what they should be, and count them."""
    spelt = 0
    for word in tuple(more):
        other = next((one for one in less if _misspelt(word, one)), None)
        if other is not None:
            more.remove(word)
            less.remove(other)
            shared.append(other)
            spelt += 1
    return spelt


def _only_places(more: list[str], less: list[str]) -> bool:
    """Whether nothing but places, and those in one name alone, is left of two names one of which is misspelt."""
    return all(word in PLACES for word in (*more, *less)) and not (more and less)


def _apart(asked: tuple[str, ...], known: tuple[str, ...]) -> tuple[list[str], list[str], list[str]]:
    """Words only the one has, words only the other has, words of both."""
    less = list(known)
    more, shared = [], []
    for word in asked:
        if word in less:
            less.remove(word)
            shared.append(word)
        else:
            more.append(word)
    return more, less, shared


def _misspelt(word: str, known: str) -> bool:
    if min(len(word), len(known)) < FUZZY or word[0] != known[0] or word in COMMON or word in PLACES or known in PLACES:
        return False
    if word in GENERIC and known in GENERIC:
        return False
    most = 1 if len(known) < LONG else 2
    return distance(word, known, most=most) <= most


def _all_but_one(asked: Name, known: Name, odd: list[str], shared: list[str]) -> bool:
    """Whether names of places and trades alone differ in a word that changes little, the others in one order."""
    if len(odd) != 1 or odd[0] not in SLIGHT or len(shared) < 3 or not any(word in PLACES for word in shared):
        return False
    ours, theirs = ([word for word in words if word not in odd] for words in (asked.words, known.words))
    return ours == theirs


def _contradict(more: list[str], less: list[str], told: float) -> bool:
    """Whether each has a business the other has not, or the asked one a business beside one word in common."""
    ours, theirs = ([word for word in words if word not in PLACES] for words in (more, less))
    business = any(word in SECTOR for word in ours)
    if ours and theirs:
        return business or any(word in SECTOR for word in theirs)
    return business and told <= ENOUGH


def _begins(long: tuple[str, ...], short: tuple[str, ...], told: float) -> bool:
    """Whether a name begins with the other's words, places aside, and these suffice."""
    own = [word for word in long if word not in PLACES]
    start = [word for word in short if word not in PLACES]
    if not start or own[: len(start)] != start:
        return False
    return told > ENOUGH or (len(start[0]) >= FUZZY and weight(start[0]) == 1)
