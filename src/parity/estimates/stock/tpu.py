"""Google's TPUs: what Google pays Broadcom x mix / price, where price is cost over one less Broadcom's margin.

The model is that of Epoch AI's AI Chip Sales (https://github.com/epoch-research/ai-chip-counts, MIT), written afresh.
"""

from parity.estimates.montecarlo import Floats, relation

__all__ = ["RELATIONS"]


@relation(unit="USD/chip", axes=("tpu_chip",))
def tpu_price(tpu_cost: Floats, tpu_margin: Floats) -> Floats:
    """Price in the first year: cost / (1 - margin)."""
    return tpu_cost / (1 - tpu_margin)


@relation(unit="chip", axes=("tpu_quarter", "tpu_chip"))
def tpu_units(tpu_revenue: Floats, tpu_mix: Floats, tpu_price: Floats, tpu_markup_index: Floats) -> Floats:
    """Chips bought: revenue x share of the chip / its price of the year."""
    return (tpu_revenue / tpu_markup_index)[..., None] * tpu_mix / tpu_price[:, None, :]


RELATIONS = (tpu_price, tpu_units)
