"""What all supplies share: who other owners are, and how long a chip stays in service."""

import numpy as np

from parity.estimates.montecarlo import Floats, relation
from parity.estimates.montecarlo.normal import phi

__all__ = ["RELATIONS"]


@relation(unit="1")
def other_us(other_us_share: Floats) -> Floats:
    """Part of other owners' chips outside China that is in the US."""
    return other_us_share


@relation(unit="1")
def other_abroad(other_us_share: Floats) -> Floats:
    """The rest of them."""
    return 1 - other_us_share


@relation(unit="1", axes=("quarter", "quarter"))
def survival(quarter_age: Floats, chip_life: Floats, chip_life_spread: Floats) -> Floats:
    """Part of a quarter's chips (first axis) in service at a later quarter's end (second): lognormal lifetimes."""
    life, spread = chip_life[:, None, None], chip_life_spread[:, None, None]
    old = np.maximum(quarter_age, 1e-9 * life)
    alive = phi(-np.log(old / life) / spread)
    return np.where(quarter_age > 0, alive, 0.0)


RELATIONS = (other_us, other_abroad, survival)
