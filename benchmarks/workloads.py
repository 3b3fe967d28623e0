"""Figures to time the estimators on: generated, so that a newcomer can run the benchmark."""

from datetime import date, timedelta

import numpy as np
import polars as pl

from parity.facts import SCHEMA
from parity.series import Bloc, Metric

DAY_0 = date(2018, 1, 1)
US, CHINA = (Bloc(name, "country", None, (code,), ()) for name, code in (("US", "US"), ("China", "CN")))


def metric(scale: str = "linear") -> Metric:
    """A record metric whose figures carry their own errors."""
    return Metric.model_validate({
        "id": "generated", "label": "Generated", "question": "?", "unit": "points", "kind": "record",
        "better": "higher",
        "scale": scale, "vintage": "latest", "sources": ("s",),
    })  # fmt: skip


def facts(n: int, seed: int = 1, *, years: float = 8.0, half: float = 2.0) -> pl.DataFrame:
    """Models of two countries, the second a year behind, in the order in which facts are in force."""
    rng = np.random.default_rng(seed)
    days = np.sort(rng.integers(0, round(years * 365.25), n))
    china = rng.random(n) < 0.4
    value = 100 + 12 * (days / 365.25 - china) + rng.normal(0, 3, n)
    dates = [DAY_0 + timedelta(days=int(day)) for day in days]
    table = pl.DataFrame({
        "entity": [f"m{i:05}" for i in range(n)], "country": np.where(china, "CN", "US").tolist(),
        "metric": "generated",
        "date": dates, "value": value, "low": value - half, "high": value + half, "unit": "points", "known_on": dates,
        "link": "https://example.org", "read": "derived", "source": "s",
    }).with_columns(organization=None, tags=None, note=None, known_until=None)  # fmt: skip
    return table.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())


def last(table: pl.DataFrame) -> date:
    """Newest day of a table."""
    day = table["date"].max()
    if not isinstance(day, date):
        raise TypeError("a table without a date")
    return day
