"""Which days a scenario's rules cover: read from the export rules themselves, never told again."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from parity.controls import allowed_by_quarter, chip
from parity.scenarios.scenario import Rule

__all__ = ["spans_of"]


def spans_of(rules: Sequence[Rule], first: date, last: date) -> list[tuple[date, date]]:
    """Return the spans of days, first through last, on which all rules hold; a day not decided is in none.

    >>> spans_of([Rule(chip="H20", allowed=False)], date(2025, 1, 1), date(2025, 12, 31))
    [(datetime.date(2025, 4, 9), datetime.date(2025, 12, 31))]
    """
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    holds = np.ones(len(days), dtype=bool)
    for rule in rules:
        chip(rule.chip)  # an unknown name is told with the nearest
        found = allowed_by_quarter([rule.chip], days, rule.to)["allowed"]
        holds &= (found == rule.allowed).fill_null(value=False).to_numpy()
    edges = np.flatnonzero(np.diff(np.concatenate([[0], holds.astype(np.int8), [0]])))
    return [(days[begin], days[end - 1]) for begin, end in zip(edges[::2], edges[1::2], strict=True)]
