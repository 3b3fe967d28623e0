"""Chips abroad that Chinese firms rent: somebody else owns them, and has them no longer for its own use.

Each owner's part comes twice, once for the Chinese user and once, times -1, for the user before, so that what is owned
and where it stands do not change.
"""

import numpy as np

from parity.estimates.montecarlo import Floats, relation
from parity.estimates.stock.spread import over_quarters

__all__ = ["RELATIONS"]

AXES = ("quarter", "nvidia_chip")


@relation(unit="chip", axes=AXES)
def rented_wanted(rented_chips: Floats, diverted_mix: Floats, china_year_in_quarter: Floats) -> Floats:
    """Chips rented anew: those of the year x the quarter's days x the mix sold the quarter before."""
    return over_quarters(rented_chips, china_year_in_quarter)[..., None] * diverted_mix


@relation(unit="chip", axes=AXES)
def rented_oracle_pool(
    rented_owner: Floats, nvidia_open_units: Floats, nvidia_owner_share: Floats, nvidia_quarter_in_quarter: Floats
) -> Floats:
    """Chips that Oracle bought: all that it can rent out."""
    part = (nvidia_owner_share * rented_owner[:, None, :]).sum(axis=2)
    return over_quarters(nvidia_open_units * part[..., None], nvidia_quarter_in_quarter)


@relation(unit="chip", axes=AXES)
def rented_oracle_units(rented_wanted: Floats, rented_oracle_share: Floats, rented_oracle_pool: Floats) -> Floats:
    """Those that Oracle owns, no more than it bought."""
    return np.minimum(rented_wanted * rented_oracle_share[:, None, None], rented_oracle_pool)


@relation(unit="chip", axes=AXES)
def rented_other_units(
    rented_wanted: Floats,
    rented_oracle_share: Floats,
    diverted_pool: Floats,
    diverted_units: Floats,
    other_us_share: Floats,
) -> Floats:
    """Those of unnamed owners abroad, no more than they have left."""
    wanted = rented_wanted * (1 - rented_oracle_share)[:, None, None]
    return np.minimum(wanted, (diverted_pool - diverted_units) * np.maximum(1 - other_us_share, 0)[:, None, None])


RELATIONS = (rented_wanted, rented_oracle_pool, rented_oracle_units, rented_other_units)
