"""A small linear model over named features, with its weights in a table of the lexicon."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from math import exp, log

from parity.claims.phrases import rows

DECIMALS = 9  # more than the weights have


@dataclass(slots=True)
class Linear:
    """A row of weights, one a label, by feature; the score of a label is the sum of its features' weights.

    Sums are rounded, so that they do not depend on the order of features, which is that of a set.
    """

    labels: tuple[str, ...] = ()
    weights: dict[str, tuple[float, ...]] = field(default_factory=dict)
    columns: dict[str, dict[str, float]] = field(default_factory=dict)  # those asked for so far

    @classmethod
    def of(cls, cells: Iterable[tuple[str, str, float]]) -> "Linear":
        """Make a model of (feature, label, weight).

        >>> Linear.of([("rain", "wet", 2.0), ("sun", "dry", 1.0)]).weights["sun"]
        (1.0, 0.0)
        """
        table: dict[str, dict[str, float]] = {}
        for feature, label, weight in cells:
            table.setdefault(feature, {})[label] = weight
        labels = tuple(sorted({label for row in table.values() for label in row}))
        return cls(labels, {name: tuple(row.get(label, 0.0) for label in labels) for name, row in table.items()})

    def scores(self, features: Iterable[str]) -> dict[str, float]:
        """Return the score of each label; nothing where no feature is known.

        >>> Linear.of([("rain", "wet", 2.0), ("wind", "wet", -0.5)]).scores(["rain", "wind", "hail"])
        {'wet': 1.5}
        """
        known = self.weights
        found = [known[name] for name in features if name in known]
        totals = map(sum, zip(*found, strict=True))
        return {label: round(total, DECIMALS) for label, total in zip(self.labels, totals, strict=False)}

    def column(self, label: str) -> dict[str, float]:
        """Return the weights of one label by feature, those that are not 0."""
        if label not in self.columns:
            of = [place for place, one in enumerate(self.labels) if one == label]  # none in an empty table
            self.columns[label] = {name: row[place] for place in of for name, row in self.weights.items() if row[place]}
        return self.columns[label]

    def score(self, label: str, features: Iterable[str]) -> float:
        """Return the score of one label.

        >>> Linear.of([("rain", "wet", 2.0), ("wind", "wet", -0.5)]).score("wet", ["rain", "hail"])
        2.0
        """
        known = self.column(label)
        return round(sum([known[name] for name in features if name in known]), DECIMALS)

    def likelihoods(self, features: Iterable[str]) -> dict[str, float]:
        """Return the logarithm of the probability of each label; nothing where no feature is known.

        >>> Linear.of([("rain", "wet", 2.0), ("sun", "dry", 2.0)]).likelihoods(["rain"])["wet"] > -0.2
        True
        """
        total = self.scores(features)
        top = max(total.values(), default=0.0)
        whole = top + log(sum(exp(score - top) for score in total.values()) or 1.0)
        return {label: score - whole for label, score in total.items()}


@cache
def linear(name: str) -> Linear:
    """Read a table of `feature,label,weight`, once."""
    return Linear.of((row["feature"], row["label"], float(row["weight"])) for row in rows(name))
