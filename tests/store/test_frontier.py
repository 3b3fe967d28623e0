"""What is read near a frontier, against the definition counted out one by one."""

from datetime import date, timedelta

import hypothesis.strategies as st
import polars as pl
import pytest
from hypothesis import given

from parity.facts.keep import Keep
from parity.store import frontier
from parity.store.frontier import near_frontier

ROWS = st.lists(
    st.tuples(st.sampled_from(["US", "CN", "HK", "US;CN", "FR", ""]), st.integers(0, 40), st.integers(1, 30)),
    min_size=1, max_size=60,
)  # fmt: skip


def _table(rows):
    return pl.DataFrame(
        {
            "n": range(len(rows)),
            "country": [row[0] or None for row in rows],
            "known_on": [date(2026, 1, 1)] * len(rows),
            "date": [date(2020, 1, 1) + timedelta(days=row[1]) for row in rows],
            "value": [float(row[2]) for row in rows],
        }
    )


def _groups(country, how):
    codes = {{"HK": "CN"}.get(code, code) for code in country.split(";")}
    if how == "countries":
        return codes
    return (codes & {"US", "CN"}) or {"other"}


@pytest.mark.parametrize("how", ["countries", "rivals"])
@pytest.mark.parametrize("better", ["higher", "lower"])
@given(rows=ROWS, depth=st.integers(1, 5))
def test_kept_are_the_rows_that_fewer_than_k_earlier_ones_of_their_group_beat(rows, depth, how, better):
    sign = 1 if better == "higher" else -1
    ordered = sorted((day, sign * value, n) for n, (_, day, value) in enumerate(rows))
    wanted = set()
    for place, (_, score, n) in enumerate(ordered):
        for group in _groups(rows[n][0], how):
            earlier = [s for _, s, m in ordered[:place] if group in _groups(rows[m][0], how)]
            if sum(s > score for s in earlier) < depth:
                wanted.add(n)
    kept = near_frontier(_table(rows).lazy(), Keep(depth=depth, groups=how, better=better))
    # Of equal scores the heap may keep one that the count would not beat either: never fewer than wanted.
    assert set(kept["n"]) == wanted


@given(rows=ROWS, within=st.integers(0, 10))
def test_kept_are_the_rows_within_reach_of_their_countrys_best(rows, within):
    ordered = sorted((day, value, n) for n, (_, day, value) in enumerate(rows))
    wanted = {
        n for place, (_, value, n) in enumerate(ordered)
        for group in _groups(rows[n][0], "countries")
        if value >= max(v for _, v, m in ordered[: place + 1] if group in _groups(rows[m][0], "countries")) - within
    }  # fmt: skip
    assert set(near_frontier(_table(rows).lazy(), Keep(within=within))["n"]) == wanted


def test_editions_have_frontiers_of_their_own():
    rows = _table([("US", 0, 9), ("US", 1, 5)]).with_columns(known_on=pl.Series([date(2025, 1, 1), date(2026, 1, 1)]))
    assert near_frontier(rows.lazy(), Keep(depth=1))["n"].to_list() == [0]
    assert near_frontier(rows.lazy(), Keep(depth=1, editions=True))["n"].to_list() == [0, 1]


def test_early_figures_poor_ones_and_outstanding_ones():
    rows = _table([("US", 0, 9), ("US", 10, 20), ("US", 11, 12), ("US", 12, 3)]).lazy()
    since = date(2020, 1, 11)
    assert near_frontier(rows, Keep(since=since))["n"].to_list() == [1, 2, 3]
    assert near_frontier(rows, Keep(since=since, at_least=10))["n"].to_list() == [1, 2]
    assert near_frontier(rows, Keep(since=since, depth=1, always=12))["n"].to_list() == [1, 2]


def test_blocks_change_nothing(monkeypatch):
    rows = [("US", day, value) for day, value in enumerate([5, 9, 3, 8, 9, 1, 7, 10, 2, 9, 9, 4, 11, 3, 10] * 4)]
    whole = near_frontier(_table(rows).lazy(), Keep(depth=3))["n"].to_list()
    monkeypatch.setattr(frontier, "FIRST", 2)
    assert near_frontier(_table(rows).lazy(), Keep(depth=3))["n"].to_list() == whole
