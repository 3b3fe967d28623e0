"""Our figures on the publishers' data, beside what was published or is known to hold."""

from datetime import date

import numpy as np
import pytest

import parity
from parity.estimates import lag_through
from parity.series import day_number

ARTICLE = date(2024, 5, 28)


def test_the_lag_on_the_articles_day_is_fourteen_months():
    """A Chinese frontier of the Yi-34B to DeepSeek-V2 class, against GPT-4 of 2023-03-15."""
    found = parity.gap("capability", "US", "China", on=ARTICLE)
    assert found.lag.median == pytest.approx(14.5, abs=0.5)


def test_through_2025_it_falls_to_six_to_nine_months_on_average():
    pair = parity.gap("capability", "US", "China", on=date(2025, 12, 31)).pair
    year = np.arange(day_number(date(2025, 1, 1)), day_number(date(2025, 12, 31)), 7)
    assert 6 <= np.median(lag_through(pair.leader, pair.follower, year).mean(axis=1)) <= 9


def test_the_average_lag_since_2023_is_the_published_seven_months():
    """Published by Epoch AI: 7 months on average since 2023, between 4 and 14 (peers.md, part 3)."""
    pair = parity.gap("capability", "US", "China", on=date(2025, 12, 20), vintage=date(2025, 12, 20)).pair
    days = np.arange(day_number(date(2023, 6, 1)), day_number(pair.on), 7)
    average = np.median(lag_through(pair.leader, pair.follower, days).mean(axis=1))
    assert average == pytest.approx(7, abs=1.5)


@pytest.mark.parametrize("counting", ["all-owners", "hyperscalers", "no-diverted", "hyperscalers-licensed"])
def test_the_compute_ratio_of_mid_2024_lies_between_five_and_twelve_and_widens(counting: str):
    then, later = (
        parity.gap("compute_stock", "US", "China", on=day, counting=counting).ratio.median
        for day in (date(2024, 6, 30), date(2025, 12, 31))
    )
    assert 5 <= then <= 12
    assert later > then


def test_training_compute_trails_by_about_a_year():
    """Epoch AI: 12.9 times and 14.7 months for Grok-3 against GLM-4-Plus in mid-2025; errors of x3 to x30 blur both."""
    found = parity.gap("training_compute", "US", "China", on=date(2025, 6, 30))
    low, high = found.ratio.interval()
    assert low < 12.9 < high
    assert found.lag.median == pytest.approx(14.7, abs=3)


def test_the_same_question_has_the_same_answer():
    one, other = (parity.gap("capability", "US", "China", on=ARTICLE, draws=300, seed=9) for _ in range(2))
    assert (one.ratio.draws == other.ratio.draws).all()
    assert (one.lag.draws == other.lag.draws).all()


def test_a_stock_is_compared_on_the_newest_day_all_parts_cover():
    assert parity.gap("compute_stock", "US", "China", on=date(2026, 11, 23)).pair.on == date(2025, 12, 31)
