"""A small linear model over named features, with its weights in a table of the lexicon."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from math import exp, log

from parity.claims.phrases import rows


@dataclass(slots=True)
class Linear:
    """Weights by feature and label; the score of a label is the sum of its features' weights."""

    weights: dict[str, list[tuple[str, float]]] = field(default_factory=dict)

    def scores(self, features: Iterable[str]) -> dict[str, float]:
        """Return the score of each label that any feature speaks for or against.

        >>> Linear({"rain": [("wet", 2.0)]}).scores(["rain", "wind"])
        {'wet': 2.0}
        """
        total: dict[str, float] = {}
        known = self.weights
        for name in features:
            for label, weight in known.get(name, ()):
                total[label] = total.get(label, 0.0) + weight
        return total

    def likelihoods(self, features: Iterable[str]) -> dict[str, float]:
        """Return the logarithm of the probability of each label that any feature speaks for.

        >>> Linear({"rain": [("wet", 2.0), ("dry", 0.0)]}).likelihoods(["rain"])["wet"] > -0.2
        True
        """
        total = self.scores(features)
        top = max(total.values(), default=0.0)
        whole = top + log(sum(exp(score - top) for score in total.values()) or 1.0)
        return {label: score - whole for label, score in total.items()}


@cache
def linear(name: str) -> Linear:
    """Read a table of `feature,label,weight`, once."""
    model = Linear()
    for row in rows(name):
        model.weights.setdefault(row["feature"], []).append((row["label"], float(row["weight"])))
    return model
