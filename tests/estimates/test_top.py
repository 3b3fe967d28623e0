"""Frontiers of the k-th best and of the mean of the best k: by hand, with ties, in any order of rows."""

from datetime import timedelta

import numpy as np
import pytest
from tests.estimates.making import DAY_0, facts, made

from parity.errors import NotObserved
from parity.estimates import compare, ratio
from parity.series import Steps, Top, bloc

US = [("US", 0, 5.0, 0.0), ("US", 10, 9.0, 0.0), ("US", 20, 7.0, 0.0), ("US", 20, 9.0, 0.0), ("US", 30, 1.0, 0.0)]
CN = [("CN", 0, 4.0, 0.0), ("CN", 5, 6.0, 0.0), ("CN", 9, 2.0, 0.0)]
ON = DAY_0 + timedelta(days=40)


def leader(top: Top, rows: list[tuple[str, int, float, float]] = US + CN) -> Steps:
    return compare(facts(rows), made(), bloc("US"), bloc("China"), on=ON, draws=2, top=top).leader


def knots(side: Steps) -> list[tuple[int, float]]:
    first = (DAY_0 - type(DAY_0)(1970, 1, 1)).days
    return [(int(day) - first, float(score)) for day, score in zip(side.days, side.score[0], strict=True)]


def test_the_second_best_starts_with_the_second_and_ties_count_twice():
    assert knots(leader(Top(2))) == [(10, 5.0), (20, 9.0), (30, 9.0)]


def test_the_third_best_and_the_mean_of_three():
    assert knots(leader(Top(3))) == [(20, 7.0), (30, 7.0)]
    assert knots(leader(Top(3, mean=True))) == [(20, pytest.approx(25 / 3)), (30, pytest.approx(25 / 3))]


def test_the_best_is_the_first_best():
    assert [score for _, score in knots(leader(Top(1)))] == [5.0, 9.0, 9.0, 9.0]


def test_the_order_of_rows_does_not_matter():
    for seed in range(5):
        order = np.random.default_rng(seed).permutation(len(US + CN))
        table = facts(US + CN)[order.tolist()]
        for top in (Top(1), Top(2), Top(3, mean=True)):
            side = compare(table, made(), bloc("US"), bloc("China"), on=ON, draws=2, top=top).leader
            assert knots(side) == knots(leader(top))


def test_the_gap_is_of_the_same_rank_on_both_sides():
    pair = compare(facts(US + CN), made(), bloc("US"), bloc("China"), on=ON, draws=2, top=Top(2))
    assert ratio(pair.metric, pair.leader, pair.follower, on=ON).median == 9 - 4


def test_fewer_facts_than_asked_for_are_refused():
    with pytest.raises(NotObserved, match="Only 3 facts of China are known, fewer than 4"):
        leader(Top(4))
