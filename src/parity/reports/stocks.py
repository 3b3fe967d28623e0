"""A stock, a gap by scenario and what matters for them as plain values: the fields of `--json`."""

from collections.abc import Iterable
from math import isfinite
from typing import Any

from parity.estimates.catch_up import CatchUp
from parity.estimates.estimate import Estimate
from parity.estimates.stock import Group, Part, Stock, StockGap, World
from parity.estimates.stock.gap import Side
from parity.estimates.stock.matter import Matter
from parity.estimates.trend import Trend
from parity.reports.plain import Plain, rounded

__all__ = ["CREDIT", "input_sources", "matter_rows", "stock_dict", "stock_gap_dict"]

CREDIT = {
    "id": "epoch_chips",
    "title": "Epoch AI, AI Chip Sales and AI Chip Owners: inputs and model (epoch-research/ai-chip-counts, MIT)",
    "url": "https://epoch.ai/data/ai-chip-sales",
    "licence": "CC BY 4.0",
}


def stock_dict(stock: Stock, *, draws: int, seed: int, scenario: str | None, explain: Matter | None = None) -> Plain:
    """Return the fields of `parity stock --json`."""
    found: Plain = {
        "owner": stock.owner.id,
        "on": stock.on,
        "reached": stock.reached,
        "counting": stock.counting.id,
        "counting_label": stock.counting.label,
        "assumptions": stock.world.assumptions,
        "scenario": scenario,
        "draws": draws,
        "seed": seed,
        "by": None if stock.by == "total" else stock.by,
        "total": _group(stock.total),
        "rows": [_group(one) for one in stock.groups],
        "sources": input_sources(stock.world, stock.parts),
    }
    if explain is not None:
        found["explain"] = matter_rows(explain)
    plain: Plain = rounded(found)
    return plain


def _group(one: Group) -> Plain:
    return {
        "name": one.name,
        "h100e": _summary(one.h100e),
        "units": _summary(one.units),
        "power": _summary(one.power),
        "share_of_world": _summary(one.share),
        "flow": [
            {"quarter": q.label, "end": q.end, "added": _triple(q.added), "held": _triple(q.held)} for q in one.quarters
        ],
    }


def _summary(estimate: Estimate) -> Plain:
    return {key: value for key, value in estimate.summary().items() if key != "at_least"}


def _triple(values: tuple[float, float, float]) -> Plain:
    return dict(zip(("median", "low", "high"), values, strict=True))


def input_sources(world: World, parts: Iterable[Part]) -> list[Plain]:
    """Return every address that an input of some parts was read from, with the inputs, and the credit first."""
    model = world.model
    names = {name for part in parts for name in (part.units, part.share, part.speed, part.power) if name}
    behind = {name for one in (*names, "survival", "h100_tops") for name in model.inputs_of(one)}
    told: dict[str, set[str]] = {}
    for name in behind:
        for link in {cell.link for cell in model.quantities[name].cells if cell.link}:
            told.setdefault(link, set()).add(name)
    rows = [{"url": url, "inputs": sorted(inputs)} for url, inputs in sorted(told.items())]
    return [{**CREDIT, "inputs": []}, *({"id": None, "title": None, "licence": None, **row} for row in rows)]


def matter_rows(found: Matter) -> list[Plain]:
    """Return inputs, those that move the output most first, with the output's ends when one alone is uncertain."""
    return [
        {
            "input": one.name,
            "says": one.says,
            "unit": one.unit,
            "low": one.low,
            "high": one.high,
            "rises": one.rises,
            "first_order": one.first,
            "total": one.total,
            "links": list(one.links),
        }
        for one in found.inputs
    ]


def stock_gap_dict(gap: StockGap, *, scenario: str, draws: int, seed: int, explain: Matter | None = None) -> Plain:
    """Return the fields of `parity gap compute_stock --scenario --json`: those of any gap, the baseline's beside."""
    found: Plain = {
        "metric": "compute_stock",
        "leader": gap.leader.id,
        "follower": gap.follower.id,
        "on": gap.on,
        "compared_on": gap.reached,
        "vintage": None,
        "draws": draws,
        "seed": seed,
        "counting": gap.counting.id,
        "scenario": scenario,
        "assumptions": gap.world.assumptions,
        **_side(gap, gap.scenario),
        "baseline": _side(gap, gap.baseline),
        "difference": {
            "ratio": _summary(gap.ratio_difference),
            "leader": _summary(gap.leader_difference),
            "follower": _summary(gap.follower_difference),
        },
        "by_quarter": [
            {
                "quarter": q.label,
                "end": q.end,
                "leader": _triple(q.leader),
                "follower": _triple(q.follower),
                "ratio": _triple(q.ratio),
                "baseline": {
                    "leader": _triple(q.baseline_leader),
                    "follower": _triple(q.baseline_follower),
                    "ratio": _triple(q.baseline_ratio),
                },
                "difference": {
                    "leader": _triple(q.leader_difference),
                    "follower": _triple(q.follower_difference),
                    "ratio": _triple(q.ratio_difference),
                },
            }
            for q in gap.quarters
        ],
        "sources": input_sources(gap.world, gap.world.parts),
    }
    if explain is not None:
        found["explain"] = matter_rows(explain)
    plain: Plain = rounded(_finite(found))
    return plain


def _finite(value: Any) -> Any:
    """Put null for what is not finite, such as a ratio to nothing: JSON has no infinity."""
    if isinstance(value, dict):
        return {key: _finite(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_finite(one) for one in value]
    return None if isinstance(value, float) and not isfinite(value) else value


def _side(gap: StockGap, side: Side) -> Plain:
    return {
        "ratio": side.ratio.summary(),
        "lag": side.lag.summary(),
        "catch_up": _caught(side.catch_up),
        "trend": _trend(side.trend),
        "leader_frontier": _frontier(side.leader, gap.leader.id, gap),
        "follower_frontier": _frontier(side.follower, gap.follower.id, gap),
    }


def _frontier(best: Estimate, name: str, gap: StockGap) -> Plain:
    low, high = best.interval()
    return {"value": best.median, "low": low, "high": high, "entity": f"all parts of {name}", "date": gap.reached}


def _caught(caught: CatchUp | None) -> Plain | None:
    if caught is None:
        return None
    return {
        **_summary(caught.median),
        "restricted_mean": caught.restricted_mean.summary()["median"],
        "restricted_to": caught.horizon,
        "mean_matched_only": caught.mean_matched_only.summary()["median"],
        "matched": caught.matched,
        "censored": caught.censored,
    }


def _trend(found: Trend | None) -> Plain | None:
    if found is None:
        return None
    low, high = found.slope.interval()
    return {
        "slope": found.slope.median,
        "low": low,
        "high": high,
        "unit": found.slope.unit,
        "window_months": found.window_months,
        "p_closing": found.p_closing,
    }
