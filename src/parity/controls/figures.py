"""From what a data sheet states to the figures that the tests compare, with how sure each is."""

import numpy as np

from parity.controls.chips import NOT_APPLICABLE, UNSTATED, Figure
from parity.controls.datasheet import bandwidth_density, performance_density, total_performance
from parity.controls.parameters import CERTAINTIES, weakest

__all__ = ["memory_figures", "processor_figures"]


def processor_figures(
    operations: dict[int, Figure],
    *,
    tpp: Figure | None = None,
    die_area: Figure | None = None,
    io: Figure | None = None,
    link: Figure | None = None,
    dram: Figure | None = None,
    units: int = 1,
) -> dict[str, Figure]:
    """Return the figures of a processor from dense operations by bit length [TOPS] and the rest of its data sheet.

    A missing figure spans everything it could be; a known link is the least that total I/O can be.

    >>> found = processor_figures({8: Figure(296, 296)}, die_area=Figure(814, 814))
    >>> found["tpp"].point, round(found["density"].point, 2), found["io"].high
    (2368.0, 2.91, inf)
    """
    fast = tpp or _performance(operations, units)
    memory, inputs = dram or UNSTATED, io or UNSTATED
    if link is not None and link.low > 0:
        inputs = Figure(
            inputs.low if io else link.low,
            inputs.high,
            inputs.certainty,
            floor=link.low,
            floor_certainty=link.certainty,
        )
    return {
        "tpp": fast,
        "density": _density(fast, die_area),
        "io": inputs,
        "dram": memory,
        "dram_io": Figure(
            memory.low + inputs.low, memory.high + inputs.high, weakest([memory.certainty, inputs.certainty]),
            floor=memory.low, floor_certainty=memory.certainty,
        ),
        "stack_density": NOT_APPLICABLE,
    }  # fmt: skip


def _performance(operations: dict[int, Figure], units: int) -> Figure:
    if not operations:
        return UNSTATED
    bits = sorted(operations)
    low = total_performance([operations[bit].low for bit in bits], bits, units=units).item()
    high = total_performance([operations[bit].high for bit in bits], bits, units=units).item()
    # Formats of one chip mostly give the same performance: the surest of those that give the most speaks.
    best = [operations[bit].certainty for bit in bits if operations[bit].high * bit * units >= 0.995 * high]
    return Figure(low, high, min(best, key=CERTAINTIES.index))


def _density(fast: Figure, die_area: Figure | None) -> Figure:
    if die_area is None:
        return UNSTATED
    if die_area.high == 0:
        return Figure(-np.inf, -np.inf, "unconfirmed")
    low = performance_density(fast.low, die_area.high).item()
    high = performance_density(fast.high, die_area.low).item() if die_area.low else np.inf
    return Figure(low, high, weakest([fast.certainty, die_area.certainty]))


def memory_figures(*, bandwidth: Figure | None, area: Figure | None) -> dict[str, Figure]:
    """Return the figures of a stack of high-bandwidth memory from its bandwidth [GB/s] and area [mm2].

    >>> memory_figures(bandwidth=Figure(819, 819), area=Figure(121, 121))["stack_density"].point > 2
    True
    """
    found = dict.fromkeys(("tpp", "density", "io", "dram", "dram_io"), NOT_APPLICABLE)
    if bandwidth is None or area is None:
        return found | {"stack_density": UNSTATED}
    low = bandwidth_density(bandwidth.low, area.high).item()
    high = bandwidth_density(bandwidth.high, area.low).item()
    return found | {"stack_density": Figure(low, high, weakest([bandwidth.certainty, area.certainty]))}
