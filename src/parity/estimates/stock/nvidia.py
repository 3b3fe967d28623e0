"""NVIDIA: revenue x mix / price, then to owners by their parts of the revenue; China first, by chip and by rule.

The model is that of Epoch AI's AI Chip Sales and AI Chip Owners, written afresh
(https://github.com/epoch-research/ai-chip-counts, MIT).  Owners other than China buy no chip made for China, so that
their part of the rest is larger.
"""

from functools import reduce

import numpy as np

from parity.estimates.montecarlo import Floats, relation
from parity.estimates.stock.common import drained, scaled, summed

__all__ = ["RELATIONS"]

QUARTERS, CHIPS, OWNERS = "nvidia_quarter", "nvidia_chip", "nvidia_owner"


@relation(unit="USD", axes=(QUARTERS,))
def nvidia_sales(nvidia_revenue: Floats, nvidia_revenue_error: Floats, nvidia_hardware_share: Floats) -> Floats:
    """Sales of chips: compute revenue x its error x the part that is hardware."""
    return nvidia_revenue * nvidia_revenue_error * nvidia_hardware_share[:, None]


@relation(unit="chip", axes=(QUARTERS, CHIPS))
def nvidia_units(
    nvidia_sales: Floats, nvidia_mix: Floats, nvidia_price: Floats, nvidia_price_index: Floats, nvidia_sold: Floats
) -> Floats:
    """Chips sold: sales x share of the chip / its price of the year."""
    each = (nvidia_mix * (nvidia_sold / nvidia_price_index)) * (1 / nvidia_price)[:, None, :]
    return scaled(each, nvidia_sales[..., None])


@relation(unit="chip", axes=(QUARTERS, CHIPS))
def nvidia_china_units(nvidia_units: Floats, nvidia_china_share: Floats) -> Floats:
    """Chips bought in China under licence or before the rules."""
    return nvidia_units * nvidia_china_share


@relation(unit="chip", axes=(QUARTERS, CHIPS))
def nvidia_open_units(nvidia_units: Floats, nvidia_china_spec: Floats) -> Floats:
    """Chips that are not made for China alone."""
    return nvidia_units * (1 - nvidia_china_spec)[:, None, :]


@relation(unit="1", axes=(QUARTERS, OWNERS))
def nvidia_owner_share(
    nvidia_revenue_share: Floats,
    nvidia_discount: Floats,
    nvidia_mix: Floats,
    nvidia_china_spec: Floats,
    nvidia_china_share: Floats,
    nvidia_share_cap: Floats,
) -> Floats:
    """Owners' parts of the chips not made for China: part of revenue x discount / revenue that is not China's."""
    elsewhere = 1 - summed(nvidia_mix * nvidia_china_spec[:, None, :])
    raw = nvidia_revenue_share * (nvidia_discount[:, None] / np.maximum(elsewhere, 1e-9))[..., None]
    gone = nvidia_china_share * (1 - nvidia_china_spec)[:, None, :]
    most = nvidia_share_cap[:, None] * (1 - reduce(np.maximum, np.moveaxis(gone, 2, 0)))
    taken = summed(raw)
    return scaled(raw, np.minimum(1, most / np.maximum(taken, 1e-12))[..., None])


@relation(unit="chip", axes=(QUARTERS, CHIPS))
def nvidia_other_units(
    nvidia_units: Floats, nvidia_china_units: Floats, nvidia_open_units: Floats, nvidia_owner_share: Floats
) -> Floats:
    """Chips of all other owners: what named owners and China leave."""
    named = nvidia_open_units * summed(nvidia_owner_share)[..., None]
    return drained(nvidia_units, nvidia_china_units, named)


RELATIONS = (
    nvidia_sales,
    nvidia_units,
    nvidia_china_units,
    nvidia_open_units,
    nvidia_owner_share,
    nvidia_other_units,
)
