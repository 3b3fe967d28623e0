"""AMD: revenue x mix / price, some sales told apart, then to owners by their parts of the chips they buy.

The model is that of Epoch AI's AI Chip Sales and AI Chip Owners, written afresh
(https://github.com/epoch-research/ai-chip-counts, MIT).
"""

import numpy as np

from parity.estimates.montecarlo import Floats, relation
from parity.estimates.stock.common import summed

__all__ = ["RELATIONS"]

CHIPS = "amd_chip"


@relation(unit="chip", axes=("quarter", CHIPS))
def amd_units(amd_revenue: Floats, amd_fixed_sales: Floats, amd_mix: Floats, amd_price: Floats) -> Floats:
    """Chips sold: what was told apart, and the rest of the revenue x share of the chip, / price."""
    rest = amd_revenue - summed(amd_fixed_sales)
    units: Floats = (rest[..., None] * amd_mix + amd_fixed_sales) / amd_price[:, None, :]
    return units


@relation(unit="chip", axes=("quarter", CHIPS))
def amd_hyperscaler_units(amd_units: Floats, amd_for_hyperscalers: Floats) -> Floats:
    """Chips of the kinds that the named owners buy."""
    return amd_units * amd_for_hyperscalers


@relation(unit="chip", axes=("quarter", CHIPS))
def amd_china_units(amd_units: Floats, amd_china_share: Floats) -> Floats:
    """Chips bought in China under licence."""
    return amd_units * amd_china_share


@relation(unit="1", axes=("quarter", "amd_owner"))
def amd_owner_share(amd_share: Floats, amd_share_cap: Floats) -> Floats:
    """Owners' parts of those chips, together no more than the cap."""
    shares: Floats = amd_share * np.minimum(1, amd_share_cap[:, None] / np.maximum(summed(amd_share), 1e-12))[..., None]
    return shares


@relation(unit="chip", axes=("quarter", CHIPS))
def amd_other_units(
    amd_units: Floats, amd_china_units: Floats, amd_hyperscaler_units: Floats, amd_owner_share: Floats
) -> Floats:
    """Chips of all other owners: what named owners and China leave."""
    left: Floats = amd_units - amd_china_units - amd_hyperscaler_units * summed(amd_owner_share)[..., None]
    return left


RELATIONS = (amd_units, amd_hyperscaler_units, amd_china_units, amd_owner_share, amd_other_units)
