"""What a year or a fiscal quarter holds, spread over calendar quarters by its days."""

import numpy as np

from parity.estimates.montecarlo import Floats

__all__ = ["over_quarters"]


def over_quarters(held: Floats, days: Floats) -> Floats:
    """Return what falls into each quarter: `held` is `(draws, time[, chips])`, `days` `(1, time, quarters)`.

    >>> over_quarters(np.array([[400.0]]), np.array([[[0.25, 0.75]]])).tolist()
    [[100.0, 300.0]]
    """
    if held.ndim == 2:
        spread: Floats = held @ days[0]
        return spread
    # One large product is ten times as fast as one small product a draw.
    draws, times, chips = held.shape
    flat: Floats = np.swapaxes(held, 1, 2).reshape(-1, times) @ days[0]
    return np.swapaxes(flat.reshape(draws, chips, -1), 1, 2)
