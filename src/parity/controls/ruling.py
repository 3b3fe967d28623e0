"""The ruling on one part: its paragraph, the licence position, every test with its margin, what that rests on."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from parity.controls.chips import Part, columns
from parity.controls.destinations import Destination
from parity.controls.explain import Test, certainty_of_paragraph, listed_tests, possible
from parity.controls.notices import addressed, notice_met, notices
from parity.controls.outcomes import OUTCOMES, outcome_codes
from parity.controls.parameters import CERTAINTIES, Citation, weakest
from parity.controls.regimes import text_on
from parity.controls.remarks import Remarks, remarks
from parity.controls.rules import PARAGRAPHS, Tests, paragraph_codes, paragraph_of
from parity.controls.truth import NO
from parity.controls.where import places

__all__ = ["Ruling", "rule_on"]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the rules say of one part on one day for one destination.  Not legal advice."""

    chip: str
    on: date
    to: str
    hq: str
    origin: str
    paragraph: str
    outcome: str
    means: str
    possible: tuple[str, ...]
    """The paragraphs that missing figures leave open; one when the figures decide."""
    tests: tuple[Test, ...]
    decided_by: tuple[str, ...]
    certainty: str
    caveats: tuple[str, ...]
    exceptions: tuple[str, ...]
    conditions: tuple[str, ...]
    licences: tuple[str, ...]
    """What is known of licences granted and announced by the day."""
    published: str
    regime: str
    known_on: date | None
    """Day on which the youngest text that the ruling rests on was public."""
    verified_until: date
    citations: tuple[Citation, ...]

    @property
    def free(self) -> bool | None:
        """Whether it may ship without a licence or exception under these rules; None where that is not decided."""
        if self.outcome == "UNDECIDED":
            return None
        return self.outcome.startswith("NO_")


def rule_on(part: Part, *, on: date, where: Destination) -> Ruling:
    """Rule on a part; the arithmetic is that of a batch of one."""
    days = np.array([on], "datetime64[D]")
    tests = Tests(columns([part]), days)
    place = places([where], np.zeros(1, np.intp), days)
    codes = paragraph_codes(tests)
    outcome = list(OUTCOMES)[int(outcome_codes(tests, codes, place)[0])]
    name = PARAGRAPHS[int(codes[0])]
    letters = tuple(one for one in notices() if addressed(one, tests, place)[0])
    binding = tuple(one for one in letters if notice_met(one, tests, place)[0] > NO)
    listed = listed_tests(part, tests, on=on, paragraph=name, letters=letters, outcome=outcome)
    said: Remarks = remarks(part, on=on, where=where, paragraph=name, outcome=outcome, letters=letters, tests=listed,
                             binding=binding)  # fmt: skip
    open_ = possible(part, on=on) if name == "undecided" else (name,)
    sure = _certainty(part, tests, name)
    text = text_on(on)
    return Ruling(
        chip=part.name,
        on=on,
        to=where.to,
        hq=where.hq,
        origin=where.origin,
        paragraph=paragraph_of(int(codes[0]), system=part.system),
        outcome=outcome,
        means=OUTCOMES[outcome],
        possible=tuple(one.replace("3A090", "4A090") if part.system else one for one in open_),
        tests=listed,
        decided_by=tuple(one.name for one in listed if one.decisive),
        certainty=weakest([sure, *said.certainties]),
        caveats=said.caveats,
        exceptions=said.exceptions,
        conditions=said.conditions,
        licences=said.licences,
        published=part.published,
        regime=text.id if text else "",
        known_on=said.known_on,
        verified_until=said.verified_until,
        citations=said.citations,
    )


def _certainty(part: Part, tests: Tests, name: str) -> str:
    """Return how sure a paragraph is by the figures, by what a source reports of it, or by the surer of the two."""
    told = bool(part.reported) and part.reported == name and tests.chips.reported_from[0] <= tests.days[0]
    if not told:
        return certainty_of_paragraph(part, tests, name)
    alone = paragraph_codes(Tests(columns([part.bare()]), tests.days))[0]
    if PARAGRAPHS[int(alone)] == "undecided":
        return part.reported_certainty
    return min(part.reported_certainty, certainty_of_paragraph(part, tests, name), key=CERTAINTIES.index)
