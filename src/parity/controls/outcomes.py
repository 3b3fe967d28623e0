"""The licence position that follows from paragraph, item, destination and day."""

import numpy as np
from numpy.typing import NDArray

from parity.controls.destinations import EMBARGOED, GROUPS, HEADQUARTERS, members
from parity.controls.notices import noticed
from parity.controls.regimes import developments, effective
from parity.controls.rules import PARAGRAPHS, Tests
from parity.controls.truth import NO, UNKNOWN, YES
from parity.controls.where import Where

__all__ = ["OUTCOMES", "granted", "outcome_codes", "prohibited"]

OUTCOMES = {
    "NO_3A090": "not in 3A090 or 4A090 and no notice known; other controls are not assessed",
    "NO_RS_LICENCE": "no licence for this destination under the chip rules on that day",
    "NO_3A090_LICENCE_TO_MACAU": "3A090 did not reach Macau yet",
    "NO_LICENCE_ENFORCED": "a worldwide licence was printed but is not enforced; this buyer is outside the rest",
    "LICENCE_REQ": "licence required; how it would be reviewed is not settled by what is known",
    "LICENCE_PD": "licence required; presumption of denial",
    "LICENCE_CBC": "licence required; reviewed case by case if every condition of the rule of 2026 is met",
    "LICENCE_GRANTED_SOME": "licence required; some have been granted",
    "LICENCE_LETTER": "in no paragraph, but a notice to the maker requires a licence",
    "NAC_NOTIFY": "licence required, or License Exception NAC after 25 days' notice to BIS",
    "NAC_ELIGIBLE": "licence required, or License Exception NAC",
    "ACA_ELIGIBLE": "licence required, or License Exception ACA",
    "GP10_PRESUMED": "BIS presumes that dealing in this chip breaks General Prohibition 10",
    "UNDECIDED": "what is known of the chip does not decide it",
}
"""Every outcome and what it means."""
CODE = {name: code for code, name in enumerate(OUTCOMES)}
Bools = NDArray[np.bool_]


def granted(tests: Tests, where: Where) -> Bools:
    """Whether some licences for this chip and place had been reported granted by the day; shape (chips,)."""
    found = np.zeros(len(tests.chips), np.bool_)
    for one in developments()["granted"]:
        there = np.isin(where.to, one["reach"]) & (tests.days >= np.datetime64(one["from"]))
        found |= there & (tests.chips.name == one["chip"])
    return found


def prohibited(tests: Tests, codes: NDArray[np.int8]) -> Bools:
    """Whether BIS presumes General Prohibition 10: in 3A090 and designed in Macau or D:5, or named; shape (chips,)."""
    known = developments()["prohibition_10"]
    chips, days = tests.chips, tests.days
    designed = (chips.country == "MO") | members("D:5", chips.country, days)
    classed = ~np.isin(codes, [PARAGRAPHS.index("none"), PARAGRAPHS.index("undecided"), PARAGRAPHS.index("3A090.c")])
    named = np.isin(chips.name, known["names"])
    presumed: Bools = (days >= np.datetime64(known["from"])) & ((designed & classed) | named)
    return presumed


def outcome_codes(tests: Tests, codes: NDArray[np.int8], where: Where) -> NDArray[np.int8]:
    """Return the place in `OUTCOMES` of each chip's licence position; shape (chips,)."""
    days, reach, to = tests.days, where.reach, where.to
    none, undecided = codes == PARAGRAPHS.index("none"), codes == PARAGRAPHS.index("undecided")
    first, memory = codes == PARAGRAPHS.index("3A090"), codes == PARAGRAPHS.index("3A090.c")
    a = np.isin(codes, [PARAGRAPHS.index(name) for name in ("3A090.a", "3A090.a.1", "3A090.a.2")])
    b = np.isin(codes, [PARAGRAPHS.index(name) for name in ("3A090.b", "3A090.b.1", "3A090.b.2")])
    here, near, through, core = to == "US", reach == GROUPS, reach == HEADQUARTERS, reach == EMBARGOED
    china = np.isin(to, ["CN", "HK"])
    letter, some = noticed(tests, where), granted(tests, where)
    consumer, dc = tests.chips.datacentre == NO, tests.chips.datacentre == YES

    opened = days >= effective("R7")
    lane = np.where(opened & (china | (to == "MO")), tests.met("lane_2026"), NO)
    from_us, unsaid = where.origin == "US", where.origin == ""
    excepted = b | (a & consumer)
    late = days >= effective("R2a")

    table: list[tuple[Bools, str]] = [
        (here, "NO_RS_LICENCE"),
        (prohibited(tests, codes), "GP10_PRESUMED"),
        ((none | undecided) & (letter == YES) & some, "LICENCE_GRANTED_SOME"),
        ((none | undecided) & (letter == YES), "LICENCE_LETTER"),
        (undecided | (none & (letter == UNKNOWN)), "UNDECIDED"),
        (none, "NO_3A090"),
        (first & (china | ((to == "MO") & (days >= effective("R1m")))), "LICENCE_REQ"),
        (first & (letter == YES), "LICENCE_LETTER"),
        (first & (to == "MO"), "NO_3A090_LICENCE_TO_MACAU"),
        (first, "NO_RS_LICENCE"),
        (memory & (through | core) & (days >= effective("R3", compliance=True)), "LICENCE_REQ"),
        (memory, "NO_RS_LICENCE"),
        (excepted & (core | through), "NAC_NOTIFY"),
        (excepted & near & late, "ACA_ELIGIBLE"),
        (excepted & near, "NAC_ELIGIBLE"),
        (a & core & dc & (lane == YES) & some, "LICENCE_GRANTED_SOME"),
        (a & core & dc & (lane == YES) & from_us, "LICENCE_CBC"),
        (a & core & dc & (lane != NO) & (from_us | unsaid), "LICENCE_REQ"),
        (a & core & dc, "LICENCE_PD"),
        (a & through & dc & opened, "LICENCE_PD"),
        (a & (core | through | near), "LICENCE_REQ"),
        (a & (days >= effective("R4x")), "NO_LICENCE_ENFORCED"),
    ]
    answers = [np.int8(CODE[name]) for _, name in table]
    return np.select([rows for rows, _ in table], answers, np.int8(CODE["NO_RS_LICENCE"])).astype(np.int8)
