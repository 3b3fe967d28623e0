"""Rows in any order, twice, on one day, or wrong: the documented answer, or one line that names them."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.estimates.making import DAY_0, facts, made

import parity
from parity.errors import BadInput, NotObserved
from parity.estimates import DAYS_A_MONTH, Gap, compare, gap, regression_lag
from parity.series import Metric, bloc

ROWS = [
    ("US", 0, 10.0, 1.0),
    ("US", 200, 12.0, 1.0),
    ("US", 200, 11.0, 1.0),
    ("CN", 200, 9.0, 1.0),
    ("CN", 300, 9.5, 1.0),
]
ON = DAY_0 + timedelta(days=400)


def answer(table: pl.DataFrame, of: Metric | None = None, on: date = ON) -> Gap:
    return gap(compare(table, of or made(), bloc("US"), bloc("China"), on=on, draws=50))


def same(one: Gap, other: Gap) -> bool:
    return bool((one.ratio.draws == other.ratio.draws).all() and (one.lag.draws == other.lag.draws).all())


@settings(deadline=None)
@given(st.permutations(range(len(ROWS))))
def test_the_order_of_rows_does_not_matter_nor_that_some_share_a_day(order: list[int]):
    table = facts(ROWS)
    assert same(answer(table[order]), answer(table))


def test_a_row_told_twice_counts_once():
    table = facts(ROWS)
    assert same(answer(pl.concat([table, table[1:3]])), answer(table))


@pytest.mark.parametrize(
    ("column", "value"),
    [("value", np.nan), ("value", np.inf), ("low", -np.inf), ("high", np.nan), ("value", None), ("date", None)],
)
def test_what_is_no_number_or_has_no_day_is_named(column: str, value: float | None):
    table = facts(ROWS).with_row_index("i")
    dtype = table.schema[column]
    table = table.with_columns(
        pl.when(pl.col("i") == 1).then(pl.lit(value, dtype)).otherwise(pl.col(column)).alias(column)
    ).drop("i")
    with pytest.raises(BadInput, match=rf"^m: the {column} of a fact must be .*US-1 of .*\.$"):
        answer(table)


@pytest.mark.parametrize("value", [0.0, -3.0])
def test_zero_or_less_on_a_log_scale_is_named(value: float):
    table = facts([*ROWS, ("CN", 350, value, 0.0)])
    with pytest.raises(BadInput, match=r"must be a number above zero; it is not for CN-5 of 2020-12-16"):
        answer(table, made(scale="log"))


def test_many_bad_rows_are_counted():
    with pytest.raises(BadInput, match="and 2 more"):
        answer(facts([*ROWS, *[("CN", 350 + i, np.inf, 0.0) for i in range(5)]]))


def test_one_fact_of_each_has_a_gap_and_a_lag_and_no_more():
    found = answer(facts([("US", 0, 10.0, 0.0), ("CN", 100, 9.0, 0.0)]))
    assert found.ratio.median == 1
    assert found.lag.at_least
    assert found.lag.median == pytest.approx(400 / DAYS_A_MONTH)
    with pytest.raises(NotObserved, match="three models"):
        regression_lag(found.pair)


def test_a_follower_ahead_from_the_start_lags_less_than_nothing():
    """B leads from day 0 with 20; A's 10 was passed by then: A trails it by all the days known."""
    found = answer(facts([("US", 50, 10.0, 0.0), ("US", 90, 12.0, 0.0), ("CN", 0, 20.0, 0.0)]))
    assert found.ratio.median == -8
    assert found.lag.median == pytest.approx(-400 / DAYS_A_MONTH)
    assert found.catch_up is not None
    assert found.catch_up.median.median == 0  # every record was reached before it was set


def test_a_day_before_any_record_is_refused():
    with pytest.raises(NotObserved, match="its first figure is of 2020-01-01"):
        answer(facts(ROWS), on=date(2019, 12, 31))


def test_a_bloc_without_facts_and_a_bloc_against_itself_are_refused():
    with pytest.raises(NotObserved, match="No fact on m of China"):
        answer(facts(ROWS[:3]))
    with pytest.raises(BadInput, match="cannot be compared with itself"):
        compare(facts(ROWS), made(), bloc("US"), bloc("US"), on=ON)


@pytest.mark.parametrize("draws", [0, -1, 10**15])
def test_absurd_draws_are_refused(draws: int):
    with pytest.raises(BadInput, match="draws can be made, not"):
        parity.gap("capability", "US", "China", on=date(2024, 5, 28), draws=draws)
