"""Why a paragraph was or was not met: each test with its margin, which ones decided, how sure they are."""

from dataclasses import dataclass
from datetime import date
from itertools import product

import numpy as np

from parity.controls.chips import UNSTATED, Figure, Part, columns
from parity.controls.notices import Notice
from parity.controls.parameters import CERTAINTIES, Citation, Parameter, parameter, weakest
from parity.controls.rules import LETTERS, PARAGRAPHS, Tests, paragraph_codes, rule, tests_of
from parity.controls.truth import NO, YES

__all__ = ["Test", "certainty_of_paragraph", "listed_tests", "possible"]

PARAGRAPH_RULES = tuple(name for _, numbers in LETTERS for name in numbers)
VERDICT = {1: True, 0: None, -1: False}


@dataclass(frozen=True, slots=True)
class Test:
    """One figure against one threshold."""

    name: str
    rule: str
    figure: str
    operator: str
    value: float | None
    low: float | None
    high: float | None
    threshold: float
    margin: float | None
    """By how much the figure exceeds the threshold, as a share of it; negative below."""
    met: bool | None
    unit: str
    certainty: str
    decisive: bool
    citations: tuple[Citation, ...]


def listed_tests(
    part: Part, tests: Tests, *, on: date, paragraph: str, letters: tuple[Notice, ...], outcome: str
) -> tuple[Test, ...]:
    """Return the tests in force on a day that bear on a part: paragraphs, notices to its maker, the lane of 2026."""
    rules_ = [name for name in PARAGRAPH_RULES if (name == "3A090.c") == part.memory]
    if part.datacentre is not True and not part.memory:
        rules_.append("note_2")
    rules_ += [one.rule for one in letters if one.rule]
    if paragraph.startswith("3A090.a"):
        rules_.append("lane_2026")
    if paragraph == "3A090.c":
        rules_.append("hbm_exception")
    made = []
    for name in rules_:
        decisive = _decisive(tests, name, paragraph, outcome)
        for test in tests_of(name):
            one = parameter(test)
            threshold = one.on(on)
            if threshold is not None:
                made.append(_test(part, tests, one, threshold, name, decides=test in decisive))
    return tuple(made)


def _test(part: Part, tests: Tests, one: Parameter, threshold: float, name: str, *, decides: bool) -> Test:
    figure = part.figures.get(one.figure, UNSTATED)
    return Test(
        name=f"{name}: {one.figure} {one.operator} {threshold:g}",
        rule=name,
        figure=one.figure,
        operator=one.operator,
        value=figure.point,
        low=figure.low if np.isfinite(figure.low) else None,
        high=figure.high if np.isfinite(figure.high) else None,
        threshold=threshold,
        margin=None if figure.point is None else round(figure.point / threshold - 1, 4),
        met=VERDICT[int(tests.met(one.name)[0])],
        unit=one.unit,
        certainty=weakest([one.certainty, _certainty(figure, one, threshold)]),
        decisive=decides,
        citations=one.reference,
    )


def _certainty(figure: Figure, one: Parameter, threshold: float) -> str:
    if figure.floor is not None and one.operator in (">=", ">") and figure.floor >= threshold:
        return figure.floor_certainty
    return figure.certainty


def _decisive(tests: Tests, name: str, paragraph: str, outcome: str) -> set[str]:
    """Return the tests that decide: all of a paragraph that is met, the failing ones of those that are not."""
    found = tests_of(name)
    failing = {test for test in found if tests.met(test)[0] == NO}
    if name in (paragraph, "hbm_exception"):
        return set(found) if tests.met(name)[0] == YES else set()
    if name == "lane_2026":
        return failing if outcome == "LICENCE_PD" else set(found) - failing
    if name == "note_2" or name in PARAGRAPH_RULES:
        return failing if paragraph == "none" else set()
    if outcome == "NO_3A090":
        return failing
    if paragraph not in ("none", "undecided"):
        return set()
    return {test for test in found if tests.met(test)[0] == YES} if outcome.startswith("LICENCE") else set()


def certainty_of_paragraph(part: Part, tests: Tests, paragraph: str) -> str:
    """Return how sure a paragraph is: the weakest test of one met, the surest failing test of each that is not."""
    if paragraph == "undecided":
        return "unconfirmed"
    words: list[str] = []
    for name in PARAGRAPH_RULES:
        if (name == "3A090.c") != part.memory:
            continue
        met = tests.met(name)[0]
        words_of = {test: _word(part, tests, test) for test in tests_of(name)}
        if met == YES and name.startswith(paragraph):
            return weakest([*words, *words_of.values()])
        failing = [word for test, word in words_of.items() if tests.met(test)[0] == NO]
        if "note_2" in rule(name).parts and tests.met("note_2")[0] == NO:
            failing.append(_word(part, tests, "note_2_tpp"))
        in_force = any(not np.isnan(parameter(test).thresholds(tests.days)[0]) for test in tests_of(name))
        if failing and in_force:
            words.append(min(failing, key=CERTAINTIES.index))
    return weakest(words)


def _word(part: Part, tests: Tests, test: str) -> str:
    one = parameter(test)
    threshold = one.thresholds(tests.days)[0]
    return weakest([one.certainty, _certainty(part.figures.get(one.figure, UNSTATED), one, float(threshold))])


def possible(part: Part, *, on: date) -> tuple[str, ...]:
    """Return every paragraph that the missing figures leave open, by trying each value that could change the answer.

    >>> from parity.controls.spec import Spec, part_of
    >>> possible(part_of(Spec(tpp=4400, datacentre=True)), on=date(2024, 1, 1))
    ('none', '3A090.a.2', '3A090.b.1')
    """
    names = [name for name in ("tpp", "density", "io", "stack_density") if _width(part.figures.get(name, UNSTATED))]
    choices = [_choices(part.figures.get(name, UNSTATED), name, on) for name in names]
    ways = [True, False] if part.datacentre is None else [part.datacentre]
    tried = [
        part.bare(dict(zip(names, (Figure(x, x) for x in way), strict=True)), datacentre=centre)
        for way in product(*choices)
        for centre in ways
    ]
    days = np.full(len(tried), on, "datetime64[D]")
    codes = np.unique(paragraph_codes(Tests(columns(tried), days)))
    return tuple(PARAGRAPHS[int(code)] for code in codes)


def _width(figure: Figure) -> bool:
    return figure.high > figure.low


def _choices(figure: Figure, name: str, on: date) -> list[float]:
    """Return the values between a figure's bounds on either side of each threshold in force."""
    edges = {figure.low, figure.high if np.isfinite(figure.high) else 1e12}
    for test in {test for rule_ in PARAGRAPH_RULES for test in tests_of(rule_)}:
        one = parameter(test)
        threshold = one.on(on)
        if one.figure == name and threshold is not None:
            edges |= {threshold, np.nextafter(threshold, -np.inf).item(), np.nextafter(threshold, np.inf).item()}
    return sorted(edge for edge in edges if figure.low <= edge <= max(figure.high, figure.low))
