"""Are catch-ups getting shorter?  The log-rank statistic against scipy's, and known directions."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import CensoredData, logrank
from tests.estimates.making import steps

from parity.estimates import shortening
from parity.estimates.shortening import log_rank

TIMES = st.lists(st.tuples(st.integers(1, 40), st.booleans()), min_size=3, max_size=20)


@given(TIMES, TIMES)
def test_the_statistic_is_scipys(early: list[tuple[int, bool]], late: list[tuple[int, bool]]):
    if not any(done for _, done in early + late) or len({t for t, _ in early + late}) < 2:
        return
    time = np.array([[float(t) for t, _ in early + late]])
    event = np.array([[done for _, done in early + late]])
    is_late = np.arange(time.size)[None] >= len(early)

    def data(some: list[tuple[int, bool]]) -> CensoredData:
        return CensoredData(uncensored=[t for t, d in some if d], right=[t for t, d in some if not d])

    with np.errstate(divide="ignore", invalid="ignore"):
        expected = logrank(data(late), data(early)).statistic
    if np.isfinite(expected):
        assert abs(log_rank(time, event, np.ones_like(event), is_late)[0]) == pytest.approx(abs(expected), abs=1e-6)


def leader_and_follower(delays: list[int]) -> tuple[object, object, date]:
    """Records every 200 days, each reached after its delay."""
    us = steps("A", [(200 * i, i + 1.0) for i in range(len(delays))])
    cn = steps("B", [(0, 0.5), *((200 * i + delay, i + 1.0) for i, delay in enumerate(delays))])
    return us, cn, date(1970, 1, 1) + timedelta(days=200 * len(delays) + 400)


def test_the_sign_tells_the_direction():
    faster, slower = [190, 180, 185, 170, 40, 30, 20, 10], [10, 20, 30, 40, 170, 185, 180, 190]
    for delays, sign in ((faster, 1), (slower, -1)):
        us, cn, on = leader_and_follower(delays)
        found = shortening(us, cn, on=on)  # type: ignore[arg-type]
        assert found is not None
        assert 0 < sign * found.median < 0.05


def test_a_handful_of_records_cannot_tell():
    us, cn, on = leader_and_follower([100, 90, 80])
    assert shortening(us, cn, on=on) is None  # type: ignore[arg-type]
