"""What a reader must know beside the ruling: doubts, exceptions, conditions, licences, and the texts to read."""

from dataclasses import dataclass
from datetime import date

from parity.controls.chips import Part
from parity.controls.destinations import Destination, certainty_of
from parity.controls.explain import Test
from parity.controls.notices import Notice
from parity.controls.parameters import Citation, parameter, weakest
from parity.controls.regimes import FIRST, developments, regimes, verified_until
from parity.controls.rules import tests_of
from parity.controls.texts import bears_on, licences

__all__ = ["Remarks", "remarks"]

EXCEPTION = {
    "NAC_NOTIFY": "NAC: a written purchase order, notice to BIS at least 25 calendar days before shipment, and a "
    "confirmation number; NVIDIA reports that none was confirmed for customers in China",
    "NAC_ELIGIBLE": "NAC, which then did for both; whether notice was needed outside Macau and D:5 was not read",
    "ACA_ELIGIBLE": "ACA: a written purchase order, no notice",
}
CLOSE = 0.05


@dataclass(frozen=True, slots=True)
class Remarks:
    """The words beside a ruling."""

    certainties: list[str]
    caveats: tuple[str, ...]
    exceptions: tuple[str, ...]
    conditions: tuple[str, ...]
    licences: tuple[str, ...]
    known_on: date | None
    verified_until: date
    citations: tuple[Citation, ...]


def remarks(
    part: Part,
    *,
    on: date,
    where: Destination,
    paragraph: str,
    outcome: str,
    letters: tuple[Notice, ...],
    binding: tuple[Notice, ...],
    tests: tuple[Test, ...],
) -> Remarks:
    """Collect the remarks on a ruling; `letters` are the notices to its maker, `binding` those that may reach it."""
    sure, doubt = certainty_of(where, on)
    words, caveats = [sure], [*part.caveats, *filter(None, [doubt])]
    by_letter = outcome in ("LICENCE_LETTER", "LICENCE_GRANTED_SOME")
    relied = binding if by_letter else ()
    if outcome == "NO_3A090" or (outcome == "UNDECIDED" and paragraph == "none"):
        found = _outside(letters, tests, known=outcome == "NO_3A090")
        words += found[0]
        caveats += found[1]
    if on < FIRST:
        words.append("unconfirmed")
        caveats.append(f"{on} is before the first control read ({FIRST}); older controls are not assessed")
    if on > verified_until():
        words.append("unconfirmed")
        caveats.append(f"the texts are verified until {verified_until()}; this is what they said then")
    for one in relied:
        found = _by_notice(part, one, tests)
        words += found[0]
        caveats += found[1]
    caveats += _on_figures(part, paragraph, tests)
    if outcome in ("LICENCE_REQ", "LICENCE_CBC", "LICENCE_GRANTED_SOME") and any(t.rule == "lane_2026" for t in tests):
        caveats.append("the lane of 2026 is for exports from the United States alone; --from says where it ships from")
    texts = [one for one in regimes() if one.effective <= on and bears_on(one.id, paragraph, outcome, where, on)]
    public = [*(one.published for one in texts), *(one.published for one in relied)]
    read = [*(one.reference for one in relied), *(cite for test in tests if test.decisive for cite in test.citations)]
    given = licences(part, where, on)
    return Remarks(
        certainties=words,
        caveats=tuple(dict.fromkeys(caveats)),
        exceptions=_exceptions(outcome, paragraph, tests),
        conditions=tuple(developments()["lane_2026_conditions"])
        if any(test.rule == "lane_2026" and test.met for test in tests) and outcome != "LICENCE_PD"
        else (),
        licences=tuple(f"{when}: {what}" for when, what, _ in given),
        known_on=max(public, default=None),
        verified_until=verified_until(),
        citations=_once([*read, *(one.citation for one in texts), *(cite for *_, cite in given)]),
    )


def _once(cited: list[Citation]) -> tuple[Citation, ...]:
    by_link: dict[str, Citation] = {}
    for one in cited:
        by_link.setdefault(one.href, one)
    return tuple(by_link.values())


def _by_notice(part: Part, one: Notice, tests: tuple[Test, ...]) -> tuple[list[str], list[str]]:
    words, said = [one.certainty], [f"notice to {one.addressee}: {one.note}"] if one.note else []
    if part.model in one.names:
        if _unpublished(one):
            said.append(f"the notice to {one.addressee} is known to reach this chip; its thresholds are as reported")
        return words, said
    words += [test.certainty for test in tests if test.rule == one.rule and test.decisive]
    if _unpublished(one):
        said.append(f"rests on a reported threshold: the notice to {one.addressee} of {one.effective} was never "
                    "officially published and does not name this chip")  # fmt: skip
    if part.datacentre is False:
        words.append("unconfirmed")
        said.append("whether that notice covers items not made for data centres is unconfirmed")
    return words, said


def _unpublished(one: Notice) -> bool:
    return one.rule is not None and any(parameter(name).certainty != "certain" for name in tests_of(one.rule))


def _outside(letters: tuple[Notice, ...], tests: tuple[Test, ...], *, known: bool) -> tuple[list[str], list[str]]:
    """Tell what it rests on that a chip is outside the notices to its maker, or that this cannot be told."""
    words: list[str] = []
    said: list[str] = []
    for one in letters:
        mine = [test for test in tests if test.rule == one.rule]
        if known and mine:
            words += [weakest([test.certainty for test in mine if test.met is False])]
            if _unpublished(one):
                said.append(f"rests on a reported threshold: outside the notice to {one.addressee} of {one.effective} "
                            "by thresholds that were never officially published")  # fmt: skip
        elif short := sorted({test.figure for test in mine if test.met is None}):
            words.append("unconfirmed")
            said.append(f"whether the notice to {one.addressee} of {one.effective} reaches it is not known for want of "
                        f"{', '.join(short)}")  # fmt: skip
    return words, said


def _on_figures(part: Part, paragraph: str, tests: tuple[Test, ...]) -> list[str]:
    said = []
    if paragraph == "undecided":
        short = sorted({test.figure for test in tests if test.met is None})
        said.append(f"not decided for want of {', '.join(short) or 'figures'}: {NEEDED}")
    elif part.reported == paragraph and any(test.met is None for test in tests):
        said.append(f"rests on a reported classification: {part.published}")
    for test in tests:
        if test.decisive and test.certainty in SOURCE and (test.low, test.high) != (None, None):
            said.append(f"{test.figure} rests on {SOURCE[test.certainty]}")
        if test.decisive and test.margin is not None and abs(test.margin) < CLOSE:
            said.append(f"{test.figure} is within {CLOSE:.0%} of {test.threshold:g}: check the data sheet")
    return said


NEEDED = "density needs the area of the logic dies, io all inputs and outputs, tpp the dense operations"
SOURCE = {"derived": "an estimate or inference", "unconfirmed": "a figure that is not established"}


def _exceptions(outcome: str, paragraph: str, tests: tuple[Test, ...]) -> tuple[str, ...]:
    said = [EXCEPTION[outcome]] if outcome in EXCEPTION else []
    if paragraph == "3A090.c" and outcome == "LICENCE_REQ":
        below = next((test.met for test in tests if test.rule == "hbm_exception"), None)
        word = {True: "density allows it", False: "density is too high for it", None: "density not known"}[below]
        said.append(f"License Exception HBM: {word} (reported ceiling); conditions on the packaging site not assessed")
    return tuple(said)
