"""The capability index as plain values for programs."""

import math
from typing import Any

from parity.estimates.index import Ranking, Standing
from parity.reports.plain import rounded
from parity.store.sources import described

__all__ = ["index_dict"]

Plain = dict[str, Any]


def index_dict(ranking: Ranking, *, top: int | None = None) -> Plain:
    """Return the fields of `parity capability --json`; `top` cuts the ranking, never the counts.

    What only a fit has (`cost`, `observations`, `converged`, ...) is null or empty for a published ranking.
    """
    index, plain = ranking.index, {}
    if index is not None:
        fitted, scale, scores = index.fitted, index.scale, index.scores
        anchors = [] if scale.models is None else list(zip(scale.models, scale.values, strict=True))
        plain = {
            "cost": _exact(fitted.cost[0]),
            "observations": int(scores.score.size),
            "converged": bool(fitted.converged[0]),
            "iterations": int(fitted.iterations[0]),
            "gradient_norm": _exact(fitted.gradient[0]),
            "anchor_benchmark": scores.benchmarks[scale.benchmark],
            "anchor_models": [{"model": scores.models[place], "capability": value} for place, value in anchors],
            "refits": None
            if index.refits is None
            else {
                "count": int(index.refits.at.slope.shape[0]),
                "over": index.over,
                "seed": index.seed,
                "converged": index.refits.converged,
            },
            "dropped": dict(scores.dropped),
        }
    empty = dict.fromkeys(("cost", "observations", "converged", "iterations", "gradient_norm"))
    return {
        **empty,
        "models": len(ranking.models),
        "benchmarks": len(ranking.benchmarks),
        "unit": ranking.unit,
        "interval": ranking.interval,
        **plain,
        "ranking": [_model(one) for one in ranking.models[:top]],
        "carried": [_model(one) for one in ranking.carried],
        "difficulties": [_benchmark(one) for one in ranking.benchmarks],
        "sources": [_source(name) for name in ranking.sources],
    }


def _model(one: Standing) -> Plain:
    found = {"model": one.name, "capability": one.value, **_ends(one), "scores": one.scores}
    shipped = {"date": one.released, "country": one.country} if one.released else {}
    plain: Plain = rounded({**found, **shipped})
    return plain


def _benchmark(one: Standing) -> Plain:
    found = {"benchmark": one.name, "difficulty": one.value, "slope": one.slope, **_ends(one), "scores": one.scores}
    plain: Plain = rounded(found)
    return plain


def _ends(one: Standing) -> Plain:
    low, high = (end if math.isfinite(end) else None for end in one.interval)
    return {"low": low, "high": high}


def _exact(value: float) -> float:
    """A number of the optimisation, which is exact to more digits than an estimate."""
    return float(f"{value:.10g}")


def _source(name: str) -> Plain:
    one = described(name)
    return {
        "id": one.id,
        "title": one.title,
        "url": one.url,
        "retrieved": one.retrieved.isoformat(),
        "licence": one.licence.name,
    }
