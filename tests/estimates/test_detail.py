"""The lag over a window, a model kept back, and what is left out where too little is known."""

from datetime import timedelta

import pytest
from tests.estimates.making import DAY_0, facts, made

from parity.estimates import DAYS_A_MONTH, Gap, compare, detail, gap
from parity.estimates.detail import lag_window, unpublished
from parity.series import bloc

ROWS = [
    ("US", 0, 10.0, 0.0),
    ("US", 300, 20.0, 0.0),
    ("US", 600, 30.0, 0.0),
    ("CN", 400, 10.0, 0.0),
    ("CN", 700, 20.0, 0.0),
]


def found(rows: list[tuple[str, int, float, float]], on: int) -> Gap:
    pair = compare(facts(rows), made(), bloc("US"), bloc("China"), on=DAY_0 + timedelta(days=on), draws=3)
    return gap(pair)


def test_the_window_by_hand():
    """From day 400 B is where A was on day 0, from day 700 where A was on day 300: 400 to 694 days, then 400."""
    window = lag_window(found(ROWS, 700), months=24)
    assert window.least.median == pytest.approx(400 / DAYS_A_MONTH)
    assert window.most.median == pytest.approx((400 + 42 * 7) / DAYS_A_MONTH)  # weekly: the last look is on day 694
    assert window.mean.median == pytest.approx((sum(range(400, 700, 7)) + 400) / 44 / DAYS_A_MONTH)


def test_a_window_reaches_back_no_further_than_asked():
    window = lag_window(found(ROWS, 699), months=1)
    assert window.least.median == pytest.approx((699 - 30) / DAYS_A_MONTH)


def test_a_model_kept_back_lifts_the_follower_by_its_middle_step():
    hidden = unpublished(found(ROWS, 800))
    assert hidden is not None
    assert hidden.step.median == 10
    assert hidden.ratio.median == 0
    assert hidden.lag.median == pytest.approx(200 / DAYS_A_MONTH)  # level with A's record of day 600


def test_without_a_step_there_is_nothing_to_assume():
    assert unpublished(found(ROWS[:4], 800)) is None


def test_what_cannot_be_told_is_none():
    beside = detail(found(ROWS, 800))
    assert beside.regression is None  # two models of the follower
    assert beside.shortening is None
    assert beside.lag_window.months == 24
