"""Many draws in batches of one size, by any executor: batch number n is the same draws wherever it is made."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from typing import TypeVar

from parity.errors import BadInput

__all__ = ["BATCH", "batches", "over_batches"]

BATCH = 1_000
"""Draws of a batch: few enough that arrays fit memory already at hand, many enough that Python's part is small."""

Made = TypeVar("Made")


def batches(draws: int, size: int = BATCH) -> list[tuple[int, int]]:
    """Return number and draws of each batch; raise `BadInput` for no draws.

    >>> batches(2_500)
    [(0, 1000), (1, 1000), (2, 500)]
    """
    if draws < 1:
        raise BadInput(f"At least one draw is needed, not {draws}.")
    return [(number, min(size, draws - start)) for number, start in enumerate(range(0, draws, size))]


def over_batches(
    task: Callable[[tuple[int, int]], Made], draws: int, *, size: int = BATCH, executor: Executor | None = None
) -> Iterator[Made]:
    """Yield what a task makes of each batch `(number, draws)`, in order, by an executor or here."""
    todo = batches(draws, size)
    made: Iterable[Made] = map(task, todo) if executor is None else executor.map(task, todo)
    yield from made
