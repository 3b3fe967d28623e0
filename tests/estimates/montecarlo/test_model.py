from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from scipy import stats
from tests.estimates.montecarlo.tables import AXES, QUANTITIES, ROWS, flow, model, units

from parity.errors import BadInput
from parity.estimates.montecarlo import Axis, Cache, Cell, Floats, Random, Run, change_of, read_model, relation
from parity.estimates.montecarlo.axes import overlap, quarters
from parity.estimates.montecarlo.batches import over_batches


def test_a_fiscal_quarter_is_shared_out_by_days():
    # 1 November to 31 January has 92 days: 61 of them in 2023Q4, 31 in 2024Q1.
    fiscal = Axis("fiscal", ("F1",), ((date(2023, 11, 1), date(2024, 1, 31)),))
    shares = overlap(fiscal, quarters("2023Q4", "2024Q2"))
    np.testing.assert_allclose(shares, [[61 / 92, 31 / 92, 0]])


def test_a_graph_is_drawn_with_its_units_turned(tmp_path: Path):
    run = Run(model(tmp_path), draws=40_000, seed=3)
    np.testing.assert_allclose(np.quantile(run["sales"][:, 0], [0.05, 0.5, 0.95]), [1e9, 1.5e9, 2e9], rtol=0.02)
    np.testing.assert_allclose(np.quantile(run["price"][:, 0], [0.1, 0.9]), [10e3, 15e3], rtol=0.02)
    np.testing.assert_allclose(run["mix"].sum(axis=2), 1)
    # A Dirichlet share of mean m and concentration c has standard deviation sqrt(m (1 - m) / (c + 1)).
    assert run["mix"][:, 0, 0].std() == pytest.approx((0.25 * 0.75 / 41) ** 0.5, rel=0.02)
    np.testing.assert_allclose(run["flow"][:, 2], run["units"].sum(axis=2)[:, 1] * 30 / 90)


def test_prices_correlate_by_the_rank_declared(tmp_path: Path):
    run = Run(model(tmp_path), draws=100_000)
    assert stats.spearmanr(run["price"]).statistic == pytest.approx(0.5, abs=0.01)
    assert abs(stats.spearmanr(run["sales"]).statistic) < 0.015


def test_a_correlation_between_quantities_is_that_of_their_ranks(tmp_path: Path):
    linked = model(tmp_path, correlations="first,second,rank,scores,assumptions\nsales,price,-0.6,,\n")
    run = Run(linked, draws=100_000)
    assert stats.spearmanr(run["sales"][:, 0], run["price"][:, 0]).statistic == pytest.approx(-0.6, abs=0.01)


def test_a_shared_draw_moves_all_its_cells_together(tmp_path: Path):
    shared = QUANTITIES.replace("sales,USD,fiscal,,", "sales,USD,fiscal,fiscal,")
    run = Run(model(tmp_path, quantities=shared), draws=1000)
    np.testing.assert_allclose(run["sales"][:, 1] - run["sales"][:, 0], 1e9)


def test_draws_depend_on_seed_and_name_alone(tmp_path: Path):
    made = model(tmp_path)
    np.testing.assert_array_equal(Run(made, draws=50, seed=1)["units"], Run(made, draws=50, seed=1)["units"])
    assert not np.allclose(Run(made, draws=50, seed=1)["price"], Run(made, draws=50, seed=2)["price"])
    np.testing.assert_array_equal(Run(made, draws=80, seed=1)["price"][:50], Run(made, draws=50, seed=1)["price"])
    more = QUANTITIES + "another,1,chip,,,,,,,\n"
    wider = model(tmp_path, quantities=more, rows=ROWS + "another,*,uniform,,0,1,,,,,,,,,\n")
    np.testing.assert_array_equal(Run(wider, draws=50, seed=1)["price"], Run(made, draws=50, seed=1)["price"])


def _draw(folder: Path, batch: tuple[int, int]) -> Floats:
    made = read_model([folder], (units, flow), assumptions="ours", axes=[quarters("2023Q4", "2024Q2")])
    return Run(made, draws=batch[1], batch=batch[0], scores=Random(5))["flow"]


def test_any_executor_gives_the_same_bits(tmp_path: Path):
    model(tmp_path)
    task = partial(_draw, tmp_path)
    here = np.concatenate(list(over_batches(task, 700, size=200)))
    with ProcessPoolExecutor(2) as pool:
        there = np.concatenate(list(over_batches(task, 700, size=200, executor=pool)))
    assert here.tobytes() == there.tobytes()


def test_a_change_is_paired_and_recomputes_only_what_follows_from_it(tmp_path: Path):
    made, cache = model(tmp_path), Cache()
    before = Run(made, draws=500, cache=cache)
    _ = before["flow"]
    cache.computed.clear()
    change = change_of(made.quantities["price"], made.axes, op="times", cell=Cell("point", value=2.0), at="B")
    after = Run(made.with_changes([change]), draws=500, cache=cache)
    np.testing.assert_allclose(after["units"] / before["units"], np.array([[[1, 0.5], [1, 0.5]]]).repeat(500, axis=0))
    assert cache.computed == ["price", "units"]
    assert after["sales"] is before["sales"]


def test_a_cell_that_is_set_keeps_its_score(tmp_path: Path):
    made = model(tmp_path)
    cell = Cell("lognormal", low=100e3, high=150e3, level=0.8)
    change = change_of(made.quantities["price"], made.axes, op="set", cell=cell, at="A")
    np.testing.assert_allclose(
        Run(made.with_changes([change]), draws=100)["price"][:, 0], Run(made, draws=100)["price"][:, 0] * 10
    )


def test_a_change_within_a_quarter_counts_by_its_days(tmp_path: Path):
    made = model(tmp_path)
    change = change_of(
        made.quantities["sales"], made.axes, op="set", cell=Cell("point", value=0.0), since=date(2024, 4, 1), where="x"
    )
    # 30 of the 90 days of F2 lie in April: two thirds of its sales stay.
    ratio = Run(made.with_changes([change]), draws=10)["sales"] / Run(made, draws=10)["sales"]
    np.testing.assert_allclose(ratio, [[1, 2 / 3]] * 10)


def test_an_uncertain_change_of_a_known_number_has_a_draw_of_its_own(tmp_path: Path):
    known = ROWS.replace("sales,F1,normal,,1,2,,,,,,GUSD,,,", "sales,F1,point,1,,,,,,,,GUSD,,,")
    made = model(tmp_path, rows=known)
    cell = Cell("lognormal", low=0.5, high=2.0)
    change = change_of(made.quantities["sales"], made.axes, op="times", cell=cell, at="F1")
    sales = Run(made.with_changes([change]), draws=20_000)["sales"][:, 0]
    np.testing.assert_allclose(np.quantile(sales, [0.05, 0.95]), [0.5e9, 2e9], rtol=0.03)


@relation(unit="USD", axes=("fiscal", "chip"))
def wrong_unit(sales: Floats, mix: Floats, price: Floats) -> Floats:
    """Chips, said to be dollars."""
    return sales[..., None] * mix / price[:, None, :]


@relation(unit="chip", axes=("fiscal",))
def hidden_constant(sales: Floats) -> Floats:
    """A price of 25,000 hidden in the formula."""
    return sales / 25_000


@relation(unit="chip", axes=("chip",))
def wrong_shape(sales: Floats) -> Floats:
    """Over quarters, said to be over chips."""
    return sales[..., None]


@relation(unit="1")
def first(second: Floats) -> Floats:
    """Needs the other."""
    return second


@relation(unit="1")
def second(first: Floats) -> Floats:
    """Needs the one."""
    return first


@relation(unit="1")
def stranger(prise: Floats) -> Floats:
    """Needs what is nowhere."""
    return prise


@pytest.mark.parametrize(
    ("relations", "says"),
    [
        ((wrong_unit,), r"test_model.py, line \d+: units do not match: wrong_unit \[USD\] does not follow from sales"),
        ((hidden_constant,), "units do not match"),
        ((wrong_shape,), "returns shape"),
        ((first, second), r"test_model.py, line \d+: relations run in a circle: first -> second -> first"),
        ((stranger,), r"needs 'prise', which is nowhere; did you mean price\?"),
        ((units, units), "there is a 'units' already"),
    ],
)
def test_a_graph_that_does_not_hold_together_is_refused(tmp_path: Path, relations: tuple, says: str):
    with pytest.raises(BadInput, match=says):
        model(tmp_path, relations=relations)


@pytest.mark.parametrize(
    ("table", "old", "new", "says"),
    [
        ("rows", "GUSD", "Mchip", r"rows.csv, line 2: units do not match: Mchip is given, the quantity is in USD"),
        ("rows", "normal,,1,2", "normal,,2,1", r"rows.csv, line 2: the interval is upside down"),
        ("rows", "normal,,1,2", "normal,,1,two", r"rows.csv, line 2: high 'two' is no number"),
        ("rows", "sales,F1", "sales,F9", r"rows.csv, line 2: fiscal has no 'F9'; it has F1, F2"),
        ("rows", "sales,F1", "salse,F1", r"rows.csv, line 2: no quantity 'salse'"),
        ("rows", "dirichlet,0.25", "dirichlet,0.35", r"rows.csv, line 4: the shares of mix along chip must sum to one"),
        ("rows", "price,B", "price,A", r"rows.csv, line 7: A of price is told already at .*line 6"),
        ("rows", "sales,F2,normal,,2,3", "sales,F2,normal,,,3", r"rows.csv, line 3: normal needs low and high"),
        ("rows", "sales,F2,normal,,2,3,,,,,,GUSD,,,", "sales,F2", r"rows.csv, line 3: 15 columns were expected"),
        ("quantities", "sales,USD", "sales,Dollar", r"quantities.csv, line 2: no unit 'Dollar'"),
        (
            "quantities",
            "price,USD/chip,chip,,,chip,0.5,,,",
            "price,USD/chip,chip,,,fiscal,0.5,,,",
            r"line 4: over names",
        ),
        ("quantities", "mix,1,fiscal chip", "mix,1,fiscal die", r"quantities.csv, line 3: no axis 'die'"),
        ("axes", "fiscal,F2,2024-02-01", "fiscal,F2,2024-01-01", r"axes.csv, line 3: F2 must begin after"),
        ("axes", "2024-04-30", "2024-04-31", r"axes.csv, line 3: start and end are days"),
    ],
)
def test_a_table_with_a_fault_is_refused_with_file_and_line(tmp_path: Path, table: str, old: str, new: str, says: str):
    tables = {"axes": AXES, "quantities": QUANTITIES, "rows": ROWS}
    tables[table] = tables[table].replace(old, new, 1)
    with pytest.raises(BadInput, match=says):
        model(tmp_path, **tables)


@pytest.mark.parametrize(
    ("name", "given", "says"),
    [
        (
            "sales",
            {"since": date(2026, 1, 1)},
            r"s.yml, line 4: 2026-01-01 is outside the model: sales runs from 2023-11",
        ),
        ("sales", {"since": date(2024, 3, 1), "until": date(2024, 2, 1)}, "since 2024-03-01 is after until"),
        ("price", {"since": date(2024, 3, 1)}, "s.yml, line 4: price is the same at all times"),
        ("price", {"at": "C"}, "s.yml, line 4: price: chip has no 'C'"),
        ("price", {"at": "A;B"}, "names 2 labels"),
    ],
)
def test_a_change_outside_the_model_is_refused(tmp_path: Path, name: str, given: dict, says: str):
    made = model(tmp_path)
    with pytest.raises(BadInput, match=says):
        change_of(
            made.quantities[name], made.axes, op="times", cell=Cell("point", value=2.0), where="s.yml, line 4", **given
        )


def test_an_unknown_quantity_is_refused_with_the_nearest(tmp_path: Path):
    with pytest.raises(BadInput, match=r"s.yml, line 2: no quantity 'prices' in the model. Did you mean price"):
        model(tmp_path).quantity("prices", "s.yml, line 2")


def test_shares_that_no_longer_sum_to_one_are_refused(tmp_path: Path):
    made = model(tmp_path)
    change = change_of(
        made.quantities["mix"], made.axes, op="set", cell=Cell("point", value=0.9), at="*;A", where="s.yml, line 9"
    )
    with pytest.raises(BadInput, match=r"s.yml, line 9: the shares of mix along chip must sum to one, not 1.65"):
        made.with_changes([change])


def test_what_flow_takes_is_found_in_the_graph(tmp_path: Path):
    made = model(tmp_path)
    assert made.inputs_of("flow") == ("sales", "mix", "price")
    assert made.order == ("units", "flow")
    assert flow.says == "Chips by calendar quarter."
