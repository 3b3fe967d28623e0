"""Linear models of labels and of choices, fitted by accelerated gradient descent; numpy only, the same every time."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from claim_examples import Features, Options

from parity.claims.trained.linear import Linear

STEPS = 120
SMALLEST = 0.03  # weights below are not written
Floats = np.ndarray


def fit_labels(examples: Sequence[tuple[Features, str]], *, seldom: int, ridge: float) -> Linear:
    """Fit a multinomial logistic model; features in fewer than `seldom` examples are left out."""
    times = Counter(name for features, _ in examples for name in set(features))
    names = sorted(name for name, count in times.items() if count >= seldom)
    labels = sorted({label for _, label in examples})
    place = {name: n for n, name in enumerate(names)}
    shown = np.zeros((len(examples), len(names)), np.float32)
    right = np.zeros((len(examples), len(labels)), np.float32)
    for row, (features, label) in enumerate(examples):
        shown[row, [place[name] for name in features if name in place]] = 1.0
        right[row, labels.index(label)] = 1.0
    steepest = np.float32(_largest(shown) / 2 + ridge)
    weights = before = np.zeros((len(names), len(labels)), np.float32)
    for step in range(STEPS):
        ahead = weights + np.float32(step / (step + 3)) * (weights - before)
        score = shown @ ahead
        likely = np.exp(score - score.max(axis=1, keepdims=True))
        likely /= likely.sum(axis=1, keepdims=True)
        before, weights = weights, ahead - (shown.T @ (likely - right) + ridge * ahead) / steepest
    return _model([(name, label) for name in names for label in labels], weights.ravel())


def fit_choices(groups: Sequence[Options], counts: Sequence[float], *, seldom: int, ridge: float) -> Linear:
    """Fit which of several options is chosen: a conditional logit whose right options share the probability."""
    times = Counter(name for options in groups for features, _ in options for name in features)
    names = sorted(name for name, count in times.items() if count >= seldom)
    place = {name: n for n, name in enumerate(names)}
    rows = [[place[name] for name in features if name in place] for options in groups for features, _ in options]
    right = np.array([good for options in groups for _, good in options], float)
    sizes = np.array([len(options) for options in groups])
    starts = np.r_[0, np.cumsum(sizes)[:-1]]
    group = np.repeat(np.arange(len(groups)), sizes)
    lengths = np.array([len(row) for row in rows])
    cells = np.array([cell for row in rows for cell in row])
    heavy = np.asarray(counts, float)[group]
    weights = before = np.zeros(len(names))
    steepest = lengths.mean() * np.sqrt(len(groups)) + ridge
    for step in range(STEPS):
        ahead = weights + step / (step + 3) * (weights - before)
        score = np.add.reduceat(np.r_[ahead[cells], 0.0], np.r_[0, np.cumsum(lengths)[:-1]])
        score -= np.maximum.reduceat(score, starts)[group]
        likely = np.exp(score)
        good = likely * right
        likely /= np.add.reduceat(likely, starts)[group]
        good /= np.add.reduceat(good, starts)[group]
        pull = np.bincount(cells, weights=np.repeat(heavy * (likely - good), lengths), minlength=len(names))
        before, weights = weights, ahead - (pull + ridge * ahead) / steepest
    return _model(names, weights)


def _largest(shown: Floats) -> float:
    """The largest eigenvalue of the Gram matrix, by powers."""
    vector = np.ones(shown.shape[1], np.float32)
    size = 1.0
    for _ in range(20):
        vector = shown.T @ (shown @ vector)
        size = float(np.linalg.norm(vector))
        vector /= size
    return size * 1.05


def _model(names: Sequence[tuple[str, str]], weights: Floats) -> Linear:
    return Linear.of(
        (name, label, round(float(weight), 2))
        for (name, label), weight in zip(names, weights, strict=True)
        if abs(weight) >= SMALLEST and not name.endswith("@seen")
    )
