"""The shipped scenarios: complete, each moves what it says and leaves the rest alone, draw by draw."""

from datetime import date

import numpy as np
import pytest

from parity.estimates.montecarlo import Run
from parity.estimates.stock import gap_of, world
from parity.scenarios import load, scenario_names
from parity.series import bloc

WANTED = {
    "h20-never-sold",
    "h20-not-banned-2025",
    "h200-approved-2026",
    "diversion-stopped",
    "diversion-x3",
    "hbm-embargo-holds",
    "hbm-freed",
    "smic-yield-doubles",
    "no-controls-since-2022",
}


def changed(name):
    return world("ours").changed(load(name).changes(world("ours").model))


def run(of, draws=500):
    return Run(of.model, draws=draws, seed=3)


def gap(name, on, draws=500):
    return gap_of(changed(name), world("ours"), bloc("US"), bloc("China"), on=on, draws=draws)


def test_the_catalogue_is_whole():
    assert set(scenario_names()) >= WANTED


@pytest.mark.parametrize("name", scenario_names())
def test_each_asks_a_question_cites_a_page_and_says_why(name):
    found = load(name)
    assert found.question.endswith("?")
    assert found.reference
    assert all(one.because for one in found.steps)
    assert len(found.lines) == len(found.steps)


@pytest.mark.parametrize(
    ("name", "day", "china"),
    [
        ("h20-never-sold", date(2025, 12, 31), "less"),
        ("h20-not-banned-2025", date(2025, 12, 31), "more"),
        ("h200-approved-2026", date(2025, 12, 31), "same"),
        ("h200-approved-2026", date(2026, 6, 30), "more"),
        ("diversion-stopped", date(2024, 12, 31), "same"),
        ("diversion-stopped", date(2025, 12, 31), "less"),
        ("diversion-x3", date(2025, 12, 31), "more"),
        ("hbm-embargo-holds", date(2026, 6, 30), "no more"),
        ("hbm-freed", date(2026, 6, 30), "no less"),
        ("smic-yield-doubles", date(2026, 6, 30), "no less"),
        ("no-controls-since-2022", date(2025, 12, 31), "more"),
    ],
)
def test_china_has_more_or_less(name, day, china):
    apart = gap(name, day).follower_difference.draws
    holds = {
        "less": (apart < 0).all(),
        "more": (apart > 0).mean() > 0.95,
        "same": (apart == 0).all(),
        "no more": (apart <= 0).all() and (apart < 0).any(),
        "no less": (apart >= 0).all(),
    }
    assert holds[china], np.quantile(apart, [0.0, 0.5, 1.0])


def test_what_a_scenario_does_not_reach_is_the_same_to_the_bit():
    before, after = run(world("ours")), run(changed("diversion-x3"))
    for name in ("nvidia_units", "huawei_units", "amd_units", "rented_chips"):
        assert np.array_equal(before[name], after[name])
    assert not np.array_equal(before["diverted_units"], after["diverted_units"])


def test_three_times_the_diversion_is_three_times_where_there_are_enough_chips():
    before, after = run(world("ours"))["diverted_units"], run(changed("diversion-x3"))["diverted_units"]
    pool = run(world("ours"))["diverted_pool"]
    since = slice(12, None)  # from 2025Q1
    assert np.array_equal(before[:, :12], after[:, :12])
    assert np.allclose(after[:, since], np.minimum(3 * before[:, since], pool[:, since]))


def test_the_ban_of_april_2025_is_read_from_the_rules():
    """19 % of the second quarter's days had gone by 9 April; the ban covers the other 83 of 91."""
    (change,) = load("h20-not-banned-2025").changes(world("ours").model)
    labels = world("ours").model.axes["quarter"].labels
    chips = len(world("ours").model.axes["nvidia_chip"])
    shares = {labels[place // chips]: share for place, share in change.cells}
    assert shares == {"2025Q2": pytest.approx(83 / 91), "2025Q3": 1, "2025Q4": 1}


def test_without_controls_china_buys_as_before_from_where_they_bit():
    found = run(changed("no-controls-since-2022"))
    quarters = world("ours").model.axes["nvidia_quarter"].labels
    units, china = (found[name][:, :, [2, 5, 6]].sum(axis=(0, 2)) for name in ("nvidia_units", "nvidia_china_units"))
    share = china / np.maximum(units, 1)
    assert share[quarters.index("FY24Q2")] == 0  # A800 and H800 were sold
    assert 0.05 < share[quarters.index("FY25Q2")] < 0.16
    assert 0.20 < share[quarters.index("FY26Q3")] < 0.25
    assert (found["diverted_units"] == 0).all()
    assert (found["nvidia_other_units"] > -1e-6).all()


def test_the_gap_by_quarter_has_both_worlds_and_their_difference():
    found = gap("diversion-stopped", date(2025, 12, 31))
    assert [one.label for one in found.quarters][-1] == "2025Q4"
    last, before = found.quarters[-1], found.quarters[11]
    assert last.follower[0] < last.baseline_follower[0]
    assert before.follower_difference == (0, 0, 0)
    assert last.ratio_difference[0] > 0
