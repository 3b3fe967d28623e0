"""Who a claim's actors are in the evidence: a firm's own figures where there are any, else its country's."""

import re
from dataclasses import dataclass, replace
from functools import cache

import polars as pl

from parity.claims.claim import Claim
from parity.claims.judging.measure import Unanswerable
from parity.errors import UnknownBloc
from parity.series import Bloc, bloc, bloc_ids, bloc_of_country

__all__ = ["Side", "outside", "sides_for", "sides_of"]


UNNAMED = "International (unspecified)"
"""The guideline's name for rivals that the text does not name."""


@dataclass(frozen=True, slots=True)
class Side:
    """A bloc that stands for a claim's actor, and how it was chosen."""

    bloc: Bloc
    note: str | None


def sides_of(claim: Claim, facts: pl.DataFrame) -> tuple[Side, Side] | str:
    """Return the blocs that stand for leader and follower in a metric's facts, or why there are none."""
    follower = _side(claim.follower, claim.follower_entity, facts)
    leader = _side(claim.leader, claim.leader_entity, facts)
    if leader is None and _unnamed(claim.leader) and follower:
        leader = Side(outside(follower.bloc), f"the unnamed rivals are read as all outside {follower.bloc.id}")
    if follower is None and _unnamed(claim.follower) and leader:
        follower = Side(outside(leader.bloc), f"the unnamed rivals are read as all outside {leader.bloc.id}")
    if leader is None or follower is None:
        missing = "leader" if leader is None else "follower"
        name = getattr(claim, f"{missing}_entity") or getattr(claim, missing)
        return f"the evidence holds nothing on {name}" if name else f"it names no {missing}"
    if leader.bloc.id == follower.bloc.id:
        return f"both sides are read as {leader.bloc.id}; the firms or products meant are not in the evidence"
    return leader, follower


def sides_for(claim: Claim, facts: pl.DataFrame) -> tuple[Side, Side]:
    """Return leader and follower of a claim; raise `Unanswerable` where the evidence has no such pair.

    A claim about one actor is held against all others if it is a rank or a forecast, else against the world.
    """
    two = claim.leader or claim.follower or claim.leader_entity or claim.follower_entity
    if not two and claim.kind == "ranking":
        if claim.value_low not in (None, 1):
            raise Unanswerable("Parity does not yet rank beyond first place")
        claim = replace(claim, leader=claim.actor, leader_entity=claim.actor_entity, follower=UNNAMED)
    elif not two:
        rival = UNNAMED if claim.kind == "forecast" else "World"
        claim = replace(claim, leader=rival, follower=claim.actor, follower_entity=claim.actor_entity)
    found = sides_of(claim, facts)
    if isinstance(found, str):
        raise Unanswerable(found)
    return found


def outside(inner: Bloc) -> Bloc:
    """The bloc of all that do not belong to another.

    >>> outside(bloc("US")).match
    ('!US',)
    """
    return Bloc(f"all outside {inner.id}", inner.kind, None, (f"!{inner.match[0]}", *inner.match[1:]), ())


def _unnamed(country: str | None) -> bool:
    return country == UNNAMED


def _side(country: str | None, entity: str | None, facts: pl.DataFrame) -> Side | None:
    for firm in _firms_in(entity or ""):
        if firm.members(facts).any():
            note = None if firm.id.casefold() == (entity or "").casefold() else f"{entity} is read as {firm.id}"
            return Side(firm, note)
    found = bloc_of_country(country) or _tag_bloc(entity)
    if found is None or _unnamed(country) or not (member := found.members(facts)).any():
        return None
    notes = [f"{entity} is read as {found.id}"] if entity and entity.casefold() != found.id.casefold() else []
    if partial := _covered_only(found, facts.filter(member)):
        notes.append(partial)
    return Side(found, "; ".join(notes) or None)


def _covered_only(found: Bloc, facts: pl.DataFrame) -> str | None:
    """Say so where a region's figures are one country's alone."""
    if found.kind != "country" or len(found.match) < 2 or found.match[0].startswith("!"):
        return None
    codes = set(facts["country"].drop_nulls().str.split(";").explode().to_list()) & set(found.match)
    named = {one.id for code in codes if (one := _by_code().get(code))}
    return f"the evidence on {found.id} is {named.pop()}'s alone" if len(named) == 1 and found.id not in named else None


@cache
def _by_code() -> dict[str, Bloc]:
    """The first bloc of the table that names a country code: the country before any region."""
    codes: dict[str, Bloc] = {}
    for name in bloc_ids():
        one = bloc(name)
        if one.kind == "country" and len(one.match) <= 3:
            for code in one.match:
                codes.setdefault(code, one)
    return codes


def _tag_bloc(entity: str | None) -> Bloc | None:
    text = (entity or "").casefold()
    if re.search(r"\bopen\b|open-(source|weight)", text):
        return bloc("open-weights")
    return bloc("closed-weights") if re.search(r"\b(closed|proprietary)\b", text) else None


def _firms_in(entity: str) -> tuple[Bloc, ...]:
    try:
        exact = bloc(entity)
    except UnknownBloc:
        exact = None
    if exact is not None:
        return (exact,) if exact.kind == "firm" else ()
    pattern, names = _firm_pattern()
    return tuple(dict.fromkeys(bloc(names[found.casefold()]) for found in pattern.findall(entity)))


@cache
def _firm_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    names = {
        name.casefold(): one.id
        for one in map(bloc, bloc_ids())
        if one.kind == "firm"
        for name in (one.id, *one.aliases, *one.match)
    }
    longest = sorted(names, key=len, reverse=True)
    return re.compile(r"(?<!\w)(" + "|".join(map(re.escape, longest)) + r")(?!\w)", re.IGNORECASE), names
