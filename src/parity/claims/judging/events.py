"""Claims that a firm was put on a list or cut off: held against the dated listings."""

from datetime import date
from functools import cache, lru_cache

from parity.claims.claim import Claim
from parity.claims.verdict import Cited, Finding, Reading
from parity.controls import LISTS, Listing, UnknownFirm, listed_firms, screen

__all__ = ["event_reading", "event_turn", "firm_of", "listing_sources"]

ACTS = {"added", "amended", "renewed", "listed"}
KEPT = 4096
"""Answers kept: the lists are shipped, so the same question has the same answer."""


def firm_of(claim: Claim) -> str | None:
    """Return the listed firm that an event claim is about, if its listings are shipped."""
    named = f"{claim.follower_entity or ''} {claim.actor_entity or ''}".casefold()
    return next((firm for firm in _firms() if firm.casefold() in named), None)


@cache
def _firms() -> tuple[str, ...]:
    return listed_firms()


@lru_cache(maxsize=KEPT)
def event_reading(firm: str, *, on: date, vintage: date | None, denied: bool = False) -> Reading:
    """Tell which lists a firm was on by a day; known then means published by then."""
    try:
        acts = [one for one in screen(firm, on=on) if one.action in ACTS and one.published <= (vintage or date.max)]
    except UnknownFirm:
        acts = []
    holds = bool(acts) != denied
    found: Finding = "supported" if holds else "contradicted"
    return Reading(
        on=on,
        vintage=vintage,
        median=float(len({(one.list, one.effective) for one in acts})),
        low=None,
        high=None,
        unit="dated acts of US lists",
        verdict=found,
        probability=float(holds),
        metric="listings",
        text=_told(firm, acts, on),
    )


@lru_cache(maxsize=KEPT)
def event_turn(firm: str, *, on: date, until: date, denied: bool = False) -> str:
    """Say from which day the word is another: that of the first act on the firm.

    >>> event_turn("SenseTime", on=date(2024, 5, 28), until=date(2026, 1, 1))
    'It would be contradicted before 2019-10-09, the day of the first act on SenseTime.'
    """
    holds, fails = ("contradicted", "supported") if denied else ("supported", "contradicted")
    try:
        first = min(one.effective for one in screen(firm, on=until) if one.action in ACTS)
    except (UnknownFirm, ValueError):
        return f"It would be {holds} by an act on {firm}; none is read that took effect by {until}."
    if first <= on:
        return f"It would be {fails} before {first}, the day of the first act on {firm}."
    return f"It would be {holds} from {first}, the day of the first act on {firm}."


def _told(firm: str, acts: list[Listing], on: date) -> str:
    if not acts:
        return f"{firm} was on none of the lists read by {on}"
    first: dict[str, Listing] = {}
    for one in acts:
        first.setdefault(one.list, one)
    days = [f"{LISTS[name].split(' (')[0]} since {one.effective} ({one.citation})" for name, one in first.items()]
    more = len({(one.list, one.effective) for one in acts}) - len(first)
    return f"{firm}: " + "; ".join(days) + (f"; and {more} later act{'s' * (more > 1)}" if more else "")


@lru_cache(maxsize=KEPT)
def listing_sources(firm: str, *, on: date, retrieved: date) -> tuple[Cited, ...]:
    """Cite the acts of the lists, one source a citation."""
    cited = {
        one.citation: Cited(
            id=one.citation, title=f"{LISTS[one.list]}: {one.citation}", url=one.link, retrieved=retrieved,
            licence="public domain (US government)",
        )
        for one in screen(firm, on=on)
    }  # fmt: skip
    return tuple(cited.values())
