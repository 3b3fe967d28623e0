"""The fit: derivatives against differences, an answer worked by hand, and a minimum that scipy cannot better."""

import numpy as np
import polars as pl
import pytest
from scipy.optimize import minimize
from tests.estimates.index.making import curve, layout, scored, table, world

from parity.estimates.index import Layout, Parameters, fit, fit_index, scores_of


def flat(at: Parameters) -> np.ndarray:
    return np.concatenate([at.capability[0], at.difficulty[0], at.slope[0]])


def folded(x: np.ndarray, of: Layout) -> Parameters:
    c, d, a = np.split(x, [of.models, of.models + of.benchmarks])
    return Parameters(c[None], d[None], a[None])


@pytest.mark.parametrize("chance", [0.0, 0.25])
def test_gradient_and_hessian_are_those_of_finite_differences(chance: float):
    rng = np.random.default_rng(3)
    of = layout(rng, chance=chance)
    size = of.models + 2 * of.benchmarks
    x = rng.normal(0, 1, size)
    x[-of.benchmarks :] = rng.uniform(0.5, 2, of.benchmarks)
    weight = rng.exponential(size=(1, of.score.size))

    def gradient(x: np.ndarray) -> np.ndarray:
        got = of.curvature(folded(x, of), weight, np.ones((1, 1)))
        return np.concatenate([got.by_model[0], got.by_benchmark[0]])

    step = 1e-6 * np.eye(size)
    by_cost = [np.diff([of.cost(folded(x + s * e, of), weight)[0] for s in (-1, 1)])[0] / 2e-6 for e in step]
    assert gradient(x) == pytest.approx(np.array(by_cost), abs=1e-8)

    got = of.curvature(folded(x, of), weight, np.ones((1, 1)))
    m, b = of.models, of.benchmarks
    hessian = np.diag(np.concatenate([got.models[0], got.benchmarks[0]]))
    hessian[m:, :m], hessian[:m, m:] = got.cross[0], got.cross[0].T
    for i in range(b):
        hessian[m + i, m + b + i] = hessian[m + b + i, m + i] = got.own[0, i]
    by_gradient = np.array([(gradient(x + e) - gradient(x - e)) / 2e-6 for e in step])
    # The anchor's slope is fixed, so its own ridge is not in the gradient but may stay on the diagonal.
    free = np.delete(np.arange(size), m + b + of.anchor)
    assert hessian[np.ix_(free, free)] == pytest.approx(by_gradient[np.ix_(free, free)], abs=1e-7)


def test_by_hand_two_models_on_two_like_benchmarks():
    """Without a ridge, scores of 0.5 and sigmoid(1) on both put the models 0 and 1 above both benchmarks."""
    high = 1 / (1 + np.exp(-1))
    of = Layout(
        np.array([0, 1, 0, 1]),
        np.array([0, 0, 1, 1]),
        np.array([0.5, high, 0.5, high]),
        np.zeros(2),
        2,
        0,
        strength=1e-9,
    )
    found = fit(of, np.ones((1, 4)))
    assert found.converged.all()
    assert found.at.capability[0] - found.at.difficulty[0, 0] == pytest.approx([0, 1], abs=1e-4)
    assert found.at.difficulty[0, 1] - found.at.difficulty[0, 0] == pytest.approx(0, abs=1e-4)
    assert found.at.slope[0] == pytest.approx([1, 1], abs=1e-4)
    assert found.cost[0] < 1e-8


def test_scipys_bounded_minimiser_does_not_get_lower():
    rng = np.random.default_rng(5)
    of = layout(rng, models=12, benchmarks=6)
    ours = fit(of, np.ones((1, of.score.size)))
    assert ours.converged.all() and ours.gradient[0] < 1e-8
    bounds = [(-10, 10)] * (of.models + of.benchmarks) + [(0.1, 10)] * of.benchmarks
    bounds[of.models + of.benchmarks + of.anchor] = (1, 1)
    cost = lambda x: of.cost(folded(x, of), np.ones((1, of.score.size)))[0]  # noqa: E731
    again = minimize(cost, flat(ours.at) + 0, bounds=bounds, method="L-BFGS-B", options={"ftol": 1e-15})
    assert again.fun >= ours.cost[0] - 1e-9


def test_slopes_stay_within_their_bounds_where_a_benchmark_ranks_models_the_wrong_way():
    rng = np.random.default_rng(7)
    true, _ = world(rng, 20, 6)
    score = curve(true.capability[0], true.difficulty[0], true.slope[0])
    score[:, 3] = score[::-1, 3]  # of middling difficulty
    rows = [(f"m{i:02}", f"b{j}", float(score[i, j])) for i in range(20) for j in range(6)]
    found = fit_index(scores_of(table(rows)), anchor="b0", refits=5)
    assert found.fitted.converged.all()
    assert found.fitted.at.slope[0].min() == pytest.approx(0.1)


def test_exact_scores_give_the_truth_back_up_to_the_ridge():
    true, known = world(np.random.default_rng(1))
    scores = scores_of(scored(true, known, np.zeros(known.shape)))
    of = Layout(scores.model, scores.benchmark, scores.score, scores.chance, 50, 0, strength=1e-7)
    at = fit(of, np.ones((1, scores.score.size))).at
    assert at.capability[0] - at.difficulty[0, 0] == pytest.approx(true.capability[0], abs=1e-3)
    assert at.difficulty[0] - at.difficulty[0, 0] == pytest.approx(true.difficulty[0], abs=1e-3)
    assert at.slope[0] == pytest.approx(true.slope[0], abs=1e-3)


def test_a_floor_of_guessing_is_taken_out():
    """Scores lifted by guessing one in four give the same index once the table says so."""
    true, known = world(np.random.default_rng(2), 20, 6)
    plain = scored(true, np.ones_like(known), np.zeros(known.shape))
    score = (0.25 + 0.75 * plain["performance"].cast(float)).cast(str)
    lifted = plain.with_columns(score.alias("performance"), pl.lit("0.25").alias("chance"))
    told = []
    for some in map(scores_of, (plain, lifted)):
        of = Layout(some.model, some.benchmark, some.score, some.chance, 20, 0, strength=1e-7)
        at = fit(of, np.ones((1, some.score.size))).at
        told.append(at.capability[0] - at.difficulty[0, 0])
    assert told[1] == pytest.approx(told[0], abs=1e-3)


def test_the_answer_does_not_depend_on_the_order_of_rows():
    true, known = world(np.random.default_rng(4), 15, 6)
    rows = scored(true, known, np.random.default_rng(4).normal(0, 0.05, known.shape))
    one, other = (
        fit_index(scores_of(some), refits=20) for some in (rows, rows.sample(fraction=1, shuffle=True, seed=1))
    )
    assert one.ranking() == other.ranking()
    assert one.difficulties() == other.difficulties()
