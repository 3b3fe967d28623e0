"""Frontiers never fall, hold from their day on, and are found by level."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from parity.errors import NotObserved
from parity.series import Steps, day_number


def frontier(days: list[int], score: list[list[float]]) -> Steps:
    values = np.array(score, dtype=float)
    return Steps("B", np.array(days), values, np.zeros(values.shape, dtype=np.int64))


def test_a_step_holds_from_its_day_on():
    one = frontier([10, 20], [[1.0, 3.0]])
    assert one.at(np.array([9, 10, 19, 20, 99])).tolist() == [[-np.inf, 1, 1, 3, 3]]


def test_before_its_first_figure_a_bloc_is_not_observed():
    with pytest.raises(NotObserved, match="its first figure is of 1970-01-11"):
        frontier([10], [[1.0]]).until(date(1970, 1, 5))


@given(
    rises=npst.arrays(float, st.tuples(st.integers(1, 5), st.integers(1, 12)), elements=st.floats(0, 5)),
    levels=npst.arrays(float, st.tuples(st.just(5), st.integers(1, 6)), elements=st.floats(-10, 80)),
)
def test_the_first_knot_at_a_level_is_what_a_plain_search_finds(rises: np.ndarray, levels: np.ndarray):
    score = np.cumsum(rises, axis=1)
    levels = levels[: score.shape[0]]
    found = frontier(list(range(score.shape[1])), score.tolist()).first_reaching(levels)
    for draw, row in enumerate(levels):
        for k, level in enumerate(row):
            reached = np.flatnonzero(score[draw] >= level)
            assert found[draw, k] == (reached[0] if reached.size else score.shape[1])


def test_days_count_from_1970():
    assert day_number(date(1970, 1, 11)) == 10
