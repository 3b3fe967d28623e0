"""Catch-up times: worked by hand and against scipy's product-limit estimate."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf
from tests.estimates.making import steps

from parity.estimates import DAYS_A_MONTH, catch_up, kaplan_meier


def test_by_hand_the_open_ones_lift_the_median():
    """Leader's records at days 0, 100, 200; the first is reached after 150 days, the others are open at day 400."""
    us = steps("A", [(0, 1), (100, 2), (200, 3)])
    cn = steps("B", [(150, 1.5)])
    found = catch_up(us, cn, on=date(1970, 1, 1) + timedelta(days=400))
    assert found is not None
    assert (found.matched, found.censored) == (0, 2)  # what B's first figure already exceeds was reached unseen
    later = catch_up(us, steps("B", [(0, 0.5), (150, 1.5)]), on=date(1970, 1, 1) + timedelta(days=400))
    assert later is not None
    assert (later.matched, later.censored) == (1, 2)
    assert later.mean_matched_only.median == pytest.approx(150 / DAYS_A_MONTH)
    assert later.median.median == np.inf  # one of three is reached
    assert later.restricted_mean.median == pytest.approx((150 + 2 / 3 * 150) / DAYS_A_MONTH)


def test_a_level_already_passed_counts_as_reached_at_once():
    found = catch_up(steps("A", [(0, 1), (100, 2)]), steps("B", [(0, 0.5), (50, 3)]), on=date(1970, 8, 1))
    assert found is not None
    assert (found.matched, found.mean_matched_only.median) == (2, pytest.approx((50 + 0) / 2 / DAYS_A_MONTH))


@given(st.lists(st.tuples(st.integers(1, 30), st.booleans()), min_size=1, max_size=40))
def test_the_curve_is_scipys(observed: list[tuple[int, bool]]):
    time, event = np.array([[t for t, _ in observed]], float), np.array([[e for _, e in observed]])
    horizon = float(time.max())
    median, mean = kaplan_meier(time, event, np.ones_like(event), horizon)
    curve = ecdf(CensoredData(uncensored=time[event], right=time[~event])).sf
    at, level = curve.quantiles, curve.probabilities
    half = at[level <= 0.5 + 1e-12]
    assert median[0] == (half[0] if half.size else np.inf)
    edges = np.concatenate([[0.0], at, [horizon]])
    assert mean[0] == pytest.approx((np.diff(edges) * np.concatenate([[1.0], level])).sum())


def test_entries_that_do_not_count_change_nothing():
    time, event = np.array([[5.0, 2.0, 9.0]]), np.array([[True, True, False]])
    counts = np.array([[True, True, False]])
    assert [one.tolist() for one in kaplan_meier(time, event, counts, 9.0)] == [
        one.tolist() for one in kaplan_meier(time[:, :2], event[:, :2], counts[:, :2], 9.0)
    ]
