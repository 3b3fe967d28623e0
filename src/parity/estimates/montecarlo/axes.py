"""Axes of quantities: labels in order, some of them spans of days such as fiscal quarters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from parity.errors import BadInput

__all__ = ["AGE", "QUARTER", "Axis", "Floats", "overlap", "quarters", "shape_of"]

Floats = NDArray[np.float64]

QUARTER = "quarter"
"""Name of the axis of calendar quarters, on which every stock stands."""

AGE = "age"
"""Name of the axis of ages in quarters: 0 in the quarter in which something was added."""


@dataclass(frozen=True)
class Axis:
    """Labels in order; `spans` holds first and last day of each where the axis is one of time.

    >>> Axis("chip", ("A100", "H100", "B200")).find("A100..H100")
    (0, 1)
    """

    name: str
    labels: tuple[str, ...]
    spans: tuple[tuple[date, date], ...] | None = None

    def __len__(self) -> int:
        return len(self.labels)

    def find(self, text: str) -> tuple[int, ...]:
        """Return the places of a label, of `first..last`, of `a|b`, or of all (`*`); raise `BadInput` if none."""
        if text == "*":
            return tuple(range(len(self.labels)))
        found: list[int] = []
        for one in text.split("|"):
            ends = [self._place(label.strip()) for label in one.split("..")]
            if len(ends) > 2 or ends[0] > ends[-1]:
                raise BadInput(f"{one!r} is no span of {self.name}; write it as {self.labels[0]}..{self.labels[-1]}")
            found += range(ends[0], ends[-1] + 1)
        return tuple(found)

    def _place(self, label: str) -> int:
        if label not in self.labels:
            raise BadInput(f"{self.name} has no {label!r}; it has {', '.join(self.labels)}")
        return self.labels.index(label)

    def covered(self, since: date | None, until: date | None) -> NDArray[np.float64]:
        """Return the share of each label's days from `since` through `until`: shape `(labels,)`."""
        if self.spans is None:
            raise BadInput(f"{self.name} is no axis of time")
        first, last = since or date.min, until or date.max
        return np.array([_days(max(a, first), min(b, last)) / _days(a, b) for a, b in self.spans])


def _days(first: date, last: date) -> int:
    return max((last - first).days + 1, 0)


def overlap(of: Axis, to: Axis) -> NDArray[np.float64]:
    """Return the share of each span of one axis that falls into each of another: shape `(of, to)`.

    A fiscal quarter that runs over the end of the other axis loses what lies outside.
    """
    if of.spans is None or to.spans is None:
        raise BadInput(f"{of.name} and {to.name} must both be axes of time")
    shares = [[_days(max(a, c), min(b, d)) / _days(a, b) for c, d in to.spans] for a, b in of.spans]
    return np.array(shares)


def quarters(first: str, last: str) -> Axis:
    """Return the axis of calendar quarters from one through another.

    >>> quarters("2024Q4", "2025Q2").labels
    ('2024Q4', '2025Q1', '2025Q2')
    """
    labels, spans = [], []
    number, end = (int(text[:4]) * 4 + int(text[5]) - 1 for text in (first, last))
    while number <= end:
        year, place = divmod(number, 4)
        after = date(year + (place == 3), (place * 3 + 3) % 12 + 1, 1)
        labels.append(f"{year}Q{place + 1}")
        spans.append((date(year, place * 3 + 1, 1), after - timedelta(days=1)))
        number += 1
    return Axis(QUARTER, tuple(labels), tuple(spans))


def shape_of(axes: Mapping[str, Axis], names: Sequence[str]) -> tuple[int, ...]:
    """Return the shape of an array over axes, without that of the draws."""
    return tuple(len(axes[name]) for name in names)
