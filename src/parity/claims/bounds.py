"""Words around an amount that leave one end of it open: "more than 40", "40 or more"."""

from parity.claims.numbers import APPROXIMATELY
from parity.claims.phrases import Words

BOUNDS = {  # words before an amount that leave one end open
    "more than": "low", "over": "low", "above": "low", "at least": "low", "exceeding": "low", "upwards of": "low",
    "north of": "low", "as low as": "low", "as few as": "low", "greater than": "low", "higher than": "low",
    "exceeds": "low", "exceed": "low", "well over": "low", "topping": "low", "no less than": "low", "beyond": "low",
    "surpassing": "low", "less than": "high", "under": "high", "below": "high", "fewer than": "high",
    "up to": "high", "at most": "high", "as much as": "high", "as many as": "high", "as high as": "high",
    "just shy of": "high", "just under": "high", "a little under": "high", "slightly under": "high",
    "well under": "high", "well below": "high", "well above": "low", "a little over": "low", "just over": "low",
    "no fewer than": "low", "a minimum of": "low", "in excess of": "low", "not even": "high", "barely": "high",
    "pushed past": "low", "climbed past": "low", "well past": "low", "way past": "low", ">": "low", "<": "high",
    "≥": "low", "≤": "high", "at or below": "high", "at or above": "low",
    "topped": "low", "exceeded": "low", "surpassed": "low", "passed": "low", "tops": "low", "surpasses": "low",
    "no more than": "high", "lower than": "high", "a maximum of": "high", "not more than": "high", "within": "high",
}  # fmt: skip
BOUND_WORDS = {tuple(phrase.split()): side for phrase, side in BOUNDS.items()}
BOUND_ENDS = frozenset(phrase[-1] for phrase in BOUND_WORDS)
AFTER = {("or", "more"): "low", ("or", "less"): "high", ("or", "fewer"): "high", ("+",): "low", ("or", "higher"): "low",
         ("at", "best"): "high", ("at", "most"): "high", ("at", "least"): "low", ("at", "minimum"): "low"}  # fmt: skip
UNABLE = frozenset("not cannot unable never t".split())
UNABLE_REACH = 8  # words between a denial and the bound it turns round


def open_end(words: Words, first: int, last: int) -> str | None:
    """Return which bound of the amount at some words is the known one, if the other is open.

    >>> open_end(Words.of("more than 40"), 2, 3), open_end(Words.of("40"), 0, 1)
    ('low', None)
    """
    side = None
    text = words.words
    while first > 0 and text[first - 1] in APPROXIMATELY and text[first - 1] != "over":
        first -= 1
    for length in (3, 2, 1) if first > 0 and text[first - 1] in BOUND_ENDS else ():
        phrase = tuple(text[max(0, first - length) : first])
        if len(phrase) == length and phrase in BOUND_WORDS:
            side = BOUND_WORDS[phrase]
            break
    for phrase, end in AFTER.items() if text[last : last + 1] in (["or"], ["+"], ["at"]) else ():
        if tuple(text[last : last + len(phrase)]) == phrase:
            side = end
    before = {*text[max(0, first - UNABLE_REACH) : first]} if side == "low" else set()
    if UNABLE & before and not {",", ";"} & before:
        return "high"  # "will not be able to produce more than 200,000"
    return side
