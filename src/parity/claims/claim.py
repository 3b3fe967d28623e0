"""What somebody says about the gap: the fields of the labelling guideline, one object a claim."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "ratio_gap",
    "time_lag",
    "trend_closing",
    "trend_widening",
    "level",
    "share",
    "ranking",
    "forecast",
    "event",
]

Semantics = Literal[
    "advantage",  # the leader is n times better
    "leader_pct_of_follower",  # on cost: the leader costs n percent of the follower
    "follower_pct_of_leader",  # the follower reaches n percent of the leader
    "difference",  # percent or points; `unit` says which
    "lag",
    "share_of_total",
    "absolute",
    "rank",
    "probability",
    "growth",
    "horizon",  # years from publication
    "none",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement about a gap, level, share, rank, trend, forecast or sanction, with its place in the text.

    `char_start` and `char_end` count characters of the article's text; dates are ISO strings, which may be
    partial ("2030", "2026-06") where the text is.  A null bound of the value range is open ("more than").
    Countries are spelled out ("United States", "China"); firms and products are in the `*_entity` fields.
    """

    sentence: str
    char_start: int
    char_end: int
    kind: Kind
    leader: str | None = None
    follower: str | None = None
    leader_entity: str | None = None
    follower_entity: str | None = None
    actor: str | None = None
    actor_entity: str | None = None
    metric: str | None = None  # a claim metric of the guideline: capability, compute_stock, cost...
    value_low: float | None = None
    value_high: float | None = None
    unit: str | None = None
    unit_raw: str | None = None
    value_semantics: Semantics = "none"
    norm_ratio_low: float | None = None
    norm_ratio_high: float | None = None
    direction: Literal["closing", "widening", "none"] = "none"
    as_of_date: str | None = None
    as_of_explicit: bool = False
    target_date: str | None = None
    speaker: str | None = None
    hedged: bool = False
    negated: bool = False
    checkable: bool = True
    unchecked_because: str | None = None  # why it cannot be checked, in plain words
    resolution: str | None = None  # how actors that the text only points at ("we here") were resolved
