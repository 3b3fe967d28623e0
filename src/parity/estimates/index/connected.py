"""Which models are linked by benchmarks that both took."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["parts"]

Ints = NDArray[np.int64]


def parts(model: Ints, benchmark: Ints, models: int, benchmarks: int) -> list[tuple[Ints, Ints]]:
    """Split models and benchmarks into the parts that scores link, the largest first.

    Each takes the least label it can see through a score until no label moves; steps are as many as the graph is wide.

    >>> [one.tolist() for one in parts(np.array([0, 1, 2]), np.array([0, 0, 1]), 3, 2)[0]]
    [[0, 1], [0]]
    """
    of_model = np.arange(models)
    while True:
        of_benchmark = np.full(benchmarks, models)
        np.minimum.at(of_benchmark, benchmark, of_model[model])
        new = of_model.copy()
        np.minimum.at(new, model, of_benchmark[benchmark])
        if (new == of_model).all():
            break
        of_model = new
    labels = sorted(np.unique(of_model).tolist(), key=lambda label: (-int((of_model == label).sum()), label))
    return [(np.flatnonzero(of_model == label), np.flatnonzero(of_benchmark == label)) for label in labels]
