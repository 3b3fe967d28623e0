"""A small convolutional network over a sentence: whether it states a claim, of which kind, and what it measures.

Each word, and each name and amount by its kind, is a vector; windows of one word and of three are weighed, the
strongest answer of each weighing in the sentence counts, and is added up with the weights of the sentence's features.
The design is that of Kim (2014), https://aclanthology.org/D14-1181/; `tools/train_claims.py` fits it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parity.claims.phrases import LEXICON
from parity.claims.scene import Scene

TABLE = "network.npz"
LONGEST = 64  # words of a sentence that are looked at; so small a product is worked out on one core
NAMED, NUMBER = "@", "#"
"""What stands for a word of a name, and for a number: who is named is not to matter, nor how many."""
CLAIM = "claim"
Floats = NDArray[np.float32]
Place = tuple[str, tuple[str, ...]]
"""A word, and what the tables know of it."""


def places(scene: Scene) -> list[Place]:
    """Return the words of a sentence as the network sees them, each with the tags of what it is part of."""
    words = scene.words.words[:LONGEST]
    shown = [NUMBER if word[0].isdigit() else word for word in words]
    tags: list[tuple[str, ...]] = [()] * len(words)

    def mark(first: int, last: int, *told: str) -> None:
        for place in range(max(first, 0), min(last, len(words))):
            tags[place] += told

    for hits in scene.cues.values():
        for hit in hits:
            mark(hit.first, hit.last, f"cue={hit.tag}")
    for hit in scene.topics:
        mark(hit.first, hit.last, f"topic={hit.tag}")
    for amount in scene.amounts:
        mark(amount.first, amount.last, f"amount={amount.kind}")
    for actor in scene.actors:
        mark(actor.first, actor.last, f"party={actor.kind}", f"land={_land(actor.country)}")
        shown[actor.first : actor.last] = [NAMED] * len(shown[actor.first : actor.last])
    return list(zip(shown, tags, strict=True))


def _land(country: str | None) -> str:
    """Tell the two that most is written of from the rest."""
    return country if country in ("United States", "China") else "other" if country else "none"


@dataclass(frozen=True, slots=True)
class Network:
    """The weights.

    `words` (V, D), `tags` (T, D) and `bias` (D,) make a word's vector; `alone` (D, H) and `near` (3 D, H) are the
    windows, `windows` (2 H,) their bias; `out` (2 H, L), `features` (F, L) and `prior` (L,) give the L labels' scores.
    """

    labels: Sequence[str]
    names: Mapping[str, Mapping[str, int]]  # of the rows of `words`, `tags` and `features`
    words: Floats
    tags: Floats
    bias: Floats
    alone: Floats
    near: Floats
    windows: Floats
    out: Floats
    features: Floats
    prior: Floats
    kinds: Sequence[int] = field(default=())
    metrics: Sequence[int] = field(default=())

    @classmethod
    def of(cls, labels: Sequence[str], names: Mapping[str, Iterable[str]], weights: Mapping[str, Floats]) -> "Network":
        """Make a network of its weights and the names of their rows."""
        rows = {table: {name: row for row, name in enumerate(of)} for table, of in names.items()}
        of = {part: [n for n, label in enumerate(labels) if label.startswith(part)] for part in ("kind=", "metric=")}
        return cls(tuple(labels), rows, kinds=of["kind="], metrics=of["metric="], **weights)

    def scores(self, shown: Sequence[Place], features: Iterable[str]) -> "Answer":
        """Return what the network makes of a sentence, by its words and its features."""
        known, tagged, told = (self.names[table] for table in ("words", "tags", "features"))
        vectors = np.zeros((len(shown) + 2, len(self.bias)), np.float32)
        inner = vectors[1:-1]
        inner += self.bias
        at = [place for place, (word, _) in enumerate(shown) if word in known]
        inner[at] += self.words[[known[shown[place][0]] for place in at]]
        marks = [(place, tagged[tag]) for place, (_, tags) in enumerate(shown) for tag in tags if tag in tagged]
        if marks:
            on, rows = zip(*marks, strict=True)
            np.add.at(inner, list(on), self.tags[list(rows)])
        np.maximum(inner, 0.0, out=inner)
        before, here, after = self.near.reshape(3, len(self.bias), -1)
        near = vectors[:-2] @ before
        near += inner @ here
        near += vectors[2:] @ after
        strongest = np.concatenate(((inner @ self.alone).max(axis=0), near.max(axis=0)))
        total = np.maximum(strongest + self.windows, 0.0) @ self.out + self.prior
        rows_of = sorted(told[name] for name in features if name in told)  # a sum is the same in one order only
        total += self.features[rows_of].sum(axis=0)
        return Answer(self, total)


@dataclass(frozen=True, slots=True)
class Answer:
    """The scores of one sentence."""

    network: Network
    scores: Floats

    @property
    def odds(self) -> float:
        """The logarithm of the odds that the sentence states a claim."""
        return float(self.scores[0])

    def kinds(self) -> dict[str, float]:
        """Return the logarithm of the probability of each kind, if it states one."""
        return dict(self._of(self.network.kinds))

    def metrics(self) -> dict[str, float]:
        """Return the logarithm of the probability of each metric, if it states a claim."""
        return dict(self._of(self.network.metrics))

    def _of(self, columns: Sequence[int]) -> Iterator[tuple[str, float]]:
        found = self.scores[columns]
        top = float(found.max())
        whole = top + float(np.log(np.exp(found - top).sum()))
        for column, score in zip(columns, found.tolist(), strict=True):
            yield self.network.labels[column].partition("=")[2], score - whole


WHOLE = ("words", "tags", "features")  # written as multiples of the largest weight's 127th: a byte each is enough


def write(network: Network, path: Path) -> None:
    """Write the weights; those of words and features as a byte each."""
    cells: dict[str, Any] = {"labels": np.array(network.labels)}
    for table in WHOLE:
        weights = getattr(network, table)
        scale = np.float32(np.abs(weights).max() / 127)
        cells[table] = np.round(weights / scale).astype(np.int8)
        cells[f"{table}_scale"] = scale
        cells[f"{table}_names"] = np.array(list(network.names[table]))
    for table in ("bias", "alone", "near", "windows", "out", "prior"):
        cells[table] = getattr(network, table).astype(np.float16)
    np.savez_compressed(path, **cells)


@cache
def network(name: str) -> Network:
    """Read the weights of the lexicon, once."""
    with np.load(LEXICON / name, allow_pickle=False) as cells:
        weights = {table: cells[table].astype(np.float32) * cells[f"{table}_scale"] for table in WHOLE}
        weights |= {
            table: cells[table].astype(np.float32) for table in ("bias", "alone", "near", "windows", "out", "prior")
        }
        names = {table: cells[f"{table}_names"].tolist() for table in WHOLE}
        return Network.of(cells["labels"].tolist(), names, weights)
