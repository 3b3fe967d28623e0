from pathlib import Path

import numpy as np
import pytest
from tests.estimates.montecarlo.tables import model

from parity.estimates.montecarlo import Floats, Run, relation
from parity.estimates.montecarlo.sensitivity import indices, tornado, uncertain

QUANTITIES = """quantity,unit,axes,shared,mix,over,rank,scores,assumptions,note
a,1,,,,,,,,
b,1,,,,,,,,
c,1,,,,,,,,
known,1,,,,,,,,
"""
ROWS = """quantity,at,kind,value,low,high,level,least,most,ends,parameters,unit,assumptions,link,note
a,,normal,,-3.29,3.29,,,,,,,,,
b,,normal,,-1.645,1.645,,,,,,,,,
c,,normal,,-1.645,1.645,,,,,,,,,
known,,point,5,,,,,,,,,,,
"""


@relation(unit="1")
def y(a: Floats, b: Floats, c: Floats, known: Floats) -> Floats:
    """Standard deviations 2, 1 and 1: y = a - b + b c has variance 4 + 1 + 1."""
    return known + a - b + b * c


def output(run: Run) -> Floats:
    return run["y"]


def test_indices_are_those_worked_out_by_hand(tmp_path: Path):
    made = model(tmp_path, axes="", quantities=QUANTITIES, rows=ROWS, relations=(y,))
    found = {one.name: one for one in indices(made, output, ("a", "b", "c"), draws=60_000)}
    assert (found["a"].first, found["a"].total) == pytest.approx((4 / 6, 4 / 6), abs=0.02)
    assert (found["b"].first, found["b"].total) == pytest.approx((1 / 6, 2 / 6), abs=0.02)
    assert (found["c"].first, found["c"].total) == pytest.approx((0, 1 / 6), abs=0.02)


def test_a_bar_is_what_one_input_does_alone(tmp_path: Path):
    made = model(tmp_path, axes="", quantities=QUANTITIES, rows=ROWS, relations=(y,))
    middle, bars = tornado(made, output, ("a", "b", "c"), draws=40_000)
    assert middle == 5
    assert [one.name for one in bars] == ["a", "b", "c"]
    np.testing.assert_allclose((bars[0].low, bars[0].high), (5 - 3.29, 5 + 3.29), atol=0.07)
    assert bars[0].rises and not bars[1].rises
    assert bars[2].width == 0  # c works through b alone


def test_only_what_is_drawn_can_matter(tmp_path: Path):
    made = model(tmp_path, axes="", quantities=QUANTITIES, rows=ROWS, relations=(y,))
    assert uncertain(made, ("a", "known")) == ("a",)
