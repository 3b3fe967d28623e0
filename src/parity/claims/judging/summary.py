"""One paragraph on a verdict that can be copied and stands alone."""

from datetime import date
from textwrap import shorten

from parity.claims.judging.words import percent
from parity.claims.verdict import Reading, Verdict

__all__ = ["summary"]


def summary(one: Verdict, published: date) -> str:
    """Say who claimed what when, how it held up then and now, what would change that, and by which sources."""
    claim = one.claim
    said = shorten(" ".join(claim.sentence.split()), 300, placeholder=" ...")
    speaker = claim.speaker or "an article"
    told = [f"On {published}, {speaker} claimed: \u201c{said}\u201d"]
    chance = f" (probability {percent(one.probability)})" if one.probability is not None else ""
    if one.then is None and one.now is None:
        told.append(f"Parity finds this {one.because[:1].lower()}{one.because[1:]}")
    else:
        told.append(f"Parity finds this {one.verdict}{chance}.")
        told += [_reading(one.then, "On"), _reading(one.now, "Today,")]
        known = one.known_then
        if known and one.then and known.verdict != one.then.verdict:
            told.append(f"By what was known on {known.vintage} it was {known.verdict}.")
    told.append(one.would_change or "")
    if one.sources:
        told.append("Sources: " + "; ".join(f"{cited.title}, {cited.url}" for cited in one.sources[:3]) + ".")
    return " ".join(part for part in told if part)


def _reading(reading: Reading | None, lead: str) -> str:
    if reading is None:
        return ""
    day = f"{lead} {reading.on}" + (f" it is {reading.verdict}" if lead == "Today," else "")
    return f"{day}: {reading.text.rstrip('.')}."
