"""Numbers as journalists write them, in digits and words, alone and as ranges."""

from typing import NamedTuple

from parity.claims.phrases import Words

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
SMALL = {word: float(n) for n, word in enumerate(ONES)} | {word: 20.0 + 10 * n for n, word in enumerate(TENS)}
SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "quadrillion": 1e15,
    "mn": 1e6, "bn": 1e9, "tn": 1e12, "mln": 1e6, "bln": 1e9,
}  # fmt: skip
GLUED = {"k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12}  # only directly after the digits, or after money
# What the loose words stand for, by the labelling guideline's readings.
LOOSE: dict[str, tuple[float | None, float | None]] = {
    "few": (3.0, 3.0), "couple": (2.0, 2.0), "handful": (None, 5.0), "several": (3.0, None), "dozen": (12.0, 12.0),
    "dozens": (24.0, None), "tens": (10.0, None), "hundreds": (100.0, None), "thousands": (1e3, None),
    "millions": (1e6, None), "billions": (1e9, None), "trillions": (1e12, None),
    "multi": (2.0, None), "multiple": (2.0, None),
}  # fmt: skip
PARTS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "twelfth": 12, "fifteenth": 15, "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50,
    "hundredth": 100, "thousandth": 1000,
}  # fmt: skip
YEARS = 1990, 2060
LONGEST_NUMBER = 18  # digits; longer runs are identifiers or noise


class Number(NamedTuple):
    """A number or a range of them; a null bound is open. `last` is the first word after it."""

    low: float | None
    high: float | None
    last: int
    worded: bool = False


def number_at(words: Words, index: int) -> Number | None:
    """Read one number, with its scale.

    >>> number_at(Words.of("twenty-five million"), 0)
    Number(low=25000000.0, high=25000000.0, last=4, worded=True)
    """
    if index >= len(words):
        return None
    word = words.words[index]
    if word[0].isdigit():
        value = _digits(word)
        if value is None:
            return None
        power, last = _power(words, index)
        if last == index + 1:
            power, last = _scale(words, last)
        if words.words[last : last + 1] == ["+"] and last == index + 1 and words.adjoins(last):
            scale, end = _scale(words, last + 1)
            if end > last + 1:
                return Number(value * scale, None, end)  # "2+ million"
        return Number(value * power, value * power, last)
    return _worded(words, index)


def range_at(words: Words, index: int) -> Number | None:
    """Read a number or a range: `1-3`, `three to six`, `between 2 and 4`, `$5.5 to $6.5 million`.

    >>> range_at(Words.of("between 40 and 50 percent"), 0)
    Number(low=40.0, high=50.0, last=4, worded=False)
    """
    between = index < len(words) and words.words[index] in ("between", "anywhere")
    while between and index < len(words) and words.words[index] in ("between", "anywhere"):
        index += 1
    first = number_at(words, _pass(words, index))
    if first is None or first.low is None:
        return first
    after = first.last
    repeated = ""
    linked = words.words[after + 1 : after + 2]
    if linked and words.words[after] in REPEATED and (linked[0] in LINKS or (between and linked == ["and"])):
        repeated, after = words.words[after], after + 1  # "5x to 10x"
    if words.words[after : after + 1] == [","] and words.words[after + 1 : after + 2] in (["maybe"], ["perhaps"]):
        second = number_at(words, after + 2)  # "three, maybe four"
        if second is not None and second.low is not None and second.low > first.low:
            return Number(first.low, second.low, second.last, first.worded)
    if after >= len(words) or (words.words[after] not in LINKS and not (between and words.words[after] == "and")):
        return None if between else first
    if words.words[after] == "to" and "from" in words.words[max(0, index - 2) : index]:
        return first  # "from 9 to 2": a change
    if words.words[after] == "to" and words.words[index - 1] == "in" and YEARS[0] <= first.low <= YEARS[1]:
        return first  # "in 2026 to half a million": a day and an amount
    hyphens = words.words[after : after + 3] == ["-", "to", "-"]  # "three-to-six"
    second = number_at(words, _pass(words, after + (3 if hyphens else 1)))
    if second is None or second.low is None or (words.words[after] in ("-", "to") and second.low < first.low):
        return first  # "5-3" is no range
    if repeated and words.words[second.last : second.last + 1] != [repeated]:
        return first  # "rose 40% to $50 billion"
    scaled = words.words[after - 1] in SCALES or words.words[after - 1] in GLUED or words.words[index - 1] in "$€£¥"
    if words.words[after] == "or" and scaled and words.words[second.last : second.last + 1] in OTHERWISE:
        return first  # "$72bn or 90% less"
    low, high = _share_scale(words, first.low, second)
    return Number(min(low, high), max(low, high), second.last, first.worded)


def _share_scale(words: Words, low: float, second: Number) -> tuple[float, float]:
    """Let the first number have the second's scale where it has none: `5.5 to 6.5 million`."""
    high = second.low or 0.0
    last_word = words.words[second.last - 1]
    factor = SCALES.get(last_word) or GLUED.get(last_word, 1.0)
    return (low * factor if low < high and low * factor <= high else low), high


def _pass(words: Words, index: int) -> int:
    """Step over money signs and words of approximation."""
    text = words.words
    while index < len(words) and (
        text[index] in "$€£¥"
        or text[index] in APPROXIMATELY
        or (text[index] in DOLLARS and text[index + 1 : index + 2] == ["$"])
    ):
        index += 1
    return index


DOLLARS = {"us": "USD", "hk": "HKD", "nt": "TWD", "s": "SGD", "a": "AUD", "c": "CAD"}  # "HK$80", "NT$67 billion"
OTHERWISE = (["%"], ["percent"], ["x"], ["times"])  # what the second number of "$72bn or 90% less" is of
LINKS = frozenset(("-", "to", "or", "~"))
REPEATED = frozenset(("%", "x", "nm", "gw", "percent", "months", "years"))
APPROXIMATELY = frozenset("about around roughly approximately nearly almost some over".split())


def _digits(word: str) -> float | None:
    if len(word) > LONGEST_NUMBER or not word.isascii():
        return None
    whole, point, decimals = word.partition(".")
    groups = whole.split(",")
    if len(groups) > 1 and not all(len(group) == 3 for group in groups[1:]):
        return None
    if "." in decimals or "," in decimals:
        return None
    return float("".join(groups) + point + decimals)


def _power(words: Words, index: int) -> tuple[float, int]:
    """Read the power of ten of `2e25`, `10^26` (ten is then the base) and `3 x 10^25`."""
    follow = words.words[index + 1 : index + 6]
    if follow[:1] == ["e"] and words.adjoins(index + 1):
        digits = 2 if follow[1:2] in (["+"], ["-"]) else 1
        exponent = follow[digits : digits + 1]
        if exponent and exponent[0].isdigit() and len(exponent[0]) <= 2 and words.adjoins(index + 1 + digits):
            return 10.0 ** (int(exponent[0]) * (-1 if follow[1] == "-" else 1)), index + 2 + digits
    if (
        words.words[index] == "10"
        and follow[:1] == ["^"]
        and follow[1:2]
        and follow[1].isdigit()
        and len(follow[1]) <= 2
    ):
        return 10.0 ** (int(follow[1]) - 1), index + 3
    if (
        follow[:3] in (["x", "10", "^"], ["*", "10", "^"])
        and follow[3:4]
        and follow[3].isdigit()
        and len(follow[3]) <= 2
    ):
        return 10.0 ** int(follow[3]), index + 5
    return 1.0, index + 1


def _scale(words: Words, index: int) -> tuple[float, int]:
    factor = 1.0
    if index < len(words):
        word = words.words[index]
        if word in GLUED and words.adjoins(index):
            return GLUED[word], index + 1
        if word == "-" and index + 1 < len(words) and words.words[index + 1] in SCALES:
            index, word = index + 1, words.words[index + 1]
        while word in SCALES:
            factor *= SCALES[word]
            index += 1
            word = words.words[index] if index < len(words) else ""
    return factor, index


def _worded(words: Words, index: int) -> Number | None:
    word = words.words[index]
    start = index
    if word == "half" and words.words[index + 1 : index + 2] == ["a"]:
        scale, last = _scale(words, index + 2)
        return Number(scale / 2, scale / 2, last, True) if scale > 1 else None
    if word in ("a", "an", "the") and index + 1 < len(words):
        following = words.words[index + 1]
        if following in ("few", "couple", "handful", "dozen") and word == "a":
            index, word = index + 1, following
        elif following in SCALES and word == "a":
            scale, last = _scale(words, index + 1)
            return Number(scale, scale, last, True)
        else:
            return None
    if word == "few" and words.words[max(0, index - 1) : index] not in (["a"], ["the"], ["last"], ["past"], ["next"]):
        return None  # "has few researchers" counts none
    if word in LOOSE and (index > start or word not in ("couple", "handful", "dozen")):
        low, high = LOOSE[word]
        last = index + 1
        if last < len(words) and words.words[last] == "of":
            last += 1
        plural = words.words[last].removesuffix("s") if last < len(words) else ""
        scale, last = _scale(words, last) if words.words[last : last + 1] == [plural] else (1.0, last)
        if scale == 1.0 and plural in SCALES:
            scale, last = SCALES[plural], last + 1
        last += words.words[last : last + 1] == ["of"] and scale > 1  # "tens of thousands of chips"
        return Number(low and low * scale, high and high * scale, last, True)
    if word not in SMALL:
        return None
    value, index = SMALL[word], index + 1
    if value >= 20:
        step = index + 1 if index < len(words) and words.words[index] == "-" else index
        if step < len(words) and 0 < SMALL.get(words.words[step], 0) < 10:
            value, index = value + SMALL[words.words[step]], step + 1
    if words.words[index : index + 3] == ["and", "a", "half"]:
        value, index = value + 0.5, index + 3
    scale, index = _scale(words, index)
    total = value * scale
    if scale == 100.0:  # "two hundred and fifty"
        step = index + 1 if index < len(words) and words.words[index] == "and" else index
        rest = _worded(words, step) if step < len(words) and words.words[step] in SMALL else None
        if rest is not None and rest.low is not None and rest.low < 100:
            total, index = total + rest.low, rest.last
    return Number(total, total, index, True)
