"""Amazon's Trainium: a total that Amazon told, spread over 2024 and 2025 by growth; Trainium1 evenly over 2024.

The model is that of Epoch AI's AI Chip Sales (https://github.com/epoch-research/ai-chip-counts, MIT), written afresh.
Within a year q, q r, q r^2, q r^3 are made; the first two are 1 / (1 + r^2) of them, which gives r from the
first half.
"""

import numpy as np

from parity.estimates.montecarlo import Floats, relation

__all__ = ["RELATIONS"]


def _spread(growth: Floats, place: Floats, within: Floats) -> Floats:
    """Parts of a year's chips by quarter, shape `(draws, quarters)`."""
    weight = within * growth[:, None] ** place
    parts: Floats = weight / np.maximum(weight.sum(axis=1, keepdims=True), 1e-12)
    return parts


@relation(unit="chip", axes=("quarter",))
def trainium2_units(
    trainium2_total: Floats,
    trainium2_share_2024: Floats,
    trainium2_first_half: Floats,
    trainium2_growth_2024: Floats,
    trainium_place_2024: Floats,
    trainium_in_2024: Floats,
    trainium_place_2025: Floats,
    trainium_in_2025: Floats,
    trainium2_later: Floats,
) -> Floats:
    """Trainium2 made in a quarter."""
    growth = np.sqrt(np.maximum(1 / trainium2_first_half - 1, 1e-9))
    early = trainium2_share_2024[:, None] * _spread(trainium2_growth_2024, trainium_place_2024, trainium_in_2024)
    late = (1 - trainium2_share_2024)[:, None] * _spread(growth, trainium_place_2025, trainium_in_2025)
    return trainium2_total[:, None] * (early + late) + trainium2_later


@relation(unit="chip", axes=("quarter",))
def trainium1_units(trainium1_total: Floats, trainium_in_2024: Floats) -> Floats:
    """Trainium1 made in a quarter: a quarter of the total in each of 2024."""
    units: Floats = trainium1_total[:, None] * trainium_in_2024 / trainium_in_2024.sum(axis=1, keepdims=True)
    return units


@relation(unit="chip", axes=("quarter", "trainium_chip"))
def trainium_units(trainium1_units: Floats, trainium2_units: Floats, trainium_second: Floats) -> Floats:
    """Both chips side by side."""
    second = trainium_second[:, None, :]
    units: Floats = trainium1_units[..., None] * (1 - second) + trainium2_units[..., None] * second
    return units


RELATIONS = (trainium2_units, trainium1_units, trainium_units)
