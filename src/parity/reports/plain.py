"""Results as plain values for programs: the JSON and CSV of the command line and the web."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from parity.claims.verdict import Check, Reading, Verdict
from parity.estimates import Estimate, Line
from parity.series import EPOCH

if TYPE_CHECKING:
    from parity.forecasts import Projection

__all__ = ["check_dict", "forecast_dict", "rounded", "series_rows"]

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
        gap, (leader, follower) = _band(ahead.gap_at(day)), ahead.sides_at(day)
        level = float((parity.draws <= number).mean())
        rows.append({"date": day, **gap, "p_level_by": level, "leader": _band(leader), "follower": _band(follower)})
    found: Plain = rounded(
        {
            "metric": pair.metric.id,
            "leader": pair.leader.bloc,
            "follower": pair.follower.bloc,
            "from": pair.on,
            "model": "joint drift random walk",
            "gap": rows,
            "parity_day": {key: _day(one) for key, one in parity.summary().items() if key in ("median", "low", "high")},
            "p_not_by_horizon": parity.prob(lambda x: x == float("inf")),
        }
    )
    return found


def _band(estimate: Estimate) -> Plain:
    summary = estimate.summary()
    del summary["at_least"]
    return summary


def _day(number: float | None) -> date | None:
    """A day number as a date; None where it is not reached by the horizon."""
    return None if number is None else EPOCH + timedelta(days=int(number))


def check_dict(check: Check) -> Plain:
    """Return the fields of `parity check --json`."""
    article = check.article
    found: Plain = rounded(
        {
            "article": {"title": article.title, "date": article.date, "source": article.source, "text": article.text},
            "on": check.on,
            "draws": check.draws,
            "seed": check.seed,
            "extractor": check.extractor,
            "claims": [_verdict(one) for one in check.verdicts],
            "conflicts": [asdict(one) for one in check.conflicts],
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
        "influential": [asdict(fact) for fact in one.influential],
        "would_change": one.would_change,
        "summary": one.summary,
    }


def _reading(one: Reading | None) -> Plain | None:
    return None if one is None else asdict(one)
