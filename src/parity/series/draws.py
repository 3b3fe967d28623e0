"""Joint draws of what the facts measure: the error a source states, what facts share, and what the trend tells.

Everything is in *scores*: the value on the metric's scale (log or linear), with its sign turned where less is better,
so that a larger score is always better.
"""

import zlib

import numpy as np
import polars as pl
from numpy.typing import NDArray

from parity.errors import BadInput
from parity.facts import tag
from parity.series.metric import Metric
from parity.series.shrinkage import latent

__all__ = ["Z90", "draw", "scores", "values"]

Floats = NDArray[np.float64]

Z90 = 1.6448536269514722
"""Standard normal deviate that 5 % exceed: a 90 % interval spans twice as many standard deviations."""


def scores(metric: Metric, value: Floats) -> Floats:
    """Turn values into scores; raise `BadInput` for a value the scale cannot hold.

    >>> from parity.series.metric import metric
    >>> scores(metric("process_node"), np.array([7.0, 5.0])).argmax()
    np.int64(1)
    """
    if metric.scale == "log":
        if not (value > 0).all():
            raise BadInput(f"{metric.id} is compared on a log scale; it cannot hold {value.min():g}.")
        value = np.log(value)
    return value if metric.better == "higher" else -value


def values(metric: Metric, score: Floats) -> Floats:
    """Turn scores back into values in the metric's unit."""
    value = score if metric.better == "higher" else -score
    return np.exp(value) if metric.scale == "log" else value


def draw(metric: Metric, facts: pl.DataFrame, *, draws: int, seed: int, batch: int = 0) -> Floats:
    """Draw the true scores of all facts jointly: shape `(draws, facts)`.

    The same facts, seed and metric give the same draws whatever blocs are compared later.  A 90 % interval is a
    two-piece normal whose 5, 50 and 95 % points are the stated ones; facts of one cumulative series share one error;
    facts with a common calibration correlate as the metric declares.  Where errors are as wide as the field itself
    (`shrink_to_trend`), the draw is of the latent value given the spread around its country's trend (see
    `parity.series.shrinkage`): adding the error again to a figure that already holds it would double the noise and
    lift the maximum.
    """
    if draws < 1:
        raise BadInput(f"At least one draw is needed, not {draws}.")
    _check(metric, facts)
    middle, down, up = _error(metric, facts)
    rng = np.random.default_rng([seed, zlib.crc32(metric.id.encode()), *([batch] if batch else [])])
    own, common = _deviates(metric, facts, draws, rng)
    share = metric.shared_error.correlation if metric.shared_error else 0.0
    if not metric.shrink_to_trend:
        z = own if common is None else np.sqrt(share) * common + np.sqrt(1 - share) * own
        return middle + z * np.where(z < 0, down, up)
    error = (down + up) / 2
    # A trend's level takes up whatever its figures share, so the figures tell nothing about the shared error.
    told = np.broadcast_to(middle, own.shape) if common is None else middle - np.sqrt(share) * error * common
    mean, sd = latent(facts, told, np.sqrt(1 - share) * error, rng)
    skew = np.where(own < 0, down, up) / np.where(error > 0, error, 1.0)
    return mean + own * skew * sd


def _check(metric: Metric, facts: pl.DataFrame) -> None:
    """Raise `BadInput` naming the facts that have no day, a figure that is no number, or one the scale cannot hold."""
    figures = ("value", "low", "high")
    wrong = {name: pl.col(name).is_not_null() & ~pl.col(name).is_finite() for name in figures}
    if metric.scale == "log":
        wrong = {name: rule | (pl.col(name) <= 0) for name, rule in wrong.items()}
    wrong["value"] = wrong["value"] | pl.col("value").is_null()
    wrong["date"] = pl.col("date").is_null()
    for name, rule in wrong.items():
        bad = facts.filter(rule.fill_null(value=False))
        if bad.height:
            rows = ", ".join(f"{row['entity']} of {row['date']}: {row[name]}" for row in bad.head(3).to_dicts())
            more = f", and {bad.height - 3} more" if bad.height > 3 else ""
            needs = "a day" if name == "date" else "a number above zero" if metric.scale == "log" else "a finite number"
            raise BadInput(f"{metric.id}: the {name} of a fact must be {needs}; it is not for {rows}{more}.")


def _error(metric: Metric, facts: pl.DataFrame) -> tuple[Floats, Floats, Floats]:
    """Median and the standard deviations below and above it of each fact's score."""
    middle = scores(metric, facts["value"].to_numpy())
    low, high = facts["low"].fill_null(facts["value"]), facts["high"].fill_null(facts["value"])
    ends = np.stack([scores(metric, low.to_numpy()), scores(metric, high.to_numpy())])
    down, up = (middle - ends.min(axis=0)) / Z90, (ends.max(axis=0) - middle) / Z90
    unstated = facts["low"].is_null().to_numpy() & facts["high"].is_null().to_numpy()
    if metric.unstated_error:
        spread = np.where(unstated, np.log(metric.unstated_error) / Z90, 0.0)
        down, up = np.maximum(down, spread), np.maximum(up, spread)
    if metric.confidence:
        label = facts.select(tag("confidence")).to_series()
        factor = label.replace_strict(
            metric.confidence, default=max(metric.confidence.values()), return_dtype=pl.Float64
        )
        spread = np.where(unstated, np.log(factor.to_numpy()) / Z90, 0.0)
        down, up = np.maximum(down, spread), np.maximum(up, spread)
    return middle, down, up


def _deviates(
    metric: Metric, facts: pl.DataFrame, draws: int, rng: np.random.Generator
) -> tuple[Floats, Floats | None]:
    """Standard normal deviates of each fact, one for each series, and those its shared group has in common."""
    if metric.series_by:
        series = facts.select(pl.concat_str("entity", pl.col("tags").fill_null(""), separator="|").alias("key"))["key"]
        names = series.unique().sort()
        own = rng.standard_normal((draws, names.len()))[:, names.search_sorted(series).to_numpy()]
    else:
        own = rng.standard_normal((draws, facts.height))
    if metric.shared_error is None:
        return own, None
    by = metric.shared_error.by  # without one, all facts share one error
    group = facts.select(tag(by).fill_null("")).to_series() if by else pl.repeat("", facts.height, eager=True)
    groups = group.unique().sort()
    common = rng.standard_normal((draws, groups.len()))[:, groups.search_sorted(group).to_numpy()]
    return own, common
