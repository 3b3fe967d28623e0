from concurrent.futures import ProcessPoolExecutor
from datetime import date

import numpy as np
import pytest

from parity.errors import NotObserved
from parity.estimates.stock import counting, setting, stock_of, world
from parity.estimates.stock.live import Live
from parity.estimates.stock.stream import stream_stocks
from parity.series import bloc

DAY = date(2025, 12, 31)


def test_a_live_stock_answers_as_the_stock_does():
    live = Live(world(), bloc("US"), counting(None), on=DAY, draws=2500)
    np.testing.assert_array_equal(
        live.answer().draws, stock_of(world(), bloc("US"), on=DAY, draws=2500).total.h100e.draws
    )
    changes = [setting("nvidia_price[B300]*=1.2", world().model)]
    asked = [live.answer(changes).draws for _ in range(2)]
    fresh = stock_of(world().changed(changes), bloc("US"), on=DAY, draws=2500).total.h100e.draws
    np.testing.assert_array_equal(asked[0], fresh)
    np.testing.assert_array_equal(asked[1], fresh)
    with pytest.raises(NotObserved):
        Live(world(), bloc("DeepSeek"), counting(None), on=DAY)


def test_streaming_gives_the_quantiles_of_the_draws():
    streamed = stream_stocks(world(), draws=4500, seed=2)
    assert streamed.points.shape == (3, len(streamed.rows), len(streamed.quarters))
    whole = stock_of(world(), bloc("World"), on=DAY, draws=4500, seed=2).total.h100e
    place = streamed.quarters.index("2025Q4")
    ours = streamed.points[:, streamed.rows.index("World"), place]
    np.testing.assert_allclose(ours, np.quantile(whole.draws, (0.05, 0.5, 0.95)), rtol=2e-3)


def test_streaming_does_not_depend_on_the_executor():
    with ProcessPoolExecutor(2) as pool:
        there = stream_stocks(world(), draws=4500, seed=2, executor=pool)
    assert there.points.tobytes() == stream_stocks(world(), draws=4500, seed=2).points.tobytes()
