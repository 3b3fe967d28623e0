"""NVIDIA chips that reach China round the rules: a count by the year, in the mix that was sold the quarter before.

They were sold to others first: what China gains, unnamed owners in the US and elsewhere lose in proportion, and no
more than they bought.  (Where those owners' chips stand is known from clusters, and diverted chips are in none.)
"""

import numpy as np

from parity.estimates.montecarlo import Floats, relation
from parity.estimates.stock.spread import over_quarters

__all__ = ["RELATIONS"]


@relation(unit="1", axes=("quarter", "nvidia_chip"))
def diverted_mix(nvidia_open_units: Floats, nvidia_quarter_in_quarter: Floats) -> Floats:
    """Parts of the chips not made for China that were sold in the quarter before; in the first, of its own."""
    sold = over_quarters(nvidia_open_units, nvidia_quarter_in_quarter)
    mix = sold / np.maximum(sold.sum(axis=2, keepdims=True), 1e-300)
    lagged: Floats = np.concatenate([mix[:, :1], mix[:, :-1]], axis=1)
    return lagged


@relation(unit="chip", axes=("quarter", "nvidia_chip"))
def diverted_pool(nvidia_other_units: Floats, nvidia_quarter_in_quarter: Floats) -> Floats:
    """Chips that unnamed owners bought: all that can be diverted."""
    return np.maximum(over_quarters(nvidia_other_units, nvidia_quarter_in_quarter), 0)


@relation(unit="chip", axes=("quarter", "nvidia_chip"))
def diverted_units(
    diverted_chips: Floats, diverted_mix: Floats, diverted_pool: Floats, china_year_in_quarter: Floats
) -> Floats:
    """Chips diverted: those of the year x the quarter's days x the mix, of each chip no more than there is."""
    wanted = over_quarters(diverted_chips, china_year_in_quarter)[..., None] * diverted_mix
    return np.minimum(wanted, diverted_pool)


@relation(unit="1")
def diverted_from_us(other_us_share: Floats) -> Floats:
    """Part of the diverted chips that unnamed US owners have no longer."""
    return -other_us_share


@relation(unit="1")
def diverted_from_abroad(other_us_share: Floats) -> Floats:
    """The rest, which those elsewhere have no longer."""
    return other_us_share - 1


RELATIONS = (diverted_mix, diverted_pool, diverted_units, diverted_from_us, diverted_from_abroad)
