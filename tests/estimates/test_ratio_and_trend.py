"""Ratio and trend: by hand, and the direction of metrics where less is better."""

from datetime import date, timedelta

import numpy as np
import pytest
from tests.estimates.making import made, steps

from parity.estimates import ratio, trend
from parity.series import metric

LATE = date(1970, 1, 1) + timedelta(days=1460)


def test_on_a_log_scale_the_gap_is_a_ratio_and_on_a_linear_one_a_difference():
    us, cn = steps("A", [(0, np.log(20))]), steps("B", [(0, np.log(4))])
    assert ratio(made(scale="log"), us, cn, on=LATE).median == pytest.approx(5)
    assert ratio(made(), us, cn, on=LATE).median == pytest.approx(np.log(20) - np.log(4))


def test_where_less_is_better_the_finer_one_is_ahead():
    of = metric("process_node")
    tsmc, smic = steps("A", [(0, -np.log(3))]), steps("B", [(0, -np.log(7))])
    assert ratio(of, tsmc, smic, on=LATE).median == pytest.approx(7 / 3)


def test_a_gap_that_falls_by_a_tenth_a_month_closes():
    months = [round(month * 30.4375) for month in range(49)]
    us = steps("A", [(day, 10.0) for day in months], draws=400)
    cn = steps("B", [(day, 0.1 * i) for i, day in enumerate(months)], draws=400)
    found = trend(made(), us, cn, on=LATE)
    assert found is not None
    assert found.slope.median == pytest.approx(-1.2, rel=0.06)  # steps jitter around the line
    assert found.p_closing == 1.0


def test_a_gap_that_moves_in_one_step_says_little():
    us = steps("A", [(0, 10.0), (1300, 10.5)], draws=2000)
    cn = steps("B", [(0, 5.0)], draws=2000)
    found = trend(made(), us, cn, on=LATE)
    assert found is not None
    assert 0.02 < found.p_closing < 0.3


def test_fewer_than_three_points_have_no_trend():
    assert trend(made(kind="flow"), steps("A", [(1400, 1.0)]), steps("B", [(1400, 1.0)]), on=LATE) is None
