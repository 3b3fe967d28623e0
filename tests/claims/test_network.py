"""The network of sentences: what it is shown, what it makes of that, and that it learns what is there to be learnt."""

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from parity.claims.extract import readings
from parity.claims.trained.network import CLAIM, TABLE, Network, Place, network, places, write


@pytest.fixture(scope="module")
def trainer(repo_root: Path) -> Iterator[ModuleType]:
    path = repo_root / "tools" / "claim_network.py"
    spec = importlib.util.spec_from_file_location("claim_network", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["claim_network"] = module  # its dataclass looks itself up
    spec.loader.exec_module(module)
    yield module
    del sys.modules["claim_network"]


def small() -> Network:
    """One window that hears "ahead" after a name, and a feature that speaks for a ranking."""
    weights = {
        "words": np.array([[1, 0]], np.float32),
        "tags": np.array([[0, 1]], np.float32),
        "bias": np.zeros(2, np.float32),
        "alone": np.array([[2], [0]], np.float32),
        "near": np.array([[0], [1], [3], [0], [0], [0]], np.float32),
        "windows": np.array([0, -2], np.float32),
        "out": np.array([[1, 0, 0], [1, 0, 0]], np.float32),
        "features": np.array([[0, 4, 0]], np.float32),
        "prior": np.array([-1, 0, 0], np.float32),
    }
    names = {"words": ["ahead"], "tags": ["party=country"], "features": ["cue=ahead"]}
    return Network.of([CLAIM, "kind=ranking", "kind=level"], names, weights)


def told(*words: str) -> list[Place]:
    return [(word, ("party=country",) if word == "@" else ()) for word in words]


class TestScores:
    @pytest.mark.parametrize(
        ("words", "odds"),
        [
            (("rain",), -1.0),  # nothing known
            (("ahead",), 2.0),  # alone 2, near 3 - 2
            (("@", "ahead"), 3.0),  # alone 2, near 1 + 3 - 2
            (("ahead", "@"), 2.0),
            (("ahead", "rain", "@"), 2.0),
        ],
    )
    def test_the_strongest_answer_of_each_window_counts(self, words: tuple[str, ...], odds: float):
        assert small().scores(told(*words), []).odds == pytest.approx(odds)

    def test_features_are_added(self):
        kinds = small().scores(told("rain"), ["cue=ahead", "unheard"]).kinds()
        assert kinds["ranking"] == pytest.approx(-np.log1p(np.exp(-4.0)), abs=1e-6)
        assert sum(np.exp(list(kinds.values()))) == pytest.approx(1.0)

    def test_the_order_in_which_features_come_is_nothing(self):
        shipped = network(TABLE)
        names = list(shipped.names["features"])[:400]
        one, other = (shipped.scores(told("ahead"), of).scores for of in (names, names[::-1]))
        assert one.tobytes() == other.tobytes()


def test_what_is_written_is_read(tmp_path: Path):
    shipped = network(TABLE)
    write(shipped, tmp_path / "again.npz")
    with np.load(tmp_path / "again.npz", allow_pickle=False) as cells:
        assert cells["labels"].tolist() == list(shipped.labels)
        read = cells["words"].astype(np.float32) * cells["words_scale"]
    assert np.abs(read - shipped.words).max() <= np.abs(shipped.words).max() / 250


def test_names_and_numbers_are_shown_by_their_kind():
    ((scene, _),) = readings("SMIC is 5 years behind TSMC.", None, weighed=False)
    shown = dict(enumerate(places(scene)))
    assert shown[0][0] == "@"
    assert "land=China" in shown[0][1]
    assert shown[2][0] == "#"
    assert "amount=years" in shown[2][1]
    assert "cue=behind" in shown[4][1]


class TestTrainer:
    def test_the_slope_is_that_of_the_loss(self, trainer: ModuleType, monkeypatch: pytest.MonkeyPatch):
        for name in ("DROPPED", "FEATURES_DROPPED", "WORDS_DROPPED"):
            monkeypatch.setattr(trainer, name, 0.0)
        monkeypatch.setattr(trainer, "SELDOM", {"words": 1, "tags": 1, "features": 1})
        chance = np.random.default_rng(1)
        data = trainer._Data(sentences(trainer, chance, 8))
        width, windows, labels = trainer.WIDTH, trainer.WINDOWS, len(data.labels)
        shapes = {
            "words": (len(data.names["words"]), width),
            "tags": (len(data.names["tags"]), width),
            "bias": (width,),
            "alone": (width, windows),
            "near": (3 * width, windows),
            "windows": (2 * windows,),
            "out": (2 * windows, labels),
            "features": (len(data.names["features"]), labels),
            "prior": (labels,),
        }
        weights = {name: chance.standard_normal(shape) * 0.2 for name, shape in shapes.items()}
        batch = np.arange(8)
        slope = trainer._slope(weights, data, batch, chance)
        for name, array in weights.items():
            push = chance.standard_normal(array.shape)
            up, down = ({**weights, name: array + step * push} for step in (1e-5, -1e-5))
            by_hand = (loss(data, up) - loss(data, down)) / 2e-5
            assert (slope[name] * push).sum() == pytest.approx(by_hand, rel=0.02, abs=2e-3), name

    def test_it_learns_an_order_of_words_that_no_count_of_them_tells(self, trainer: ModuleType):
        chance = np.random.default_rng(2)
        fitted = trainer.fit_network(sentences(trainer, chance, 1200))
        unseen = sentences(trainer, chance, 300)
        right = [(fitted.scores(one.places, one.features).odds > 0) == bool(one.kinds) for one in unseen]
        assert np.mean(right) > 0.95
        kinds = [(fitted.scores(one.places, one.features).kinds(), one.kinds) for one in unseen if one.kinds]
        assert np.mean([max(found, key=lambda kind: found[kind]) == of[0] for found, of in kinds]) > 0.95

    def test_it_is_the_same_every_time(self, trainer: ModuleType):
        one, other = (trainer.fit_network(sentences(trainer, np.random.default_rng(3), 200)) for _ in range(2))
        assert one.words.tobytes() == other.words.tobytes()


def sentences(trainer: ModuleType, chance: np.random.Generator, count: int) -> list:
    """Make sentences that claim something where "leads" stands before "follows", of a kind that a feature tells."""
    made = []
    for _ in range(count):
        words = list(chance.choice(["the", "and", "of"], 8))
        first = int(chance.integers(0, 7))
        claims = bool(chance.integers(2))
        words[first : first + 2] = ["leads", "follows"] if claims else ["follows", "leads"]
        kind = ["level", "ranking"][int(chance.integers(2))]
        shown = [(word, ("cue=lead",) if word == "leads" else ()) for word in words]
        made.append(trainer.Shown(shown, [f"about={kind}"], [kind] if claims else [], ["cost"] if claims else []))
    return made


def loss(data, weights) -> float:
    """Work out the loss of all sentences by the network itself."""
    made = Network.of(data.labels, data.names, weights)
    total = 0.0
    for row in range(len(data.words)):
        shown = [
            (
                data.names["words"][word] if word >= 0 else "",
                tuple(data.names["tags"][tag] for place, tag in data.marks[row] if place == n),
            )
            for n, word in enumerate(data.words[row])
        ]
        features = [data.names["features"][n] for n in np.flatnonzero(data.features[row])]
        answer = made.scores(shown, features)
        right = data.right[row]
        total += data.counts[row] * (np.log1p(np.exp(answer.odds)) - right[0] * answer.odds)
        for part, found in (("kind=", answer.kinds()), ("metric=", answer.metrics())):
            total -= 0.5 * sum(
                right[n] * found[label.partition("=")[2]]
                for n, label in enumerate(data.labels)
                if label.startswith(part)
            )
    return total / len(data.words)
