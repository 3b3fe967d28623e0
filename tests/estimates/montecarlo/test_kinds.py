import numpy as np
import pytest
from scipy import stats

from parity.errors import BadInput
from parity.estimates.montecarlo import Cell
from parity.estimates.montecarlo.normal import phi, quantile, z_of
from parity.estimates.montecarlo.rows import rank_of, scores_of
from parity.estimates.montecarlo.units import unit

Z = np.linspace(-6, 6, 1201)


def test_the_normal_distribution_and_its_inverse_are_scipys():
    z = np.linspace(-30, 30, 6001)
    np.testing.assert_allclose(phi(z), stats.norm.cdf(z), rtol=1e-8, atol=1e-300)
    p = np.concatenate([np.linspace(1e-9, 1 - 1e-9, 5001), [1e-300, 1e-40, 1 - 1e-15]])
    np.testing.assert_allclose(quantile(p), stats.norm.ppf(p), rtol=1e-12, atol=1e-12)
    assert quantile(np.array([0.0, 1.0])).tolist() == [-np.inf, np.inf]


@pytest.mark.parametrize("kind", ["normal", "lognormal", "uniform"])
@pytest.mark.parametrize("level", [0.8, 0.9])
def test_the_ends_of_an_interval_are_its_quantiles(kind: str, level: float):
    cell = Cell(kind, low=10.0, high=15.0, level=level)
    ends = cell.of(np.array([-z_of(level), z_of(level)]))
    np.testing.assert_allclose(ends, [10, 15], rtol=1e-9)


def test_a_lognormal_interval_has_its_middle_at_the_geometric_mean():
    assert Cell("lognormal", low=25_000.0, high=32_000.0).middle == pytest.approx((25_000 * 32_000) ** 0.5)


@pytest.mark.parametrize(("a", "b"), [(9, 5), (0.5, 0.5), (2, 30), (200, 300)])
def test_a_beta_is_scipys(a: float, b: float):
    cell = Cell("beta", parameters=f"{a};{b}")
    np.testing.assert_allclose(cell.of(Z), stats.beta.ppf(stats.norm.cdf(Z), a, b), rtol=2e-4, atol=1e-7)


@pytest.mark.parametrize("shape", [0.3, 1.0, 13.0, 87.0])
def test_a_dirichlet_share_starts_as_scipys_gamma(shape: float):
    cell = Cell("dirichlet", value=shape / 100, parameters="100")
    np.testing.assert_allclose(cell.of(Z), stats.gamma.ppf(stats.norm.cdf(Z), shape), rtol=1e-3, atol=1e-9)


def test_truncation_leaves_out_and_clipping_piles_up():
    z = np.random.default_rng(1).standard_normal(20_000)
    cut = Cell("normal", low=0.15, high=0.30, least=0.2, ends="truncate").of(z)
    sd = 0.075 / stats.norm.ppf(0.95)
    exact = stats.truncnorm((0.2 - 0.225) / sd, np.inf, loc=0.225, scale=sd)
    assert cut.min() > 0.2
    np.testing.assert_allclose(np.quantile(cut, [0.1, 0.5, 0.9]), exact.ppf([0.1, 0.5, 0.9]), rtol=5e-3)
    clipped = Cell("normal", low=0.15, high=0.30, least=0.2).of(z)
    assert (clipped == 0.2).mean() == pytest.approx(stats.norm.cdf((0.2 - 0.225) / sd), abs=0.01)


def test_a_categorical_and_an_empirical_take_the_values_they_name():
    p = stats.norm.ppf([0.05, 0.3, 0.5, 0.95])
    assert Cell("categorical", parameters="1:0.2;2:0.7;9:0.1").of(p).tolist() == [1, 2, 2, 9]
    assert Cell("empirical", parameters="30;10;20;40").of(p).tolist() == [10, 20, 30, 40]


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        (Cell("normal", low=2.0, high=1.0, where="rows.csv, line 7"), "rows.csv, line 7: the interval is upside down"),
        (Cell("lognormal", low=0.0, high=1.0), "above zero"),
        (Cell("triangular"), "no kind 'triangular'"),
        (Cell("beta", parameters="1"), "alpha;beta"),
        (Cell("categorical", parameters="1:0.5;2:0.4"), "sum to one"),
        (Cell("normal", low=1.0, high=2.0, level=1.5), "level 1.5"),
        (Cell("dirichlet", value=1.2, parameters="10"), "from 0 to 1"),
        (Cell("normal", low=1.0, high=2.0, least=50.0, ends="truncate"), "hardly anything is left"),
    ],
)
def test_a_cell_that_makes_no_sense_is_refused(cell: Cell, says: str):
    with pytest.raises(BadInput, match=says):
        cell.check()


def test_rank_and_score_correlations_turn_into_each_other():
    assert scores_of(0.5) == pytest.approx(0.5176, abs=1e-4)  # 2 sin(pi/12)
    assert rank_of(scores_of(0.3)) == pytest.approx(0.3)


def test_units_multiply_and_divide():
    assert unit("kUSD/chip").factor == 1000
    assert unit("TOP/s/chip").factor == 1e12
    assert unit("MW").fits(unit("W")) and not unit("chip").fits(unit("USD"))
    with pytest.raises(BadInput, match="no unit 'furlong'"):
        unit("furlong/chip")
