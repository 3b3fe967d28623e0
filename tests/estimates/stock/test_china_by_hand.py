"""China's supply: every relation worked by hand."""

import numpy as np
import pytest

from parity.estimates.stock import china_cambricon, china_diverted, china_huawei, china_others, china_rented

ONE_YEAR = np.array([[[0.25, 0.25, 0.25]]])
"""One year, three of its quarters."""


def draw(*values):
    return np.array([values], dtype=float)


def test_dies_are_those_of_tsmc_and_good_ones_of_smic():
    # 1,000,000 x 0.25 = 250,000; 4,000 wafers x 78 x 0.5 = 156,000 a year, a quarter of it 39,000
    found = china_huawei.huawei_dies(
        huawei_tsmc_dies=np.array([1e6]),
        huawei_tsmc_timing=draw(0.25, 0, 0),
        huawei_wafers=draw(4000),
        huawei_dies_a_wafer=np.array([78.0]),
        huawei_die_yield=draw(0.5),
        china_year_in_quarter=ONE_YEAR,
    )
    assert found.tolist() == [[289_000, 39_000, 39_000]]


def test_a_yield_never_passes_one():
    args = {
        "huawei_tsmc_dies": np.zeros(1),
        "huawei_tsmc_timing": draw(0, 0, 0),
        "huawei_wafers": draw(400),
        "huawei_dies_a_wafer": np.array([78.0]),
        "china_year_in_quarter": ONE_YEAR,
    }
    assert china_huawei.huawei_dies(**args, huawei_die_yield=draw(1.2))[0, 0] == 7800  # 400 x 78 / 4


def test_memory_is_a_part_of_what_was_bought_what_leaks_and_what_is_made():
    # 8 million x 0.5 x 0.25 = 1 million; (400,000 + 400,000) / 4 = 200,000
    found = china_huawei.huawei_stacks(
        china_hbm_bought=np.array([8e6]),
        china_hbm_timing=draw(0.25, 0, 0),
        huawei_hbm_share=np.array([0.5]),
        huawei_hbm_leaked=draw(4e5),
        huawei_hbm_domestic=draw(4e5),
        china_year_in_quarter=ONE_YEAR,
    )
    assert found.tolist() == [[1_200_000, 200_000, 200_000]]


def test_packaging_takes_what_runs_short_first():
    # Lines: 400 working dies a year, 100 a quarter, so 200 begun at a yield of a half.
    # 1st quarter: 150 dies are the least; 2nd: 200 by the lines, for 500 came; then the memory of 350 dies is used up.
    found = china_huawei.huawei_packaged(
        huawei_dies=draw(150, 500, 0),
        huawei_stacks=draw(1400, 0, 0),
        huawei_assembly=draw(400),
        huawei_package_yield=np.array([0.5]),
        huawei_stacks_a_die=np.array([4.0]),
        china_year_in_quarter=ONE_YEAR,
    )
    assert found.tolist() == [[75, 100, 0]]


def test_two_dies_make_a_910c():
    # of 1,000 dies 0.4 go into 910C: 600 chips of one die, 200 of two
    found = china_huawei.huawei_units(
        huawei_packaged=draw(1000, 0, 0),
        huawei_910c_share=draw(0.4),
        huawei_dies_a_chip=draw(1, 2),
        china_year_in_quarter=ONE_YEAR,
    )
    assert found[0, 0].tolist() == [600, 200]


def test_cambricon_sells_what_its_cards_bring_by_the_chip():
    # 1,000,000 yuan x 0.9 / 30,000 yuan = 30
    found = china_cambricon.cambricon_units(
        cambricon_revenue=draw(1e6),
        cambricon_card_share=np.array([0.9]),
        cambricon_revenue_a_chip=np.array([3e4]),
        cambricon_tops=draw(512),
    )
    assert found.ravel().tolist() == pytest.approx([30])


def test_other_makers_ship_a_quarter_of_the_year_in_a_quarter():
    made = np.array([[[400.0, 80.0]]])
    found = china_others.china_other_units(china_other_made=made, china_year_in_quarter=ONE_YEAR)
    assert found[0].tolist() == [[100, 20]] * 3


def test_the_mix_is_that_of_the_quarter_before():
    sold = np.array([[[30.0, 10.0], [0.0, 40.0]]])
    found = china_diverted.diverted_mix(nvidia_open_units=sold, nvidia_quarter_in_quarter=np.eye(2)[None])
    assert found[0].tolist() == [[0.75, 0.25], [0.75, 0.25]]


def test_no_more_is_diverted_than_was_bought():
    # 400 a year are 100 a quarter: 75 and 25 by the mix, but of the first chip only 50 were bought
    pool = china_diverted.diverted_pool(
        nvidia_other_units=np.array([[[50.0, 100.0]]]), nvidia_quarter_in_quarter=np.ones((1, 1, 1))
    )
    found = china_diverted.diverted_units(
        diverted_chips=draw(400),
        diverted_mix=np.array([[[0.75, 0.25]]]),
        diverted_pool=pool,
        china_year_in_quarter=ONE_YEAR[..., :1],
    )
    assert found[0, 0].tolist() == [50, 25]


def test_unnamed_owners_lose_what_is_diverted_by_where_they_are():
    parts = china_diverted.diverted_from_us(np.array([0.6])), china_diverted.diverted_from_abroad(np.array([0.6]))
    assert np.concatenate(parts).tolist() == pytest.approx([-0.6, -0.4])


def test_rented_chips_are_oracles_and_others_as_far_as_they_have_them():
    mix = np.array([[[0.75, 0.25]]])
    wanted = china_rented.rented_wanted(
        rented_chips=draw(400), diverted_mix=mix, china_year_in_quarter=ONE_YEAR[..., :1]
    )
    assert wanted[0, 0].tolist() == [75, 25]
    # Oracle's 0.4 are 30 and 10, but it bought 0.2 of 100 of each
    pool = china_rented.rented_oracle_pool(
        rented_owner=draw(0, 1),
        nvidia_open_units=np.array([[[100.0, 100.0]]]),
        nvidia_owner_share=np.array([[[0.3, 0.2]]]),
        nvidia_quarter_in_quarter=np.ones((1, 1, 1)),
    )
    assert pool[0, 0].tolist() == [20, 20]
    oracle = china_rented.rented_oracle_units(
        rented_wanted=wanted, rented_oracle_share=np.array([0.4]), rented_oracle_pool=pool
    )
    assert oracle[0, 0].tolist() == [20, 10]
    # others' 0.6 are 45 and 15; abroad there are 0.4 of 50 and 75 left
    other = china_rented.rented_other_units(
        rented_wanted=wanted,
        rented_oracle_share=np.array([0.4]),
        diverted_pool=np.array([[[100.0, 100.0]]]),
        diverted_units=np.array([[[50.0, 25.0]]]),
        other_us_share=np.array([0.6]),
    )
    assert other[0, 0].tolist() == pytest.approx([20, 15])
