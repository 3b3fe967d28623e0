"""The three facts that a reading rests on most, and what the answer would be without each."""

from typing import Any

import numpy as np
import polars as pl

from parity.claims.claim import Claim
from parity.claims.verdict import Influential
from parity.estimates import Gap, Influence, Pair, frontier, influence, lag, ratio

__all__ = ["MOST", "influential"]

MOST = 3
SIDES = {"share": (1,), "level": (1,)}
"""Kinds of claims about one actor, who is the follower of the world."""

Role = tuple[str, float]


def influential(claim: Claim, pair: Pair, *, explain: bool) -> tuple[Influential, ...]:
    """Return the facts that decide most draws of the gap or lag, or are the largest parts of a sum.

    With `explain` the answer is estimated again without each, and those that move it most come first.
    """
    gap = Gap(
        pair=pair,
        ratio=ratio(pair.metric, pair.leader, pair.follower, on=pair.on),
        lag=lag(pair.leader, pair.follower, on=pair.on),
        catch_up=None,
        trend=None,
        leader_frontier=frontier(pair, pair.leader),
        follower_frontier=frontier(pair, pair.follower),
    )
    roles = _decisive(claim, gap) if pair.metric.kind == "record" else _parts(claim, pair)
    if not explain:
        chosen = sorted(roles, key=lambda row: (-roles[row][1], row))[:MOST]
        return tuple(_told(pair, row, roles[row]) for row in chosen)
    moves = {one.row: one for one in influence(gap) if one.row in roles}
    chosen = sorted(moves, key=lambda row: (-_size(claim, pair, moves[row]), -roles[row][1], row))[:MOST]
    return tuple(_told(pair, row, roles[row], _without(claim, pair, moves[row])) for row in chosen)


def _decisive(claim: Claim, gap: Gap) -> dict[int, Role]:
    """The facts of a record that decide the answer, by row."""
    traces = gap.lag.explain() if claim.kind == "time_lag" else gap.ratio.explain()
    if claim.kind in SIDES:
        traces = tuple(one for one in traces if one.role == "follower's best")
    roles: dict[int, Role] = {}
    for one in traces:
        roles.setdefault(one.row, (one.role, one.share))
    return roles


def _parts(claim: Claim, pair: Pair) -> dict[int, Role]:
    """The newest figure of each series of a sum, by row, with its share of its side."""
    keys = ["entity", "tags"] if pair.metric.kind == "stock" else ["entity"]
    roles: dict[int, Role] = {}
    for side in SIDES.get(claim.kind, (1, 0)):
        facts = pair.facts.with_row_index("row").filter(pair.members[side], pl.col("date") <= pair.on)
        newest = facts.sort("date").unique(keys, keep="last").sort("value", "row", descending=[True, False])
        total = newest["value"].sum() or 1.0
        role = f"part of {pair.blocs[side].id}"
        for row, value in newest.select("row", "value").iter_rows():
            roles.setdefault(row, (role, value / total))
    return roles


def _size(claim: Claim, pair: Pair, one: Influence) -> float:
    if claim.kind == "time_lag":
        return abs(one.lag_moved)
    return abs(float(np.log(one.ratio_moved))) if pair.metric.scale == "log" else abs(one.ratio_moved)


def _without(claim: Claim, pair: Pair, one: Influence) -> tuple[float | None, float | None, str]:
    if claim.kind == "time_lag":
        return _finite(one.lag_without), _finite(one.lag_moved), "months"
    return _finite(one.ratio_without), _finite(one.ratio_moved), pair.metric.gap_unit


def _finite(value: float | None) -> float | None:
    return value if value is not None and np.isfinite(value) else None


def _series(fact: dict[str, Any]) -> str:
    """Name a part of a sum: its owner with what its tags say of it."""
    tags = [tag.partition("=")[2] for tag in (fact["tags"] or "").split(";")]
    kept = [tag for tag in dict.fromkeys(tags) if tag and tag != fact["entity"] and not tag.startswith("http")]
    return f"{fact['entity']} ({', '.join(kept[:3])})" if kept else str(fact["entity"])


def _told(
    pair: Pair, row: int, role: Role, without: tuple[float | None, float | None, str] | None = None
) -> Influential:
    fact = pair.facts.row(row, named=True)
    return Influential(
        entity=_series(fact) if role[0].startswith("part of") else str(fact["entity"]),
        date=fact["date"],
        value=float(fact["value"]),
        unit=str(fact["unit"]),
        source=str(fact["source"]),
        link=fact["link"],
        role=role[0],
        share=role[1],
        without=without[0] if without else None,
        moved=without[1] if without else None,
        without_unit=without[2] if without else None,
    )
