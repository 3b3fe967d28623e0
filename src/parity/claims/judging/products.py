"""Claims that a chip was restricted or let through: held against the rules on chips, as of a day."""

import re
from datetime import date, timedelta
from functools import lru_cache

from parity.claims.claim import Claim
from parity.claims.verdict import Cited, Finding, Reading
from parity.controls import Ruling, UnknownChip, chip, destination, ruling_on, timeline

__all__ = ["chip_of", "product_reading", "product_sources", "product_turn"]

ONE_DAY = timedelta(days=1)
KEPT = 1024
"""Answers kept: the rules are shipped, so the same question has the same answer."""
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
    found = _finding(ruling, let_through=bool(LETS_THROUGH.search(claim.sentence)), denied=claim.negated)
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


def _finding(ruling: Ruling, *, let_through: bool, denied: bool = False) -> Finding:
    if ruling.free is None:
        return "unresolved"
    holds = bool(ruling.free or ruling.licences) if let_through else not ruling.free
    return "supported" if holds != denied else "contradicted"


def product_turn(name: str, claim: Claim, *, on: date, until: date) -> str | None:
    """Say on which days before and after the word about a chip is another, and by which rule."""
    return _turn(name, bool(LETS_THROUGH.search(claim.sentence)), claim.negated, on, until)


@lru_cache(maxsize=KEPT)
def _turn(name: str, let_through: bool, denied: bool, on: date, until: date) -> str | None:
    def word(ruling: Ruling) -> Finding:
        return _finding(ruling, let_through=let_through, denied=denied)

    spans = timeline(chip(name), where=destination("CN", None))
    days = [one.since for one in spans if one.since <= until]
    if not days:
        return None
    rulings = [(day, ruling_on(name, day)) for day in (days[0] - ONE_DAY, *days)]
    now = word(ruling_on(name, on))
    told = []
    for place in range(len(rulings) - 1, -1, -1):  # the last span before the day that gives another word
        day, ruling = rulings[place]
        if day <= on and word(ruling) != now:
            until_day = rulings[place + 1][0] if place + 1 < len(rulings) else on
            told.append(f"{word(ruling)} before {until_day} ({ruling.means})")
            break
    later = next(((day, ruling) for day, ruling in rulings if day > on and word(ruling) != now), None)
    if later is not None:
        told.append(f"{word(later[1])} from {later[0]} ({later[1].means})")
    if told:
        return "It would be " + ", and ".join(told) + "."
    return f"No version of the rules on the {name} read up to {until} changes the word."


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
