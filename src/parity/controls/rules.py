"""The rules: which tests make a paragraph, a notice or a lane, and which paragraph each chip meets on its day."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from parity.controls.chips import Chips
from parity.controls.parameters import FOLDER, Days, parameter
from parity.controls.truth import NO, UNKNOWN, YES, Truth, all_of, any_of, compare
from parity.facts import read_yaml

__all__ = ["PARAGRAPHS", "Rule", "Tests", "paragraph_codes", "paragraph_of", "rule", "rules", "tests_of"]

PARAGRAPHS = (
    "none", "3A090", "3A090.a", "3A090.a.1", "3A090.a.2", "3A090.b", "3A090.b.1", "3A090.b.2", "3A090.c", "undecided",
)  # fmt: skip
"""What a ruling may say, by code; for systems `paragraph_of` turns 3A090 into 4A090."""
CODE = {name: code for code, name in enumerate(PARAGRAPHS)}
LETTERS = (("3A090", ("3A090",)), ("3A090.a", ("3A090.a.1", "3A090.a.2")), ("3A090.b", ("3A090.b.1", "3A090.b.2")),
           ("3A090.c", ("3A090.c",)))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """Tests joined by "all of" or "any of"."""

    name: str
    every: bool
    parts: tuple[str, ...]


@cache
def rules() -> dict[str, Rule]:
    """Return every rule by name, paragraphs first."""
    tree = read_yaml(FOLDER / "rules.yml")
    made = {}
    for one in (*tree["paragraphs"], *tree["rules"]):
        every = "all_of" in one
        made[one["name"]] = Rule(one["name"], every, tuple(one["all_of" if every else "any_of"]))
    return made


def rule(name: str) -> Rule:
    """Return one rule."""
    return rules()[name]


def tests_of(name: str) -> tuple[str, ...]:
    """Return the parameters that a rule itself names, in reading order.

    >>> tests_of("3A090.a.2"), tests_of("note_2")
    (('a2_tpp', 'a2_density'), ('note_2_tpp',))
    """
    return tuple(part for part in rule(name).parts if part != "datacentre" and part not in rules())


class Tests:
    """The tests of some chips, each on its day; every test is computed once."""

    def __init__(self, chips: Chips, days: Days) -> None:
        self.chips, self.days = chips, days
        self._known: dict[str, Truth] = {}

    def met(self, name: str) -> Truth:
        """Whether each chip meets a parameter or rule on its day; shape (chips,).

        A paragraph that rests on a threshold not in force is not met, since its test is not.
        """
        if name not in self._known:
            self._known[name] = self._met(name)
        return self._known[name]

    def _met(self, name: str) -> Truth:
        if name == "datacentre":
            return self.chips.datacentre
        if name in rules():
            joined = rule(name)
            return (all_of if joined.every else any_of)([self.met(part) for part in joined.parts])
        one = parameter(name)
        chips = self.chips
        return compare(chips.low[one.figure], chips.high[one.figure], one.operator, one.thresholds(self.days))


def paragraph_codes(tests: Tests) -> NDArray[np.int8]:
    """Return the code in `PARAGRAPHS` that each chip meets on its day; shape (chips,).

    Where figures are missing, the letter is given if it is certain, the number behind it only if that is, and
    "undecided" otherwise, unless a source reports the paragraph.
    """
    codes = np.full(len(tests.chips), CODE["none"], np.int8)
    open_ = np.ones(len(tests.chips), np.bool_)
    for letter, numbers in LETTERS:
        met = any_of([tests.met(name) for name in numbers])
        here = np.full(len(codes), CODE[letter], np.int8)
        before = np.ones(len(codes), np.bool_)
        for name in numbers:
            here[before & (tests.met(name) == YES)] = CODE[name]
            before &= tests.met(name) == NO
        codes[open_ & (met == YES)] = here[open_ & (met == YES)]
        codes[open_ & (met == UNKNOWN)] = CODE["undecided"]
        open_ &= met == NO
    told = (codes == CODE["undecided"]) & (tests.chips.reported_from <= tests.days)
    for name in np.unique(tests.chips.reported[told]):
        codes[told & (tests.chips.reported == name)] = CODE[str(name)]
    return codes


def paragraph_of(code: int, *, system: bool) -> str:
    """Return a code's paragraph; a system is in 4A090 by the chips in it, which has no numbers below the letter.

    >>> paragraph_of(3, system=False), paragraph_of(3, system=True), paragraph_of(0, system=True)
    ('3A090.a.1', '4A090.a', 'none')
    """
    name = PARAGRAPHS[code]
    return f"4A090{name[5:7]}" if system and name.startswith("3A090") else name
