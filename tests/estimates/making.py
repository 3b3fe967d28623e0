"""Step functions and facts made for tests."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import polars as pl

from parity.facts import SCHEMA
from parity.series import Metric, Steps

DAY_0 = date(2020, 1, 1)


def steps(name: str, knots: Sequence[tuple[int, float]], draws: int = 1) -> Steps:
    """A step function with the same exact scores in every draw; days count from 1970."""
    days, score = zip(*knots, strict=True)
    values = np.tile(np.array(score, dtype=float), (draws, 1))
    return Steps(name, np.array(days), values, np.zeros(values.shape, dtype=np.int64))


def made(**how: object) -> Metric:
    """A metric of exact figures on a linear scale."""
    plain = {
        "id": "m", "label": "M", "question": "?", "unit": "points", "kind": "record", "better": "higher",
        "scale": "linear", "vintage": "latest", "sources": ("s",),
    }  # fmt: skip
    return Metric.model_validate({**plain, **how})


def facts(rows: Sequence[tuple[str, int, float, float]]) -> pl.DataFrame:
    """Facts (country, day, value, 90 % half width) about entities named by their place."""
    return pl.DataFrame(
        [
            {
                "entity": f"{country}-{i}", "organization": None, "country": country, "tags": None, "metric": "m",
                "date": DAY_0 + timedelta(days=int(day)), "value": value, "low": value - half, "high": value + half,
                "unit": "points", "known_on": DAY_0 + timedelta(days=int(day)), "link": "https://x.y", "read": "table",
                "note": None, "source": "s",
            }
            for i, (country, day, value, half) in enumerate(rows)
        ],
        schema=SCHEMA,
    )  # fmt: skip
