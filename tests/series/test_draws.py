"""Draws hold what the source says of its error, and share what facts share."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from parity.errors import BadInput
from parity.facts import SCHEMA
from parity.series import Metric, bloc, draw, in_force, metric, scores, values
from parity.store.facts import facts_of


def facts(rows: list[dict[str, object]]) -> pl.DataFrame:
    base = {
        "organization": None, "country": "US", "tags": None, "metric": "m", "date": date(2024, 1, 1), "low": None,
        "high": None, "unit": "u", "known_on": date(2024, 1, 1), "link": "https://x.y", "read": "table", "note": None,
        "source": "s",
    }  # fmt: skip
    return pl.DataFrame([{**base, **row} for row in rows], schema=SCHEMA)


def made(**how: object) -> Metric:
    plain = {
        "id": "m",
        "label": "M",
        "question": "?",
        "unit": "u",
        "kind": "record",
        "better": "higher",
        "scale": "log",
        "vintage": "latest",
        "sources": ("s",),
    }
    return Metric.model_validate({**plain, **how})


def test_five_fifty_and_ninety_five_percent_are_the_stated_ones():
    drawn = values(
        made(),
        draw(made(), facts([{"entity": "a", "value": 100.0, "low": 50.0, "high": 130.0}]), draws=200_000, seed=1),
    )
    assert np.quantile(drawn, [0.05, 0.5, 0.95]) == pytest.approx([50, 100, 130], rel=0.01)


def test_a_fact_without_error_is_exact():
    drawn = draw(made(scale="linear"), facts([{"entity": "a", "value": 7.0}]), draws=50, seed=1)
    assert (drawn == 7.0).all()


def test_a_confidence_class_spans_its_factor():
    of = made(confidence={"Likely": 10, "Speculative": 30})
    drawn = values(
        of,
        draw(
            of,
            facts(
                [
                    {"entity": "a", "value": 1e24, "tags": "confidence=Likely"},
                    {"entity": "b", "value": 1e24, "tags": "confidence=Odd"},
                ]
            ),
            draws=200_000,
            seed=1,
        ),
    )
    low, high = np.quantile(drawn, [0.05, 0.95], axis=0) / 1e24
    assert low == pytest.approx([1 / 10, 1 / 30], rel=0.03)  # an unknown class gets the widest
    assert high == pytest.approx([10, 30], rel=0.03)


def test_a_series_shares_one_error_and_a_group_correlates_as_declared():
    of = made(kind="stock", series_by=("designer",), shared_error={"by": "designer", "correlation": 0.35})
    rows = [
        {"entity": name, "value": 100.0, "low": 50.0, "high": 200.0, "tags": tags, "date": date(2024, month, 1)}
        for name, tags, month in (
            ("a", "designer=X", 1),
            ("a", "designer=X", 4),
            ("b", "designer=X", 1),
            ("c", "designer=Y", 1),
        )
    ]
    seen = np.corrcoef(draw(of, facts(rows), draws=100_000, seed=1).T)
    assert seen[0, 1] == pytest.approx(1.0)
    assert seen[0, 2] == pytest.approx(0.35, abs=0.02)
    assert seen[0, 3] == pytest.approx(0.0, abs=0.02)


def test_shrinking_to_the_trend_recovers_latent_values_better_than_the_figures_do():
    rng = np.random.default_rng(5)
    days = np.sort(rng.integers(0, 3650, 60))
    truth = days / 365 * 1.2 + rng.normal(0, 0.8, 60)
    seen = truth + rng.normal(0, np.log(10) / 1.645, 60)
    rows = [
        {
            "entity": f"m{i}",
            "value": float(np.exp(y)),
            "tags": "confidence=Likely",
            "date": date.fromordinal(730_000 + int(day)),
        }
        for i, (day, y) in enumerate(zip(days, seen, strict=True))
    ]
    plain, shrunk = (made(confidence={"Likely": 10}, shrink_to_trend=how) for how in (False, True))
    far, near = (
        np.sqrt(((draw(of, facts(rows), draws=500, seed=0).mean(axis=0) - truth) ** 2).mean()) for of in (plain, shrunk)
    )
    assert near < 0.7 * far


def test_the_same_seed_gives_the_same_draws_whatever_blocs_are_compared():
    of = metric("capability")
    table = facts_of("capability", of.sources)
    one, other = (in_force(table, of, blocs) for blocs in ((bloc("US"), bloc("China")), (bloc("open"), bloc("closed"))))
    assert (draw(of, one, draws=20, seed=4) == draw(of, other, draws=20, seed=4)).all()
    assert (draw(of, one, draws=20, seed=4) != draw(of, one, draws=20, seed=5)).any()


def test_the_published_interval_of_a_sum_of_owners_comes_back():
    """Five hyperscalers' NVIDIA stock at the end of 2024: 2,924 thousand [2,398, 3,534] per sample (peers.md, 3a)."""
    of = metric("compute_stock")
    known = in_force(facts_of("compute_stock", of.sources), of, (bloc("US"), bloc("China")))
    drawn = values(of, draw(of, known, draws=20_000, seed=0))
    five = known.select(
        (pl.col("date") == date(2024, 12, 31))
        & pl.col("entity").is_in(["Microsoft", "Meta", "Amazon", "Google", "Oracle"])
        & pl.col("tags").str.contains("designer=NVIDIA")
    ).to_series()
    assert five.sum() == 5
    total = drawn[:, five.to_numpy()].sum(axis=1) / 1000
    assert np.quantile(total, [0.05, 0.5, 0.95]) == pytest.approx([2398, 2924, 3534], rel=0.03)


def test_a_log_scale_refuses_zero():
    with pytest.raises(BadInput, match="log scale"):
        scores(made(), np.array([1.0, 0.0]))


def test_no_draws_are_refused():
    with pytest.raises(BadInput, match="At least one draw"):
        draw(made(), facts([{"entity": "a", "value": 1.0}]), draws=0, seed=0)
