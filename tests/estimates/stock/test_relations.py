"""Each relation on numbers small enough to work out by hand; arrays are `(draws, quarters, chips or owners)`."""

import numpy as np
import pytest
from scipy import stats

from parity.estimates.stock import amd, common, nvidia, tpu, trainium
from parity.estimates.stock.holdings import Holdings


def a(*values: object) -> np.ndarray:
    """One draw of an array."""
    return np.array([*values], dtype=float)[None]


def test_nvidia_sales_are_revenue_times_its_error_times_hardware():
    # 10 billion, 2 % too low, 97.5 % of it hardware: 10 x 1.02 x 0.975.
    assert nvidia.nvidia_sales(a(10e9), a(1.02), np.array([0.975])).item() == pytest.approx(9.945e9)


def test_nvidia_units_are_sales_times_share_over_price():
    # FY25Q1: 19.44 billion x 0.97488 x 87 % at 28,284 dollars (30,741 x 0.92): 583,000 Hoppers.
    units = nvidia.nvidia_units(
        a(19.44e9 * 0.97488), a([0.87, 0.13]), a(30_741, 12_247), a([0.92009, 1.0]), a([1.0, 1.0])
    )
    np.testing.assert_allclose(units, [[[582_935, 201_166]]], rtol=1e-3)
    halved = nvidia.nvidia_units(a(1e9), a([1.0]), a(10_000), a([1.0]), a([0.5]))
    assert halved.item() == 50_000


def test_nvidia_china_units_are_its_part_of_each_chip():
    found = nvidia.nvidia_china_units(a([100.0, 40.0, 10.0]), a([0.15, 1.0, 0.0]))
    np.testing.assert_allclose(found, [[[15, 40, 0]]])


def test_nvidia_open_units_leave_out_what_is_made_for_china():
    np.testing.assert_allclose(nvidia.nvidia_open_units(a([100.0, 40.0]), a(0.0, 1.0)), [[[100, 0]]])


def test_an_owner_share_is_of_what_china_leaves():
    # 21 % of revenue, 19 % of it China's chips, 4.5 % more chips a dollar: 0.21 x 1.045 / 0.81 = 27.09 %.
    share = nvidia.nvidia_owner_share(
        a([0.21]), np.array([1.045]), a([0.81, 0.19]), a(0.0, 1.0), a([0.0, 1.0]), np.array([1.0])
    )
    assert share.item() == pytest.approx(0.21 * 1.045 / 0.81)


def test_owner_shares_are_cut_to_what_there_is():
    # 90 % and 60 % of all: together 150 %, cut to 60 % and 40 %; with 20 % of the chip gone to China, to 48 and 32 %.
    args = a([0.9, 0.6]), np.array([1.0]), a([1.0]), a(0.0)
    np.testing.assert_allclose(nvidia.nvidia_owner_share(*args, a([0.0]), np.array([1.0])), [[[0.6, 0.4]]])
    np.testing.assert_allclose(nvidia.nvidia_owner_share(*args, a([0.2]), np.array([1.0])), [[[0.48, 0.32]]])
    np.testing.assert_allclose(nvidia.nvidia_owner_share(*args, a([0.0]), np.array([1e9])), [[[0.9, 0.6]]])


def test_others_get_what_china_and_named_owners_leave():
    # 100 chips, 10 to China, named owners take 50 % and 20 % of the 100: 20 are left.
    found = nvidia.nvidia_other_units(a([100.0, 40.0]), a([10.0, 40.0]), a([100.0, 0.0]), a([0.5, 0.2]))
    np.testing.assert_allclose(found, [[[20, 0]]])


def test_a_tpu_costs_what_it_takes_to_make_over_one_less_the_margin():
    assert tpu.tpu_price(a(1_600.0), a(0.6)).item() == pytest.approx(4_000)


def test_tpu_units_are_revenue_times_share_over_price():
    # 2 billion, half of it v6e at 4,000 x 0.88: 284,091.
    found = tpu.tpu_units(a(2e9), a([0.5, 0.5]), a(4_000.0, 10_000.0), a(0.88))
    np.testing.assert_allclose(found, [[[284_091, 113_636]]], rtol=1e-5)


def test_amd_units_take_what_was_told_apart_from_the_rest():
    # 2.39 billion, of it 390 million MI308X at 12,000; the rest half and half at 12,500 and 25,000.
    found = amd.amd_units(a(2.39e9), a([0.0, 0.0, 0.39e9]), a([0.5, 0.5, 0.0]), a(12_500.0, 25_000.0, 12_000.0))
    np.testing.assert_allclose(found, [[[80_000, 40_000, 32_500]]])


def test_amd_chips_go_to_named_owners_china_and_others():
    units = a([100.0, 50.0, 10.0])
    named, china = amd.amd_hyperscaler_units(units, a([1.0, 0.0, 0.0])), amd.amd_china_units(units, a([0.0, 0.0, 1.0]))
    share = amd.amd_owner_share(a([0.3, 0.4]), np.array([1.0]))
    np.testing.assert_allclose(share, [[[0.3, 0.4]]])
    np.testing.assert_allclose(amd.amd_owner_share(a([0.8, 0.8]), np.array([1.0])), [[[0.5, 0.5]]])
    # 100 - 70 of the first, all 50 of the second, none of China's.
    np.testing.assert_allclose(amd.amd_other_units(units, china, named, share), [[[30, 50, 0]]])


def test_trainium2_grows_within_each_year_to_its_total():
    # 1.5 million, a fifth in 2024 growing by 2 a quarter: 300,000 x (1, 2, 4, 8) / 15.  Half of 2025's in its first
    # half means no growth: 300,000 in each quarter; then 10,000 that were told apart.
    place, first, last = a(0.0, 1, 2, 3, 0, 0, 0, 0, 0), a(1.0, 1, 1, 1, 0, 0, 0, 0, 0), a(0.0, 0, 0, 0, 1, 1, 1, 1, 0)
    later = a(*[0.0] * 8, 10_000)
    one = [np.array([value]) for value in (1.5e6, 0.2, 0.5, 2.0)]
    found = trainium.trainium2_units(*one, place, first, a(0.0, 0, 0, 0, 0, 1, 2, 3, 0), last, later)
    np.testing.assert_allclose(found[0], [20e3, 40e3, 80e3, 160e3, 300e3, 300e3, 300e3, 300e3, 10e3])


def test_the_first_half_of_a_year_gives_its_growth():
    # (1 + r) / (1 + r + r^2 + r^3) = 1 / (1 + r^2): 40 % means r = sqrt(1.5).
    one = [np.array([value]) for value in (1.0, 0.0, 0.4, 2.0)]
    place, within = a(0.0, 1, 2, 3), a(1.0, 1, 1, 1)
    found = trainium.trainium2_units(*one, place, np.zeros((1, 4)), place, within, np.zeros((1, 4)))[0]
    assert found[:2].sum() == pytest.approx(0.4) and found[1] / found[0] == pytest.approx(1.5**0.5)


def test_trainium1_is_spread_evenly_over_its_year():
    found = trainium.trainium1_units(np.array([400e3]), a(1.0, 1, 1, 1, 0))
    np.testing.assert_allclose(found, [[100e3, 100e3, 100e3, 100e3, 0]])


def test_trainium_units_stand_side_by_side():
    found = trainium.trainium_units(a(1.0, 2.0), a(10.0, 20.0), a(0.0, 1.0))
    np.testing.assert_allclose(found, [[[1, 10], [2, 20]]])


def test_half_are_left_at_the_middle_life():
    # Lognormal lifetimes: at 6 years of a middle life of 6, half; at 3 years with a spread of 0.35, 97.6 %.
    left = common.survival(a(3.0, 6.0), np.array([6.0]), np.array([0.35]))
    np.testing.assert_allclose(left, [[stats.norm.cdf(np.log(2) / 0.35), 0.5]])
    np.testing.assert_allclose(left, [[0.976162, 0.5]], rtol=1e-4)
    assert common.survival(a(3.0, 6.0), np.array([1e9]), np.array([0.35])).tolist() == [[1, 1]]


def test_what_is_held_is_what_was_added_less_what_has_gone():
    # 100 and 50 chips; 90 % are left after half a quarter, 60 % a quarter later: 90, then 60 + 45.
    run = {"survival": a(0.9, 0.6)}
    holdings = Holdings(run)  # type: ignore[arg-type]
    np.testing.assert_allclose(holdings.retired(a(100.0, 50.0)), [[90, 105]])


def test_other_owners_are_in_the_us_or_abroad():
    share = np.array([0.67])
    assert (common.other_us(share) + common.other_abroad(share)).item() == 1
