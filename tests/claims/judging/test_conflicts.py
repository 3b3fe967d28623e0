"""Claims of one article that cannot both hold."""

from dataclasses import replace

import pytest

from parity.claims.claim import Claim
from parity.claims.judging.conflicts import conflicts

TEN = Claim(
    sentence="one", char_start=0, char_end=3, kind="ratio_gap", leader="United States", follower="China",
    metric="compute_stock", value_low=10, value_high=10, unit="x", value_semantics="advantage",
    norm_ratio_low=10, norm_ratio_high=10,
)  # fmt: skip
CLOSING = Claim(
    sentence="one", char_start=0, char_end=3, kind="trend_closing", leader="United States", follower="China",
    metric="capability",
)  # fmt: skip
LAG = replace(CLOSING, kind="time_lag", value_low=1, value_high=3, unit="years")
BACK = {"leader": "China", "follower": "United States"}


@pytest.mark.parametrize(
    ("one", "other", "says"),
    [
        (TEN, replace(TEN, norm_ratio_low=3, norm_ratio_high=3, value_low=3, value_high=3), "3 x"),
        (TEN, replace(TEN, negated=True), "denies"),
        (TEN, replace(TEN, kind="ranking", norm_ratio_low=None, **BACK), "ahead of"),
        (CLOSING, replace(CLOSING, kind="trend_widening"), "widening"),
        (LAG, replace(LAG, value_low=8, value_high=10), "8 to 10"),
        (LAG, replace(LAG, **BACK), "China ahead"),
    ],
)
def test_a_contradiction_is_found_either_way_round(one: Claim, other: Claim, says: str) -> None:
    for pair in ((one, replace(other, sentence="two")), (replace(other, sentence="two"), one)):
        (found,) = conflicts(pair)
        assert (found.first, found.second) == (0, 1)
        assert says in found.because


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (TEN, replace(TEN, norm_ratio_low=8, norm_ratio_high=8)),  # within the tolerance
        (TEN, replace(TEN, metric="chip_performance", norm_ratio_low=3, norm_ratio_high=3)),
        (TEN, replace(TEN, norm_ratio_low=2, norm_ratio_high=2, as_of_date="2022", as_of_explicit=True)),
        (TEN, replace(TEN, norm_ratio_low=2, norm_ratio_high=2, follower="India")),
        (CLOSING, replace(CLOSING, kind="trend_widening", negated=True)),
        (LAG, replace(LAG, value_low=14, value_high=20, unit="months")),
        (replace(TEN, metric="other"), replace(TEN, metric="other", norm_ratio_low=2, norm_ratio_high=2)),
    ],
)
def test_what_may_both_hold_is_left_alone(one: Claim, other: Claim) -> None:
    assert conflicts((one, replace(other, sentence="two"))) == ()
