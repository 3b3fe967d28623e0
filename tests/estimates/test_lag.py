"""The lag: worked by hand, against a plain search, and its law under shifts."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.estimates.making import steps

from parity.errors import NotObserved
from parity.estimates import DAYS_A_MONTH, lag, lag_through

EPOCH = date(1970, 1, 1)


def on(day: int) -> date:
    return EPOCH + timedelta(days=day)


def test_by_hand():
    """The leader passed 5 on day 100; on day 400 the follower stands at 5: 300 days."""
    us, cn = steps("A", [(0, 1), (100, 6), (300, 9)]), steps("B", [(200, 5)])
    assert lag(us, cn, on=on(400)).median == pytest.approx(300 / DAYS_A_MONTH)


def test_an_equal_level_counts_as_reached():
    assert lag(steps("A", [(0, 1), (100, 5)]), steps("B", [(200, 5)]), on=on(200)).median == pytest.approx(
        100 / DAYS_A_MONTH
    )


def test_negative_where_the_follower_leads():
    """B stands at 9 since day 100 and has passed A's 5 on day 40: on day 130 A is 90 days behind."""
    assert lag(
        steps("A", [(0, 1), (50, 5)]), steps("B", [(10, 2), (40, 6), (100, 9)]), on=on(130)
    ).median == pytest.approx(-90 / DAYS_A_MONTH)


def test_a_leader_known_too_late_gives_a_least_lag():
    found = lag(steps("A", [(100, 9)]), steps("B", [(50, 5)]), on=on(400))
    assert found.at_least
    assert found.median == pytest.approx(300 / DAYS_A_MONTH)


def test_before_the_follower_is_known_it_refuses():
    with pytest.raises(NotObserved, match="Nothing is known of B"):
        lag(steps("A", [(0, 1)]), steps("B", [(200, 5)]), on=on(100))


@given(
    shift=st.integers(0, 3000),
    rises=st.lists(st.tuples(st.integers(1, 400), st.floats(0.1, 5)), min_size=1, max_size=12),
)
def test_a_copy_shifted_by_n_days_lags_by_n_days(shift: int, rises: list[tuple[int, float]]):
    days, levels = np.cumsum([one[0] for one in rises]), np.cumsum([one[1] for one in rises])
    us = steps("A", list(zip(days, levels, strict=True)))
    cn = steps("B", list(zip(days + shift, levels, strict=True)))
    for day in (days + shift).tolist():
        assert lag(us, cn, on=on(day)).median == pytest.approx(shift / DAYS_A_MONTH)


@given(st.randoms(use_true_random=False))
def test_through_time_it_is_the_lag_of_each_day(random):
    def walk(name: str):
        days = sorted(random.sample(range(1000), 8))
        return steps(name, list(zip(days, sorted(random.uniform(0, 10) for _ in days), strict=True)))

    us, cn = walk("A"), walk("B")
    first = int(max(us.days[0], cn.days[0]))
    grid = np.arange(first, 1200, 97)
    through = lag_through(us, cn, grid)[0]
    assert through == pytest.approx([lag(us, cn, on=on(int(day))).median for day in grid])
