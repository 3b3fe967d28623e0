"""The scale the index is told on: anchored on a benchmark, or on the values of two models."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parity.errors import BadInput
from parity.estimates.index.model import Parameters

__all__ = ["USUAL_ANCHOR", "Scale", "anchor_of", "scale_of"]

Floats = NDArray[np.float64]

USUAL_ANCHOR = "Winogrande"
"""Benchmark of difficulty 0 and slope 1 on the published scale."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear map from the scale of the fit to the one that is told, fixed by the parameters of each fit itself."""

    benchmark: int
    """Its difficulty is 0 and its slope 1, unless two models anchor the scale."""
    models: tuple[int, int] | None = None
    values: tuple[float, float] = (0.0, 0.0)

    def line(self, at: Parameters) -> tuple[Floats, Floats]:
        """Offset and factor, shape `(fits, 1)` each."""
        if self.models is None:
            offset = -at.difficulty[:, [self.benchmark]]
            return offset, np.ones_like(offset)
        low, high = at.capability[:, [self.models[0]]], at.capability[:, [self.models[1]]]
        factor = (self.values[1] - self.values[0]) / (high - low)
        return self.values[0] - factor * low, factor

    def told(self, at: Parameters) -> Parameters:
        """Parameters on the told scale."""
        offset, factor = self.line(at)
        return Parameters(offset + factor * at.capability, offset + factor * at.difficulty, at.slope / factor)


def anchor_of(benchmarks: tuple[str, ...], counts: NDArray[np.int64], name: str | None, origin: str) -> int:
    """Place of the anchor benchmark: the one named, else Winogrande, else that of most scores (the first by name)."""
    if name is None:
        return benchmarks.index(USUAL_ANCHOR) if USUAL_ANCHOR in benchmarks else int(counts.argmax())
    if name not in benchmarks:
        raise BadInput(f"{origin}: no benchmark {name!r} to anchor on; there is {', '.join(benchmarks[:8])} ...")
    return benchmarks.index(name)


def scale_of(benchmark: int, models: tuple[str, ...], anchors: Mapping[str, float] | None, origin: str) -> Scale:
    """Scale through the values of two models, or that of the anchor benchmark if none are given."""
    if not anchors:
        return Scale(benchmark)
    if len(anchors) != 2 or len(set(anchors.values())) != 2 or not np.isfinite(list(anchors.values())).all():
        raise BadInput(
            f"Two models of different values fix a scale, not {dict(anchors)}; give --anchor MODEL=VALUE twice."
        )
    absent = [name for name in anchors if name not in models]
    if absent:
        raise BadInput(f"{origin}: no model {absent[0]!r} to anchor on, or it has too few scores.")
    (one, low), (other, high) = sorted(anchors.items(), key=lambda pair: pair[1])
    return Scale(benchmark, (models.index(one), models.index(other)), (float(low), float(high)))
