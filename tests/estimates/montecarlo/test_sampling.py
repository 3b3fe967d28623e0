import numpy as np
import pytest
from scipy.stats import qmc

from parity.errors import BadInput
from parity.estimates.montecarlo.normal import phi
from parity.estimates.montecarlo.quantiles import quantiles
from parity.estimates.montecarlo.sketch import Sketch
from parity.estimates.montecarlo.sobol import Sobol, directions, points, primitive


def test_a_sketch_has_the_quantiles_of_the_draws():
    rng = np.random.default_rng(0)
    draws = np.column_stack([
        np.exp(rng.normal(10, 2, 50_000)), rng.normal(0, 5, 50_000), np.zeros(50_000), rng.uniform(-3, -2, 50_000),
    ])  # fmt: skip
    sketch = Sketch(4)
    for part in np.array_split(draws, 7):
        sketch.add(part)
    levels = (0.05, 0.5, 0.95)
    exact = np.quantile(draws, levels, axis=0)
    np.testing.assert_allclose(sketch.quantile(levels)[:, [0, 3]], exact[:, [0, 3]], rtol=6e-4)
    np.testing.assert_allclose(sketch.quantile(levels)[:, 1], exact[:, 1], atol=0.01)
    np.testing.assert_allclose(sketch.quantile(levels)[:, 2], 0, atol=1e-8)


def test_a_sketch_does_not_depend_on_the_order_of_its_batches():
    draws = np.exp(np.random.default_rng(0).normal(0, 3, (9000, 2)))
    parts = [draws[:3000], draws[3000:4000], draws[4000:]]
    sketches = []
    for order in ((0, 1, 2), (2, 0, 1)):
        whole = Sketch(2)
        for number in order:
            part = Sketch(2)
            part.add(parts[number])
            whole.merge(part)
        sketches.append(whole.quantile((0.05, 0.5, 0.95)).tobytes())
    assert sketches[0] == sketches[1]


def test_there_are_as_many_primitive_polynomials_as_number_theory_says():
    # Euler's totient of 2^d - 1, over d.
    assert [len(primitive(degree)) for degree in range(1, 10)] == [1, 1, 2, 2, 6, 6, 18, 16, 48]


def test_the_first_dimension_is_van_der_corputs():
    assert (points(0, 8, slice(0, 1), of=1)[:, 0] / 2.0**32).tolist() == [
        0,
        0.5,
        0.75,
        0.25,
        0.375,
        0.875,
        0.625,
        0.125,
    ]


def test_every_dimension_has_one_point_in_each_interval_as_scipys_have():
    draws = phi(Sobol(300, seed=4)("x", 300, draws=512, batch=0, first=0))
    cells = np.sort((draws * 512).astype(int), axis=0)
    np.testing.assert_array_equal(cells, np.arange(512)[:, None].repeat(300, axis=1))
    theirs = qmc.Sobol(8, rng=np.random.default_rng(0)).random(512)
    np.testing.assert_array_equal(np.sort((theirs * 512).astype(int), axis=0)[:, 0], np.arange(512))


@pytest.mark.parametrize("dimensions", [2, 5, 10])
def test_points_are_about_as_even_as_scipys(dimensions: int):
    ours = phi(Sobol(50, seed=1)("x", dimensions, draws=1024, batch=0, first=0))
    theirs = qmc.Sobol(dimensions, rng=np.random.default_rng(1)).random(1024)
    random = np.random.default_rng(1).random((1024, dimensions))
    assert qmc.discrepancy(ours) < 2 * qmc.discrepancy(theirs)
    assert qmc.discrepancy(ours) < qmc.discrepancy(random) / 3


def test_seeds_give_other_points_and_the_same_seed_the_same():
    one, other = (Sobol(10, seed=seed)("x", 3, draws=64, batch=0, first=2) for seed in (0, 1))
    assert not np.allclose(one, other)
    np.testing.assert_array_equal(one, Sobol(10, seed=0)("y", 3, draws=64, batch=0, first=2))


def test_more_dimensions_than_there_are_are_refused():
    with pytest.raises(BadInput, match="at most 1100"):
        directions(2000)


def test_quantiles_are_numpys():
    draws = np.random.default_rng(2).lognormal(0, 1, (1001, 7))
    np.testing.assert_allclose(quantiles(draws, (0.05, 0.5, 0.95)), np.quantile(draws, (0.05, 0.5, 0.95), axis=0))
    assert quantiles(draws[:1], (0.5,)).tolist() == draws[:1].tolist()
