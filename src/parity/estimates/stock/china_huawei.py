"""Huawei: dies from TSMC's stock and SMIC's wafers, packaged as far as lines, dies and memory reach, two to a 910C.

Each quarter adds to a bank of dies and a bank of HBM stacks; packaging draws on both until one runs short or the lines
are full.  What fails in packaging is lost with its memory.
"""

import numpy as np

from parity.estimates.montecarlo import Floats, relation
from parity.estimates.stock.spread import over_quarters

__all__ = ["RELATIONS"]


@relation(unit="die", axes=("quarter",))
def huawei_dies(
    huawei_tsmc_dies: Floats,
    huawei_tsmc_timing: Floats,
    huawei_wafers: Floats,
    huawei_dies_a_wafer: Floats,
    huawei_die_yield: Floats,
    china_year_in_quarter: Floats,
) -> Floats:
    """Good dies of a quarter: those of TSMC, and SMIC's wafers x dies a wafer x the part that is good."""
    good = huawei_wafers * huawei_dies_a_wafer[:, None] * np.minimum(huawei_die_yield, 1)
    return huawei_tsmc_dies[:, None] * huawei_tsmc_timing + over_quarters(good, china_year_in_quarter)


@relation(unit="stack", axes=("quarter",))
def huawei_stacks(
    china_hbm_bought: Floats,
    china_hbm_timing: Floats,
    huawei_hbm_share: Floats,
    huawei_hbm_leaked: Floats,
    huawei_hbm_domestic: Floats,
    china_year_in_quarter: Floats,
) -> Floats:
    """Memory stacks for Ascend of a quarter: its part of those bought before the rule, leaked ones, domestic ones."""
    bought = (china_hbm_bought * huawei_hbm_share)[:, None] * china_hbm_timing
    return bought + over_quarters(huawei_hbm_leaked + huawei_hbm_domestic, china_year_in_quarter)


@relation(unit="die", axes=("quarter",))
def huawei_packaged(
    huawei_dies: Floats,
    huawei_stacks: Floats,
    huawei_assembly: Floats,
    huawei_package_yield: Floats,
    huawei_stacks_a_die: Floats,
    china_year_in_quarter: Floats,
) -> Floats:
    """Dies in working chips: the least of what the lines, the dies on hand and the memory on hand allow."""
    lines: Floats = over_quarters(huawei_assembly, china_year_in_quarter) / huawei_package_yield[:, None]
    enough: Floats = np.minimum(huawei_dies.cumsum(axis=1), huawei_stacks.cumsum(axis=1) / huawei_stacks_a_die[:, None])
    begun: Floats = np.zeros_like(lines + enough)
    used: Floats = np.zeros_like(begun[:, 0])
    for quarter in range(enough.shape[1]):
        begun[:, quarter] = np.minimum(lines[:, quarter], np.maximum(enough[:, quarter] - used, 0))
        used += begun[:, quarter]
    return begun * huawei_package_yield[:, None]


@relation(unit="chip", axes=("quarter", "huawei_chip"))
def huawei_units(
    huawei_packaged: Floats, huawei_910c_share: Floats, huawei_dies_a_chip: Floats, china_year_in_quarter: Floats
) -> Floats:
    """Chips: dies that go into 910B and 910C / dies a chip."""
    double = over_quarters(np.minimum(huawei_910c_share, 1), (china_year_in_quarter > 0).astype(np.float64))
    parts = np.stack([1 - double, double], axis=-1)
    return huawei_packaged[..., None] * parts / huawei_dies_a_chip[:, None, :]


RELATIONS = (huawei_dies, huawei_stacks, huawei_packaged, huawei_units)
