"""Batches joined are the batches, and no number of draws is answered with a traceback."""

from datetime import timedelta

import numpy as np
import pytest
from tests.estimates.making import DAY_0, facts, made

from parity.errors import BadInput
from parity.estimates import Gap, batches, compare, gap, in_batches
from parity.series import bloc

ROWS = [(country, 90 * i + 40 * (country == "CN"), 10.0 + i - 2 * (country == "CN"), 1.0)
        for country in ("US", "CN") for i in range(12)]  # fmt: skip


def one(size: int, number: int) -> Gap:
    on = DAY_0 + timedelta(days=1200)
    pair = compare(facts(ROWS), made(), bloc("US"), bloc("China"), on=on, draws=size, seed=3, batch=number)
    return gap(pair, seed=3 + number)


def test_joined_they_are_the_batches_in_order(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(batches, "MOST_CELLS", 100 * len(ROWS))
    whole = in_batches(one, draws=250, facts=len(ROWS))
    parts = [one(size, number) for number, size in enumerate((100, 100, 50))]
    for name in ("ratio", "lag"):
        assert (getattr(whole, name).draws == np.concatenate([getattr(part, name).draws for part in parts])).all()
    assert whole.trend is not None
    assert (whole.trend.slope.draws == np.concatenate([part.trend.slope.draws for part in parts if part.trend])).all()
    assert whole.catch_up is not None
    assert whole.catch_up.median.draws.size == 250
    assert whole.pair.drawn.shape[0] == 100


def test_batches_differ_from_each_other():
    assert (one(50, 0).ratio.draws != one(50, 1).ratio.draws).any()


def test_an_estimate_lets_go_of_the_batch_it_was_made_in():
    found = one(50, 0)
    for held in (found.ratio, found.lag, found.leader_frontier.best, found.follower_frontier.best):
        base = held.draws.base
        assert base is None or base.nbytes <= 2 * held.draws.nbytes  # no view of all knots


def test_what_fits_is_not_divided():
    whole = in_batches(one, draws=80, facts=len(ROWS))
    assert (whole.lag.draws == one(80, 0).lag.draws).all()


@pytest.mark.parametrize("draws", [0, -5, 10**12])
def test_absurd_numbers_of_draws_are_refused(draws: int):
    with pytest.raises(BadInput, match="draws can be made, not"):
        in_batches(one, draws=draws, facts=len(ROWS))
