from concurrent.futures import ProcessPoolExecutor
from datetime import date

import numpy as np
import pytest

from parity import api
from parity.errors import BadInput, NotObserved, UnknownName
from parity.estimates.montecarlo import Run
from parity.estimates.stock import counting, countings, gap_of, setting, stock_of, world
from parity.estimates.stock.holdings import Holdings, total
from parity.series import bloc

DAY = date(2025, 12, 31)


def test_rows_add_up_to_the_total_draw_by_draw():
    for by in ("designer", "chip", "channel", "owner"):
        found = stock_of(world(), bloc("US"), on=DAY, by=by, draws=200)
        whole = sum(one.h100e.draws for one in found.groups)
        np.testing.assert_allclose(whole, found.total.h100e.draws, rtol=1e-9)
        chips = sum(one.units.draws for one in found.groups)
        np.testing.assert_allclose(chips, found.total.units.draws, rtol=1e-9)


def test_the_world_is_all_of_itself():
    found = stock_of(world(), bloc("World"), on=DAY, draws=100)
    np.testing.assert_allclose(found.total.share.draws, 1)


def test_power_is_chips_times_their_watts():
    # Google's TPU v6e alone: 380 W a chip.
    found = stock_of(world("published"), bloc("Google"), on=DAY, by="chip", draws=50)
    v6e = next(one for one in found.groups if one.name == "v6e")
    np.testing.assert_allclose(v6e.power.draws, v6e.units.draws * 380 / 1e6)
    np.testing.assert_allclose(v6e.h100e.draws, v6e.units.draws * 1836 / 1979)


def test_without_retirement_what_is_held_is_what_was_added():
    found = stock_of(world("published"), bloc("Oracle"), on=DAY, draws=400).total.quarters
    assert found[0].label == "2022Q1" and found[-1].label == "2025Q4"
    # Added in the first quarter is what is held after it.
    assert found[0].added == found[0].held
    run = Holdings(Run(world("published").model, draws=20))
    part = next(one for one in world("published").parts if one.owner == "Oracle" and one.designer == "NVIDIA")
    np.testing.assert_allclose(run.stock(part), np.cumsum(run.flow(part), axis=1))


def test_retirement_takes_more_of_what_is_older():
    short = world().changed([setting("chip_life=3", world().model)])
    plain, less = (stock_of(one, bloc("Meta"), on=DAY, draws=200).total for one in (world(), short))
    assert less.h100e.median < plain.h100e.median
    np.testing.assert_array_equal(
        [one.added for one in less.quarters], [one.added for one in plain.quarters]
    )  # fmt: skip


def test_between_quarter_ends_the_stock_is_that_of_the_last():
    found = stock_of(world(), bloc("US"), on=date(2025, 11, 15), draws=10)
    assert found.reached == date(2025, 9, 30)
    with pytest.raises(NotObserved, match="begins with the quarter that ends on 2022-03-31"):
        stock_of(world(), bloc("US"), on=date(2022, 3, 30), draws=10)


def test_draws_in_batches_are_the_same_wherever_they_are_made():
    here = stock_of(world(), bloc("China"), on=DAY, draws=12_000, seed=4)
    with ProcessPoolExecutor(2) as pool:
        there = stock_of(world(), bloc("China"), on=DAY, draws=12_000, seed=4, executor=pool)
    assert here.total.h100e.draws.tobytes() == there.total.h100e.draws.tobytes()
    assert here.total.quarters == there.total.quarters


def test_a_changed_world_travels_to_another_process():
    changed = world().changed([setting("nvidia_price[H100]*=2", world().model)])
    here = stock_of(changed, bloc("Meta"), on=DAY, draws=100)
    with ProcessPoolExecutor(1) as pool:
        there = stock_of(changed, bloc("Meta"), on=DAY, draws=100, executor=pool)
    assert here.total.h100e.draws.tobytes() == there.total.h100e.draws.tobytes()


def test_countings_name_what_they_leave_out():
    assert {"owned", "in-country", "usable", "all-owners", "hyperscalers", "no-diverted"} <= set(countings())
    whole = stock_of(world(), bloc("US"), on=DAY, draws=100).total.h100e.median
    some = stock_of(world(), bloc("US"), on=DAY, how="hyperscalers", draws=100).total.h100e.median
    assert 0.5 * whole < some < whole
    with pytest.raises(UnknownName, match="hyperscaler"):
        counting("hyperscaler")


def test_a_scenario_that_changes_nothing_makes_no_difference():
    found = gap_of(world(), world(), bloc("US"), bloc("China"), on=DAY, draws=100)
    assert not found.ratio_difference.draws.any()
    assert found.scenario.ratio.summary() == found.baseline.ratio.summary()


def test_the_difference_is_of_paired_draws():
    found = api.stock_gap("US", "China", on=DAY, settings=["nvidia_china_share[*;H20]=0"], draws=300)
    # China loses H20 in every draw, so that each draw's gap widens, which unpaired draws could not show.
    assert (found.follower_difference.draws < 0).all()
    assert (found.ratio_difference.draws > 0).all()
    last = found.quarters[-1]
    assert last.follower_difference[0] == pytest.approx(found.follower_difference.median, rel=0.02)
    before = next(one for one in found.quarters if one.label == "2023Q4")
    assert before.ratio_difference[0] == pytest.approx(0, abs=0.05)


def test_the_same_seed_gives_the_same_bytes():
    one, other = (api.stock("US", on=DAY, by="designer", draws=150, seed=7) for _ in range(2))
    assert one.total.h100e.draws.tobytes() == other.total.h100e.draws.tobytes()
    assert one.total.quarters == other.total.quarters


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("nvidia_prize=1", "no quantity 'nvidia_prize'.*Did you mean nvidia_price"),
        ("nvidia_price[H21]=1", "nvidia_chip has no 'H21'"),
        ("chip_life=9..3", "upside down"),
        ("chip_life", "write NAME=VALUE"),
        ("chip_life=long", "long is no number"),
        ("nvidia_mix[*;H20]=0.9", "must sum to one"),
    ],
)
def test_a_setting_with_a_fault_is_refused(text: str, says: str):
    with pytest.raises(BadInput, match=says):
        world().changed([setting(text, world().model)])


def test_a_setting_sets_multiplies_and_adds():
    model = world().model
    for text, expected in (("h100_tops=2e15", 2e15), ("h100_tops*=2", 2 * 1979e12), ("h100_tops+=21e12", 2000e12)):
        assert Run(world().changed([setting(text, model)]).model, draws=1)["h100_tops"].item() == pytest.approx(
            expected
        )


def test_a_slider_recomputes_only_what_its_input_reaches():
    base = Run(world().model, draws=50)
    parts = [part for part in world().parts if part.country == "US"]
    _ = total(Holdings(base).stock(part) for part in parts)
    base.cache.computed.clear()
    changed = world().changed([setting("tpu_margin=0.5..0.6", world().model)])
    _ = total(Holdings(Run(changed.model, draws=50, cache=base.cache)).stock(part) for part in parts)
    assert base.cache.computed == ["tpu_margin", "tpu_price", "tpu_units", "tpu_units in H100e"]


def test_refused_before_anything_runs():
    with pytest.raises(BadInput, match="No rows by 'colour'"):
        api.stock("US", on=DAY, by="colour")  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="No assumptions 'theirs'"):
        api.stock("US", on=DAY, assumptions="theirs")
    with pytest.raises(BadInput, match="can be made, not 0"):
        api.stock("US", on=DAY, draws=0)
    with pytest.raises(NotObserved, match="no chips of DeepSeek"):
        api.stock("DeepSeek", on=DAY)
    with pytest.raises(BadInput, match="cannot be compared with itself"):
        api.stock_gap("US", "US", on=DAY)


def test_what_matters_is_ranked_and_every_input_has_a_source():
    found = api.stock_inputs("US", on=DAY, draws=256)
    totals = [one.total for one in found.inputs]
    assert totals == sorted(totals, reverse=True)
    assert found.inputs[0].name == "nvidia_price" and not found.inputs[0].rises
    assert 0.8 < sum(one.first for one in found.inputs) < 1.4
    assert all(one.links and one.says for one in found.inputs)


def test_every_uncertain_input_says_what_it_is_and_where_it_is_from():
    for one in world().model.quantities.values():
        assert one.note, one.name
        assert one.unit
        for cell in one.cells:
            if not cell.certain:
                assert cell.link.startswith("https://"), cell.where
