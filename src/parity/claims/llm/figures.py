"""Whether a number that a model reports is in the sentence: written there, or one step from what is written there.

Written: in digits with or without its scale ("5.6 million"), or in words by the rules' own grammar ("tenfold",
"a fifth", "a few", "an order of magnitude").  One step away, by what the number is said to be:

- a percentage of the other side: its complement ("90 % cheaper": 10), the inverse of a multiple ("5x": 20), the
  quotient of two numbers of the sentence;
- an advantage: the inverse of a percentage ("a fifth": 5), a percentage on top ("30 % faster": 1.3), a quotient, and 1
  where the sides are said to be level;
- a difference: of two numbers of the sentence, and 0 where the sides are said to be level;
- a lag: years as months and back, and the years from a year in the sentence to the article's;
- a rank: "first", "second", "leading"; a growth: a fall as a negative number; an amount: "none" as 0.

Everything else is the model's invention.
"""

import re
from datetime import date
from itertools import permutations
from math import isclose
from typing import Literal

from parity.claims.actors import mentions
from parity.claims.llm.schema import Found
from parity.claims.numbers import number_at
from parity.claims.phrases import Words
from parity.claims.quantities import quantities

__all__ = ["norm", "unit_of", "where_from"]

DIGITS = re.compile(r"(?<![\w.,])(?<![^\W\d_]-)\d{1,15}(?:,\d{3})*(?:\.\d+)?")
YEAR = re.compile(r"(?<!\d)(?:19[5-9]\d|20[0-6]\d)(?!\d)")
POWER = re.compile(r"(?<!\d)10([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})")
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
NAMED = frozenset(("model", "chip", "phone", "machine"))
MANY = 8  # numbers in a sentence; of more, some two would give any third
LEVEL = re.compile(
    r"\b(?:parity|level with|level on|on par|on a par|match(?:es|ed|ing)?|rival(?:s|ed|ing)?|equal\w*|tied?|same|"
    r"comparable|as good as|neck and neck|neck-and-neck|caught up|no gap|side by side|the league of|the level of)\b",
    re.IGNORECASE,
)
NONE = re.compile(r"\b(?:no|none|not a single|not one)\b", re.IGNORECASE)
ON_TOP = re.compile(r"(?:%|per ?cent) (?:more|higher|greater|larger|better|faster|above|over)\b", re.IGNORECASE)
FIRST = (
    "first top tops topped lead leads led leading leader largest biggest best fastest most dominant dominates dominated"
)
ORDINALS = "second third fourth fifth sixth seventh eighth ninth tenth"
RANKS = dict.fromkeys(FIRST.split(), 1.0) | {word: float(n) for n, word in enumerate(ORDINALS.split(), 2)}
SHOWN = {  # what the text must say for a unit to be read
    "USD": re.compile(r"\$|\busd\b|dollar", re.IGNORECASE),
    "years": re.compile(r"year|decade|yr|\d{4}", re.IGNORECASE),
    "months": re.compile(r"month|quarter|week|year|day|second", re.IGNORECASE),
    "generations": re.compile(r"gen|node|\bn-\d", re.IGNORECASE),
    "FLOP": re.compile(r"flop|operation", re.IGNORECASE),
}


def where_from(value: float, found: Found, text: str, published: date | None) -> Literal["written", "derived"] | None:
    """Say whether a number is written in a text, derived from it, or neither.

    >>> cheaper = Found(quote="", kind="ratio_gap", unit="percent", value_semantics="leader_pct_of_follower")
    >>> [where_from(x, cheaper, "It is 90% cheaper.", None) for x in (90.0, 10.0, 7.0)]
    ['written', 'derived', None]
    """
    written = _written(text)
    if any(_same(value, one) for one in written):
        return "written"
    return "derived" if any(_same(value, one) for one in _derived(found, written, text, published)) else None


def unit_of(found: Found, text: str) -> str:
    """Return the unit, or "none" where the text does not speak of it."""
    shown = SHOWN.get(found.unit)
    return found.unit if shown is None or shown.search(text) else "none"


def norm(found: Found, text: str = "") -> tuple[float | None, float | None]:
    """Restate a value as how many times better the leader is, where its meaning, or the text's words, say so.

    >>> norm(Found(quote="", kind="ratio_gap", value_low=20, value_high=25, value_semantics="leader_pct_of_follower"))
    (4.0, 5.0)
    """
    low, high = found.value_low, found.value_high
    more = found.value_semantics == "difference" and ON_TOP.search(text)  # "40 % more", and no percentage points
    if (found.value_semantics == "advantage" or more) and found.unit == "percent":
        return (None if low is None else 1 + low / 100), (None if high is None else 1 + high / 100)
    if found.value_semantics == "advantage":
        return low, high
    if found.value_semantics in ("leader_pct_of_follower", "follower_pct_of_leader"):
        return (round(100 / high, 4) if high else None), (round(100 / low, 4) if low else None)
    return None, None


def _written(text: str) -> set[float]:
    words = Words.of(text)
    found = {float(hit[0].replace(",", "")) for hit in DIGITS.finditer(text)}
    found |= {10.0 ** int(hit[1].translate(RAISED)) for hit in POWER.finditer(text)}
    named = frozenset(
        place for one in mentions(words) if one.kind in NAMED for place in range(one.first, one.last)
    )  # the 4 of GPT-4 is no number
    for amount in quantities(words, named):
        found |= {one for one in (amount.low, amount.high) if one is not None}
    for place, word in enumerate(words.words):
        inside = place > 0 and words.adjoins(place) and words.words[place - 1][-1:].isalpha()  # H100
        if not inside and place not in named and word[0].isalnum():
            number = number_at(words, place)
            found |= {one for one in (number.low, number.high) if one is not None} if number else set()
    return found


def _derived(found: Found, written: set[float], text: str, published: date | None) -> set[float]:
    some = {one for one in written if one > 0}
    pairs = list(permutations(some, 2)) if len(some) <= MANY else []
    level = bool(LEVEL.search(text))
    match found.value_semantics:
        case "leader_pct_of_follower" | "follower_pct_of_leader":
            return {100 - one for one in some if one < 100} | {100 / one for one in some} | {
                100 * a / b for a, b in pairs if a < b
            }  # fmt: skip
        case "advantage":
            derived = {100 / one for one in some} | {1 + one / 100 for one in some} | {a / b for a, b in pairs if a > b}
            return derived | ({1.0} if level else set())
        case "difference":
            return {a - b for a, b in pairs if a > b} | ({0.0} if level else set())
        case "lag":
            held = {12 * one for one in some} if found.unit == "months" else {one / 12 for one in some}
            if published and found.unit == "years":
                held |= {float(published.year - int(hit[0])) for hit in YEAR.finditer(text)}
            return held
        case "rank":
            return {RANKS[word] for word in re.findall(r"[a-z-]+", text.lower()) if word in RANKS}
        case "growth":
            return {-one for one in some}
        case "absolute":
            return {0.0} if NONE.search(text) else set()
        case _:
            return set()


def _same(a: float, b: float) -> bool:
    return isclose(a, b, rel_tol=0.005, abs_tol=1e-9)
