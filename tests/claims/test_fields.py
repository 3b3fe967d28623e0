"""A lag in a field that no metric follows is told, and not judged by another metric."""

from datetime import date

import pytest

from parity.claims.extract import extract


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("China is four years behind the US in quantum networking.", "other"),
        ("In superconductors, China trails the US by two years.", "other"),
        ("China lags the US by six years in the field of batteries.", "other"),
        ("China is three years behind the US in robotics.", "other"),
        ("China is three years behind the US in chipmaking.", "chip_production"),
        ("China is two years behind the US in AI.", "capability"),
        ("China is two years behind the US in recent years.", "capability"),
        ("Qwen is six months behind Claude in translation.", "capability"),
    ],
)
def test_the_field_that_is_named(text: str, metric: str) -> None:
    (claim,) = extract(text, published=date(2026, 5, 1))
    assert claim.kind == "time_lag"
    assert claim.metric in (metric, "process_node" if metric == "chip_production" else metric)
    if "quantum" in text:
        assert claim.resolution is not None and '"quantum networking"' in claim.resolution
