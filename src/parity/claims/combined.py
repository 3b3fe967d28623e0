"""Amounts read with what stands beside them: "five to one", "20,000 of 29,000 papers", "from 9 to 2 percent"."""

from dataclasses import replace

from parity.claims.numbers import SMALL
from parity.claims.phrases import Words
from parity.claims.quantity import FEW, LOOSELY, TALLIES, Quantity

RATED = ("flops", "flop", "bandwidth", "memory", "power", "elo")
OPPOSED = frozenset(("compared", "versus", "vs", "against"))
OPPOSED_REACH = 12
RESTATING = frozenset(("(", "about", "around", "roughly", "approximately", "some", "~", "us", "or"))
# What may follow an amount that stands alone.
ENDS: tuple[list[str], ...] = ([], [","], ["."], [";"], ["and"], ["in"], ["for"])
MANY_TIMES = 1e5  # from here on something was done so often, and is no ratio


def combined(words: Words, found: list[Quantity]) -> list[Quantity]:
    """Read the amounts of a sentence once more, each with its neighbours."""
    return [_to_one(words, amount) for amount in _parts_of(words, found)]


def _to_one(words: Words, amount: Quantity) -> Quantity:
    """Read "five to one" and "four for every American one" as so many times, "four in five" as a part."""
    if amount.kind == "times" and (amount.point or 0) >= MANY_TIMES:  # "downloaded 1.5 billion times"
        loaded = {"downloaded", "downloads", "download"} & set(words.words)
        return replace(amount, kind="count", unit="downloads") if loaded else replace(amount, kind="other", unit="")
    if amount.kind not in ("bare", "money", "count") or amount.point is None:
        return amount
    after = words.words[amount.last : amount.last + 9]
    place = amount.first
    while place > 1 and words.words[place - 1] in LOOSELY:
        place -= 1
    if amount.kind == "bare" and words.words[place - 2 : place] == ["factor", "of"]:
        return replace(amount, kind="times", unit="x")
    if amount.kind == "bare" and after[:2] in (["to", "one"], ["to", "1"], [":", "1"]):
        return Quantity("times", amount.low, amount.high, "x", amount.first, amount.last + 2)
    whole = _small(after[2:3]) if after[:2] == ["of", "the"] else 0.0
    if amount.kind in ("bare", "count") and whole > amount.point > 0:
        part = 100 * amount.point / whole  # "eight of the ten"
        return Quantity("percent", part, part, "percent", amount.first, amount.last + 3)
    if after[:2] == ["out", "of"]:
        after = after[1:]
    if (
        amount.kind == "bare"
        and after[:1] in (["in"], ["of"])
        and after[1:2]
        and SMALL.get(after[1], 0) > amount.point >= 1
    ):
        part = 100 * amount.point / SMALL[after[1]]
        return Quantity(
            "percent", part, part, "percent", amount.first, amount.last + 2 + (words.words[amount.last] == "out")
        )
    if "every" in after and "one" in after[after.index("every") : after.index("every") + 3]:
        return Quantity("times", amount.low, amount.high, "x", amount.first, amount.last)
    return amount


def _small(word: list[str]) -> float:
    """Return a number up to twenty, else 0."""
    if not word:
        return 0.0
    return float(word[0]) if word[0] in TALLIES or word[0] in ("10", "20") else SMALL.get(word[0], 0.0)


def _parts_of(words: Words, found: list[Quantity]) -> list[Quantity]:
    """Read "20,000 of 29,000 papers" and "24 of the top 100 chips" as so many papers and chips."""
    kept: list[Quantity] = []
    for amount in found:
        before = kept[-1] if kept else None
        if before is not None and before.kind == amount.kind == "money" and before.unit != amount.unit:
            between = words.words[before.last : amount.first]  # "3.8 trillion yuan ($532 billion)": one sum, in dollars
            if (
                between[:1] == ["("]
                and set(between) <= RESTATING
                and words.words[amount.last : amount.last + 1] == [")"]
            ):
                if amount.unit == "USD":
                    kept[-1] = replace(amount, first=before.first)
                continue
        few = amount.kind == "count" and (amount.point or 0) <= FEW
        if before is not None and before.kind == "bare" and amount.kind in ("count", "other") and not few:
            between = words.words[before.last : amount.first]
            if between[:1] == ["of"] and set(between) <= {"of", "the", "top", "world", "'", "s"}:
                kept[-1] = Quantity(amount.kind, before.low, before.high, amount.unit, before.first, before.last)
                continue
        between = words.words[before.last : amount.first] if before is not None else []
        opposed = amount.kind == "bare" and len(between) <= OPPOSED_REACH and not OPPOSED.isdisjoint(between)
        if before is not None and before.kind in RATED and opposed:  # "800 TFLOPS, compared with 2,000 for the B200"
            amount = replace(amount, kind=before.kind, unit=before.unit)
        if before is not None and _extremes(words, before, amount):
            kept[-1] = replace(
                before, high=amount.high, last=amount.last
            )  # "a minimum of 4 and a maximum of 14 months"
            continue
        if before is not None and before.kind == "bare" and amount.kind == "count" and between == ["and"]:
            kept[-1] = replace(before, kind="count", unit=amount.unit)  # "three and two models"
        if before is not None and between == ["to"] and (before.kind, amount.kind) == ("years", "months"):
            low = None if before.low is None else 12 * before.low  # "a year to eighteen months"
            kept[-1] = replace(amount, low=low, first=before.first)
            continue
        if before is not None and between[:1] == ["to"] and set(between[1:]) <= LOOSELY:
            if before.kind == "percent" and amount.kind == "bare":  # "from 95% to zero"
                amount = replace(amount, kind="percent", unit=before.unit)
            elif before.kind == "times" and amount.kind == "bare":  # "from eleven times to six"
                amount = replace(amount, kind="times", unit="x")
            elif before.kind == "bare" and amount.kind in ("percent", "points", "nm"):  # "from 9 to 2 percent"
                kept[-1] = replace(before, kind=amount.kind, unit=amount.unit)
        beside = before is not None and before.kind == "percent" and (amount.point or 0) <= 100
        alone = words.words[amount.last : amount.last + 1] in ENDS
        if beside and alone and amount.kind == "bare" and words.words[amount.first - 1] in ("with", "at", "against"):
            amount = replace(amount, kind="percent", unit="%")  # "ahead of Nvidia with 31"
        if kept and words.words[0] == "of" and kept[0].kind == "count" and amount.kind == "bare":
            amount = replace(amount, kind="count", unit=kept[0].unit)  # "Of the 40 models, 20 were American"
        kept.append(amount)
    of_them = kept and words.words[0] == "of" and sum(one.kind == kept[0].kind == "count" for one in kept) > 1
    return kept[1:] if of_them and kept[0].first < 4 else kept


def _extremes(words: Words, one: Quantity, two: Quantity) -> bool:
    """Whether two amounts are the ends of one range: "a minimum gap of four months and a maximum of 14"."""
    if {one.kind, two.kind} - {one.kind, "bare"} or "maximum" not in words.known:
        return False
    ends = [{*words.words[max(0, end.first - 4) : end.first]} for end in (one, two)]
    return "minimum" in ends[0] and "maximum" in ends[1] and one.low is not None and two.high is not None
