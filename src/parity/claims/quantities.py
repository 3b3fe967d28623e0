"""Amounts as journalists write them: tenfold, 10x, a tenth of, 1-3 years, 90%, $5.6 million, 5 nm, N-2."""

from dataclasses import replace
from functools import cache

from parity.claims.bounds import open_end
from parity.claims.calendar_words import are_years, is_day, is_year
from parity.claims.combined import combined
from parity.claims.numbers import APPROXIMATELY, DOLLARS, LOOSE, PARTS, SMALL, Number, range_at
from parity.claims.phrases import Hit, Phrasebook, Words, phrasebook
from parity.claims.quantity import DURATIONS, FEW, LOOSELY, TALLIES, Quantity

WHOLES = frozenset(str(n) for n in range(2, 1001))
CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY", "rmb": "CNY", "cny": "CNY", "usd": "USD", "eur": "EUR"}
CURRENCY_WORDS = {"dollars": "USD", "dollar": "USD", "yuan": "CNY", "euros": "EUR", "pounds": "GBP", "yen": "JPY",
                  "won": "KRW", "rupees": "INR", "euro": "EUR", "renminbi": "CNY", "francs": "CHF"}  # fmt: skip
STARTS = frozenset({"a", "an", "half", "between", "anywhere", "n", *SMALL, *LOOSE, *CURRENCIES})
DOUBLE = {"double": 2.0, "triple": 3.0, "quadruple": 4.0}
DOING = frozenset("to will would could can may might should and".split())  # before a verb: "to double Nvidia's output"
GREAT = 1e9
POURED = {("billions", "into"), ("billions", "on"), ("of", "investment"), ("of", "capex"), ("of", "spending"),
          ("of", "capital"), ("of", "investments"), ("trillions", "into"), ("trillions", "on")}  # fmt: skip
OWNERS = (["its"], ["their"], ["these"], ["those"])
BIG = (["million"], ["billion"], ["trillion"])
# A count's noun may stand a few words after its number ("40 notable AI models"), but not beyond one of these.
STOP = frozenset(
    "the a an of in on at to for from by with and or but that which who is are was were will would has have had than"
    " as per more less while if when its their our this these those up down percent times not".split()
)
AFTER_X = (["advantage"], ["lead"], ["gap"], ["more"], ["less"], ["cheaper"], ["faster"], ["higher"], ["better"])
NOUN_REACH = 5  # words between a number and its noun
LAGGED = frozenset("by of to under about nearly almost than over roughly around only just".split())


@cache
def units() -> Phrasebook:
    """Read the table of units, once."""
    return phrasebook("units.csv")


def units_at(words: Words, index: int) -> list[Hit]:
    """Return the units that start at a word, looked up once."""
    hits = words.units.get(index)
    if hits is None:
        hits = words.units[index] = units().at(words, index)
    return hits


def quantities(words: Words, named: frozenset[int] = frozenset()) -> list[Quantity]:
    """Find the amounts of a sentence; `named` are words that belong to names (`H100`, `GPT-4`).

    >>> [(q.kind, q.low, q.high) for q in quantities(Words.of("It is 1-3 years and ten times behind"))]
    [('years', 1.0, 3.0), ('times', 10.0, 10.0)]
    """
    found: list[Quantity] = []
    index, opening, text = 0, units().root.branches, words.words
    end = len(text)
    while index < end:
        word = text[index]
        amount = None
        if index in named:
            pass
        elif word in STARTS or word[0].isdigit():
            amount = _amount(words, index)
        elif word in DOUBLE and index + 1 in named and text[index - 1] not in DOING:  # "nearly double Nvidia's"
            amount = Quantity("times", DOUBLE[word], DOUBLE[word], "x", index, index + 1)
        elif word in opening and units_at(words, index):
            amount = _multiple(words, index) or _bare_unit(words, index)
        if amount is None:
            index += 1
        else:
            found.append(_bounded(words, amount))
            index = amount.last
    return [
        amount for amount in combined(words, found) if amount.kind != "bare" or words.words[amount.first] != "one"
    ]  # "the Chinese one"


def _amount(words: Words, index: int) -> Quantity | None:
    return _multiple(words, index) or _part(words, index) or _bare_unit(words, index) or _counted(words, index)


def _multiple(words: Words, index: int) -> Quantity | None:
    """Read `tenfold`, `twice`, `double the`, `an order of magnitude`."""
    start = index + 1 if words.words[index] in ("a", "an") and index + 1 < len(words) else index
    for hit in units_at(words, start):
        if hit.tag == "tenfold" and not (
            words.words[index] == "twice" and words.words[hit.last : hit.last + 1] == ["a"]
        ):
            return Quantity("times", float(hit.value), float(hit.value), "x", index, hit.last)
        if hit.tag == "magnitude":
            return Quantity("times", 10.0, 10.0, "x", index, hit.last)
    if words.words[index] == "n" and words.words[index + 1 : index + 2] == ["-"]:
        behind = words.words[index + 2 : index + 3]
        if behind and behind[0] in "1 2 3 4".split():
            return Quantity("generations", float(behind[0]), float(behind[0]), "generations", index, index + 3)
    return None


def _part(words: Words, index: int) -> Quantity | None:
    """Read `half`, `one-fifth`, `a tenth of`, `two-thirds`, and ranges of them, as percent."""
    while index < len(words) and words.words[index] in ("between", "anywhere"):
        index += 1
    first = _one_part(words, index)
    if first is None:
        return None
    share, last = first
    if words.words[last : last + 2] in (["a", "year"], ["a", "generation"], ["a", "decade"]):
        unit = words.words[last + 1] + "s"
        factor, unit = (10.0, "years") if unit == "decades" else (1.0, unit)
        return Quantity(unit, share * factor, share * factor, unit, index, last + 2)
    if words.words[last : last + 1] == ["to"]:
        step = last + 1
        while step < len(words) and (words.words[step] in APPROXIMATELY or words.words[step] in ("less", "than")):
            step += 1
        second = _one_part(words, step)
        if second is not None:
            pair = sorted((share, second[0]))
            return Quantity("fraction", 100 * pair[0], 100 * pair[1], "percent", index, second[1])
    return Quantity("fraction", 100 * share, 100 * share, "percent", index, last)


def _one_part(words: Words, index: int) -> tuple[float, int] | None:
    if index >= len(words):
        return None
    word = words.words[index]
    if word == "half" and words.words[index + 1 : index + 2] == ["a"] and words.words[index + 2 : index + 3] in BIG:
        return None  # "half a billion"
    if word == "half":
        before = words.words[index - 1] if index else ""
        return None if before in ("first", "second", "and", "latter", "last", "next") else (0.5, index + 1)
    below = words.words[index + 1 : index + 3]
    if word in TALLIES and len(below) == 2 and below[0] == "/" and below[1] in WHOLES and words.adjoins(index + 1):
        last = index + 3
        return int(word) / int(below[1]), last + (words.words[last : last + 1] in (["th"], ["rd"], ["nd"]))
    many = 1.0 if word in ("a", "an") else SMALL.get(word, 0.0)
    step = index + 1
    if not 0 < many < 20 or step >= len(words):
        return None
    if words.words[step] == "-":
        step += 1
    noun = words.words[step].removesuffix("s") if step < len(words) else ""
    if noun == "halve":
        noun = "half"
    if noun not in PARTS:
        return None
    if noun == "quarter" and words.words[step + 1 : step + 2] not in (["of"], ["the"]) and not _come_to(words, index):
        return None  # "a quarter ago"
    if (
        word == "a"
        and noun in ("third", "fourth", "fifth")
        and words.words[step + 1 : step + 2] not in (["of"], ["the"])
        and not _come_to(words, index)
    ):
        return None  # "a third chip"
    return many / PARTS[noun], step + 1


def _come_to(words: Words, index: int) -> bool:
    """Whether something came to a part: "grew to roughly a quarter"."""
    while index > 0 and words.words[index - 1] in LOOSELY:
        index -= 1
    return words.words[index - 1 : index] == ["to"]


def _bare_unit(words: Words, index: int) -> Quantity | None:
    """Read `years behind` and `a generation or two`, where no number is written."""
    word = words.words[index]
    start = index + 1 if word in ("a", "an") else index
    hit = next((hit for hit in units_at(words, start) if hit.tag in DURATIONS), None) if start < len(words) else None
    if hit is None:
        return None
    if start > index:
        scale = float(hit.value)
        after = words.words[hit.last : hit.last + 2]
        if after in (["or", "two"], ["to", "two"]):
            return Quantity(hit.tag, scale, 2 * scale, hit.tag, index, hit.last + 2)
        if words.words[hit.last : hit.last + 3] == ["and", "a", "half"]:
            return Quantity(hit.tag, 1.5 * scale, 1.5 * scale, hit.tag, index, hit.last + 3)
        placed = words.words[hit.last : hit.last + 1] in (["behind"], ["ahead"], ["late"], ["or"], ["old"]) or (
            index > 0 and words.words[index - 1] in LAGGED
        )
        return Quantity(hit.tag, scale, scale, hit.tag, index, hit.last) if placed else None
    if words.words[hit.last : hit.last + 2] == ["-", "long"]:  # "a decade-long lead"
        return Quantity(hit.tag, float(hit.value), float(hit.value), hit.tag, index, hit.last + 2)
    bare = word.endswith("s") and words.words[hit.last : hit.last + 1] in (["behind"], ["ahead"], ["late"], ["away"])
    low = float(hit.value) * 2 if word == "decades" else None  # two at the least
    return Quantity(hit.tag, low, None, hit.tag, index, hit.last) if bare else None


def _counted(words: Words, index: int) -> Quantity | None:
    """Read a number with its money sign and unit."""
    start, currency = index, CURRENCIES.get(words.words[index])
    if currency is not None:
        if index and words.words[index] == "$" and words.adjoins(index):
            currency = DOLLARS.get(words.words[index - 1], currency)
        index += 1
        while index < len(words) and words.words[index] in APPROXIMATELY:
            index += 1
    elif words.words[index][0].isdigit() and _within_name(words, index):
        return None
    number = range_at(words, index)
    if number is None:
        return None
    if currency is not None:
        return Quantity("money", number.low, number.high, currency, start, number.last)
    sign = next((CURRENCIES[word] for word in words.words[start : start + 4] if word in CURRENCIES), None)
    if sign is not None and number.last - start > 2:  # "between US$12 billion and $16 billion"
        return Quantity("money", number.low, number.high, sign, start, number.last)
    amount = _with_unit(words, start, number)
    top = amount is not None and amount.kind == "percent" and words.words[max(0, start - 1) : start] == ["top"]
    return None if top else amount  # "the top one percent"


def _within_name(words: Words, index: int) -> bool:
    """Whether digits hang on a word before them, as in `H100` or `GPT-4`."""
    if not words.adjoins(index):
        return False
    before = words.words[index - 1]
    if before.isalpha() or before in "./_#@":
        return True
    return before == "-" and words.adjoins(index - 1) and words.words[index - 2][-1].isalpha() and index > 1


def _with_unit(words: Words, start: int, number: Number) -> Quantity | None:
    low, high, at = number.low, number.high, number.last
    following = words.words[at] if at < len(words) else ""
    if following == "+" and words.adjoins(at) and at + 1 < len(words) and words.words[at + 1].isalpha():
        more = _with_unit(words, start, number._replace(last=at + 1))  # "100,000+ GPUs"
        return replace(more, high=None) if more is not None else None
    if following == "$" and number.worded:
        return Quantity("money", low, high, "USD", start, at + 1)  # "hundreds of millions of $"
    if number.worded and (low or 0) >= GREAT and tuple(words.words[at - 1 : at + 1]) in POURED:
        return Quantity("money", low, high, "USD", start, at)  # "pouring hundreds of billions into data centers"
    if following in CURRENCY_WORDS or (following == "us" and words.words[at + 1 : at + 2] == ["dollars"]):
        return Quantity("money", low, high, CURRENCY_WORDS.get(following, "USD"), start, at + 1)
    if following == "-" and words.adjoins(at) and at + 1 < len(words):
        at += 1
    hit = max(units_at(words, at), key=lambda hit: hit.last, default=None) if at < len(words) else None
    one = number.last == start + 1
    if one and is_year(words, start, number, counts=start + 1 < len(words) and bool(units_at(words, start + 1))):
        return Quantity("year", low, high, "year", start, number.last)
    if hit is None and not one and are_years(words, number):
        return Quantity("year", low, high, "year", start, number.last)
    apart = hit is not None and hit.value == "x" and following == "x" and hit.last - at == 1 and not words.adjoins(at)
    if hit is not None and not (apart and words.words[at + 1 : at + 2] not in AFTER_X):
        return _scaled(hit.tag, hit.value, low, high, start, hit.last)
    if at > number.last:
        at = number.last
    if at < len(words) and words.adjoins(at) and words.words[at].isalpha() and not number.worded:
        return None  # `910c`: a name, not an amount
    if words.words[at : at + 1] == ["of"] and words.words[at + 1 : at + 2] in OWNERS:
        at += 2  # "260,000 of its latest chips"
    elif words.words[at : at + 1] == ["of"] and words.words[at + 2 : at + 4] == ["'", "s"] and (low or 0) > FEW:
        at += 4  # "500,000 of Nvidia's chips"
    elif words.words[at : at + 2] == ["of", "the"] and words.words[at + 3 : at + 5] == ["'", "s"] and (low or 0) > FEW:
        at += 5  # "500,000 of the company's chips"
    elif words.words[at : at + 2] == ["of", "the"] and at + 2 < len(words) and (low or 0) > FEW:
        noun = next((hit for hit in units_at(words, at + 2) if hit.tag == "count"), None)
        at += 2 if noun is not None else 0  # "a million of the chips"
    for step in range(at, min(at + NOUN_REACH, len(words))):
        word = words.words[step]
        if word in STOP or not (word.isalnum() or word == "-"):
            break
        noun = next((hit for hit in units_at(words, step) if hit.tag in ("count", "elo", "other")), None)
        if noun is not None and not (
            noun.last < len(words) and units_at(words, noun.last)
        ):  # "GPU hours": go on to "hours"
            return _scaled(noun.tag, noun.value, low, high, start, noun.last)
        if noun is not None and step + 1 >= min(at + NOUN_REACH, len(words)):
            return _scaled(noun.tag, noun.value, low, high, start, noun.last)
    if is_day(words, start, number):
        return Quantity("day", low, high, "", start, number.last)  # "April 20"
    return Quantity("bare", low, high, "", start, number.last)


def _scaled(tag: str, value: str, low: float | None, high: float | None, first: int, last: int) -> Quantity:
    if tag == "magnitude":
        return Quantity(
            "times", low and 10.0**low if (low or 0) < 20 else None, high and 10.0 ** min(high, 20), "x", first, last
        )
    if tag in DURATIONS:
        factor = float(value)
        return Quantity(tag, low and low * factor, high and high * factor, tag, first, last)
    return Quantity(tag, low, high, value, first, last)


def _bounded(words: Words, amount: Quantity) -> Quantity:
    """Open one end where the words around say so."""
    if amount.low != amount.high or amount.kind == "year":
        return amount
    side = open_end(words, amount.first, amount.last)
    if side is None:
        return amount
    low = amount.low if side == "low" else None
    high = amount.high if side == "high" else None
    return Quantity(amount.kind, low, high, amount.unit, amount.first, amount.last)
