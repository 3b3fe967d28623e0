"""A gap as plain values: the fields of `parity gap --json` and the rows of `--explain`."""

from datetime import date

import polars as pl

from parity.estimates import Detail, Frontier, Gap, Trace, influence
from parity.reports.plain import Plain, rounded
from parity.store.sources import described

__all__ = ["gap_dict", "trace_rows"]


def gap_dict(gap: Gap, *, on: date, vintage: date | None, draws: int, seed: int, beside: Detail | None = None) -> Plain:
    """Return the fields of `parity gap --json`; `compared_on` is the day the figures reach, `on` the day asked for."""
    pair, caught = gap.pair, gap.catch_up
    found: Plain = {
        "metric": pair.metric.id,
        "leader": pair.leader.bloc,
        "follower": pair.follower.bloc,
        "on": on,
        "compared_on": pair.on,
        "vintage": vintage,
        "draws": draws,
        "seed": seed,
        "counting": pair.counting,
        "ratio": gap.ratio.summary(),
        "lag": gap.lag.summary(),
        "catch_up": None
        if caught is None
        else {
            **{key: caught.median.summary()[key] for key in ("median", "low", "high", "unit")},
            "restricted_mean": caught.restricted_mean.summary()["median"],
            "restricted_to": caught.horizon,
            "mean_matched_only": caught.mean_matched_only.summary()["median"],
            "matched": caught.matched,
            "censored": caught.censored,
        },
        "trend": None
        if gap.trend is None
        else {
            "slope": gap.trend.slope.median,
            "low": gap.trend.slope.interval().low,
            "high": gap.trend.slope.interval().high,
            "unit": gap.trend.slope.unit,
            "window_months": gap.trend.window_months,
            "p_closing": gap.trend.p_closing,
        },
        "leader_frontier": _frontier(gap.leader_frontier),
        "follower_frontier": _frontier(gap.follower_frontier),
        "sources": [_source(name) for name in pair.facts["source"].unique().sort().to_list()],
    }
    if beside is not None:
        found |= _beside(beside)
    plain: Plain = rounded(found)
    return plain


def _beside(detail: Detail) -> Plain:
    change, lines, hidden, window = detail.change, detail.regression, detail.unpublished, detail.lag_window
    return {
        "lag_window": {
            "mean": window.mean.summary(),
            "least": window.least.median,
            "most": window.most.median,
            "unit": "months",
            "window_months": window.months,
        },
        "growth": {
            role: one
            and {"rate": one.rate.summary(), "doubling": one.doubling_months and one.doubling_months.summary()}
            for role, one in (("leader", detail.leader_growth), ("follower", detail.follower_growth))
        },
        "change_point": change
        and {
            "date": change.date,
            "probability": change.probability,
            "slope_before": change.before.summary(),
            "slope_after": change.after.summary(),
        },
        "regression": lines
        and {"lag": lines.lag.summary(), "slope": lines.slope.summary(), "models": list(lines.models)},
        "catch_up_change": detail.shortening
        and {
            "p_value": abs(detail.shortening.median),
            "later_are": "shorter" if detail.shortening.median >= 0 else "longer",
        },
        "if_unpublished": hidden
        and {"step": hidden.step.summary(), "lag": hidden.lag.summary(), "ratio": hidden.ratio.summary()},
    }


def _frontier(side: Frontier) -> Plain:
    low, high = side.best.interval()
    return {"value": side.best.median, "low": low, "high": high, "entity": side.entity, "date": side.date}


def _source(name: str) -> Plain:
    one = described(name)
    return {
        "id": one.id,
        "title": one.title,
        "url": one.url,
        "retrieved": one.retrieved,
        "licence": one.licence.name,
        "covers_only": one.partial,
    }


FACT_KEYS = ("entity", "date", "value", "low", "high", "unit", "known_on", "source", "link", "read", "tags", "note")


def trace_rows(gap: Gap) -> list[Plain]:
    """Return the facts that decided the answer, with what it would be without each; most influential first.

    `share` is the share of draws a fact decides, or of a sum the share it is of its side.
    """
    told = _roles(gap) or {row: role for side in (0, 1) for row, role in _parts_of(gap, side)}
    without = {one.row: one for one in influence(gap) if one.row in told}
    rows = []
    for row in [*without, *(row for row in told if row not in without)]:
        fact, moved = gap.pair.facts.row(row, named=True), without.get(row)
        numbers = {
            "lag_without": moved and moved.lag_without,
            "lag_moved": moved and _finite(moved.lag_moved),
            "ratio_without": moved and moved.ratio_without,
            "ratio_moved": moved and _finite(moved.ratio_moved),
        }
        rows.append(rounded({**told[row], **numbers, **{key: fact[key] for key in FACT_KEYS}}))
    return rows


def _roles(gap: Gap) -> dict[int, Plain]:
    """What each fact decides, by row; empty for sums."""
    traces: list[Trace] = [*gap.lag.explain(), *(one for one in gap.ratio.explain() if one.role == "leader's best")]
    told: dict[int, Plain] = {}
    for one in traces:
        known = told.setdefault(one.row, {"role": one.role, "share": one.share})
        if one.role not in known["role"]:
            told[one.row] = {"role": f"{known['role']}; {one.role}", "share": max(known["share"], one.share)}
    return told


def _parts_of(gap: Gap, side: int) -> list[tuple[int, Plain]]:
    """The newest figure of each series of a sum, by row, with its share of the side's total."""
    facts = gap.pair.facts.with_row_index("row").filter(gap.pair.members[side], pl.col("date") <= gap.pair.on)
    newest = facts.sort("date").unique(["entity", "tags"], keep="last").sort("value", descending=True)
    total = newest["value"].sum()
    role = f"part of {gap.pair.blocs[side].id}"
    return [(row["row"], {"role": role, "share": row["value"] / total}) for row in newest.to_dicts()]


def _finite(value: float) -> float | None:
    return value if abs(value) != float("inf") else None
