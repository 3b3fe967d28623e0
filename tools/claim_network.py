"""Fit the network of sentences by Adam with a rate that rises and falls; numpy only, the same every time."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from parity.claims.trained.network import CLAIM, NAMED, NUMBER, Floats, Network, Place

ROUNDS = 12
BATCH = 64
RATE = 2e-3
RISING = 0.1  # of all steps
WIDTH, WINDOWS = 64, 64
SELDOM = {"words": 3, "tags": 20, "features": 4}  # what fewer sentences have is not learnt
DROPPED, FEATURES_DROPPED, WORDS_DROPPED = 0.6, 0.5, 0.1
BESIDE = 0.5  # what telling kinds and metrics counts beside telling claims


@dataclass(frozen=True, slots=True)
class Shown:
    """A labelled sentence: its words, its features, the kinds and metrics of its claims, and what it counts for."""

    places: Sequence[Place]
    features: Sequence[str]
    kinds: Sequence[str]
    metrics: Sequence[str]
    counts: float = 1.0


class _Data:
    """The sentences as arrays."""

    def __init__(self, examples: Sequence[Shown]) -> None:
        seen: dict[str, Counter[str]] = {table: Counter() for table in SELDOM}
        for one in examples:
            seen["words"].update(word for word, _ in one.places)
            seen["tags"].update(tag for _, tags in one.places for tag in tags)
            seen["features"].update(set(one.features))
        self.names = {
            table: sorted(name for name, count in seen[table].items() if count >= least or name in (NAMED, NUMBER))
            for table, least in SELDOM.items()
        }
        rows = {table: {name: row for row, name in enumerate(names)} for table, names in self.names.items()}
        kinds = sorted({kind for one in examples for kind in one.kinds})
        metrics = sorted({metric for one in examples for metric in one.metrics})
        self.labels = [CLAIM, *(f"kind={kind}" for kind in kinds), *(f"metric={metric}" for metric in metrics)]
        self.groups = (slice(1, 1 + len(kinds)), slice(1 + len(kinds), len(self.labels)))
        self.words = [np.array([rows["words"].get(word, -1) for word, _ in one.places]) for one in examples]
        known = rows["tags"]
        self.marks = [
            np.array(
                [(n, known[tag]) for n, (_, tags) in enumerate(one.places) for tag in tags if tag in known],
                int,
            ).reshape(-1, 2)
            for one in examples
        ]
        self.features = np.zeros((len(examples), len(self.names["features"])), np.float32)
        self.right = np.zeros((len(examples), len(self.labels)), np.float32)
        known = rows["features"]
        for row, one in enumerate(examples):
            self.features[row, [known[name] for name in set(one.features) if name in known]] = 1.0
            self.right[row, 0] = bool(one.kinds)
            for group, of in zip(self.groups, ((kinds, one.kinds), (metrics, one.metrics)), strict=True):
                for label in of[1]:
                    self.right[row, group.start + of[0].index(label)] += 1.0 / len(of[1])
        self.counts = np.array([one.counts for one in examples], np.float32)


def fit_network(examples: Sequence[Shown], *, seed: int = 0) -> Network:
    """Fit the network."""
    data, chance = _Data(examples), np.random.default_rng(seed)
    size = {table: len(names) for table, names in data.names.items()}

    def drawn(*shape: int, wide: float) -> Floats:
        return (chance.standard_normal(shape) * wide).astype(np.float32)

    labels = len(data.labels)
    weights: dict[str, Floats] = {
        "words": drawn(size["words"], WIDTH, wide=0.4),
        "tags": drawn(size["tags"], WIDTH, wide=0.2),
        "bias": np.zeros(WIDTH, np.float32),
        "alone": drawn(WIDTH, WINDOWS, wide=WIDTH**-0.5 / 2),
        "near": drawn(3 * WIDTH, WINDOWS, wide=(3 * WIDTH) ** -0.5 / 2),
        "windows": np.zeros(2 * WINDOWS, np.float32),
        "out": drawn(2 * WINDOWS, labels, wide=(2 * WINDOWS) ** -0.5 / 2),
        "features": np.zeros((size["features"], labels), np.float32),
        "prior": np.zeros(labels, np.float32),
    }
    rates = {name: RATE * (4.0 if name == "words" else 1.0) for name in weights}
    means = {name: np.zeros_like(array) for name, array in weights.items()}
    squares = {name: np.zeros_like(array) for name, array in weights.items()}
    batches = [batch for _ in range(ROUNDS) for batch in _batches(chance.permutation(len(examples)))]
    for step, batch in enumerate(batches, 1):
        slope = _slope(weights, data, batch, chance)
        pace = _pace(step / len(batches))
        for name, array in weights.items():
            means[name] += 0.1 * (slope[name] - means[name])
            squares[name] += 0.001 * (slope[name] ** 2 - squares[name])
            steady = np.sqrt(squares[name] / (1 - 0.999**step)) + 1e-8
            array -= np.float32(rates[name] * pace / (1 - 0.9**step)) * means[name] / steady
    kept = [n for n, name in enumerate(data.names["features"]) if not name.endswith("@seen")]
    weights["features"] = weights["features"][kept]
    return Network.of(data.labels, {**data.names, "features": [data.names["features"][n] for n in kept]}, weights)


def _batches(order: np.ndarray) -> Iterator[np.ndarray]:
    for start in range(0, len(order), BATCH):
        yield order[start : start + BATCH]


def _pace(done: float) -> float:
    """The rate of a step, by how much is done: up along a cosine, then down."""
    if done < RISING:
        return 0.04 + 0.96 * (1 - np.cos(np.pi * done / RISING)) / 2
    return float((1 + np.cos(np.pi * (done - RISING) / (1 - RISING))) / 2)


def _slope(
    weights: Mapping[str, Floats], data: _Data, batch: np.ndarray, chance: np.random.Generator
) -> dict[str, Floats]:
    """Return the slope of the loss of a batch by every weight, with some of what is seen hidden at random."""

    def kept(shape: Sequence[int], dropped: float) -> Floats:
        return (chance.random(shape, np.float32) >= dropped).astype(np.float32) / np.float32(1 - dropped)

    count, longest = len(batch), max([1, *(len(data.words[row]) for row in batch)])
    word = np.full((count, longest), -1)
    inside = np.zeros((count, longest, 1), np.float32)
    for n, row in enumerate(batch):
        word[n, : len(data.words[row])] = data.words[row]
        inside[n, : len(data.words[row])] = 1.0
    word[chance.random(word.shape) < WORDS_DROPPED] = -1
    known = word >= 0
    marks = np.concatenate([np.c_[np.full(len(data.marks[row]), n), data.marks[row]] for n, row in enumerate(batch)])
    summed = np.zeros((count, longest, WIDTH), np.float32)
    summed[known] = weights["words"][word[known]]
    np.add.at(summed, (marks[:, 0], marks[:, 1]), weights["tags"][marks[:, 2]])
    summed += weights["bias"]
    hidden = kept(summed.shape, DROPPED) * inside * (summed > 0)
    vectors = np.zeros((count, longest + 2, WIDTH), np.float32)
    vectors[:, 1:-1] = summed * hidden
    windows = np.concatenate((vectors[:, :-2], vectors[:, 1:-1], vectors[:, 2:]), axis=2)
    answers = np.concatenate((windows[:, :, WIDTH : 2 * WIDTH] @ weights["alone"], windows @ weights["near"]), axis=2)
    answers += np.where(inside > 0, 0, np.float32(-1e9))
    where = answers.argmax(axis=1)
    strongest = np.take_along_axis(answers, where[:, None], 1)[:, 0] + weights["windows"]
    gates = kept(strongest.shape, DROPPED) * (strongest > 0)
    pooled = strongest * gates
    features = data.features[batch]
    features = features * kept(features.shape, FEATURES_DROPPED)
    score = pooled @ weights["out"] + features @ weights["features"] + weights["prior"]
    right, counts = data.right[batch], data.counts[batch]
    wrong = np.zeros_like(score)
    wrong[:, 0] = counts * (1 / (1 + np.exp(-score[:, 0])) - right[:, 0])
    for group in data.groups:
        likely = np.exp(score[:, group] - score[:, group].max(axis=1, keepdims=True))
        likely /= likely.sum(axis=1, keepdims=True)
        stated = right[:, group].sum(axis=1, keepdims=True)
        wrong[:, group] = BESIDE * (stated * likely - right[:, group])
    wrong /= count
    back = (wrong @ weights["out"].T) * gates
    at = np.zeros_like(answers)
    np.put_along_axis(at, where[:, None], back[:, None], 1)
    flat = at.reshape(-1, at.shape[2])
    seen = windows.reshape(-1, windows.shape[2])
    near = flat[:, WINDOWS:]
    of_windows = (near @ weights["near"].T).reshape(count, longest, 3, WIDTH)
    of_words = (flat[:, :WINDOWS] @ weights["alone"].T).reshape(count, longest, WIDTH) + of_windows[:, :, 1]
    of_words[:, :-1] += of_windows[:, 1:, 0]
    of_words[:, 1:] += of_windows[:, :-1, 2]
    of_words *= hidden
    slope = {name: np.zeros_like(weights[name]) for name in ("words", "tags")}
    np.add.at(slope["words"], word[known], of_words[known])
    np.add.at(slope["tags"], marks[:, 2], of_words[marks[:, 0], marks[:, 1]])
    return {
        **slope,
        "bias": of_words.sum(axis=(0, 1)),
        "alone": seen[:, WIDTH : 2 * WIDTH].T @ flat[:, :WINDOWS],
        "near": seen.T @ near,
        "windows": back.sum(axis=0),
        "out": pooled.T @ wrong,
        "features": features.T @ wrong,
        "prior": wrong.sum(axis=0),
    }
