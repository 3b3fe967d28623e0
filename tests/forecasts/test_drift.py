"""The drift random walk: what it projects when growth is steady, and when it must refuse."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from tests.estimates.making import made, steps

from parity.errors import BadInput, NotObserved
from parity.estimates import Pair
from parity.forecasts import project
from parity.series import Steps, bloc, day_number

ON = date(2024, 1, 1)
START = day_number(ON)


def of(us: Steps, cn: Steps) -> Pair:
    none = pl.Series([], dtype=pl.Boolean)
    return Pair(made(), us, cn, pl.DataFrame(), ON, None, (bloc("US"), bloc("China")), (none, none), np.empty((0, 0)))


def pair(leader: float, follower: float, behind: float, months: int = 48) -> Pair:
    """Both sides grow steadily by so many points a month; the follower starts behind."""
    days = [START - round((months - i) * 30.4375) for i in range(months + 1)]
    us = steps("A", [(day, leader * i) for i, day in enumerate(days)], draws=500)
    cn = steps("B", [(day, follower * i - behind) for i, day in enumerate(days)], draws=500)
    return of(us, cn)


def test_steady_growth_goes_on():
    ahead = project(pair(1.0, 1.0, 6.0), until=date(2026, 1, 1))
    assert ahead.leader[:, -1] - ahead.follower[:, -1] == pytest.approx(6.0, abs=0.5)
    assert ahead.parity_day().median == np.inf


def test_the_day_of_parity_is_where_the_lines_cross():
    """The follower gains half a point a month on a gap of 30 - 24 = 6 points: twelve months."""
    crossing = project(pair(1.0, 1.5, 30.0), until=date(2026, 1, 1)).parity_day()
    assert crossing.median - START == pytest.approx(365, abs=95)  # to the quarter


def test_frontiers_never_fall():
    ahead = project(pair(0.1, 0.1, 1.0), until=date(2030, 1, 1))
    assert (np.diff(ahead.leader, axis=1) >= 0).all()


def test_more_history_narrows_it_not_the_draws():
    rng = np.random.default_rng(3)
    rises = np.cumsum(rng.exponential(1.0, 49))
    days = [START - round((48 - i) * 30.4375) for i in range(49)]
    both = [steps(name, list(zip(days, rises - late, strict=True)), 400) for name, late in (("A", 0), ("B", 5))]
    noisy = of(*both)
    short, long = (project(noisy, until=date(2027, 1, 1), lookback_months=m).leader[:, -1].std() for m in (12, 48))
    assert short > long > 0


def test_too_little_history_is_refused():
    with pytest.raises(NotObserved, match="Too little"):
        project(pair(1.0, 1.0, 6.0, months=5), until=date(2026, 1, 1))


def test_the_past_is_not_projected():
    with pytest.raises(BadInput, match="must end after 2024-01-01"):
        project(pair(1.0, 1.0, 6.0), until=ON - timedelta(days=1))
