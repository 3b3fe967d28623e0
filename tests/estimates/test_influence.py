"""What the answer would be without a fact is what it is without that fact."""

from datetime import timedelta

import numpy as np
import pytest
from tests.estimates.making import DAY_0, facts, made

from parity.estimates import compare, gap, influence, lag, ratio
from parity.series import bloc, steps

ROWS = [
    ("US", 0, 10.0, 1.0), ("US", 200, 20.0, 1.0), ("US", 500, 30.0, 1.0), ("US", 700, 31.0, 1.0),
    ("CN", 100, 8.0, 1.0), ("CN", 400, 19.0, 1.0), ("CN", 650, 21.0, 1.0),
]  # fmt: skip


def test_leaving_one_out_equals_estimating_without_it():
    pair = compare(facts(ROWS), made(), bloc("US"), bloc("China"), on=DAY_0 + timedelta(days=800), draws=400)
    whole = gap(pair)
    found = influence(whole)
    assert found
    for one in found:
        kept = np.arange(pair.facts.height) != one.row
        part, drawn = pair.facts.filter(kept), pair.drawn[:, kept]
        sides = [steps(pair.metric, part, drawn, of.members(part), of.id) for of in pair.blocs]
        assert one.lag_without == pytest.approx(lag(*sides, on=pair.on).median)
        assert one.ratio_without == pytest.approx(ratio(pair.metric, *sides, on=pair.on).median)
        assert one.lag_moved == pytest.approx(whole.lag.median - lag(*sides, on=pair.on).median)


def test_the_most_influential_comes_first_and_bystanders_do_not_come():
    pair = compare(facts(ROWS), made(), bloc("US"), bloc("China"), on=DAY_0 + timedelta(days=800), draws=400)
    found = influence(gap(pair))
    moved = [abs(one.lag_moved) for one in found]
    assert moved == sorted(moved, reverse=True)
    bystander = pair.facts["value"].to_list().index(8.0)
    assert bystander not in {one.row for one in found}


def test_a_bloc_of_one_fact_has_no_answer_without_it():
    only = [("US", 0, 10.0, 0.0), ("US", 300, 12.0, 0.0), ("CN", 100, 8.0, 0.0)]
    pair = compare(facts(only), made(), bloc("US"), bloc("China"), on=DAY_0 + timedelta(days=800), draws=2)
    without = {one.row: one for one in influence(gap(pair))}
    row = pair.facts["country"].to_list().index("CN")
    assert (without[row].lag_without, without[row].ratio_without) == (None, None)
