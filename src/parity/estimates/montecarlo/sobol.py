"""Sobol points in place of random ones: the draws fill the space evenly, so that fewer do.

Direction numbers are our own: primitive polynomials over GF(2) found by their definition, first numbers odd and chosen
by a fixed generator, so that every dimension is a (0, 1)-sequence in base 2 (Sobol 1967,
doi:10.1016/0041-5553(67)90144-9).  Points are scrambled after Owen (1995) by a hash of each dimension and the seed
(Laine and Karras 2011, doi:10.1111/j.1467-8659.2011.01998.x), so that runs of different seeds tell the error.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from parity.errors import BadInput
from parity.estimates.montecarlo.batches import BATCH
from parity.estimates.montecarlo.kinds import Floats
from parity.estimates.montecarlo.normal import quantile
from parity.estimates.montecarlo.run import Random, stable

__all__ = ["MOST_DIMENSIONS", "Sobol", "points"]

Words = NDArray[np.uint32]
BITS = 32
MOST_DIMENSIONS = 1100


def _times(a: int, b: int, modulus: int, degree: int) -> int:
    """Multiply polynomials over GF(2), written as bits, by a modulus."""
    found = 0
    while b:
        if b & 1:
            found ^= a
        b >>= 1
        a <<= 1
        if a >> degree & 1:
            a ^= modulus
    return found


def _power(exponent: int, modulus: int, degree: int) -> int:
    found, base = 1, 2 if degree > 1 else 2 ^ modulus
    while exponent:
        if exponent & 1:
            found = _times(found, base, modulus, degree)
        base = _times(base, base, modulus, degree)
        exponent >>= 1
    return found


def _factors(number: int) -> list[int]:
    found, divisor = [], 2
    while divisor * divisor <= number:
        if number % divisor == 0:
            found.append(divisor)
            while number % divisor == 0:
                number //= divisor
        divisor += 1
    return [*found, number] if number > 1 else found


def primitive(degree: int) -> list[int]:
    """Return every primitive polynomial of a degree, as bits with the highest power first.

    >>> [bin(one) for one in primitive(3)]
    ['0b1011', '0b1101']
    """
    order = (1 << degree) - 1
    parts = [order // prime for prime in _factors(order)] if order > 1 else []
    return [
        one
        for one in range((1 << degree) | 1, 1 << (degree + 1), 2)
        if _power(order, one, degree) == 1 and all(_power(part, one, degree) != 1 for part in parts if part < order)
    ]


@cache
def directions(dimensions: int) -> Words:
    """Return direction numbers, shape `(bits, dimensions)`, the leftmost bit first.

    Raises `BadInput` for more dimensions than there are.
    """
    if dimensions > MOST_DIMENSIONS:
        raise BadInput(f"Sobol points have at most {MOST_DIMENSIONS} dimensions here, not {dimensions}.")
    rng = np.random.Generator(np.random.PCG64(20240528))
    found = np.zeros((BITS, dimensions), dtype=np.uint32)
    found[:, 0] = [1 << (BITS - 1 - bit) for bit in range(BITS)]
    polynomials = (one for degree in range(1, 15) for one in primitive(degree))
    taken: dict[tuple[int, int], int] = {}
    _take(found[:, 0], taken)
    for dimension in range(1, dimensions):
        modulus = next(polynomials)
        tries = [_sequence(modulus, rng) for _ in range(TRIES)]
        found[:, dimension] = min(tries, key=lambda one: _clash(one, taken))
        _take(found[:, dimension], taken)
    return found


TRIES = 12
_DEPTHS = (8, 10, 12)


def _sequence(modulus: int, rng: np.random.Generator) -> Words:
    """Direction numbers of one dimension, shape `(bits,)`, from first numbers drawn odd."""
    degree = modulus.bit_length() - 1
    m = [int(rng.integers(0, 1 << bit)) * 2 + 1 for bit in range(degree)]
    for bit in range(degree, BITS):
        new = m[bit - degree] ^ (m[bit - degree] << degree)
        for k in range(1, degree):
            if modulus >> (degree - k) & 1:
                new ^= m[bit - k] << k
        m.append(new)
    return np.array([one << (BITS - 1 - bit) for bit, one in enumerate(m)], dtype=np.uint32)


def _marks(vectors: Words) -> list[tuple[int, int, float]]:
    """Which bits of a point's number decide its first bit, its second, and both together, by depth, with weights.

    Two dimensions of which the first bits follow the same bits fall together over the first points, whatever the
    scrambling.
    """
    top, second = (vectors >> np.uint32(31)) & 1, (vectors >> np.uint32(30)) & 1
    found = []
    for depth in _DEPTHS:
        for weight, bits in ((4.0, top), (1.0, second), (1.0, top ^ second)):
            found.append((depth, int("".join(map(str, bits[:depth].tolist())), 2), weight))
    return found


def _clash(vectors: Words, taken: dict[tuple[int, int], int]) -> float:
    """How much a sequence falls together with those that are taken."""
    return sum(weight * depth * taken.get((depth, mark), 0) for depth, mark, weight in _marks(vectors))


def _take(vectors: Words, taken: dict[tuple[int, int], int]) -> None:
    for depth, mark, weight in _marks(vectors):
        taken[depth, mark] = taken.get((depth, mark), 0) + int(weight)


def points(first: int, count: int, dimensions: slice, *, of: int) -> Words:
    """Return whole-number Sobol points from number `first`, shape `(count, dimensions)`, before scrambling."""
    numbers = np.arange(first, first + count, dtype=np.uint64)
    gray = numbers ^ (numbers >> np.uint64(1))
    vectors = directions(of)[:, dimensions]
    found = np.zeros((count, vectors.shape[1]), dtype=np.uint32)
    for bit in range(int(first + count).bit_length()):
        on = (gray >> np.uint64(bit) & np.uint64(1)).astype(bool)
        found[on] ^= vectors[bit]
    return found


def _reversed(x: Words) -> Words:
    """Turn the bits of each word round."""
    x = (x >> np.uint32(16)) | (x << np.uint32(16))
    for mask, shift in ((0x00FF00FF, 8), (0x0F0F0F0F, 4), (0x33333333, 2), (0x55555555, 1)):
        m, s = np.uint32(mask), np.uint32(shift)
        x = ((x >> s) & m) | ((x & m) << s)
    return x


def _scrambled(x: Words, seeds: Words) -> Words:
    """Scramble each column so that a bit depends on its own seed and on all bits above it, and on no other."""
    x = _reversed(x)
    x = x + seeds
    for factor in (0x6C50B47C, 0xB82F1E52, 0xC7AFE638, 0x8D22F6E6):
        x = x ^ (x * np.uint32(factor))
    return _reversed(x)


@dataclass(frozen=True, slots=True)
class Sobol:
    """Standard normals from scrambled Sobol points; `columns` is how many a model needs in all.

    Best with a power of two of draws.  What is not among the model's columns (draws that changes bring) is random.
    """

    columns: int
    seed: int = 0
    salt: int = 0

    def __call__(self, name: str, columns: int, *, draws: int, batch: int, first: int | None = None) -> Floats:
        """Return the normals of one quantity for one batch."""
        if first is None:
            return Random(self.seed, self.salt)(name, columns, draws=draws, batch=batch)
        raw = points(batch * BATCH, draws, slice(first, first + columns), of=self.columns)
        keys = [stable(f"{self.seed} {self.salt} {first + column}") & 0xFFFFFFFF for column in range(columns)]
        with np.errstate(over="ignore"):
            words = _scrambled(raw, np.array(keys, dtype=np.uint32))
        shares: Floats = (words.astype(np.float64) + 0.5) / 2.0**BITS
        return quantile(shares)
