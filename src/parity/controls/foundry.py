"""The foundry presumption of 2025: advanced logic shipped by a fabricator or packager is 3A090.a until rebutted."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, get_args

import numpy as np

from parity.controls.explain import Test
from parity.controls.outcomes import OUTCOMES
from parity.controls.parameters import Citation, Parameter, parameter
from parity.controls.regimes import effective
from parity.controls.ruling import Ruling
from parity.errors import BadInput

__all__ = ["ATTESTED", "Attested", "Presumption", "presume", "presumed"]

Attested = Literal["nobody", "approved-designer", "authorized-designer", "fabricator-outside-d5", "approved-osat"]
ATTESTED: tuple[Attested, ...] = get_args(Attested)
DESIGNERS_UNTIL = ((date(2025, 1, 16), date(2026, 4, 13)), (date(2026, 4, 7), date(2026, 12, 31)))
"""Day from which a text counts, and until when it lets authorized designers attest as a class."""


@dataclass(frozen=True, slots=True)
class Presumption:
    """Whether a foundry's shipment is presumed 3A090.a and made for data centres; None where that is not known."""

    holds: bool | None
    because: str
    limit: float | None
    caveats: tuple[str, ...]
    citations: tuple[Citation, ...]
    tests: tuple[Test, ...] = ()


def presumed(
    *,
    on: date,
    node: float | None = None,
    non_planar: bool | None = None,
    transistors: float | None = None,
    hbm: bool | None = None,
    attested: Attested = "nobody",
    completed: date | None = None,
) -> Presumption:
    """Tell whether Note 1 to 3A090.a presumes a logic circuit that a foundry or packager ships to be in 3A090.a.

    `node` [nm]; `transistors` counts the aggregated approximated transistors of the package; `hbm` says whether the
    package holds high-bandwidth memory; `attested` who vouches for it; `completed` the day the shipment is completed.
    Raises `BadInput` on an unknown attester.

    >>> presumed(on=date(2025, 2, 15), node=7, transistors=31e9, hbm=True).holds
    True
    >>> presumed(on=date(2025, 2, 15), node=7, transistors=29e9, attested="approved-osat").holds
    False
    """
    if attested not in ATTESTED:
        raise BadInput(f"attested by {attested!r}: expected one of {', '.join(ATTESTED)}.")
    size, count = parameter("node"), parameter("transistors")
    cited = tuple(dict.fromkeys((*size.reference, *count.reference)))
    finest = size.on(on)

    def answer(holds: bool | None, because: str, limit: float | None = None, *caveats: str) -> Presumption:
        return Presumption(holds, because, limit, caveats, cited, _tests(size, finest, node, count, limit, transistors))

    if finest is None:
        early = " (in force, but to be complied with from 2025-01-31)" if np.datetime64(on) >= effective("R5") else ""
        return answer(False, f"the presumption did not bind on {on}{early}")
    if node is None and not non_planar:
        return answer(None, "the process node, or whether transistors are non-planar, is not stated")
    if not non_planar and node is not None and node > finest:
        return answer(False, f"a {node:g} nm planar process is outside Note 1")
    if attested == "approved-designer":
        return answer(False, "an approved designer attests performance and density: the figures decide")
    if attested == "authorized-designer":
        until = next(last for since, last in reversed(DESIGNERS_UNTIL) if since <= on)
        if on <= until:
            return answer(False, f"an authorized designer attests; the class ends on {until}")
        return answer(True, f"the class of authorized designers ended on {until}", None,
                      "a pending application keeps the status for 180 days")  # fmt: skip
    if attested == "nobody":
        return answer(True, "nobody who may attest does")
    return _counted(answer, on=completed or on, transistors=transistors, hbm=hbm)


def _counted(
    answer: Callable[..., Presumption], *, on: date, transistors: float | None, hbm: bool | None
) -> Presumption:
    limit = parameter("transistors" if hbm is not False else "transistors_without_hbm").on(on)
    assumed = ("that 2028 has the limit of 2027 is an assumption",) if on.year == 2028 and hbm is False else ()
    if transistors is None:
        return answer(None, "the number of transistors in the package is not stated", limit, *assumed)
    if limit is not None and transistors < limit:
        return answer(False, f"{transistors:.3g} transistors are below {limit:.3g}", limit, *assumed)
    return answer(True, f"{transistors:.3g} transistors are not below {limit or 0:.3g}", limit, *assumed)


def _tests(
    size: Parameter,
    finest: float | None,
    node: float | None,
    count: Parameter,
    limit: float | None,
    found: float | None,
) -> tuple[Test, ...]:
    made = []
    for one, threshold, value in ((size, finest, node), (count, limit, found)):
        if threshold is not None and value is not None:
            met = value <= threshold if one.operator == "<=" else value < threshold
            made.append(
                Test(
                    name=f"Note 1: {one.figure} {one.operator} {threshold:g}", rule="Note 1", figure=one.figure,
                    operator=one.operator, value=value, low=value, high=value, threshold=threshold,
                    margin=round(value / threshold - 1, 4), met=met, unit=one.unit, certainty=one.certainty,
                    decisive=True, citations=one.reference,
                )
            )  # fmt: skip
    return tuple(made)


def presume(ruling: Ruling, note_1: Presumption) -> Ruling:
    """Return a ruling with the presumption laid over it: what is presumed needs a licence wherever .a does."""
    said = (f"foundry presumption: {note_1.because}", *note_1.caveats)
    cited = tuple(dict.fromkeys((*note_1.citations, *ruling.citations)))
    if note_1.holds and not ruling.paragraph.startswith("3A090.a"):
        return replace(
            ruling, paragraph="3A090.a", possible=("3A090.a",), outcome="LICENCE_REQ", means=OUTCOMES["LICENCE_REQ"],
            certainty="derived" if note_1.caveats else "certain", decided_by=("3A090.a, Note 1: presumed",),
            tests=(*note_1.tests, *(one for one in ruling.tests if one.met is not None)),
            caveats=("presumed 3A090.a and made for data centres", *said), citations=cited,
        )  # fmt: skip
    return replace(ruling, tests=(*note_1.tests, *ruling.tests), caveats=(*said, *ruling.caveats), citations=cited)
