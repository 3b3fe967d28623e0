"""Refits: the same whoever does them, and intervals that hold the truth about as often as they say."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import numpy as np
import pytest
from tests.estimates.index.making import layout, scored, table, world

from parity.errors import BadInput, NotObserved
from parity.estimates.index import fit, fit_index, refit, scores_of
from parity.estimates.index.bootstrap import weights

TIMES = 40


def test_any_executor_gives_the_same_draws_bit_for_bit():
    of = layout(np.random.default_rng(0), 12, 6)
    best = fit(of, np.ones((1, of.score.size))).at
    alone = refit(of, best, refits=120, seed=3).at
    with ThreadPoolExecutor(2) as threads, ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes:
        for executor in (threads, processes):
            other = refit(of, best, refits=120, seed=3, executor=executor).at
            assert (other.capability == alone.capability).all() and (other.slope == alone.slope).all()
    assert not (refit(of, best, refits=120, seed=4).at.capability == alone.capability).any()


def test_more_refits_begin_with_the_same_ones():
    of = layout(np.random.default_rng(0), 12, 6)
    best = fit(of, np.ones((1, of.score.size))).at
    few, more = (refit(of, best, refits=count).at.capability for count in (30, 70))
    assert few == pytest.approx(more[:30], abs=1e-4)  # the batch they are in ends a step apart at most


def test_weights_have_mean_one_and_benchmarks_share_theirs():
    of = layout(np.random.default_rng(0), 12, 6)
    rng = np.random.default_rng(1)
    for over, variance in (("scores", 1), ("benchmarks", 1), ("both", 3)):
        drawn = weights(of, rng, 20_000, over)
        assert drawn.mean() == pytest.approx(1, abs=0.02)
        assert drawn.var() == pytest.approx(variance, rel=0.1)
    shared = weights(of, rng, 5, "benchmarks")
    assert (shared[:, of.benchmark == 2] == shared[:, [24]]).all()


@pytest.mark.parametrize("how", [{"refits": 0}, {"refits": 1, "over": "models"}])
def test_what_cannot_be_refitted_is_refused(how: dict[str, object]):
    of = layout(np.random.default_rng(0))
    with pytest.raises(BadInput):
        refit(of, fit(of, np.ones((1, of.score.size))).at, **how)  # type: ignore[arg-type]


def test_intervals_of_evidence_cover_the_truth_and_bars_of_fit_do_not():
    """On the scale of two models; benchmarks differ in how noisy they are, as real ones do."""
    rng = np.random.default_rng(8)
    true, known = world(rng)
    noise = rng.uniform(0.03, 0.12, known.shape[1])
    anchors = {"m10": float(true.capability[0, 10]), "m40": float(true.capability[0, 40])}
    inside: dict[str, list[float]] = {"evidence": [], "fit": [], "difficulty": []}
    for time in range(TIMES):
        scores = scores_of(scored(true, known, rng.normal(0, 1, known.shape) * noise))
        for bars in ("evidence", "fit"):
            found = fit_index(scores, anchors=anchors, anchor="b00", bars=bars, refits=100, seed=time)  # type: ignore[arg-type]
            at = {one.name: one for one in found.ranking()}
            held = [at[f"m{i:02}"].interval for i in range(50) if i not in (10, 40)]
            truth = np.delete(true.capability[0], [10, 40])
            inside[bars].append(np.mean([low <= t <= high for (low, high), t in zip(held, truth, strict=True)]))
            if bars == "evidence":
                hard = {one.name: one.interval for one in found.difficulties()}
                truth = true.difficulty[0]
                inside["difficulty"].append(
                    np.mean([hard[f"b{j:02}"][0] <= t <= hard[f"b{j:02}"][1] for j, t in enumerate(truth)])
                )
    assert 0.87 <= np.mean(inside["evidence"]) <= 0.97
    assert np.mean(inside["difficulty"]) >= 0.8
    assert np.mean(inside["fit"]) < 0.6


def test_a_model_left_out_of_the_fit_is_carried_to_where_the_fit_would_put_it():
    rng = np.random.default_rng(9)
    true, known = world(rng)
    rows = scored(true, known, rng.normal(0, 0.03, known.shape))
    whole = fit_index(scores_of(rows), refits=50)
    without = fit_index(scores_of(rows.filter(rows["model"] != "m30")), refits=50)
    (new,) = without.carry(scores_of(rows.filter(rows["model"] == "m30"), linked=False))
    there = next(one for one in whole.ranking() if one.name == "m30")
    assert new.value == pytest.approx(there.value, abs=0.05)
    assert new.interval.low < there.value < new.interval.high
    assert new.scores == there.scores


def test_a_score_on_an_unknown_benchmark_carries_nothing():
    true, known = world(np.random.default_rng(9))
    rows = scored(true, known, np.zeros(known.shape))
    found = fit_index(scores_of(rows), bars="fit")
    with pytest.raises(NotObserved, match="fitted without 'b99'"):
        found.carry(scores_of(table([("new", "b99", 0.5)]), min_scores=1, linked=False))
