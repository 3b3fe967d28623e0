"""Cambricon: revenue x the part that cards bring / revenue a chip."""

from parity.estimates.montecarlo import Floats, relation

__all__ = ["RELATIONS"]


@relation(unit="chip", axes=("quarter", "cambricon_chip"))
def cambricon_units(
    cambricon_revenue: Floats, cambricon_card_share: Floats, cambricon_revenue_a_chip: Floats, cambricon_tops: Floats
) -> Floats:
    """Chips sold: revenue from cards / revenue a chip."""
    sold = cambricon_revenue * (cambricon_card_share / cambricon_revenue_a_chip)[:, None]
    return sold[..., None] * (cambricon_tops > 0)[:, None, :]


RELATIONS = (cambricon_units,)
