"""Results as plain values for programs: the JSON and CSV of the command line and the web."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from parity.claims.verdict import Check, Reading, Verdict
from parity.estimates import Frontier, Gap, Line, Trace
from parity.series import Bloc
from parity.sources import source

if TYPE_CHECKING:
    from parity.forecasts import Projection

__all__ = ["check_dict", "forecast_dict", "gap_dict", "series_rows", "trace_rows"]

Plain = dict[str, Any]


def rounded(value: Any) -> Any:
    """Keep six significant digits of every number: more would be noise of the draws, and exp(log(x)) is not x.

    >>> rounded({"a": [1307399999999999.5, None, "x"]})
    {'a': [1307400000000000.0, None, 'x']}
    """
    if isinstance(value, float):
        return float(f"{value:.6g}") + 0.0  # no minus zero
    if isinstance(value, dict):
        return {key: rounded(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def gap_dict(gap: Gap, *, on: date, vintage: date | None, draws: int, seed: int) -> Plain:
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
    plain: Plain = rounded(found)
    return plain


def _frontier(side: Frontier) -> Plain:
    low, high = side.interval
    return {"value": side.value, "low": low, "high": high, "entity": side.entity, "date": side.date}


def _source(name: str) -> Plain:
    one = source(name)
    return {"id": one.id, "title": one.title, "url": one.url, "retrieved": one.retrieved, "licence": one.licence.name}


def trace_rows(gap: Gap) -> list[Plain]:
    """Return the facts that decided the answer, most decisive first; for a sum its parts, the largest first."""
    roles: list[Trace] = [*gap.lag.explain(), *(one for one in gap.ratio.explain() if one.role == "leader's best")]
    if roles:
        roles.sort(key=lambda one: (-one.share, one.role, one.row))
        parts = [({"role": one.role, "share": one.share}, gap.pair.facts.row(one.row, named=True)) for one in roles]
    else:
        parts = [part for bloc in gap.pair.blocs for part in _parts_of(gap, bloc)]
    keys = ("entity", "date", "value", "low", "high", "unit", "known_on", "source", "link", "read", "tags", "note")
    return [rounded({**role, **{key: fact[key] for key in keys}}) for role, fact in parts]


def _parts_of(gap: Gap, bloc: Bloc) -> list[tuple[Plain, Plain]]:
    """The newest figure of each series of a sum, with its share of the side's total, the largest first."""
    facts = gap.pair.facts.filter(bloc.members(gap.pair.facts)).filter(pl.col("date") <= gap.pair.on)
    newest = facts.sort("date").unique(["entity", "tags"], keep="last").sort("value", descending=True)
    total = newest["value"].sum()
    return [({"role": f"part of {bloc.id}", "share": row["value"] / total}, row) for row in newest.to_dicts()]


def series_rows(lines: Iterable[Line]) -> list[Plain]:
    """Return a row for each day on which a bloc's frontier or stock changes."""
    rows = []
    for line in lines:
        holders = line.holders or ("",) * len(line.dates)
        for day, median, low, high, holder in zip(line.dates, line.median, line.low, line.high, holders, strict=True):
            row = {"bloc": line.bloc, "date": day, "median": median, "low": low, "high": high, "unit": line.unit}
            rows.append(rounded({**row, "entity": holder or None}))
    return rows


def forecast_dict(ahead: "Projection") -> Plain:
    """Return the projected gap by date and the chance of parity by each."""
    pair, parity = ahead.pair, ahead.parity_day()
    rows = []
    for day, number in zip(ahead.dates, ahead.days, strict=True):
        summary = ahead.gap_at(day).summary()
        level = float((parity.draws <= number).mean())
        del summary["at_least"]
        rows.append({"date": day, **summary, "p_level_by": level})
    found: Plain = rounded(
        {
            "metric": pair.metric.id,
            "leader": pair.leader.bloc,
            "follower": pair.follower.bloc,
            "from": pair.on,
            "model": "joint drift random walk",
            "gap": rows,
            "p_not_by_horizon": parity.prob(lambda x: x == float("inf")),
        }
    )
    return found


def check_dict(check: Check) -> Plain:
    """Return the fields of `parity check --json`."""
    article = check.article
    found: Plain = rounded(
        {
            "article": {"title": article.title, "date": article.date, "source": article.source, "text": article.text},
            "on": check.on,
            "draws": check.draws,
            "seed": check.seed,
            "claims": [_verdict(one) for one in check.verdicts],
        }
    )
    return found


def _verdict(one: Verdict) -> Plain:
    return {
        **asdict(one.claim),
        "verdict": one.verdict,
        "probability": one.probability,
        "because": one.because,
        "reading": one.reading,
        "estimate_metric": one.estimate_metric,
        "then": _reading(one.then),
        "now": _reading(one.now),
        "known_then": _reading(one.known_then),
        "countings": [asdict(counting) for counting in one.countings],
        "sources": [asdict(cited) for cited in one.sources],
    }


def _reading(one: Reading | None) -> Plain | None:
    return None if one is None else asdict(one)
