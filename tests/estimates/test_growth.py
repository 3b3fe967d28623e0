"""Growth and change points: known rates come back, known breaks are found and dated."""

from datetime import date, timedelta

import numpy as np
import pytest
from tests.estimates.making import made, steps

from parity.estimates import change_point, growth
from parity.series import Steps

MONTHS = [round(month * 30.4375) for month in range(73)]
LATE = date(1970, 1, 1) + timedelta(days=MONTHS[-1])


def climb(name: str, *, rate: float, draws: int = 1, turn: int = 999, then: float = 0.0) -> Steps:
    """A frontier that rises each month at a rate a year, and at another from a month on."""
    levels = [rate * min(i, turn) / 12 + then * max(i - turn, 0) / 12 for i in range(len(MONTHS))]
    return steps(name, list(zip(MONTHS, levels, strict=True)), draws)


def test_fourfold_a_year_doubles_in_six_months():
    found = growth(made(scale="log"), climb("A", rate=np.log(4)), on=LATE, months=24)
    assert found is not None
    assert found.doubling_months is not None
    assert found.rate.median == pytest.approx(4, rel=0.05)
    assert found.doubling_months.median == pytest.approx(6, rel=0.05)


def test_on_a_linear_scale_it_is_points_a_year_and_nothing_doubles():
    found = growth(made(), climb("A", rate=12), on=LATE, months=24)
    assert found is not None
    assert (found.rate.median, found.doubling_months) == (pytest.approx(12, rel=0.05), None)


def test_what_does_not_grow_never_doubles():
    found = growth(made(scale="log"), steps("A", [(0, 1.0)]), on=LATE, months=24)
    assert found is not None
    assert found.doubling_months is not None
    assert found.doubling_months.median == np.inf


def test_fewer_than_three_points_have_no_growth():
    assert growth(made(kind="flow"), steps("A", [(0, 1.0), (365, 2.0)]), on=LATE, months=240) is None


def test_a_break_in_the_gap_is_found_and_dated():
    """The gap is steady for three years and then widens by six points a year."""
    rng = np.random.default_rng(0)
    us, cn = climb("A", rate=12, draws=200, turn=36, then=18), climb("B", rate=12, draws=200)
    us = Steps("A", us.days, np.sort(us.score + rng.normal(0, 0.1, us.score.shape), axis=1), us.fact)
    found = change_point(made(), us, cn, on=LATE)
    assert found is not None
    assert found.probability > 0.95
    assert abs((found.date - date(1973, 1, 1)).days) < 62
    assert found.before.median == pytest.approx(0, abs=0.5)
    assert found.after.median == pytest.approx(6, abs=0.7)


def test_a_straight_gap_has_no_break():
    rng = np.random.default_rng(0)
    us, cn = climb("A", rate=14, draws=200), climb("B", rate=12, draws=200)
    us = Steps("A", us.days, np.sort(us.score + rng.normal(0, 0.3, us.score.shape), axis=1), us.fact)
    found = change_point(made(), us, cn, on=LATE)
    assert found is not None
    assert found.probability < 0.5


def test_with_less_than_a_year_there_is_no_break_to_look_for():
    assert change_point(made(), steps("A", [(2000, 1.0)]), steps("B", [(2000, 0.5)]), on=LATE) is None
