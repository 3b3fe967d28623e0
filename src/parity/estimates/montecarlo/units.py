"""Units of quantities: a short registry, products and quotients of it, and the factor between two of them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from parity.errors import BadInput

__all__ = ["Unit", "unit"]

_KNOWN: dict[str, tuple[float, str]] = {
    "1": (1.0, ""),
    "%": (0.01, ""),
    **{prefix + "USD": (scale, "USD") for prefix, scale in (("", 1.0), ("k", 1e3), ("M", 1e6), ("G", 1e9))},
    **{prefix + "CNY": (scale, "CNY") for prefix, scale in (("", 1.0), ("k", 1e3), ("M", 1e6), ("G", 1e9))},
    **{prefix + "chip": (scale, "chip") for prefix, scale in (("", 1.0), ("k", 1e3), ("M", 1e6))},
    **{prefix + "H100e": (scale, "H100e") for prefix, scale in (("", 1.0), ("k", 1e3), ("M", 1e6))},
    **{prefix + "die": (scale, "die") for prefix, scale in (("", 1.0), ("k", 1e3), ("M", 1e6))},
    **{prefix + "wafer": (scale, "wafer") for prefix, scale in (("", 1.0), ("k", 1e3))},
    **{prefix + "stack": (scale, "stack") for prefix, scale in (("", 1.0), ("k", 1e3), ("M", 1e6))},
    **{prefix + "W": (scale, "W") for prefix, scale in (("", 1.0), ("k", 1e3), ("M", 1e6))},
    **{prefix + "OP": (scale, "OP") for prefix, scale in (("", 1.0), ("T", 1e12))},
    **{prefix + "B": (scale, "B") for prefix, scale in (("", 1.0), ("G", 1e9))},
    "mm2": (1.0, "mm2"),
    "s": (1.0, "s"),
    "h": (3600.0, "s"),
    "day": (86400.0, "s"),
    "month": (365.25 / 12 * 86400.0, "s"),
    "year": (365.25 * 86400.0, "s"),
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as its factor to base units and its powers of them."""

    name: str
    factor: float
    powers: Mapping[str, int] = field(hash=False)

    def fits(self, other: "Unit") -> bool:
        """Whether one can be turned into the other."""
        return self.powers == other.powers

    def scaled(self, sizes: Mapping[str, float]) -> float:
        """Return by how much a number in this unit grows if each base unit shrinks by its size."""
        grown = 1.0
        for base, power in self.powers.items():
            grown *= sizes[base] ** power
        return grown


@cache
def unit(name: str) -> Unit:
    """Read a unit such as `USD/chip` or `TOP/s/chip`; raise `BadInput` for a part that is not registered.

    >>> unit("GUSD").factor, unit("TOP/s/chip").fits(unit("OP/s/chip")), unit("kUSD/chip").fits(unit("USD"))
    (1000000000.0, True, False)
    """
    factor, powers = 1.0, Counter[str]()
    for place, part in enumerate(name.split("/")):
        sign = -1 if place else 1
        for one in part.split("*"):
            if one.strip() not in _KNOWN:
                raise BadInput(f"no unit {one.strip()!r} in {name!r}; known are {', '.join(_KNOWN)}")
            size, base = _KNOWN[one.strip()]
            factor *= size**sign
            if base:
                powers[base] += sign
    return Unit(name, factor, {base: power for base, power in sorted(powers.items()) if power})
