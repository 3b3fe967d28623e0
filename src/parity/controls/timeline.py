"""How one part fared under every text since 2022, and what the makers did about it."""

from dataclasses import dataclass
from datetime import date

from parity.controls.chips import Part
from parity.controls.destinations import Destination
from parity.controls.notices import notices
from parity.controls.regimes import developments, regimes
from parity.controls.ruling import Ruling, rule_on

__all__ = ["Span", "timeline"]


@dataclass(frozen=True, slots=True)
class Span:
    """A ruling and the days it held."""

    since: date
    until: date | None
    """First day on which it no longer held; None if it is the last."""
    changed: bool
    """Whether paragraph or outcome differ from those before."""
    texts: tuple[str, ...]
    """The texts that took effect on the first day."""
    ruling: Ruling


def timeline(part: Part, *, where: Destination) -> tuple[Span, ...]:
    """Return the ruling under every version of the rules, oldest first.

    >>> from parity.controls.catalogue import chip
    >>> [str(one.since) for one in timeline(chip("A800"), where=Destination("CN")) if one.changed]
    ['2022-08-26', '2023-10-23', '2023-11-17', '2026-01-15']
    """
    texts: dict[date, list[str]] = {}
    for one in regimes():
        texts.setdefault(one.effective, []).append(one.what)
        if one.compliance:
            texts.setdefault(one.compliance, []).append(f"compliance with {one.title}")
    for letter in notices():
        if letter.addressee == part.maker:
            texts.setdefault(letter.effective, [f"notice to {letter.addressee}"])
    for given in developments()["granted"]:
        if given["chip"] == part.model:
            texts.setdefault(given["from"], []).append(given["what"])
    days = sorted(texts)
    spans: list[Span] = []
    for place, day in enumerate(days):
        ruling = rule_on(part, on=day, where=where)
        last = spans[-1].ruling if spans else None
        changed = last is None or (last.paragraph, last.outcome) != (ruling.paragraph, ruling.outcome)
        until = days[place + 1] if place + 1 < len(days) else None
        spans.append(Span(day, until, changed, tuple(texts[day]), ruling))
    return tuple(spans)
