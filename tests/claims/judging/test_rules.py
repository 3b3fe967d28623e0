"""The rules of judging: words from probabilities, tolerances, and days."""

from datetime import date

import pytest

from parity.claims.claim import Claim
from parity.claims.judging.outlook import due, last_day
from parity.claims.judging.rules import evidence_for, finding, rules, trend_finding
from parity.series import metric_ids


@pytest.mark.parametrize(
    ("tight", "wide", "word"),
    [
        (0.66, 0.9, "supported"), (0.65, 0.9, "roughly right"), (0.0, 0.5, "roughly right"), (0.0, 0.49, "unresolved"),
        (0.0, 0.11, "unresolved"), (0.0, 0.10, "contradicted"),
    ],
)  # fmt: skip
def test_words(tight: float, wide: float, word: str):
    assert finding(tight, wide) == word


@pytest.mark.parametrize(
    ("p", "word"), [(0.8, "supported"), (0.7, "roughly right"), (0.5, "unresolved"), (0.2, "contradicted")]
)
def test_words_of_trends(p: float, word: str):
    assert trend_finding(p) == word


def test_wide_tolerances_are_wider():
    width = rules().tolerance
    for one in (width.ratio, width.share, width.level):
        assert one.wide > one.tight > 0
    assert width.lag.wide.months > width.lag.tight.months


GUIDELINE = """capability compute_stock training_compute chip_performance chip_production process_node smartphone_soc
publications investment talent cost market_share other""".split()


@pytest.mark.parametrize("name", GUIDELINE)
def test_every_metric_of_the_guideline_has_evidence_or_a_reason(name: str):
    found = evidence_for(name)
    assert bool(found.metrics) != bool(found.because)
    assert set(found.metrics) <= set(metric_ids())


def test_an_unknown_metric_has_a_reason():
    assert evidence_for(None).because == evidence_for("weather").because == "it does not say what is compared"


def claim(**how: object) -> Claim:
    return Claim(sentence="s", char_start=0, char_end=1, kind="forecast", **how)  # type: ignore[arg-type]


def test_a_forecast_without_a_date_is_due_in_ten_years():
    assert due(claim(), date(2024, 5, 28)) == (date(2034, 5, 28), False)
    assert due(claim(), date(2024, 2, 29)) == (date(2034, 2, 28), False)
    assert due(claim(target_date="2030"), date(2024, 5, 28)) == (date(2030, 12, 31), True)


@pytest.mark.parametrize("text", [None, "", "soon", "2024-13", "2024-02-30", "99999"])
def test_an_unreadable_date_is_none(text: str | None):
    assert last_day(text) is None
