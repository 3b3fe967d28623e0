"""An amount read from a text: its kind, its bounds, the words it covers."""

from dataclasses import dataclass

from parity.claims.numbers import APPROXIMATELY

DURATIONS = frozenset(("years", "months", "generations"))
TALLIES = frozenset(str(n) for n in range(1, 10))
LOOSELY = APPROXIMATELY | {"just", "under", "below", "less", "more", "than", "only", "over"}
FEW = 20  # "eight of the ten" is a share, "24 of the top 100" a count


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount: its kind, bounds (null is open), the unit as written, and the words it covers."""

    kind: str
    low: float | None
    high: float | None
    unit: str
    first: int
    last: int

    @property
    def point(self) -> float | None:
        """The middle of the range, or the bound there is."""
        if self.low is None or self.high is None:
            return self.low if self.high is None else self.high
        return (self.low + self.high) / 2


def unit_of(amount: Quantity) -> tuple[str, str | None]:
    """Return a claim's unit, and the raw one where the guideline's list has none."""
    plain = {"money": amount.unit, "percent": "percent", "fraction": "percent", "times": "x", "flop": "FLOP"}
    if amount.kind in plain:
        unit = plain[amount.kind]
        return (unit, None) if unit in ("USD", "percent", "x", "FLOP") else ("none", unit)
    return ("chips", None) if amount.unit == "chips" else ("none", amount.unit or None)
