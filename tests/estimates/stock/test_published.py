"""The published assumptions give the published figures, within the noise of the published draws."""

import csv
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from parity.estimates.montecarlo import Run
from parity.estimates.stock import world
from parity.estimates.stock.holdings import Holdings, total

LEVELS = (5, 50, 95)
DRAWS = 60_000


@cache
def stocks() -> dict[tuple[str, str], np.ndarray]:
    """H100-equivalents by designer and owner, shape `(draws, quarters)`."""
    found = world("published")
    holdings = Holdings(Run(found.model, draws=DRAWS, seed=1))
    keys = {(part.designer, part.owner) for part in found.parts}
    return {
        key: holdings.retired(total(holdings.flow(p) for p in found.parts if (p.designer, p.owner) == key))
        for key in sorted(keys)
    }


def quantiles(quarter: str, designer: str, *owners: str) -> np.ndarray:
    place = world("published").model.axes["quarter"].labels.index(quarter)
    mine = [array for (by, owner), array in stocks().items() if by == designer and (not owners or owner in owners)]
    return np.percentile(total(mine)[:, place], LEVELS)


OTHERS = ("Other owners", "Other US owners")


def test_every_nvidia_owner_and_quarter_is_within_two_standard_errors_of_5000_draws(shared: Path):
    path = shared / "data/peers/nvidia_owners_highprec_1M_and_mc_se.csv"
    off = []
    for row in csv.DictReader(path.read_text("utf-8").splitlines()):
        owners = {"Total": (), "Other": OTHERS}.get(row["owner"], (row["owner"],))
        ours = quantiles(row["quarter"], "NVIDIA", *owners)
        for level, value in zip(LEVELS, ours, strict=True):
            reference, error = float(row[f"hp_p{level}"]), float(row[f"relSE5000_p{level}"])
            off.append((value / reference - 1) / error)
    assert len(off) == 408
    assert np.abs(off).max() < 2
    assert np.std(off) < 0.6


# Printed by the published notebooks, thousands: 5, 50 and 95 %.
@pytest.mark.parametrize(
    ("quarter", "designer", "owner", "published"),
    [
        ("2023Q4", "Google", "Google", (159.0, 208.7, 264.5)),
        ("2024Q4", "Google", "Google", (756.5, 951.4, 1167.7)),
        ("2025Q4", "Google", "Google", (3083.1, 3812.9, 4537.3)),
        ("2026Q1", "Google", "Google", (3383.8, 4173.8, 4960.6)),
        ("2024Q4", "Amazon", "Amazon", (212.8, 306.3, 438.6)),
        ("2025Q4", "Amazon", "Amazon", (907.5, 1020.7, 1164.3)),
        ("2024Q4", "AMD", "Microsoft", (81.3, 106.5, 137.7)),
        ("2025Q4", "AMD", "Meta", (345.0, 459.9, 612.2)),
        ("2025Q4", "AMD", "Oracle", (74.7, 113.2, 175.3)),
        ("2025Q4", "AMD", "China", (8.6, 10.5, 12.8)),
    ],
)
def test_other_designers_come_back_within_two_percent(quarter: str, designer: str, owner: str, published: tuple):
    np.testing.assert_allclose(quantiles(quarter, designer, owner) / 1e3, published, rtol=0.02)


def test_the_published_totals_by_designer_come_back():
    np.testing.assert_allclose(quantiles("2025Q4", "NVIDIA") / 1e3, (11_899, 13_659, 15_549), rtol=0.01)
    np.testing.assert_allclose(quantiles("2025Q4", "AMD") / 1e3, (1_060.8, 1_245.0, 1_456.9), rtol=0.01)
