"""The rule on firms held to half or more by listed ones: in force, stayed, or neither, by day."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from parity.controls.parameters import Citation
from parity.controls.regimes import developments

__all__ = ["affiliates_rule"]


def affiliates_rule(on: date) -> tuple[str, tuple[Citation, ...]]:
    """Return whether firms held to half or more by listed ones were caught on a day, and the texts; "" before the rule.

    >>> affiliates_rule(date(2025, 10, 15))[0]
    'in force'
    """
    rule: dict[str, Any] = developments()["affiliates_rule"]
    cited = tuple(Citation(**one) for one in rule["reference"])
    return next(_states(rule, on), ""), cited


def _states(rule: dict[str, Any], on: date) -> Iterator[str]:
    return (one["state"] for one in rule["spans"] if one["from"] <= on < (one["until"] or date.max))
