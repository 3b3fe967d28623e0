"""Which texts and events a reader of a ruling should be sent to."""

from datetime import date

import numpy as np

from parity.controls.chips import Part
from parity.controls.destinations import Destination
from parity.controls.parameters import Citation
from parity.controls.regimes import developments, effective

__all__ = ["bears_on", "licences"]


def bears_on(name: str, paragraph: str, outcome: str, where: Destination, on: date) -> bool:
    """Whether a text bears on a ruling."""
    early = bool(np.datetime64(on) < effective("R2"))
    match name:
        case "R1":
            return paragraph == "3A090" or (early and paragraph == "none")
        case "R1m":
            return paragraph == "3A090" and where.to == "MO"
        case "R2":
            return (paragraph.startswith("3A090.") and paragraph != "3A090.c") or paragraph == "none"
        case "R2a":
            return outcome in ("NAC_NOTIFY", "ACA_ELIGIBLE")
        case "R3":
            return paragraph == "3A090.c"
        case "R4" | "R4x":
            return outcome == "NO_LICENCE_ENFORCED" or (name == "R4x" and outcome == "GP10_PRESUMED")
        case "R7":
            return paragraph.startswith("3A090.a") and outcome.startswith("LICENCE")
        case "R8":
            return bool(where.hq) and paragraph.startswith("3A090.a")
        case "R9":
            return where.to == "AE"
        case _:
            return False


def licences(part: Part, where: Destination, on: date) -> list[tuple[date, str, Citation]]:
    """Return what is known of licences granted for a part and of announcements about it, by a day."""
    known = developments()
    given = [(one["from"], one["what"], Citation(one["title"], one["href"])) for one in known["granted"]
             if one["chip"] == part.model and where.to in one["reach"] and one["from"] <= on]  # fmt: skip
    model = part.model.split(" ")[1] if " " in part.model else part.model
    given += [(one["on"], one["what"], Citation(one["title"], one["href"])) for one in known["announced"]
              if f"the {model}" in one["what"] and one["on"] <= on]  # fmt: skip
    prohibited = known["prohibition_10"]
    if on >= prohibited["from"] and part.model in prohibited["names"]:
        given.append((prohibited["from"], "named in BIS guidance on General Prohibition 10",
                      Citation(prohibited["title"], prohibited["href"])))  # fmt: skip
    return given
