"""Claims that a chip was restricted or let through: held against the rules on chips, as of a day."""

import re
from datetime import date

from parity.claims.claim import Claim
from parity.claims.verdict import Cited, Finding, Reading
from parity.controls import Ruling, UnknownChip, chip, ruling_on

__all__ = ["chip_of", "product_reading", "product_sources"]

NAMED = re.compile(r"\b(?:RTX ?\d{4} ?D?|Ascend \d{3}[A-Z]?|Gaudi ?\d|MI ?\d{3}[A-Z]?|[A-Z]{1,2}\d{2,4}[A-Z]?)\b")
"""Words that look like the name of a chip; whether one is decides the catalogue."""
LETS_THROUGH = re.compile(
    r"\b(allow|approv|permit|resum|loosen|eas(e|ed|ing)\b|lift|relax|greenlight|green light|clear(ed|ance)|un-?ban)",
    re.IGNORECASE,
)
"""Words of a claim that a restriction was taken back or a licence given."""


def chip_of(claim: Claim, *, anywhere: bool) -> str | None:
    """Return the catalogued chip an event claim is about: named as an actor, or anywhere in its sentence.

    A chip of a Chinese designer is not what export rules restrict from going to China.
    """
    actors = (claim.leader_entity, claim.follower_entity, claim.actor_entity)
    for text in (*filter(None, actors), *([claim.sentence] if anywhere else [])):
        for name in NAMED.findall(text):
            try:
                found = chip(name)
            except UnknownChip:
                continue
            if found.country != "CN":
                return found.name
    return None


def product_reading(name: str, claim: Claim, *, on: date, vintage: date | None) -> Reading | None:
    """Tell whether a chip needed a licence to go to China on a day; None if the rule was not public by the vintage."""
    ruling = ruling_on(name, on)
    if vintage is not None and (ruling.known_on is None or ruling.known_on > vintage):
        return None
    let_through = bool(LETS_THROUGH.search(claim.sentence))
    found = _finding(ruling, let_through=let_through)
    if claim.negated and found in ("supported", "contradicted"):
        found = "contradicted" if found == "supported" else "supported"
    return Reading(
        on=on,
        vintage=vintage,
        median=None,
        low=None,
        high=None,
        unit="ruling",
        verdict=found,
        probability={"supported": 1.0, "contradicted": 0.0}.get(found),
        metric="chip_rules",
        text=_told(ruling),
    )


def _finding(ruling: Ruling, *, let_through: bool) -> Finding:
    if ruling.free is None:
        return "unresolved"
    if not let_through:
        return "contradicted" if ruling.free else "supported"
    if ruling.free or ruling.licences:
        return "supported"
    return "contradicted"


def _told(ruling: Ruling) -> str:
    paragraph = "in no paragraph of 3A090" if ruling.paragraph == "none" else ruling.paragraph
    licences = f"; {'; '.join(ruling.licences)}" if ruling.licences else ""
    return f"{ruling.chip} to China on {ruling.on}: {paragraph}, {ruling.means} ({ruling.certainty}){licences}"


def product_sources(name: str, *, on: date) -> tuple[Cited, ...]:
    """Cite the texts that a ruling rests on."""
    ruling = ruling_on(name, on)
    return tuple(
        Cited(
            id=one.title.split(",")[0],
            title=one.title,
            url=one.href,
            retrieved=ruling.verified_until,
            licence="as published",
        )
        for one in ruling.citations
    )
