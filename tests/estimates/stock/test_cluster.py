from datetime import date

import numpy as np
import pytest

from parity import api
from parity.errors import BadInput, UnknownName
from parity.estimates.stock.chips import chip_named
from parity.estimates.stock.cluster import (
    cluster,
    cluster_cost,
    cluster_power,
    cluster_rate,
    compute_optimal,
)

DAY = date(2025, 12, 31)


def test_the_rate_is_speed_times_utilisation_times_the_time_it_runs():
    assert cluster_rate(*(np.array([one]) for one in (989.4e12, 0.4, 0.9))).item() == pytest.approx(356.184e12)


def test_power_and_cost_are_of_hardware_and_electricity():
    # 700 W x 2 = 1,400 W; 25,000 dollars x 2 over 4 years is 3.96e-4 a second; 1.4 kW at 7.2 cents an hour is 2.8e-5.
    power = cluster_power(np.array([700.0]), np.array([2.0]))
    assert power.item() == 1400
    life = 4 * 365.25 * 86_400
    cost = cluster_cost(*(np.array([one]) for one in (25_000.0, 2.0, life)), power, np.array([0.072 / 3.6e6]))
    assert cost.item() == pytest.approx(50_000 / life + 2.8e-5)


def test_operations_are_chips_times_rate_times_seconds():
    # 16,384 x 989.4e12 x 0.38 x 0.9 x 54 days: what Llama 3's 54 days amount to.
    settings = ["cluster_utilisation=0.38", "cluster_running=0.9"]
    found = cluster(chip_named("H100"), months=54 / (365.25 / 12), on=DAY, chips=16_384, settings=settings, draws=10)
    np.testing.assert_allclose(found.flop.draws, 16_384 * 989.4e12 * 0.38 * 0.9 * 54 * 86_400)


def test_the_inverse_gives_the_chips_back():
    there = cluster(chip_named("B200"), months=3, on=DAY, chips=1000, draws=50, seed=3)
    for flop, chips in zip(there.flop.draws[:3], range(3), strict=True):
        back = cluster(chip_named("B200"), months=3, on=DAY, flop=float(flop), draws=50, seed=3)
        assert back.chips.draws[chips] == pytest.approx(1000)


def test_llama_3_405b_is_found_again():
    # Told: 3.8e25 operations on up to 16,384 H100 (arXiv 2407.21783).
    found = api.cluster("H100", chips=16_384, months=2.7, on=DAY)
    low, high = found.flop.interval()
    assert low < 3.8e25 < high


def test_the_scaling_law_gives_chinchilla():
    # Chinchilla: 70 billion parameters, 1.4 trillion tokens, 5.76e23 operations; about 20 tokens a parameter.
    parameters, tokens, _ = compute_optimal(np.array([5.76e23]))
    assert parameters[0] == pytest.approx(70e9, rel=0.1) and tokens[0] == pytest.approx(1.4e12, rel=0.1)
    assert 6 * parameters[0] * tokens[0] == pytest.approx(5.76e23)


def test_its_optimum_is_an_optimum():
    flop = np.array([1e25])
    parameters, _, best = compute_optimal(flop)
    for factor in (0.8, 1.25):
        n = parameters * factor
        loss = 1.8172 + 482.01 / n**0.3478 + 2085.43 / (flop / 6 / n) ** 0.3658
        assert loss > best


def test_a_part_of_an_owners_stock_is_put_to_work():
    found = api.cluster(owner="Meta", part=0.25, on=DAY, draws=100)
    stock = api.stock("Meta", on=DAY, draws=100).total.h100e.draws
    np.testing.assert_allclose(found.chips.draws, stock / 4)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"chips": 10.0, "flop": 1e20}, "and not both"),
        ({}, "and not both"),
        ({"chips": -1.0}, "above zero"),
        ({"chips": 10.0, "months": 0.0}, "above zero"),
        ({"chip": "Ascend 910B", "chips": 10.0}, "no figure at 16 bit"),
        ({"owner": "Meta", "chips": 3.0}, "H100-equivalents"),
        ({"chips": 3.0, "part": 0.5}, "name the owner"),
        (
            {"chips": 3.0, "settings": ["cluster_utilization=1"]},
            "no quantity 'cluster_utilization'.*cluster_utilisation",
        ),
    ],
)
def test_bad_input_is_refused(given: dict, says: str):
    with pytest.raises(BadInput, match=says):
        api.cluster(on=DAY, **given)


def test_an_unknown_chip_is_refused_with_the_nearest():
    with pytest.raises(UnknownName, match="Did you mean H100"):
        api.cluster("H1000", chips=1.0)


def test_every_assumption_has_a_source():
    found = api.cluster(chips=1.0, on=DAY, draws=5)
    assert all(link.startswith("https://") and says for _, says, link in found.assumptions)
